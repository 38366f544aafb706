"""What Word files hold beside their paragraphs: notes, comments, text boxes, boxes of two columns."""

from __future__ import annotations

import io
import zipfile

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from graph_build.model import Division, Passage
from graph_build.outline import outline
from graph_build.readers import read

BODY = "坚持新发展理念，推进产业转型升级，加快基础设施建设，完善公共服务体系，保障和改善民生，促进经济社会发展。"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def saved(document: Document, **parts: str) -> bytes:
    """The document's bytes, with further parts (``footnotes``, ``endnotes``) put into its package."""
    out = io.BytesIO()
    document.save(out)
    if not parts:
        return out.getvalue()
    made = io.BytesIO()
    with zipfile.ZipFile(out) as package, zipfile.ZipFile(made, "w") as target:
        for name in package.namelist():
            data = package.read(name).decode("utf-8") if name.endswith((".xml", ".rels")) else package.read(name)
            if name == "word/_rels/document.xml.rels":
                assert isinstance(data, str)
                rels = (
                    f'<Relationship Id="x{kind}" Type="{_KIND}/{kind}" Target="{kind}.xml"/>' for kind in sorted(parts)
                )
                data = data.replace("</Relationships>", "".join(rels) + "</Relationships>")
            target.writestr(name, data)
        for kind, xml in parts.items():
            target.writestr(f"word/{kind}.xml", f'<?xml version="1.0" encoding="UTF-8"?>{xml}')
    return made.getvalue()


def notes(kind: str, *texts: str) -> str:
    inner = f'<w:{kind} w:type="separator" w:id="-1"><w:p><w:r><w:t>线</w:t></w:r></w:p></w:{kind}>'
    for at, text in enumerate(texts, 1):
        inner += f'<w:{kind} w:id="{at}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:{kind}>'
    return f"<w:{kind}s {_W}>{inner}</w:{kind}s>"


def refer(document: Document, kind: str, key: int) -> None:
    run = document.paragraphs[-1].add_run()
    run._r.append(parse_xml(f'<w:{kind}Reference {nsdecls("w")} w:id="{key}"/>'))
    document.paragraphs[-1].add_run("推进项目建设。")


def test_footnotes_and_endnotes_follow_the_text_and_define_their_terms() -> None:
    document = docx.Document()
    document.add_heading("一、主要任务", 1)
    document.add_paragraph("实施双百行动" + BODY)
    refer(document, "footnote", 2)
    document.add_paragraph("推行一网通办" + BODY)
    refer(document, "footnote", 1)
    refer(document, "endnote", 1)
    data = saved(
        document,
        footnotes=notes("footnote", "一网通办：统一受理、集中办理的政务服务。", "“双百行动”：培育百家企业、百个品牌。"),
        endnotes=notes("endnote", "数据来源于统计公报。"),
    )
    source = read(data, name="notes.docx")
    plan = outline(source)
    assert [(term, means) for term, means, _ in plan.definitions] == [
        ("双百行动", "培育百家企业、百个品牌。"),
        ("一网通办", "统一受理、集中办理的政务服务。"),
    ]
    found = [node for node, _ in plan.walk() if isinstance(node, Passage)]
    assert [(node.kind, node.number) for node in found[-3:]] == [
        ("definition", "［1］"),
        ("definition", "［2］"),
        ("paragraph", "［3］"),
    ]
    assert found[0].text == f"实施双百行动{BODY}推进项目建设。"
    at = source.text.index("培育百家企业")
    assert next(origin.label for origin in source.origins if origin.start <= at < origin.end) == "footnote 1"
    assert not any("线" in passage.text for passage in found)


def test_comments_of_reviewers_are_left_out_with_a_word() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph(BODY)
    document.add_comment(paragraph.runs, text="此处数据请核实", author="审稿人")
    source = read(saved(document), name="draft.docx")
    assert "核实" not in source.text
    assert source.warnings == ("draft.docx: 1 reviewers' comments were left out; they are no part of the document",)


def test_notes_with_entities_are_not_expanded() -> None:
    document = docx.Document()
    document.add_paragraph(BODY)
    refer(document, "footnote", 1)
    attack = (
        "<!--"
        + " " * 5000
        + '--><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
        + notes("footnote", "名词：&a;")
    )
    text = read(saved(document, footnotes=attack), name="attack.docx").text
    assert "名词" not in text or text.rstrip().endswith("名词：")


def test_a_box_of_labels_and_texts_is_read_as_a_box() -> None:
    document = docx.Document()
    document.add_heading("一、水利", 1)
    document.add_paragraph(BODY)
    table = document.add_table(rows=3, cols=2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "专栏1 水利重大工程"
    for row, texts in enumerate((("防洪工程", "新建堤防12公里，" + BODY), ("引水工程", "新建水库3座，" + BODY)), 1):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    document.add_heading("二、交通", 1)
    document.add_paragraph(BODY)
    plan = outline(read(saved(document), name="box.docx"))
    box = next(node for node, _ in plan.walk() if isinstance(node, Division) and node.kind == "box")
    assert (box.number, box.title) == ("专栏1", "水利重大工程")
    assert [child.text[:6] for child in box.children if isinstance(child, Passage)] == [
        "防洪工程",
        "新建堤防12",
        "引水工程",
        "新建水库3座",
    ]
