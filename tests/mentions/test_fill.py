"""Names that the tagger did not see are added where a sure rule or entry gives them, and its own are left alone."""

from __future__ import annotations

from graph_build.mentions.coordination import Span, later_phases
from graph_build.mentions.fill import fill
from graph_build.mentions.grammar import stands_alone, tags
from graph_build.mentions.labels import Area
from graph_build.mentions.lexicon import Lexicon


def added(text: str, *spans: Span) -> list[str]:
    return [text[e.start : e.end] for e in fill(text, spans, Lexicon.load(), Area())]


def test_a_sure_name_is_added() -> None:
    assert added("坚持新发展理念，持续实施稳岗扩容提质行动。") == ["新发展理念", "稳岗扩容提质行动"]


def test_a_span_of_the_tagger_is_not_touched() -> None:
    text = "坚持新发展理念，"
    assert added(text, (3, 7, "Strategy")) == []


def test_a_word_within_a_compound_is_not_added() -> None:
    text = "培育乡村振兴示范村"
    assert not stands_alone(text, 2, 6)
    assert added(text) == []


def test_a_phase_that_only_a_list_names_is_added() -> None:
    text = "完成青山水厂一期、二期和三期"
    assert later_phases(text, [(2, 8, "Project")]) == [(9, 11, "Project"), (12, 14, "Project")]
    assert later_phases("十四五规划一期间", [(0, 5, "Project")]) == []


def test_candidates_are_features_for_the_tagger() -> None:
    assert tags("打好净土保卫战。") == ["O", "O", "B-Program", "I-Program", "I-Program", "I-Program", "E-Program", "O"]
