"""Judge predicted names as the scorer does: distinct names a document, with their classes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from graph_build.training.corpus import CLASSES, Gold, key


def close(a: str, b: str) -> bool:
    """Lenient equality: one contains the other and shares at least 70 % of the longer one's characters."""
    if not a or not b:
        return False
    if a == b:
        return True
    short, long = sorted((a, b), key=len)
    return len(short) >= 2 and short in long and len(short) / len(long) >= 0.7


@dataclass
class Tally:
    """Counts of one class (or of all)."""

    found: int = 0
    strict: int = 0
    spurious: int = 0
    missed: int = 0
    errors: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        self.found += other.found
        self.strict += other.strict
        self.spurious += other.spurious
        self.missed += other.missed
        self.errors += other.errors

    def scores(self, *, strict: bool = False) -> tuple[float, float, float]:
        """Precision, recall and F1, lenient unless *strict*."""
        hits = self.strict if strict else self.found
        predicted, wanted = self.found + self.spurious, self.found + self.missed
        p, r = hits / max(predicted, 1), hits / max(wanted, 1)
        return p, r, 2 * p * r / max(p + r, 1e-9)


def _forms(gold: Gold) -> set[str]:
    return {key(x) for x in (gold.label, *gold.aliases)} - {""}


def _any_close(xs: set[str], ys: set[str]) -> bool:
    return any(close(x, y) for x in xs for y in ys)


def score(predicted: Sequence[tuple[str, tuple[str, ...]]], gold: Sequence[Gold]) -> dict[str, Tally]:
    """Tallies per class of what was *predicted* for one document: (class, the names of one thing), each thing once."""
    ignored = [_forms(g) for g in gold if g.ignore]
    tallies = {c: Tally() for c in CLASSES}
    things = [(c, {key(x) for x in names} - {""}) for c, names in predicted]
    forms_of: dict[str, list[set[str]]] = {c: [_forms(g) for g in gold if not g.ignore and g.cls == c] for c in CLASSES}
    everything = [(g.cls, f) for g in gold if not g.ignore for f in _forms(g)]
    for cls in CLASSES:
        tally, golds = tallies[cls], forms_of[cls]
        used: set[int] = set()
        mine = [names for c, names in things if c == cls and names]
        exact = [any(n & f for f in golds) for n in mine]
        for names, _ in sorted(zip(mine, exact, strict=True), key=lambda x: not x[1]):
            match = next((i for i, f in enumerate(golds) if i not in used and names & f), None)
            is_exact = match is not None
            if match is None:
                match = next((i for i, f in enumerate(golds) if i not in used and _any_close(names, f)), None)
            if match is not None:
                used.add(match)
                tally.found += 1
                tally.strict += is_exact
            elif any(_any_close(names, f) for f in ignored) or any(_any_close(names, f) for f in golds):
                continue
            else:
                tally.spurious += 1
                other = next((c for c, f in everything if _any_close(names, {f})), "-")
                tally.errors.append(f"+ {cls}: {max(names, key=len)} (is {other})")
        for i, f in enumerate(golds):
            if i not in used:
                tally.missed += 1
                other = next((c for c, n in things if _any_close(n, f)), "-")
                tally.errors.append(f"- {cls}: {max(f, key=len)} (said {other})")
    return tallies


def total(tallies: Iterable[dict[str, Tally]]) -> dict[str, Tally]:
    """The sums over documents, with the key ``all`` for all classes."""
    out: dict[str, Tally] = defaultdict(Tally)
    for each in tallies:
        for cls, tally in each.items():
            out[cls].add(tally)
            out["all"].add(tally)
    return dict(out)


def table(tallies: dict[str, Tally]) -> str:
    """The tallies as lines of text."""
    lines = [f"{'':14}{'P':>7}{'R':>7}{'F1':>7}{'strict':>8}{'ref':>6}"]
    for name in (*CLASSES, "all"):
        t = tallies.get(name, Tally())
        p, r, f = t.scores()
        lines.append(f"{name:14}{p:7.3f}{r:7.3f}{f:7.3f}{t.scores(strict=True)[2]:8.3f}{t.found + t.missed:6}")
    return "\n".join(lines)
