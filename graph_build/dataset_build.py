"""Sources in, a dataset directory out: read and extract each plan (in parallel), write, check the evidence, report."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Literal

from graph_build import collector, dataset, dataset_cache, emit, emit_dataset, export_explain, fulltext, review
from graph_build.errors import SourceNotReadable
from graph_build.errors_build import EvidenceBroken, NoSources, NotWritable, SameName, WorkerLost
from graph_build.model import Extraction, SourceText, Thing
from graph_build.pipeline import Timings, extract
from graph_build.readers import read
from graph_build.validate_evidence import EvidenceReport, check_evidence
from ontology import resources
from ontology.errors import GuihuaError
from ontology.terms import DATA

SUFFIXES = (".txt", ".md", ".html", ".htm", ".docx", ".pdf")
"""What a directory given as a source is searched for."""
_RESERVED = frozenset({"dataset", "place", "strategy"})
"""First parts of IRIs that belong to no plan."""

Progress = Callable[[str, str], None]
"""Told the name of the source and of the stage that begins."""


@dataclass(frozen=True)
class Source:
    """A document to read: a path (``-`` for standard input), or bytes that came from elsewhere."""

    path: Path | None
    name: str
    data: bytes | None = None
    found: bool = False
    """Found in a directory that was given, not named itself: what is no plan among such files is left out."""


@dataclass(frozen=True)
class Options:
    """How to build."""

    encoding: str | None = None
    base: str = DATA
    jobs: int | None = None
    """Processes; ``None`` for one per source, at most one per processor."""
    explain: bool = False
    builder_version: str = "0"
    reviews: tuple[Path, ...] = ()
    """Files of review decisions to apply, besides those that the dataset at the directory already has."""
    on_error: Literal["stop", "skip"] | None = None
    """What to do with a source that cannot be built; ``None``: stop at a named one, leave out one of a directory."""
    cache: Path | None = None
    """Where what is found in each source is kept, so that a later build need not find it again."""


@dataclass
class Outcome:
    """One plan's extraction and how long its stages took."""

    extraction: Extraction
    timings: Timings
    unplaced: tuple[str, ...] = ()
    """A line for each review decision that found no place in the plan."""


@dataclass(frozen=True)
class LeftOut:
    """A source that is not in the dataset, and why."""

    source: str
    error: GuihuaError


@dataclass
class Built:
    """What a build made."""

    directory: Path
    report: dict[str, object] = field(default_factory=dict)
    evidence: EvidenceReport = field(default_factory=EvidenceReport)
    left_out: tuple[LeftOut, ...] = ()


def sources_of(paths: Sequence[Path]) -> list[Source]:
    """The documents that *paths* name, each once: files as they are, directories by the plan files directly in them.

    :raises NoSources: when a directory holds no file that guihua reads.
    """
    found: dict[Path, Source] = {}
    for path in paths:
        if str(path) == "-":
            # Read here: a worker process has no standard input.
            found[path] = Source(path, "stdin.txt", sys.stdin.buffer.read())
            continue
        try:
            inside = path.is_dir()
            for file in _inside(path) if inside else [path]:
                found.setdefault(file.resolve(), Source(file, str(file), found=inside))
        except OSError as error:
            raise SourceNotReadable(name=path, reason=error.strerror or error) from error
    return list(found.values())


def _inside(directory: Path) -> list[Path]:
    files = sorted(p for p in directory.iterdir() if p.suffix.lower() in SUFFIXES and p.is_file())
    if not files:
        raise NoSources(path=directory, suffixes=" ".join(SUFFIXES))
    return files


