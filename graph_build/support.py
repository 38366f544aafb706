"""What supports which goal, and why.

A Task supports a headline goal on four grounds, each with the sentences that show it:

* **Explicit**: its paragraph names the goal or its short form.
* **Structural**: its section's or chapter's title, or the chapter's opening, does.
* **Indicator**: its number is one of the goal's description, adds up to one with others, or its chapter opens with one.
* **Thematic**: the goal's description names what the task does, by field of policy or by the name of a thing.

Projects, platforms, programmes and strategies support a goal whose description names them, and contribute to the goals
of the task that advances or carries them out. ``docs/explanation/supports.md`` has the measure and what was tried.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from graph_build.model import Claim, Division, Evidence, HeadlineGoal, Mention, Passage, Plan, QuantifiedTarget, Thing
from graph_build.supporting.aspects import NAMING, Aspect, aspects
from graph_build.supporting.grounds import Ground, by_name, by_number, by_object, by_quotation, by_theme, core, quoted
from graph_build.supporting.indicators import Link, described_numbers, links, plain
from graph_build.supporting.profiles import Profile, profiles
from graph_build.supporting.stance import stances

DIRECT = 0.85
"""From this score on the text gives grounds (grade 2 of the annotation guide)."""
CONTRIBUTING = 0.7
"""From this score on support is plausible enough to be stated."""
IN_PARAGRAPH = 0.75
"""The same for what only the words of a paragraph show."""
_PER_PAIR = 3
_THROUGH = frozenset({"advances", "implements"})


def find(
    plan: Plan,
    things: Sequence[Thing],
    targets: Sequence[QuantifiedTarget],
    claims: Sequence[Claim],
    headline: Sequence[HeadlineGoal],
    scope: Mapping[str, Mention],
) -> tuple[Claim, ...]:
    """The ``supports``, ``measuredBy``, ``describes`` and ``elaborates`` claims of ``plan``, in reading order.

    :param claims: the relations found before; a thing that a supporting task advances contributes through it.
    :param scope: passage key → the Task mention that governs it.
    """
    passages = {p.key: p for p, _ in plan.texts()}
    goals = _goal_keys(headline, things)
    tasks = {m: t.key for t in things if t.cls == "Task" for m in t.mentions}
    out: list[Claim] = list(_elaborations(plan, scope, tasks))
    if not headline:
        return tuple(out)
    namable = _namable(things, headline)
    promises = aspects(headline, passages, namable)
    numbers = links(headline, targets, passages)
    out += _descriptions(headline, goals)
    out += _measures(headline, goals, targets, things)
    stance = stances(plan)
    stating: dict[str, set[int]] = defaultdict(set)
    for index, goal in enumerate(headline):
        stating[goal.mention.evidence.passage].add(index)
    working = [
        (m, k)
        for m, k in sorted(tasks.items(), key=lambda item: item[0].evidence.start)
        if stance.get(m.evidence.passage) == "plan"
    ]
    common = _common(headline, passages)
    rare = _rare_quotations(passages)
    supported: dict[str, dict[int, tuple[float, tuple[Evidence, ...]]]] = {}
    named = _named_by_passage(namable)
    openings = _openings(plan)
    for profile in profiles(plan, working, scope):
        grounds = by_name(profile, headline, common, plan.metadata.kind == "report")
        here = stating.get(profile.task.evidence.passage)
        if (
            here is not None
        ):  # 建设美好生活标杆市。… states the goal and describes it; other goals that it names it explains
            grounds = [g for g in grounds if g.goal in here]
        else:
            grounds += by_object(profile, headline, plan.metadata.title)
            grounds += by_number(profile, numbers, openings)
            grounds += by_theme(profile, promises, _names_in(profile, named))
            grounds += by_quotation(profile, headline, passages, rare)
        out += _claims_of(profile, grounds, goals, supported)
    out += _of_things(promises, goals)
    out += _of_targets(numbers, goals)
    out += _through(claims, supported, goals, frozenset(t.key for t in namable))
    return tuple(out)


def _goal_keys(headline: Sequence[HeadlineGoal], things: Sequence[Thing]) -> list[str | None]:
    by_mention = {m: t.key for t in things for m in t.mentions if t.cls == "Goal"}
    by_label = {name: t.key for t in reversed(things) if t.cls == "Goal" for name in (t.label, *t.aliases)}
    return [by_mention.get(g.mention) or by_label.get(g.mention.label) for g in headline]


def _common(headline: Sequence[HeadlineGoal], passages: Mapping[str, Passage]) -> frozenset[str]:
    """Cores of goal names that stand in more than one passage in fifty (民营经济): they name a topic as well."""
    out: set[str] = set()
    for goal in headline:
        own = core(goal.mention.label)
        if sum(own in p.text for p in passages.values()) > max(5, len(passages) // 50):
            out.add(own)
    return frozenset(out)


def _rare_quotations(passages: Mapping[str, Passage]) -> dict[str, int]:
    """Quoted expressions that at most one passage in sixty has: the others are everybody's (“十四五”)."""
    counts: dict[str, int] = {}
    for passage in passages.values():
        for expression in quoted(passage.text):
            counts[expression] = counts.get(expression, 0) + 1
    return {e: n for e, n in counts.items() if 2 <= n <= max(4, len(passages) // 60)}


def _least(ground: Ground) -> float:
    """What a ground must reach: a paragraph speaks of many things, so its words alone must say more."""
    return IN_PARAGRAPH if ground.rule == "description-paragraph" else CONTRIBUTING


def confidence(ground: Ground) -> float:
    """How often a ground of this kind and score is right, from the reference chapters left out in turn."""
    if ground.basis in ("Explicit", "Structural"):
        return 0.95 if ground.score >= 1.0 else 0.9
    if ground.basis == "Indicator":
        return 0.97 if ground.score >= 1.2 else 0.93 if ground.score >= 0.9 else 0.6
    if ground.score >= 1.0:
        return 0.93
    return 0.85 if ground.score >= DIRECT else 0.6


def _claims_of(
    profile: Profile,
    grounds: Sequence[Ground],
    goals: Sequence[str | None],
    supported: dict[str, dict[int, tuple[float, tuple[Evidence, ...]]]],
) -> Iterator[Claim]:
    """The claims of one task: for each goal its grounds, the strongest of each basis, if one is strong enough."""
    by_goal: dict[int, dict[str, Ground]] = defaultdict(dict)
    for ground in grounds:
        held = by_goal[ground.goal].get(ground.basis)
        if held is None or ground.score > held.score:
            by_goal[ground.goal][ground.basis] = ground
    for index in sorted(by_goal):
        key = goals[index]
        kept = sorted((g for g in by_goal[index].values() if g.score >= _least(g)), key=lambda g: (-g.score, g.basis))
        if key is None or not kept:
            continue
        direct = [g for g in kept if g.score >= DIRECT]
        for ground in (direct or kept[:1])[:_PER_PAIR]:
            yield Claim(
                profile.key,
                "supports",
                key,
                ground.basis,
                ground.evidence,
                f"supports-{ground.rule}",
                confidence(ground),
                "Direct" if direct else "Contributing",
            )
        if direct:
            best = direct[0]
            supported.setdefault(profile.key, {})[index] = (confidence(best), best.evidence)


# --- things and numbers --------------------------------------------------------------------------------------------


def _namable(things: Sequence[Thing], headline: Sequence[HeadlineGoal]) -> list[Thing]:
    """The things whose names count: no short form of a goal that was taken for a scheme (“双千亿”)."""
    own = {_letters(name) for g in headline for name in (g.mention.label, *g.aliases, core(g.mention.label))}
    return [t for t in things if t.cls in NAMING and not any(_letters(name) in own for name in (t.label, *t.aliases))]


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def _named_by_passage(things: Sequence[Thing]) -> dict[str, list[tuple[str, Evidence]]]:
    out: dict[str, list[tuple[str, Evidence]]] = defaultdict(list)
    for thing in things:
        if thing.cls in NAMING:
            for mention in thing.mentions:
                out[mention.evidence.passage].append((thing.key, mention.evidence))
    return out


def _names_in(profile: Profile, named: Mapping[str, Sequence[tuple[str, Evidence]]]) -> dict[str, list[Evidence]]:
    out: dict[str, list[Evidence]] = {}
    for passage in sorted(profile.keys):
        for key, evidence in named.get(passage, ()):
            out.setdefault(key, []).append(evidence)
    return out


def _openings(plan: Plan) -> dict[str, str]:
    """Key of a passage that opens a chapter (before its first section) → key of the chapter."""
    out: dict[str, str] = {}
    for node in plan.children:
        if isinstance(node, Division):
            for child in node.children:
                if not isinstance(child, Passage):
                    break
                out[child.key] = node.key
    return out


def _of_things(promises: Sequence[Aspect], goals: Sequence[str | None]) -> Iterator[Claim]:
    """Things that a goal's description names support it: it is made of them."""
    seen: set[tuple[str, int]] = set()
    for aspect in promises:
        goal = goals[aspect.goal]
        for key in aspect.names:
            if goal is None or (key, aspect.goal) in seen:
                continue
            seen.add((key, aspect.goal))
            yield Claim(
                key, "supports", goal, "Thematic", (aspect.evidence,), "supports-named-in-description", 0.9, "Direct"
            )


def _of_targets(numbers: Sequence[Link], goals: Sequence[str | None]) -> Iterator[Claim]:
    for link in numbers:
        goal = goals[link.goal]
        if goal is None:
            continue
        for part in link.parts:
            rule = "supports-number-of-goal" if link.kind == "same" else "supports-numbers-add-up"
            yield Claim(part.key, "supports", goal, "Indicator", link.evidence, rule, 0.93, "Direct")


def _through(
    claims: Sequence[Claim],
    supported: Mapping[str, Mapping[int, tuple[float, tuple[Evidence, ...]]]],
    goals: Sequence[str | None],
    namable: frozenset[str],
) -> Iterator[Claim]:
    """What a directly supporting task advances or carries out contributes to the task's goals."""
    best: dict[tuple[str, int], tuple[float, Claim, tuple[Evidence, ...]]] = {}
    for claim in claims:
        if claim.predicate not in _THROUGH or claim.object not in namable:
            continue
        for index, (sure, evidence) in supported.get(claim.subject, {}).items():
            value = round(sure * claim.confidence * 0.8, 3)
            if value > best.get((claim.object, index), (0.0, claim, ()))[0]:
                best[claim.object, index] = (value, claim, evidence)
    for (key, index), (value, claim, evidence) in best.items():
        goal = goals[index]
        if goal is not None:
            yield Claim(
                key,
                "supports",
                goal,
                "Structural",
                tuple(dict.fromkeys((*claim.evidence[:1], *evidence))),
                f"supports-through-{claim.predicate}",
                value,
                "Contributing",
            )


# --- the goal's own statements -------------------------------------------------------------------------------------


def _descriptions(headline: Sequence[HeadlineGoal], goals: Sequence[str | None]) -> Iterator[Claim]:
    for goal, key in zip(headline, goals, strict=True):
        by_passage: dict[str, list[Evidence]] = {}
        for evidence in goal.description:
            by_passage.setdefault(evidence.passage, []).append(evidence)
        for passage, found in by_passage.items():
            if key is not None:
                yield Claim(
                    passage, "describes", key, "Explicit", tuple(found), "describes-goal", goal.mention.confidence
                )


def _measures(
    headline: Sequence[HeadlineGoal],
    goals: Sequence[str | None],
    targets: Sequence[QuantifiedTarget],
    things: Sequence[Thing],
) -> Iterator[Claim]:
    """A goal is measured by the numbers of its description, and by the indicators that these numbers are of."""
    indicators = {
        plain(name): t.key for t in reversed(things) if t.cls == "Indicator" for name in (t.label, *t.aliases)
    }
    seen: set[tuple[str, str]] = set()
    for index, target in described_numbers(headline, targets):
        goal = goals[index]
        if goal is None:
            continue
        indicator = indicators.get(plain(target.subject))
        for key in (target.key, indicator):
            if key is not None and (goal, key) not in seen:
                seen.add((goal, key))
                yield Claim(goal, "measuredBy", key, "Indicator", (target.evidence,), "measured-in-description", 0.95)


def _elaborations(plan: Plan, scope: Mapping[str, Mention], tasks: Mapping[Mention, str]) -> Iterator[Claim]:
    """Paragraphs without a heading sentence of their own, and boxes, elaborate the task before them."""
    last: dict[str, Mention] = {}
    for node, path in plan.walk():
        home = path[-1].key if path else ""
        if isinstance(node, Passage):
            task = scope.get(node.key)
            if task is None:
                continue
            last[home] = task
            if task.evidence.passage != node.key and task in tasks:
                stated = Evidence(node.key, *node.span(0, len(node.text)))
                yield Claim(
                    node.key, "elaborates", tasks[task], "Structural", (stated, task.evidence), "elaborates-task", 0.9
                )
        elif isinstance(node, Division) and node.kind == "box":
            task = last.get(home)
            if task is not None and task in tasks:
                stated = Evidence(node.key, *node.heading.span(0, len(node.heading.text)))
                yield Claim(
                    node.key, "elaborates", tasks[task], "Structural", (stated, task.evidence), "box-after-task", 0.7
                )
        elif isinstance(node, Division):
            last.pop(home, None)
