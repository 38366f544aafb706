"""Makes one small plan in every format that guihua reads: text, web page, Word file, PDF."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

TITLE = "云岭县国民经济和社会发展第十四个五年规划纲要"


@dataclass(frozen=True)
class Part:
    """A piece of a document: a heading, a paragraph, a caption, or a table's rows."""

    kind: Literal["title", "heading", "paragraph", "caption", "table", "box"]
    text: str = ""
    level: int = 1
    rows: tuple[tuple[str, ...], ...] = ()


PLAN: tuple[Part, ...] = (
    Part("title", TITLE),
    Part("heading", "一、发展基础与目标"),
    Part(
        "paragraph",
        "“十三五”时期，全县综合实力稳步提升，产业结构持续优化，城乡面貌明显改善，为开启现代化建设新征程奠定了坚实基础。",
    ),
    Part("heading", "（一）主要目标", 2),
    Part(
        "paragraph",
        "建设绿色食品产业强县。到2025年，绿色食品产业产值突破120亿元，培育省级以上龙头企业15家，建成高标准农田30万亩，农产品加工转化率达到75%以上。",
    ),
    Part("caption", "表1 “十四五”时期主要指标"),
    Part(
        "table",
        rows=(
            ("序号", "指标名称", "单位", "2020年", "2025年", "属性"),
            ("1", "地区生产总值", "亿元", "186.5", "260", "预期性"),
            ("2", "常住人口城镇化率", "%", "46.2", "52", "预期性"),
            ("3", "森林覆盖率", "%", "61.3", "≥62", "约束性"),
        ),
    ),
    Part("heading", "二、加快构建现代产业体系"),
    Part(
        "paragraph",
        "坚持把发展经济的着力点放在实体经济上，推进产业基础高级化、产业链现代化，提高经济质量效益和核心竞争力。",
    ),
    Part("heading", "（一）做强特色农业", 2),
    Part(
        "paragraph",
        "建设云岭茶叶产业园。依托省农业科学院，推进茶叶标准化基地建设，实施茶产业提质增效行动，打造全国知名的高山生态茶产区，带动农民增收致富。",
    ),
    Part(
        "box",
        rows=(
            ("专栏1 特色农业重点工程",),
            ("1.茶叶产业园工程。新建茶叶精制加工厂3座，改造低产茶园2万亩。",),
            ("2.高标准农田工程。新建高标准农田10万亩，改造提升8万亩。",),
        ),
    ),
    Part("heading", "（二）培育新兴工业", 2),
    Part(
        "paragraph",
        "推进云岭经济开发区扩区升级。加快标准厂房、污水处理厂等基础设施建设，承接东部地区产业转移，到2025年开发区工业总产值达到80亿元。",
    ),
)


def as_text(parts: Sequence[Part] = PLAN) -> bytes:
    """The plan as plain text, its table one cell a line."""
    lines: list[str] = []
    for part in parts:
        if part.kind in {"table", "box"}:
            lines += [cell for row in part.rows for cell in row]
        else:
            lines.append(part.text)
    return "\n\n".join(lines).encode()


def as_html(parts: Sequence[Part] = PLAN) -> bytes:
    """The plan as a government's web page: menu, buttons, footer, styled spans."""
    body: list[str] = []
    for part in parts:
        said = f'<span style="font-family:仿宋_GB2312">{html.escape(part.text)}</span>'
        if part.kind == "title":
            body.append(f'<h1 style="text-align:center">{html.escape(part.text)}</h1>')
        elif part.kind == "heading":
            body.append(f"<p><strong>{html.escape(part.text)}</strong></p>")
        elif part.kind in {"table", "box"}:
            rows = "".join(
                "<tr>" + "".join(f"<td><p>{html.escape(cell)}</p></td>" for cell in row) + "</tr>" for row in part.rows
            )
            body.append(f"<table border=1>{rows}</table>")
        else:
            body.append(f"<p>{said}</p>")
    page = (
        "<html><head><meta charset='utf-8'><title>规划纲要_云岭县人民政府网</title><style>p{margin:0}</style>"
        "<script>var a='<p>脚本</p>';</script></head><body><div class='header nav'><a>首页</a><a>政务公开</a></div>"
        "<div class='crumbs'>当前位置：首页 &gt; 规划信息</div><div id='content'>"
        + "".join(body)
        + "</div><div class='footer'>版权所有：云岭县人民政府 备案号</div></body></html>"
    )
    return page.encode()


