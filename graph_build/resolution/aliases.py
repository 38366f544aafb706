"""Reasons why two names of one class are one thing.

Every rule gives forms that a name may also go by. Names with a form in common are joined where that is unambiguous: a
short form that two fuller names could stand for joins neither. Names that merely contain one another are told apart
(头门港, 头门港区, 浙江头门港经济开发区).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph_build.mentions.lexicon import Entry
from graph_build.model import HeadlineGoal, Mention, Plan, ThingClass
from graph_build.resolution.keys import syllables
from graph_build.resolution.known import Known
from graph_build.resolution.names import (
    CLASSIFIERS,
    PlaceForms,
    balanced,
    indicator_core,
    normal,
    quoted_name,
    short_place,
)

Node = tuple[ThingClass, str]

_SHORT_FOR = re.compile(
    r"[（(](?:以下)?(?:统称|合称|简称)(?:为)?[：:]?[“\"]?([^”\"）)，,]{2,16})[”\"]?[）)]|，(?:以下)?简称(?:为)?[“\"]([^”\"]{2,16})[”\"]"
)
_CALLED = re.compile(r"^(?:即|是|指)?[“\"]?([^“”\"，,。；]{4,30})[”\"]?的(?:简称|统称|合称)")
_ROUND = re.compile(r"^(?:新一轮|新一批|第[一二三四五六七八九十\d]+批|深化|推进)(?=[^、]{6})")
"""A round of the same thing (新一轮义乌国际贸易综合改革)."""
_AFTER_QUOTE = re.compile(r"(?<=.{6})”(?:改革|模式|机制|制度|行动|工程)$")
_NO_MISPRINT = re.compile(
    r"[一二三四五六七八九十\d东西南北中上下前后左右大小新老旧高低内外省市县区镇乡村甲乙丙丁]"
)


@dataclass(frozen=True, slots=True)
class Cluster:
    """The mentions of one thing, and the listed thing that they mean, if one is."""

    cls: ThingClass
    mentions: tuple[Mention, ...]
    entry: Entry | None


class _Sets:
    """Disjoint sets of names. Two names of different listed things, or of different table rows, never join."""

    def __init__(self, nodes: Mapping[Node, list[Mention]], entries: Mapping[Node, Entry | None]) -> None:
        self._parent: dict[Node, Node] = {node: node for node in nodes}
        self._fixed: dict[Node, frozenset[str]] = {}
        for node, members in nodes.items():
            marks = {f"row:{node[1]}" for m in members if m.rule.startswith("table-")}
            entry = entries[node]
            if entry is not None and entry.code:
                marks.add(f"code:{entry.code}")
            self._fixed[node] = frozenset(marks)

    def find(self, node: Node) -> Node:
        while self._parent[node] != node:
            self._parent[node] = self._parent[self._parent[node]]
            node = self._parent[node]
        return node

    def join(self, a: Node, b: Node) -> None:
        a, b = self.find(a), self.find(b)
        marks = self._fixed[a] | self._fixed[b]
        kinds = [mark.split(":", 1)[0] for mark in marks]
        if a == b or len(kinds) != len(set(kinds)):
            return
        self._parent[b] = a
        self._fixed[a] = marks


def join(
    plan: Plan, mentions: Iterable[Mention], known: Known, headline: Sequence[HeadlineGoal]
) -> list[Cluster]:
    """``mentions`` in clusters, one for each thing, in the order in which the text first names them."""
    nodes: dict[Node, list[Mention]] = defaultdict(list)
    for m in mentions:
        nodes[m.cls, normal(m.label)].append(m)
    entries = {node: known.entry(members[0].label, node[0]) for node, members in nodes.items()}
    sets = _Sets(nodes, entries)
    _same_entry(sets, entries)
    _same_core(sets, nodes, known.forms)
    claims = _claims(plan, nodes, known.forms, headline)
    # A short name that the gazetteers list means that thing, not the local one with a place in front (中欧班列).
    _short_forms(
        sets, nodes, (c for c in claims if c[0][0] == "Place" or not entries.get(c[0]) or entries.get(c[1]))
    )
    _misprints(sets, nodes)
    groups: dict[Node, list[Node]] = defaultdict(list)
    for node in nodes:
        groups[sets.find(node)].append(node)
    out: list[Cluster] = []
    for members in groups.values():
        entry = next((e for e in (entries[node] for node in members) if e is not None), None)
        out.append(Cluster(members[0][0], tuple(m for node in members for m in nodes[node]), entry))
    return out


def _same_entry(sets: _Sets, entries: Mapping[Node, Entry | None]) -> None:
    """长三角 and 长三角地区, 跨境电商综合试验区 and 跨境电商综试区: the gazetteers list them as one thing.

    Not industries, goals and indicators: what the lists call another form (现代物流 for 物流业) plans set apart.
    """
    first: dict[tuple[ThingClass, str, str | None], Node] = {}
    for node, entry in entries.items():
        if entry is not None and node[0] not in ("Industry", "Goal", "Indicator"):
            sets.join(first.setdefault((node[0], entry.name, entry.code), node), node)


def _same_core(sets: _Sets, nodes: Mapping[Node, list[Mention]], places: PlaceForms) -> None:
    """物流业 and 物流产业: the classifier apart they are one name; so are two that differ by the plan's own place."""
    first: dict[Node, Node] = {}
    for node, members in nodes.items():
        cls = node[0]
        if cls in ("Place", "Task"):
            continue
        label = members[0].label
        if cls == "Indicator":
            sets.join(first.setdefault((cls, indicator_core(label)), node), node)
            continue
        core = _without_classifier(label, cls)
        if cls in ("Platform", "Project", "Organization"):
            core = places.anywhere_without(core)
        if len(normal(core)) >= (2 if cls == "Industry" else 4):
            sets.join(first.setdefault((cls, normal(core)), node), node)


