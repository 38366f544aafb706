"""From canonical text to the plan as a tree.

:func:`outline` is the whole way on one page. How numbers are read, for those who build on it:

* A line that holds only a number and a title is a heading, with or without a final 。 (``(一)构建科创高地。``). Its
  number is in :attr:`Division.number <graph_build.model.Division.number>`, its words without number and final 。 in
  ``title`` and in ``heading.text``.
* A number that opens a paragraph (``（一）建设产业体系。加快…``, ``1.防洪工程。包括…``, ``一是扩大内需。…``,
  ``——经济实力大幅跃升。…``) is in :attr:`Passage.number <graph_build.model.Passage.number>` and **not** in
  ``text``: the text begins with the run-in heading, which ends at its first 。. A run-in heading that the layout
  put on a line of its own (大力提振消费。 and the rest as a paragraph) is joined to its paragraph.
* Numbers inside a paragraph stay in its text.
* Items of a list (1. （1） ① —— •) have kind ``item``; so have the labelled paragraphs of a box.
* ``第X编/篇`` and ``第X章`` are both of kind ``chapter``; where a plan has both, the 章 stand at level 2 and the
  nearest chapter above a passage is its 章.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from graph_build import metadata
from graph_build.errors import NotAPlan, SourceEmpty
from graph_build.model import CellTable, Division, Passage, Plan, SourceText, Table
from graph_build.readers.markdown import SIGNS
from graph_build.readers.radicals import plain
from graph_build.structure import contents, definitions, front, furniture, genre, marks, tree, wraps
from graph_build.structure.keys import Keys
from graph_build.structure.lines import Line, split
from graph_build.structure.looks import Looks
from graph_build.structure.wraps import Block, Layout
from graph_build.tabular import regions, tables
from graph_build.tabular.draft import TableDraft


def outline(source: SourceText) -> Plan:
    """Read the structure of a plan.

    Linear in the text. Every passage's ``span()`` gives the source offsets of its words. Radicals that stand for
    characters (⼈ for 人) are read as these; they keep their places.

    :raises SourceEmpty: when nothing is left once the page's furniture is gone.
    :raises NotAPlan: when the text is no plan, report or policy document.
    """
    original, source = source, replace(source, text=plain(source.text))
    verdict = genre.refuse(source.text)
    if verdict is not None:
        raise NotAPlan(name=source.name, reason=verdict.reason, reason_zh=verdict.reason_zh)
    markdown = source.media_type == "text/markdown"
    everything, tables_at = _with_tables(
        furniture.unglued(split(source.text, without=SIGNS if markdown else None)), source.tables
    )
    lines, listed = contents.without(everything)
    how = replace(wraps.layout(lines), markdown=markdown)
    lines = furniture.without_page_marks(furniture.without_tail(lines), measure=how.measure)
    if not lines:
        raise SourceEmpty(name=source.name)
    begin = front.locate(lines, source.title)
    titled = _title(lines, begin, source, how)
    nodes: list[tree.Node | tree.Text | TableDraft] = []
    letter = _notice(lines, begin, source, how) if begin.notice is not None else None
    if letter is not None:
        nodes.append(letter)
    body = lines[begin.body :]
    nodes += tree.build(_items(body, source, how, listed.titles, tables_at), Looks(source.hints), how.measure)
    facts = metadata.find(
        titled,
        _said(lines, begin, tables_at),
        [line.text for line in lines[begin.letter[0] : begin.letter[1]]],
        [line.text for line in body[:80]],
        letter.block.text if letter is not None else "",
        [node.block.text for node in nodes if isinstance(node, tree.Node) and node.level == 1],
    )
    children, terms = definitions.find(_Freezer(facts.period_end).freeze(nodes))
    return Plan(original, facts, children, terms)


def _title(lines: Sequence[Line], begin: front.Front, source: SourceText, how: Layout) -> str:
    """The plan's title: as printed, else as the file's properties give it, else its file name."""
    if begin.title[1] > begin.title[0]:
        shown = _merged(lines[begin.title[0] : begin.title[1]], source, how).text
        # A title line with other things in it was found by the title that the file's properties give.
        return shown if front.TITLE.fullmatch(shown) or not source.title else source.title
    if source.title and re.search(r"[\u4e00-\u9fff]{4}", source.title):
        return source.title
    if any(re.search(r"我代表.{0,14}政府.{0,6}(?:报告|作).{0,4}(?:工作|报告)", line.text) for line in lines[:12]):
        return "政府工作报告"
    return re.sub(r"\.[A-Za-z0-9]{2,5}$", "", source.name)


def _said(lines: Sequence[Line], begin: front.Front, tables_at: Mapping[int, CellTable]) -> list[str]:
    """What the page says of the document: lines around the title, and the rows of a table of properties."""
    out: list[str] = []
    for at in begin.said:
        table = tables_at.get(lines[at].start) if lines[at].text == _TABLE else None
        if table is None:
            out.append(lines[at].text)
        else:
            out += [
                cell.text + (after.text if cell.text.endswith(("：", ":")) else "")
                for cell, after in zip(table.cells, (*table.cells[1:], table.cells[-1]), strict=True)
            ]
    return out


def _notice(lines: Sequence[Line], begin: front.Front, source: SourceText, how: Layout) -> tree.Node:
    assert begin.notice is not None
    head = _merged(lines[begin.notice[0] : begin.notice[1]], source, how)
    node = tree.Node("front", 1, None, head, 0, len(head.text), "front", 0.0)
    said = [
        line
        for line in lines[begin.letter[0] : begin.letter[1]]
        if not (furniture.is_byline(line.text) or furniture.is_editorial(line.text) or front.is_number(line.text))
    ]
    plain = metadata.squeezed(head.text)
    node.children.extend(
        tree.passage(block, None)
        for block in wraps.join(said, source.text, how)
        if metadata.squeezed(block.text) not in plain
    )
    return node


def _merged(lines: Sequence[Line], source: SourceText, how: Layout) -> Block:
    text, offsets = wraps.read_across(source.text, [(line.start, line.end) for line in lines], how)
    return Block(lines[0].start, lines[-1].end, text, offsets, len(lines), 0)


_TABLE = "\ufffc"
"""Stands for a table of the format among the lines."""


def _with_tables(lines: list[Line], tables: Sequence[CellTable]) -> tuple[list[Line], dict[int, CellTable]]:
    """*lines* with one placeholder for each table's lines, and the tables by their start."""
    if not tables:
        return lines, {}
    out: list[Line] = []
    waiting = sorted(tables, key=lambda table: table.start)
    at = 0
    for line in lines:
        while at < len(waiting) and waiting[at].end <= line.start:
            at += 1
        if at < len(waiting) and waiting[at].start <= line.start:
            table = waiting[at]
            if not out or out[-1].start != table.start:
                out.append(Line(table.start, table.end, _TABLE, line.blank_before, 0, False, line.page_before))
            continue
        out.append(line)
    return out, {table.start: table for table in tables}


