"""Two plans side by side, and whether an indicator reached its plan."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from queries.dataset import Dataset
from tests.viz.world import GOAL, PLAN, SLUG, small, write
from viz.reading import choose, load
from viz.workbench.app import create_app
from viz.workbench.compare_pages import compare
from viz.workbench.library import Book
from viz.workbench.number_pages import judge

HTML = {"Accept": "text/html", "Accept-Language": "zh-CN,zh;q=0.9"}
OTHER = "yunxi-15fyp"
PARK, BASE = "溪口新材料产业园", "溪尾新能源基地"


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two plans: the second has another park and another aim for the indicator."""
    found = write(small(), tmp_path_factory.mktemp("two"))
    lines = (found / "graph.nq").read_text(encoding="utf-8")
    second = lines.replace(SLUG, OTHER).replace(PARK, BASE).replace("云溪市", "溪山市").replace("62.5", "80.5")
    (found / "graph.nq").write_text(lines + second, encoding="utf-8")
    return found


@pytest.fixture(scope="module")
def client(directory: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Dataset.open(directory), version="test"), base_url="http://localhost") as found:
        yield found


def test_two_plans_are_compared_by_what_they_name(directory: Path) -> None:
    store = Dataset.open(directory).store
    found = {c.cls: c for c in compare(Book(load(store, choose(store, SLUG))), Book(load(store, choose(store, OTHER))))}
    assert [node.label for node in found["Platform"].first] == [PARK]
    assert [node.label for node in found["Platform"].second] == [BASE]
    assert found["Goal"].both[0].first.label == GOAL and not found["Goal"].first
    assert found["Platform"].share == 0 and found["Goal"].share == 100


def test_the_page_of_two_plans_lists_both_sides(client: TestClient) -> None:
    page = client.get("/compare", params={"first": SLUG, "second": OTHER}, headers=HTML)
    assert page.status_code == 200
    assert PARK in page.text and BASE in page.text and "两者都有" in page.text
    offered = client.get("/compare", params={"first": SLUG}, headers=HTML)
    assert offered.status_code == 200 and f'value="{OTHER}"' in offered.text
    assert client.get("/compare", params={"first": SLUG, "second": "nothing"}, headers=HTML).status_code == 404


def test_home_shows_every_plan_and_questions_of_its_own(client: TestClient) -> None:
    page = client.get("/", headers=HTML).text
    assert "2 部规划" in page and page.count('<section class="card">') == 2
    assert 'href="/compare"' in page and f"什么支撑{GOAL}" in page


def test_an_answer_is_drawn_in_the_plan_that_it_speaks_of(client: TestClient) -> None:
    query = f'SELECT ?t WHERE {{ ?t skos:prefLabel "{BASE}"@zh }}'
    page = client.get("/sparql", params={"query": query}, headers=HTML).text
    assert f"/plan/{OTHER}/view/sparql" in page
    assert f">{BASE}</a>" in page, "named, not spelled out as an address"


def test_a_cut_picture_links_to_the_whole(client: TestClient) -> None:
    cut = client.get(f"/plan/{SLUG}/view/goal", params={"of": GOAL, "limit": "11"})
    assert '"more":"/plan/' in cut.text and "limit=" in cut.text
    whole = client.get(f"/plan/{SLUG}/view/goal", params={"of": GOAL, "limit": "1000"})
    assert '"more":""' in whole.text


def test_what_is_no_thing_has_a_page_too(client: TestClient) -> None:
    term = client.get("/thing", params={"iri": "https://w3id.org/guihua/ontology#Indicator"}, headers=HTML)
    assert term.status_code == 200 and "表格或正文中有名称的度量" in term.text
    data = client.get("/thing", params={"iri": "https://w3id.org/guihua/ontology#Indicator"},
                      headers={"Accept": "text/turtle"})
    assert "owl:Class" in data.text or "owl#Class" in data.text
    observation = client.get(PLAN.replace("https://w3id.org/guihua", "") + "/observation/1", headers=HTML)
    assert observation.status_code == 200 and "62.5" in observation.text
    nothing = client.get("/thing", params={"iri": "https://w3id.org/guihua/ontology#Nothing"}, headers=HTML)
    assert nothing.status_code == 404


def test_a_stored_query_shows_its_form_before_it_lists_everything(client: TestClient) -> None:
    assert "<form" in client.get("/queries/supports", headers=HTML).text.partition("<main")[2]
    run = client.get("/queries/supports", params={"run": "1"}, headers=HTML).text
    assert '<p class="answer">' in run


@pytest.mark.parametrize(("label", "values", "way", "state"), [
    ("地区生产总值", {"Baseline": "464.84亿元", "PlannedTarget": "665亿元", "Actual": "738.48亿元"}, "up", "met"),
    ("居民人均可支配收入", {"Baseline": "30547元", "PlannedTarget": "48000元", "Actual": "46388元"}, "up", "missed"),
    ("城镇登记失业率", {"Baseline": "2.9%", "PlannedTarget": "≤3.5%", "Actual": "3.8%"}, "down", "missed"),
    ("城镇登记失业率", {"Baseline": "2.9%", "PlannedTarget": "3.5%", "Actual": "2.1%"}, "down", "met"),
    ("细颗粒物平均浓度", {"Baseline": "38", "PlannedTarget": "30", "Actual": "24"}, "down", "met"),
    ("空气质量优良天数比例", {"PlannedTarget": "≥93.3%", "Actual": "95.1%"}, "up", "met"),
    ("万元GDP用水量下降", {"PlannedTarget": "23%", "Actual": "20%"}, "up", "missed"),
    ("单位GDP能耗降低率", {"PlannedTarget": "17%", "Actual": "18.1%"}, "up", "met"),
    ("万元产值费用", {"PlannedTarget": "下降到20", "Actual": "22"}, "down", "missed"),
    ("R&D经费支出占GDP比重", {"Baseline": "3.02%", "PlannedTarget": "2.9%", "Actual": "3.07%"}, "", "unclear"),
    ("第二产业比重", {"Baseline": "44%", "PlannedTarget": "42%", "Actual": "42%"}, "", "met"),
    ("城镇新增就业人数", {"PlannedGrowth": "[50000]", "ActualGrowth": "[77671]"}, "up", "met"),
    ("自营出口总额", {"PlannedGrowth": "5.0%", "ActualGrowth": "4.8%"}, "up", "missed"),
    ("自营出口总额", {"PlannedGrowth": "5.0%", "Actual": "35亿美元"}, "up", ""),
    ("主要污染物排放", {"PlannedTarget": "按上级任务", "Actual": "完成"}, "down", ""),
    ("常住人口", {"Actual": "1,114,400人", "PlannedTarget": "1,100,000人"}, "", "unclear"),
])
def test_missed_is_said_only_where_the_way_is_known(label: str, values: dict[str, str], way: str, state: str) -> None:
    assert judge(label, {role: (value, "2020") for role, value in values.items()}) == (way, state)
