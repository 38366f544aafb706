"""Web pages: paragraphs, headings and tables out of real government pages, menus and scripts left behind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_build.errors import FormatBroken, FramesMissing
from graph_build.model import SourceText
from graph_build.readers.canvas import Canvas, CellSource
from graph_build.readers.frames import Beside, Frames
from graph_build.readers.framing import is_box
from graph_build.readers.naming import slug_of
from graph_build.readers.plain import decode

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_COLUMNS = 64
"""Columns of a table that are read; what lies to their right is no table of a plan."""
_BLOCKS = frozenset(
    """address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form
    h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody td tfoot th thead title tr ul
    """.split()  # noqa: SIM905 - a list of tags reads better as words
)
_DROPPED = frozenset(
    """applet audio button canvas footer head input map nav noframes noscript object option script select style svg
    template textarea video""".split()  # noqa: SIM905
)
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|menu|breadcrumb|crumbs?|location|position|dqwz|footer|foot|bottom|copyright|share|bdshare"
    r"|toolbar|tools?|print|sidebar|side|search|login|qrcode|ewm|erweima|banner|pagination|pages?|prevnext|related"
    r"|recommend|comment|accessibility|wza)(?:$|[\s_-])",
    re.IGNORECASE,
)
_SIDE_FRAME = re.compile(r"top|left|right|nav|menu|tree|banner|head|foot|bottom|\bad", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BOLD = re.compile(
    r"font-weight\s*:\s*(?:bold|[6-9]00)|font-family\s*:[^;]*(?:黑体|小标宋|大标宋|SimHei)", re.IGNORECASE
)
_META = re.compile(
    r"(?:索\s*引\s*号|文\s*号|发文字号|成文日期|生成日期|发布(?:单位|机构|日期|时间)|公开(?:方式|日期)|发文机关|主题(?:分类|词)|有效性|体裁|组配分类|名\s*称|标\s*题|信息分类|效力)\s*[:：]?"
)
_LITTLE = 200
"""Characters below which a page with frames has nothing to say itself."""
_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([A-Za-z0-9_-]{3,20})""", re.IGNORECASE)


def read(data: bytes, name: str, encoding: str | None, beside: Beside | None = None) -> SourceText:
    """Read a web page; see :func:`graph_build.readers.read`.

    :param beside: gives the bytes of a file that lies beside the page, for the pages in its frames.
    :raises FramesMissing: when the document is in frames whose pages were not saved with it.
    """
    text, used = _decode(data, name, encoding)
    warnings: list[str] = []
    root = _parsed(text, name, warnings)
    canvas = Canvas()
    frames = Frames(beside, name, lambda more, label: _parsed(_decode(more, label, encoding)[0], label, warnings))
    _Walker(canvas, frames).walk(root)
    if frames.missing and canvas.size < _LITTLE:
        raise FramesMissing(name=name, frame=frames.missing[0])
    return SourceText(
        name=name,
        slug=slug_of(name),
        text=canvas.text(),
        media_type="text/html",
        encoding=used,
        origins=tuple(canvas.origins),
        hints=tuple(canvas.hints),
        tables=tuple(canvas.tables),
        warnings=tuple(warnings),
        title=_title(root),
    )


