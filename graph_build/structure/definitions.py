"""名词解释: terms and what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from graph_build.model import Division, Passage, Table

_GLOSSARY = re.compile(
    r".{0,24}(?:名词|术语|用语|概念)(?:解释|注释|注解|说明|释义|索引).{0,4}|.{0,6}(?:名词|术语)|注\s*释"
)
_REFERENCE = re.compile(r"[［\[〔]\s*\d{1,3}\s*[］\]〕]")
_ENTRY = re.compile(r"\s*(?P<term>[^：:。；]{2,40}?)\s*[：:]\s*(?P<means>.*)", re.DOTALL)
_IS = re.compile(
    r"\s*[“\"](?P<term>[^”\"]{2,30})[”\"]\s*(?:是指|即指|指的是|即|指)[:：,，]?\s*(?P<means>.+)", re.DOTALL
)

Nodes = tuple[Division | Passage | Table, ...]


def find(nodes: Nodes) -> tuple[Nodes, tuple[tuple[str, str, str], ...]]:
    """*nodes* with a glossary's passages marked as definitions, and its entries: (term, definition, passage key)."""
    found: list[tuple[str, str, str]] = []
    return _marked(nodes, False, found), tuple(found)


def _marked(nodes: Nodes, inside: bool, found: list[tuple[str, str, str]]) -> Nodes:
    out: list[Division | Passage | Table] = []
    for node in nodes:
        if isinstance(node, Division):
            glossary = inside or (len(node.title) <= 30 and bool(_GLOSSARY.fullmatch(node.title)))
            children = _marked(node.children, glossary, found)
            # Most divisions hold no glossary: they stay the objects they are.
            out.append(
                node if children is node.children or children == node.children else replace(node, children=children)
            )
        elif isinstance(node, Passage) and node.kind in {"paragraph", "item"} and (inside or _is_footnote(node)):
            out.append(replace(node, kind="definition"))
        else:
            out.append(node)
    made = tuple(out)
    found.extend(_entries([node for node in made if isinstance(node, Passage) and node.kind == "definition"]))
    return made


def _is_footnote(passage: Passage) -> bool:
    """［12］“双百行动”：… at the end of a report explains a word of its text."""
    return bool(passage.number and _REFERENCE.fullmatch(passage.number) and _ENTRY.fullmatch(passage.text))


def _entries(passages: Sequence[Passage]) -> Iterator[tuple[str, str, str]]:
    """Entries in order; a passage without a term of its own goes on with the entry before it."""
    term, means, key = "", "", ""
    for passage in passages:
        entry = _ENTRY.fullmatch(passage.text) or _IS.fullmatch(passage.text)
        if entry is not None:
            if term and means:
                yield term, means, key
            term, means, key = _bare(entry.group("term").strip()), entry.group("means").strip(), passage.key
        elif term:
            means = f"{means}{passage.text}"
    if term and means:
        yield term, means, key


def _bare(term: str) -> str:
    """*term* without quotation marks around all of it; “四上”企业 keeps its own."""
    return term[1:-1] if re.fullmatch(r"[“\"][^“”\"]+[”\"]", term) else term
