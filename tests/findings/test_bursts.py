"""Windows that overlap are one episode."""

from __future__ import annotations

import numpy as np

from scimviewer.findings.bursts import episodes


def found(*times: int) -> list[list[int]]:
    array = np.array(times)
    return [array[part].tolist() for part in episodes(array, 3, 10)]


def test_enough_within_the_window_is_an_episode() -> None:
    assert found(0, 5, 10) == [[0, 5, 10]]
    assert found(0, 5, 11) == []
    assert found(0, 5) == []


def test_windows_that_touch_are_one_and_those_apart_are_two() -> None:
    assert found(0, 1, 2, 8, 9, 10) == [[0, 1, 2, 8, 9, 10]]
    assert found(0, 1, 2, 50, 51, 52) == [[0, 1, 2], [50, 51, 52]]