@collector.paused()
def build(
    sources: Sequence[Source], directory: Path, options: Options | None = None, progress: Progress | None = None
) -> Built:
    """Build a dataset of *sources* at *directory*; what stood there is replaced when all went well, and only then.

    :raises ontology.errors.GuihuaError: when a source cannot be read or is no plan, two sources bear one name (unless
        it is to be left out, see :attr:`Options.on_error`), no source can be built, or the directory cannot be written.
    """
    options = options or Options()
    progress = progress or (lambda source, stage: None)
    begun, cpu = time.perf_counter(), time.process_time()
    decisions = _decisions(directory, options)
    writing = Timings(watch=lambda stage: progress(directory.name, stage))
    with dataset.replacing(directory) as new:
        outcomes, left_out = _sorted_out(sources, options, progress)
        for outcome in outcomes:
            outcome.extraction, outcome.unplaced = review.apply(outcome.extraction, decisions)
        try:
            built = _write(new, outcomes, options, writing)
            if decisions:
                review.save(new / review.NAME, decisions)
            built.directory, built.left_out = directory, left_out
            built.report["leftOut"] = [{"source": one.source, "reason": str(one.error)} for one in left_out]
            built.report["seconds"] = {
                "stages": _rounded(writing), "cpu": round(time.process_time() - cpu, 3),
                "elapsed": round(time.perf_counter() - begun, 3)}
            dataset.write_report(new, built.report)
        except OSError as error:  # a full disk, a quota
            raise NotWritable(path=directory, reason=error.strerror or error) from error
    return built


def _decisions(directory: Path, options: Options) -> tuple[review.Decision, ...]:
    kept = directory / review.NAME
    try:
        own = [kept] if kept.is_file() else []
    except OSError as error:
        raise NotWritable(path=directory, reason=error.strerror or error) from error
    return review.merged(*(review.load(path) for path in own + list(options.reviews)))


def _slug(outcome: Outcome) -> str:
    return outcome.extraction.plan.source.slug


def read_and_extract(source: Source, encoding: str | None, watch: Callable[[str], None] | None = None) -> Outcome:
    """Read one document and find everything in it."""
    timings = Timings(watch=watch)
    with timings.stage("read"):
        if source.data is not None:
            text = read(source.data, name=source.name, encoding=encoding)
        else:
            assert source.path is not None
            text = read(source.path, encoding=encoding)
    return Outcome(extract(_renamed(text), timings), timings)


def _attempt(
    source: Source, encoding: str | None, cache: Path | None, watch: Callable[[str], None] | None = None
) -> Outcome | GuihuaError:
    """What is in one document, or why nothing is; from the cache where it has been found before."""
    try:
        if cache is None:
            return read_and_extract(source, encoding, watch)
        return dataset_cache.outcome(cache, source, encoding, lambda: read_and_extract(source, encoding, watch))
    except GuihuaError as error:
        return error


def _renamed(source: SourceText) -> SourceText:
    """*source* under a slug that no other part of the data's IRIs uses."""
    return replace(source, slug=f"{source.slug}-plan") if source.slug in _RESERVED else source


def _sorted_out(
    sources: Sequence[Source], options: Options, progress: Progress
) -> tuple[list[Outcome], tuple[LeftOut, ...]]:
    """What the sources gave, by slug, and what is left out; an error where nothing else is left."""
    outcomes: dict[str, Outcome] = {}
    left_out: list[LeftOut] = []
    for source, result in zip(sources, _extract_all(sources, options, progress), strict=True):
        if isinstance(result, Outcome):
            slug = _slug(result)
            if slug not in outcomes:
                outcomes[slug] = result
                continue
            earlier = outcomes[slug].extraction.plan.source.name
            result = SameName(first=earlier, second=source.name, slug=slug)
        if options.on_error == "stop" or (options.on_error is None and not source.found):
            raise result
        left_out.append(LeftOut(source.name, result))
    if left_out and not outcomes:
        raise left_out[0].error
    return [outcomes[slug] for slug in sorted(outcomes)], tuple(left_out)


