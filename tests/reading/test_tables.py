"""Indicator tables and project lists are rebuilt from whatever the layout left of them."""

from __future__ import annotations

import pytest

from graph_build.model import IndicatorRow, SourceText, Table
from graph_build.outline import outline
from graph_build.tabular import cells, heads

BODY = "坚持新发展理念，推进产业转型升级，加快基础设施建设，完善公共服务体系，保障和改善民生，促进经济社会发展。"


def table_of(text: str, *, before: str = "一、目标", after: str = "二、任务") -> Table:
    plan = outline(
        SourceText(
            name="plan.txt", slug="plan", text=f"某县第十四个五年规划纲要\n{before}\n{BODY}\n{text}\n{after}\n{BODY}"
        )
    )
    found = [table for table, _ in plan.tables()]
    assert len(found) == 1
    return found[0]


def shown(row: IndicatorRow) -> tuple[object, ...]:
    return (row.name, row.unit, row.nature, *((value.role, value.text) for value in row.values))


HEAD = ["序号", "指标名称", "单位", "2020年", "2025年", "年均增长", "属性"]
ROWS = [
    ["1", "地区生产总值", "亿元", "738", "1000", "6.3", "预期性"],
    ["2", "森林覆盖率", "%", "61.2", "≥62", "", "约束性"],
    ["3", "城镇新增就业人数", "万人", "1.2", "", "[6]", "预期性"],
    ["4", "单位GDP能耗降低", "%", "", "", "[14.5]", "约束性"],
    ["5", "全员劳动生产率", "万元/人", "11.0", "15.2", "6.7", "预期性"],
]
RIGHT = [
    ("地区生产总值", "亿元", "Expected", ("Baseline", "738"), ("PlannedTarget", "1000"), ("PlannedGrowth", "6.3")),
    ("森林覆盖率", "%", "Binding", ("Baseline", "61.2"), ("PlannedTarget", "≥62")),
    ("城镇新增就业人数", "万人", "Expected", ("Baseline", "1.2"), ("PlannedGrowth", "[6]")),
    ("单位GDP能耗降低", "%", "Binding", ("PlannedGrowth", "[14.5]")),
    (
        "全员劳动生产率",
        "万元/人",
        "Expected",
        ("Baseline", "11.0"),
        ("PlannedTarget", "15.2"),
        ("PlannedGrowth", "6.7"),
    ),
]


def test_one_cell_a_line_with_the_empty_cells_gone() -> None:
    table = table_of("表1 主要指标\n" + "\n".join(cell for row in [HEAD, *ROWS] for cell in row if cell))
    assert [shown(row) for row in table.indicators] == RIGHT
    assert (table.number, table.title, table.kind) == ("表1", "主要指标", "indicators")


def test_one_cell_a_line_with_blank_lines_for_empty_cells() -> None:
    table = table_of("表1 主要指标\n\n" + "\n\n".join(cell for row in [HEAD, *ROWS] for cell in row))
    assert [shown(row) for row in table.indicators] == RIGHT
    assert all(row.confidence == 1.0 for row in table.indicators)


def test_one_row_a_line() -> None:
    table = table_of("表1 主要指标\n" + "\n".join(" ".join(cell or "—" for cell in row) for row in [HEAD, *ROWS]))
    assert [shown(row) for row in table.indicators] == RIGHT


def test_a_reading_that_is_not_certain_says_so() -> None:
    rows = [*ROWS, ["6", "互联网普及率", "%", "45", "", "", "预期性"]]
    table = table_of("表1 主要指标\n" + "\n".join(cell for row in [HEAD, *rows] for cell in row if cell))
    assert [shown(row) for row in table.indicators][:5] == RIGHT
    sure = {row.name: row.confidence for row in table.indicators}
    assert sure["地区生产总值"] == 1.0 and sure["互联网普及率"] < 1.0
    assert any("互联网普及率" in doubt for doubt in table.doubts)


def test_groups_categories_and_wrapped_names_and_units() -> None:
    lines = """类别|序号|指标|单位|2020年|2025年|属性|经济发展|1|地区生产总值|亿元|100|150|预期性
2|城镇化率|常住人口城镇化率|%|48|55|预期性|户籍人口城镇化率|%|35|40|预期性|安全保障|3|亿元GDP事故死亡率|人/|亿元|0.02|0.01|约束性
4|能源储存能力|万吨|标煤
38.1|47.5|约束性|5|文化产业增加值|亿元|2019年|3.2|5.8|预期性|6|万元GDP用水量|立方米|32.1|按上级任务|约束性"""
    table = table_of("表二 指标体系\n" + lines.replace("|", "\n") + "\n注：1.数据为初步数。\n2.按新口径统计。")
    assert [(row.category, row.parent, row.serial, row.name, row.unit) for row in table.indicators] == [
        ("经济发展", None, "1", "地区生产总值", "亿元"),
        ("经济发展", "城镇化率", "2", "常住人口城镇化率", "%"),
        ("经济发展", "城镇化率", "2", "户籍人口城镇化率", "%"),
        ("安全保障", None, "3", "亿元GDP事故死亡率", "人/亿元"),
        ("安全保障", None, "4", "能源储存能力", "万吨标煤"),
        ("安全保障", None, "5", "文化产业增加值", "亿元"),
        ("安全保障", None, "6", "万元GDP用水量", "立方米"),
    ]
    dated = table.indicators[5].values[0]
    assert (dated.text, dated.year, dated.role, dated.value) == ("3.2", 2019, "Baseline", 3.2)
    assert table.indicators[6].values[1].text == "按上级任务" and table.indicators[6].values[1].value is None
    assert [note.text[:4] for note in table.notes] == ["注：1.", "2.按新"]


