"""Reads one plan's graph into a :class:`~viz.model.Network`: ten queries, all of them bulk, none per thing.

Any store of :mod:`queries.stores` serves: embedded, in memory or behind an endpoint.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Literal, Protocol, cast

from queries.stores.base import Iri, Limits, Solutions, Value
from viz.errors import NoPlan, SeveralPlans, UnknownPlan
from viz.model import CLASSES, RELATIONS, Division, Edge, Network, Node, Passage, PlanInfo, Quote, ThingClass

Row = Mapping[str, str]
"""Variable → lexical form or IRI; unbound variables are absent."""


class Selects(Protocol):
    """What is needed of a store."""

    def select(self, query: str, *, limits: Limits | None = None) -> Solutions:
        """The rows of a SELECT query."""
        ...


@cache
def _query(name: str) -> str:
    return files("viz").joinpath("rq", f"{name}.rq").read_text(encoding="utf-8")


def _rows(store: Selects, name: str, plan: str | None = None, thing: str | None = None) -> Iterator[Row]:
    """Rows of the query file *name*, of the graph of *plan* and with ``?thing`` bound, where these are given."""
    query = _query(name)
    # Values enter as checked terms, at fixed places. A graph that is named, not bound to a variable, lets a store look
    # into that graph alone: among 33 plans that is ten times less work.
    if plan is not None:
        query = query.replace("GRAPH ?plan", f"GRAPH {Iri(plan).n3()}")
    if thing is not None:
        query = query.replace("WHERE {", f"WHERE {{ VALUES ?thing {{ {Iri(thing).n3()} }}", 1)
    for row in store.select(query):
        yield {name: term.text if isinstance(term, Value) else str(term.python()) for name, term in row.items()}


def plans(store: Selects) -> list[PlanInfo]:
    """The plans of the dataset, by IRI."""
    found: dict[str, PlanInfo] = {}
    for row in _rows(store, "plans"):
        iri = row["plan"]
        title = row.get("title") or row.get("label") or _tail(iri)
        period = "–".join(year[:4] for year in (row.get("start", ""), row.get("end", "")) if year)
        info = PlanInfo(
            iri=iri, slug=_tail(iri), label=row.get("label") or title, title=title, place=row.get("place"),
            publisher=row.get("publisher"), number=row.get("number"), issued=row.get("issued"), period=period or None,
        )
        # A plan with two titles gives two rows; the smaller one wins, so that the picture is always the same.
        if iri not in found or (info.title, info.label) < (found[iri].title, found[iri].label):
            found[iri] = info
    return [found[iri] for iri in sorted(found)]


def choose(store: Selects, name: str | None) -> PlanInfo:
    """The plan called *name* (slug, IRI or title), or the only one.

    :raises NoPlan: the dataset is empty.
    :raises UnknownPlan: no plan is called so.
    :raises SeveralPlans: no name was given and there are several.
    """
    known = plans(store)
    if not known:
        raise NoPlan()
    slugs = "、".join(plan.slug for plan in known)
    if name is None:
        if len(known) > 1:
            raise SeveralPlans(plans=slugs)
        return known[0]
    for plan in known:
        if name in (plan.slug, plan.iri, plan.title, plan.label, plan.place):
            return plan
    raise UnknownPlan(name=name, plans=slugs)


def holding(store: Selects, iri: str, known: Iterable[PlanInfo]) -> list[PlanInfo]:
    """Those of the plans *known* that speak of the thing *iri*."""
    listed = list(known)
    own = [plan for plan in listed if iri == plan.iri or iri.startswith(plan.iri + "/")]
    if own:
        return own
    inside = {row["plan"] for row in _rows(store, "holding", thing=iri)}
    return [plan for plan in listed if plan.iri in inside]


def load(store: Selects, plan: PlanInfo) -> Network:
    """Everything that the plan's named graph says."""
    return _load(store, plan, plan.iri)


def _load(store: Selects, info: PlanInfo, plan: str) -> Network:
    divisions, passages = _document(store, plan)
    quotes: dict[str, Quote] = {}

    mentions: dict[str, list[str]] = defaultdict(list)
    for row in _evidence(_rows(store, "mentions", plan), passages, quotes):
        mentions[row["thing"]].append(row["evidence"])
    grounds: dict[str, list[str]] = defaultdict(list)
    for row in _evidence(_rows(store, "grounds", plan), passages, quotes):
        grounds[row["claim"]].append(row["evidence"])

    def in_order(evidence: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted(set(evidence), key=lambda iri: (quotes[iri].source_start, iri)))

    targets = list(_rows(store, "targets", plan))
    nodes = _things(store, plan, targets, passages, quotes, {iri: in_order(found) for iri, found in mentions.items()})
    edges: list[Edge] = []
    described: dict[str, list[str]] = defaultdict(list)
    for row in _rows(store, "claims", plan):
        relation = _tail(row["predicate"])
        subject, target = row["subject"], row["object"]
        evidence = in_order(grounds.get(row["claim"], ()))
        if relation in ("describes", "elaborates") and target in nodes:
            described[target].extend(evidence)
        elif subject in nodes and target in nodes and relation in RELATIONS:
            strength = row.get("strength")
            edges.append(Edge(
                iri=row["claim"], source=subject, relation=relation, target=target,
                basis=_tail(row.get("basis", "Explicit")), strength=_tail(strength) if strength else None,
                confidence=float(row.get("confidence", "1")), rule=row.get("rule", ""), evidence=evidence,
            ))
    edges.sort(key=lambda edge: (edge.source, edge.relation, edge.target, edge.iri))
    full = {
        iri: replace(node, described=in_order(described[iri])) if iri in described else node
        for iri, node in nodes.items()
    }
    indicator_of = {
        row["target"]: row["indicator"] for row in targets
        if row.get("indicator") in full and row["target"] in full
    }
    return Network(info, divisions, passages, quotes, full, tuple(edges), indicator_of)