def _parsed(text: str, name: str, warnings: list[str]) -> HtmlElement:
    from lxml import etree, html

    # The parser works on bytes it is told the encoding of: a page's own <meta> may contradict its bytes.
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(
            re.sub(r"^\s*<\?xml[^>]*\?>", "", text).encode("utf-8", "replace"), parser=parser
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise FormatBroken(name=name, format="HTML", reason=str(error)) from None
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        warnings.append(f"{name}: the page's elements are nested too deeply; what lies deeper was left out")
    return root


def _title(root: HtmlElement) -> str | None:
    """The page's title, as its metadata or its head gives it, without the site's name."""
    for meta in root.iter("meta"):
        if (meta.get("name") or "").lower() in {"articletitle", "dc.title"} and (meta.get("content") or "").strip():
            return " ".join((meta.get("content") or "").split())
    found = root.find(".//head/title")
    said = " ".join((found.text or "").split()) if found is not None else ""
    return re.split(r"\s*[-_|–—]\s*(?=[^-_|–—]*(?:政府|网|局|委|门户|中心)[^-_|–—]*$)", said)[0].strip() or None


def _decode(data: bytes, name: str, encoding: str | None) -> tuple[str, str]:
    if encoding is None and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        declared = _CHARSET.search(data[:4096])
        if declared:
            # gb2312 in a page's head stands for its supersets.
            label = declared.group(1).decode("ascii").lower()
            label = "gb18030" if label in {"gb2312", "gbk", "gb_2312-80", "x-gbk"} else label
            try:
                return data.decode(label).removeprefix("\ufeff"), label
            except (UnicodeDecodeError, LookupError):
                pass  # the page lies about itself: the bytes decide
    return decode(data, name, encoding)


@dataclass(slots=True)
class _Open:
    """A block whose text is being gathered."""

    label: str
    tag: str
    level: int | None = None
    item: str | None = None


@dataclass(frozen=True, slots=True)
class _Step:
    """What the walk does next: go into an element, take up text, or end a block."""

    element: HtmlElement | None
    label: str = ""
    bold: bool = False
    text: str = ""
    closes: bool = False
    nth: int = 1


class _Walker:
    """Goes through the page without recursion, so that no nesting is too deep for it."""

    def __init__(self, canvas: Canvas, frames: Frames) -> None:
        self._canvas = canvas
        self._frames = frames
        self._words: list[tuple[str, bool]] = []
        self._open = _Open("html", "html")

    def walk(self, root: HtmlElement) -> None:
        """Write the page's blocks to the canvas."""
        stack: list[_Step] = [_Step(root, "html")]
        blocks: list[_Open] = []
        while stack:
            step = stack.pop()
            element, label, bold = step.element, step.label, step.bold
            if element is None:
                if step.closes:
                    self._flush()
                    self._open = blocks.pop()
                else:
                    self._words.append((step.text, bold))
                continue
            tail = element.tail
            if tail and element is not root:
                stack.append(_Step(None, bold=bold, text=tail))
            tag = element.tag if isinstance(element.tag, str) else ""
            if not tag or tag in _DROPPED or self._furniture(element, tag):
                if tag in _BLOCKS:
                    self._flush()
                continue
            if tag in {"frame", "iframe"}:
                self._flush()
                inner = self._frames.page(element)
                # A frame called top or menu holds the document all the same when there is much in it.
                if inner is not None and not (_SIDE_FRAME.search(_called(element)) and _is_small(inner, 1500)):
                    stack.append(_Step(inner, f"{(element.get('src') or 'frame')[:60]}:html"))
                continue
            if tag == "br":
                self._words.append(("\n", bold))
                continue
            strong = bold or tag in {"b", "strong"} or bool(_BOLD.search(element.get("style") or ""))
            if tag == "table" and _is_data(element):
                self._flush()
                self._table(element, label)
                continue
            if tag in _BLOCKS:
                self._flush()
                blocks.append(self._open)
                level = (
                    int(tag[1])
                    if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit()
                    else (self._open.level if self._open.level else None)
                )
                self._open = _Open(
                    label,
                    tag,
                    level,
                    _item_number(element, tag, step.nth) or (self._open.item if tag in {"p", "div", "span"} else None),
                )
                stack.append(_Step(None, bold=bold, closes=True))
                if tag in {"td", "th"}:
                    strong = strong or tag == "th"
            counts: dict[str, int] = {}
            children: list[_Step] = []
            for child in element:
                if isinstance(child.tag, str):
                    counts[child.tag] = counts.get(child.tag, 0) + 1
                    children.append(
                        _Step(child, _deeper(label, child.tag, counts[child.tag]), strong, nth=counts[child.tag])
                    )
            stack.extend(reversed(children))
            if element.text:
                stack.append(_Step(None, bold=strong, text=element.text))
        self._flush()

    def _furniture(self, element: HtmlElement, tag: str) -> bool:
        if (
            element.get("hidden") is not None
            or element.get("aria-hidden") == "true"
            or _HIDDEN.search(element.get("style") or "")
        ):
            return True
        if tag not in {"div", "ul", "section", "header", "aside", "span", "p", "table"}:
            return False
        marks = f"{element.get('id') or ''} {element.get('class') or ''} {element.get('role') or ''}".strip()
        # A wrapper may be called "page position" and hold the document: only small parts are furniture.
        return bool(marks) and bool(_FURNITURE.search(marks)) and _is_small(element)

    def _flush(self) -> None:
        """End the paragraph that is being gathered; a line break in it starts a new one."""
        words, self._words = self._words, []
        text = "".join(word for word, _ in words)
        if not text.strip("\xa0 \t\r\n\u3000\u200b"):
            return
        pieces = self._lines(words)
        for number, (line, bold) in enumerate(pieces):
            if number == 0 and self._open.item and not re.match(r"\s*[（(]?[\d一二三四五六七八九十]+[)）.、．]", line):
                line = self._open.item + line
            span = self._canvas.paragraph(line, "element", self._open.label)
            if self._open.level:
                self._canvas.hint(span, "heading", self._open.level)
            elif bold:
                self._canvas.hint(span, "bold")
            if self._open.item is not None:
                self._canvas.hint(span, "list-item")
            if self._open.tag == "caption" or self._open.tag == "figcaption":
                self._canvas.hint(span, "caption")

    def _lines(self, words: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
        """The lines of a paragraph as a browser breaks them, each with whether all of it is bold."""
        out: list[tuple[str, bool]] = []
        line: list[str] = []
        bold = True
        for word, strong in [*words, ("\n", True)]:
            if word == "\n":
                text = re.sub(r"[ \t\r\n\x0b\x0c]+", " ", "".join(line)).strip(" \xa0")
                text = re.sub(r"(?<=[\u3000-\u9fff\uff00-\uffef]) (?=[\u3000-\u9fff\uff00-\uffef])", "", text)
                if text.strip("\xa0 \u3000\u200b"):
                    out.append((text, bold))
                line, bold = [], True
                continue
            line.append(word)
            if word.strip("\xa0 \t\r\n\u3000") and not strong:
                bold = False
        return out

    def _table(self, element: HtmlElement, label: str) -> None:
        cells = list(_grid(element))
        if not any(cell.text for cell in cells):
            return
        rows = max(cell.row for cell in cells) + 1
        caption = element.find("caption")
        if caption is not None and (said := " ".join("".join(caption.itertext()).split())):
            self._canvas.hint(self._canvas.paragraph(said, "element", label), "caption")
        if _META.match(cells[0].text) and rows <= 12:
            for row in range(rows):
                said = " ".join(cell.text for cell in cells if cell.row == row and cell.text)
                if said:
                    self._canvas.paragraph(said, "element", label)
            return
        if is_box(cells):
            start = self._canvas.size
            for cell in cells:
                for line in cell.text.split("\n"):
                    if line.strip():
                        self._canvas.paragraph(line.strip(), "element", label)
            self._canvas.hint((start, self._canvas.size - 1), "box")
            return
        self._canvas.table(cells, label)


def _item_number(element: HtmlElement, tag: str, nth: int) -> str | None:
    """The number that a browser would show before an item of an ordered list; empty for other items."""
    if tag != "li":
        return None
    parent = element.getparent()
    if parent is None or parent.tag != "ol":
        return ""
    start = parent.get("start") or "1"
    return f"{(int(start) if start.isdigit() else 1) + nth - 1}. "


def _called(frame: HtmlElement) -> str:
    """What a frame goes by: its name, its id, its file."""
    return " ".join((frame.get(key) or "").rsplit("/", 1)[-1] for key in ("name", "id", "src"))


def _is_small(element: HtmlElement, limit: int = 400) -> bool:
    """Whether an element holds less text than *limit*; looks no further than that."""
    size = 0
    for text in element.itertext():
        size += len(text.strip())
        if size >= limit:
            return False
    return True


def _deeper(label: str, tag: str, number: int) -> str:
    """The path of a child; of very deep elements only the last steps are told."""
    path = f"{label}/{tag}[{number}]" if number > 1 else f"{label}/{tag}"
    return path if len(path) <= 120 else "…" + path[path.index("/", len(path) - 100) :]


def _is_data(table: HtmlElement) -> bool:
    """Whether a table holds figures or a boxed text, and is not the page's scaffold."""
    if table.find(".//table") is not None:
        return False
    rows = table.findall(".//tr")
    if not rows:
        return False
    texts = [
        " ".join("".join(cell.itertext()).split()) for row in rows[:60] for cell in row if cell.tag in {"td", "th"}
    ]
    if not texts:
        return False
    # A scaffold's one cell holds the whole document, with headings of chapters in it.
    longest = max(len(text) for text in texts)
    return longest < 3000 or sum(len(text) < 60 for text in texts) > 0.8 * len(texts) > 6


def _grid(table: HtmlElement) -> Iterator[CellSource]:
    """The cells with their places, spans counted as browsers do (HTML Living Standard, 4.9.12)."""
    covered: dict[int, int] = {}  # column -> first row that no cell from above reaches
    rows = list(table.iter("tr"))
    for at, row in enumerate(rows):
        column = 0
        for cell in row:
            if cell.tag not in {"td", "th"}:
                continue
            while covered.get(column, 0) > at:
                column += 1
            if column >= MAX_COLUMNS:
                break
            tall = min(_span(cell.get("rowspan")), len(rows) - at)
            wide = min(_span(cell.get("colspan")), MAX_COLUMNS - column)
            for place in range(column, column + wide):
                covered[place] = at + tall
            yield CellSource(_cell_text(cell), at, column, tall, wide)
            column += wide


def _span(value: str | None) -> int:
    return min(int(value[:6]), 65534) if value and value.isdecimal() and int(value[:6]) > 0 else 1


def _cell_text(cell: HtmlElement) -> str:
    pieces: list[str] = []
    for part in cell.iter():
        if part is not cell and part.tag in {"p", "div", "br", "li"}:
            pieces.append("\n")
        if part.text and part.tag not in _DROPPED:
            pieces.append(part.text.replace("\n", " "))
        if part is not cell and part.tail:
            pieces.append(part.tail.replace("\n", " "))
    lines = [" ".join(line.replace("\xa0", " ").split()) for line in "".join(pieces).split("\n")]
    return "\n".join(line for line in lines if line)
