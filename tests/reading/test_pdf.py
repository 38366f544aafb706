"""PDFs as converters really write them: rows cut by a page's end, open borders, late signs, radicals, two columns."""

from __future__ import annotations

import time
import tracemalloc
import zlib

import pytest

from graph_build import errors
from graph_build.model import Division, IndicatorRow, Plan
from graph_build.outline import outline
from graph_build.readers import pdf_streams, read
from tests.reading import making
from tests.reading.making import Part

BODY = "坚持新发展理念，推进产业转型升级，加快基础设施建设，完善公共服务体系，保障和改善民生，促进经济社会发展。"
HEADS = ("序号", "指标名称", "单位", "2020年", "2025年", "属性")


def plan_of(*pages: str) -> Plan:
    return outline(read(making._pdf(pages), name="plan.pdf"))


def said(text: str, x: float, y: float, size: int = 14) -> str:
    return f"BT /F1 {size} Tf {x:g} {y:g} Td <{text.encode('utf-16-be').hex()}> Tj ET"


def body(y: int, times: int = 6) -> str:
    lines = [f"\u3000\u3000{BODY}"[at : at + 30] for at in range(0, len(BODY) + 2, 30)] * times
    return "\n".join(
        said(line.lstrip("\u3000"), 90 + 28 * line.startswith("\u3000"), y - at * 24) for at, line in enumerate(lines)
    )


def rows_of(plan: Plan) -> list[IndicatorRow]:
    return [row for table, _ in plan.tables() for row in table.indicators]


def shown(rows: list[IndicatorRow]) -> list[tuple[object, ...]]:
    return [(row.name, row.unit, row.nature, [value.text for value in row.values]) for row in rows]


def grid(rows: list[tuple[str, ...]], y: float, *, closed: bool = True) -> str:
    """Rows of a table, upright rules all the way down; the last level rule only where it is *closed*."""
    out: list[str] = []
    for at, row in enumerate(rows):
        out += [said(cell, 93 + 70 * i, y - 20 * at - 14, 9) for i, cell in enumerate(row)]
        out.append(f"90 {y - 20 * at:g} m 510 {y - 20 * at:g} l S")
    bottom = y - 20 * len(rows)
    out += [f"{90 + 70 * i} {y:g} m {90 + 70 * i} {bottom:g} l S" for i in range(7)]
    if closed:
        out.append(f"90 {bottom:g} m 510 {bottom:g} l S")
    return "\n".join(out)


def test_a_table_goes_on_over_the_page_with_and_without_its_heads_again() -> None:
    rows = tuple((str(i), f"第{i}产业园区建设数量", "个", str(i), str(2 * i), "预期性") for i in range(1, 61))
    parts = (Part("title", making.TITLE), Part("heading", "一、目标"), Part("paragraph", BODY))
    for repeat in (True, False):
        data = making.as_pdf((*parts, Part("table", rows=(HEADS, *rows))), repeat_heads=repeat)
        found = rows_of(outline(read(data, name="long.pdf")))
        assert [(row.serial, row.name, row.unit, [v.text for v in row.values]) for row in found] == [
            (str(i), f"第{i}产业园区建设数量", "个", [str(i), str(2 * i)]) for i in range(1, 61)
        ]


def test_a_row_that_the_pages_end_cuts_is_one_row() -> None:
    first = grid(
        [
            HEADS,
            ("1", "地区生产总值", "亿元", "100", "150", "预期性"),
            ("2", "研究与试验发展", "%", "2", "3", "预期性"),
        ],
        200,
        closed=False,
    )
    second = grid([("", "经费投入强度", "", "", "", ""), ("3", "森林覆盖率", "%", "60", "62", "约束性")], 760)
    plan = plan_of(said("一、目标", 118, 740) + "\n" + body(710) + "\n" + first, second + "\n" + body(600))
    assert shown(rows_of(plan)) == [
        ("地区生产总值", "亿元", "Expected", ["100", "150"]),
        ("研究与试验发展经费投入强度", "%", "Expected", ["2", "3"]),
        ("森林覆盖率", "%", "Binding", ["60", "62"]),
    ]


def test_a_table_without_outer_borders_is_read() -> None:
    inner = grid(
        [HEADS, ("1", "地区生产总值", "亿元", "100", "150", "预期性"), ("2", "森林覆盖率", "%", "60", "62", "约束性")],
        300,
    )
    open_sides = "\n".join(line for line in inner.split("\n") if not line.startswith(("90 300 m 90", "510 300 m")))
    plan = plan_of(said("一、目标", 118, 740) + "\n" + body(710) + "\n" + open_sides)
    assert shown(rows_of(plan))[1] == ("森林覆盖率", "%", "Binding", ["60", "62"])


def test_signs_that_are_drawn_late_and_radicals_come_to_their_places() -> None:
    line = said("推进⼈⼯智能、新材料⾏业", 90, 700) + "\n" + said("发展壮⼤，完善服务体系", 258, 700)
    late = said("提⾼居⺠收⼊，促进消费增⻓", 90, 676) + "\n" + said("：", 90 + 14 * 13, 676)
    plan = plan_of(said("一、目标", 118, 740) + "\n" + line + "\n" + late + "\n" + body(640, 4))
    text = plan.source.text
    assert "推进人工智能、新材料行业发展壮大，完善服务体系" in text
    assert "提高居民收入，促进消费增长：" in text


