"""What a rule proposes, before one claim is made of all that say the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graph_build.model import Evidence, Predicate, QuantifiedTarget, Thing

#: What a task does with a thing of a class when its paragraph names it and nothing there says otherwise.
DEFAULT: Mapping[str, Predicate] = {
    "Goal": "aimsAt",
    "Strategy": "implements",
    "Program": "implements",
    "Project": "advances",
    "Platform": "advances",
    "Industry": "develops",
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """A relation that a rule proposes, with its grounds; how sure it is, ``relations.confidence`` says."""

    subject: Thing
    predicate: Predicate
    object: Thing | QuantifiedTarget
    evidence: tuple[Evidence, ...]
    rule: str
    name: float
    """How sure the name (or the number) is that the rule goes by: the mention's confidence."""
    structural: bool = False
