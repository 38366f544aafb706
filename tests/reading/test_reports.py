"""Work reports that do not name their year in the title."""

from __future__ import annotations

import pytest

from graph_build.model import PlanMetadata
from graph_build.outline import outline
from graph_build.readers import read

_OPEN = "各位代表：\n现在，我代表云岭市人民政府，向大会报告工作，请予审议，并请市政协委员提出意见。\n"
_DONE = (
    "全市经济社会发展稳中有进，重点项目建设加快推进，产业结构不断优化，民生保障水平持续提升，各项目标任务全面完成。\n"
)
_TODO = "坚持以经济建设为中心，加快推进重点项目建设，推动产业转型升级，完善基础设施，保障和改善民生，促进社会和谐。\n"


def _report(first: str, past: str, second: str) -> PlanMetadata:
    text = f"{_OPEN}{first}\n{past}{_DONE * 3}{second}\n{_TODO * 4}"
    return outline(read(text.encode(), name="report.txt")).metadata


@pytest.mark.parametrize(
    ("first", "past", "second"),
    [
        ("一、2023年工作回顾", "", "二、2024年主要任务"),
        ("一、过去一年工作回顾", "", "二、2024年工作安排"),
        ("一、2023年工作回顾", "", "二、今年工作安排"),
        ("一、过去一年工作回顾", "刚刚过去的2023年，是极不平凡的一年。", "二、今年的重点工作"),
        ("2023年工作回顾", "", "2024年工作总体要求和目标"),
    ],
)
def test_a_report_without_a_year_in_its_title_speaks_of_the_year_that_its_headings_name(
    first: str, past: str, second: str
) -> None:
    about = _report(first, past, second)
    assert (about.title, about.kind, about.place) == ("政府工作报告", "report", "云岭市")
    assert (about.period_start, about.period_end) == (2024, 2024)


def test_a_report_that_names_no_year_has_no_period() -> None:
    about = _report("一、过去一年工作回顾", "", "二、今年的重点工作")
    assert (about.period_start, about.period_end) == (None, None)
