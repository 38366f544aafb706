"""Headings without a number, and run-in headings that the layout put on a line of their own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import median

from graph_build.structure import marks
from graph_build.structure.lines import width
from graph_build.structure.looks import Looks
from graph_build.structure.marks import Mark
from graph_build.structure.wraps import Block, merge, split, split_at
from graph_build.tabular.draft import TableDraft

Item = Block | TableDraft

_INNER = re.compile(r"[。；;！？](?=.)")
_LONG = 50
_NOT_TITLE = re.compile(
    r".*[，,、；;：:。！？”]$|.*\d{4}年\d{1,2}月(?:\d{1,2}日)?$|[（(].*[)）]$|.*(?:记者|摄影).*|各位.*|.*(?:人民政府|委员会|办公室|局|厅)$|谢谢.*|(?:相关|更多).{2,6}|[\d.%％\s]+|.*[\t|].*"
)


_OPENING = re.compile(
    r"[^，。；：、,;:]{5,22}?[^，。；：、,;:和与及的以在把要为对](?=(?:运用|坚持|按照|围绕|依托|根据|以[^及上下内来外]|积极|进一步|继续|充分|抓住|适应|到\d{4}年|要[^素求点]|把[^握关]|大力|加快|全面|加强|努力|深入))"
)
"""A title up to a word that opens a sentence."""
_TITLED = frozenset({"part", "chapter", "section", "cn", "cn-paren"})


def with_titles_apart(items: Sequence[Item]) -> list[Item]:
    """*items* with titles that filled a whole wrapped line parted from the paragraph below them.

    A wrapped text does not show that a full line ends a title. Its siblings do: where most lines of a numbering are
    bare titles, one that runs on into a long paragraph is a title, too.
    """
    bare, running = _titles_and_paragraphs(items)
    out: list[Item] = []
    for item in items:
        mark = marks.read(item.text) if isinstance(item, Block) else None
        if (
            isinstance(item, Block)
            and item.cuts
            and mark is not None
            and mark.scheme in _TITLED
            and running[mark.scheme] <= 0.4 * bare[mark.scheme]
            and _INNER.search(item.text)
            and _first_stop(item.text) > max(48, item.cuts[0] + 12)
        ):
            out.extend(split(item, 1))
        elif (
            isinstance(item, Block)
            and mark is not None
            and mark.scheme in {"part", "chapter", "section"}
            and bare[mark.scheme] >= 3
            and running[mark.scheme] <= 0.34 * bare[mark.scheme]
            and len(item.text) > 60
            and "。" in item.text
            and (opening := _OPENING.match(item.text, mark.end)) is not None
        ):
            # The copy has lost the break after the title: it ends where a sentence can begin.
            out.extend(split_at(item, opening.end()))
        else:
            out.append(item)
    return out


def with_openings_joined(items: Sequence[Item], measure: int) -> list[Item]:
    """*items* with paragraphs whose first line was taken for a title put together again.

    A copy that has lost its indents shows the first line of a paragraph a little short of the others. Where most
    paragraphs of its numbering run on, this one does.

    :param measure: width of a full line in half-width columns; 0 where lines are not wrapped.
    """
    if not measure:
        return list(items)
    bare, running = _titles_and_paragraphs(items)
    out: list[Item] = []
    for item in items:
        before = out[-1] if out else None
        if (
            isinstance(before, Block)
            and isinstance(item, Block)
            and before.lines == 1
            and before.text[-1] not in "。！？；：:”）)"
            and measure - 8 <= width(before.text) < measure
            and (mark := marks.read(before.text)) is not None
            and mark.scheme in _TITLED
            and running[mark.scheme] > bare[mark.scheme] - 1
            and marks.read(item.text) is None
            and item.lines > 1
        ):
            out[-1] = merge(before, item)
        else:
            out.append(item)
    return out


def _first_stop(text: str) -> int:
    found = _INNER.search(text)
    return found.start() if found is not None else len(text)


def with_runins(items: Sequence[Item]) -> list[Item]:
    """*items* with run-in headings joined to their paragraphs.

    Some pages break the line after 大力提振消费。 and set the rest as a paragraph. Such pairs come in runs: one alone
    (主要做了以下工作。) introduces what follows and stays a paragraph.
    """
    opens = [_runs_in(items, at) for at in range(len(items))]
    out: list[Item] = []
    at = 0
    while at < len(items):
        here = items[at]
        if (
            opens[at]
            and isinstance(here, Block)
            and (_opens(opens, at - 2) or _opens(opens, at + 2) or here.text.endswith(("：", ":")))
        ):
            body = items[at + 1]
            assert isinstance(body, Block)
            out.append(merge(here, body))
            at += 2
            continue
        out.append(here)
        at += 1
    return out


def _opens(opens: Sequence[bool], at: int) -> bool:
    return 0 <= at < len(opens) and opens[at]


def _runs_in(items: Sequence[Item], at: int) -> bool:
    if at + 1 >= len(items):
        return False
    head, body = items[at], items[at + 1]
    if not isinstance(head, Block) or not isinstance(body, Block) or len(head.text) > 45:
        return False
    mark, after = marks.read(head.text), marks.read(body.text)
    if mark is not None and mark.scheme == "ref" and re.search(r"[:：]$", head.text):
        return after is None  # a footnote's term, its words on the next line
    if len(body.text) < _LONG and not (mark is not None and re.match(r"指|即|是指", body.text)):
        return False
    if after is not None or (mark is not None and mark.scheme not in {"is", "dash", "bullet", "num", "num-paren"}):
        return False
    if re.match(r"[^，。；]{1,24}[:：]$", head.text) and mark is not None and re.match(r"指|即|是指", body.text):
        return True  # a term and its definition
    return (
        head.text.endswith("。")
        and not _INNER.search(head.text)
        and (mark is None or mark.scheme not in {"num", "num-paren"})
    )


def unnumbered(
    items: Sequence[Item], read: Sequence[Mark | None], numbered: frozenset[int], looks: Looks
) -> dict[int, float]:
    """Places of headings without a number, each with the rank it takes among the numbered schemes.

    A heading style with a level ranks with the numbered headings of the same level. A bold line, or a bare line
    between long paragraphs, is a heading where the document has several of the kind; it stands under the numbered
    headings, or above them where no chapters are numbered.
    """
    styled = _styled(items, read, numbered, looks)
    candidates = {
        at: looks.bold(item)
        for at, item in enumerate(items)
        if at not in styled and isinstance(item, Block) and read[at] is None and _bare(items, read, numbered, at, looks)
    }
    out = dict(styled)
    blocks = sum(isinstance(item, Block) for item in items)
    chapters = [
        at for at in sorted(numbered) if (mark := read[at]) is not None and mark.scheme in {"part", "chapter", "cn"}
    ]
    long = [item.text for item in items if isinstance(item, Block) and len(item.text) >= _LONG]
    stopped = sum(text[-1] in "。；！？：”…）" for text in long) >= 0.6 * len(long)
    for bold in (True, False):
        if not bold and not stopped:
            continue  # the copy has lost its full stops: a sentence looks like a title
        group = [at for at, is_bold in candidates.items() if is_bold == bold]
        if len(group) >= 2 and len(group) <= 0.4 * blocks:
            rank = 11.0 if chapters else 2.5
            if chapters and len(group) <= 6 and group[0] < chapters[0]:
                # They come before the first numbered chapter: parts of the document, which the chapters stand under.
                rank = min(mark.rank for at in chapters if (mark := read[at]) is not None) - 0.5
            out.update(dict.fromkeys(group, rank + (0.0 if bold else 0.2)))
    for at in out:
        after = read[at + 1] if at + 1 in numbered else None
        if after is not None and after.ordinal == 1:
            # What opens a numbering of its own stands above it: an annexed document's title.
            out[at] = min(out[at], after.rank - 0.5)
    return out


def _styled(
    items: Sequence[Item], read: Sequence[Mark | None], numbered: frozenset[int], looks: Looks
) -> dict[int, float]:
    levels: dict[int, list[float]] = {}
    for at in sorted(numbered):
        item, mark = items[at], read[at]
        if isinstance(item, Block) and mark is not None and (level := looks.heading(item)) is not None:
            levels.setdefault(level, []).append(mark.rank)
    known = {level: float(median(ranks)) for level, ranks in levels.items()}
    flat = len(known) == 1 and sum(map(len, levels.values())) >= 3  # one style for all headings says nothing of levels
    out: dict[int, float] = {}
    for at, item in enumerate(items):
        if not isinstance(item, Block) or read[at] is not None or at + 1 >= len(items):
            continue
        level = looks.heading(item)
        if (
            level is None
            or len(item.text) > 50
            or _INNER.search(item.text)
            or _NOT_TITLE.fullmatch(item.text)
            or _is_heading(items, numbered, looks, at - 1, read)
        ):
            continue
        out[at] = 11.0 if flat else _rank(level, known)
    return out


def _is_heading(
    items: Sequence[Item], numbered: frozenset[int], looks: Looks, at: int, read: Sequence[Mark | None]
) -> bool:
    """Whether a heading style stands directly above, unnumbered: then the two are one title on two lines."""
    item = items[at] if at >= 0 else None
    return (
        isinstance(item, Block)
        and read[at] is None
        and looks.heading(item) is not None
        and not item.text.endswith(("。", "：", ":"))
    )


def _rank(level: int, known: Mapping[int, float]) -> float:
    if level in known:
        return known[level]
    above = [known[other] for other in known if other < level]
    below = [known[other] for other in known if other > level]
    if above:
        return max(above) + 0.5
    return min(below) - 0.5 if below else float(level)


def _bare(items: Sequence[Item], read: Sequence[Mark | None], numbered: frozenset[int], at: int, looks: Looks) -> bool:
    """Whether a line without a number stands like a title: short, unstopped, between a paragraph and a paragraph."""
    item = items[at]
    if (
        not isinstance(item, Block)
        or item.lines > 2
        or not 4 <= len(item.text) <= 40
        or _NOT_TITLE.fullmatch(item.text)
        or _INNER.search(item.text)
    ):
        return False
    after = items[at + 1] if at + 1 < len(items) else None
    before = items[at - 1] if at else None
    follows = isinstance(after, Block) and (len(after.text) >= _LONG or (at + 1) in numbered)
    if isinstance(before, Block) and re.match(r"附[件表录]", before.text):
        return False  # an entry in a list of annexes
    stands = (
        before is None
        or at - 1 in numbered
        or isinstance(before, TableDraft)
        or before.text.endswith(("。", "！", "；", "：", ":"))
        or len(before.text) >= _LONG
    )
    return follows and stands and not looks.caption(item)


def _titles_and_paragraphs(items: Sequence[Item]) -> tuple[Counter[str], Counter[str]]:
    """How many items of each numbering are bare titles, and how many run on into a paragraph."""
    bare: Counter[str] = Counter()
    running: Counter[str] = Counter()
    for item in items:
        mark = marks.read(item.text) if isinstance(item, Block) else None
        if isinstance(item, Block) and mark is not None and mark.scheme in _TITLED:
            (running if _INNER.search(item.text) else bare)[mark.scheme] += 1
    return bare, running
