"""What building costs: CPU of a whole build and of each stage, against one tagging pass of rjieba, and how it grows.

    python -m benchmarks.build [PLAN] [--copies 10] [--out FILE] [--check]

Four things are measured, each in processes of their own: the first extraction after imports (word lists and models are
read in it), the best of later ones, the same plan laid *copies* times behind itself, and ``guihua build`` as typed. A
tagging pass is ``rjieba.tag`` over the reading text of all passages, in the same process: its first call loads rjieba's
dictionary, so a first extraction is set against a first pass and a later one against a later one.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
MOST_SECONDS, MOST_RATIO, MOST_GROWTH = 1.0, 25.0, 1.5
"""CPU of a first extraction; the same in first tagging passes; CPU a character of the long text against the short.

Arrays of a long text leave the processor's cache, which costs a third; what grows with the square would cost ten times.
"""


@dataclass(frozen=True)
class Run:
    """One process: what it measured, in seconds of CPU."""

    characters: int
    first: float
    """First extraction, imports not counted."""
    later: float
    """Best of the later ones."""
    first_pass: float
    """First tagging pass, which loads rjieba's dictionary."""
    later_pass: float
    stages: dict[str, float]
    """Stages of the best later extraction."""
    peak: float
    """Most memory in MB; 0 where the system does not tell."""


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.build", description=__doc__.split("\n")[0])
    parser.add_argument("plan", nargs="?", type=Path, default=ROOT / "data" / "linhai-14fyp.txt")
    parser.add_argument("--copies", type=int, default=10, help="how many times the long text holds the plan")
    parser.add_argument("--repeats", type=int, default=5, help="extractions after the first")
    parser.add_argument("--out", type=Path, help="where to write the table as well")
    parser.add_argument("--check", action="store_true", help="fail where a limit is broken")
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.measure:
        print(json.dumps(asdict(measure(args.plan, args.repeats))))
        return
    with tempfile.TemporaryDirectory() as folder:
        long = Path(folder) / "long.txt"
        text = args.plan.read_text(encoding="utf-8")
        long.write_text("\n".join([text] * args.copies), encoding="utf-8", newline="\n")
        once, many = _apart(args.plan, args.repeats), _apart(long, 1)
        whole, memory = command(args.plan, Path(folder) / "dataset")
    page = table(once, many, whole, memory)
    print(page)
    if args.out:
        args.out.write_text(page + "\n", encoding="utf-8", newline="\n")
    if args.check and (broken := broken_limits(once, many)):
        raise SystemExit("\n".join(broken))


def measure(plan: Path, repeats: int) -> Run:
    """Time extractions of *plan* in this process."""
    import rjieba

    from graph_build import outline, pipeline, readers

    source = readers.read(plan)
    begun = time.process_time()
    pipeline.extract(source)
    first = time.process_time() - begun
    runs: list[tuple[float, dict[str, float]]] = []
    for _ in range(max(repeats, 1)):
        timings = pipeline.Timings()
        begun = time.process_time()
        pipeline.extract(source, timings)
        runs.append((time.process_time() - begun, dict(timings)))
    later, stages = min(runs, key=lambda run: run[0])
    text = "\n".join(passage.text for passage, _ in outline.outline(source).texts())
    passes: list[float] = []
    for _ in range(6):
        begun = time.process_time()
        rjieba.tag(text)
        passes.append(time.process_time() - begun)
    return Run(len(source.text), first, later, first_pass(text), min(passes), stages, peak())


def first_pass(text: str) -> float:
    """CPU of a first tagging pass, in a process that has only imported rjieba."""
    code = (
        "import sys, time, rjieba; text = sys.stdin.buffer.read().decode('utf-8'); begun = time.process_time(); "
        "rjieba.tag(text); print(time.process_time() - begun)"
    )
    ran = subprocess.run([sys.executable, "-c", code], input=text.encode("utf-8"), capture_output=True, check=True)
    return float(ran.stdout)


def peak() -> float:
    """Most memory of this process so far, in MB; 0 where the system does not tell (Windows)."""
    try:
        import resource
    except ImportError:
        return 0.0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024 * 1024 if sys.platform == "darwin" else 1024)


def command(plan: Path, out: Path) -> tuple[float, float]:
    """CPU seconds and MB of ``guihua build`` from start to end, imports and writing included."""
    code = (
        "import sys, time; from guihua.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit as end: assert not end.code\n"
        "from benchmarks.build import peak\n"
        "print(); print(time.process_time(), peak())"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, "build", str(plan), "--output", str(out)],
        capture_output=True, check=True, cwd=ROOT, encoding="utf-8",
    )
    seconds, memory = ran.stdout.splitlines()[-1].split()
    return float(seconds), float(memory)


def _apart(plan: Path, repeats: int) -> Run:
    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks.build", str(plan), "--repeats", str(repeats), "--measure"],
        capture_output=True, check=True, cwd=ROOT, encoding="utf-8",
    )
    return Run(**json.loads(ran.stdout.splitlines()[-1]))


def growth(once: Run, many: Run) -> float:
    """CPU a character of the long text, in that of the short one."""
    return (many.later / many.characters) / (once.later / once.characters)


def broken_limits(once: Run, many: Run) -> list[str]:
    """What is slower than it may be."""
    found = {
        f"first extraction takes {once.first:.2f} s, at most {MOST_SECONDS}": once.first > MOST_SECONDS,
        f"first extraction takes {once.first / once.first_pass:.1f} first tagging passes, at most {MOST_RATIO:.0f}":
            once.first / once.first_pass > MOST_RATIO,
        f"a character of the long text costs {growth(once, many):.2f} times as much, at most {MOST_GROWTH}":
            growth(once, many) > MOST_GROWTH,
    }
    return [text for text, broken in found.items() if broken]


def table(once: Run, many: Run, whole: float, memory: float) -> str:
    """The measurements as a page of Markdown."""
    lines = [
        "| | CPU s |", "| --- | --- |",
        f"| first extraction after imports ({once.characters} characters) | {once.first:.2f} |",
        f"| – in first tagging passes of rjieba ({once.first_pass:.3f} s) | {once.first / once.first_pass:.1f} |",
        f"| later extraction | {once.later:.2f} |",
        f"| – in later tagging passes of rjieba ({once.later_pass:.4f} s) | {once.later / once.later_pass:.1f} |",
        *(f"| – {stage} | {seconds:.3f} |" for stage, seconds in once.stages.items()),
        f"| later extraction of {many.characters} characters | {many.later:.2f} |",
        f"| – a character, against the short text | {growth(once, many):.2f} |",
        f"| `guihua build` from start to end | {whole:.2f} |",
        "", "| | MB |", "| --- | --- |",
        f"| extraction, most memory | {once.peak:.0f} |",
        f"| extraction of the long text | {many.peak:.0f} |",
        f"| `guihua build` | {memory:.0f} |",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
