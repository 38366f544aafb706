"""Nothing that is fed to the readers and the outline crashes, hangs, or breaks the tie between words and places."""

from __future__ import annotations

import contextlib
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph_build.errors import NotAPlan, SourceEmpty
from graph_build.model import Division, Plan, SourceText, Table
from graph_build.outline import outline
from graph_build.readers import read
from ontology.errors import GuihuaError

POLICY = "推进产业转型升级，加快基础设施建设，完善公共服务体系，保障和改善民生，促进经济社会发展。"
LINES = st.sampled_from(
    [
        "第一章 总则",
        "第二章　发展目标",
        "第一节 指导思想",
        "一、总体要求",
        "二、主要任务 12",
        "（一）加快发展。",
        "(二)优化布局",
        "1.完善体系。加快建设。",
        "1．推进项目",
        "2.",
        "（1）培育企业",
        "①做强产业",
        "1.1 基础条件",
        "1.1.1 现状",
        "一是扩大内需。稳定投资。",
        "——坚持创新驱动。",
        "专栏1 重大工程",
        "专栏",
        "表1 主要指标",
        "图1 空间格局",
        "附件1",
        "附件：1.名单",
        "附表2 项目表",
        "注：1.数据。",
        "2.口径。",
        "目  录",
        "名词解释",
        "序号",
        "指标",
        "单位",
        "2020年",
        "2025年",
        "属性",
        "预期性",
        "约束性",
        "亿元",
        "%",
        "1",
        "2",
        "3",
        "12.5",
        "[10]",
        "≥93.3",
        "-",
        "按上级任务",
        "项目名称",
        "建设内容",
        "总投资（万元）",
        "建设地点",
        "新建",
        "2021-2025",
        "合计",
        "- 3 -",
        "第 4 页",
        "12",
        "I V",
        "打印 关闭",
        "来源：某报",
        "> 首页",
        "某县人民政府关于印发某县规划的通知",
        "某县国民经济和社会发展第十四个五年规划纲要",
        "2021年5月1日",
        POLICY,
        POLICY * 3,
        POLICY[:18],
        POLICY[18:30],
        "序号 指标 单位 2020年 2025年 属性",
        "1 产值 亿元 10 20 预期性",
        "\u200b\u202e一、\u200f建设",
        "\x0c",
        "\ufffc",
        "2 0 2 5 年 目标",
        "**加粗**",
        "| a | b |",
    ]
)
TEXTS = st.lists(
    st.tuples(LINES, st.sampled_from(["\n", "\n\n", "\r\n", "\n\n\n\n", " ", "\u3000", "\u2028", ""])), max_size=60
).map(lambda pieces: "".join(line + gap for line, gap in pieces))
ANY = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=400)
QUICK = settings(max_examples=120, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


def tied(plan: Plan) -> None:
    """Every node stands in the text, in order, and every passage's words are a slice of it but for layout breaks."""
    text = plan.source.text
    keys: set[str] = set()
    for node, path in plan.walk():
        assert 0 <= node.start <= node.end <= len(text)
        assert node.key not in keys
        keys.add(node.key)
        for division in path:
            assert division.start <= node.start and node.end <= division.end
        if isinstance(node, Division):
            assert node.level >= 1 and node.heading.key == node.key and node.heading.text == node.title
        if isinstance(node, Table):
            for row in node.indicators:
                assert 0.0 < row.confidence <= 1.0
                for value in row.values:
                    assert text[value.start : value.end] == value.text
    before = -1
    for passage, _ in plan.passages():
        assert passage.start >= before
        before = passage.start
    for passage, _ in plan.texts():
        for i, character in enumerate(passage.text):
            start, end = passage.span(i, i + 1)
            assert text[start:end] == character or character == " "
        if passage.offsets is not None:
            assert list(passage.offsets) == sorted(set(passage.offsets))


def try_outline(text: str, media_type: str = "text/plain") -> None:
    try:
        plan = outline(SourceText(name="hostile.txt", slug="hostile", text=text, media_type=media_type))
    except GuihuaError:
        return
    tied(plan)


@given(TEXTS)
@QUICK
def test_any_mixture_of_a_plans_lines_is_read(text: str) -> None:
    try_outline(POLICY + "\n" + text + "\n" + POLICY)


@given(TEXTS)
@QUICK
def test_any_mixture_of_lines_is_read_as_markdown(text: str) -> None:
    try_outline(POLICY + "\n" + text, "text/markdown")


@given(ANY)
@QUICK
def test_any_characters_are_read(text: str) -> None:
    try_outline(POLICY + text + POLICY)


@given(st.binary(max_size=600), st.sampled_from(["x.txt", "x.md", "x.html", "x.docx", "x.pdf", "x"]))
@QUICK
def test_any_bytes_give_a_document_or_a_clear_word(data: bytes, name: str) -> None:
    try:
        source = read(data, name=name)
        outline(source)
    except GuihuaError as error:
        assert error.render("en") and "\n" not in error.render("en")


@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<div>",
                "</div>",
                "<table>",
                "</table>",
                "<tr>",
                "</tr>",
                "<td rowspan=9>",
                "<td colspan='0'>",
                "<td>",
                "</td>",
                "<li>",
                "<ol start=x>",
                "</ol>",
                "<h1>",
                "</h2>",
                "<b>",
                "</b>",
                "<br>",
                "<script>",
                "</script>",
                "<!--",
                "-->",
                "&nbsp;",
                "&#0;",
                "&lt;",
                "<![CDATA[",
                "<frameset>",
                "<svg>",
                "一、",
                POLICY,
                "专栏1 工程",
                "<style>p{}</style>",
                "\x00",
            ]
        ),
        max_size=80,
    )
)
@QUICK
def test_any_tag_soup_is_read(pieces: list[str]) -> None:
    with contextlib.suppress(GuihuaError):
        tied(outline(read(("<html>" + "".join(pieces) + POLICY).encode(), name="soup.html")))


