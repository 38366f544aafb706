"""Tagged texts and reference annotations, as documents with spans.

Two sources: files tagged in line (``推进[[Platform|红脚岩新材料产业园]]建设``) and reference annotations of chapters
(JSON Lines, one entity a line), whose names are projected onto the chapter's text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from graph_build.divisions import Divisions
from graph_build.mentions.features import normalise

CLASSES = ("Goal", "Strategy", "Program", "Project", "Platform", "Place", "Organization", "Industry", "Indicator")
UNSURE = "Unsure"


@dataclass(frozen=True, slots=True)
class Span:
    """A tagged stretch ``text[start:end]``; ``cls`` is one of :data:`CLASSES`, ``Task``, ``Target`` or ``Unsure``."""

    start: int
    end: int
    cls: str


@dataclass(frozen=True, slots=True)
class Gold:
    """A distinct entity of a document as the scorer sees it."""

    cls: str
    label: str
    aliases: tuple[str, ...] = ()
    ignore: bool = False


@dataclass(frozen=True)
class Document:
    """One text with its tags. ``text`` has one paragraph a line."""

    name: str
    text: str
    spans: tuple[Span, ...]
    gold: tuple[Gold, ...]
    place_code: str | None = None
    """GB/T 2260 code of the area that the document is about."""


_PINYIN: dict[str, str] = dict(
    pair.split(":")
    for pair in " ".join((
        "beijing:北京 tianjin:天津 chongqing:重庆 shanghai:上海 fujian:福建 gansu:甘肃 guangdong:广东 guangxi:广西",
        "guizhou:贵州 hainan:海南 heilongjiang:黑龙江 henan:河南 hunan:湖南 hubei:湖北 hebei:河北 jiangsu:江苏",
        "jiangxi:江西 jilin:吉林 liaoning:辽宁 neimenggu:内蒙古 ningxia:宁夏 qinghai:青海 shaanxi:陕西",
        "shandong:山东 shanxi:山西 sichuan:四川 xinjiang:新疆 xizang:西藏 yunnan:云南 zj:浙江 zhejiang:浙江",
        "anhui:安徽 yibin:宜宾 suzhou:苏州 tongren:铜仁 weihai:威海 leshan:乐山 liupanshui:六盘水 bozhou:亳州",
        "nantong:南通 linyi:临沂 jian:吉安 shiyan:十堰 hefei:合肥 baotou:包头",
    )).split()
)


def place_of(name: str) -> str | None:
    """Code of the area that a tagged file's name gives (``33-suzhou-2024``, ``62-徐州-2024``)."""
    words = [word for word in re.split(r"[-_\d]+", name) if word]
    place = _PINYIN.get(words[0], words[0]) if words else ""
    found = Divisions.load().by_name.get(place, ())
    return found[0].code if found else None


_TAG = re.compile(r"\[\[([A-Za-z]+)\||\]\]")


def parse_tagged(tagged: str) -> tuple[str, list[Span]]:
    """The plain text and its spans, inner tags of a Task or Target included."""
    out: list[str] = []
    spans: list[Span] = []
    open_tags: list[tuple[str, int]] = []
    length = at = 0
    for tag in _TAG.finditer(tagged):
        piece = tagged[at : tag.start()]
        out.append(piece)
        length += len(piece)
        at = tag.end()
        if tag.group(1):
            open_tags.append((tag.group(1), length))
        elif open_tags:
            cls, start = open_tags.pop()
            spans.append(Span(start, length, cls))
    out.append(tagged[at:])
    spans.sort(key=lambda s: (s.start, -s.end))
    return "".join(out), spans


_BREAK = re.compile(r"[ \t]*\r?\n[ \t]*")
_NUMBERED = re.compile(
    r"\s*(第[一二三四五六七八九十百\d]+[章节篇]|[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]|专栏|[一-龥]{0,4}$)")


