"""Mentions → things: one node for one thing, however often and in however many forms the text names it.

1. Table rows add their indicators and projects to the mentions.
2. A name that two classes claim goes to the class with more evidence (:func:`_settle_classes`).
3. Equal normalised names of one class are one thing, always.
4. Different names are one thing only for a reason that the text gives (:mod:`graph_build.resolution.aliases`).
5. The fullest name becomes the label, every other form an alias; the key is made of the name's core.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from graph_build.mentions import tables
from graph_build.model import Division, HeadlineGoal, Mention, Plan, Thing, ThingClass
from graph_build.resolution import table_places
from graph_build.resolution.aliases import Cluster, join
from graph_build.resolution.keys import digest, pinyin
from graph_build.resolution.known import Known, shared_key
from graph_build.resolution.names import PlaceForms, core, normal
from graph_build.supporting.positions import short_forms


def resolve(
    plan: Plan, mentions: Iterable[Mention], headline: Sequence[HeadlineGoal] = ()
) -> tuple[Thing, ...]:
    """The things that ``mentions`` (tasks and others), the tables and the ``headline`` goals of ``plan`` name.

    Things come in the order in which the text first names them. No two things but Tasks share class and normalised
    label, and no two things share a key.
    """
    known = Known(plan.metadata)
    found = _schemes_of_boxes(plan, _goals_in_short(mentions, headline))
    listed = [*tables.find(plan), *table_places.mentions(plan)]
    every = dict.fromkeys([*found, *(goal.mention for goal in headline), *listed])
    tasks = [m for m in every if m.cls == "Task"]
    named = _settle_classes([m for m in every if m.cls != "Task" and normal(m.label)], known.forms)
    meanings = {normal(term): meaning for term, meaning, _ in plan.definitions}
    things = [_thing(plan, c, known.forms, headline, meanings) for c in join(plan, named, known, headline)]
    things += _tasks(plan, tasks)
    things.sort(
        key=lambda t: (
            t.mentions[0].evidence.start,
            t.cls != "Task",
            t.mentions[0].evidence.end,
            t.cls,
            t.label,
        )
    )
    return _distinct_keys(plan, things)


_ERA = re.compile(r"(?:时代|目标|梦想?|征程|行列|大关|俱乐部|阵营|方阵|愿景|建设|市|省|县|区)$")
"""What follows a headline goal's short form and makes no other thing of it (“双千亿”时代)."""


def _goals_in_short(mentions: Iterable[Mention], headline: Sequence[HeadlineGoal]) -> list[Mention]:
    """``mentions``, those that are a headline goal's quoted short form as mentions of the goal.

    A tagger takes “双千亿” for a scheme; beside the goal “双千亿”市 it is the goal.
    """
    goals = {normal(s): h.mention for h in headline for s in short_forms(h.mention.label)}
    out: list[Mention] = []
    for m in mentions:
        name = _ERA.sub("", m.label) if m.cls in ("Program", "Strategy", "Goal", "Project", "Indicator") else ""
        goal = goals.get(normal(name)) if name.strip("“”") != m.label else None
        same = goal is None or normal(m.label) == normal(goal.label)
        if goal is not None and not same:
            m = replace(m, cls="Goal", label=goal.label, aliases=(m.label, *m.aliases))
        out.append(m)
    return out


_SCHEME = re.compile(r"(?:工程|行动|计划)$")


def _schemes_of_boxes(plan: Plan, mentions: list[Mention]) -> list[Mention]:
    """``mentions``, a 工程 that is the whole title of a box as the scheme of what stands in it (排水管网畅通工程)."""
    keys = {d.heading.key: normal(d.title) for d, _ in plan.walk() if isinstance(d, Division) and d.kind == "box"}
    schemes = {
        normal(m.label)
        for m in mentions
        if m.cls == "Project"
        and _SCHEME.search(m.label)
        and (title := keys.get(m.evidence.passage, "")).endswith(normal(m.label))
        and len(title) - len(normal(m.label)) <= 4
    }
    return [replace(m, cls="Program") if m.cls == "Project" and normal(m.label) in schemes else m for m in mentions]


def _settle_classes(mentions: list[Mention], places: PlaceForms) -> list[Mention]:
    """Give every name that two classes claim to the class with the larger sum of confidences (ties: named first).

    A name with and without the plan's own place or an area above it is one name here: the class of
    浙江头门港经济开发区 decides that of 头门港经济开发区.
    """
    weight: dict[str, dict[ThingClass, float]] = defaultdict(dict)

    short: dict[str, str] = {}

    def name(m: Mention) -> str:
        if m.label not in short:
            bare = normal(places.without(m.label, parents=True))
            short[m.label] = bare if len(bare) >= 5 else normal(m.label)
        return short[m.label]

    for m in mentions:
        votes = weight[name(m)]
        votes[m.cls] = votes.get(m.cls, 0.0) + m.confidence + (10.0 if m.rule.startswith("table-") else 0.0)
    best = {key: max(votes, key=lambda c: votes[c]) for key, votes in weight.items()}
    return [m if m.cls == best[name(m)] else replace(m, cls=best[name(m)]) for m in mentions]