def _extract_all(sources: Sequence[Source], options: Options, progress: Progress) -> Iterator[Outcome | GuihuaError]:
    jobs = min(options.jobs or os.cpu_count() or 1, len(sources))
    if jobs <= 1:
        for source in sources:
            yield _attempt(source, options.encoding, options.cache, partial(progress, source.name))
        return
    # A build of one plan has no use for these and starts sooner without them.
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import active_children, get_context

    others = set(active_children())
    # Started afresh, not forked: the parent may hold threads (a progress display), and Windows knows no fork.
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_ignore_interrupt) as pool:
        futures = [pool.submit(_attempt, source, options.encoding, options.cache) for source in sources]
        try:
            for source, future in zip(sources, futures, strict=True):
                progress(source.name, "read")
                yield future.result()
        except BrokenProcessPool as error:
            raise WorkerLost(source=source.name) from error
        except KeyboardInterrupt:
            # Nobody waits for what the workers would still find.
            for process in set(active_children()) - others:
                process.terminate()
            raise
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _ignore_interrupt() -> None:
    """Ctrl-C reaches every process of a terminal; only the parent answers it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _write(new: Path, outcomes: Sequence[Outcome], options: Options, timings: Timings) -> Built:
    with timings.stage("emit"):
        labels = shared_labels([o.extraction for o in outcomes])
        emitted = [emit.quads(o.extraction, base=options.base, builder_version=options.builder_version,
                              shared_labels=labels) for o in outcomes]
        plans = [emit_dataset.PlanGraph(e.graph, o.extraction.plan.metadata.title, o.extraction.plan.source.slug,
                                        e.lines, e.counts) for o, e in zip(outcomes, emitted, strict=True)]
        lines = [line for plan in plans for line in plan.lines]
        lines += emit_dataset.description(plans, base=options.base, builder_version=options.builder_version)
        lines += emit_dataset.ontology_graphs()
        lines.sort()
    with timings.stage("write"):
        dataset.write_graph(new, lines)
        for outcome in outcomes:
            source = outcome.extraction.plan.source
            dataset.write_source(new, source.slug, source.text)
        if options.explain:
            export_explain.write(new / export_explain.NAME, [o.extraction for o in outcomes])
    with timings.stage("store"):
        dataset.write_store(new)
    with timings.stage("index"):
        fulltext.write(new)
    with timings.stage("evidence"):
        evidence = check_evidence(new)
        if evidence.wrong:
            raise EvidenceBroken(count=len(evidence.wrong), example=evidence.wrong[0][1])
    report: dict[str, object] = {
        "guihua": options.builder_version, "ontology": resources.version(), "base": options.base,
        "triples": len(lines),
        "plans": [_plan_report(o, e) for o, e in zip(outcomes, emitted, strict=True)],
        "evidence": evidence.as_json(),
    }
    return Built(new, report, evidence)


def _plan_report(outcome: Outcome, emitted: emit.Emitted) -> dict[str, object]:
    extraction = outcome.extraction
    source, about = extraction.plan.source, extraction.plan.metadata
    things: Counter[str] = Counter(thing.cls for thing in extraction.things)
    statements = {(c.subject, c.predicate, c.object, c.strength) for c in extraction.claims}
    relations = Counter(f"{predicate} ({strength})" if strength else predicate
                        for _, predicate, _, strength in statements)
    return {
        "slug": source.slug, "iri": emitted.graph, "title": about.title, "source": source.name,
        "encoding": source.encoding, "mediaType": source.media_type, "sha256": source.sha256,
        "characters": len(source.text), "warnings": list(source.warnings), "triples": len(emitted.lines),
        "classes": {**dict(sorted(things.items())), "Target": len(extraction.targets)},
        "mentions": sum(len(thing.mentions) for thing in extraction.things),
        "observations": sum(len(r.values) for t, _ in extraction.plan.tables() for r in t.indicators),
        "relations": dict(sorted(relations.items())),
        "headlineGoals": [goal.mention.label for goal in extraction.headline],
        "doubts": [*emitted.doubts, *outcome.unplaced],
        "reviewed": sum(claim.reviewer is not None for claim in extraction.claims),
        "seconds": _rounded(outcome.timings),
    }


def _rounded(timings: Timings) -> dict[str, float]:
    return {stage: round(seconds, 4) for stage, seconds in timings.items()}


def shared_labels(extractions: Sequence[Extraction]) -> dict[str, str]:
    """One preferred label for each thing that several plans name: the form most often used, the shorter, the first.

    >>> shared_labels([])
    {}
    """
    forms: dict[str, Counter[str]] = {}
    for extraction in extractions:
        own = extraction.plan.source.slug + "/"
        for thing in extraction.things:
            if not thing.key.startswith(own):
                forms.setdefault(thing.key, Counter())[thing.label] += _weight(thing)
    return {key: min(labels, key=partial(_rank, labels)) for key, labels in forms.items()}


def _rank(labels: Counter[str], label: str) -> tuple[int, int, str]:
    return -labels[label], len(label), label


def _weight(thing: Thing) -> int:
    return max(1, len(thing.mentions))