def test_heads_of_two_storeys_are_dealt_out() -> None:
    flat = heads.flat(
        [
            "序号",
            "指标名称",
            "2015年",
            "规划目标",
            "完成情况",
            "指标",
            "属性",
            "2020年",
            "年均增幅(%)",
            "2020年",
            "年均增幅(%)",
        ],
        2025,
    )
    assert [(column.kind, column.role, column.year) for column in flat] == [
        ("serial", None, None),
        ("name", None, None),
        ("value", "Baseline", 2015),
        ("value", "PlannedTarget", 2020),
        ("value", "PlannedGrowth", 2020),
        ("value", "Actual", 2020),
        ("value", "ActualGrowth", 2020),
        ("nature", None, None),
    ]


@pytest.mark.parametrize(
    ("text", "value", "year", "cumulative"),
    [
        ("464.84", 464.84, None, False),
        ("≥93.3", 93.3, None, False),
        ("96以上", 96.0, None, False),
        ("[10]", 10.0, None, True),
        ("[-50%]", -50.0, None, True),
        ("89.01%", 89.01, None, False),
        ("2019年32.21", 32.21, 2019, False),
        ("13,000", 13000.0, None, False),
        ("[21.2、20.3、15、15]", None, None, True),
        ("3～5", None, None, False),
        ("与经济增长同步", None, None, False),
    ],
)
def test_values_are_taken_apart(text: str, value: float | None, year: int | None, cumulative: bool) -> None:
    number = cells.parse(text)
    assert (number.value, number.year, number.cumulative) == (value, year, cumulative)
    assert cells.is_value(text) or value is None


@pytest.mark.parametrize(
    "unit", ["%", "亿元", "万元/人", "微克/立方米", "人/亿元", "万吨标煤", "万m³/小时", "张", "千瓦时", "件/万人", "‰"]
)
def test_units_are_known(unit: str) -> None:
    assert cells.is_unit(unit)


@pytest.mark.parametrize("word", ["地区生产总值", "森林覆盖率", "人才资源总量", "预期性", "序号"])
def test_names_are_no_units(word: str) -> None:
    assert not cells.is_unit(word)


def test_a_project_list_gives_projects_with_sums_periods_and_places() -> None:
    lines = """序号|项目名称|建设性质|建设内容及规模|建设地点|建设年限|总投资（万元）|责任单位
1|云岭水库工程|新建|总库容1200万立方米，坝高45米。|云岭镇|2021-2025|32000|县水利局
2|县城至高铁站道路（一期）|续建|全长8.6公里，双向四车道。|城关镇|2020-2023|15,600|县交通运输局
3|人民医院迁建项目|前期|新增床位300张。|城关镇|2023-2026|28000|县卫生健康局
合计|75600"""
    table = table_of("附表1 重点项目表\n" + lines.replace("|", "\n"), after="附件2")
    assert table.kind == "projects"
    assert [
        (row.name, row.investment, row.investment_unit, row.period, row.place, row.organization)
        for row in table.projects
    ] == [
        ("云岭水库工程", 32000.0, "万元", "2021-2025", "云岭镇", "县水利局"),
        ("县城至高铁站道路（一期）", 15600.0, "万元", "2020-2023", "城关镇", "县交通运输局"),
        ("人民医院迁建项目", 28000.0, "万元", "2023-2026", "城关镇", "县卫生健康局"),
    ]
    assert table.projects[0].content == "总库容1200万立方米，坝高45米。"


def test_a_table_in_a_box_takes_the_boxes_name() -> None:
    lines = "\n".join(cell for row in [HEAD, *ROWS] for cell in row if cell)
    table = table_of("专栏1 “十四五”时期主要指标\n" + lines)
    assert (table.number, table.title) == ("专栏1", "“十四五”时期主要指标")
    assert len(table.indicators) == 5


def test_other_tables_keep_their_cells() -> None:
    table = table_of(
        "表5 防洪标准\n序号\n城市名称\n发生时间\n降雨情况\n1\n甲市\n2011年6月\n持续强降雨"
        "\n2\n乙市\n2013年10月\n台风\n3\n丙市\n2014年6月\n暴雨"
    )
    assert (table.kind, table.indicators, table.projects) == ("other", (), ())
    assert ("持续强降雨",) in table.cells
