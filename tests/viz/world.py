"""A made-up plan as a dataset in the shape of the contract: small enough to read, large enough to draw.

The city of 云溪 does not exist. Names can be given as arguments, so that hostile ones travel the whole way from the
graph to the page.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from ontology.terms import DATA, DCTERMS, GH, PROV, RDF, SKOS, XSD
from queries.stores.base import Iri, Limits, Solutions, Term, Value

SLUG = "yunxi-14fyp"
PLAN = DATA + SLUG

CHAPTERS = ("开启新征程", "全面提升科技创新水平", "加快构建现代产业体系", "打造现代活力宜居湾区", "传承弘扬府城文化")
GOAL = "“双百亿”市"
SECOND_GOAL = "美好生活标杆市"


@dataclass
class World:
    """A plan in the making: text grows, offsets follow."""

    quads: list[ox.Quad] = field(default_factory=list)
    text: str = ""
    order: int = 0
    _things: dict[tuple[str, str], str] = field(default_factory=dict)

    def say(self, subject: str, predicate: str, value: ox.NamedNode | ox.Literal) -> None:
        self.quads.append(ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), value, ox.NamedNode(PLAN)))

    def link(self, subject: str, predicate: str, iri: str) -> None:
        self.say(subject, predicate, ox.NamedNode(iri))

    def division(self, kind: str, number: str, title: str, chapter: str | None, section: str | None = None) -> str:
        self.order += 1
        iri = f"{PLAN}/division/{self.order}"
        start = len(self.text)
        self.text += f"{number}、{title}\n"
        self.link(iri, RDF["type"], GH[kind])
        for predicate, value in ((SKOS["prefLabel"], title), (GH["number"], number), (GH["text"], title)):
            self.say(iri, predicate, ox.Literal(value))
        self._place(iri, start, chapter, section)
        return iri

    def passage(self, text: str, chapter: str, section: str | None = None) -> str:
        self.order += 1
        iri = f"{PLAN}/passage/{self.order}"
        start = len(self.text)
        self.text += text + "\n"
        self.link(iri, RDF["type"], GH["Passage"])
        self.say(iri, GH["text"], ox.Literal(text))
        self._place(iri, start, chapter, section)
        return iri

    def _place(self, iri: str, start: int, chapter: str | None, section: str | None) -> None:
        self.say(iri, GH["order"], _integer(self.order))
        self.say(iri, GH["start"], _integer(start))
        self.say(iri, GH["end"], _integer(len(self.text) - 1))
        self.link(iri, GH["inPlan"], PLAN)
        if chapter:
            self.link(iri, GH["inChapter"], chapter)
        if section:
            self.link(iri, GH["inSection"], section)

    def evidence(self, passage: str, quote: str) -> str:
        at = self.text.rindex(quote)
        iri = f"{PLAN}/evidence/{_hash(passage, quote)}"
        self.link(iri, RDF["type"], GH["Evidence"])
        self.link(iri, GH["inPassage"], passage)
        self.say(iri, GH["start"], _integer(at))
        self.say(iri, GH["end"], _integer(at + len(quote)))
        self.say(iri, GH["quote"], ox.Literal(quote))
        return iri

    def thing(self, cls: str, label: str, passage: str, *aliases: str, headline: bool = False) -> str:
        key = (cls, label)
        if key not in self._things:
            iri = f"{PLAN}/{cls.lower()}/{_hash(cls, label)}"
            self._things[key] = iri
            self.link(iri, RDF["type"], GH[cls])
            self.say(iri, SKOS["prefLabel"], ox.Literal(label, language="zh"))
            for alias in aliases:
                self.say(iri, SKOS["altLabel"], ox.Literal(alias, language="zh"))
            if headline:
                self.say(iri, GH["headline"], ox.Literal(True))
        iri = self._things[key]
        self.link(iri, GH["mention"], self.evidence(passage, label))
        return iri

    def count(self) -> None:
        """Say of every thing how often it is mentioned, and of claims and things which plan says so."""
        for iri in self._things.values():
            found = {quad.object for quad in self.quads
                     if quad.subject == ox.NamedNode(iri) and quad.predicate.value == GH["mention"]}
            self.say(iri, GH["mentionCount"], _integer(len(found)))
            self.link(iri, GH["inPlan"], PLAN)

    def claim(
        self, subject: str, predicate: str, target: str, basis: str, passage: str, quote: str,
        strength: str | None = None,
    ) -> None:
        iri = f"{PLAN}/claim/{_hash(subject, predicate, target)}"
        self.link(iri, RDF["type"], GH["Claim"])
        self.link(iri, RDF["subject"], subject)
        self.link(iri, RDF["predicate"], GH[predicate])
        self.link(iri, RDF["object"], target)
        self.link(iri, GH["basis"], GH[basis])
        self.link(iri, GH["inPlan"], PLAN)
        self.say(iri, GH["confidence"], ox.Literal("0.9", datatype=ox.NamedNode(XSD["decimal"])))
        self.say(iri, GH["rule"], ox.Literal("test-rule"))
        self.link(iri, PROV["wasDerivedFrom"], self.evidence(passage, quote))
        if strength:
            self.link(iri, GH["strength"], GH[strength])
        if strength != "Contributing":
            self.link(subject, GH[predicate], target)


def small(platform: str = "溪口新材料产业园", task_tail: str = "") -> World:
    """Five chapters, two headline goals, fifteen tasks; *platform* and *task_tail* may be hostile."""
    world = World()
    world.link(PLAN, RDF["type"], GH["Plan"])
    world.say(PLAN, SKOS["prefLabel"], ox.Literal("云溪市“十四五”规划纲要", language="zh"))
    world.say(PLAN, DCTERMS["title"], ox.Literal("云溪市国民经济和社会发展第十四个五年规划纲要", language="zh"))
    world.say(PLAN, DCTERMS["publisher"], ox.Literal("云溪市人民政府"))
    world.say(PLAN, DCTERMS["issued"], ox.Literal("2021-03-01"))
    goal = second = indicator = ""
    for c, title in enumerate(CHAPTERS):
        number = "一二三四五"[c]
        chapter = world.division("Chapter", number, title, None)
        if c == 0:
            text = f"全力打造{GOAL}，即地区生产总值超过100亿元、规上工业总产值超过150亿元；建成{SECOND_GOAL}。"
            passage = world.passage(text, chapter)
            goal = world.thing("Goal", GOAL, passage, "双百亿", headline=True)
            second = world.thing("Goal", SECOND_GOAL, passage, headline=True)
            indicator = world.thing("Indicator", "地区生产总值", passage, "GDP")
            world.claim(goal, "measuredBy", indicator, "Explicit", passage, text)
            world.claim(passage, "describes", goal, "Explicit", passage, text)
            observation = f"{PLAN}/observation/1"
            world.link(indicator, GH["observation"], observation)
            for key, value in (("table", "表一"), ("valueText", "62.5"), ("unitLabel", "亿元")):
                world.say(observation, GH[key], ox.Literal(value))
            world.link(observation, GH["role"], GH["Baseline"])
            world.link(observation, GH["nature"], GH["Expected"])
            world.say(observation, GH["year"], ox.Literal("2020", datatype=ox.NamedNode(XSD["gYear"])))
            target = world.thing("Target", "规上工业总产值超过150亿元", passage)
            world.say(target, GH["subjectLabel"], ox.Literal("规上工业总产值"))
            world.say(target, GH["value"], _integer(150))
            world.say(target, GH["unitLabel"], ox.Literal("亿元"))
            world.say(target, GH["year"], ox.Literal("2025", datatype=ox.NamedNode(XSD["gYear"])))
            world.link(target, GH["comparator"], GH["AtLeast"])
            world.claim(goal, "measuredBy", target, "Explicit", passage, text)
            continue
        section = world.division("Section", "（一）", f"{title}的第一步", chapter)
        for t in range(4 if c == 2 else 3):
            label = f"{('积极培育', '做强做优', '加快建设', '深入推进')[t]}{title[-4:]}重点领域{task_tail}"
            place, industry = f"{'东南西北'[c - 1]}溪镇", ("新材料产业", "医药健康产业")[t % 2]
            body = f"{label}。依托云溪大学，在{place}建设{platform}，发展{industry}，实施“千企计划”，服务{GOAL}。"
            passage = world.passage(body, chapter, section)
            task = world.thing("Task", label, passage)
            park = world.thing("Platform", platform, passage)
            where = world.thing("Place", place, passage)
            trade = world.thing("Industry", industry, passage)
            scheme = world.thing("Program", "“千企计划”", passage)
            school = world.thing("Organization", "云溪大学", passage)
            world.claim(task, "advances", park, "Explicit", passage, body)
            world.claim(task, "develops", trade, "Explicit", passage, body)
            world.claim(task, "implements", scheme, "Explicit", passage, body)
            world.claim(task, "reliesOn", school, "Explicit", passage, body)
            world.claim(park, "locatedIn", where, "Explicit", passage, body)
            direct = c in (1, 2)
            world.claim(task, "supports", goal, "Explicit" if direct else "Thematic", passage, body,
                        "Direct" if direct else "Contributing")
            if c == 3:
                world.claim(task, "supports", second, "Structural", passage, body, "Direct")
            if c == 2 and t == 0:
                world.claim(park, "supports", goal, "Indicator", passage, body, "Direct")
    world.count()
    return world


class WorldStore:
    """A world behind the interface of a store."""

    def __init__(self, world: World) -> None:
        self.description = "a test world"
        self._store = ox.Store()
        self._store.extend(world.quads)

    def select(self, query: str, *, limits: Limits | None = None) -> Solutions:
        found = self._store.query(query, use_default_graph_as_union=True)
        assert isinstance(found, ox.QuerySolutions)
        names = tuple(variable.value for variable in found.variables)
        return Solutions(names, tuple(tuple(_term(row[name]) for name in names) for row in found))


def write(world: World, directory: Path) -> Path:
    """The world as a dataset directory, without the embedded store: readers fall back on ``graph.nq``."""
    directory.mkdir(parents=True, exist_ok=True)
    lines = sorted({f"{quad} ." for quad in world.quads})
    (directory / "graph.nq").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    (directory / "sources").mkdir(exist_ok=True)
    (directory / "sources" / f"{SLUG}.txt").write_text(world.text, encoding="utf-8", newline="\n")
    return directory


def _term(term: object) -> Term | None:
    if isinstance(term, ox.NamedNode):
        return Iri(term.value)
    if isinstance(term, ox.Literal):
        return Value(term.value, term.datatype.value, term.language)
    assert term is None
    return None


def _integer(value: int) -> ox.Literal:
    return ox.Literal(str(value), datatype=ox.NamedNode(XSD["integer"]))


def _hash(*parts: str) -> str:
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:12]
