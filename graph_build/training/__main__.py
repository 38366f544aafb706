"""``python -m graph_build.training --shared DIR``: learn the tagger and its judge, and say what they are worth.

In turn: taggers that have not seen what they are to be tested on or to be judged from (``--folds``), the judge, figures
on held-out files and annotated chapters, and the tagger that ships, learnt from everything.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from graph_build import mentions
from graph_build.mentions.judge import Weights
from graph_build.mentions.tagger import Model
from graph_build.training import run
from graph_build.training.evaluate import Tally, table, total
from graph_build.training.fit import Encoded, encode
from graph_build.training.judging import FOLDS, fold_of, judge_from
from graph_build.training.pack import write
from graph_build.training.split import CHAPTER_GROUPS, HELD_OUT, KINDS


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m graph_build.training", description=__doc__.split("\n")[0])
    parser.add_argument("--shared", type=Path, required=True, help="folder with training/, reference/ and corpus/")
    parser.add_argument("--own", type=Path, default=Path("data"), help="our own tagged texts: tagged/, composed/")
    parser.add_argument("--folds", type=Path, default=Path("artifacts/tagger"),
                        help="where the cross-validation models go")
    parser.add_argument("--out", type=Path, default=Path(mentions.__path__[0]) / "model", help="where the models go")
    parser.add_argument("--keep", action="store_true", help="use the cross-validation models that are there")
    parser.add_argument("--only-evaluate", action="store_true", help="write no model to --out")
    args = parser.parse_args()

    material = run.Material.load(args.shared, args.own)
    encoded = {d.name: encode(d) for d in material.documents}
    args.folds.mkdir(parents=True, exist_ok=True)
    for names, documents in _tests(list(encoded.values())):
        if not (args.keep and all((args.folds / f"{name}.npz").is_file() for name in names)):
            data = run.train(documents)
            for name in names:
                write(args.folds / f"{name}.npz", data)
            print(f"tagger for {', '.join(names)}: {len(documents)} documents", flush=True)
    if not args.only_evaluate:
        taught = [d for d in material.documents if run.for_held_out(d.name)]
        judge, word = judge_from(taught, [Model.load(args.folds / f"judge-{fold}.npz") for fold in range(FOLDS)])
        write(args.out / "judge.npz", judge.write())
        Weights.load.cache_clear()
        print(f"judge: {word}", flush=True)
    _figures(material, args.folds)
    if not args.only_evaluate:
        write(args.out / "tagger.npz", run.train(encoded.values(), verbose=True))


def _tests(encoded: list[Encoded]) -> Iterator[tuple[tuple[str, ...], list[Encoded]]]:
    """Names of cross-validation models, and what they may learn from."""
    for names in (("held-out",), *CHAPTER_GROUPS):
        yield names, [e for e in encoded if run.may_teach(e.name, names)]
    for fold in range(FOLDS):
        yield (f"judge-{fold}",), [e for e in encoded if run.for_held_out(e.name) and fold_of(e.name) != fold]


def _figures(material: run.Material, folds: Path) -> None:
    model = Model.load(folds / "held-out.npz")
    of_chapter = {c.name: Model.load(folds / f"{c.name}.npz") for c in material.chapters()}
    files = run.judge_files(material.held_out(), model)
    chapters = run.judge_chapters(material, of_chapter)
    for kind, names in KINDS.items():
        precision, recall, f1 = total(files[n] for n in names)["all"].scores()
        print(f"{kind}: P {precision:.3f} R {recall:.3f} F1 {f1:.3f}")
    _table("held-out files", total(files[n] for n in HELD_OUT))
    _table("annotated chapters, each left out", total(chapters.values()))
    pairs = [p for d in material.held_out() for p in run.outcomes(d, model)]
    pairs += [p for d in material.chapters() for p in run.outcomes(d, of_chapter[d.name])]
    for mean, right, n in run.reliability(pairs):
        print(f"confidence {mean:.2f}: right {right:.2f} ({n} names)")


def _table(title: str, tallies: dict[str, Tally]) -> None:
    print(f"{title}\n{table(tallies)}")


if __name__ == "__main__":
    main()