def _without_classifier(label: str, cls: ThingClass) -> str:
    least = 2 if cls == "Industry" else 4
    while tail := next((t for t in CLASSIFIERS[cls] if label.endswith(t) and len(label) - len(t) >= least), None):
        label = balanced(label[: -len(tail)])
    if cls in ("Program", "Strategy", "Goal"):
        label = _ROUND.sub("", _AFTER_QUOTE.sub("”", label))
    return label


def _claims(
    plan: Plan, nodes: Mapping[Node, list[Mention]], places: PlaceForms, headline: Sequence[HeadlineGoal]
) -> Iterator[tuple[Node, Node]]:
    """Pairs of (short name, fuller name that may be meant by it)."""
    heads = {
        name
        for cls, name in nodes
        if cls in ("Place", "Platform", "Organization", "Project") and len(name) >= 2
    }
    for (cls, name), members in nodes.items():
        label = members[0].label
        forms = [alias for m in members for alias in m.aliases if not _only_quoted(alias, label)]
        if cls == "Place":
            forms.append(short_place(label))
        elif cls not in ("Indicator", "Task"):
            forms.append(places.without(label, parents=True))
            if (inner := quoted_name(label)) and len(normal(inner)) >= 3:
                forms.append(inner)
            if cls in ("Platform", "Project", "Organization"):
                forms += [label[i:] for i in range(2, len(label) - 3) if normal(label[:i]) in heads]
        for form in forms:
            if (short := normal(form)) and short != name:
                yield (cls, short), (cls, name)
    for h in headline:
        for alias in h.aliases:
            yield (h.mention.cls, normal(alias)), (h.mention.cls, normal(h.mention.label))
    yield from _abbreviations(plan, nodes)


def _only_quoted(alias: str, label: str) -> bool:
    """Whether ``alias`` is no more than the quotation in ``label``: an alias of it, but no proof that both are one."""
    bare = alias.strip('“”"')
    return quoted_name(label) != bare and (f"“{bare}”" in label or f'"{bare}"' in label) and alias != label