def _label(cluster: Cluster, headline: Sequence[HeadlineGoal]) -> str:
    """The name that a thing goes by.

    A listed thing that plans share goes by its listed name; else a table row's or a headline goal's name counts, else
    the longest, as it is most often written (of an indicator, the form that is written most often).
    """
    if cluster.entry is not None and shared_key(cluster.entry):
        return cluster.entry.name
    fixed = [m for m in cluster.mentions if m.rule.startswith("table-")]
    if cluster.cls == "Goal" and not fixed:
        stated = {h.mention for h in headline}
        fixed = [m for m in cluster.mentions if m in stated]
    counts: dict[str, int] = {}
    for m in fixed or cluster.mentions:
        counts[m.label] = counts.get(m.label, 0) + 1
    if cluster.cls == "Indicator":  # 地区生产总值 rather than 全市地区生产总值
        return max(counts, key=lambda label: (counts[label], len(label)))
    longest = max(len(normal(label)) for label in counts)
    forms = [label for label in counts if len(normal(label)) == longest]
    return max(forms, key=lambda label: (counts[label], len(label)))


def _thing(
    plan: Plan,
    cluster: Cluster,
    places: PlaceForms,
    headline: Sequence[HeadlineGoal],
    meanings: Mapping[str, str],
) -> Thing:
    members = sorted(cluster.mentions, key=lambda m: (m.evidence.start, m.evidence.end, m.label))
    cls, entry, label = cluster.cls, cluster.entry, _label(cluster, headline)
    goals = [h for h in headline if h.mention in members] if cls == "Goal" else []
    forms = [
        *(a for h in goals for a in h.aliases),
        *(m.label for m in members),
        *(a for m in members for a in m.aliases),
    ]
    seen = {normal(label)}
    aliases: list[str] = []
    for form in forms:
        if (other := normal(form)) and other not in seen:
            seen.add(other)
            aliases.append(form)
    return Thing(
        key=_key(plan, cluster, label, places),
        cls=cls,
        label=label,
        aliases=tuple(aliases),
        mentions=tuple(dict.fromkeys(members)),
        code=entry.code if entry is not None and cls in ("Place", "Industry") else None,
        headline=bool(goals),
        definition=next((meanings[name] for name in seen if name in meanings), None),
    )


def _key(plan: Plan, cluster: Cluster, label: str, places: PlaceForms) -> str:
    entry = cluster.entry
    if entry is not None and shared_key(entry):
        if entry.code is not None:
            return f"place/{entry.code}"
        return f"strategy/{pinyin(normal(entry.name))}-{digest('Strategy', normal(entry.name))}"
    name = core(label, cluster.cls, places)
    return f"{plan.source.slug}/{cluster.cls.lower()}/{pinyin(name)}-{digest(cluster.cls, name)}"


def _tasks(plan: Plan, tasks: Iterable[Mention]) -> list[Thing]:
    """One thing for every task heading of a section: the same words may head a paragraph elsewhere as well."""
    sections = {p.key: (path[-1].title if path else "") for p, path in plan.texts()}
    groups: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for m in tasks:
        groups[sections.get(m.evidence.passage, ""), normal(m.label)].append(m)
    out: list[Thing] = []
    for (section, name), members in groups.items():
        label = members[0].label
        aliases = tuple(dict.fromkeys(a for m in members for a in m.aliases if normal(a) != name))
        key = f"{plan.source.slug}/task/{pinyin(normal(label))}-{digest('Task', normal(section), name)}"
        out.append(Thing(key=key, cls="Task", label=label, aliases=aliases, mentions=tuple(members)))
    return out


def _distinct_keys(plan: Plan, things: list[Thing]) -> tuple[Thing, ...]:
    """The things, those whose cores are equal keyed by their whole names instead."""
    count: dict[str, int] = defaultdict(int)
    for t in things:
        count[t.key] += 1
    out: list[Thing] = []
    for t in things:
        if count[t.key] > 1:
            name = normal(t.label)
            t = replace(
                t, key=f"{plan.source.slug}/{t.cls.lower()}/{pinyin(name)}-{digest(t.cls, name, 'whole')}"
            )
        out.append(t)
    return tuple(out)
