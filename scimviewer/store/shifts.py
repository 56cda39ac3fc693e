"""What moments are times without a zone, once the zone of their source is known? Whole columns at once."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from scimviewer.store import blocks
from scimviewer.store.blocks import Array
from scimviewer.store.connection import Connection

NO_TIME = blocks.unknown("<i8")


class Shifts(NamedTuple):
    """From which written time on how many nanoseconds lead back to UTC; the unknown number where nothing does."""

    starts: Array
    ns: Array


def shifts_in(connection: Connection, zone: str) -> Shifts:
    """The rules of a zone as the case keeps them: those of the computer may have changed meanwhile."""
    rows = connection.execute("select from_ns, shift_ns from zone_shift where zone = ? order by from_ns", (zone,))
    starts, ns = zip(*rows, strict=True)
    return Shifts(np.array(starts, "<i8"), np.array([NO_TIME if one is None else one for one in ns], "<i8"))


def utc_times(columns: dict[str, Any], shifts: Shifts | None) -> Array:
    """The column `time_ns`, with times that were written without a zone moved to UTC."""
    times: Array = columns["time_ns"]
    if shifts is None:
        return times
    ns = shifts.ns[np.searchsorted(shifts.starts, times, side="right") - 1]
    moves = (columns["zone_assumed"] == 1) & (times != NO_TIME)
    return np.where(moves, np.where(ns == NO_TIME, NO_TIME, times - ns), times)


def span(times: Array) -> tuple[int | None, int | None]:
    """The first and the last known moment."""
    known = times[times != NO_TIME]
    return (int(known.min()), int(known.max())) if len(known) else (None, None)
