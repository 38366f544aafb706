"""How right the graph is: the contract's scorer over chapters that the tagger has not seen.

    python -m benchmarks.quality --shared ../shared --out docs/quality.md

For each annotated chapter a tagger is trained on everything but that chapter (``python -m graph_build.training`` keeps
these models in ``artifacts/tagger``; they are made when they are not there), the whole plan is built with it, and that
chapter alone is scored.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

from graph_build import emit
from graph_build.mentions.tagger import Model
from graph_build.pipeline import extract
from graph_build.readers import read

WORST = 50


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality", description=__doc__.split("\n")[0])
    parser.add_argument("--shared", type=Path, required=True, help="folder with contract/, reference/ and corpus/")
    parser.add_argument("--folds", type=Path, default=Path("artifacts/tagger"), help="cross-validation models")
    parser.add_argument("--out", type=Path, default=Path("docs/quality.md"))
    args = parser.parse_args()
    scorer = _scorer(args.shared / "contract" / "score.py")
    reference = args.shared / "reference" / "linhai"
    spans = json.loads((reference / "meta.json").read_text(encoding="utf-8"))["chapters"]
    if any(not (args.folds / f"linhai-{chapter}.npz").is_file() for chapter in spans):
        subprocess.run([sys.executable, "-m", "graph_build.training", "--shared", str(args.shared), "--folds",
                        str(args.folds), "--only-evaluate"], check=True)
    totals: dict[str, Any] = {}
    for chapter, span in spans.items():
        source = read(args.shared / "corpus" / "linhai-14fyp.txt")
        extraction = extract(source, tagger=Model.load(args.folds / f"linhai-{chapter}.npz"))
        for name, tally in _tallies(scorer, emit.quads(extraction).lines, reference / f"{chapter}.jsonl", span).items():
            totals.setdefault(name, scorer.Tally()).add(tally)
    args.out.write_text(_page(totals), encoding="utf-8", newline="\n")
    sys.stdout.write(f"{args.out}\n")


def _scorer(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["score"] = module
    spec.loader.exec_module(module)
    return module


def _tallies(scorer: ModuleType, lines: list[str], gold_file: Path, span: tuple[int, int]) -> dict[str, Any]:
    """One chapter's tallies by class, by relation, of targets and of supports."""
    with tempfile.TemporaryDirectory() as folder:
        graph_file = Path(folder) / "graph.nq"
        graph_file.write_text("".join(line if line.endswith("\n") else line + "\n" for line in lines),
                              encoding="utf-8", newline="\n")
        graph = scorer.Graph(graph_file)
    graph.target_names = {r["t"]: [scorer.norm(r["subject"])]
                          for r in graph.rows("SELECT ?t ?subject { ?t gh:subjectLabel ?subject }")}
    entities = graph.entities()
    graph.task_at = {iri: min(at) for (iri, cls), at in entities.items() if cls == "Task"}
    gold = [json.loads(line) for line in gold_file.read_text(encoding="utf-8").splitlines() if line.strip()]
    by_kind: dict[str, list[dict[str, Any]]] = {"entity": [], "relation": [], "target": [], "supports": []}
    for item in gold:
        by_kind[item["kind"]].append(item)
    out: dict[str, Any] = {}
    per_class, _ = scorer.score_entities(entities, graph.names, by_kind["entity"], span)
    out |= per_class
    out |= scorer.score_relations(graph, by_kind["relation"], by_kind["entity"], span)
    out["targets"] = scorer.score_targets(graph, by_kind["target"], span)
    given = [e for e in by_kind["entity"] if e["class"] == "Task"]
    out["supports"] = scorer.score_supports(graph, by_kind["supports"], given, span)
    for group, names in (("ENTITIES", scorer.CLASSES), ("RELATIONS", scorer.PREDICATES)):
        out[group] = scorer.Tally()
        for name in names:
            out[group].add(out[name])
    return out


def _page(totals: dict[str, Any]) -> str:
    lines = ["# Measured quality", "", _ABOUT, "", "| | P | R | F1 | F1 strict | in the reference |",
             "| --- | --- | --- | --- | --- | --- |"]
    for name, tally in totals.items():
        p, r, f1 = tally.f1()
        strict = f"{tally.f1(tally.strict_tp)[2]:.3f}" if name[0].isupper() and name != "RELATIONS" else ""
        shown = f"**{name.lower()}**" if name.isupper() else name
        lines.append(f"| {shown} | {p:.3f} | {r:.3f} | {f1:.3f} | {strict} | {tally.tp + tally.fn} |")
    names = totals["ENTITIES"]
    errors = [("missed", e) for e in names.missed] + [("spurious", e) for e in names.spurious]
    causes = Counter(_cause(kind, error, errors) for kind, error in errors)
    lines += ["", "## Where names go wrong", "", "| cause | errors |", "| --- | --- |"]
    lines += [f"| {cause} | {n} |" for cause, n in causes.most_common()]
    lines += ["", f"The first {WORST} of each chapter's order:", ""]
    lines += [f"- {kind} {error} ({_cause(kind, error, errors)})" for kind, error in errors[:WORST]]
    return "\n".join(lines) + "\n"


_ABOUT = """\
Made by `make score`. Each annotated chapter of the Linhai plan is scored by the contract's scorer, in a graph
whose tagger was trained without that chapter (other chapters, and tagged texts of other places, stay in). The
rules for tasks, targets and supports were made with these chapters at hand, and so were the weights of
relations: their figures flatter. What they are worth on other texts is said in
[targets](explanation/targets.md), [supports](explanation/supports.md) and
[relations](explanation/relations.md); names on tagged texts of other places are in [the
tagger](explanation/tagger.md). F1 is lenient (one name contains the other and shares 70 % of it) unless said."""


def _cause(kind: str, error: str, errors: list[tuple[str, str]]) -> str:
    cls, _, name = error.partition(": ")
    name = name.lower()
    for other_kind, other in errors:
        other_cls, _, other_name = other.partition(": ")
        other_name = other_name.lower()
        if other_kind == kind or not other_name:
            continue
        if other_name == name and other_cls != cls:
            return "class"
        if name != other_name and (name in other_name or other_name in name):
            return "boundary" if other_cls == cls else "class and boundary"
    return "not found" if kind == "missed" else "no name, or one too many"


if __name__ == "__main__":
    main()