def _items(
    lines: Sequence[Line], source: SourceText, how: Layout, titles: frozenset[str], tables_at: Mapping[int, CellTable]
) -> list[Block | TableDraft]:
    """Paragraphs and tables in order."""
    found = regions.find(lines)
    found = sorted([*found, *regions.find_rows(lines, found)], key=lambda region: region.first)
    grids = {
        at: tables_at[line.start] for at, line in enumerate(lines) if line.text == _TABLE and line.start in tables_at
    }
    taken = {at for region in found for at in range(region.first, region.end)} | set(grids)
    taken |= {region.caption for region in found if region.caption is not None}
    around = {at: regions.around(lines, at) for at in grids}
    for above, below in around.values():
        taken |= {*above, *below}
    headings = {hint.start for hint in source.hints if hint.kind == "heading"} if how.markdown else set()
    headed = frozenset(at for at, line in enumerate(lines) if line.start in headings)
    blocks = wraps.join(lines, source.text, how, frozenset(taken), titles, headed)
    by_line = {block.first: block for block in blocks}
    drafts: dict[int, TableDraft] = {}
    for region in found:
        caption = by_line[region.caption] if region.caption is not None else None
        opening = by_line[region.caption if region.caption is not None else region.first]
        drafts[opening.first] = TableDraft(
            caption,
            tuple(lines[region.first : region.stop]),
            tuple(by_line[at] for at in region.notes),
            opening.start,
            lines[region.end - 1].end,
            annexed=_annexed(opening),
            rows=region.rows,
        )
    for at, table in grids.items():
        said, notes = around[at]
        opening = by_line[said[0]] if said else by_line[at]
        last = lines[notes[-1]].end if notes else table.end
        drafts[opening.first] = TableDraft(
            opening if said else None,
            (),
            tuple(by_line[i] for i in notes),
            opening.start,
            last,
            grid=table,
            annexed=_annexed(opening),
        )
    items = [drafts.get(block.first, block) for block in blocks if block.first in drafts or block.first not in taken]
    for at, item in enumerate(items[1:], 1):
        before = items[at - 1]
        if isinstance(item, TableDraft) and item.grid is not None and isinstance(before, Block):
            items[at - 1] = _without_heads(before, item.grid)
    return items


