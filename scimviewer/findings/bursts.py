"""Where do events stand so close together that they are one episode?"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from scimviewer.query.table import Array


def episodes(times: Array, least: int, window_ns: int) -> Iterator[slice]:
    """Stretches in which at least so many events lie within a window; times ascend.

    Windows that overlap, or follow each other within a window's length, are one episode.
    """
    if len(times) < least:
        return
    begins = np.flatnonzero(times[least - 1 :] - times[: len(times) - least + 1] <= window_ns)
    if not len(begins):
        return
    # An episode ends where the next window begins later than a window after the last event of this one.
    apart = times[begins[1:]] - times[begins[:-1] + least - 1] > window_ns
    for part in np.split(begins, np.flatnonzero(apart) + 1):
        yield slice(int(part[0]), int(part[-1]) + least)
