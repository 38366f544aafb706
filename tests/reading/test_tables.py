"""Indicator tables and project lists are rebuilt from whatever the layout left of them."""

from __future__ import annotations

import pytest

from graph_build.model import IndicatorRow, SourceText, Table
from graph_build.outline import outline
from graph_build.readers import read
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


def page(rows: list[list[str]], caption: str = "表1 主要指标") -> Table:
    """The table of a page; a cell may begin with its attributes: ``colspan=2|规划目标``."""
    cells = (
        "<tr>"
        + "".join(f"<td {cell.split('|')[0] if '|' in cell else ''}>{cell.split('|')[-1]}</td>" for cell in row)
        + "</tr>"
        for row in rows
    )
    html = (
        f"<html><body><h1>某县第十四个五年规划纲要</h1><p>一、目标</p><p>{BODY}</p><p>{caption}</p>"
        f"<table>{''.join(cells)}</table><p>二、任务</p><p>{BODY}</p></body></html>"
    )
    return next(table for table, _ in outline(read(html.encode(), name="page.html")).tables())


NATIONAL = ["类别", "序号", "指标", "2020年", "2025年", "年均/累计", "属性"]
NATIONAL_ROWS = [
    ["经济发展", "1", "地区生产总值增长（%）", "", "", "6左右", "预期性"],
    ["", "2", "全员劳动生产率增长（%）", "", "", "高于GDP增长", "预期性"],
    ["", "3", "常住人口城镇化率（%）", "60.6", "65", "", "预期性"],
    ["民生福祉", "4", "城镇调查失业率（%）", "5.2", "", "<5.5", "预期性"],
    ["安全保障", "5", "粮食综合生产能力（亿吨）", "", ">6.5", "", "约束性"],
]


@pytest.mark.parametrize(
    ("gap", "between"), [("\n\n", "\n\n"), ("\n", "\t")], ids=["blank lines for empty cells", "tabs between cells"]
)
def test_where_empty_cells_show_every_figure_is_sure(gap: str, between: str) -> None:
    table = table_of("表1 主要指标" + gap + gap.join(between.join(row) for row in [NATIONAL, *NATIONAL_ROWS]))
    assert [(row.category, *shown(row)) for row in table.indicators] == [
        ("经济发展", "地区生产总值增长", "%", "Expected", ("PlannedTarget", "6左右")),
        ("经济发展", "全员劳动生产率增长", "%", "Expected", ("PlannedTarget", "高于GDP增长")),
        ("经济发展", "常住人口城镇化率", "%", "Expected", ("Baseline", "60.6"), ("PlannedTarget", "65")),
        ("民生福祉", "城镇调查失业率", "%", "Expected", ("Baseline", "5.2"), ("PlannedTarget", "<5.5")),
        ("安全保障", "粮食综合生产能力", "亿吨", "Binding", ("PlannedTarget", ">6.5")),
    ]
    assert all(row.confidence == 1.0 for row in table.indicators)


def test_natures_may_stand_before_units_and_figures() -> None:
    lines = """指标名称|指标属性|计量单位|“十三五”末|“十四五”末|年均增速（%）|地区生产总值|预期性|亿元|320|450|7
PM2.5浓度|约束性|微克/立方米|38|35|规模以上工业增加值增速|预期性|%|8.2|8"""
    table = table_of("表2 主要指标\n" + lines.replace("|", "\n"))
    assert [shown(row) for row in table.indicators][:2] == [
        ("地区生产总值", "亿元", "Expected", ("Baseline", "320"), ("PlannedTarget", "450"), ("PlannedGrowth", "7")),
        ("PM2.5浓度", "微克/立方米", "Binding", ("Baseline", "38"), ("PlannedTarget", "35")),
    ]


def test_lines_between_the_rows_are_categories() -> None:
    lines = """序号|指标|单位|2020年|2025年|指标属性|（一）经济发展|1|地区生产总值|亿元|100|150|预期性
（二）民生福祉|2|城镇新增就业|人|5000|[25000]|预期性|（三）生态环境|3|森林覆盖率|%|60|62|约束性"""
    flat = table_of("表1 指标\n" + lines.replace("|", "\n"))
    grid = page(
        [
            ["序号", "指标", "单位", "2020年", "2025年", "属性"],
            ["colspan=6|一、经济发展"],
            ["1", "地区生产总值", "亿元", "100", "150", "预期性"],
            ["colspan=6|二、民生福祉"],
            ["2", "城镇新增就业", "人", "5000", "[25000]", "预期性"],
            ["colspan=6|三、生态环境"],
            ["3", "森林覆盖率", "%", "60", "62", "约束性"],
            ["colspan=6|注：[]为五年累计数。"],
        ]
    )
    for table in (flat, grid):
        assert [(row.category, row.name) for row in table.indicators] == [
            ("经济发展", "地区生产总值"),
            ("民生福祉", "城镇新增就业"),
            ("生态环境", "森林覆盖率"),
        ]
    assert [note.text for note in grid.notes] == ["注：[]为五年累计数。"]