def _without_heads(title: Block, table: CellTable) -> Block:
    """A line above a table without the table's heads, which a page that prints badly repeats at its end."""
    heads = "".join("".join(cell.text.split()) for cell in table.cells if cell.row == 0)
    if len(heads) < 6 or not "".join(title.text.split()).endswith(heads):
        return title
    cut, left = len(title.text), len(heads)
    while left:
        cut -= 1
        left -= not title.text[cut].isspace()
    offsets = title.offsets or tuple(range(title.start, title.start + len(title.text)))
    if not title.text[:cut].strip():
        return title
    return replace(title, end=offsets[cut - 1] + 1, text=title.text[:cut], offsets=offsets[:cut])


def _annexed(caption: Block) -> bool:
    mark = marks.read(caption.text)
    return mark is not None and mark.scheme == "annex"


class _Freezer:
    """Turns the drafts into the model's frozen nodes, with keys and order."""

    def __init__(self, period_end: int | None) -> None:
        self._period_end = period_end
        self._keys = Keys()
        self._order = 0

    def freeze(self, nodes: Sequence[tree.Node | tree.Text | TableDraft]) -> tuple[Division | Passage | Table, ...]:
        return tuple(self._one(node) for node in nodes)

    def _one(self, node: tree.Node | tree.Text | TableDraft) -> Division | Passage | Table:
        if isinstance(node, tree.Text):
            return self._passage(node)
        if isinstance(node, TableDraft):
            return tables.read(node, self._keys, self._period_end)
        self._order += 1
        order = self._order
        block, end_of_title = _unspaced(node.block, node.skip, node.title_end)
        title = block.text[node.skip : end_of_title]
        key = self._keys.of(node.kind, node.number or "", title)
        heading = _slice(block, node.skip, end_of_title, key, "heading", node.number)
        children = self.freeze(node.children)
        start = (node.opening or node.block).start
        end = max([node.block.end, *(child.end for child in children)])
        return Division(
            key,
            node.kind,
            node.level,
            node.number,
            title,
            start,
            end,
            heading,
            start,
            node.block.end,
            order,
            children,
        )

    def _passage(self, node: tree.Text) -> Passage:
        key = self._keys.of("passage", node.block.text[node.skip :])
        return _slice(node.block, node.skip, len(node.block.text), key, node.kind, node.number)


_SPREAD = re.compile(r"[\u4e00-\u9fff](?:\s+[\u4e00-\u9fff]){1,5}")


def _unspaced(block: Block, begin: int, stop: int) -> tuple[Block, int]:
    """A title whose characters are spread over the line (总　　则) without the space, and where it ends then."""
    if not _SPREAD.fullmatch(block.text, begin, stop):
        return block, stop
    kept = [at for at, c in enumerate(block.text) if not (begin <= at < stop and c.isspace())]
    offsets = block.offsets or range(block.start, block.start + len(block.text))
    text = "".join(block.text[at] for at in kept)
    return replace(block, text=text, offsets=tuple(offsets[at] for at in kept)), stop - len(block.text) + len(text)


def _slice(block: Block, begin: int, stop: int, key: str, kind: tree.PassageKind, number: str | None) -> Passage:
    """Part of a block as a passage."""
    text = block.text[begin:stop]
    if block.offsets is None:
        return Passage(key, block.start + begin, block.start + stop, text, None, kind, number)
    offsets = block.offsets[begin:stop]
    if not offsets:
        return Passage(key, block.end, block.end, text, None, kind, number)
    start, end = offsets[0], offsets[-1] + 1
    if end - start == len(offsets):
        return Passage(key, start, end, text, None, kind, number)
    return Passage(key, start, end, text, offsets, kind, number)
