"""Errors with their causes, and how much each weighs."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from benchmarks.scoring import Tallies
from graph_build.model import Extraction
from graph_build.resolution.names import normal

_NAMES = ("Goal", "Strategy", "Program", "Project", "Platform", "Place", "Organization", "Industry", "Indicator",
          "Task")
_RELATIONS = ("advances", "implements", "aimsAt", "develops", "reliesOn", "locatedIn", "partOf", "cooperatesWith",
              "hasTarget", "targets", "supports")


FOLLOWS = "a name at its end"
"""Cause of an error in a relation that would be right with the annotated names."""


@dataclass(frozen=True)
class Error:
    """One thing that the annotation has and the graph does not, or the other way round."""

    where: str
    kind: Literal["missed", "spurious"]
    what: str
    """Class, relation, ``targets`` or ``supports``."""
    text: str
    cause: str
    confidence: float = 0.5
    """How sure the graph was of a spurious one; a half for a missed one."""
    weight: float = 0.0


def errors_of(where: str, found: Tallies, given: Tallies, extraction: Extraction) -> list[Error]:
    """The errors of one annotated stretch, each with its cause.

    :param given: the same scored with the annotated names: what is wrong there too is no fault of a name.
    """
    sure = _confidences(extraction)
    out: list[Error] = []
    names = [(kind, cls, _after(cls, text)) for cls in _NAMES for kind, text in _listed(found[cls])]
    for kind, cls, text in names:
        out.append(Error(where, kind, cls, text, f"name: {_name_cause(kind, cls, text, names)}",
                         sure.get(normal(text), 0.5) if kind == "spurious" else 0.5))
    for what in _RELATIONS:
        own = {text for _, text in _listed(given[what])}
        for kind, text in _listed(found[what]):
            fault = "rule" if text in own or what in ("targets", "supports") else FOLLOWS
            out.append(Error(where, kind, what, text, f"{what}: {fault}"))
    return out


def weighed(errors: Iterable[Error]) -> list[Error]:
    """*errors* but for those that follow from a name's, the heaviest first.

    An error weighs 1, and 1 more for each relation that is wrong with its name; times how sure the graph was of it;
    times how common its cause is in its class or relation (1 + the binary logarithm of how often).
    """
    known = list(errors)
    count = Counter((e.cause, e.what) for e in known)
    followed = [(e.where, normal(e.text)) for e in known if e.cause.endswith(FOLLOWS)]
    out: list[Error] = []
    for e in known:
        if e.cause.endswith(FOLLOWS):
            continue
        name = normal(e.text)
        after = sum(where == e.where and name in text for where, text in followed) if e.cause.startswith("name") else 0
        out.append(replace(e, weight=(1 + after) * e.confidence * (1 + math.log2(count[e.cause, e.what]))))
    return sorted(out, key=lambda e: (-e.weight, e.cause, e.what, e.where, e.text))


def _listed(tally: object) -> list[tuple[Literal["missed", "spurious"], str]]:
    missed: Sequence[str] = getattr(tally, "missed")  # noqa: B009 - the scorer is loaded at run time
    spurious: Sequence[str] = getattr(tally, "spurious")  # noqa: B009
    return [("missed", text) for text in missed] + [("spurious", text) for text in spurious]


def _after(cls: str, text: str) -> str:
    return text.removeprefix(f"{cls}: ")


def _confidences(extraction: Extraction) -> dict[str, float]:
    out: dict[str, float] = {}
    for thing in extraction.things:
        best = max(m.confidence for m in thing.mentions)
        for name in (thing.label, *thing.aliases):
            out[normal(name)] = max(best, out.get(normal(name), 0.0))
    return out


def _name_cause(kind: str, cls: str, text: str, names: Sequence[tuple[str, str, str]]) -> str:
    own = normal(text)
    for other_kind, other_cls, other_text in names:
        other = normal(other_text)
        if other_kind == kind or not other:
            continue
        if other == own and other_cls != cls:
            return "class"
        if own != other and (own in other or other in own):
            return "boundary" if other_cls == cls else "class and boundary"
    return "not found" if kind == "missed" else "no name, or one too many"
