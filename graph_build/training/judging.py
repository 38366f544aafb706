"""Learn to judge what the tagger offers.

The tagged texts are parted by document into folds; a tagger learnt from the other folds reads each, and a logistic
regression learns which of the offered spans a reader tagged. Neither the held-out files nor the annotated chapters take
part, so the judge may be measured on both with the taggers that have not seen them.
"""

from __future__ import annotations

import re
import zlib
from bisect import bisect_right
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from graph_build.mentions import judge_features, judge_pool, tagger
from graph_build.mentions.judge import Weights
from graph_build.mentions.tagger import CLASSES, Model
from graph_build.training.corpus import UNSURE, Document

FOLDS = 3
_RIDGE = 30.0
"""What a squared weight costs; measured against 1 to 120."""
_CLOSE = 0.5
"""Worth of a span of the right class with other limits that share 70 % of the longer one."""

Rows = npt.NDArray[np.int64]
Worth = npt.NDArray[np.float64]


def fold_of(name: str) -> int:
    """Fold of a document: texts of one place stay together."""
    words = [word for word in re.split(r"[-_\d]+", name) if word]
    return zlib.crc32((words[0] if words else name).encode()) % FOLDS


def examples(document: Document, model: Model) -> tuple[Rows, Worth]:
    """The offers of a tagged text, and how right each is (1, 0.5, 0); what touches an unsure tag is left out."""
    lines = document.text.split("\n")
    reading = tagger.read(lines, model, document.place_code)
    pool = judge_pool.gather(reading)
    if not len(pool.of):
        return np.zeros((0, 0), dtype=np.int64), np.zeros(0)
    layout = reading.sight.layout
    at = np.cumsum([0, *(len(line) + 1 for line in lines)]).tolist()
    gold: dict[tuple[int, int], int] = {}
    unsure = np.zeros(len(layout.codes), dtype=bool)
    owner = np.full(len(layout.codes), -1)
    tags: list[tuple[int, int, int]] = []
    for span in document.spans:
        line = bisect_right(at, span.start) - 1
        a = layout.starts[line] + span.start - at[line]
        b = a + span.end - span.start
        if span.cls == UNSURE:
            unsure[a:b] = True
        elif span.cls in CLASSES:
            gold[a, b] = CLASSES.index(span.cls)
            owner[a:b] = len(tags)
            tags.append((a, b, gold[a, b]))
    worth, kept = np.zeros(len(pool.of)), np.ones(len(pool.of), dtype=bool)
    for n, (i, k) in enumerate(zip(pool.of.tolist(), pool.cls.tolist(), strict=True)):
        a, b = pool.spans[i]
        if gold.get((a, b)) == k:
            worth[n] = 1
        elif unsure[a:b].any():
            kept[n] = False
        else:
            near = {int(owner[a]), int(owner[b - 1])} - {-1}
            worth[n] = _CLOSE if any(_close((a, b, k), tags[j]) for j in near) else 0
    return judge_features.rows(reading, pool)[kept], worth[kept]


def _close(one: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    (a, b, k), (x, y, cls) = one, other
    nested = (x <= a and b <= y) or (a <= x and y <= b)
    return k == cls and nested and min(b - a, y - x) >= 0.7 * max(b - a, y - x)


def learn(rows: Rows, worth: Worth) -> Weights:
    """Logistic regression with a ridge, by L-BFGS."""
    n, templates = rows.shape
    size = 1 << judge_features.BITS
    ones = np.ones(n * templates, dtype=np.float32)
    matrix = csr_matrix((ones, rows.reshape(-1), np.arange(0, n * templates + 1, templates)), shape=(n, size))
    turned = matrix.T.tocsr()

    def loss(w: Worth) -> tuple[float, Worth]:
        score = matrix @ w[:-1] + w[-1]
        wrong = 1 / (1 + np.exp(-score)) - worth
        value = float(np.sum(np.logaddexp(0, score) - worth * score) + _RIDGE / 2 * (w[:-1] @ w[:-1]))
        return value, np.concatenate((turned @ wrong + _RIDGE * w[:-1], [wrong.sum()]))

    found = minimize(loss, np.zeros(size + 1), jac=True, method="L-BFGS-B", options={"maxiter": 200})
    return Weights(found.x[:-1].astype(np.float32), float(found.x[-1]))


def judge_from(documents: Sequence[Document], models: Sequence[Model]) -> tuple[Weights, str]:
    """What is learnt from *documents*, each read by the tagger of the fold that it is not in, and a word on it."""
    found = [examples(d, models[fold_of(d.name)]) for d in documents]
    rows = np.concatenate([r for r, w in found if len(w)])
    worth = np.concatenate([w for _, w in found if len(w)])
    word = f"{len(rows)} offers of {len(documents)} documents, {int((worth == 1).sum())} right"
    return learn(rows, worth), word
