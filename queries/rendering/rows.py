"""Rows of a SPARQL result as CSV, JSON, Markdown or a table of text."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence

from ontology.terms import PREFIXES
from queries.stores import Blank, Iri, Solutions, Term, Triple, Value


def to_csv(solutions: Solutions) -> str:
    """SPARQL 1.1 CSV: values without types, unbound ones empty; lines end as RFC 4180 says."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(solutions.variables)
    for row in solutions.rows:
        writer.writerow(["" if term is None else _value(term) for term in row])
    return out.getvalue()


_RUN = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?%?")


def to_spreadsheet(solutions: Solutions) -> str:
    """The same CSV for people: a cell that a spreadsheet would run as a formula has ``'`` before it, so it is text."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(map(_harmless, solutions.variables))
    for row in solutions.rows:
        writer.writerow(["" if term is None else _harmless(_value(term)) for term in row])
    return out.getvalue()


def _harmless(cell: str) -> str:
    return "'" + cell if cell.startswith(_RUN) and not _NUMBER.fullmatch(cell) else cell


def to_json(solutions: Solutions) -> str:
    """SPARQL 1.1 Query Results JSON."""
    bindings = [{name: _binding(term) for name, term in row.items()} for row in solutions]
    return json.dumps({"head": {"vars": list(solutions.variables)}, "results": {"bindings": bindings}},
                      ensure_ascii=False, indent=1)


def to_markdown(solutions: Solutions) -> str:
    """A Markdown table; IRIs by their prefixes."""
    lines = ["| " + " | ".join(solutions.variables) + " |", "|" + " --- |" * len(solutions.variables)]
    for row in solutions.rows:
        lines.append("| " + " | ".join("" if t is None else _escape(t.short()) for t in row) + " |")
    return "\n".join(lines)


def to_text(solutions: Solutions) -> str:
    """Plain lines, columns apart by tabs."""
    lines = ["\t".join(solutions.variables)]
    for row in solutions.rows:
        lines.append("\t".join("" if t is None else " ".join(t.short().split()) for t in row))
    return "\n".join(lines)


def _value(term: Term) -> str:
    return str(term.value if isinstance(term, Iri) else term.text if isinstance(term, Value) else term.n3())


def _binding(term: Term) -> dict[str, str]:
    if isinstance(term, Iri):
        return {"type": "uri", "value": term.value}
    if isinstance(term, Value):
        made = {"type": "literal", "value": term.text}
        if term.lang:
            made["xml:lang"] = term.lang
        elif not term.datatype.endswith("#string"):
            made["datatype"] = term.datatype
        return made
    return {"type": "bnode", "value": term.label}


def _escape(text: str) -> str:
    return re.sub(r"([\\|`*_<>])", r"\\\1", " ".join(text.split()))


def to_turtle(triples: Sequence[Triple]) -> str:
    """Triples as Turtle, grouped by subject, with the prefixes that they use."""
    used = sorted({term.short().partition(":")[0] for triple in triples for term in triple
                   if isinstance(term, Iri) and term.short() != term.value})
    lines = [f"@prefix {prefix}: <{PREFIXES[prefix]}> ." for prefix in used]
    last: Iri | Blank | None = None
    for subject, predicate, value in triples:
        said = f"{_turtle(predicate)} {_turtle(value)}"
        if subject == last:
            lines[-1] = lines[-1][:-1] + ";"
            lines.append(f"    {said} .")
        else:
            lines += ["", f"{_turtle(subject)} {said} ."]
        last = subject
    return "\n".join(lines).lstrip("\n") + "\n"


def _turtle(term: Term) -> str:
    if isinstance(term, Iri):
        short = term.short()
        return short if short != term.value else term.n3()
    return term.n3()
