"""A reviewer's decisions over what was extracted: an overlay that is applied at each build.

A decision names a statement by the labels and classes of its ends, and its ground by quotation, never by offset or
IRI: it holds when the plan is rebuilt, when rules improve and when the text elsewhere changes. The overlay is a JSON
Lines file, one decision a line, so that it can be kept under version control and merged.

    {"plan": "…", "subject": ["Task", "…"], "predicate": "advances", "object": ["Platform", "…"], "quote": "…",
     "verdict": "accept", "reviewer": "Li Na", "date": "2026-11-25"}
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, cast, get_args

from graph_build.errors import BadDecision, NoDecisions
from graph_build.model import THING_CLASSES, Claim, Evidence, Extraction, Predicate
from graph_build.resolution.names import normal

NAME = "review.jsonl"
"""The overlay's name in a dataset directory; ``guihua build`` carries it over to the next dataset."""

Verdict = Literal["accept", "reject", "correct"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
PREDICATES: tuple[Predicate, ...] = get_args(Predicate)
_CLASSES = frozenset((*THING_CLASSES, "Target"))


@dataclass(frozen=True, slots=True)
class End:
    """Subject or object of a statement: its class and a name of it."""

    cls: str
    label: str


@dataclass(frozen=True, slots=True)
class Statement:
    """What is said, apart from where it is said."""

    subject: End
    predicate: Predicate
    object: End


@dataclass(frozen=True, slots=True)
class Decision:
    """One verdict on one statement as one quotation grounds it."""

    plan: str
    """Slug of the plan."""
    statement: Statement
    quote: str
    verdict: Verdict
    reviewer: str
    date: str
    """ISO 8601."""
    correction: Statement | None = None
    """What the quotation says instead; there with the verdict ``correct`` only."""
    note: str = ""


def load(path: Path) -> tuple[Decision, ...]:
    """The decisions of an overlay file, in its order.

    :raises NoDecisions: the file cannot be read; :raises BadDecision: a line is no decision (with its number).
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise NoDecisions(path=path, reason=getattr(error, "strerror", None) or error) from error
    return tuple(_decision(path, n, line) for n, line in enumerate(lines, 1) if line.strip())


def save(path: Path, decisions: Iterable[Decision]) -> None:
    """Write an overlay file, whole or not at all."""
    new = path.with_name(path.name + ".new")
    with new.open("w", encoding="utf-8", newline="\n") as out:
        for decision in decisions:
            out.write(json.dumps(as_json(decision), ensure_ascii=False) + "\n")
    new.replace(path)


def as_json(decision: Decision) -> dict[str, object]:
    """A decision as one line of the overlay has it."""
    out: dict[str, object] = {"plan": decision.plan, **_statement_json(decision.statement), "quote": decision.quote,
                              "verdict": decision.verdict, "reviewer": decision.reviewer, "date": decision.date}
    if decision.correction is not None:
        out["correction"] = _statement_json(decision.correction)
    if decision.note:
        out["note"] = decision.note
    return out


def merged(*overlays: Iterable[Decision]) -> tuple[Decision, ...]:
    """Several overlays as one: of the verdicts on the same statement and quotation the last holds."""
    last = {(d.plan, d.statement, _bare(d.quote)): d for overlay in overlays for d in overlay}
    return tuple(last.values())


def apply(extraction: Extraction, decisions: Iterable[Decision]) -> tuple[Extraction, tuple[str, ...]]:
    """The extraction as its reviewers left it, and a line for each decision that found no place in it.

    An accepted claim is certain and attributed to its reviewer; a rejected one is gone; a corrected one gives way to
    what the reviewer read in the same quotation. A statement that the builder did not find (any more) is added on
    the reviewer's word where both ends and the quotation are there.
    """
    own = [d for d in decisions if d.plan == extraction.plan.source.slug]
    if not own:
        return extraction, ()
    ends, at = _Ends(extraction), _Quotes(extraction)
    claims: list[Claim | None] = list(extraction.claims)
    where: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for i, claim in enumerate(extraction.claims):
        where[claim.subject, claim.predicate, claim.object].append(i)
    lost: list[str] = []
    for decision in own:
        key = ends.key(decision.statement)
        hit = [i for i in where.get(key, ()) if (c := claims[i]) is not None and at.grounded(c, decision.quote)
               ] if key else []
        if decision.verdict == "accept" and hit:
            for i in hit:
                claims[i] = _signed(cast(Claim, claims[i]), decision)
            continue
        evidence = cast(Claim, claims[hit[0]]).evidence if hit else at.find(decision.quote)
        if decision.verdict != "accept":
            for i in hit:
                claims[i] = None
        if decision.verdict == "reject":
            continue
        said = decision.correction or decision.statement
        new = ends.key(said)
        if new is None or not evidence:
            missing = "quotation" if new is not None else "subject or object"
            lost.append(f"review: {said.subject.label} {said.predicate} {said.object.label}: "
                        f"its {missing} is not in the plan (any more)")
            continue
        claims.append(_signed(Claim(new[0], said.predicate, new[2], "Explicit", evidence, "review", 1.0), decision))
    return replace(extraction, claims=tuple(c for c in claims if c is not None)), tuple(lost)


def _signed(claim: Claim, decision: Decision) -> Claim:
    return replace(claim, confidence=1.0, reviewer=decision.reviewer, reviewed=decision.date)


class _Ends:
    """Keys of things and targets by class and any of their names."""

    def __init__(self, extraction: Extraction) -> None:
        self._keys: dict[tuple[str, str], str] = {}
        for target in extraction.targets:
            # What the graph calls a target begins with its subject; the reviewer may have read either.
            self._keys.setdefault(("Target", normal(target.subject)), target.key)
            self._keys.setdefault(("Target", normal(f"{target.subject}{target.value_text}{target.unit}")),
                                  target.key)
        for thing in extraction.things:
            for name in (thing.label, *thing.aliases):
                self._keys.setdefault((thing.cls, normal(name)), thing.key)
        for thing in extraction.things:  # a preferred name outranks another thing's alias
            self._keys[thing.cls, normal(thing.label)] = thing.key

    def key(self, statement: Statement) -> tuple[str, str, str] | None:
        subject = self._keys.get((statement.subject.cls, normal(statement.subject.label)))
        object_ = self._keys.get((statement.object.cls, normal(statement.object.label)))
        return (subject, statement.predicate, object_) if subject and object_ else None


class _Quotes:
    """Where quotations stand in the source text, layout aside."""

    def __init__(self, extraction: Extraction) -> None:
        self._plan = extraction.plan
        self._text = extraction.plan.source.text

    def grounded(self, claim: Claim, quote: str) -> bool:
        """Whether one of the claim's quotations is *quote*, or the one lies within the other."""
        wanted = _bare(quote)
        for evidence in claim.evidence:
            given = _bare(self._text[evidence.start:evidence.end])
            if given and wanted and (given in wanted or wanted in given):
                return True
        return False

    def find(self, quote: str) -> tuple[Evidence, ...]:
        """The quotation's only place in the text; nothing where it has none or several."""
        bare = _bare(quote)
        if not bare:
            return ()
        found = list(re.finditer(r"\s*".join(map(re.escape, bare)), self._text))
        if len(found) != 1:
            return ()
        start, end = found[0].span()
        for passage, _ in self._plan.texts():
            if passage.start <= start and end <= passage.end:
                return (Evidence(passage.key, start, end),)
        return ()


def _bare(quote: str) -> str:
    return "".join(quote.split())


def _statement_json(statement: Statement) -> dict[str, object]:
    return {"subject": [statement.subject.cls, statement.subject.label], "predicate": statement.predicate,
            "object": [statement.object.cls, statement.object.label]}


def _decision(path: Path, number: int, line: str) -> Decision:
    try:
        given = json.loads(line)
        if not isinstance(given, dict):
            raise ValueError("not an object")
        verdict = given["verdict"]
        if verdict not in VERDICTS:
            raise ValueError(f"verdict {verdict!r} is none of {', '.join(VERDICTS)}")
        correction = _statement(given["correction"]) if verdict == "correct" else None
        return Decision(_text(given, "plan"), _statement(given), _text(given, "quote"), verdict,
                        _text(given, "reviewer"), _text(given, "date"), correction, str(given.get("note", "")))
    except KeyError as error:
        raise BadDecision(path=path, line=number, reason=f"it has no {error}") from error
    except (ValueError, TypeError) as error:
        raise BadDecision(path=path, line=number, reason=error) from error


def _statement(given: Mapping[str, object]) -> Statement:
    predicate = given["predicate"]
    if predicate not in PREDICATES:
        raise ValueError(f"{predicate!r} is no relation")
    return Statement(_end(given["subject"]), predicate, _end(given["object"]))


def _end(given: object) -> End:
    match given:
        case [str(cls), str(label)] if cls in _CLASSES and label:
            return End(cls, label)
    raise ValueError(f"{given!r} is not [class, name]")


def _text(given: Mapping[str, object], name: str) -> str:
    value = given[name]
    if not isinstance(value, str) or not value:
        raise ValueError(f"{name} is not a text")
    return value
