"""Fit the weights of :mod:`graph_build.relations.confidence` and say what they are worth.

    python -m graph_build.relations.train --shared ../shared --tagger held-out.npz

``--tagger`` is a tagger that has learnt neither from the annotated chapters nor from the held-out tagged texts (the
packaged one has: its names there are too good, and confidences fitted on them too high). Every proposal whose evidence
lies in an annotated chapter is judged as the scorer does; in the tagged texts, what a task's paragraph does with a name
is judged by the tags. Doubtful ones are left out, and a logistic regression with a ridge is fitted to the rest. Figures
that leave out one chapter or text at a time are printed: scores by threshold, and reliability tables.
"""

from __future__ import annotations

import argparse
import itertools
import json
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from graph_build import goals, mentions, outline, readers, relations, targets, tasks, things
from graph_build.mentions import tagger
from graph_build.model import Plan, QuantifiedTarget, SourceText
from graph_build.relations.confidence import features
from graph_build.relations.proposal import DEFAULT, Proposal
from graph_build.resolution.names import normal
from graph_build.training import corpus
from graph_build.training.split import HELD_OUT

F64 = npt.NDArray[np.float64]
_PRINTED = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)


@dataclass(frozen=True)
class Example:
    """A proposal with the annotation that it meets (``None``: wrong)."""

    chapter: str
    claim: tuple[str, str, str]
    values: Mapping[str, float]
    gold: int | None


@dataclass(frozen=True)
class Chapter:
    """What the annotations of one chapter say of relations."""

    name: str
    start: int
    end: int
    relations: tuple[Mapping[str, str], ...]
    forms: Mapping[str, frozenset[str]]
    doubtful: tuple[frozenset[str], ...]

    @property
    def firm(self) -> int:
        """How many relations are wanted."""
        return sum(not r.get("ignore") for r in self.relations)

    def judge(self, subject: frozenset[str], predicate: str, object_: frozenset[str]) -> int | None:
        """Index of the annotation that a statement meets; -1 where it is doubtful, ``None`` where it is wrong."""
        doubtful = False
        for i, r in enumerate(self.relations):
            if (
                r["p"] == predicate
                and _close(subject, self._ends(r["s"]))
                and _close(object_, self._ends(r["o"]))
            ):
                if not r.get("ignore"):
                    return i
                doubtful = True
        if doubtful or any(_close(subject, f) or _close(object_, f) for f in self.doubtful):
            return -1
        if predicate == "locatedIn" and any(a in b for a in object_ for b in subject):
            return -1
        return None

    def _ends(self, label: str) -> frozenset[str]:
        return self.forms.get(normal(label)) or frozenset({normal(label)})


def _close(a: Iterable[str], b: Iterable[str]) -> bool:
    for x in a:
        for y in b:
            short, long = sorted((x, y), key=len)
            if x == y or (len(short) >= 2 and short in long and len(short) >= 0.7 * len(long)):
                return True
    return False


