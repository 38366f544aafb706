"""One line on the terminal that says what is being done; nothing where standard error is no terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def status(quiet: bool = False) -> Iterator[Callable[[str], None]]:
    """A function that shows what it is told until the block ends."""
    if quiet or not sys.stderr.isatty():
        yield lambda text: None
        return
    from rich.console import Console

    with Console(stderr=True).status("…") as shown:
        yield lambda text: shown.update(text)
