"""How sure a proposed relation is: a small log-linear model over what the rule saw.

The weights (``weights.json``, made by ``python -m graph_build.relations.train``) are fitted on names that the tagger
found in chapters it had not learnt from, so that they say how often such a statement is right end to end: the rule
may be wrong, or the name may be. ``docs/explanation/relations.md`` holds the card and the reliability table.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from graph_build.model import QuantifiedTarget
from graph_build.relations.proposal import Proposal


def features(proposal: Proposal) -> Iterator[tuple[str, float]]:
    """Names and values of what is known of ``proposal``; general, none of them a word of the text."""
    yield "bias", 1.0
    yield f"rule:{proposal.rule}", 1.0
    sure = min(max(proposal.name, 0.02), 0.98)
    yield "name", math.log(sure / (1.0 - sure))
    thing = proposal.object
    if isinstance(thing, QuantifiedTarget):
        return
    yield f"class:{thing.cls}", 1.0
    yield "times", math.log(min(len(thing.mentions), 8))
    yield "short", float(len(thing.label) <= 3)
    yield "long", float(len(thing.label) >= 16)


@dataclass(frozen=True)
class Weights:
    """The weights of :func:`features`, and the probability below which nothing is claimed."""

    of: Mapping[str, float]
    threshold: float

    @staticmethod
    @lru_cache(maxsize=1)
    def load() -> Weights:
        """The packaged weights."""
        data = json.loads((files("graph_build.relations") / "weights.json").read_text(encoding="utf-8"))
        return Weights({str(k): float(v) for k, v in data["weights"].items()}, float(data["threshold"]))

    def probability(self, proposal: Proposal) -> float:
        """Estimated probability that ``proposal`` is right."""
        score = sum(self.of.get(name, 0.0) * value for name, value in features(proposal))
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score))))
