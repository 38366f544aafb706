"""The same document in every format gives the same outline, tables and words."""

from __future__ import annotations

import io
import zipfile

import pytest

from graph_build import errors
from graph_build.model import Division, Passage, Plan, Table
from graph_build.outline import outline
from graph_build.readers import read
from tests.reading import making

FORMATS = {"txt": making.as_text, "html": making.as_html, "docx": making.as_docx, "pdf": making.as_pdf}


def drawn(plan: Plan) -> list[tuple[object, ...]]:
    """What a reader sees of a plan: nodes with their depth, kind, number and words."""
    out: list[tuple[object, ...]] = []
    for node, path in plan.walk():
        if isinstance(node, Division):
            out.append((len(path), node.kind, node.level, node.number, node.title))
        elif isinstance(node, Passage):
            out.append((len(path), node.kind, node.number, node.text))
        else:
            out.append(
                (
                    len(path),
                    node.kind,
                    node.number,
                    node.title,
                    *(
                        (
                            row.name,
                            row.unit,
                            row.nature,
                            *((value.role, value.text, value.year) for value in row.values),
                        )
                        for row in node.indicators
                    ),
                )
            )
    return out


@pytest.mark.parametrize("kind", ["html", "docx", "pdf"])
def test_a_document_is_the_same_in_every_format(kind: str) -> None:
    expected = outline(read(making.as_text(), name="yunling.txt"))
    plan = outline(read(FORMATS[kind](), name=f"yunling.{kind}"))
    assert drawn(plan) == drawn(expected)
    assert plan.metadata == expected.metadata


@pytest.mark.parametrize("kind", list(FORMATS))
def test_every_span_of_every_format_is_a_slice_of_its_text(kind: str) -> None:
    plan = outline(read(FORMATS[kind](), name=f"yunling.{kind}"))
    text = plan.source.text
    for passage, _ in plan.texts():
        start, end = passage.span(0, len(passage.text))
        assert "".join(text[start:end].split()) == "".join(passage.text.split())
    for table, _ in plan.tables():
        for row in table.indicators:
            assert text[row.start : row.end].startswith(row.name[:2])
            assert all(text[value.start : value.end] == value.text for value in row.values)


def test_the_expected_tree_is_the_one_that_was_written() -> None:
    plan = outline(read(making.as_text(), name="yunling.txt"))
    assert [(d.kind, d.number, d.title) for d in plan.children if isinstance(d, Division)] == [
        ("chapter", "一", "发展基础与目标"),
        ("chapter", "二", "加快构建现代产业体系"),
    ]
    box = next(node for node, _ in plan.walk() if isinstance(node, Division) and node.kind == "box")
    assert (box.number, box.title, len(box.children)) == ("专栏1", "特色农业重点工程", 2)
    assert plan.metadata.title == making.TITLE
    assert (plan.metadata.place, plan.metadata.period_start, plan.metadata.period_end) == ("云岭县", 2021, 2025)


def test_passages_know_where_they_stood_in_the_original() -> None:
    pdf = read(making.as_pdf((*making.PLAN, *making.PLAN[1:])), name="yunling.pdf")
    at = pdf.text.rindex("推进云岭经济开发区")
    assert next(origin.label for origin in pdf.origins if origin.start <= at < origin.end) == "2"
    assert {origin.kind for origin in pdf.origins} == {"page"}
    page = read(making.as_html(), name="yunling.html")
    at = page.text.index("坚持把发展经济")
    assert next(origin.label for origin in page.origins if origin.start <= at < origin.end).startswith("html/body/div")
    word = read(making.as_docx(), name="yunling.docx")
    assert all(origin.label.isdigit() for origin in word.origins)


def test_a_pages_menu_scripts_and_footer_are_not_read() -> None:
    text = read(making.as_html(), name="yunling.html").text
    assert not any(word in text for word in ("脚本", "首页", "政务公开", "版权所有", "margin"))


