"""From a name as typed to the thing that is meant, and the letters that find it in a search box."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from viz.errors import UnknownThing
from viz.model import CLASSES, Network, Node


def fold(name: str) -> str:
    """*name* without punctuation, spaces and case: what two spellings of one name share.

    >>> fold("“双千亿”市") == fold("双千亿 市")
    True
    """
    text = unicodedata.normalize("NFKC", name).casefold()
    return "".join(char for char in text if unicodedata.category(char)[0] in "LN")


def find(network: Network, name: str, classes: Iterable[str] = ()) -> Node:
    """The thing called *name*: its IRI, its label, an alias, else the shortest name that holds it.

    Among equals headline goals come first, then the order of classes, then the order of the text.

    :param classes: only things of these classes; empty for any.
    :raises UnknownThing: with the nearest names.
    """
    allowed = set(classes) or set(CLASSES)
    nodes = [node for node in network.nodes.values() if node.cls in allowed]
    wanted = fold(name)

    def rank(node: Node) -> tuple[bool, int, int, str]:
        return not node.headline, CLASSES.index(node.cls), node.order, node.iri

    for node in nodes:
        if name == node.iri or (len(name) > 8 and node.iri.endswith("/" + name)):
            return node
    exact = [node for node in nodes if wanted and wanted in map(fold, (node.label, *node.aliases))]
    if exact:
        return min(exact, key=lambda node: (not node.headline, fold(node.label) != wanted, rank(node)))
    holding = [
        (len(folded), rank(node), node)
        for node in nodes for folded in map(fold, (node.label, *node.aliases)) if wanted and wanted in folded
    ]
    if holding:
        return min(holding, key=lambda item: item[:2])[2]
    raise UnknownThing(name=name, nearest="、".join(nearest(nodes, name)) or "—")


def nearest(nodes: Iterable[Node], name: str, count: int = 5) -> list[str]:
    """Labels that look most like *name*, best first."""
    labels = {fold(text): node.label for node in nodes for text in (*node.aliases, node.label)}
    found = difflib.get_close_matches(fold(name), sorted(labels), n=count * 2, cutoff=0.3)
    return list(dict.fromkeys(labels[text] for text in found))[:count]


def initials(names: Iterable[str]) -> str:
    """Pinyin initials of names, separated by spaces: what a hurried reader types.

    >>> initials(["“双千亿”市", "GDP比重"])
    'sqys gdpbz'
    """
    return " ".join(dict.fromkeys(_initials(name) for name in names))


@lru_cache(maxsize=100_000)
def _initials(name: str) -> str:
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(fold(name), style=Style.FIRST_LETTER, errors=lambda text: text))
