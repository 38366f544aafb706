"""Every way in which official documents number their headings is read, and what is no heading is none."""

from __future__ import annotations

import pytest

from graph_build.model import Division, Passage, Plan, SourceText
from graph_build.outline import outline
from graph_build.readers import read

BODY = "坚持新发展理念，推进产业转型升级，加快基础设施建设，完善公共服务体系，保障和改善民生，促进经济社会发展。"


def plan_of(*lines: str, gap: str = "\n") -> Plan:
    return outline(SourceText(name="plan.txt", slug="plan", text=gap.join(lines)))


def headings(plan: Plan) -> list[tuple[int, str | None, str]]:
    """Depth, number and title of every division."""
    return [(len(path), node.number, node.title) for node, path in plan.walk() if isinstance(node, Division)]


def passages(plan: Plan) -> list[tuple[str, str | None, str]]:
    return [(node.kind, node.number, node.text) for node, _ in plan.walk() if isinstance(node, Passage)]


@pytest.mark.parametrize(
    "numbers",
    [
        ("第一编", "第一章", "第一节"),
        ("第一篇", "第一章", "第一节"),
        ("第一章", "第一节", "一、"),
        ("第一章", "一、", "（一）"),
        ("一、", "（一）", "1."),
        ("一、", "(一)", "1、"),
        ("（一）", "1．", "（1）"),
        ("第1章", "1.1", "1.1.1"),
        ("第一部分", "一、", "（一）"),
    ],
)
def test_schemes_nest_as_they_are_printed(numbers: tuple[str, str, str]) -> None:
    first, second, third = numbers
    plan = plan_of(f"{first} 总体要求", BODY, f"{second} 指导思想", BODY, f"{third} 基本原则", BODY)
    assert [(depth, title) for depth, _, title in headings(plan)] == [(0, "总体要求"), (1, "指导思想"), (2, "基本原则")]


def test_a_missing_level_does_not_break_the_tree() -> None:
    plan = plan_of("第一章 总则", BODY, "（一）目标", BODY, "第二章 任务", "第一节 产业", BODY, "（一）工业", BODY)
    assert headings(plan) == [
        (0, "第一章", "总则"),
        (1, "（一）", "目标"),
        (0, "第二章", "任务"),
        (1, "第一节", "产业"),
        (2, "（一）", "工业"),
    ]


def test_a_heading_with_a_full_stop_is_a_heading_and_a_run_in_heading_a_passage() -> None:
    plan = plan_of("一、任务", "(一)构建人才高地。", BODY, f"(二)发展工业。{BODY}", f"(三)发展农业。{BODY}")
    assert headings(plan) == [(0, "一", "任务"), (1, "(一)", "构建人才高地")]
    assert passages(plan) == [
        ("paragraph", None, BODY),
        ("paragraph", "(二)", f"发展工业。{BODY}"),
        ("paragraph", "(三)", f"发展农业。{BODY}"),
    ]


def test_a_number_that_opens_a_paragraph_is_no_part_of_its_words() -> None:
    opens = ["1.防洪工程。", "（2）引水工程。", "③排涝工程。", "一是扩大内需。", "——创新驱动。", "●扩大开放。"]
    plan = plan_of("一、任务", *(start + BODY for start in opens))
    assert [(number, text[:4]) for _, number, text in passages(plan)] == [
        ("1", "防洪工程"),
        ("（2）", "引水工程"),
        ("③", "排涝工程"),
        ("一是", "扩大内需"),
        ("——", "创新驱动"),
        ("●", "扩大开放"),
    ]


def test_items_of_a_list_are_no_headings() -> None:
    plan = plan_of("一、规划依据", "1.《水法》", "2.《防洪法》", "3.《城乡规划法》", "二、任务", BODY)
    assert headings(plan) == [(0, "一", "规划依据"), (0, "二", "任务")]
    assert [kind for kind, _, _ in passages(plan)] == ["item", "item", "item", "paragraph"]


@pytest.mark.parametrize(
    "text",
    ["1.5亿元用于建设。", "3.2万人就业。", "2025年，全县经济发展。", "第一产业增加值增长4%。", "图书馆建设加快推进。"],
)
def test_a_quantity_or_a_word_is_no_number(text: str) -> None:
    plan = plan_of("一、任务", BODY, text + BODY)
    assert passages(plan)[-1][1:] == (None, text + BODY)


