"""A deadline for work that cannot be interrupted."""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable
from typing import TypeVar

from queries.errors import QueryTooSlow

T = TypeVar("T")


def within(seconds: float, run: Callable[[], T], *, of: float | None = None) -> T:
    """Run *run* and give its result, or its error, if it ends in time.

    The work is done by a thread that nobody waits for after the deadline: neither Oxigraph nor rdflib nor a name
    look-up of the network can be stopped from outside.

    :param of: the seconds that there were in all, for the message, where some are spent already.
    :raises QueryTooSlow: after *seconds*.
    """
    result: list[T] = []
    failure: list[BaseException] = []

    def work() -> None:
        try:
            result.append(run())
        except BaseException as error:  # noqa: BLE001 - handed over to the caller's thread, whatever it is
            # What Oxigraph makes may be dropped only by the thread that made it: not with the error, later.
            traceback.clear_frames(error.__traceback__)
            failure.append(error)

    thread = threading.Thread(target=work, daemon=True, name="guihua-query")
    thread.start()
    thread.join(max(0.0, seconds))
    if result:
        return result[0]
    if failure:
        raise failure[0]
    raise QueryTooSlow(seconds=f"{seconds if of is None else of:g}")