def test_deeply_nested_pages_are_survived() -> None:
    page = "<div>" * 30_000 + f"<p>{POLICY}</p>" + "</div>" * 30_000 + f"<p>{POLICY}</p>"
    with contextlib.suppress(GuihuaError):
        read(page.encode(), name="deep.html")


def test_lone_surrogates_do_not_stop_the_outline() -> None:
    try_outline(POLICY + "\n一、发展\ud800目标\n" + POLICY)


def test_a_text_of_line_breaks_is_empty() -> None:
    with pytest.raises(SourceEmpty):
        read(b"\n" * 1_000_000, name="breaks.txt")


@pytest.mark.parametrize(
    "text",
    [
        "床前明月光，疑是地上霜。举头望明月，低头思故乡。",
        "却说那日宝玉正在房中闲坐，忽见袭人进来，笑道：“老太太叫你呢。”宝玉听了，忙起身往外走，只见院子里花开得正好，几个小丫头在廊下说笑。"
        * 8,
        "第一章 雨夜\n他推开门，屋里没有人。桌上的茶已经凉了，窗外的雨还在下。母亲的信就压在茶杯下面。"
        "信纸有些发黄。他坐下来，慢慢地读，读到一半，眼泪就流下来了。\n" * 9,
        "The Government of the Province will promote industrial upgrading and infrastructure. " * 30,
        "昨晚的比赛中，主队在下半场连入三球，最终以三比一逆转获胜。赛后主教练表示，球队的状态正在回升，希望在接下来的比赛中继续保持。"
        * 5,
        "ＡＢＣ 123 456 " * 50,
    ],
)
def test_what_is_no_plan_is_refused_with_a_reason(text: str) -> None:
    with pytest.raises(NotAPlan) as caught:
        outline(SourceText(name="other.txt", slug="other", text=text))
    assert caught.value.render("en").startswith("other.txt: this does not read like a Chinese plan")
    assert "不像中文规划" in caught.value.render("zh")


@pytest.mark.parametrize(
    "text",
    [
        POLICY,
        "一、总体要求\n" + POLICY,
        "到2025年，全县地区生产总值突破300亿元，年均增长7%以上。",
        "（二）改造提升传统产业。推动纺织、建材企业技术改造，淘汰落后产能。",
        "堅持新發展理念，推進產業轉型升級，加強基礎設施建設，完善公共服務體系，改善民生。" * 3,
    ],
)
def test_a_short_excerpt_of_a_plan_is_accepted(text: str) -> None:
    outline(SourceText(name="excerpt.txt", slug="excerpt", text=text))


@pytest.mark.slow
def test_reading_is_linear_in_the_texts_size() -> None:
    from tests.conftest import LINHAI

    text = read(LINHAI).text

    def seconds(times: int) -> float:
        source = SourceText(name="long.txt", slug="long", text=text * times)
        best = float("inf")
        for _ in range(3):
            begun = time.process_time()
            outline(source)
            best = min(best, time.process_time() - begun)
        return best

    outline(SourceText(name="warm.txt", slug="warm", text=text))
    # Ten times the text takes at most eleven times as long; the rest is room for a busy machine.
    assert seconds(30) < 15 * seconds(3)


@pytest.mark.slow
@pytest.mark.parametrize(
    "line",
    [
        "1\n",
        "一、\n",
        "专栏1 甲\n",
        "目录\n",
        "序号\n指标\n单位\n2020年\n2025年\n属性\n1\n",
        "第一章 总则\n",
        "（",
        "《",
        "-",
        " \n \n",
        "附件\n",
        POLICY + "\n",
        "某县规划\n",
        POLICY[:20] + "\n",
    ],
)
def test_a_long_text_of_one_line_repeated_takes_no_longer(line: str) -> None:
    text = POLICY + "\n" + line * (100_000 // len(line))
    begun = time.process_time()
    try_outline_only(text)
    assert time.process_time() - begun < 4.0


def try_outline_only(text: str) -> None:
    with contextlib.suppress(GuihuaError):
        outline(SourceText(name="long.txt", slug="long", text=text))
