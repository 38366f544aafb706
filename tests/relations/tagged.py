"""Small plans for the tests, written with their names tagged in the text.

    # 打造区域科创高地
    [[Task|引进高层次人才]]。实施[[Program|“百人计划”]]，建设[[Platform|青石科创园]]。

``#`` opens a section, ``!`` a box, every other line is a paragraph. A Task tag governs its paragraph and those after it
that have none, as ``graph_build.tasks.scope`` says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from graph_build import relations, things
from graph_build.model import (
    Claim,
    Division,
    Evidence,
    Mention,
    Passage,
    Plan,
    PlanMetadata,
    QuantifiedTarget,
    SourceText,
    Table,
    Thing,
    ThingClass,
)

_TAG = re.compile(r"\[\[(\w+)\||\]\]")


@dataclass
class Tagged:
    """A plan whose text came with tags, and what is found in it."""

    plan: Plan
    mentions: tuple[Mention, ...]
    targets: tuple[QuantifiedTarget, ...]
    scope: dict[str, Mention]
    things: tuple[Thing, ...] = ()
    claims: tuple[Claim, ...] = ()
    _names: dict[str, str] = field(default_factory=dict)

    def statements(self) -> set[str]:
        """Every claim as ``subject predicate object``, by labels (a target by its subject)."""
        return {f"{self._names[c.subject]} {c.predicate} {self._names[c.object]}" for c in self.claims}

    def quote(self, statement: str) -> list[str]:
        """The quotations that a statement rests on."""
        text = self.plan.source.text
        claim = next(
            c
            for c in self.claims
            if f"{self._names[c.subject]} {c.predicate} {self._names[c.object]}" == statement
        )
        return [text[e.start : e.end] for e in claim.evidence]

    def labels(self, cls: ThingClass) -> dict[str, set[str]]:
        """Label → aliases of the things of a class."""
        return {t.label: set(t.aliases) for t in self.things if t.cls == cls}

    def thing(self, label: str) -> Thing:
        """The thing called ``label``."""
        return next(t for t in self.things if t.label == label)


def read(tagged: str, place: str = "青石市", tables: tuple[Table, ...] = ()) -> Tagged:
    """The plan that ``tagged`` writes, with its things and relations found."""
    text, spans = _strip("\n".join(line.strip() for line in tagged.strip().splitlines()))
    nodes: list[Division | Passage | Table] = []
    children: list[Division | Passage | Table] = nodes
    open_: list[tuple[str, Passage, list[Division | Passage | Table]]] = []
    at = 0
    passages: list[Passage] = []
    for n, line in enumerate(text.split("\n")):
        start, end = at, at + len(line)
        at = end + 1
        if line.startswith(("#", "!")):
            heading = Passage(f"d{n}", start + 2, end, line[2:], kind="heading")
            passages.append(heading)
            open_.append(("section" if line[0] == "#" else "box", heading, []))
        else:
            passage = Passage(f"p{n}", start, end, line)
            passages.append(passage)
            (open_[-1][2] if open_ else children).append(passage)
    for order, (kind, heading, inner) in enumerate(open_):
        children.append(
            Division(
                heading.key,
                "section" if kind == "section" else "box",
                2,
                None,
                heading.text,
                heading.start,
                at,
                heading,
                heading.start,
                heading.end,
                order,
                tuple(inner),
            )
        )
    metadata = PlanMetadata("计划", place=place, period_start=2021, period_end=2025)
    plan = Plan(SourceText("t.txt", "t", text), metadata, (*nodes, *tables))
    mentions: list[Mention] = []
    targets: list[QuantifiedTarget] = []
    for cls, start, end in spans:
        passage = next(p for p in passages if p.start <= start and end <= p.end)
        evidence = Evidence(passage.key, start, end)
        if cls == "Target":
            subject = re.match(r"\D*", text[start:end]).group()  # type: ignore[union-attr]
            targets.append(
                QuantifiedTarget(
                    f"t{start}", subject, "AtLeast", 1.0, "1", "", 2025, evidence, start, start + len(subject)
                )
            )
        else:
            mentions.append(Mention(cls, text[start:end], evidence, "tag"))  # type: ignore[arg-type]
    out = Tagged(plan, tuple(mentions), tuple(targets), _scope(plan, mentions))
    out.things = things.resolve(plan, mentions, ())
    out.claims = relations.find(plan, out.things, targets, out.scope)
    out._names = {t.key: t.label for t in out.things} | {t.key: t.subject for t in targets}
    return out


def _strip(tagged: str) -> tuple[str, list[tuple[str, int, int]]]:
    out: list[str] = []
    spans: list[tuple[str, int, int]] = []
    opened: list[tuple[str, int]] = []
    at = length = 0
    for tag in _TAG.finditer(tagged):
        out.append(tagged[at : tag.start()])
        length += tag.start() - at
        at = tag.end()
        if tag.group(1):
            opened.append((tag.group(1), length))
        else:
            cls, start = opened.pop()
            spans.append((cls, start, length))
    return "".join([*out, tagged[at:]]), sorted(spans, key=lambda s: (s[1], -s[2]))


def _scope(plan: Plan, mentions: list[Mention]) -> dict[str, Mention]:
    own = {m.evidence.passage: m for m in mentions if m.cls == "Task"}
    out: dict[str, Mention] = {}
    current: Mention | None = None
    home: str | None = None
    for passage, path in plan.passages():
        here = path[-1].key if path else ""
        if here != home:
            current, home = None, here
        current = own.get(passage.key, current)
        if current is not None:
            out[passage.key] = current
    return out
