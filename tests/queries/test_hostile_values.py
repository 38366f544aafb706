"""No value of any parameter of any stored query changes what is asked: it is a value, or it is refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ontology.terms import GH, XSD
from queries.catalogue import Catalogue, Parameter
from queries.dataset import Dataset
from queries.errors import BadTerm, QueryError
from queries.examples import uses
from queries.stores import Iri, Store, Term, Value
from queries.stores.check import check
from queries.stores.text import tokens
from tests.build.cli import Cli
from tests.queries.test_every_store import PATIENT, rows

CATALOGUE = Catalogue()
PARAMETERS = [(query.name, parameter.name) for query in CATALOGUE for parameter in query.parameters]
HOSTILE = (
    '"', '\\', '\\"', "'", "'''", '"""', '" } DROP ALL #', '\\" } } UNION { ?s ?p ?o } #', "\\u0022 } #", "\\\\u0022 }",
    "\\U00000022", "} UNION {", "{{", "}}", "{", "}", "?x", "$goal", "# comment", "#", "<http://a>", "<http://a> } #",
    "http://a> } #", "http://a.example/\n}", "http://a.example/{x}", "gh:Task", "gh:Task } #", "\n", "\r\n", "\t}",
    'x"@zh', 'x"^^<http://a>', "VALUES ?goal { UNDEF }", "UNDEF", "; INSERT DATA { <a> <b> <c> }", "𠮷\u202e反", "\x00",
    "\\n", "\\", "a\\", "%22%7D", "&quot;", "SERVICE <http://a/> { }", "\u2028}", "，。“”", "\\g<1>", "\\1",
)
ANY = st.text(st.characters(codec="utf-8"), max_size=30) | st.sampled_from(HOSTILE) | st.builds(
    "".join, st.lists(st.sampled_from(HOSTILE), max_size=3))


def shape(sparql: str) -> list[str]:
    """The query's tokens, each string and IRI as one mark, so that only what is no value is left."""
    return ["value" if (text := token.group())[0] in "\"'<" and token["skip"] else text
            for token in tokens(sparql) if not token.group().isspace() and not token.group().startswith("#")]


def plain(parameter: Parameter) -> Term:
    """A harmless value of the parameter's type."""
    return {"year": Value("2025", XSD["gYear"]), "number": Value("1", XSD["integer"])}.get(
        parameter.type, Value("a") if parameter.type in ("text", "word") else Iri(GH["Task"]))


def hostile(parameter: Parameter, text: str) -> Term:
    """The same with *text* in it, whatever that is, past all checks of the command line."""
    if parameter.type in ("text", "word"):
        return Value(text)
    if parameter.type in ("year", "number"):
        return Value(text, XSD["gYear" if parameter.type == "year" else "integer"])
    return Iri(f"http://a.example/{text}")


@pytest.mark.parametrize(("name", "parameter"), PARAMETERS)
@given(st.lists(ANY, min_size=1, max_size=2))
@settings(max_examples=25, deadline=None)
def test_no_value_changes_the_shape_of_a_query(name: str, parameter: str, texts: list[str]) -> None:
    query = CATALOGUE.get(name)
    about = query.parameter(parameter)
    try:
        bound = query.bind({parameter: [hostile(about, text) for text in texts]})
    except BadTerm:
        assert about.type not in ("text", "word", "year", "number")
        return
    assert shape(bound) == shape(query.bind({parameter: [plain(about)] * len(texts)}))
    check(bound)


@pytest.mark.parametrize(("name", "parameter"), PARAMETERS)
def test_typed_value_is_found_or_refused(name: str, parameter: str, small: Dataset) -> None:
    query = CATALOGUE.get(name)
    needed = next(iter(uses(query, small)), {})
    for text in HOSTILE:
        try:
            answer = small.query(name, {**needed, parameter: text})
        except QueryError as error:
            assert "\n" not in error.render("en") + error.render("zh")
            continue
        assert len(answer.solutions) < 2000
        harmless = query.bind({**{n: (Value("a"),) for n in answer.parameters}})
        assert len(shape(answer.sparql)) <= len(shape(harmless)) + 20 * len(answer.parameters), text


def test_hostile_words_give_the_same_rows_on_every_store(small: Dataset, other: tuple[str, Store]) -> None:
    kind, store = other
    for name, parameter in PARAMETERS:
        query = CATALOGUE.get(name)
        if query.parameter(parameter).type != "text" or (kind == "virtuoso" and name not in ("find", "box")):
            continue
        # rdflib takes most of a second for some: it is given what has most in one.
        texts = ('茶叶" } #', "\\u0022 茶叶", "产业\\\\", "茶'''", "生态{", "茶叶\n#")
        for text in texts[:2] if kind == "memory" else texts:
            sparql = query.bind({parameter: [Value(text)]})
            assert rows(store.select(sparql, limits=PATIENT)) == rows(small.store.select(sparql)), (name, text)


def test_quotes_and_backslashes_are_looked_for_as_they_are(tmp_path: Path) -> None:
    graph = tmp_path / "odd.nq"
    text = '他说"茶\\u0022叶"\\n}#{'
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    graph.write_text("".join(
        f"<http://a/p> <{GH}{p}> {o} <http://a/plan> .\n" for p, o in (
            ("text", f'"{escaped}"'), ("start", '"0"^^<http://www.w3.org/2001/XMLSchema#integer>'),
            ("end", '"9"^^<http://www.w3.org/2001/XMLSchema#integer>'), ("inPlan", "<http://a/plan>")))
        + f"<http://a/p> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{GH}Passage> <http://a/plan> .\n",
        encoding="utf-8")
    dataset = Dataset.open(graph)
    for words in ('"茶\\u0022', '\\n}#{', text, '叶"\\'):
        assert len(dataset.query("find", {"words": [words]}).solutions) == 1, words
    for words in ('"茶"', "\n}", "茶叶"):
        assert len(dataset.query("find", {"words": [words]}).solutions) == 0, words


WRONG = (
    "find words=\x00", "find words= ", "find words=冷 plan=x", "target above=nan", "target above=inf",
    "target above=1e400", "target in=２０２５", "target in=20255", "supports goal", "supports =x",
    "supports strength=direct", "evidence claim=x", "evidence claim=http://a>}", "supports goal=http://a>}#", "goal")


@pytest.mark.parametrize("words", WRONG)
def test_wrong_value_is_said_with_what_would_do(
        words: str, two_plans: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name, *values = words.split(" ")
    args = [part for value in values if value for part in ("-p", value)]
    ran = Cli(capsys)("query", "run", name, *args, "--data", two_plans)
    assert ran.status in (1, 2) and ran.out == ""
    assert "Traceback" not in ran.err and re.search("Error", ran.err)
