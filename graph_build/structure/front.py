"""Where the document begins: the page's head, the notice that sends the plan out, the plan's own title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from graph_build.structure import furniture, marks
from graph_build.structure.lines import Line

_NOUN = (
    r"(?:规划|纲要|计划|方案|意见|办法|措施|报告|建议|通知|汇编|要点|决定|清单|细则|规定|条例|批复|函|行动|政策|大纲|说明"
    r"|公报|目标任务)"
)
TITLE = re.compile(rf"[^。；！？：:]{{2,90}}{_NOUN}(?:[（(][^（）()]{{1,30}}[)）])?")
_NOTICE = re.compile(r".*(?:通知|批复|函|公告|决议|决定)$")
_SALUTE = re.compile(r".{2,60}[:：]$")
SESSION = re.compile(
    r"[—―–\-（(]*\s*(?P<date>[\d〇○零一二三四五六七八九十]{2,4}\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日)\s*(?P<where>.{4,60}(?:会议|大会|全会|常委会)(?:上|通过|批准|审议通过)?)[)）]?(?P<who>\s*\S{2,20}(?:\s+\S{1,12}){0,2})?"
)
_PERSON = re.compile(
    r".{0,24}(?:省长|市长|县长|区长|州长|旗长|主席|总理|代省长|代市长|主任|盟长|书记)\s*[\u4e00-\u9fff·•\s]{2,14}"
)


@dataclass(frozen=True, slots=True)
class Front:
    """The document's beginning, as indices into its lines."""

    title: tuple[int, int]
    """The plan's title; empty where none was found."""
    notice: tuple[int, int] | None
    """The notice's title, where a notice stands before the plan."""
    letter: tuple[int, int]
    """The notice's body."""
    body: int
    """First line of the plan's own text."""
    said: tuple[int, ...]
    """Lines that tell of the document (bylines, session, date) and are no part of its text."""


def locate(lines: Sequence[Line], known: str | None = None) -> Front:
    """Find title, notice and body in the first lines of a document, contents list already gone.

    :param known: the title that the file's properties give, for pages whose title line holds other things, too.
    """
    limit = _first_heading(lines)
    titles = _titles(lines, limit)
    plans = [t for t in titles if not _NOTICE.fullmatch(_joined(lines, t))]
    notices = [t for t in titles if _NOTICE.fullmatch(_joined(lines, t))]
    notice = notices[-1] if notices else None
    title = (0, 0)
    if notice is not None:
        named = _joined(lines, notice)
        after = [t for t in plans if t[0] >= notice[1]]
        inside = [t for t in after if _plain(_joined(lines, t)) in _plain(named)]
        later = [t for t in after if t[0] > notice[1]]
        if inside or later:
            title = inside[-1] if inside else later[0]
        else:
            title, notice = notice, None
    elif plans:
        title = plans[0]
    elif known and len(_plain(known)) >= 8:
        named = _plain(known)
        title = next(((at, at + 1) for at in range(min(limit, len(lines))) if named in _plain(lines[at].text)), title)
    if title == (0, 0):
        return Front((0, 0), None, (0, 0), 0, ())
    body = title[1]
    said: list[int] = list(range(notice[0] if notice else title[0]))
    shown = _plain(_joined(lines, title))
    at = body
    if (
        at + 1 < min(len(lines), limit)
        and not SESSION.fullmatch(lines[at].text)
        and SESSION.fullmatch(lines[at].text + lines[at + 1].text)
    ):
        said += [at, at + 1]
        at += 2
    while at < min(len(lines), limit):
        text = lines[at].text
        again = _plain(text) and (_plain(text) == shown or (len(_plain(text)) > 8 and _plain(text) in shown))
        short = len(text) <= 90
        if not (
            short
            and (
                again
                or furniture.is_byline(text)
                or furniture.is_editorial(text)
                or SESSION.fullmatch(re.sub(r"\s", "", text))
                or _PERSON.fullmatch(text)
                or _draft_line(text)
                or _crumb(lines, at)
            )
        ):
            # A byline may stand between others that no pattern knows (a name alone): look two lines ahead.
            ahead = [
                i
                for i in range(at + 1, min(at + 4, len(lines), limit))
                if furniture.is_byline(lines[i].text) or SESSION.fullmatch(lines[i].text)
            ]
            if not (ahead and len(text) <= 24 and not text.endswith(("。", "：", ":"))):
                break
        said.append(at)
        at += 1
    letter = (notice[1], title[0]) if notice else (0, 0)
    return Front(title, notice, letter, at, tuple(said))


