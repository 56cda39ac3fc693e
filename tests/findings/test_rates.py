"""Surges and leaks are found, and bursts and small numbers are not taken for them."""

from __future__ import annotations

import numpy as np

from scimviewer.findings.rates import LEAK_FAILURES, Bins, binned, leaks, rises

BIN = 300 * 10**9


def bins(failures: list[int], requests: int = 100) -> Bins:
    count = len(failures)
    return Bins(BIN, np.arange(count), np.full(count, requests), np.array(failures))


def test_a_surge_is_found_where_it_is() -> None:
    (found,) = rises(bins([1] * 40 + [30, 40, 20] + [1] * 20))
    assert (found.first, found.last, found.failures) == (40, 42, 90)


def test_a_surge_that_never_ends_is_found_too() -> None:
    (found,) = rises(bins([0] * 12 + [100] * 60))
    assert (found.first, found.last) == (12, 71)


def test_bursts_that_come_again_and_again_are_usual() -> None:
    assert len(rises(bins(([1] * 9 + [25]) * 30))) == 1


def test_few_failures_are_none() -> None:
    assert rises(bins([0] * 40 + [4] + [0] * 9)) == []


def test_a_slow_leak_is_found_and_no_surge() -> None:
    slow = bins([1] * 288 + [2, 3, 2, 3, 3, 2] * 12, 100)
    assert rises(slow) == []
    found = leaks(slow)
    assert found
    assert found[0].is_leak
    assert found[0].failures >= LEAK_FAILURES
    assert 280 <= found[0].first <= 300


def test_bins_are_as_short_as_they_can_be_filled() -> None:
    second = 10**9
    assert binned(np.arange(0, 3000) * second // 10, np.zeros(3000, bool)).width_ns == 10 * second
    assert binned(np.arange(0, 300) * 60 * second, np.zeros(300, bool)).width_ns == 3600 * second