def test_a_contents_list_is_left_out_with_and_without_leaders() -> None:
    entries = ["第一章 总体要求", "第一节 指导思想", "第二章 主要任务", "第一节 产业发展", "第三章 保障措施"]
    body = [part for entry in entries for part in (entry, BODY)]
    plain = plan_of("某县发展规划", "目  录", *entries, *body)
    dotted = plan_of(
        "某县发展规划", "目录", *(f"{entry} ......... {page}" for page, entry in enumerate(entries, 3)), *body
    )
    assert headings(plain) == headings(dotted)
    assert [title for _, _, title in headings(plain)] == ["总体要求", "指导思想", "主要任务", "产业发展", "保障措施"]


def test_a_heading_glued_to_a_page_number_is_found() -> None:
    lines = [f"{BODY}{BODY}"[at : at + 26] for at in range(0, 100, 26)] * 8
    plan = plan_of("第一章 总则", *lines, "12 第二章 任务", *lines)
    assert [(number, title) for _, number, title in headings(plan)] == [("第一章", "总则"), ("第二章", "任务")]


def test_a_title_and_its_paragraph_on_one_line_are_parted() -> None:
    plan = plan_of(f"第一章　政策导向　　{BODY}", BODY)
    assert headings(plan) == [(0, "第一章", "政策导向")]
    assert [text for _, _, text in passages(plan)] == [BODY, BODY]


def test_run_in_headings_on_lines_of_their_own_are_joined() -> None:
    plan = plan_of("一、任务", "大力提振消费。", BODY, "扩大有效投资。", BODY, "优化营商环境。", BODY)
    assert [text for _, _, text in passages(plan)] == [
        f"大力提振消费。{BODY}",
        f"扩大有效投资。{BODY}",
        f"优化营商环境。{BODY}",
    ]
    last = [node for node, _ in plan.walk() if isinstance(node, Passage)][-1]
    start, end = last.span(0, 9)
    assert plan.source.text[start:end] == "优化营商环境。\n坚持"


def test_titles_without_numbers_are_found_where_nothing_is_numbered() -> None:
    plan = plan_of(
        "2025年工作回顾", BODY, BODY, "“十五五”时期主要目标", BODY, BODY, "2026年重点工作", BODY, "（一）扩大内需", BODY
    )
    assert headings(plan) == [
        (0, None, "2025年工作回顾"),
        (0, None, "“十五五”时期主要目标"),
        (0, None, "2026年重点工作"),
        (1, "（一）", "扩大内需"),
    ]


def test_hard_wrapped_lines_become_paragraphs_and_their_breaks_no_words() -> None:
    # A line that stood the same beside every page number would be a page head: the paragraphs differ.
    towns = ["东山", "西河", "南湖", "北岭", "中岗", "上塘"]
    paragraphs = [f"{town}镇{BODY}{BODY}{BODY}" for town in towns]
    pages: list[str] = ["第一章 总则"]
    for page, paragraph in enumerate(paragraphs, 1):
        lines = [paragraph[at : at + 28] for at in range(0, len(paragraph), 28)]
        assert not any(line.endswith("。") for line in lines[:-1]), "a full line at 。 may end its paragraph"
        pages += [f"第{'一二三四五六'[page - 1]}节 内容", *lines, *lines, str(page)]
    plan = plan_of(*pages)
    words = [text for _, _, text in passages(plan)]
    assert words == [paragraph for paragraph in paragraphs for _ in range(2)]
    for passage, _ in plan.passages():
        start, end = passage.span(26, 30)
        assert plan.source.text[start:end].replace("\n", "") == passage.text[26:30]


@pytest.mark.parametrize(
    ("lines", "inside"),
    [
        (["1.防洪工程。" + BODY, "2.引水工程。" + BODY], 2),
        (["一极引领：" + BODY, "两核带动：" + BODY, "多点联动：" + BODY], 3),
        ([BODY], 1),
    ],
)
def test_a_box_ends_where_its_kind_of_content_ends(lines: list[str], inside: int) -> None:
    plan = plan_of(
        "一、任务", "（一）水利", f"完善设施。{BODY}", "专栏1 重大工程", *lines, f"发展航运。{BODY}", "（二）交通", BODY
    )
    box = next(node for node, _ in plan.walk() if isinstance(node, Division) and node.kind == "box")
    assert (box.number, box.title, len(box.children)) == ("专栏1", "重大工程", inside)
    section = next(node for node, _ in plan.walk() if isinstance(node, Division) and node.number == "（一）")
    assert isinstance(section.children[-1], Passage) and section.children[-1].text.startswith("发展航运")


def test_figures_have_captions_and_annexes_titles() -> None:
    plan = plan_of(
        "一、布局", BODY, "图1-1 空间布局图", "二、保障", BODY, "附件2", "重点项目清单", "一、水利项目", BODY
    )
    assert ("caption", None, "图1-1空间布局图") in passages(plan) or ("caption", None, "图1-1 空间布局图") in passages(
        plan
    )
    annex = next(node for node, _ in plan.walk() if isinstance(node, Division) and node.kind == "annex")
    assert (annex.number, annex.title) == ("附件2", "重点项目清单")
    assert [child.title for child in annex.children if isinstance(child, Division)] == ["水利项目"]