def _crumb(lines: Sequence[Line], at: int) -> bool:
    """A piece of a breadcrumb: a menu's word beside a ``>``."""
    text = lines[at].text
    beside = [lines[i].text for i in (at - 1, at + 1) if 0 <= i < len(lines)]
    return len(text) <= 16 and any(other in {">", "＞", "»", "›"} for other in beside)


def _draft_line(text: str) -> bool:
    return (
        bool(
            re.fullmatch(
                r"[（(]?\s*(?:草案|征求意见稿|送审稿|公示稿|公开稿|审议稿|\d{4}\s*年?\s*[-—–~～至]+\s*\d{4}\s*年?|\d{4}\s*年\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?)\s*[)）]?",
                text,
            )
        )
        or bool(re.fullmatch(r"[\u4e00-\u9fff]{4,30}(?:人民政府|委员会|办公室|改革局|厅|局|委)", text))
        or is_number(text)
    )


def is_number(text: str) -> bool:
    """Whether a line is nothing but the document's number: 包府办发〔2022〕43号."""
    return bool(re.fullmatch(r"\S{1,14}\s*[〔\[（(［【]\s*\d{4}\s*[)）\]〕］】]\s*\d{1,4}\s*号", text))


def _plain(text: str) -> str:
    return re.sub(r"[^\w]", "", text)


def _joined(lines: Sequence[Line], span: tuple[int, int]) -> str:
    return "".join(line.text for line in lines[span[0] : span[1]])


def _first_heading(lines: Sequence[Line]) -> int:
    """Index of the first numbered heading with the number one, or of the first run of long paragraphs."""
    for at, line in enumerate(lines[:400]):
        mark = marks.read(line.text)
        if (
            mark is not None
            and mark.ordinal == 1
            and mark.scheme in {"part", "chapter", "cn", "section"}
            and mark.end < len(line.text)
            and len(line.text) < 80
        ):
            return at
        if mark is not None and mark.scheme == "named":
            return at
    return min(len(lines), 60)


def _is_title(text: str) -> bool:
    return len(text) >= 10 and bool(TITLE.fullmatch(text)) and _balanced(text)


def _breaks_off(text: str) -> bool:
    """Whether a line can be the first half of a title: long, opening like a title, and no path of a page."""
    return len(text) >= 14 and not re.search(r"[/>|]", text) and not TITLE.fullmatch(text)


def _balanced(text: str) -> bool:
    return all(text.count(a) == text.count(b) for a, b in ("《》", "（）", "()"))


def _titles(lines: Sequence[Line], limit: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    at = 0
    while at < limit:
        for size in (1, 2, 3):
            if at + size > limit:
                break
            group = lines[at : at + size]
            text = "".join(line.text for line in group)
            if (
                any(len(line.text) > 90 or line.text.endswith(("。", "：", ":", "，")) for line in group)
                or len(text) > 110
            ):
                break
            if size > 1 and _is_title(group[-1].text) and not _breaks_off(group[-2].text):
                break  # the last line is a title by itself
            if size > 1 and (
                marks.read(group[-1].text) is not None
                or furniture.is_byline(group[-1].text)
                or furniture.is_byline(group[0].text)
            ):
                break
            if size > 1 and any(
                furniture.is_button(line.text) or furniture.is_editorial(line.text) or line.text in {">", "》"}
                for line in group
            ):
                break
            if (
                TITLE.fullmatch(text)
                and _balanced(text)
                and marks.read(text) is None
                and not furniture.is_byline(text)
                and not text.startswith((">", "“", "《"))
                and ">" not in text
            ):
                found.append((at, at + size))
                at += size - 1
                break
        at += 1
    return found
