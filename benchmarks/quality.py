"""How right the graph is: the contract's scorer over chapters and documents that the tagger has not seen.

    python -m benchmarks.quality --shared ../shared --out docs/quality.md

For each annotated chapter of the Linhai plan a tagger is trained on everything but that chapter (``python -m
graph_build.training`` keeps these models in ``artifacts/tagger``; they are made when they are not there), the whole
plan is built with it, and that chapter alone is scored. The references of other documents (``benchmarks/reference``)
are built with the held-out tagger. Each is scored a second time with the names that its annotation has, which tells
errors of names from errors of what is made of them.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks import quality_page
from benchmarks.quality_errors import Error, errors_of
from benchmarks.scoring import Tallies, annotated_names, chapters, items, load_scorer, tallies
from graph_build import mentions
from graph_build.mentions.tagger import Model
from graph_build.outline import outline
from graph_build.pipeline import relate
from graph_build.readers import read

REFERENCES = Path(__file__).parent / "reference"


@dataclass(frozen=True)
class Job:
    """One annotated stretch of a document, and the tagger to judge it with."""

    name: str
    source: Path
    gold: Path
    span: tuple[int, int]
    tagger: Path


@dataclass
class Result:
    """What one stretch scores with found names and with annotated ones."""

    job: Job
    found: Tallies
    given: Tallies
    errors: list[Error]


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality", description=__doc__.split("\n")[0])
    parser.add_argument("--shared", type=Path, required=True, help="folder with contract/, reference/ and corpus/")
    parser.add_argument("--folds", type=Path, default=Path("artifacts/tagger"), help="cross-validation models")
    parser.add_argument("--out", type=Path, default=Path("docs/quality.md"))
    args = parser.parse_args()
    linhai, others = list(_linhai(args.shared, args.folds)), list(_others(args.folds))
    if any(not job.tagger.is_file() for job in linhai + others):
        subprocess.run([sys.executable, "-m", "graph_build.training", "--shared", str(args.shared), "--folds",
                        str(args.folds), "--only-evaluate"], check=True)
    scorer_file = args.shared / "contract" / "score.py"
    page = quality_page.page(
        [_judge(scorer_file, job) for job in linhai], [_judge(scorer_file, job) for job in others])
    args.out.write_text(page, encoding="utf-8", newline="\n")
    sys.stdout.write(f"{args.out}\n")


def _linhai(shared: Path, folds: Path) -> Iterator[Job]:
    reference = shared / "reference" / "linhai"
    source = shared / "corpus" / "linhai-14fyp.txt"
    for chapter, span in chapters(reference).items():
        yield Job(chapter, source, reference / f"{chapter}.jsonl", span, folds / f"linhai-{chapter}.npz")


def _others(folds: Path) -> Iterator[Job]:
    for folder in sorted(p for p in REFERENCES.iterdir() if p.is_dir()):
        for chapter, span in chapters(folder).items():
            yield Job(folder.name, folder / "source.txt", folder / f"{chapter}.jsonl", span, folds / "held-out.npz")


def _judge(scorer_file: Path, job: Job) -> Result:
    scorer = load_scorer(scorer_file)
    plan = outline(read(job.source))
    gold = items(job.gold)
    extraction = relate(plan, *mentions.find(plan, Model.load(job.tagger)))
    found = tallies(scorer, extraction, job.gold, job.span)
    given = tallies(scorer, relate(plan, annotated_names(plan, gold, job.span)), job.gold, job.span)
    return Result(job, found, given, errors_of(job.name, found, given, extraction))


if __name__ == "__main__":
    main()
