"""From one row to the next of its kind."""

from __future__ import annotations

import numpy as np
import pytest

from scimviewer.query.table import Snapshot
from scimviewer.ui.row_walk import NO_ROWS, RowWalk, next_row, walk_of


@pytest.mark.parametrize(
    ("start", "direction", "found"), [(0, 1, 3), (3, 1, 3), (4, 1, 7), (8, 1, -1), (8, -1, 7), (3, -1, 3), (2, -1, -1)]
)
def test_next_row_both_ways(start: int, direction: int, found: int) -> None:
    assert next_row(np.array([3, 7]), start, direction) == found


def snapshot(*events: tuple[int, int, int, int]) -> Snapshot:
    """Events of (id hash, name hash, target, status)."""
    ids, names, targets, status = (np.array(column) for column in zip(*events, strict=True))
    columns = {"id": np.arange(len(events)), "resource_id_hash": ids, "resource_name_hash": names, "target": targets}
    return Snapshot(len(events), {**columns, "status": status})


def same(now: Snapshot, row: int) -> list[int]:
    places = np.arange(now.size)
    return walk_of(now, places, np.zeros(now.size, bool)).of_same_resource(row).tolist()


def test_a_resource_is_known_by_its_id_and_by_its_name() -> None:
    now = snapshot((1, 0, 1, 200), (1, 5, 1, 200), (2, 6, 1, 200), (0, 5, 1, 200))

    assert same(now, 1) == [0, 1, 3]
    assert same(now, 0) == [0, 1, 3], "the log calls it by a name elsewhere"
    assert same(now, 3) == [0, 1, 3]
    assert same(now, 2) == [2]


def test_the_same_id_at_another_target_is_another_resource() -> None:
    now = snapshot((1, 0, 1, 200), (1, 0, 2, 200))

    assert same(now, 0) == [0]


def test_what_has_neither_id_nor_name_is_nobodys() -> None:
    now = snapshot((0, 0, 1, 200), (0, 0, 1, 200))

    assert same(now, 0) == []
    assert RowWalk().of_same_resource(0).tolist() == NO_ROWS.tolist()


def test_rows_are_those_of_the_list_not_of_the_case() -> None:
    now = snapshot((1, 0, 1, 409), (2, 0, 1, 200), (1, 0, 1, 500), (1, 0, 1, -32768))
    walk = walk_of(now, np.array([3, 2, 0]), np.array([True, False, True, True]))

    assert walk.of_same_resource(0).tolist() == [0, 1, 2]
    assert walk.failures.tolist() == [0, 1, 2]
    assert walk.severe.tolist() == [0, 1], "without an answer, or of the server"
