"""How long the stored queries take: every one with a value for each of its parameters, on a dataset of the sample plan.

    python -m benchmarks.queries [--data DIR] [--rounds 7] [--disk]

For each use of a query the best of several rounds is taken, in milliseconds of processor time of all threads together,
so that other programs do not count; printed are median and worst of each query and of all. Without ``--disk`` the graph
is in memory, as it is for whoever asks more than a question or two; with it, on disk, as for the first question.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from graph_build import dataset_build
from queries.binding import bind
from queries.catalogue import Catalogue
from queries.dataset import Dataset
from queries.examples import uses
from queries.stores.embedded import EmbeddedStore

SAMPLE = Path(__file__).parents[1] / "data" / "linhai-14fyp.txt"


def best(run: Callable[[], object], rounds: int) -> float:
    """The shortest of *rounds* runs, in milliseconds of processor time."""
    times: list[float] = []
    for _ in range(rounds):
        begun = time.process_time()
        run()
        times.append((time.process_time() - begun) * 1000)
    return min(times)


def measure(directory: Path, rounds: int, *, disk: bool) -> dict[str, list[float]]:
    """Milliseconds of every use of every stored query, by the query's name."""
    catalogue = Catalogue()
    with Dataset.open(directory) as names:
        store = EmbeddedStore.open(directory, keep_on_disk=disk)
        store.warm()
        store.wait()
        times: dict[str, list[float]] = {}
        for query in catalogue:
            for use in uses(query, names):
                text = query.bind(bind(query, use, names).terms)
                times.setdefault(query.name, []).append(best(partial(store.select, text), rounds))
    return times


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, help="dataset directory; by default the sample plan is built")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--disk", action="store_true", help="measure on disk instead of in memory")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        directory = args.data
        if directory is None:
            directory = Path(made) / "guihua-data"
            dataset_build.build(dataset_build.sources_of([SAMPLE]), directory)
        times = measure(directory, args.rounds, disk=args.disk)
    print(f"{'query':16} {'median':>8} {'worst':>8}  ms")
    for name, found in sorted(times.items(), key=lambda item: -max(item[1])):
        print(f"{name:16} {statistics.median(found):8.1f} {max(found):8.1f}")
    everything = [one for found in times.values() for one in found]
    print(f"{len(times)} queries, {len(everything)} uses: median {statistics.median(everything):.1f} ms, "
          f"worst {max(everything):.1f} ms")


if __name__ == "__main__":
    main()