def test_a_page_turned_by_a_quarter_is_read_upright() -> None:
    words = [
        f"BT /F1 9 Tf 0 1 -1 0 {120 + 20 * row} {60 + 90 * column} Tm <{cell.encode('utf-16-be').hex()}> Tj ET"
        for row, cells in enumerate([HEADS, ("1", "森林覆盖率", "%", "60", "62", "约束性")])
        for column, cell in enumerate(cells)
    ]
    rules = [f"{105 + 20 * i} 50 m {105 + 20 * i} 590 l S" for i in range(3)]
    rules += [f"105 {50 + 90 * i} m 145 {50 + 90 * i} l S" for i in range(7)]
    data = making._pdf([said("一、目标", 118, 740) + "\n" + body(710), "\n".join(words + rules)])
    last = data.rindex(b"/Type /Page /Parent")
    turned = data[:last] + b"/Rotate 90 " + data[last:]
    assert shown(rows_of(outline(read(turned, name="turned.pdf")))) == [("森林覆盖率", "%", "Binding", ["60", "62"])]


def test_a_contents_list_in_two_columns_is_left_out() -> None:
    titles = [
        f"第{n}章　{name}"
        for n, name in zip(
            "一二三四五六", ("发展基础", "总体要求", "产业体系", "城乡融合", "生态环境", "保障措施"), strict=True
        )
    ]
    left, right = titles[:3], titles[3:]
    rows = [said("目　录", 270, 760, 16)]
    for at, pair in enumerate(zip(left, right, strict=True)):
        for x, title in zip((60, 320), pair, strict=True):
            rows += [said(title, x, 720 - 24 * at, 11), said("…………" + str(at + 2), x + 110, 720 - 24 * at, 11)]
    pages = [said(title, 118, 740) + "\n" + body(710, 10) for title in titles]
    plan = plan_of("\n".join(rows), *pages)
    assert [(node.number, node.title) for node, _ in plan.walk() if isinstance(node, Division)] == [
        (title[:3], title[4:]) for title in titles
    ]
    assert not any("…" in passage.text for passage, _ in plan.texts())


def test_text_set_in_two_columns_is_read_column_by_column() -> None:
    paragraphs = [f"第{n}，{BODY}" for n in "一二三四五六七八"]
    left = making._wrapped("\u3000\u3000" + "".join(paragraphs[:4]), 17)
    right = making._wrapped("".join(paragraphs[4:]), 17)
    page = [said("一、主要任务", 118, 760)]
    for x, column in ((60, left), (320, right)):
        page += [
            said(line.lstrip("\u3000"), x + 14 * (len(line) - len(line.lstrip("\u3000"))), 730 - 20 * at)
            for at, line in enumerate(column)
        ]
    text = plan_of("\n".join(page)).source.text
    assert "".join(paragraphs) in text.replace("\n", "")


@pytest.mark.slow
def test_a_long_pdf_is_read_page_by_page_in_little_memory() -> None:
    page = body(740, 14)

    def measure(pages: int) -> tuple[float, int]:
        data = making._pdf([f"{said(f'第{n}节 任务', 118, 770)}\n{page}" for n in range(pages)])
        best = float("inf")
        for _ in range(2):
            begun = time.process_time()
            size = len(read(data, name="long.pdf").text)
            best = min(best, time.process_time() - begun)
        return best, size

    measure(3)
    (few, short), (many, long) = measure(6), measure(60)
    assert long > 9 * short
    assert many < 15 * few  # ten times the pages; the rest is room for a busy machine
    tracemalloc.start()
    read(making._pdf([page] * 20), name="long.pdf")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20 * 200_000  # at most 60 MB for 300 pages


@pytest.mark.parametrize("stream", [b" " * 50_000_000, b"0 0 10 10 re S\n" * 60_000, b"q " * 400_000, b"(" * 1_000_000])
def test_a_bomb_in_a_page_is_survived(stream: bytes) -> None:
    packed = zlib.compress(stream, 9)
    data = making._pdf([f"BT /F1 9 Tf 9 9 Td <{BODY.encode('utf-16-be').hex()}> Tj ET", "X"])
    at = data.rindex(b"<< /Length 1 >>\nstream\nX")
    bomb = (
        data[:at]
        + b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(packed)
        + packed
        + data[at + len(b"<< /Length 1 >>\nstream\nX") :]
    )
    begun = time.process_time()
    assert "坚持新发展理念" in read(bomb, name="bomb.pdf").text
    assert time.process_time() - begun < 10


@pytest.mark.parametrize("dictionary", [b"", b"/Subtype /Image /Width 9 /Height 9 "])
def test_a_stream_that_unpacks_to_more_than_any_page_holds_is_refused(
    dictionary: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert pdf_streams.MAX_STREAM < pdf_streams.MAX_IMAGE <= 2**28  # the same with less to pack
    monkeypatch.setattr(pdf_streams, "MAX_STREAM", 2**24)
    monkeypatch.setattr(pdf_streams, "MAX_IMAGE", 2**25)
    monkeypatch.setattr(pdf_streams, "_SAMPLE", 2**12)
    packing = zlib.compressobj(9)
    packed = b"".join(packing.compress(b" " * 5_000_000) for _ in range(8)) + packing.flush()
    data = making._pdf([f"BT /F1 9 Tf 9 9 Td <{BODY.encode('utf-16-be').hex()}> Tj ET", "X"])
    head = b"<< %s/Length %d /Filter /FlateDecode >>\nstream\n" % (dictionary, len(packed))
    bomb = data.replace(b"<< /Length 1 >>\nstream\nX", head + packed)
    assert bomb != data
    tracemalloc.start()
    with pytest.raises(errors.SourceTooLarge, match="unpacked"):
        read(bomb, name="bomb.pdf")
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


def test_a_page_with_more_words_than_a_page_holds_is_refused() -> None:
    dense = "\n".join(said(BODY, (at * 7) % 500, (at * 13) % 800 + at / 1000, 1) for at in range(1250))
    with pytest.raises(errors.SourceTooLarge, match="page 1"):
        read(making._pdf([dense]), name="dense.pdf")