def test_a_glossary_gives_definitions() -> None:
    plan = plan_of(
        "一、任务",
        BODY,
        "附件",
        "名词解释",
        "1.“四上”企业：指达到一定规模的法人单位。",
        "2.双碳：碳达峰与碳中和的简称。",
        "［3］一网通办：",
        "统一受理、集中办理的政务服务。",
    )
    assert [(term, means) for term, means, _ in plan.definitions] == [
        ("“四上”企业", "指达到一定规模的法人单位。"),
        ("双碳", "碳达峰与碳中和的简称。"),
        ("一网通办", "统一受理、集中办理的政务服务。"),
    ]
    assert {kind for kind, _, _ in passages(plan)} == {"paragraph", "definition"}
    assert all(any(passage.key == key for passage, _ in plan.passages()) for _, _, key in plan.definitions)


def test_a_page_around_the_document_is_left_out() -> None:
    plan = plan_of(
        "下载",
        "打印",
        "【字号：",
        "加大",
        "】",
        "当前位置：首页 > 政务公开",
        "某县人民政府关于印发某县产业发展规划的通知",
        "来源：某县人民政府",
        "发布时间：2022-03-01",
        "各乡镇人民政府：",
        "现将《某县产业发展规划》印发给你们，请认真组织实施，推进产业发展。",
        "某县人民政府",
        "2022年2月25日",
        "某县产业发展规划",
        "一、目标",
        BODY,
        "二、任务",
        BODY,
        "打印本页",
        "关闭窗口",
        "上一篇：无",
        "主办单位：某县人民政府",
    )
    assert [title for _, _, title in headings(plan)] == ["某县人民政府关于印发某县产业发展规划的通知", "目标", "任务"]
    about = plan.metadata
    assert (about.title, about.issuer, about.issued, about.published) == (
        "某县产业发展规划",
        "某县人民政府",
        "2022-02-25",
        "2022-03-01",
    )
    assert passages(plan)[-1][2] == BODY


def test_keys_do_not_move_when_the_text_elsewhere_changes() -> None:
    before = plan_of("一、目标", BODY, "二、任务", "推进产业发展。" + BODY)
    after = plan_of("一、目标", "新增一段：" + BODY, BODY, "二、任务", "推进产业发展。" + BODY)
    keys = {node.key for node, _ in before.walk()}
    assert keys < {node.key for node, _ in after.walk()}


def test_a_title_that_lost_the_break_before_its_paragraph_is_parted_as_its_siblings_show() -> None:
    sections = [part for n in "一二三四" for part in (f"第{n}节 发展现代服务业", BODY)]
    plan = plan_of("第一章 任务", *sections, f"第五节改造提升传统产业运用现代技术，{BODY}")
    assert headings(plan)[-1] == (1, "第五节", "改造提升传统产业")
    assert passages(plan)[-1][2] == f"运用现代技术，{BODY}"


def test_a_first_line_that_lost_its_indent_is_no_title() -> None:
    def wrapped(text: str) -> list[str]:
        return [text[:27], *(text[at : at + 29] for at in range(27, len(text), 29))]

    paragraphs = [f"（{n}）深入落实区域发展战略，把机遇优势转化为高质量发展的成效。{BODY}{BODY}" for n in "三四五"]
    plan = plan_of(*(line for paragraph in paragraphs for line in wrapped(paragraph)), *wrapped(BODY * 6))
    assert headings(plan) == []
    assert [number for _, number, _ in passages(plan)][:3] == ["（三）", "（四）", "（五）"]


def test_a_page_number_on_a_short_page_is_left_out() -> None:
    lines = [f"{BODY}{BODY}{BODY}"[at : at + 28] for at in range(0, 140, 28)] * 4
    pages: list[str] = []
    for page in range(1, 9):
        pages += [*(lines if page != 4 else ["规划的重点任务和布局。"]), str(page)]
    plan = plan_of("第一章 总则", *pages)
    assert not any(text.strip().isdigit() for _, _, text in passages(plan))


def test_radicals_of_a_text_copied_from_a_pdf_are_read_as_characters() -> None:
    plan = plan_of("⼀、总体要求", "提⾼居⺠收⼊，促进消费增⻓。" + BODY)
    assert headings(plan) == [(0, "一", "总体要求")]
    assert passages(plan)[0][2].startswith("提高居民收入，促进消费增长。")
    start, end = next(plan.passages())[0].span(0, 6)
    assert plan.source.text[start:end] == "提⾼居⺠收⼊"


