"""Tables that list neither indicators nor projects: what their cells say in words is read."""

from __future__ import annotations

from graph_build.model import Plan
from graph_build.outline import outline
from graph_build.pipeline import extract
from graph_build.readers import read
from tests.reading.test_hostile import tied

BODY = "坚持新发展理念，推进产业转型升级，加快基础设施建设，完善公共服务体系，保障和改善民生，促进经济社会发展。"
TASKS = (
    ("序号", "任务", "责任单位", "完成时限"),
    ("1", "建设云岭新材料产业园，引进龙头企业10家。", "市发展和改革委员会、市经济和信息化局", "2025年12月"),
    ("2", "实施青年人才引育工程，新增高技能人才5000人。", "市教育局、市科学技术局", "2026年12月"),
)
VILLAGES = (("镇", "出列村", "户数"), ("云山镇", "上坪村、下坪村", "120"), ("云水镇", "东河村、西河村", "85"))


def _page(rows: tuple[tuple[str, ...], ...]) -> bytes:
    table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    title = "云岭市产业发展行动方案（2024-2026年）"
    return (
        f"<html><head><title>{title}</title></head><body><h1>{title}</h1><h2>一、总体要求</h2><p>{BODY}</p>"
        f"<h2>二、任务分工</h2><p>{BODY}</p><table>{table}</table></body></html>"
    ).encode()


def _plan(rows: tuple[tuple[str, ...], ...]) -> Plan:
    plan = outline(read(_page(rows), name="plan.html"))
    tied(plan)
    return plan


def test_tasks_and_who_answers_for_them_are_passages() -> None:
    (table, _), *_ = _plan(TASKS).tables()
    assert [passage.text for passage in table.texts] == [TASKS[1][1], TASKS[1][2], TASKS[2][1], TASKS[2][2]]
    assert table.kind == "other"


def test_names_in_such_cells_are_found_with_the_cell_as_evidence() -> None:
    source = read(_page(TASKS), name="plan.html")
    found = {thing.label: thing for thing in extract(source).things}
    assert {"云岭新材料产业园", "市经济和信息化局", "青年人才引育工程"} <= set(found)
    evidence = found["市经济和信息化局"].mentions[0]
    assert source.text[evidence.evidence.start : evidence.evidence.end] == "市经济和信息化局"


def test_a_list_of_villages_stays_cells() -> None:
    (table, _), *_ = _plan(VILLAGES).tables()
    assert table.texts == () and len(table.cells) == 3


def test_tasks_of_a_table_in_lines_of_text_are_read_as_well() -> None:
    rows = ["\t".join(row) for row in TASKS] + ["3\t推进绿色低碳转型行动。\t市生态环境局、市水务局\t2026年12月"]
    lines = ["云岭市产业发展行动方案", "一、总体要求", BODY, "二、任务分工", BODY, "附件 任务分工表"]
    plan = outline(read("\n".join([*lines, *rows]).encode(), name="plan.txt"))
    tied(plan)
    said = [passage.text for passage, _ in plan.texts()]
    assert {TASKS[1][1], TASKS[1][2], TASKS[2][1], TASKS[2][2], "推进绿色低碳转型行动。"} <= set(said)
