"""A passage as the relation rules see it: sentences, clauses, and the things named in them in reading offsets."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from graph_build.model import Evidence, Mention, Passage, Thing

_MARK = re.compile(r"[。！？!?；;\n，,：:“《（(「『【\[〈”》）)」』】\]〉]")
_OPEN, _CLOSE, _CLAUSE_END = frozenset("“《（(「『【[〈"), frozenset("”》）)」』】]〉"), frozenset("，,：:")
_JOINT = re.compile(
    r"^[”\"》）)]*(?:建设|项目|工程|改造|产业|行业|等)?(?:、|和|与|及|以及|或|暨|,|，|及其|、以及|（[^（）]{1,20}）、|\([^()]{1,20}\)、)[“\"《（(]*$"
)


@dataclass(frozen=True, slots=True)
class Spot:
    """One mention in its passage, in reading offsets."""

    start: int
    end: int
    thing: Thing
    mention: Mention


@dataclass(frozen=True, slots=True)
class Group:
    """Coordinated spots of one class (A、B和C); mostly a single one. They share what stands before and after."""

    start: int
    end: int
    spots: tuple[Spot, ...]

    @property
    def cls(self) -> str:
        """Class of the members."""
        return self.spots[0].thing.cls


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its clauses, in reading offsets; clause ends include no punctuation."""

    start: int
    end: int
    clauses: tuple[tuple[int, int], ...]

    def clause(self, at: int) -> tuple[int, int]:
        """The clause that holds reading offset ``at``."""
        for clause in self.clauses:
            if at < clause[1] or clause is self.clauses[-1]:
                return clause
        return self.start, self.end


def sentences(text: str) -> tuple[Sentence, ...]:
    """``text`` in sentences (。；！？) and clauses (，：); a mark within quotation marks or brackets ends neither."""
    ends: list[tuple[int, bool]] = []
    depth = 0
    for mark in _MARK.finditer(text):
        c, at = mark.group(), mark.start()
        if c in _OPEN:
            depth += 1
        elif c in _CLOSE:
            depth = max(0, depth - 1)
        elif c in _CLAUSE_END:
            if depth == 0:
                ends.append((at, False))
        elif depth == 0 or c in "。\n":
            depth = 0
            ends.append((at, True))
    ends.append((len(text), True))
    out: list[Sentence] = []
    clauses: list[tuple[int, int]] = []
    start = clause = 0
    for at, closes in ends:
        if at > clause:
            clauses.append((clause, at))
        clause = at + 1
        if closes:
            if clauses and text[start:at].strip():
                out.append(Sentence(start, at, tuple(clauses)))
            clauses, start = [], at + 1
    return tuple(out)


@dataclass(frozen=True)
class View:
    """A passage with the spots in it, in reading order, longest first where two start together."""

    passage: Passage
    spots: tuple[Spot, ...]

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The passage's sentences."""
        return sentences(self.passage.text)

    @cached_property
    def _starts(self) -> list[int]:
        return [s.start for s in self.spots]

    def within(self, start: int, end: int) -> tuple[Spot, ...]:
        """Spots that begin in ``[start, end)``."""
        return self.spots[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def evidence(self, start: int, end: int) -> Evidence:
        """Reading offsets as evidence."""
        text = self.passage.text
        while start < end and text[start] in " 　\t":
            start += 1
        while end > start and text[end - 1] in " 　\t":
            end -= 1
        return Evidence(self.passage.key, *self.passage.span(start, max(end, start + 1)))

    def groups(self, sentence: Sentence) -> tuple[Group, ...]:
        """The spots of ``sentence``, those of one class that 、和与及 join put together."""
        out: list[Group] = []
        text = self.passage.text
        for spot in self.within(sentence.start, sentence.end):
            last = out[-1] if out else None
            if (
                last
                and spot.thing.cls == last.cls
                and (
                    spot.start < last.end
                    or (spot.start - last.end <= 24 and _JOINT.match(text[last.end : spot.start]))
                )
            ):
                out[-1] = Group(last.start, max(last.end, spot.end), (*last.spots, spot))
            else:
                out.append(Group(spot.start, spot.end, (spot,)))
        return tuple(out)


def views(passages: Iterable[Passage], things: Iterable[Thing]) -> dict[str, View]:
    """A view for every passage, by key."""
    by_passage: dict[str, list[tuple[int, int, Thing, Mention]]] = defaultdict(list)
    for thing in things:
        if thing.cls in ("Task", "Indicator"):
            continue  # neither is an end that a sentence names; a Task's heading holds the names it is about
        for mention in thing.mentions:
            by_passage[mention.evidence.passage].append(
                (mention.evidence.start, mention.evidence.end, thing, mention)
            )
    out: dict[str, View] = {}
    for passage in passages:
        spots = [
            Spot(a, b, thing, mention)
            for start, end, thing, mention in by_passage.get(passage.key, ())
            for a, b in [_reading(passage, start, end)]
            if 0 <= a < b <= len(passage.text)
        ]
        spots.sort(key=lambda s: (s.start, -s.end, s.thing.key))
        out[passage.key] = View(passage, _outermost(spots))
    return out


def _outermost(spots: list[Spot]) -> tuple[Spot, ...]:
    """``spots`` (by start, longest first) without those inside a longer one of another class: 灵湖 in 灵湖商圈."""
    out: list[Spot] = []
    outer: Spot | None = None
    for spot in spots:
        if outer is not None and spot.end <= outer.end and spot.thing.cls != outer.thing.cls:
            continue
        out.append(spot)
        if outer is None or spot.end > outer.end:
            outer = spot
    return tuple(out)


def _reading(passage: Passage, start: int, end: int) -> tuple[int, int]:
    """Reading offsets of the source offsets ``[start, end)``."""
    if passage.offsets is None:
        return start - passage.start, end - passage.start
    return bisect_left(passage.offsets, start), bisect_right(passage.offsets, end - 1)
