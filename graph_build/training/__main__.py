"""``python -m graph_build.training --shared DIR``: learn, judge, calibrate and write the model of the package."""

from __future__ import annotations

import argparse
from pathlib import Path

from graph_build import mentions
from graph_build.mentions.tagger import Model
from graph_build.training import run
from graph_build.training.evaluate import Tally, table, total
from graph_build.training.fit import encode, fit
from graph_build.training.pack import pack, write
from graph_build.training.split import HELD_OUT, KINDS


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m graph_build.training", description=__doc__)
    parser.add_argument("--shared", type=Path, required=True, help="folder with training/, reference/ and corpus/")
    parser.add_argument("--own", type=Path, default=Path("data/tagged"), help="our own tagged texts")
    parser.add_argument("--folds", type=Path, default=Path("artifacts/tagger"),
                        help="where the cross-validation models go")
    parser.add_argument("--out", type=Path, default=Path(mentions.__path__[0]) / "model" / "tagger.npz")
    parser.add_argument("--no-evaluate", action="store_true", help="write the model with the calibration it has now")
    parser.add_argument("--only-evaluate", action="store_true", help="write no model")
    args = parser.parse_args()

    material = run.Material.load(args.shared, args.own)
    encoded = {d.name: encode(d) for d in material.documents}
    calibration = None
    if args.no_evaluate:
        calibration = Model.load(args.out).calibration
    else:
        args.folds.mkdir(parents=True, exist_ok=True)
        tests = {"held-out": [e for e in encoded.values() if run.for_held_out(e.name)]}
        tests |= {c.name: [e for e in encoded.values() if e.name != c.name] for c in material.chapters()}
        models: dict[str, Model] = {}
        for name, learnt_from in tests.items():
            data = run.train(learnt_from)
            write(args.folds / f"{name}.npz", data)
            models[name] = Model.read(data)
        files = run.judge_files(material.held_out(), models["held-out"])
        chapters = run.judge_chapters(material, models)
        pairs = [p for d in material.held_out() for p in run.outcomes(d, models["held-out"])]
        pairs += [p for d in material.chapters() for p in run.outcomes(d, models[d.name])]
        calibration = run.calibrate(pairs)
        _report(files, chapters)
        for mean, right, n in run.reliability(pairs, calibration):
            print(f"confidence {mean:.2f}: right {right:.2f} ({n} spans)")
    if not args.only_evaluate:
        write(args.out, pack(fit(list(encoded.values()), verbose=True), calibration=calibration))


def _report(files: dict[str, dict[str, Tally]], chapters: dict[str, dict[str, Tally]]) -> None:
    for kind, names in KINDS.items():
        _, _, f1 = total(files[n] for n in names)["all"].scores()
        print(f"{kind}: F1 {f1:.3f}")
    print(f"held-out files\n{table(total(files[n] for n in HELD_OUT))}")
    print(f"annotated chapters, each left out\n{table(total(chapters.values()))}")


if __name__ == "__main__":
    main()
