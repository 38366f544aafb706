"""What looks like a name and is none is refused, and the reason is said."""

from __future__ import annotations

import pytest

from graph_build.mentions.refusals import doubtful, refuse
from graph_build.model import ThingClass


def verdict(text: str, name: str, cls: ThingClass) -> str | None:
    start = text.index(name)
    return refuse(text, start, start + len(name), cls)


@pytest.mark.parametrize(
    ("text", "name", "cls", "reason"),
    [
        ("建设高能级产业平台", "高能级产业平台", "Platform", "generic noun"),
        ("支持龙头企业", "龙头企业", "Organization", "generic noun"),
        ("发展优势特色产业", "优势特色产业", "Industry", "generic noun"),
        ("建设重大项目", "重大项目", "Project", "generic noun"),
        ("荣获国家卫生城市", "国家卫生城市", "Goal", "already held"),
        ("国家卫生城市称号", "国家卫生城市", "Goal", "already held"),
        ("建成公园20个", "公园20个", "Goal", "a number, so a target"),
        ("12.5", "12.5", "Indicator", "a number"),
        ("甲。乙镇", "甲。乙镇", "Place", "more than one sentence"),
        ("长" * 60, "长" * 60, "Program", "too long"),
    ],
)
def test_a_reason_is_given(text: str, name: str, cls: ThingClass, reason: str) -> None:
    assert verdict(text, name, cls) == reason


@pytest.mark.parametrize(
    ("text", "name", "cls"),
    [
        ("力争荣获国家卫生城市", "国家卫生城市", "Goal"),
        ("创建国家卫生城市", "国家卫生城市", "Goal"),
        ("建设青山产业平台", "青山产业平台", "Platform"),
        ("建设“万亩千亿”产业平台", "“万亩千亿”产业平台", "Platform"),
        ("发展数字经济", "数字经济", "Industry"),
        ("对接复旦大学", "复旦大学", "Organization"),
    ],
)
def test_a_name_passes(text: str, name: str, cls: ThingClass) -> None:
    assert verdict(text, name, cls) is None


def test_a_described_mechanism_is_doubtful_and_a_quoted_one_is_not() -> None:
    text = "完善成本分担机制"
    assert doubtful(text, 2, len(text), "Program") == "described, not named"
    quoted = "完善“成本分担”机制"
    assert doubtful(quoted, 2, len(quoted), "Program") is None
