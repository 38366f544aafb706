"""What the lexicon and the grammar find beside the spans of the tagger.

The tagger is right more often where both see something, so nothing here touches its spans; it adds names where the
tagger saw none. Which sources are sure enough was measured on tagged plans of other places that the tagger had not
seen (see docs/explanation/names.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph_build.mentions import coordination, grammar
from graph_build.mentions.labels import Area
from graph_build.mentions.lexicon import Lexicon
from graph_build.mentions.refusals import doubtful
from graph_build.model import ThingClass


@dataclass(frozen=True, slots=True)
class Extra:
    """A name that the tagger did not see: ``text[start:end]``."""

    start: int
    end: int
    cls: ThingClass
    rule: str
    confidence: float


def fill(
    text: str, spans: Sequence[coordination.Span], lexicon: Lexicon, area: Area, *, least: float = 0.8
) -> list[Extra]:
    """Names in ``text`` beside ``spans`` (sorted, not overlapping) that a sure rule or entry gives, left to right.

    :param least: confidence that a rule or entry must have.
    """
    covered = bytearray(len(text))
    for start, end, _ in spans:
        covered[start:end] = b"\1" * (end - start)
    offers = sorted(
        (offer for offer in _offers(text, spans, lexicon, area) if offer.confidence >= least),
        key=lambda o: (-o.confidence, -(o.end - o.start), o.start),
    )
    taken: list[Extra] = []
    for offer in offers:
        if not any(covered[offer.start : offer.end]) and doubtful(text, offer.start, offer.end, offer.cls) is None:
            covered[offer.start : offer.end] = b"\1" * (offer.end - offer.start)
            taken.append(offer)
    return sorted(taken, key=lambda o: o.start)


def _offers(text: str, spans: Sequence[coordination.Span], lexicon: Lexicon, area: Area) -> Iterator[Extra]:
    for start, end, cls in coordination.later_phases(text, spans):
        yield Extra(start, end, cls, "later phase", 0.95)
    for candidate in grammar.candidates(text, area):
        yield Extra(candidate.start, candidate.end, candidate.cls, candidate.rule, candidate.confidence)
    for match in lexicon.matches(text):
        if not match.weak and grammar.stands_alone(text, match.start, match.end):
            yield Extra(match.start, match.end, match.cls, f"lexicon: {match.kind}", _ENTRY.get(match.kind, 0.5))


_ENTRY: dict[str, float] = {
    "program": 0.85, "strategy": 0.85, "goal": 0.85, "platform": 0.9, "organization": 0.8, "indicator": 0.7,
    "industry": 0.7, "province": 0.7, "city": 0.8, "county": 0.8, "town": 0.8, "region": 0.85, "river": 0.8,
    "lake": 0.8,
}
"""How often a strong entry is a name of its own where it stands alone and the tagger saw none."""