def test_a_run_in_heading_stands_beside_the_title_that_its_number_follows() -> None:
    plan = plan_of("三、重点工作", "（一）发展工业。", BODY, f"（二）发展农业。{BODY}", BODY, "（三）发展旅游。", BODY)
    depths = [
        (len(path), node.number) for node, path in plan.walk() if isinstance(node, Division | Passage) and node.number
    ]
    assert depths == [(0, "三"), (1, "（一）"), (1, "（二）"), (1, "（三）")]


def test_a_number_whose_bracket_stands_on_the_line_before_is_read() -> None:
    plan = plan_of("一、回顾", "（一）发展工业。", BODY, "（", "二）改革开放持续深化。", BODY, "（三）城乡发展。", BODY)
    assert headings(plan)[2] == (1, "（二）", "改革开放持续深化")


def test_a_part_about_institutions_is_a_part() -> None:
    plan = plan_of("第一篇扩大改革开放", "第一章总则", BODY, "第二篇精神文明和民主法制建设", "第二章文化建设", BODY)
    assert headings(plan) == [
        (0, "第一篇", "扩大改革开放"),
        (1, "第一章", "总则"),
        (0, "第二篇", "精神文明和民主法制建设"),
        (1, "第二章", "文化建设"),
    ]


def test_a_title_spread_over_its_line_is_read_without_the_space() -> None:
    plan = plan_of("前    言", BODY * 2, "第一章 总体要求", BODY * 2)
    assert headings(plan)[0] == (0, None, "前言")
    heading = next(node.heading for node, _ in plan.walk() if isinstance(node, Division))
    start, end = heading.span(0, 2)
    assert plan.source.text[start:end] == "前    言"


def test_a_number_that_stands_before_a_digit_goes_on_with_the_list() -> None:
    items = [f"{n}.“计划{n}”：面向重点产业组织实施的项目。" for n in (1, 2)]
    plan = plan_of(
        "一、总体要求", BODY, "附件", "名词解释", *items, "3.2026年民生实事：扩大供给。", "4.5+2服务：由社区提供。"
    )
    assert [number for _, number, _ in passages(plan)][1:4] == ["1", "2", "3"]
    assert ("2026年民生实事", "扩大供给。") in [(term, means) for term, means, _ in plan.definitions]


def test_a_paragraph_that_the_pages_markup_broke_is_one() -> None:
    told = f"{BODY}“十五五”时期经济社会发展的"
    air = f"{BODY}大气质量持续改善，全市PM"
    plan = plan_of("一、主要目标", told, "主要目标", f"是：{BODY}", air, "2.5", f"年平均浓度保持在较低水平。{BODY}")
    assert [text for _, _, text in passages(plan)] == [
        f"{told}主要目标是：{BODY}",
        f"{air} 2.5年平均浓度保持在较低水平。{BODY}".replace("PM 2", "PM2"),
    ]


def test_notes_at_the_end_are_definitions() -> None:
    notes = ["［1］四库：水库、粮库、钱库、碳库。", "［2］1+5+N：一个中心、五个分中心和若干服务点。"]
    plan = plan_of("一、工作回顾", BODY * 2, "二、工作安排", BODY * 2, "注释", *notes)
    assert headings(plan)[-1] == (0, None, "注释")
    assert [term for term, _, _ in plan.definitions] == ["四库", "1+5+N"]


def test_what_follows_the_editors_name_is_the_pages() -> None:
    foot = ["责任编辑：", "某某某", "abcd39f1fb7f426d9dfb6bd0fa1f2146:", "关于工作报告的决议", "工作报告"]
    plan = plan_of("一、工作回顾", *[BODY] * 60, "二、工作安排", *[BODY] * 60, *foot)
    assert passages(plan)[-1][2] == BODY


def test_two_headings_that_make_one_title_name_one_annexed_document() -> None:
    text = "\n\n".join(
        (
            "# 云岭市支持产业发展若干措施",
            "## 第一章 总则",
            BODY * 2,
            "## 第二章 附则",
            BODY * 2,
            "## 云岭市促进集体经济产业转型发展",
            "## 实施细则",
            "## 第一章 总则",
            BODY * 2,
            "## 第二章 附则",
            BODY * 2,
        )
    )
    plan = outline(read(text.encode(), name="plan.md"))
    annexes = [node for node, _ in plan.walk() if isinstance(node, Division) and node.kind == "annex"]
    assert [(node.title, len(node.children)) for node in annexes] == [("云岭市促进集体经济产业转型发展实施细则", 2)]
