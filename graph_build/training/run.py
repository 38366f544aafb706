"""What a tagger is learnt from, and what it and the judge after it are worth on texts that neither has seen."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from graph_build import mentions, outline, readers, things
from graph_build.mentions import judge, tagger
from graph_build.mentions.tagger import Model
from graph_build.model import Plan
from graph_build.training.corpus import CLASSES, UNSURE, Document, reference_documents, tagged_documents
from graph_build.training.evaluate import Tally, score
from graph_build.training.fit import Encoded, fit
from graph_build.training.network import fit_network
from graph_build.training.pack import pack
from graph_build.training.split import HELD_OUT, SAME_AS_HELD_OUT

SOURCE = "linhai-14fyp"
"""The plan whose chapters are annotated: file name in the corpus, and prefix of the chapters' document names."""


@dataclass(frozen=True)
class Material:
    """All that there is to learn from."""

    documents: tuple[Document, ...]
    """Tagged texts first, then the annotated chapters."""
    source: Path
    """The plan whose chapters are annotated."""
    reference: Path

    @classmethod
    def load(cls, shared: Path, own: Path) -> Material:
        """Tagged texts of *shared* and of our *own* (``tagged``, ``composed``), and the annotated chapters."""
        source, reference = shared / "corpus" / f"{SOURCE}.txt", shared / "reference" / "linhai"
        documents = [*tagged_documents(shared / "training"), *tagged_documents(own / "tagged")]
        documents += tagged_documents(own / "composed")
        return cls((*documents, *reference_documents(reference, source)), source, reference)

    def chapters(self) -> list[Document]:
        """The annotated chapters."""
        return [d for d in self.documents if is_chapter(d.name)]

    def held_out(self) -> list[Document]:
        """The held-out files."""
        return [d for d in self.documents if d.name in HELD_OUT]


def is_chapter(name: str) -> bool:
    """Whether a document is an annotated chapter."""
    return name.startswith("linhai-ch")


def for_held_out(name: str) -> bool:
    """Whether a document may be learnt from when the held-out files are the test."""
    return name not in HELD_OUT and not is_chapter(name) and not name.startswith(SAME_AS_HELD_OUT)


def may_teach(name: str, tested: Sequence[str]) -> bool:
    """Whether a document may be learnt from when *tested* (``held-out``, or names of chapters) are the test."""
    return for_held_out(name) if "held-out" in tested else name not in tested


def train(encoded: Iterable[Encoded], *, verbose: bool = False) -> bytes:
    """The bytes of a tagger learnt from the documents."""
    documents = list(encoded)
    return pack(fit(documents, verbose=verbose), fit_network(documents, verbose=verbose))


# --- figures -------------------------------------------------------------------------------------------------------


def names_found(plan: Plan, model: Model, within: tuple[int, int] | None = None) -> list[tuple[str, tuple[str, ...]]]:
    """(class, names) of every thing of *plan* with a mention that starts *within* the given source offsets."""
    found, _ = mentions.find(plan, model)
    out: list[tuple[str, tuple[str, ...]]] = []
    for thing in things.resolve(plan, found):
        starts = [m.evidence.start for m in thing.mentions]
        if thing.cls != "Task" and (within is None or any(within[0] <= at < within[1] for at in starts)):
            out.append((thing.cls, (thing.label, *thing.aliases)))
    return out


def judge_files(documents: Sequence[Document], model: Model) -> dict[str, dict[str, Tally]]:
    """Tallies of tagged files, each read as a plan of its own."""
    out: dict[str, dict[str, Tally]] = {}
    for document in documents:
        plan = outline.outline(readers.read(document.text.encode("utf-8"), name=f"{document.name}.txt"))
        out[document.name] = score(names_found(plan, model), document.gold)
    return out


def judge_chapters(material: Material, models: Mapping[str, Model]) -> dict[str, dict[str, Tally]]:
    """Tallies of the annotated chapters, each with the model that has not seen it."""
    plan = outline.outline(readers.read(material.source))
    spans = json.loads((material.reference / "meta.json").read_text(encoding="utf-8"))["chapters"]
    out: dict[str, dict[str, Tally]] = {}
    for document in material.chapters():
        start, end = spans[document.name.removeprefix("linhai-")]
        out[document.name] = score(names_found(plan, models[document.name], (start, end)), document.gold)
    return out


# --- reliability ---------------------------------------------------------------------------------------------------

Pairs = list[tuple[float, bool]]


def outcomes(document: Document, model: Model) -> Pairs:
    """(confidence, right) for every name found in *document*; what touches an unsure tag is left out."""
    lines = document.text.split("\n")
    reading = tagger.read(lines, model, document.place_code)
    laid_out = reading.sight.layout.starts
    at = np.cumsum([0, *(len(line) + 1 for line in lines)]).tolist()
    gold = {(s.start, s.end): s.cls for s in document.spans if s.cls in CLASSES}
    unsure = [(s.start, s.end) for s in document.spans if s.cls == UNSURE]
    out: Pairs = []
    for name in judge.judge(reading).taken:
        line = bisect_right(laid_out, name.start) - 1
        start = at[line] + name.start - laid_out[line]
        end = start + name.end - name.start
        if not any(x < end and start < y for x, y in unsure):
            out.append((name.confidence, gold.get((start, end)) == name.cls))
    return out


def reliability(pairs: Pairs) -> list[tuple[float, float, int]]:
    """(mean confidence, share right, names) in ten equally wide bins; bins without names are left out."""
    bins: list[Pairs] = [[] for _ in range(10)]
    for confidence, right in pairs:
        bins[min(int(confidence * 10), 9)].append((confidence, right))
    return [(sum(c for c, _ in b) / len(b), sum(r for _, r in b) / len(b), len(b)) for b in bins if b]
