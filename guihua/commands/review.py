"""``guihua review``: bring the least certain statements to a decision."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from graph_build.model import Predicate
    from graph_build.review import Decision, End, Statement, Verdict
    from guihua.review_list import Reviewable

_COLUMNS = ("plan", "confidence", "subject_class", "subject", "predicate", "object_class", "object", "basis", "rule",
            "where", "quote", "verdict", "correct_subject_class", "correct_subject", "correct_predicate",
            "correct_object_class", "correct_object", "note")


@click.command()
@click.argument("directory", metavar="[DIR]", type=click.Path(path_type=Path), default="guihua-data",
                envvar="GUIHUA_DATA")
@click.option("--reviewer", envvar="GUIHUA_REVIEWER", help="Your name, which the graph keeps with each decision.")
@click.option("--below", type=click.FloatRange(0, 1), default=0.9, show_default=True,
              help="Statements less certain than this.")
@click.option("--relation", help="Only this relation (advances, supports, …).")
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="How many at most.")
@click.option("--to-csv", type=click.Path(path_type=Path, dir_okay=False),
              help="Write the list for a spreadsheet; fill its column “verdict” with accept, reject or correct.")
@click.option("--from-csv", type=click.Path(path_type=Path, dir_okay=False),
              help="Take the verdicts of such a file.")
def command(
    directory: Path, reviewer: str | None, below: float, relation: str | None, limit: int,
    to_csv: Path | None, from_csv: Path | None,
) -> None:
    """Accept, reject or correct the least certain statements.

    Decisions are kept in DIR/review.jsonl and hold from the next `guihua build` on, whatever else changes; the graph
    says who decided. Without a terminal, the list is printed.

    \b
    guihua review guihua-data --reviewer "Li Na"
    guihua review --relation supports --below 0.7 --to-csv doubtful.csv
    guihua review --reviewer "Li Na" --from-csv doubtful.csv
    """
    from graph_build import review
    from guihua.review_list import reviewable
    from queries.stores import open_store

    path = directory / review.NAME
    if from_csv is not None:
        decided = _from_csv(from_csv, _named(reviewer))
        _keep(path, decided)
        click.echo(f"{path}: {len(decided)} decisions taken from {from_csv}. They hold from the next build on.")
        return
    known = review.load(path) if path.is_file() else ()
    items = reviewable(open_store(directory), below, relation, known)[:limit]
    if to_csv is not None:
        _write_csv(to_csv, items)
        click.echo(f"{to_csv}: {len(items)} statements")
    elif not items:
        click.echo(f"Nothing below {below} is undecided.")
    elif sys.stdin.isatty() and sys.stdout.isatty():
        _ask(path, items, _named(reviewer))
    else:
        _print(items)


def _named(reviewer: str | None) -> str:
    if not reviewer or not reviewer.strip():
        raise click.UsageError("Say who decides: --reviewer NAME (or the environment variable GUIHUA_REVIEWER).")
    return reviewer.strip()


def _today() -> str:
    return datetime.now(UTC).date().isoformat()


def _keep(path: Path, decided: Sequence[Decision]) -> None:
    from graph_build import review

    if not path.parent.is_dir():
        from queries.errors import DatasetMissing

        raise DatasetMissing(path=path.parent)
    review.save(path, review.merged(review.load(path) if path.is_file() else (), decided))


def _ask(path: Path, items: Sequence[Reviewable], reviewer: str) -> None:
    """One statement after the other; each answer is kept at once, so that leaving at any time loses nothing."""
    from graph_build.review import Decision

    for n, item in enumerate(items, 1):
        click.echo()
        click.secho(f"[{n}/{len(items)}] {item.confidence:.2f}  {item.said()}", bold=True)
        click.echo(f"    {item.basis}, {item.rule}; {item.where}")
        click.echo(f"    “{' '.join(item.quote.split())}”")
        answer = click.prompt("    (a)ccept, (r)eject, (c)orrect, (s)kip, (q)uit", default="s", show_default=False,
                              type=click.Choice(["a", "r", "c", "s", "q"], case_sensitive=False), show_choices=False)
        if answer == "q":
            return
        if answer == "s":
            continue
        correction = _correction(item.statement) if answer == "c" else None
        verdict = {"a": "accept", "r": "reject", "c": "correct"}[answer]
        _keep(path, [Decision(item.plan, item.statement, item.quote, _verdict(verdict), reviewer, _today(),
                              correction)])
    click.echo(f"\n{path}: build again, and the decisions hold.")


def _correction(statement: Statement) -> Statement:
    from graph_build.review import PREDICATES, Statement

    subject = _ask_end("subject", statement.subject)
    predicate = click.prompt("    relation", default=statement.predicate, type=click.Choice(PREDICATES),
                             show_choices=False)
    return Statement(subject, predicate, _ask_end("object", statement.object))


def _ask_end(what: str, end: End) -> End:
    from graph_build.model import THING_CLASSES
    from graph_build.review import End

    label = click.prompt(f"    {what}", default=end.label)
    cls = click.prompt(f"    {what}'s class", default=end.cls, type=click.Choice([*THING_CLASSES, "Target"]),
                       show_choices=False)
    return End(cls, label)


def _print(items: Sequence[Reviewable]) -> None:
    for item in items:
        click.echo(f"{item.confidence:.2f}  {item.said()}\n      {item.where}: “{' '.join(item.quote.split())}”")


def _write_csv(path: Path, items: Sequence[Reviewable]) -> None:
    from graph_build.errors_build import NotWritable

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for item in items:
        s, o = item.statement.subject, item.statement.object
        writer.writerow([item.plan, f"{item.confidence:.3f}", s.cls, s.label, item.statement.predicate, o.cls, o.label,
                         item.basis, item.rule, item.where, item.quote, *[""] * 7])
    new = path.with_name(path.name + ".new")
    try:
        # The byte order mark lets spreadsheets see that the file is UTF-8.
        new.write_text(out.getvalue(), encoding="utf-8-sig", newline="")
        new.replace(path)
    except OSError as error:
        raise NotWritable(path=path, reason=error.strerror or error) from error


def _from_csv(path: Path, reviewer: str) -> list[Decision]:
    from graph_build.errors import BadDecision, NoDecisions
    from graph_build.review import PREDICATES, Decision, End, Statement

    try:
        rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
    except (OSError, UnicodeDecodeError) as error:
        raise NoDecisions(path=path, reason=getattr(error, "strerror", None) or error) from error
    predicates: dict[str, Predicate] = {p: p for p in PREDICATES}
    decided: list[Decision] = []
    for n, row in enumerate(rows, 2):
        verdict = (row.get("verdict") or "").strip().lower()
        if not verdict:
            continue
        missing = [c for c in _COLUMNS[:11] if not row.get(c)]
        predicate = predicates.get(row.get("predicate") or "")
        if missing or predicate is None or verdict not in ("accept", "reject", "correct"):
            reason = f"no {missing[0]}" if missing else f"verdict {verdict!r} or relation {row['predicate']!r} unknown"
            raise BadDecision(path=path, line=n, reason=reason)
        said = Statement(End(row["subject_class"], row["subject"]), predicate, End(row["object_class"], row["object"]))
        correction = None
        if verdict == "correct":
            new = predicates.get(row.get("correct_predicate") or predicate)
            if new is None:
                raise BadDecision(path=path, line=n, reason=f"relation {row['correct_predicate']!r} unknown")
            correction = Statement(
                End(row.get("correct_subject_class") or said.subject.cls,
                    row.get("correct_subject") or said.subject.label), new,
                End(row.get("correct_object_class") or said.object.cls,
                    row.get("correct_object") or said.object.label))
        decided.append(Decision(row["plan"], said, row["quote"], _verdict(verdict), reviewer, _today(), correction,
                                row.get("note") or ""))
    return decided


def _verdict(text: str) -> Verdict:
    from graph_build.review import VERDICTS

    return next(v for v in VERDICTS if v == text)