def chapters(reference: Path, prefix: str = "") -> list[Chapter]:
    """The annotated chapters of ``reference``, their names after ``prefix``."""
    meta = json.loads((reference / "meta.json").read_text(encoding="utf-8"))
    out: list[Chapter] = []
    for name, (start, end) in meta["chapters"].items():
        lines = (reference / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        items = [json.loads(line) for line in lines if line.strip()]
        forms: dict[str, frozenset[str]] = defaultdict(frozenset)
        doubtful: list[frozenset[str]] = []
        for i in items:
            if i["kind"] == "entity":
                names = frozenset(normal(f) for f in (i["label"], *i.get("aliases", ())))
                forms[normal(i["label"])] |= names
                if i.get("ignore"):
                    doubtful.append(names)
        stated = tuple(i for i in items if i["kind"] == "relation")
        out.append(Chapter(prefix + name, start, end, stated, dict(forms), tuple(doubtful)))
    return out


@dataclass(frozen=True)
class Found:
    """What the build finds in a text before it is known how sure it is."""

    plan: Plan
    proposals: tuple[Proposal, ...]
    forms: Mapping[str, frozenset[str]]
    """Normalised names of every thing and target, by key."""


def other_references(folder: Path) -> list[Path]:
    """The annotated documents of other places whose names the held-out tagger has not learnt, but for the fresh ones.

    Fresh ones are kept to judge with.
    """
    out: list[Path] = []
    for reference in sorted(p.parent for p in folder.glob("*/meta.json")):
        about = json.loads((reference / "meta.json").read_text(encoding="utf-8"))
        if about.get("tagger") != "seen" and not about.get("fresh"):
            out.append(reference)
    return out


def found_in(source: SourceText, model: tagger.Model | None) -> Found:
    """Everything up to the proposals, with names from ``model``."""
    plan = outline.outline(source)
    headings = tasks.find(plan)
    names, _ = mentions.find(plan, model)
    named = things.resolve(plan, headings + names, goals.find(plan, names))
    numbers = targets.find(plan, names)
    forms = {t.key: frozenset(normal(f) for f in (t.label, *t.aliases)) for t in named}
    forms |= {t.key: frozenset({normal(t.subject)}) for t in numbers}
    return Found(plan, tuple(relations.propose(plan, named, numbers, tasks.scope(plan, headings))), forms)


def examples(found: Found, reference: Sequence[Chapter]) -> list[Example]:
    """Every proposal with evidence in an annotated chapter, doubtful ones left out."""
    out: list[Example] = []
    for p in found.proposals:
        for chapter in reference:
            if any(chapter.start <= e.start < chapter.end for e in p.evidence):
                gold = chapter.judge(found.forms[p.subject.key], p.predicate, found.forms[p.object.key])
                if gold != -1:
                    out.append(Example(chapter.name, _claim(p), dict(features(p)), gold))
    return out


def tagged_examples(file: Path, model: tagger.Model | None) -> list[Example]:
    """What the paragraphs of a tagged text say that their tasks do: right where the tags have such a name there.

    Tagged texts have no relations, but a task's paragraph does with a name what its class says, nearly always; so they
    tell how often a proposal of such a rule goes wrong by its name. Other rules are not judged on them.
    """
    text, spans = corpus.parse_tagged(file.read_text(encoding="utf-8"))
    found = found_in(SourceText(file.name, "tagged", text), model)
    tags: dict[str, list[tuple[str, str]]] = {}
    for passage, _ in found.plan.texts():
        inside = [s for s in spans if passage.start <= s.start and s.end <= passage.end]
        if any(s.cls == "Task" and s.start - passage.start < 12 for s in inside):
            tags[passage.key] = [(s.cls, normal(text[s.start : s.end])) for s in inside]
    out: list[Example] = []
    for p in found.proposals:
        here = tags.get(p.evidence[0].passage)
        if here is None or not p.rule.startswith("task-"):
            continue
        names = found.forms[p.object.key]
        number = isinstance(p.object, QuantifiedTarget)
        wanted = (
            {"Target"} if number else {cls for cls, predicate in DEFAULT.items() if predicate == p.predicate}
        )
        right = any(
            cls in wanted and (_close(names, {n}) or (number and any(x in n for x in names)))
            for cls, n in here
        )
        if right or not any(cls == corpus.UNSURE and any(x in n or n in x for x in names) for cls, n in here):
            out.append(Example(file.stem, _claim(p), dict(features(p)), len(out) if right else None))
    return out


def _claim(p: Proposal) -> tuple[str, str, str]:
    return p.subject.key, p.predicate, p.object.key


def fit(given: Sequence[Example], ridge: float = 1.0) -> dict[str, float]:
    """Weights by penalised maximum likelihood (Newton's method); ``bias`` and ``name`` bear no penalty."""
    names = sorted({name for e in given for name in e.values})
    index = {name: i for i, name in enumerate(names)}
    x: F64 = np.zeros((len(given), len(names)))
    for row, e in enumerate(given):
        for name, value in e.values.items():
            x[row, index[name]] = value
    y = np.array([e.gold is not None for e in given], dtype=np.float64)
    penalty = np.array([1e-6 if name in ("bias", "name") else ridge for name in names])
    w: F64 = np.zeros(len(names))
    for _ in range(30):
        p = 1.0 / (1.0 + np.exp(-(x @ w)))
        gradient = x.T @ (p - y) + penalty * w
        hessian = (x * (p * (1 - p))[:, None]).T @ x + np.diag(penalty)
        step = np.linalg.solve(hessian, gradient)
        w = w - step
        if float(np.abs(step).max()) < 1e-8:
            break
    return {name: round(float(w[i]), 4) for name, i in index.items()}


def probability(weights: Mapping[str, float], e: Example) -> float:
    """As :meth:`Weights.probability`, of an example."""
    score = sum(weights.get(name, 0.0) * value for name, value in e.values.items())
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score))))


