"""Reading a query's text just far enough: its form, its prefixes, and whether it only reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Literal

from ontology.terms import PREFIXES, XSD
from queries.errors import BadSparql, ServiceRefused, UpdateRefused

Form = Literal["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]

# Strings, IRIs and comments are taken whole, so that no keyword is ever read inside one.
_TOKEN = re.compile(
    r"""(?P<skip>'{3}.*?'{3}|\"{3}.*?\"{3}|'(?:[^'\\\n\r]|\\.)*'|"(?:[^"\\\n\r]|\\.)*"|<[^<>"{}|^`\\\x00-\x20]*>|\#[^\n\r]*)
      |(?P<prefixed>[A-Za-z_][\w.-]*)?:[\w.-]*
      |(?P<variable>[?$]\w+)
      |(?P<word>[A-Za-z_]\w*)
      |(?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_UPDATES = frozenset(("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"))


def tokens(query: str) -> Iterator[re.Match[str]]:
    """The query's tokens, coarsely; strings, IRIs and comments have the group ``skip``."""
    return _TOKEN.finditer(query)


def form_of(query: str) -> Form:
    """Which of the four query forms *query* is.

    :raises UpdateRefused: for a SPARQL update; :raises ServiceRefused: where it would ask another server;
        :raises BadSparql: where no form is found.
    """
    form: Form | None = None
    in_prologue = False
    for token in tokens(query):
        word = (token["word"] or "").upper()
        if not word:
            if token["prefixed"] is not None or token["skip"]:
                in_prologue = False
            continue
        if form is not None:
            if word == "SERVICE":
                raise ServiceRefused()
            continue
        if word in ("PREFIX", "BASE"):
            in_prologue = True
        elif not in_prologue:
            if word in _UPDATES:
                raise UpdateRefused(keyword=word)
            if word in ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE"):
                form = word  # type: ignore[assignment]  # one of the four, just compared
            else:
                line, column = position(query, token.start())
                raise BadSparql(reason=f"expected SELECT, ASK, CONSTRUCT or DESCRIBE, not {token['word']}",
                                line=line, column=column)
    if form is None:
        raise BadSparql(reason="no SELECT, ASK, CONSTRUCT or DESCRIBE in it", line=1, column=1)
    return form


def position(text: str, offset: int) -> tuple[int, int]:
    """Line and column of *offset*, both from 1."""
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def undeclared(query: str) -> dict[str, str]:
    """Our prefixes that the query uses and does not declare itself."""
    used: set[str] = set()
    declared: set[str] = set()
    after_prefix = False
    for token in tokens(query):
        if token["prefixed"] is not None:
            (declared if after_prefix else used).add(token["prefixed"])
            after_prefix = False
        elif token["word"]:
            after_prefix = token["word"].upper() == "PREFIX"
    return {name: PREFIXES[name] for name in sorted(used - declared) if name in PREFIXES}


def with_prefixes(query: str) -> str:
    """The query with our prefixes declared, on its first line, so that line numbers stay."""
    return "".join(f"PREFIX {name}: <{iri}> " for name, iri in undeclared(query).items()) + query


def canonical(text: str, datatype: str) -> str:
    """A number in one spelling, whatever store it comes from: ``1500.0`` and ``1500`` are the same decimal."""
    if datatype in (XSD["decimal"], XSD["double"], XSD["float"]):
        try:
            number = Decimal(text)
        except InvalidOperation:
            return text
        if not number.is_finite():
            return text
        shown = format(number.normalize(), "f")
        return "0" if shown == "-0" else shown
    if datatype == XSD["integer"]:
        try:
            return str(int(text))
        except ValueError:
            return text
    if datatype == XSD["boolean"]:
        return {"1": "true", "0": "false"}.get(text, text)
    return text