def _abbreviations(plan: Plan, nodes: Mapping[Node, list[Mention]]) -> Iterator[tuple[Node, Node]]:
    """中国（浙江）自由贸易试验区（以下简称“浙江自贸区”）; terms that the plan itself explains as a short form."""
    ends: dict[tuple[str, int], Node] = {}
    for node, members in nodes.items():
        for m in members:
            ends[m.evidence.passage, m.evidence.end] = node
    for passage, _ in plan.texts():
        if "简称" not in passage.text and "统称" not in passage.text:
            continue
        for found in _SHORT_FOR.finditer(passage.text):
            named = ends.get((passage.key, passage.span(0, found.start())[1])) if found.start() else None
            if named is not None:
                yield (named[0], normal(found.group(1) or found.group(2))), named
    for term, meaning, _ in plan.definitions:
        if called := _CALLED.match(meaning):
            for cls, name in list(nodes):
                if name == normal(called.group(1)):
                    yield (cls, normal(term)), (cls, name)


def _short_forms(
    sets: _Sets, nodes: Mapping[Node, list[Mention]], claims: Iterable[tuple[Node, Node]]
) -> None:
    """Join a short name that the text uses to the one fuller name that claims it."""
    owners: dict[Node, set[Node]] = defaultdict(set)
    for short, whole in claims:
        if short in nodes and whole in nodes and short != whole:
            owners[short].add(whole)
    for short in sorted(owners):
        wholes = sorted(owners[short])
        if len({sets.find(whole) for whole in wholes}) == 1:
            sets.join(wholes[0], short)


def _misprints(sets: _Sets, nodes: Mapping[Node, list[Mention]]) -> None:
    """Join a name to the one that it misspells.

    Either two characters are transposed (台金铁路, 金台铁路), or one is written by another of the same sound in a name
    that occurs once beside one that occurs three times or more.
    """
    by_letters: dict[tuple[ThingClass, str], list[Node]] = defaultdict(list)
    by_sound: dict[tuple[ThingClass, str], list[Node]] = defaultdict(list)
    for node in nodes:
        cls, name = node
        if len(name) >= 4 and cls not in ("Indicator", "Task"):
            by_letters[cls, "".join(sorted(name))].append(node)
            by_sound[cls, syllables(name)].append(node)
    for same in by_letters.values():
        for a in same:
            for b in same:
                if a < b and (_transposed(a[1], b[1]) or (a[0] == "Goal" and _swapped(a[1], b[1]))):
                    sets.join(a, b)
    for same in by_sound.values():
        for a in same:
            for b in same:
                if a < b and len(a[1]) == len(b[1]) and _one_differs(a[1], b[1]):
                    rare, often = sorted((len(nodes[a]), len(nodes[b])))
                    if rare == 1 and often >= 3:
                        sets.join(a, b)


def _transposed(a: str, b: str) -> bool:
    """Two neighbouring characters have changed places, none of them a number or a direction that tells things apart."""
    at = [i for i in range(len(a)) if a[i] != b[i]]
    return (
        len(at) == 2
        and at[1] == at[0] + 1
        and a[at[0]] == b[at[1]]
        and a[at[1]] == b[at[0]]
        and not re.search(r"[一二三四五六七八九十\d]", a[at[0]] + a[at[1]])
    )


def _swapped(a: str, b: str) -> bool:
    """Two parts of at least two characters have changed places: 台州副中心城市, 台州城市副中心."""
    start = next((i for i in range(len(a)) if a[i] != b[i]), len(a))
    end = next((i for i in range(len(a)) if a[-1 - i] != b[-1 - i]), len(a))
    x, y = a[start : len(a) - end], b[start : len(b) - end]
    return len(x) >= 4 and any(x[i:] + x[:i] == y for i in range(2, len(x) - 1))


def _one_differs(a: str, b: str) -> bool:
    at = [i for i in range(len(a)) if a[i] != b[i]]
    return len(at) == 1 and not _NO_MISPRINT.search(a[at[0]] + b[at[0]])
