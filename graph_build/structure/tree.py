"""Blocks and tables become divisions: which blocks are headings, and what stands under which."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from graph_build.structure import boxes, marks, titles
from graph_build.structure.front import TITLE
from graph_build.structure.looks import Looks
from graph_build.structure.marks import Mark
from graph_build.structure.wraps import Block
from graph_build.tabular.draft import TableDraft

DivisionKind = Literal["chapter", "section", "subsection", "box", "annex", "front"]
PassageKind = Literal["paragraph", "item", "note", "caption", "definition", "heading"]

_TITLE_MAX = 56
_INNER_STOP = re.compile(r"[。；;！？](?=.)")
_HEADINGS = frozenset(
    {"part", "chapter", "section", "article", "di", "cn", "cn-paren", "dec2", "dec3", "num", "num-paren", "circled"}
)
_ITEMS = frozenset({"is", "dash", "bullet", "article"})


@dataclass(slots=True)
class Text:
    """A passage on its way: a block and where in it the words begin."""

    block: Block
    skip: int = 0
    """Length of the number that opens the block, left out of the passage's text."""
    number: str | None = None
    kind: PassageKind = "paragraph"


@dataclass(slots=True)
class Node:
    """A division on its way."""

    kind: DivisionKind
    level: int
    number: str | None
    block: Block
    skip: int
    title_end: int
    """End of the title in the block's text: a final 。 is left out."""
    scheme: str
    rank: float
    opening: Block | None = None
    """The block with the number, where the title stands in a block of its own."""
    children: list[Node | Text | TableDraft] = field(default_factory=list)


Item = Block | TableDraft


def build(items: Sequence[Item], looks: Looks, measure: int = 0) -> list[Node | Text | TableDraft]:
    """Hang *items* under the headings among them.

    :param looks: what the original's formatting says of them.
    :param measure: width of a full line in half-width columns; 0 where lines are not wrapped.
    """
    items = titles.with_runins(titles.with_openings_joined(titles.with_titles_apart(items), measure))
    read = _in_sequence(items, [marks.read(item.text) if isinstance(item, Block) else None for item in items])
    headings = _headings(items, read)
    for at, rank in titles.unnumbered(items, read, headings, looks).items():
        read[at] = Mark("styled", "", 0, None, rank)
        headings |= {at}
    top: list[Node | Text | TableDraft] = []
    stack: list[Node] = []
    at = 0
    while at < len(items):
        item, mark = items[at], read[at]
        if isinstance(item, TableDraft):
            if item.annexed:
                stack.clear()
            (stack[-1].children if stack else top).append(item)
            at += 1
            continue
        if mark is not None and mark.scheme == "box" and len(item.text) <= 80 and not _INNER_STOP.search(item.text):
            node = _node("box", len(stack) + 1, item, mark)
            (stack[-1].children if stack else top).append(node)
            stop = boxes.end(items, read, headings, at, looks)
            inner = list(items[at + 1 : stop])
            tables = [i for i, one in enumerate(inner) if isinstance(one, TableDraft)]
            if len(tables) == 1 and isinstance(table := inner[tables[0]], TableDraft) and table.caption is None:
                inner[tables[0]] = replace(table, caption=item)  # the box is the table's frame
            node.children.extend(_box_children(inner, read[at + 1 : stop]))
            at = stop
            continue
        if at in headings and mark is not None:
            _close(stack, mark)
            node = _node(_kind(mark, stack, item.text), len(stack) + 1, item, mark)
            (stack[-1].children if stack else top).append(node)
            stack.append(node)
            after = items[at + 1] if at + 1 < len(items) else None
            if (
                mark.scheme == "annex"
                and mark.end >= len(item.text)
                and isinstance(after, Block)
                and _can_title(after, read[at + 1])
            ):
                # 附件2 / 名词解释: the annex's title stands on the next line.
                node.block, node.opening = after, item
                node.skip, node.title_end = 0, len(after.text)
                at += 1
        else:
            if mark is not None and mark.scheme in _HEADINGS and _next_of(stack, mark):
                _close(stack, mark)
            (stack[-1].children if stack else top).append(passage(item, mark))
        at += 1
    return top


_GLUED_NUMBER = re.compile(r"(\d{1,3})[.．](?=\d)")


def _in_sequence(items: Sequence[Item], read: list[Mark | None]) -> list[Mark | None]:
    """*read* with the numbers that stand before a digit: 20.2026年民生实事 after item 19 and before item 21."""
    last: tuple[int, int] | None = None
    for at, mark in enumerate(read):
        item = items[at]
        if mark is not None and mark.scheme == "num" and mark.ordinal is not None:
            last = (at, mark.ordinal)
        elif last is not None and at - last[0] == 1 and isinstance(item, Block) and mark is None:
            found = _GLUED_NUMBER.match(item.text)
            after = items[at + 1] if at + 1 < len(items) else None
            if (
                found is not None
                and int(found.group(1)) == last[1] + 1
                and isinstance(after, Block)
                and re.match(rf"{last[1] + 2}[.．、]", after.text)
            ):
                read[at] = Mark("num", found.group(1), found.end(), last[1] + 1)
                last = (at, last[1] + 1)
    return read


def _next_of(stack: Sequence[Node], mark: Mark) -> bool:
    """Whether a paragraph's number goes on with an open division's numbering: （二）X。… after the title （一）X."""
    node = next((node for node in reversed(stack) if node.scheme == mark.scheme), None)
    ordinal = marks.ordinal(node.number or "") if node is not None else None
    return ordinal is not None and mark.ordinal is not None and ordinal < mark.ordinal <= ordinal + 3