def test_heads_of_two_rows_and_merged_names_of_a_page() -> None:
    table = page(
        [
            [f"rowspan=2|{head}" for head in ("序号",)]
            + [
                "rowspan=2 colspan=2|指标",
                "rowspan=2|单位",
                "rowspan=2|2025年",
                "colspan=2|规划目标",
                "rowspan=2|属性",
            ],
            ["2030年", "年均增速<br>〔累计〕"],
            ["rowspan=2|1", "rowspan=2|城镇化率", "常住人口城镇化率", "%", "50", "55", "〔5〕", "预期性"],
            ["户籍人口城镇化率", "%", "40", "45", "", "预期性"],
            ["2", "colspan=2|地区生产总值", "亿元", "100", "150", "8%", "预期性"],
        ]
    )
    assert [(row.parent, row.name, *((v.role, v.year, v.text) for v in row.values)) for row in table.indicators] == [
        (
            "城镇化率",
            "常住人口城镇化率",
            ("Baseline", 2025, "50"),
            ("PlannedTarget", 2030, "55"),
            ("PlannedGrowth", 2030, "〔5〕"),
        ),
        ("城镇化率", "户籍人口城镇化率", ("Baseline", 2025, "40"), ("PlannedTarget", 2030, "45")),
        (
            None,
            "地区生产总值",
            ("Baseline", 2025, "100"),
            ("PlannedTarget", 2030, "150"),
            ("PlannedGrowth", 2030, "8%"),
        ),
    ]


def test_what_is_past_and_what_is_aimed_at_is_told_by_the_heads_and_the_caption() -> None:
    done = """序号|指标名称|单位|规划目标值|2020年完成值|完成情况|1|地区生产总值|亿元|300|320|完成
2|财政收入|亿元|20|18.5|未完成"""
    table = table_of("表1 “十三五”规划主要指标完成情况\n" + done.replace("|", "\n"))
    assert [(v.role, v.year, v.text) for v in table.indicators[1].values] == [
        ("PlannedTarget", 2020, "20"),
        ("Actual", 2020, "18.5"),
    ]
    years = page(
        [
            ["指标", "2023年", "2024年", "2025年目标"],
            ["地区生产总值（亿元）", "300", "320", "345"],
            ["就业（人）", "5", "6", "7"],
        ]
    )
    assert [(v.role, v.year) for v in years.indicators[0].values] == [
        ("Actual", 2023),
        ("Baseline", 2024),
        ("PlannedTarget", 2025),
    ]
    result = page(
        [
            ["指标", "单位", "2020年实绩", "2025年目标"],
            ["地区生产总值", "亿元", "100", "150"],
            ["绿化率", "%", "5", "6"],
        ]
    )
    assert [v.role for v in result.indicators[0].values] == ["Baseline", "PlannedTarget"]


def test_a_project_list_without_serial_numbers_is_counted_out() -> None:
    lines = """项目名称|建设内容|建设地点|总投资（万元）|建设年限|牵头单位
智慧城市大脑|建设城市运行管理平台。|城区|12000|2021-2023|市大数据局
冷链物流中心|建设冷库5万吨。|高新区|35000|2022-2024|市商务局"""
    table = table_of("附件2 重点工程项目\n" + lines.replace("|", "\n"), after="附件3")
    assert [(row.name, row.investment, row.period, row.place, row.organization) for row in table.projects] == [
        ("智慧城市大脑", 12000.0, "2021-2023", "城区", "市大数据局"),
        ("冷链物流中心", 35000.0, "2022-2024", "高新区", "市商务局"),
    ]


def test_a_project_list_of_a_page_leaves_out_sums_and_groups() -> None:
    table = page(
        [
            ["序号", "项目名称", "主要建设内容", "起止年限", "总投资<br>（万元）", "“十四五”投资", "责任单位"],
            ["colspan=4|合计", "121000", "100000", ""],
            ["colspan=7|一、交通"],
            ["1", "高速扩容工程", "双向八车道56公里", "2021-2025", "86,500", "60000", "市交通运输局"],
            ["2", "南山水库", "总库容1200万方", "2022—2026", "34500", "40000", "市水利局"],
        ],
        "附件：重大项目表",
    )
    assert [(row.name, row.investment, row.investment_unit, row.period) for row in table.projects] == [
        ("高速扩容工程", 86500.0, "万元", "2021-2025"),
        ("南山水库", 34500.0, "万元", "2022—2026"),
    ]


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