def _document(store: Selects, plan: str) -> tuple[dict[str, Division], dict[str, Passage]]:
    divisions: dict[str, Division] = {}
    passages: dict[str, Passage] = {}
    for row in _rows(store, "divisions", plan):
        iri, kind = row["division"], cast(Literal["Chapter", "Section", "Box", "Table"], _tail(row["kind"]))
        order = int(row.get("order", "0"))
        chapter = row.get("chapter")
        divisions[iri] = Division(
            iri, kind, row.get("number", ""), row["label"], order, None if kind == "Chapter" else chapter
        )
        # Headings and tables hold evidence as paragraphs do.
        passages[iri] = Passage(
            iri, row.get("text", row["label"]), order, iri if kind == "Chapter" else chapter,
            iri if kind in ("Section", "Box") else row.get("section"),
        )
    for row in _rows(store, "passages", plan):
        passages[row["passage"]] = Passage(
            row["passage"], row["text"], int(row.get("order", "0")), row.get("chapter"), row.get("section"),
            row.get("origin"),
        )
    return (
        dict(sorted(divisions.items(), key=lambda item: (item[1].order, item[0]))),
        dict(sorted(passages.items(), key=lambda item: (item[1].order, item[0]))),
    )


def _evidence(rows: Iterable[Row], passages: Mapping[str, Passage], quotes: dict[str, Quote]) -> Iterator[Row]:
    """Pass *rows* on and keep the evidence that they name."""
    for row in rows:
        iri = row["evidence"]
        if iri not in quotes:
            place = passages.get(row["passage"])
            found = locate(row["quote"], place.text) if place else None
            start, end = found if found else (None, None)
            quotes[iri] = Quote(iri, row["passage"], row["quote"], int(row["start"]), start, end)
        yield row


def locate(quote: str, text: str) -> tuple[int, int] | None:
    """Where *quote* stands in the reading text *text*; layout's line breaks and spaces do not count.

    >>> locate("打造\\n“双千亿”市", "围绕打造“双千亿”市。")
    (2, 9)
    """
    at = text.find(quote)
    if at >= 0:
        return at, at + len(quote)
    kept = [i for i, char in enumerate(text) if not char.isspace()]
    packed = "".join(text[i] for i in kept)
    wanted = "".join(quote.split())
    at = packed.find(wanted)
    if at < 0 or not wanted:
        return None
    return kept[at], kept[at + len(wanted) - 1] + 1


def _things(
    store: Selects, plan: str, targets: Iterable[Row], passages: Mapping[str, Passage], quotes: Mapping[str, Quote],
    mentions: Mapping[str, tuple[str, ...]],
) -> dict[str, Node]:
    aliases: dict[str, set[str]] = defaultdict(set)
    for row in _rows(store, "aliases", plan):
        aliases[row["thing"]].add(row["alias"])
    observations: dict[str, set[tuple[str, str, str, str, str]]] = defaultdict(set)
    for row in _rows(store, "observations", plan):
        role, unit = _tail(row.get("role", "")), row.get("unit", "")
        # The unit that a table gives is the value's; growth is in per cent, whatever is measured.
        shown = "%" if role.endswith("Growth") and not unit.startswith("%") else unit
        observations[row["indicator"]].add((
            row.get("table", ""), role, row.get("text", "") + ("" if row.get("text", "").startswith("[") else shown),
            row.get("year", "")[:4], _tail(row.get("nature", "")),
        ))
    facts: dict[str, tuple[tuple[str, str], ...]] = {}
    for row in targets:
        pairs = [
            ("subject", row.get("subject")), ("comparator", _tail(row.get("comparator", "")) or None),
            ("value", row.get("text") or row.get("value")), ("unit", row.get("unit")),
            ("year", (row.get("year") or "")[:4] or None),
        ]
        facts[row["target"]] = tuple((key, value) for key, value in pairs if value)

    rows: dict[str, Row] = {}
    for row in _rows(store, "things", plan):
        iri = row["thing"]
        # Two classes or labels give two rows: the first in the order of classes and names stands.
        if iri not in rows or _rank(row) < _rank(rows[iri]):
            rows[iri] = row
    nodes: dict[str, Node] = {}
    for iri in sorted(rows):
        row = rows[iri]
        cls = cast(ThingClass, _tail(row["class"]))
        found = mentions.get(iri, ())
        places = [passages[quotes[e].passage] for e in found if quotes[e].passage in passages]
        chapters = [place.chapter for place in places if place.chapter]
        home = None
        if chapters:
            counted = Counter(chapters)
            most = max(counted.values())
            home = chapters[0] if cls == "Task" else next(c for c in chapters if counted[c] == most)
        code = row.get("code")
        nodes[iri] = Node(
            iri=iri, cls=cls, label=row["label"], aliases=tuple(sorted(aliases.get(iri, ()))),
            headline=row.get("headline") in ("true", "1"), definition=row.get("definition"),
            facts=((("code", code),) if code else ()) + facts.get(iri, ()),
            observations=tuple(sorted(observations.get(iri, ()))), mentions=found,
            order=min((place.order for place in places), default=1_000_000), chapter=home,
            chapters=tuple(dict.fromkeys(chapters)),
        )
    return dict(sorted(nodes.items(), key=lambda item: (item[1].order, item[0])))


def _rank(row: Row) -> tuple[int, str]:
    return CLASSES.index(cast(ThingClass, _tail(row["class"]))), row["label"]


def _tail(iri: str) -> str:
    """Local name of an IRI."""
    return iri.rpartition("#")[2].rstrip("/").rpartition("/")[2]
