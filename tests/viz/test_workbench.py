"""The served pages, asked over HTTP (without a network)."""

from __future__ import annotations

import concurrent.futures
import csv
import io
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

from queries.dataset import Dataset
from tests.viz.world import GOAL, PLAN, SLUG, small, write
from viz.workbench.app import create_app
from viz.workbench.negotiation import best

PARK = "溪口新材料产业园"
HTML = {"Accept": "text/html", "Accept-Language": "zh-CN,zh;q=0.9"}
HOSTILE = "</a><script>alert(1)</script>'\"&园"


def serve(directory: Path) -> TestClient:
    return TestClient(create_app(Dataset.open(directory), version="test"), base_url="http://localhost")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with serve(write(small(), tmp_path_factory.mktemp("served"))) as found:
        yield found


def iri_of(client: TestClient, label: str) -> str:
    rows = client.get("/sparql", params={"query": f'SELECT ?t WHERE {{ ?t skos:prefLabel "{label}"@zh }}'}).json()
    return str(rows["results"]["bindings"][0]["t"]["value"])


def path_of(iri: str) -> str:
    return iri.replace("https://w3id.org/guihua/id/", "/id/")


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.tags: list[str] = []
        self.labels = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append(tag)
        if tag == "a":
            self.links.append(given.get("href") or "")
        elif tag != "link" or given.get("rel") in ("stylesheet", "icon"):
            self.loads.extend(given[name] or "" for name in ("src", "href") if given.get(name))


def page_of(text: str) -> _Page:
    found = _Page()
    found.feed(text)
    return found


PAGES = (
    "/", "/ask", f"/plan/{SLUG}", f"/plan/{SLUG}/read/2", f"/plan/{SLUG}/goals", f"/plan/{SLUG}/indicators",
    f"/plan/{SLUG}/places", "/queries", "/queries/supports", "/sparql",
)


@pytest.mark.parametrize("address", PAGES)
def test_every_page_answers_in_both_languages_and_loads_only_from_here(client: TestClient, address: str) -> None:
    for lang, tag in (("zh", "zh-Hans"), ("en", "en")):
        answer = client.get(address, headers={"Accept": "text/html", "Accept-Language": lang})
        assert answer.status_code == 200
        assert f'<html lang="{tag}" data-ready="true">' in answer.text
        assert all(load.startswith("/static/") or load == "data:," for load in page_of(answer.text).loads)
        assert "style=" not in answer.text and "onclick" not in answer.text, "the policy would refuse it"


def test_every_link_of_every_page_leads_somewhere(client: TestClient) -> None:
    waiting, seen = ["/"], {"/"}
    while waiting:
        address = waiting.pop()
        answer = client.get(address, headers=HTML)
        assert answer.status_code == 200, address
        if not answer.headers["content-type"].startswith("text/html") or "/view/" in address:
            continue
        for link in page_of(answer.text).links:
            link = link.partition("#")[0]
            assert link.startswith("/") or not link, link
            # One of each kind of page is enough.
            kind = re.sub(r"[0-9a-f]{12}|\d+|q=[^&]*|query=[^&]*|of=[^&]*|mark=[^&]*|example=.*|queries/.*", "*", link)
            if link and kind not in seen:
                seen.add(kind)
                waiting.append(link)
    assert len(seen) > 20


def test_the_switch_of_languages_is_remembered(client: TestClient) -> None:
    first = client.get("/?lang=zh", headers={"Accept-Language": "en"})
    assert "主要目标" in first.text
    again = client.get("/", headers={"Accept-Language": "en", "Cookie": "lang=zh"})
    assert "主要目标" in again.text
    assert "Main goals" in client.get("/", headers={"Accept-Language": "en", "Cookie": "lang=en"}).text


def test_a_question_is_answered_with_its_sentences_and_downloads(client: TestClient) -> None:
    answer = client.get("/ask", params={"q": "什么支撑双百亿"}, headers=HTML)
    assert answer.status_code == 200
    assert PARK in answer.text and "SELECT" in answer.text
    data = client.get("/ask", params={"q": "什么支撑双百亿", "format": "json"})
    assert data.headers["content-type"] == "application/json" and PARK in json.dumps(data.json(), ensure_ascii=False)
    table = client.get("/ask", params={"q": "什么支撑双百亿", "format": "csv"})
    assert len(list(csv.reader(io.StringIO(table.text.removeprefix("\ufeff"))))) > 8
    assert client.get("/ask", params={"q": "什么支撑双百亿", "format": "md"}).text.count("|") > 20


