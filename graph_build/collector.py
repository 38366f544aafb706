"""Python's search for cycles among objects, put off while a graph is made.

A build makes hundreds of thousands of small objects that all live to its end and hold no cycles; looking for some among
them again and again took a quarter of its time.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """No search for cycles within; afterwards as before. Serves as a decorator too."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
