"""The graph of one plan: what its statements look like, and that they are the same bytes however they are made."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path
from random import Random

import pyoxigraph as ox
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_build import emit
from graph_build.emit_quads import Graph, ascii_path, decimal
from graph_build.emit_units import normalize
from graph_build.model import Claim, Evidence
from ontology.terms import GH, SKOS
from tests.build import small

GOLDEN = Path(__file__).parent / "golden" / "small.nq"


def _quads(data: str) -> set[ox.Quad]:
    return {q for q in ox.parse(data.encode("utf-8"), format=ox.RdfFormat.N_QUADS) if isinstance(q, ox.Quad)}


def _values(lines: list[str], subject: str, predicate: str) -> set[str]:
    """Values of *predicate* of the one node whose IRI contains *subject*."""
    return {q.object.value for q in _quads("".join(lines))
            if subject in str(q.subject) and str(q.predicate) == f"<{predicate}>"
            and isinstance(q.object, (ox.Literal, ox.NamedNode))}


def test_small_plan_gives_the_golden_graph() -> None:
    """Run with GUIHUA_UPDATE_GOLDEN=1 to accept a change, and read the difference before committing it."""
    emitted = emit.quads(small.extraction(), builder_version="test")
    got = "".join(emitted.lines)
    if os.environ.get("GUIHUA_UPDATE_GOLDEN"):
        GOLDEN.write_text(got, encoding="utf-8", newline="\n")
    assert got == GOLDEN.read_bytes().decode("utf-8")
    assert emitted.doubts == ()


def test_graph_is_canonical_ascii_in_iris_and_free_of_blank_nodes() -> None:
    lines = emit.quads(small.extraction()).lines
    assert lines == sorted(set(lines))
    assert all(iri.isascii() for line in lines for iri in re.findall(r"<[^>]*>", line.split(' "')[0]))
    assert not [line for line in lines if line.startswith("_:") or " _:" in line.split(' "')[0]]
    # What Oxigraph writes of what it read is what we wrote.
    quads = _quads("".join(lines))
    again = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
    assert again is not None
    assert sorted(again.decode("utf-8").splitlines(keepends=True)) == lines


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False))
def test_order_of_parts_does_not_matter(random: Random) -> None:
    whole = small.extraction()
    things, claims = list(whole.things), list(whole.claims)
    random.shuffle(things)
    random.shuffle(claims)
    shuffled = replace(whole, things=tuple(things), claims=tuple(claims))
    assert emit.quads(shuffled).lines == emit.quads(whole).lines


def test_every_quotation_is_its_slice_even_across_a_line_break() -> None:
    quads = _quads("".join(emit.quads(small.extraction()).lines))
    of = {name: {q.subject: q.object for q in quads if str(q.predicate) == f"<{GH[name]}>"}
          for name in ("start", "end", "quote")}
    assert len(of["quote"]) >= 10
    quotes = []
    for node, quote in of["quote"].items():
        start, end = of["start"][node], of["end"][node]
        assert isinstance(quote, ox.Literal) and isinstance(start, ox.Literal) and isinstance(end, ox.Literal)
        assert quote.value == small.TEXT[int(start.value):int(end.value)]
        quotes.append(quote.value)
    assert any("\n" in quote for quote in quotes)


def test_contributing_support_is_a_claim_but_no_plain_statement() -> None:
    lines = emit.quads(small.extraction()).lines
    supports = [line for line in lines if line.split(" ")[1] == f"<{GH['supports']}>"]
    assert len(supports) == 1 and "/task/" in supports[0]
    assert sum(f"<{GH['Contributing']}>" in line for line in lines) == 1


def test_what_has_no_place_in_the_plan_is_doubted_and_not_said() -> None:
    whole = small.extraction()
    stray = Claim("small/task/gone", "advances", whole.things[2].key, "Explicit", whole.claims[0].evidence, "r", 0.5)
    lost = Claim(whole.things[1].key, "advances", whole.things[2].key, "Explicit", (Evidence("gone", 0, 3),), "r", 0.5)
    emitted = emit.quads(replace(whole, claims=(*whole.claims, stray, lost)))
    assert emitted.lines == emit.quads(whole).lines
    assert len(emitted.doubts) == 3
    assert any("its subject is not in the plan" in doubt for doubt in emitted.doubts)


def test_surer_rule_speaks_where_two_found_the_same() -> None:
    whole = small.extraction()
    again = replace(whole.claims[0], rule="another", confidence=0.97)
    lines = emit.quads(replace(whole, claims=(*whole.claims, again))).lines
    assert _values(lines, "/claim/", GH["rule"]) == {"another", "by-hand"}
    assert len([line for line in lines if f"<{GH['Claim']}>" in line]) == len(whole.claims)


def test_names_keep_their_iri_when_text_before_them_changes() -> None:
    """A sentence added at the top moves every offset and must move no IRI."""
    before, after = (_quads("".join(emit.quads(small.extraction(front)).lines)) for front in ("", "前言一句。\n"))
    assert {q.subject for q in after} == {q.subject for q in before}
    assert after != before


def test_preferred_label_of_a_shared_thing_may_be_settled_elsewhere() -> None:
    lines = emit.quads(small.extraction(), shared_labels={"place/510822101": "青川县河东镇"}).lines
    assert _values(lines, "/place/510822101", SKOS["prefLabel"]) == {"青川县河东镇"}
    assert _values(lines, "/place/510822101", SKOS["altLabel"]) == {"河东镇"}


def test_decimals_have_one_spelling() -> None:
    spelled = {1500.0: "1500", 464.84: "464.84", 0.1: "0.1", 1e-7: "0.0000001", 1e21: "1" + "0" * 21, -0.0: "0"}
    assert {value: decimal(value) for value in spelled} == spelled


def test_units_are_counted_in_their_base() -> None:
    cases = {
        (450, "亿元"): ("45000000000", "元"), (4.5, "万亿元"): ("4500000000000", "元"),
        (26.56, "亿美元"): ("2656000000", "美元"),
        (2000, "万吨"): ("20000000", "吨"), (7.47, "万元/人"): ("74700", "元/人"), (45, "%"): ("45", "%"),
        (300, "家"): ("300", "家"), (1.2, "万"): ("1.2", "万"), (35, "微克/立方米"): ("35", "微克/立方米"),
        (500, "兆瓦"): ("500000", "千瓦"), (12, "件/万人"): ("0.0012", "件/人"),
    }
    got = {case: (decimal(n.value), n.unit) for case in cases if (n := normalize(*case))}
    assert got == cases
    assert normalize(1, "万吨").qudt == "http://qudt.org/vocab/unit/TONNE"
    assert normalize(1, "家").qudt is None


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_any_text_survives_the_way_through_nquads(text: str) -> None:
    graph = Graph("https://example.org/g")
    graph.text("https://example.org/s", "https://example.org/p", text, "zh")
    (quad,) = _quads("".join(graph.lines()))
    assert isinstance(quad.object, ox.Literal)
    assert quad.object.value == text


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_any_key_makes_a_legal_ascii_iri(key: str) -> None:
    iri = f"https://example.org/{ascii_path(key)}"
    assert iri.isascii()
    assert ox.NamedNode(iri).value == iri
