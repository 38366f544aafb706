"""How long an answer takes: ``python -m benchmarks.ask [DATASET]``.

Warm: every wording of the tests' tables in one process, once the dataset is open (as in the shell and in notebooks).
Cold: ``guihua ask`` as a process of its own. Both in elapsed time and in CPU time; on a busy machine the second tells
more. Without DATASET the bundled plan is built in a temporary directory.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from queries.dataset import Dataset
from queries.errors import QueryError

_ROOT = Path(__file__).parents[1]
_TABLES = (_ROOT / "tests" / "queries" / "questions.tsv", _ROOT / "tests" / "asking" / "wordings.tsv")
_COLD = ("什么支撑双千亿", "what supports 双千亿", "森林覆盖率目标", "toumengang有哪些项目", "今天天气怎么样")
_RUN = ("import sys, time; from guihua.cli import main\n"
        "try:\n main(sys.argv[1:])\nexcept SystemExit:\n pass\nprint(time.process_time(), file=sys.stderr)")


def wordings() -> Iterator[str]:
    """The questions of the tests' tables."""
    for table in _TABLES:
        for line in table.read_text(encoding="utf-8").splitlines():
            if line.strip() and not line.startswith("# "):
                yield line.partition("\t")[0]


def warm(data: Path) -> None:
    """Ask every wording in this process and print the figures."""
    begun = time.process_time()
    with Dataset.open(data) as dataset:
        first = dataset.ask("什么支撑双千亿")
        print(f"opening and the first answer ({len(first.items)} things): {_ms(time.process_time() - begun)} CPU")
        taken: list[tuple[float, float, str]] = []
        for question in wordings():
            elapsed, cpu = time.perf_counter(), time.process_time()
            with suppress(QueryError):
                dataset.ask(question)
            taken.append((time.perf_counter() - elapsed, time.process_time() - cpu, question))
    for name, column in (("elapsed", 0), ("CPU", 1)):
        values = [float(row[column]) for row in taken]
        print(f"warm, {len(values)} wordings, {name}: median {_ms(statistics.median(values))}, "
              f"95 % within {_ms(statistics.quantiles(values, n=20)[-1])}, worst {_ms(max(values))}")
    for row in sorted(taken, key=lambda row: -row[1])[:5]:
        print(f"  {_ms(row[1])} CPU: {row[2]}")


def cold(data: Path) -> None:
    """Run the command for a few questions and print how long each took."""
    for question in _COLD:
        elapsed = time.perf_counter()
        done = subprocess.run([sys.executable, "-c", _RUN, "ask", question, "--data", str(data)],
                              capture_output=True, encoding="utf-8", check=False)
        cpu = float(done.stderr.strip().rpartition("\n")[2])
        print(f"cold: {_ms(time.perf_counter() - elapsed)} elapsed, {_ms(cpu)} CPU: {question}")


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"


def main() -> None:
    """Build if nothing is given, then measure."""
    if len(sys.argv) > 1:
        warm(Path(sys.argv[1]))
        cold(Path(sys.argv[1]))
        return
    import guihua

    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "guihua-data"
        guihua.build(_ROOT / "data" / "linhai-14fyp.txt", directory=data).close()
        warm(data)
        cold(data)


if __name__ == "__main__":
    main()
