"""Reasons why two names of one class are one thing.

Each rule proposes pairs of names; a pair is taken only where it is unambiguous: a short form that two fuller names
could stand for joins neither. Names that merely contain one another are told apart (头门港,
头门港区, 浙江头门港经济开发区).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from graph_build.model import HeadlineGoal, Mention, ThingClass
from graph_build.resolution.names import CLASSIFIERS, PlaceForms, balanced, normal, quoted_parts, short_place


def join(
    mentions: list[Mention], places: PlaceForms, headline: Sequence[HeadlineGoal]
) -> list[tuple[ThingClass, list[Mention]]]:
    """``mentions`` in groups, one group per thing, with the group's class; groups in order of first mention."""
    by_name: dict[tuple[ThingClass, str], list[Mention]] = defaultdict(list)
    for m in mentions:
        by_name[m.cls, normal(m.label)].append(m)
    parent: dict[tuple[ThingClass, str], tuple[ThingClass, str]] = {node: node for node in by_name}

    def find(node: tuple[ThingClass, str]) -> tuple[ThingClass, str]:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    claims: dict[tuple[ThingClass, str], set[tuple[ThingClass, str]]] = defaultdict(set)
    for (cls, name), members in by_name.items():
        for form in _short_forms(cls, members, places):
            node = (cls, normal(form))
            if form and node != (cls, name):
                claims[node].add((cls, name))
    for h in headline:
        whole = (h.mention.cls, normal(h.mention.label))
        for alias in h.aliases:
            claims[h.mention.cls, normal(alias)].add(whole)
    for short in sorted(claims):
        owners = claims[short]
        if short not in by_name or not all(owner in by_name for owner in owners):
            continue
        if len({find(o) for o in owners}) == 1:
            a, b = find(short), find(next(iter(sorted(owners))))
            if a != b:
                parent[a] = b
    groups: dict[tuple[ThingClass, str], list[Mention]] = defaultdict(list)
    for node, members in by_name.items():
        groups[find(node)] += members
    return [(cls, members) for (cls, _), members in groups.items()]


def _short_forms(cls: ThingClass, members: list[Mention], places: PlaceForms) -> list[str]:
    """Other forms that the name of ``members`` may go by."""
    out: list[str] = []
    for m in members:
        out += m.aliases
    label = members[0].label
    if cls in ("Indicator", "Task"):
        return out
    if cls == "Place":
        short = short_place(label)
        return [*out, short] if short != label else out
    out.append(places.without(label, parents=True))
    for tail in CLASSIFIERS[cls]:
        if label.endswith(tail) and len(label) - len(tail) >= (2 if cls == "Industry" else 4):
            out.append(balanced(label[: -len(tail)]))
            break
    if len(parts := quoted_parts(label)) == 1 and len(normal(parts[0])) >= 3:
        out.append(parts[0])
    return out
