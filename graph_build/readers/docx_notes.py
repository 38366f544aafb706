"""Footnotes and endnotes of Word files: they explain words of the text, and stand after it as in printed reports.

A note becomes a paragraph ``［3］“双百行动”：…`` at the end of the text, in the order in which the text refers to them;
the outline makes definitions of those that explain a term. Reviewers' comments are counted and left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from graph_build.readers.canvas import Canvas

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element as Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def write(canvas: Canvas, document: Document, words: Callable[[Element], str]) -> None:
    """Put the notes on the canvas.

    :param words: the text of a paragraph's element.
    """
    number = 0
    for kind in ("footnote", "endnote"):
        texts = dict(_texts(document, kind, words))
        asked = [mark.get(f"{_W}id") or "" for mark in document.element.body.iter(f"{_W}{kind}Reference")]
        for at, key in enumerate(dict.fromkeys(key for key in asked if key in texts), 1):
            number += 1
            canvas.paragraph(f"［{number}］{texts[key]}", "paragraph", f"{kind} {at}")


def comments(document: Document) -> int:
    """How many comments the file has."""
    root = _root(document, "comments")
    return 0 if root is None else sum(1 for _ in root.iterchildren(f"{_W}comment"))


def _texts(document: Document, kind: str, words: Callable[[Element], str]) -> Iterator[tuple[str, str]]:
    """Key and text of each note; the lines that part notes from text are none."""
    root = _root(document, f"{kind}s")
    for note in root.iterchildren(f"{_W}{kind}") if root is not None else ():
        if note.get(f"{_W}type") in {"separator", "continuationSeparator", "continuationNotice"}:
            continue
        text = "".join(" ".join(words(paragraph).split()) for paragraph in note.iter(f"{_W}p"))
        if text:
            yield note.get(f"{_W}id") or "", text


def _root(document: Document, kind: str) -> Element | None:
    from lxml import etree

    rels = document.part.rels.values()
    part = next((rel.target_part for rel in rels if not rel.is_external and rel.reltype.endswith(f"/{kind}")), None)
    if part is None:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root: Element = etree.fromstring(part.blob, parser)
    except etree.XMLSyntaxError:
        return None  # the text is whole without them
    return root
