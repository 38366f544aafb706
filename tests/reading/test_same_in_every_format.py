"""The same document as text, web page, Word file and PDF gives the same things, targets and relations."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from pathlib import Path

import pytest

from graph_build.model import Division, Extraction, Passage
from graph_build.outline import outline
from graph_build.pipeline import extract
from graph_build.readers import read
from tests.reading import making
from tests.reading.drawing import CORPUS, LINHAI
from tests.reading.retelling import parts_of

FORMATS = {"html": making.as_html, "docx": making.as_docx, "pdf": making.as_pdf}
Facts = tuple[Counter[str], Counter[str], Counter[str]]


def facts(extraction: Extraction) -> Facts:
    """Things by class and name; targets by what they say; relations by the names of their ends."""
    names = {thing.key: f"{thing.cls} {thing.label}" for thing in extraction.things}
    names |= {
        target.key: f"{target.subject} {target.comparator} {target.value_text} {target.unit} {target.year}"
        for target in extraction.targets
    }
    for node, _ in extraction.plan.walk():
        if isinstance(node, Division | Passage):
            names.setdefault(node.key, node.title if isinstance(node, Division) else node.text)
    return (
        Counter(names[thing.key] for thing in extraction.things),
        Counter(names[target.key] for target in extraction.targets),
        Counter(f"{names[claim.subject]} {claim.predicate} {names[claim.object]}" for claim in extraction.claims),
    )


@lru_cache(maxsize=4)
def of_text(path: Path) -> Facts:
    return facts(extract(read(path, name=f"{path.stem}.txt")))


def same(path: Path, kind: str) -> None:
    data = FORMATS[kind](parts_of(outline(read(path))))
    for told, expected in zip(facts(extract(read(data, name=f"{path.stem}.{kind}"))), of_text(path), strict=True):
        assert told - expected == Counter()
        assert expected - told == Counter()


@pytest.mark.parametrize("kind", list(FORMATS))
def test_the_sample_plan_says_the_same_in_every_format(kind: str) -> None:
    same(LINHAI, kind)
    assert sum(of_text(LINHAI)[0].values()) > 1000


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("zhejiang-waterlogging-14fyp", "pdf"),
        ("zhejiang-waterlogging-14fyp", "docx"),
        ("national-rural-2018no1", "pdf"),
    ],
)
def test_plans_of_the_corpus_say_the_same_in_every_format(name: str, kind: str) -> None:
    path = CORPUS / "plans" / f"{name}.txt"
    if not path.exists():
        pytest.skip("the shared corpus is not here (set GUIHUA_SHARED)")
    same(path, kind)
