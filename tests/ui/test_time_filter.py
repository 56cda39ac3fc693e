"""The range of time in a filter text."""

from __future__ import annotations

import pytest

from scimviewer.times import instant
from scimviewer.ui.time_filter import time_range, within


def ns(text: str) -> int:
    return instant(text).ns


EIGHT, NINE = ns("2026-09-01T08:00Z"), ns("2026-09-01T09:00Z")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "after:2026-09-01T08:00Z before:2026-09-01T09:00Z"),
        ("op:patch", "op:patch after:2026-09-01T08:00Z before:2026-09-01T09:00Z"),
        ("after:2026-01-01 op:patch before:2027-01-01", "op:patch after:2026-09-01T08:00Z before:2026-09-01T09:00Z"),
        ("status:409 OR status:500", "(status:409 OR status:500) after:2026-09-01T08:00Z before:2026-09-01T09:00Z"),
    ],
)
def test_a_range_replaces_the_one_before(before: str, after: str) -> None:
    assert within(before, EIGHT, NINE) == after
    assert time_range(after) == (EIGHT, NINE)
    assert within(within(before, EIGHT, NINE), EIGHT, NINE) == after


def test_open_ends_and_none_at_all() -> None:
    assert within("op:patch after:2026-01-01", None, None) == "op:patch"
    assert within("", EIGHT + 30 * 10**9, None) == "after:2026-09-01T08:00:30Z"
    assert time_range("op:patch") == (None, None)
    assert time_range("after:2026-09-01T08:00Z") == (EIGHT, None)


def test_the_narrowest_of_several_holds() -> None:
    assert time_range("after:2026-01-01 after:2026-09-01T08:00Z before:2027-01-01") == (EIGHT, ns("2027-01-01T00:00Z"))


def test_times_are_read_as_the_filter_reads_them() -> None:
    assert time_range("time:2026-09-01T08:00Z..2026-09-01T08:59Z") == (EIGHT, NINE)
    assert time_range("time:>=2026-09-01T08:00Z time:<2026-09-01T09:00Z") == (EIGHT, NINE)
    assert time_range("after:-1h", (EIGHT, NINE)) == (EIGHT, None)
    assert time_range("-after:2026-09-01") == (None, None)
    assert time_range("after:-1h") == (None, None)  # nothing to count back from