def test_a_question_that_is_not_understood_is_a_404_with_help(client: TestClient) -> None:
    answer = client.get("/ask", params={"q": "天气怎么样啊呀"}, headers=HTML)
    assert answer.status_code == 404 and "没有理解" in answer.text


def test_the_reader_underlines_names_and_marks_the_quotation(client: TestClient) -> None:
    page = client.get(f"/plan/{SLUG}/read/2", headers=HTML).text
    assert re.search(rf'<a class="named Platform"[^>]*>{PARK}</a>', page)
    thing = client.get(path_of(iri_of(client, PARK)), headers=HTML)
    to_text = next(link for link in page_of(thing.text).links if "mark=" in link)
    marked = client.get(to_text, headers=HTML).text
    assert "<mark>" in marked or " marked" in marked
    assert to_text.partition("#")[2] in re.findall(r'id="([^"]+)"', marked)


def test_a_things_page_says_what_how_and_where(client: TestClient) -> None:
    page = client.get(path_of(iri_of(client, GOAL)), headers=HTML)
    assert page.status_code == 200
    for text in ("由…支撑", "直接", "间接", "加快构建现代产业体系", "双百亿", "相关网络"):
        assert text in page.text


@pytest.mark.parametrize(("accept", "ending", "form"), [
    ("text/turtle", "ttl", ox.RdfFormat.TURTLE), ("application/ld+json", "jsonld", ox.RdfFormat.JSON_LD),
    ("application/n-triples", "nt", ox.RdfFormat.N_TRIPLES), ("application/rdf+xml", "rdf", ox.RdfFormat.RDF_XML),
])
def test_a_thing_is_linked_data(client: TestClient, accept: str, ending: str, form: ox.RdfFormat) -> None:
    iri = iri_of(client, GOAL)
    negotiated = client.get(path_of(iri), headers={"Accept": accept})
    assert negotiated.headers["content-type"].startswith(accept) and "Accept" in negotiated.headers["vary"]
    named = client.get(path_of(iri) + "." + ending)
    for answer in (negotiated, named):
        triples = {str(quad.triple) for quad in ox.parse(answer.content, format=form)}
        assert any(GOAL in triple and "prefLabel" in triple for triple in triples)
        assert any("/claim/" in triple for triple in triples)


def test_an_unacceptable_form_is_refused(client: TestClient) -> None:
    assert client.get(path_of(iri_of(client, GOAL)), headers={"Accept": "image/png"}).status_code == 406


def test_evidence_passages_and_plans_lead_to_their_place_in_the_text(client: TestClient) -> None:
    rows = client.get("/sparql", params={"query": "SELECT ?e WHERE { ?e a gh:Evidence } LIMIT 1"}).json()
    evidence = rows["results"]["bindings"][0]["e"]["value"]
    answer = client.get(path_of(evidence), headers=HTML, follow_redirects=False)
    assert answer.status_code == 303 and "mark=" in answer.headers["location"]
    assert client.get(path_of(PLAN), headers=HTML).url.path == f"/plan/{SLUG}"


def test_goals_are_counted_by_chapter_and_opened(client: TestClient) -> None:
    page = client.get(f"/plan/{SLUG}/goals", headers=HTML).text
    cells = re.findall(r'<td class="shade(\d)">', page)
    assert len(cells) == 4 * 2 and cells.count("0") == 3
    link = next(link for link in page_of(page).links if "goal=" in link)
    opened = client.get(link, headers=HTML).text
    assert opened.count("<mark>") == 3


def test_indicators_are_filtered(client: TestClient) -> None:
    every = client.get(f"/plan/{SLUG}/indicators", headers=HTML).text
    assert "62.5亿元" in every and "预期性" in every
    none = client.get(f"/plan/{SLUG}/indicators", params={"nature": "Binding"}, headers=HTML).text
    assert "62.5亿元" not in none


def test_pictures_are_served_with_their_own_policy(client: TestClient) -> None:
    for address in (
        "all", "goal?of=双百亿", f"focus?of={PARK}&hops=2", "trace?of=云溪大学&to=双百亿", "place?of=东溪镇",
        "industry?of=新材料产业", "answer?of=什么支撑双百亿", "sparql?of=SELECT * WHERE { ?s gh:supports ?o }",
    ):
        answer = client.get(f"/plan/{SLUG}/view/{address}")
        assert answer.status_code == 200, address
        policy = answer.headers["content-security-policy"]
        assert "script-src 'sha256-" in policy and "frame-ancestors 'self'" in policy
    assert client.get(f"/plan/{SLUG}/view/else").status_code == 404


