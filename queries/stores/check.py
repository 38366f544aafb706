"""Is a query legal SPARQL 1.1, and if not, where not: Oxigraph's parser is asked, whichever store runs the query."""

from __future__ import annotations

import re

import pyoxigraph as ox

from queries.errors import BadSparql
from queries.stores.text import undeclared

_POSITION = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)


def check(query: str) -> None:
    """Parse *query*.

    :raises BadSparql: with line and column, when it is not legal.
    """
    try:
        ox.Store().query(query, prefixes=undeclared(query))
    except SyntaxError as error:
        raise bad_sparql(error) from error


def bad_sparql(error: SyntaxError) -> BadSparql:
    """Oxigraph's syntax error as ours, with its position."""
    found = _POSITION.search(str(error))
    if found:
        return BadSparql(reason=" ".join(found[3].split())[:300], line=int(found[1]), column=int(found[2]))
    return BadSparql(reason=" ".join(str(error).split())[:300])
