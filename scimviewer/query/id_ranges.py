"""How is a set of events written as a filter?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from scimviewer.query.grammar import MOST_TEXT


def ids_filter(ids: Sequence[int]) -> tuple[str, int]:
    """`id:(3 OR 7..9)` for these events, and how many of them it means: a filter's text has an end."""
    ordered = np.unique(np.asarray(ids, np.int64))
    runs = np.split(ordered, np.flatnonzero(np.diff(ordered) > 1) + 1) if len(ordered) else []
    parts, meant, room = list[str](), 0, MOST_TEXT // 2
    for run in runs:
        part = f"{run[0]}..{run[-1]}" if len(run) > 1 else str(run[0])
        room -= len(part) + len(" OR ")
        if room < 0:
            break
        parts.append(part)
        meant += len(run)
    if len(parts) == 1:
        return f"id:{parts[0]}", meant
    return f"id:({' OR '.join(parts)})", meant