# --- SPARQL ---

ASK = "ASK { ?s a gh:Goal }"
SELECT = "SELECT ?label WHERE { ?s a gh:Goal ; skos:prefLabel ?label } ORDER BY ?label"


@pytest.mark.parametrize(("accept", "starts"), [
    ("application/sparql-results+json", b"{"), ("application/sparql-results+xml", b"<?xml"), ("text/csv", b"label"),
    ("text/tab-separated-values", b"?label"), ("*/*", b"{"), ("", b"{"),
])
def test_results_come_in_the_form_that_is_asked_for(client: TestClient, accept: str, starts: bytes) -> None:
    answers = (
        client.get("/sparql", params={"query": SELECT}, headers={"Accept": accept}),
        client.post("/sparql", data={"query": SELECT}, headers={"Accept": accept}),
        client.post("/sparql", content=SELECT, headers={"Accept": accept, "Content-Type": "application/sparql-query"}),
    )
    for answer in answers:
        assert answer.status_code == 200
        assert answer.content.startswith(starts) and GOAL in answer.text


def test_ask_and_construct(client: TestClient) -> None:
    assert client.get("/sparql", params={"query": ASK}).json()["boolean"] is True
    graph = client.get("/sparql", params={"query": "CONSTRUCT WHERE { ?s gh:headline ?o }"})
    assert graph.headers["content-type"].startswith("text/turtle")
    assert len(list(ox.parse(graph.content, format=ox.RdfFormat.TURTLE))) == 2


def test_a_standard_client_reads_the_endpoint(client: TestClient) -> None:
    parsed = ox.parse_query_results(
        client.get("/sparql", params={"query": SELECT}, headers={"Accept": "application/sparql-results+xml"}).content,
        format=ox.QueryResultsFormat.XML,
    )
    assert isinstance(parsed, ox.QuerySolutions) and len(list(parsed)) == 2


@pytest.mark.parametrize("accept", ["text/turtle", "application/ld+json", "application/n-triples"])
def test_a_program_asks_the_endpoint_what_it_offers(client: TestClient, accept: str) -> None:
    answer = client.get("/sparql", headers={"Accept": accept})
    assert answer.headers["content-type"].startswith(accept)
    form = ox.RdfFormat.from_media_type(accept)
    described = {(t.predicate.value.rpartition("#")[2], getattr(t.object, "value", ""))
                 for t in ox.parse(answer.content, format=form)}
    assert ("endpoint", "http://localhost/sparql") in described and ("name", PLAN) in described
    assert "<textarea" in client.get("/sparql", headers=HTML).text


@pytest.mark.parametrize(("body", "kind", "status"), [
    (b"update=DELETE+WHERE+%7B+%3Fs+%3Fp+%3Fo+%7D", "application/x-www-form-urlencoded", 403),
    (b"DELETE WHERE { ?s ?p ?o }", "application/sparql-update", 403),
    (b"DELETE WHERE { ?s ?p ?o }", "application/sparql-query", 400),
    (b"SELECT * WHERE { SERVICE <http://localhost/x> { ?s ?p ?o } }", "application/sparql-query", 400),
    (b"SELEKT", "application/sparql-query", 400),
    (b"\xff", "application/sparql-query", 400),
    (b"x", "text/plain", 415),
    (b"x" * 1_100_000, "application/sparql-query", 413),
])
def test_the_endpoint_only_reads(client: TestClient, body: bytes, kind: str, status: int) -> None:
    answer = client.post("/sparql", content=body, headers={"Content-Type": kind})
    assert answer.status_code == status
    assert "Traceback" not in answer.text


def test_the_editor_shows_results_errors_and_examples(client: TestClient) -> None:
    page = client.get("/sparql", params={"query": SELECT}, headers=HTML)
    assert GOAL in page.text and "2 行" in page.text
    wrong = client.get("/sparql", params={"query": "SELECT <"}, headers=HTML)
    assert wrong.status_code == 400 and 'role="alert"' in wrong.text
    assert "VALUES" in client.get("/sparql", params={"example": "supports"}, headers=HTML).text
    offers = client.get("/complete", params={"q": "gh:supp"}).json()
    assert {"insert": "gh:supports", "show": "gh:supports"} in offers
    assert any(PARK in offer["show"] for offer in client.get("/complete", params={"q": PARK}).json())