def judged(scored: Sequence[tuple[float, Example]]) -> list[tuple[float, Example]]:
    """One entry per claim and chapter: the surest proposal, as the build keeps it."""
    best: dict[tuple[str, tuple[str, str, str]], tuple[float, Example]] = {}
    for p, e in scored:
        key = (e.chapter, e.claim)
        if key not in best or p > best[key][0]:
            best[key] = (p, e)
    return list(best.values())


def held_out(seen: Sequence[Example]) -> list[tuple[float, Example]]:
    """Every example with the probability that weights fitted on the other chapters and texts give it."""
    out: list[tuple[float, Example]] = []
    for chapter in dict.fromkeys(e.chapter for e in seen):
        weights = fit([e for e in seen if e.chapter != chapter])
        out += [(probability(weights, e), e) for e in seen if e.chapter == chapter]
    return out


def f1(claims: Sequence[tuple[float, Example]], wanted: int, threshold: float) -> tuple[float, float, float]:
    """Precision, recall and F1 of the claims at or above ``threshold``; a second claim of one annotation is free."""
    kept = [e for p, e in claims if p >= threshold]
    hits = len({(e.chapter, e.gold) for e in kept if e.gold is not None})
    wrong = sum(e.gold is None for e in kept)
    precision, recall = hits / max(hits + wrong, 1), hits / max(wanted, 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def reliability(claims: Sequence[tuple[float, Example]]) -> list[tuple[str, int, float, float]]:
    """Rows of (range, claims, mean confidence, share that is right)."""
    rows: list[tuple[str, int, float, float]] = []
    for low, high in itertools.pairwise(_PRINTED):
        inside = [(p, e) for p, e in claims if low <= p < high]
        if inside:
            right = sum(e.gold is not None for _, e in inside) / len(inside)
            mean = sum(p for p, _ in inside) / len(inside)
            rows.append((f"{low:.2f}–{min(high, 1.0):.2f}", len(inside), mean, right))
    return rows


def main() -> None:
    """Fit, judge leaving one chapter out, and write the weights."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument(
        "--shared", type=Path, default=Path("../shared"), help="folder with corpus and reference"
    )
    parser.add_argument(
        "--references", type=Path, default=Path("benchmarks/reference"), help="annotated documents of other places"
    )
    parser.add_argument("--tagger", type=Path, help="tagger weights that have not seen the chapters")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "weights.json")
    parser.add_argument(
        "--threshold", type=float, default=0.3, help="claims below this confidence are not made"
    )
    given = parser.parse_args()
    model = tagger.Model.load(given.tagger)
    reference = chapters(given.shared / "reference" / "linhai")
    seen = examples(found_in(readers.read(given.shared / "corpus" / "linhai-14fyp.txt"), model), reference)
    for folder in other_references(given.references):
        known = chapters(folder, f"{folder.name}-")
        seen += examples(found_in(readers.read(folder / "source.txt"), model), known)
        reference += known
    others = [
        e for name in HELD_OUT for e in tagged_examples(given.shared / "training" / f"{name}.txt", model)
    ]
    names = {c.name for c in reference}
    scored = held_out(seen + others)
    claims = judged([(p, e) for p, e in scored if e.chapter in names])
    wanted = sum(c.firm for c in reference)
    for cut in (0.0, 0.2, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6):
        precision, recall, score = f1(claims, wanted, cut)
        print(f"threshold {cut:.2f}: precision {precision:.3f} recall {recall:.3f} F1 {score:.3f}")
    elsewhere = judged([(p, e) for p, e in scored if e.chapter not in names])
    for title, part in (
        ("annotated chapters", claims),
        ("tagged texts", elsewhere),
        ("both", claims + elsewhere),
    ):
        print(title)
        for span, n, mean, right in reliability(part):
            print(f"  {span}: {n} claims, mean confidence {mean:.3f}, right {right:.3f}")
    data = {"threshold": given.threshold, "weights": fit(seen + others)}
    given.out.write_text(json.dumps(data, indent=1, sort_keys=True) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
