"""From tagged texts to the model in the package, with honest figures on the way.

Three fits: on everything but the held-out files (and the annotated chapters), on everything but one chapter at a
time, and on everything, which is the model that ships. Figures and the calibration of confidence come from the first
two only.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from graph_build import mentions, outline, readers, things
from graph_build.mentions.tagger import Model, tag
from graph_build.model import Plan
from graph_build.training.corpus import CLASSES, UNSURE, Document, reference_documents, tagged_documents
from graph_build.training.evaluate import Tally, score
from graph_build.training.fit import Encoded, fit
from graph_build.training.pack import STEPS, pack
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
        """Tagged texts of *shared* and of our *own*, and the annotated chapters."""
        source, reference = shared / "corpus" / f"{SOURCE}.txt", shared / "reference" / "linhai"
        documents = [*tagged_documents(shared / "training"), *tagged_documents(own)]
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


def train(encoded: Iterable[Encoded], *, verbose: bool = False) -> bytes:
    """The bytes of a model learnt from the documents."""
    return pack(fit(list(encoded), verbose=verbose))


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


# --- calibration ---------------------------------------------------------------------------------------------------

Pairs = list[tuple[float, bool]]


def outcomes(document: Document, model: Model) -> Pairs:
    """(marginal, right) for every span that *model* gives to *document*; what touches an unsure tag is left out."""
    lines = document.text.split("\n")
    plain = Model(
        model.slots, model.table, model.scale, model.transition,
        np.linspace(0, 1, 1001, dtype=np.float32), model.eagerness,
    )
    gold = {(s.start, s.end): s.cls for s in document.spans if s.cls in CLASSES}
    unsure = [(s.start, s.end) for s in document.spans if s.cls == UNSURE]
    out: Pairs = []
    at = 0
    for line, spans in zip(lines, tag(lines, plain, document.place_code), strict=True):
        for span in spans:
            a, b = at + span.start, at + span.end
            if not any(x < b and a < y for x, y in unsure):
                out.append((span.confidence, gold.get((a, b)) == span.cls))
        at += len(line) + 1
    return out


def calibrate(pairs: Pairs) -> npt.NDArray[np.float32]:
    """How often spans of a given marginal are right: isotonic regression (pool adjacent violators) on a grid."""
    grid = np.zeros(STEPS + 1)
    weight = np.full(STEPS + 1, 1e-3)
    grid += np.linspace(0, 1, STEPS + 1) * weight
    for sure, right in pairs:
        k = round(sure * STEPS)
        grid[k] += right
        weight[k] += 1
    blocks: list[tuple[float, float, int]] = []
    for total, n in zip(grid.tolist(), weight.tolist(), strict=True):
        blocks.append((total, n, 1))
        while len(blocks) > 1 and blocks[-2][0] / blocks[-2][1] >= blocks[-1][0] / blocks[-1][1]:
            b, a = blocks.pop(), blocks.pop()
            blocks.append((a[0] + b[0], a[1] + b[1], a[2] + b[2]))
    return np.concatenate([np.full(k, total / n, dtype=np.float32) for total, n, k in blocks])


def reliability(pairs: Pairs, calibration: npt.NDArray[np.float32]) -> list[tuple[float, float, int]]:
    """(mean confidence, share right, spans) in ten equally wide bins; bins without spans are left out."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(10)]
    for sure, right in pairs:
        confidence = float(calibration[round(sure * STEPS)])
        bins[min(int(confidence * 10), 9)].append((confidence, right))
    return [
        (sum(c for c, _ in b) / len(b), sum(r for _, r in b) / len(b), len(b)) for b in bins if b
    ]