def test_merged_cells_of_a_word_table_stand_in_all_their_places() -> None:
    import docx

    document = docx.Document()
    document.add_paragraph("表1 主要指标")
    table = document.add_table(rows=4, cols=5)
    for row, texts in zip(
        table.rows,
        (
            ("类别", "指标", "2020年", "2025年", "属性"),
            ("经济发展", "地区生产总值（亿元）", "100", "150", "预期性"),
            ("", "全员劳动生产率（万元/人）", "10", "14", "预期性"),
            ("生态环境", "森林覆盖率（%）", "60", "62", "约束性"),
        ),
        strict=True,
    ):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    document.add_paragraph("加快推进产业发展，完善基础设施，保障民生改善，推动生态环境建设，促进经济社会发展。" * 3)
    out = io.BytesIO()
    document.save(out)
    plan = outline(read(out.getvalue(), name="merged.docx"))
    rows = next(table for table, _ in plan.tables()).indicators
    assert [(row.category, row.name, row.unit, row.nature) for row in rows] == [
        ("经济发展", "地区生产总值", "亿元", "Expected"),
        ("经济发展", "全员劳动生产率", "万元/人", "Expected"),
        ("生态环境", "森林覆盖率", "%", "Binding"),
    ]


def test_automatic_numbers_of_word_paragraphs_are_spelled_out() -> None:
    import docx
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    document = docx.Document()
    numbering = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/>'
        f'<w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="{shown}"/></w:lvl>'
        for at, shown in enumerate(("%1、", "（%2）"))
    )
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    body = "推进产业发展，完善基础设施，保障和改善民生，加强生态环境建设，促进经济社会高质量发展，提升公共服务水平。"
    for level, text in ((0, "总体要求"), (1, "指导思想"), (1, "基本原则"), (0, "重点任务")):
        paragraph = document.add_paragraph(text)
        paragraph._p.get_or_add_pPr().append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>')
        )
        document.add_paragraph(body)
    out = io.BytesIO()
    document.save(out)
    plan = outline(read(out.getvalue(), name="numbered.docx"))
    assert [(node.number, node.title) for node, _ in plan.walk() if isinstance(node, Division)] == [
        ("一", "总体要求"),
        ("（一）", "指导思想"),
        ("（二）", "基本原则"),
        ("二", "重点任务"),
    ]


def test_markdown_signs_are_no_words() -> None:
    text = "\n\n".join(
        (
            "# 某县产业发展行动计划",
            "## 一、总体要求",
            "推进**产业转型**升级，加快项目建设，完善服务体系，保障企业发展。",
            "- 1. 建设产业园区，引进龙头企业。\n- 2. 完善基础设施，优化营商环境。",
            "| 指标 | 单位 | 2020年 | 2025年 | 属性 |\n| --- | --- | --- | --- | --- |\n"
            "| 工业增加值 | 亿元 | 50 | 80 | 预期性 |\n| 企业数量 | 家 | 120 | 200 | 预期性 |\n",
        )
    )
    plan = outline(read(text.encode(), name="plan.md"))
    assert plan.source.text == text
    assert plan.metadata.title == "某县产业发展行动计划"
    words = [passage.text for passage, _ in plan.texts()]
    assert "推进产业转型升级，加快项目建设，完善服务体系，保障企业发展。" in words
    assert not any(sign in word for word in words for sign in ("#", "**", "- "))
    table = next(table for table, _ in plan.tables())
    assert [(row.name, row.unit, [value.text for value in row.values]) for row in table.indicators] == [
        ("工业增加值", "亿元", ["50", "80"]),
        ("企业数量", "家", ["120", "200"]),
    ]


def test_a_scanned_pdf_says_so() -> None:
    with pytest.raises(errors.ScannedPdf, match="ocrmypdf"):
        read(making._pdf([""]), name="scan.pdf")


@pytest.mark.parametrize(("name", "data"), [("a.pdf", b"%PDF-1.7\nbroken"), ("a.docx", b"PK\x03\x04broken")])
def test_a_broken_file_is_an_error(name: str, data: bytes) -> None:
    with pytest.raises(errors.FormatBroken):
        read(data, name=name)


def test_a_zip_bomb_is_not_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * (90 * 2**20))
    with pytest.raises(errors.SourceTooLarge, match="80 MB"):
        read(out.getvalue(), name="bomb.docx")


def test_an_entity_attack_is_refused() -> None:
    entities = '<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">'
    attack = f'<?xml version="1.0"?><!DOCTYPE x [{entities}]><w:document xmlns:w="x">&b;</w:document>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("word/document.xml", attack)
    with pytest.raises(errors.FormatBroken, match="declares entities"):
        read(out.getvalue(), name="attack.docx")


def test_a_table_in_a_page_keeps_its_cells() -> None:
    plan = outline(read(making.as_html(), name="yunling.html"))
    table = next(node for node, _ in plan.walk() if isinstance(node, Table))
    assert table.cells[1] == ("1", "地区生产总值", "亿元", "186.5", "260", "预期性")
