"""Several plans in one dataset: a question names the one it means, answers say which plan speaks, two are compared."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph_build import dataset_build
from queries.dataset import Dataset
from queries.errors import NameNotFound
from queries.rendering.terminal import plain

PLANS = Path(__file__).parents[1] / "build" / "plans"


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dataset]:
    """The two small plans of 青川 and 平武."""
    directory = tmp_path_factory.mktemp("plans") / "guihua-data"
    dataset_build.build(dataset_build.sources_of([PLANS]), directory, dataset_build.Options(jobs=1))
    with Dataset.open(directory) as opened:
        yield opened


def places(answer_plans: set[str | None]) -> set[str]:
    return {name for name in ("青川", "平武") if any(plan and name in plan for plan in answer_plans)}


def test_question_names_its_plan(dataset: Dataset) -> None:
    both = dataset.ask("有哪些任务")
    one = dataset.ask("青川有哪些任务")
    assert one.query.name == "things" and 0 < len(one.items) < len(both.items)
    assert all("qingchuan" in item.thing.value for item in one.items if item.thing)
    assert dataset.ask("有哪些任务", plan="平武").total + one.total == both.total


def test_quotations_say_which_plan_speaks(dataset: Dataset) -> None:
    answer = dataset.ask("提到发展的段落")
    assert places({q.plan for q in answer.quotations}) == {"青川", "平武"}
    assert all(q.plan and q.plan in plain(answer) for q in answer.quotations)
    assert places({q.plan for q in dataset.find("发展", plan="青川")}) == {"青川"}


@pytest.mark.parametrize("question", [
    "比较青川和平武的目标", "青川与平武有什么不同", "compare 青川 and 平武", "两部规划有何异同",
    "what do 青川 and 平武 have in common"])
def test_two_plans_are_compared(dataset: Dataset, question: str) -> None:
    answer = dataset.ask(question)
    assert answer.query.name == "compare"
    assert {item.facts["where"] for item in answer.items} >= {"first", "second"}
    assert "青川" in answer.sentence and "平武" in answer.sentence


def test_plan_that_is_not_there_is_said_with_those_that_are(dataset: Dataset) -> None:
    with pytest.raises(NameNotFound, match="青川"):
        dataset.ask("有哪些任务", plan="火星")
