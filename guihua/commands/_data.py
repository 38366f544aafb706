"""Where the graph is: the options that all reading commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import click

if TYPE_CHECKING:
    from queries.dataset import Dataset

P = ParamSpec("P")
R = TypeVar("R")


def data_options(command: Callable[P, R]) -> Callable[P, R]:
    """Add ``--data`` and ``--endpoint``, as parameters ``data`` and ``endpoint``."""
    command = click.option("--endpoint", metavar="URL", envvar="GUIHUA_ENDPOINT",
                           help="SPARQL endpoint to ask instead of a dataset directory (env GUIHUA_ENDPOINT).")(command)
    return click.option("--data", metavar="DIR", envvar="GUIHUA_DATA", default="guihua-data", show_default=True,
                        help="Dataset directory that “guihua build” wrote (env GUIHUA_DATA).")(command)


def open_dataset(data: str, endpoint: str | None, queries: tuple[Path, ...] = ()) -> Dataset:
    """The dataset that the options name; an endpoint given on the command line or by the environment goes first.

    :raises DatasetMissing: no dataset is there.
    """
    from queries.dataset import Dataset

    return Dataset.open(endpoint or data, queries=queries)
