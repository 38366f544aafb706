"""The contract's scorer applied to a graph in memory, and names as an annotator has them.

A reference is a folder with ``source.txt`` (or any source given apart), ``meta.json`` and one ``*.jsonl`` per chapter,
as ``contract/score.py`` reads it.
"""

from __future__ import annotations

import importlib.util
import json
import re
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, cast

from graph_build import emit
from graph_build.model import Evidence, Extraction, Mention, Plan, ThingClass

Tallies = dict[str, Any]
"""Name of a class, a relation or a group → the scorer's ``Tally``."""


def load_scorer(path: Path) -> ModuleType:
    """``contract/score.py`` as a module."""
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["score"] = module
    spec.loader.exec_module(module)
    return module


def chapters(reference: Path) -> dict[str, tuple[int, int]]:
    """The annotated chapters of *reference* with their source offsets."""
    meta = json.loads((reference / "meta.json").read_text(encoding="utf-8"))
    return {name: (span[0], span[1]) for name, span in meta["chapters"].items()}


def items(file: Path) -> list[dict[str, Any]]:
    """The annotations of one chapter."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def tallies(scorer: ModuleType, extraction: Extraction, gold_file: Path, span: tuple[int, int]) -> Tallies:
    """One chapter's tallies by class, by relation, of targets and of supports."""
    with tempfile.TemporaryDirectory() as folder:
        graph_file = Path(folder) / "graph.nq"
        graph_file.write_text("".join(line if line.endswith("\n") else line + "\n"
                                      for line in emit.quads(extraction).lines), encoding="utf-8", newline="\n")
        graph = scorer.Graph(graph_file)
    graph.target_names = {r["t"]: [scorer.norm(r["subject"])]
                          for r in graph.rows("SELECT ?t ?subject { ?t gh:subjectLabel ?subject }")}
    entities = graph.entities()
    graph.task_at = {iri: min(at) for (iri, cls), at in entities.items() if cls == "Task"}
    by_kind: dict[str, list[dict[str, Any]]] = {"entity": [], "relation": [], "target": [], "supports": []}
    for item in items(gold_file):
        by_kind[item["kind"]].append(item)
    out: Tallies = {}
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


def annotated_names(plan: Plan, gold: Sequence[Mapping[str, Any]], span: tuple[int, int]) -> tuple[Mention, ...]:
    """Every place of *span* where the text has an annotated name: what a flawless tagger would hand on.

    Of names within a longer one only the longer counts; doubtful names count as none.
    """
    forms: dict[str, tuple[ThingClass, str]] = {}
    for item in gold:
        if item["kind"] == "entity" and not item.get("ignore") and item["class"] != "Task":
            for form in (item["label"], *item.get("aliases", ())):
                forms.setdefault(form, (cast(ThingClass, item["class"]), item["label"]))
    if not forms:
        return ()
    pattern = re.compile("|".join(map(re.escape, sorted(forms, key=lambda f: (-len(f), f)))))
    out: list[Mention] = []
    for passage, _ in plan.texts():
        if not span[0] <= passage.start < span[1]:
            continue
        for found in pattern.finditer(passage.text):
            cls, label = forms[found.group()]
            evidence = Evidence(passage.key, *passage.span(*found.span()))
            aliases = () if label == found.group() else (found.group(),)
            out.append(Mention(cls, label, evidence, "annotated", 0.99, aliases))
    return tuple(out)
