"""The whole way on one page: ``SourceText → Plan → Mention → Thing → Claim → quads → dataset``."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from graph_build import collector, goals, mentions, relations, support, targets, tasks, things
from graph_build.mentions.tagger import Model
from graph_build.model import Extraction, Mention, Plan, Refusal, SourceText
from graph_build.outline import outline


@collector.paused()
def extract(source: SourceText, timings: Timings | None = None, tagger: Model | None = None) -> Extraction:
    """Everything that guihua finds in one document.

    :param timings: where to count each stage's CPU seconds.
    :param tagger: the tagger's weights; the packaged ones by default (cross-validation passes others).
    :raises graph_build.errors.NotAPlan: when the text is no plan.
    """
    timings = Timings() if timings is None else timings
    with timings.stage("outline"):
        plan = outline(source)
    with timings.stage("mentions"):
        names, refusals = mentions.find(plan, tagger)
    return relate(plan, names, refusals, timings)


def relate(
    plan: Plan, names: tuple[Mention, ...], refusals: tuple[Refusal, ...] = (), timings: Timings | None = None
) -> Extraction:
    """Everything that follows from the structure of *plan* and from *names*, the mentions of all classes but Task."""
    timings = Timings() if timings is None else timings
    with timings.stage("tasks"):
        headings = tasks.find(plan)
        scope = tasks.scope(plan, headings)
    with timings.stage("goals"):
        headline = goals.find(plan, names)
    with timings.stage("things"):
        found = things.resolve(plan, headings + names, headline)
    with timings.stage("targets"):
        numbers = targets.find(plan, names)
    with timings.stage("relations"):
        claims = relations.find(plan, found, numbers, scope)
    with timings.stage("support"):
        claims += support.find(plan, found, numbers, claims, headline, scope)
    return Extraction(plan, found, numbers, claims, headline, refusals)


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
