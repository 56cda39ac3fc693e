"""Which patterns has each event, as a column? Each set of them is one word, with commas between its members."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np

from scimviewer import __version__
from scimviewer.store import blocks
from scimviewer.store.migrations import has_table

if TYPE_CHECKING:
    from scimviewer.query.table import Array, Snapshot

BETWEEN = ","  # stands in no id of a pattern
FOUND = "select event, quirk from event_quirk order by event, quirk"


def reading_of(now: Snapshot) -> str:
    """What a result belongs to: this program, and these events. Anything else is looked at again."""
    last = int(now["id"][-1]) if now.size else 0
    times = int(now["time_ns"].sum(dtype="<i8")) if now.size else 0
    return f"{__version__} {now.size} {last} {times}"


def packed(reader: Any, now: Snapshot) -> tuple[str, bytes]:
    """Words and codes of what was found, as they are kept beside it so that a case opens quickly."""
    words: dict[str | None, int] = {None: 0}
    codes = np.zeros(now.size, blocks.CODE)
    event, told = 0, ""
    for one, quirk in (*reader.execute(FOUND), (0, "")):
        if one != event:
            if event:
                codes[now.positions([event])] = words.setdefault(told, len(words))
            event, told = one, quirk
        else:
            told = f"{told}{BETWEEN}{quirk}"
    return json.dumps(list(words)), blocks.compressed(codes.tobytes())


def is_complete(reader: Any, now: Snapshot) -> bool:
    """Whether every event was looked at, by this version of the program."""
    if not has_table(reader, "quirk_scan"):
        return False
    sql = "select 1 from quirk_scan where reading = ? and codes is not null"
    return reader.execute(sql, (reading_of(now),)).fetchone() is not None


def column(reader: Any, now: Snapshot) -> tuple[list[str | None], Array]:
    """The words, and the code of each event; nobody has any before all events were looked at."""
    if has_table(reader, "quirk_scan"):
        row = reader.execute(
            "select words, codes from quirk_scan where reading = ? and codes is not null", (reading_of(now),)
        ).fetchone()
        if row is not None:
            return json.loads(row[0]), np.frombuffer(blocks.decompressed(row[1]), blocks.CODE)
    return [None], np.zeros(now.size, blocks.CODE)