def as_docx(parts: Sequence[Part] = PLAN) -> bytes:
    """The plan as a Word file with heading styles."""
    import docx

    document = docx.Document()
    for part in parts:
        if part.kind == "title":
            document.add_paragraph(part.text, style="Title")
        elif part.kind == "heading":
            document.add_heading(part.text, part.level)
        elif part.kind in {"table", "box"}:
            table = document.add_table(rows=len(part.rows), cols=len(part.rows[0]))
            for row, texts in zip(table.rows, part.rows, strict=True):
                for cell, text in zip(row.cells, texts, strict=True):
                    cell.text = text
        else:
            document.add_paragraph(part.text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


SIZE, LEFT, TOP, BOTTOM, LEADING, MEASURE = 14, 90, 740, 90, 24, 30
"""Of the PDF: size of the type, margins and distance of the lines in points, characters in a full line."""


def as_pdf(parts: Sequence[Part] = PLAN, *, repeat_heads: bool = True) -> bytes:
    """The plan as a PDF: hard-wrapped lines of 30 characters, a running head, page numbers, ruled tables and boxes.

    Written by hand, with a font that every PDF reader knows (PDF 32000-1, 9.7.5.2), so that the tests need no
    library that draws.

    :param repeat_heads: whether a table that goes over a page's end shows its heads again.
    """
    pages = _Pages()
    for part in parts:
        if part.kind == "table":
            pages.table(part.rows, repeat_heads)
        elif part.kind == "box":
            pages.box([row[0] for row in part.rows])
        elif part.kind == "title":
            pages.centred(part.text, 18)
        elif part.kind == "caption":
            pages.centred(part.text, SIZE)
        else:
            pages.lines(_wrapped("\u3000\u3000" + part.text, MEASURE))
    return _pdf(pages.done("云岭县规划纲要"))


def _wide(character: str) -> float:
    return 0.5 if character.isascii() else 1.0


def _wrapped(text: str, measure: float) -> list[str]:
    """Lines of at most *measure* widths of a Han character; ASCII takes half of one, and its words are not broken."""
    lines, width = [""], 0.0
    for word in re.findall(r"[A-Za-z0-9.]+[，。、；：）”》]*|.[，。、；：）”》]*", text):
        wide = sum(map(_wide, word))
        if width + wide > measure and lines[-1]:
            lines.append("")
            width = 0.0
        lines[-1] += word
        width += wide
    return lines


class _Pages:
    """Content streams of pages that are filled from top to bottom."""

    def __init__(self) -> None:
        self._pages: list[list[str]] = [[]]
        self._y = float(TOP)

    def _show(self, text: str, x: float, y: float, size: int = SIZE) -> None:
        self._pages[-1].append(f"BT /F1 {size} Tf {x:g} {y:g} Td <{text.encode('utf-16-be').hex()}> Tj ET")

    def _room(self, height: float) -> bool:
        """Begin a new page where *height* is no longer there; tell whether one was begun."""
        if self._y - height >= BOTTOM:
            return False
        self._pages.append([])
        self._y = float(TOP)
        return True

    def lines(self, lines: Sequence[str]) -> None:
        for line in lines:
            self._room(LEADING)
            words = line.lstrip("\u3000")
            self._show(words, LEFT + (len(line) - len(words)) * SIZE, self._y)
            self._y -= LEADING

    def centred(self, text: str, size: int) -> None:
        for line in _wrapped(text, (MEASURE - 3) * SIZE / size):
            self._room(LEADING)
            self._show(line, LEFT + (MEASURE * SIZE - sum(map(_wide, line)) * size) / 2, self._y, size)
            self._y -= LEADING * size / SIZE

    def table(self, rows: Sequence[Sequence[str]], repeat_heads: bool) -> None:
        size, width = 8, MEASURE * SIZE / len(rows[0])
        self._y -= 4

        def draw(row: Sequence[str]) -> None:
            cells = [_wrapped(cell, (width - 6) / size) for cell in row]
            height = max(map(len, cells)) * (size + 3) + 5
            if self._room(height) and repeat_heads and row is not rows[0]:
                draw(rows[0])
            for at, cell in enumerate(cells):
                x = LEFT + at * width
                self._pages[-1].append(f"{x:g} {self._y + size + 2 - height:g} {width:g} {height:g} re S")
                for number, line in enumerate(cell):
                    self._show(line, x + 3, self._y - number * (size + 3), size)
            self._y -= height

        for row in rows:
            draw(row)
        self._y -= LEADING

    def box(self, paragraphs: Sequence[str]) -> None:
        """A frame around paragraphs; where a page ends the frame ends, and another begins on the next."""
        size, step = 11, 18
        self._y -= 4
        top = self._y + size + 4

        def close() -> None:
            bottom = self._y + size - 2
            self._pages[-1].append(f"{LEFT} {bottom:g} {MEASURE * SIZE} {top - bottom:g} re S")

        for number, paragraph in enumerate(paragraphs):
            text = "\u3000\u3000" + paragraph if number else "\u3000" * 8 + paragraph
            for line in _wrapped(text, MEASURE * SIZE / size - 2):
                if self._y - step < BOTTOM:
                    close()
                    self._room(LEADING * 100)
                    top = self._y + size + 4
                words = line.lstrip("\u3000")
                self._show(words, LEFT + 8 + (len(line) - len(words)) * size, self._y, size)
                self._y -= step
        close()
        self._y -= LEADING

    def done(self, head: str) -> list[str]:
        """The pages with their heads and numbers."""
        for number, page in enumerate(self._pages, 1):
            page.append(f"BT /F1 9 Tf {LEFT} 800 Td <{head.encode('utf-16-be').hex()}> Tj ET")
            page.append(f"BT /F1 9 Tf 290 40 Td <{f'— {number} —'.encode('utf-16-be').hex()}> Tj ET")
        return ["\n".join(page) for page in self._pages]


def _pdf(contents: Sequence[str]) -> bytes:
    count = len(contents)
    kids = " ".join(f"{5 + 2 * i} 0 R" for i in range(count))
    descriptor = (
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [0 -200 1000 900] /ItalicAngle 0"
        " /Ascent 800 /Descent -200 /StemV 80 /CapHeight 700 >>"
    )
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /W [1 95 500]"
        f" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /FontDescriptor {descriptor} >>",
    ]
    for i, content in enumerate(contents):
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >>"
            f" /Contents {6 + 2 * i} 0 R >>"
        )
        objects.append(f"<< /Length {len(content.encode('latin-1'))} >>\nstream\n{content}\nendstream")
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    trailer = f"trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF"
    return out + f"xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}".encode("latin-1")
