"""The page of measured quality."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from benchmarks.quality_errors import Error, weighed

if TYPE_CHECKING:
    from benchmarks.quality import Result

WORST = 50
_KINDS = ("ENTITIES", "RELATIONS", "targets", "supports")

_ABOUT = """\
Made by `make score`. F1 is lenient (one name contains the other and shares 70 % of it) unless said; each figure is the
contract's scorer's. Names are found by a tagger that has not learnt from the text that is judged, except where the
table says so. The last columns are scored with the names that the annotation has: what is missing there is the fault of
the rules for relations, targets and supports, not of names."""

_LINHAI = """\
Each annotated chapter is scored in a graph whose tagger was trained without that chapter (other chapters, and tagged
texts of other places, stay in). The rules for tasks, targets and supports were made with these chapters at hand, and so
were the weights of relations: their figures flatter."""

_OTHERS = """\
Excerpts of public documents of other places and kinds, annotated by us after the guide before their graphs were looked
at (`benchmarks/reference`). *Held-out*: the tagger has not seen the document. *Seen*: it has learnt from it, so its
names flatter, the relations do not. Errors in those not marked *fresh* were then looked at and mended in general ways;
the fresh ones were annotated after that, and their first figures, before any mending, were: entities 0.796, relations
0.764 (0.927 with annotated names), targets 0.967."""


_WORST = f"""\
The {WORST} heaviest errors; what follows from a wrong name is counted with the name. An error weighs 1, and 1 more for
each relation that is wrong with its name; times how sure the graph was of it (a half for what it missed); times
1 + log₂ of how often its cause occurs in its class or relation."""


def page(linhai: Sequence[Result], others: Sequence[Result]) -> str:
    """The page in Markdown."""
    lines = ["# Measured quality", "", _ABOUT, "", "## Chapters of the Linhai plan", "", _LINHAI, ""]
    lines += _by_name(linhai)
    lines += ["", "| chapter | entities | relations | targets | supports |  relations, names given |",
              "| --- | --- | --- | --- | --- | --- |", *(_row(r, r.job.name) for r in linhai)]
    lines += ["", "## Documents of other places", "", _OTHERS, "",
              "| document | entities | relations | targets | supports | relations, names given |",
              "| --- | --- | --- | --- | --- | --- |", *(_row(r, _title(r)) for r in others)]
    lines += ["", "All of them together:", "", *_by_name(others)]
    errors = [e for r in (*linhai, *others) for e in r.errors]
    lines += ["", "## Where it goes wrong", "", "| cause | errors |", "| --- | --- |"]
    lines += [f"| {cause} | {n} |" for cause, n in Counter(e.cause for e in errors).most_common()]
    lines += ["", _WORST, "", "| weight | where | what | cause |", "| --- | --- | --- | --- |"]
    lines += [_error(e) for e in weighed(errors)[:WORST]]
    return "\n".join(lines) + "\n"


def _error(e: Error) -> str:
    text = e.text.replace("|", "\\|")
    return f"| {e.weight:.1f} | {e.where} | {e.kind} {e.what}: {text} | {e.cause} |"


def _f1(tally: Any) -> str:
    return f"{tally.f1()[2]:.3f}" if tally.tp + tally.fn else "–"


def _row(result: Result, title: str) -> str:
    cells = [_f1(result.found[kind]) for kind in _KINDS]
    return f"| {title} | {' | '.join(cells)} | {_f1(result.given['RELATIONS'])} |"


def _title(result: Result) -> str:
    meta = json.loads((result.job.source.parent / "meta.json").read_text(encoding="utf-8"))
    tagger = {"unseen": "held-out"}.get(meta["tagger"], meta["tagger"])
    fresh = ", fresh" if meta.get("fresh") else ""
    return f"{meta['title']} ({meta['kind']}; {tagger}{fresh})"


def _by_name(results: Iterable[Result]) -> list[str]:
    totals: dict[str, Any] = {}
    given: dict[str, Any] = {}
    for result in results:
        for sums, part in ((totals, result.found), (given, result.given)):
            for name, tally in part.items():
                if name not in sums:
                    sums[name] = type(tally)()
                sums[name].add(tally)
    lines = ["| | P | R | F1 | F1 strict | in the reference | F1, names given |",
             "| --- | --- | --- | --- | --- | --- | --- |"]
    for name, tally in totals.items():
        p, r, f1 = tally.f1()
        named = name[0].isupper() and name != "RELATIONS"
        strict = f"{tally.f1(tally.strict_tp)[2]:.3f}" if named else ""
        shown = f"**{name.lower()}**" if name.isupper() else name
        known = "" if named else _f1(given[name])
        lines.append(f"| {shown} | {p:.3f} | {r:.3f} | {f1:.3f} | {strict} | {tally.tp + tally.fn} | {known} |")
    return lines
