"""The whole way on one page: ``SourceText → Plan → Mention → Thing → Claim → quads → dataset``."""

from __future__ import annotations

import importlib
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType

from graph_build.model import Extraction, Mention, Refusal, SourceText


class Timings(dict[str, float]):
    """Seconds of CPU per stage, in the order in which the stages ran.

    :param watch: told the name of each stage as it begins.
    """

    def __init__(self, watch: Callable[[str], None] | None = None) -> None:
        super().__init__()
        self._watch = watch

    def __reduce__(self) -> tuple[object, ...]:
        # Timings travel from a worker process to its parent; who watched them stays behind.
        return Timings, (), None, None, iter(self.items())

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count the CPU time of the block under *name*."""
        if self._watch is not None:
            self._watch(name)
        begun = time.process_time()
        try:
            yield
        finally:
            self[name] = self.get(name, 0.0) + time.process_time() - begun


def _stage(name: str) -> ModuleType | None:
    try:
        return importlib.import_module(f"graph_build.{name}")
    except ModuleNotFoundError as e:
        if e.name and e.name.startswith("graph_build"):
            return None
        raise


def extract(source: SourceText, timings: Timings | None = None) -> Extraction:
    """Everything that guihua finds in one document.

    :param timings: where to count each stage's CPU seconds.
    :raises ontology.errors.GuihuaError: when the text is no plan.
    """
    timings = Timings() if timings is None else timings
    outline = importlib.import_module("graph_build.outline")
    tasks, mentions, goals, things = _stage("tasks"), _stage("mentions"), _stage("goals"), _stage("things")
    targets, relations, support = _stage("targets"), _stage("relations"), _stage("support")

    with timings.stage("outline"):
        plan = outline.outline(source)
    with timings.stage("tasks"):
        headings: tuple[Mention, ...] = tasks.find(plan) if tasks else ()
        scope: dict[str, Mention] = tasks.scope(plan, headings) if tasks else {}
    refusals: tuple[Refusal, ...]
    with timings.stage("mentions"):
        names, refusals = mentions.find(plan) if mentions and hasattr(mentions, "find") else ((), ())
    with timings.stage("goals"):
        headline = goals.find(plan, names) if goals else ()
    with timings.stage("things"):
        found = things.resolve(plan, headings + names, headline) if things else ()
    with timings.stage("targets"):
        numbers = targets.find(plan) if targets else ()
    with timings.stage("relations"):
        claims = relations.find(plan, found, numbers, scope) if relations and hasattr(relations, "find") else ()
    with timings.stage("support"):
        claims += support.find(plan, found, numbers, claims, headline, scope) if support else ()
    return Extraction(plan, found, numbers, claims, headline, refusals)
