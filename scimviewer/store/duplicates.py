"""Which records of a block were in the case before, by their vendor's id and their content?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from scimviewer.store.connection import Connection
from scimviewer.store.reading import Block

ASKED_AT_ONCE = 10_000  # SQLite takes 32,766 parameters
REMEMBER = "insert into vendor_record (digest, event) values (?, ?)"
NOTE = "insert into duplicate (record, source, duplicate_of) values (?, ?, ?)"


def once(connection: Connection, block: Block, source: int, first_record: int, first_event: int) -> tuple[Block, int]:
    """A block without the events of records that came before, and how many such records it holds.

    What is new is remembered, what is not is tied to the event that it tells again; in the caller's transaction.
    """
    if not block.identities:
        return block, 0
    known = _known(connection, [digest for _, digest in block.identities])
    firsts: dict[bytes, int] = {}  # in this block: record index
    again: dict[int, bytes] = {}  # record index → what it repeats
    for index, digest in block.identities:
        if digest in known or digest in firsts:
            again[index] = digest
        else:
            firsts[digest] = index
    kept = _without(block, set(again)) if again else block
    events: dict[int, int] = {}  # record index → its first event
    for number, row in enumerate(kept.rows):
        events.setdefault(row[0], first_event + number)
    new = {digest: events[index] for digest, index in firsts.items()}
    connection.executemany(REMEMBER, new.items())
    told = ((first_record + at, source, known.get(digest) or new[digest]) for at, digest in again.items())
    connection.executemany(NOTE, told)
    return kept, len(again)


def _known(connection: Connection, digests: list[bytes]) -> dict[bytes, int]:
    known: dict[bytes, int] = {}
    for start in range(0, len(digests), ASKED_AT_ONCE):
        some = digests[start : start + ASKED_AT_ONCE]
        marks = ",".join("?" * len(some))
        known.update(connection.execute(f"select digest, event from vendor_record where digest in ({marks})", some))
    return known


def _without(block: Block, records: set[int]) -> Block:
    """The same block without the events of these records; the records themselves stay."""
    keep = np.array([row[0] not in records for row in block.rows], dtype=bool)
    places = np.cumsum(keep) - 1
    return replace(
        block,
        numbers={name: column[keep] for name, column in block.numbers.items()},
        hashes={name: column[keep] for name, column in block.hashes.items()},
        codes={name: column[keep] for name, column in block.codes.items()},
        rows=[row for row, stays in zip(block.rows, keep.tolist(), strict=True) if stays],
        parts=[(int(places[event]), record, role) for event, record, role in block.parts if keep[event]],
        used=block.used - len(records),
    )