def passage(block: Block, mark: Mark | None) -> Text:
    """The block as a passage, its number taken off."""
    if mark is None or mark.end >= len(block.text):
        return Text(block)
    if mark.scheme == "note":
        return Text(block, kind="note")
    if mark.scheme in {"figure", "table"} or (mark.scheme == "annex" and mark.number.startswith("附图")):
        return Text(block, kind="caption")
    if mark.scheme in {"box", "annex", "named", "part", "chapter"}:
        return Text(block)
    return Text(
        block,
        mark.end,
        mark.number,
        "item" if mark.scheme in {"num", "num-paren", "circled", "dash", "bullet"} else "paragraph",
    )


def _node(kind: DivisionKind, level: int, block: Block, mark: Mark) -> Node:
    end = len(block.text)
    while end > mark.end and block.text[end - 1] in "。：:":
        end -= 1
    number = mark.number or None
    return Node(kind, level, number, block, mark.end if mark.end < end else 0, end, mark.scheme, mark.rank)


def _can_title(block: Block, mark: Mark | None) -> bool:
    return (
        len(block.text) <= 50
        and (mark is None or mark.scheme in {"named", "styled"})
        and not block.text.endswith(("。", "：", ":", "；"))
    )


def _kind(mark: Mark, stack: Sequence[Node], text: str) -> DivisionKind:
    if mark.scheme == "annex" or (mark.scheme == "styled" and mark.rank < 1 and TITLE.fullmatch(text)):
        return "annex"
    if mark.scheme in {"part", "chapter", "named"}:
        return "chapter"
    if mark.scheme == "section":
        return "section"
    depth = sum(node.scheme != "part" for node in stack)
    return ("chapter", "section")[depth] if depth < 2 else "subsection"


def _close(stack: list[Node], mark: Mark) -> None:
    """Leave the divisions that a heading with *mark* does not stand under."""
    if mark.scheme == "annex":
        stack.clear()
        return
    if mark.scheme == "named":
        while stack and stack[-1].scheme != "annex":
            stack.pop()
        return
    while stack and stack[-1].scheme != "annex" and stack[-1].rank >= mark.rank:
        stack.pop()


def _headings(items: Sequence[Item], read: Sequence[Mark | None]) -> frozenset[int]:
    """Indices of the blocks that are headings.

    A numbered line without a sentence's stop inside is a candidate. It is a heading when something stands under it;
    in a run of siblings (1. 2. 3.) that follow one another at once, the lines are items of a list.
    """
    found: set[int] = set()
    bare: set[int] = set()
    long: list[int] = []
    for at, (item, mark) in enumerate(zip(items, read, strict=True)):
        if not isinstance(item, Block) or mark is None:
            continue
        title = item.text[mark.end :]
        if mark.scheme == "named":
            if at + 1 < len(items):
                found.add(at)
            continue
        if mark.scheme == "annex":
            if (
                at + 1 < len(items)
                and not re.search(r"[:：]\s*$", item.text)
                and len(title) <= _TITLE_MAX
                and not _INNER_STOP.search(title)
                and not re.match(r"\s*\d+[.．、]", title)
            ):
                found.add(at)
            continue
        if mark.scheme not in _HEADINGS or not title or len(title) > _TITLE_MAX + 8 or _INNER_STOP.search(title):
            continue
        if mark.scheme in {"num", "num-paren", "circled"} and re.search(r"[:：](?=.)", title):
            continue  # a labelled item
        bare.add(at)
        if mark.scheme == "article" and title[-1] == "。":
            continue
        if title[-1] in "；;，,、" or (title[-1] in "：:" and mark.scheme not in {"part", "chapter", "section", "cn"}):
            continue
        if mark.scheme in {"part", "chapter", "section"} or (mark.scheme == "cn" and title[-1] != "。"):
            found.add(at)
            continue
        after = read[at + 1] if at + 1 < len(items) else None
        follower = items[at + 1] if at + 1 < len(items) else None
        if follower is None:
            continue
        sibling = after is not None and after.scheme == mark.scheme
        higher = after is not None and after.rank < mark.rank
        if sibling or higher:
            continue
        if at and at - 1 not in found and at - 1 in bare and read[at - 1].scheme == mark.scheme:  # type: ignore[union-attr]
            continue  # the last of a list of items
        if len(title) > (36 if title[-1] == "。" else _TITLE_MAX) or (
            title[-1] == "。" and "，" in title and mark.scheme not in {"cn", "cn-paren"}
        ):
            long.append(at)
            continue
        found.add(at)
    # A line of doubtful length is what its neighbours in the numbering are.
    sure = sorted(found)
    for at in long:
        mark = read[at]
        assert mark is not None
        place = bisect(sure, at)
        beside = [read[near] for near in sure[max(0, place - 1) : place + 1] if abs(near - at) < 60]
        if any(
            other is not None and other.scheme == mark.scheme and abs((other.ordinal or 0) - (mark.ordinal or 0)) <= 2
            for other in beside
        ):
            found.add(at)
    return frozenset(found)


def _box_children(items: Sequence[Item], read: Sequence[Mark | None]) -> list[Node | Text | TableDraft]:
    out: list[Node | Text | TableDraft] = []
    for item, mark in zip(items, read, strict=True):
        if isinstance(item, Block):
            made = passage(item, mark)
            if made.kind == "paragraph" and (made.number or boxes.labelled(item.text) or boxes.label_line(item.text)):
                made.kind = "item"
            out.append(made)
        else:
            out.append(item)
    return out
