"""Reading tagged texts and judging what was found: the ground of every figure in the model card."""

from __future__ import annotations

import pytest

from graph_build.training.corpus import Gold, Span, key, parse_tagged, place_of, project, unwrap
from graph_build.training.evaluate import score, total


def test_taking_the_tags_out_gives_the_text_back() -> None:
    text, spans = parse_tagged("推进[[Platform|红岩产业园]]建设，[[Target|[[Indicator|产值]]达到5亿元]]。")
    assert text == "推进红岩产业园建设，产值达到5亿元。"
    assert [(text[s.start : s.end], s.cls) for s in spans] == [
        ("红岩产业园", "Platform"), ("产值达到5亿元", "Target"), ("产值", "Indicator"),
    ]


def test_hard_wrapped_lines_are_joined_and_spans_move_along() -> None:
    line = "全面降低城市发展对自然生态系统的干扰，提高生态\n系统自我修复能力，增强生态系统的稳定性，保障城市\n"
    text, spans = unwrap(line * 12, [Span(21, 26, "Industry")])
    assert "提高生态系统自我修复能力" in text
    assert text[spans[0].start : spans[0].end] == "生态系统"


def test_ordinary_paragraphs_stay_apart() -> None:
    text = "第一段。\n第二段。\n" * 15
    assert unwrap(text, [])[0] == text


def test_reference_names_are_projected_longest_first() -> None:
    golds = (Gold("Place", "清河市"), Gold("Platform", "清河市科创园", ("科创园",)))
    spans = project("清河市建设清河市科创园。", golds, {"清河市": "清河市建设", "清河市科创园": "建设清河市科创园"})
    assert [(s.start, s.end, s.cls) for s in spans] == [(0, 3, "Place"), (5, 11, "Platform")]


def test_a_files_name_gives_its_area() -> None:
    assert place_of("62-徐州-2024") == "320300"
    assert place_of("04-guangdong-gwr2026") == "440000"
    assert place_of("26-national-proposal-a") is None


@pytest.mark.parametrize(
    ("names", "found", "strict", "spurious"),
    [
        (("“千万工程”",), 1, 1, 0),
        (("千万工程建设",), 0, 0, 1),
        (("浙江千万工程", "千万工程"), 1, 1, 0),
        (("新千万工程",), 1, 0, 0),
    ],
)
def test_names_count_strictly_and_leniently(names: tuple[str, ...], found: int, strict: int, spurious: int) -> None:
    tally = score([("Program", names)], [Gold("Program", "千万工程")])["Program"]
    assert (tally.found, tally.strict, tally.spurious) == (found, strict, spurious)


def test_what_is_doubtful_counts_for_nobody() -> None:
    tallies = total([score([("Goal", ("示范市",))], [Gold("Goal", "示范市", ignore=True)])])
    assert (tallies["all"].found, tallies["all"].spurious, tallies["all"].missed) == (0, 0, 0)


def test_keys_are_blind_to_signs_and_width() -> None:
    assert key("“５Ｇ＋”产业") == key("5G产业") == "5g产业"
