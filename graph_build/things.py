"""Mentions → things: one node for one thing, however often and in however many forms the text names it.

1. Table rows add their indicators and projects to the mentions.
2. A name that two classes claim goes to the class with more evidence (:func:`_settle_classes`).
3. Equal normalised names of one class are one thing, always.
4. Different names are one thing only for a reason that the text gives (:mod:`graph_build.resolution.aliases`).
5. The fullest name becomes the label, every other form an alias; the key is made of the name's core.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from graph_build.mentions import tables
from graph_build.model import HeadlineGoal, Mention, Plan, Thing, ThingClass
from graph_build.resolution.aliases import join
from graph_build.resolution.keys import digest, pinyin
from graph_build.resolution.names import PlaceForms, core, normal, place_forms


def resolve(
    plan: Plan, mentions: Iterable[Mention], headline: Sequence[HeadlineGoal] = ()
) -> tuple[Thing, ...]:
    """The things that ``mentions`` (tasks and others), the tables and the ``headline`` goals of ``plan`` name.

    Things come in the order in which the text first names them. No two things but Tasks share class and normalised
    label, and no two things share a key.
    """
    places = place_forms(plan.metadata.place)
    all_mentions = [*mentions, *(goal.mention for goal in headline), *tables.find(plan)]
    all_mentions = list(dict.fromkeys(all_mentions))
    tasks = [m for m in all_mentions if m.cls == "Task"]
    named = _settle_classes([m for m in all_mentions if m.cls != "Task" and normal(m.label)])
    groups = join(named, places, headline)
    things = [_thing(plan, cls, members, places, headline) for cls, members in groups]
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


def _settle_classes(mentions: list[Mention]) -> list[Mention]:
    """Give every name that two classes claim to the class with the larger sum of confidences (ties: named first)."""
    weight: dict[str, dict[ThingClass, float]] = defaultdict(dict)
    for m in mentions:
        votes = weight[normal(m.label)]
        votes[m.cls] = votes.get(m.cls, 0.0) + m.confidence + (10.0 if m.rule.startswith("table-") else 0.0)
    best = {name: max(votes, key=lambda c: votes[c]) for name, votes in weight.items()}
    out: list[Mention] = []
    for m in mentions:
        cls = best[normal(m.label)]
        out.append(m if m.cls == cls else Mention(cls, m.label, m.evidence, m.rule, m.confidence, m.aliases))
    return out


def _label(cls: ThingClass, members: list[Mention], headline: Sequence[HeadlineGoal]) -> str:
    """The name that a group goes by: a table row's or a headline goal's, else the longest, as most often written."""
    fixed = [m for m in members if m.rule.startswith("table-")]
    if cls == "Goal" and not fixed:
        stated = {h.mention for h in headline}
        fixed = [m for m in members if m in stated]
    pool = fixed or members
    counts: dict[str, int] = {}
    for m in pool:
        counts[m.label] = counts.get(m.label, 0) + 1
    longest = max(len(normal(label)) for label in counts)
    forms = [label for label in counts if len(normal(label)) == longest]
    return max(forms, key=lambda label: (len(label), counts[label]))


def _thing(
    plan: Plan, cls: ThingClass, members: list[Mention], places: PlaceForms, headline: Sequence[HeadlineGoal]
) -> Thing:
    members = sorted(members, key=lambda m: (m.evidence.start, m.evidence.end, m.label))
    label = _label(cls, members, headline)
    goals = [h for h in headline if h.mention in members] if cls == "Goal" else []
    forms = [
        *(m.label for m in members),
        *(a for m in members for a in m.aliases),
        *(a for h in goals for a in h.aliases),
    ]
    seen = {normal(label)}
    aliases: list[str] = []
    for form in forms:
        if (other := normal(form)) and other not in seen:
            seen.add(other)
            aliases.append(form)
    name = core(label, cls, places)
    return Thing(
        key=f"{plan.source.slug}/{cls.lower()}/{pinyin(name)}-{digest(cls, name)}",
        cls=cls,
        label=label,
        aliases=tuple(aliases),
        mentions=tuple(dict.fromkeys(members)),
        headline=bool(goals),
    )


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
            t = Thing(
                f"{plan.source.slug}/{t.cls.lower()}/{pinyin(name)}-{digest(t.cls, name, 'whole')}",
                t.cls,
                t.label,
                t.aliases,
                t.mentions,
                t.code,
                t.headline,
                t.definition,
            )
        out.append(t)
    return tuple(out)
