"""Whatever a plan says, its graph holds together: property tests over texts made of plan-like and hostile pieces."""

from __future__ import annotations

import pyoxigraph as ox
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph_build import emit
from graph_build.model import Extraction
from graph_build.pipeline import extract
from graph_build.readers import read
from graph_build.validate_claims import check_claims
from graph_build.validate_evidence import check_texts

_TITLE = "青川县国民经济和社会发展第十四个五年规划纲要\n\n"
_HOSTILE = st.sampled_from([
    "<script>alert('1')</script>", '"引号"\\n\\', "\u202e反向\u202c", "零\u200b宽", "𠮷田𠀀村", "e\u0301", "{{}}",
    "％ｓ", "\ufeff", "\u3000", "https://example.org/?a=1&b=<x>", "﹁竖排﹂", "'; DROP", "😀", "\u2028", "\x0b"])
_NAME = st.sampled_from([
    "河东茶叶产业园", "“绿谷”名城", "青川大学", "乡村振兴战略", "白龙湖大桥", "“千企”计划", "沙州镇", "茶叶产业"])
_SENTENCE = st.sampled_from([
    "建设{}。", "加快建设{}、{},发展{}。", "依托{},推进{}建设,落实{}。", "力争到2025年,{}达到30万亩以上,增长12.5%。",
    "争创{},与{}合作。", "以{}为龙头,打造{}。", "在{}建设{},总投资3.2亿元。", "{}"])


@st.composite
def _plans(draw: st.DrawFn) -> str:
    """A plan's title, then headings and paragraphs filled with names and with what no plan should hold."""
    lines = [_TITLE]
    for chapter in range(draw(st.integers(1, 3))):
        lines.append(f"{'一二三'[chapter]}、打造{draw(_NAME)}\n\n")
        for section in range(draw(st.integers(0, 2))):
            lines.append(f"({'一二'[section]})推进{draw(_NAME)}。\n\n")
            for _ in range(draw(st.integers(1, 3))):
                words = [sentence.replace("{}", draw(st.one_of(_NAME, _HOSTILE)), 1).replace("{}", draw(_NAME))
                         for sentence in draw(st.lists(_SENTENCE, min_size=1, max_size=4))]
                lines.append("推进茶叶产业发展。" + "".join(words) + draw(st.sampled_from(["\n", "\n\n", "\r\n\r\n"])))
    return "".join(lines)


def _graph(extraction: Extraction) -> ox.Store:
    emitted = emit.quads(extraction)
    assert not [doubt for doubt in emitted.doubts if "in the plan" in doubt], emitted.doubts
    store = ox.Store()
    store.load("".join(emitted.lines).encode("utf-8"), format=ox.RdfFormat.N_QUADS)
    assert len(store) == len(emitted.lines)
    return store


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_plans())
def test_graph_of_any_plan_quotes_its_text_and_grounds_its_statements(text: str) -> None:
    extraction = extract(read(text.encode("utf-8"), name="any.txt"))
    source = extraction.plan.source
    store = _graph(extraction)
    assert check_texts(store, {f"{source.slug}.txt": source.text.encode("utf-8")}).wrong == []
    assert check_claims(store) == []