def unwrap(text: str, spans: list[Span]) -> tuple[str, list[Span]]:
    """Join lines that only the layout broke: where most lines are about equally long and end without a full stop."""
    lines = text.split("\n")
    long_lines = [len(line.strip()) for line in lines if len(line.strip()) >= 15]
    open_ends = sum(1 for line in lines if len(line.strip()) >= 15 and line.strip()[-1] not in "。！？；：:;!?")
    if len(long_lines) < 20 or max(long_lines) > 60 or open_ends < 0.5 * len(long_lines):
        return text, spans
    keep = [True] * len(text)
    position = 0
    for line, following in pairwise(lines):
        end = position + len(line)
        stripped = line.strip()
        joins = (
            len(stripped) >= 0.7 * max(long_lines) and stripped[-1] not in "。！？"
            and following.strip() and not _NUMBERED.match(following)
        )
        inside = any(s.start <= end < s.end for s in spans)
        if joins or inside:
            keep[end] = False
            tail = end - 1
            while tail >= position and text[tail] in " \t\r":
                keep[tail] = False
                tail -= 1
            head = end + 1
            while head < len(text) and text[head] in " \t":
                keep[head] = False
                head += 1
        position = end + 1
    new_index = [0] * (len(text) + 1)
    for i, kept in enumerate(keep):
        new_index[i + 1] = new_index[i] + kept
    joined = "".join(c for c, kept in zip(text, keep, strict=True) if kept)
    return joined, [Span(new_index[s.start], new_index[s.end], s.cls) for s in spans]


def distinct(text: str, spans: list[Span]) -> tuple[Gold, ...]:
    """The distinct entities that the spans name; what is unsure is to be ignored."""
    seen: dict[tuple[str, str], Gold] = {}
    for span in spans:
        if span.cls in CLASSES or span.cls == UNSURE:
            label = text[span.start : span.end].replace("\n", "")
            seen.setdefault((span.cls, key(label)), Gold(span.cls, label, (), span.cls == UNSURE))
    return tuple(seen.values())


def key(label: str) -> str:
    """A label as names are compared: letters, digits and Han characters only."""
    return "".join(c for c in normalise(label) if c.isalnum()).lower()


def tagged_documents(folder: Path) -> Iterator[Document]:
    """Every tagged file of *folder*, in the order of their names."""
    for path in sorted(folder.glob("*.txt")):
        text, spans = parse_tagged(path.read_text(encoding="utf-8"))
        text, spans = unwrap(text, spans)
        yield Document(path.stem, text, tuple(spans), distinct(text, spans), place_of(path.stem))


def reference_documents(folder: Path, source: Path) -> Iterator[Document]:
    """Every annotated chapter of *folder*; *source* is the plan's text."""
    text = source.read_text(encoding="utf-8")
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    for name, (start, end) in sorted(meta["chapters"].items()):
        lines = (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        items = [json.loads(line) for line in lines if line.strip()]
        golds = tuple(
            Gold(i["class"], i["label"], tuple(i.get("aliases", ())), bool(i.get("ignore")))
            for i in items if i["kind"] == "entity" and i["class"] != "Task"
        )
        quotes = {i["label"]: i["quote"] for i in items if i["kind"] == "entity"}
        chapter = text[start:end]
        yield Document(f"linhai-{name}", chapter, tuple(project(chapter, golds, quotes)), golds, "331082")


def project(text: str, golds: tuple[Gold, ...], quotes: dict[str, str]) -> list[Span]:
    """The spans at which the text names the entities: longest names first, no overlap.

    A short alias outside the annotation's own quotation may stand there as a plain word, so it is made ``Unsure``.
    """
    flat = normalise(text)
    forms: list[tuple[str, str, bool, str]] = []
    for gold in golds:
        for n, form in enumerate((gold.label, *gold.aliases)):
            if len(form) >= 2:
                cls = UNSURE if gold.ignore else gold.cls
                forms.append((normalise(form), cls, n > 0, normalise(quotes[gold.label])))
    forms.sort(key=lambda f: (-len(f[0]), f[1] == UNSURE, f[2]))
    taken = [False] * len(text)
    spans: list[Span] = []
    for form, cls, is_alias, quote in forms:
        quoted_at = [m.start() for m in re.finditer(re.escape(quote), flat)]
        for match in re.finditer(re.escape(form), flat):
            start, end = match.span()
            if any(taken[start:end]):
                continue
            in_quote = any(q <= start and end <= q + len(quote) for q in quoted_at)
            sure = not is_alias or in_quote or len(form) >= 5
            if form[0] not in "“" and start and flat[start - 1] == "“" and end < len(flat) and flat[end] == "”":
                start, end = start - 1, end + 1
            spans.append(Span(start, end, cls if sure else UNSURE))
            taken[start:end] = [True] * (end - start)
    spans.sort(key=lambda s: s.start)
    return spans