def test_stored_queries_run_and_are_described_for_programs(client: TestClient) -> None:
    found = client.get("/queries/supports", params={"goal": "双百亿", "format": "json"})
    assert found.status_code == 200 and PARK in found.text
    described = client.get("/openapi.json").json()
    assert described["openapi"] == "3.1.0"
    assert any(p["name"] == "goal" for p in described["paths"]["/queries/supports"]["get"]["parameters"])
    assert client.get("/queries/none", headers=HTML).status_code == 404
    assert client.get("/queries/supports", params={"goal": "没有的目标xyz", "format": "json"}).status_code == 400


# --- what must not be possible ---

def test_only_our_own_names_are_served(client: TestClient) -> None:
    for host in ("evil.example", "localhost.evil.example", "", "127.0.0.1.nip.io:8642", "[::2]:80"):
        assert client.get("/", headers={"Host": host}).status_code == 400, host
    for host in ("localhost:9", "127.0.0.1:8642", "[::1]:8642", "LOCALHOST"):
        assert client.get("/", headers={"Host": host}).status_code == 200, host


@pytest.mark.parametrize("address", [*PAGES, "/nothing", "/id/none", "/static/app.css", f"/plan/{SLUG}/read/99"])
def test_every_answer_carries_the_guard(client: TestClient, address: str) -> None:
    headers = client.get(address).headers
    assert headers["x-content-type-options"] == "nosniff" and headers["referrer-policy"] == "no-referrer"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]


@pytest.mark.parametrize("address", [
    "/id/../../etc/passwd", "/static/../app.py", "/static/%2e%2e/app.py", "/id/%00", "/id/a%20b<c>",
    "/thing?iri=%22%3E", "/thing?iri=http://a b", "/plan/%2e%2e/read/0", f"/plan/{SLUG}/read/-1",
    f"/plan/{SLUG}/goals?goal=x&chapter=y",
    f"/plan/{SLUG}/view/goal?of=%0d%0aSet-Cookie:x", f"/plan/{SLUG}/view/%2e%2e",
])
def test_odd_addresses_find_nothing(client: TestClient, address: str) -> None:
    answer = client.get(address, headers=HTML)
    assert answer.status_code in (404, 400, 405), address
    assert "set-cookie" not in answer.headers and "root:" not in answer.text


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    with serve(write(small(platform=HOSTILE), tmp_path / "hostile")) as client:
        rows = client.get("/sparql", params={"query": "SELECT ?t WHERE { ?t a gh:Platform }"}).json()
        thing = path_of(rows["results"]["bindings"][0]["t"]["value"])
        for address in (
            thing, f"/plan/{SLUG}/read/2", f"/plan/{SLUG}/places", f"/ask?q={HOSTILE}", "/sparql?query=" + HOSTILE,
            f"/plan/{SLUG}/indicators?name={HOSTILE}", f"/?lang={HOSTILE}", f"/queries/{HOSTILE}",
            "/sparql?query=SELECT * WHERE { ?t a gh:Platform ; skos:prefLabel ?l }",
        ):
            text = client.get(address, headers=HTML).text
            assert "<script>alert" not in text, address
            assert "script" not in page_of(text).tags or "/sparql" in address
        assert "&lt;script&gt;alert(1)" in client.get(thing, headers=HTML).text


def test_fifty_at_once_are_all_answered(client: TestClient) -> None:
    addresses = [PAGES[i % len(PAGES)] for i in range(50)]
    with concurrent.futures.ThreadPoolExecutor(50) as pool:
        assert {answer.status_code for answer in pool.map(lambda a: client.get(a, headers=HTML), addresses)} == {200}


@pytest.mark.parametrize(("accept", "chosen"), [
    ("text/html,application/xhtml+xml,*/*;q=0.8", "html"), ("text/turtle;q=0.9, text/html;q=0.1", "ttl"),
    ("*/*", "html"), ("", "html"), ("text/*;q=0.5, text/html;q=0", "ttl"), ("image/png", None), ("text/html;q=x", None),
])
def test_the_best_form_is_found(accept: str, chosen: str | None) -> None:
    assert best(accept, {"html": "text/html", "ttl": "text/turtle"}, "html") == chosen
