"""A time in a filter means the whole span that was written; relative times count back from the last event."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scimviewer.query.filters import FilterError
from scimviewer.query.moments import DAY_NS, check, is_relative, moment, span
from scimviewer.times import LAST, SECOND, instant

NOON = moment("2026-09-01T12:00Z")
ONE_DAY = (NOON - SECOND, NOON + SECOND)


@pytest.mark.parametrize(
    ("text", "first", "length"),
    [
        ("2026-09-01T12:00Z", 0, 60 * SECOND),
        ("2026-09-01T12:00", 0, 60 * SECOND),
        ("2026-09-01T14:00+02:00", 0, 60 * SECOND),
        ("2026-09-01T12:00:00Z", 0, SECOND),
        ("2026-09-01T12:00:00.25Z", SECOND // 4, SECOND // 100),
        ("2026-09-01", -DAY_NS // 2, DAY_NS),
        ("2026-09-01+02:00", -DAY_NS // 2 - 7200 * SECOND, DAY_NS),
        ("14:00", 7200 * SECOND, 60 * SECOND),
        ("9:30:05Z", -9000 * SECOND + 5 * SECOND, SECOND),
        ("14:00+02:00", 0, 60 * SECOND),
    ],
)
def test_a_time_is_as_long_as_it_is_written(text: str, first: int, length: int) -> None:
    assert span(text, ONE_DAY) == (NOON + first, NOON + first + length - 1)


@pytest.mark.parametrize(
    ("text", "back"), [("-2h", 7200), ("-1h30m", 5400), ("-1.5s", 1.5), ("-1w", 604800), ("-0s", 0)]
)
def test_relative_times_count_back_from_the_last_event(text: str, back: float) -> None:
    at = NOON + SECOND - int(back * SECOND)
    assert is_relative(text)
    assert span(text, ONE_DAY) == (at, at)


def test_a_clock_without_a_day_needs_a_case_of_one_day() -> None:
    check("14:00")
    with pytest.raises(FilterError, match="several days") as raised:
        span("14:00", (NOON, NOON + DAY_NS), 6)
    assert (raised.value.position, raised.value.hint) == (6, "Write the day: 2026-09-01T14:00")
    with pytest.raises(FilterError):
        span("-2h", None)


@pytest.mark.parametrize(
    "text", ["", "x", "1601-01-01", "2263-01-01", "2026-13-01", "25:00", "-2y", "2026-02-30T10:00Z"]
)
def test_what_is_no_time_says_so(text: str) -> None:
    with pytest.raises(FilterError):
        span(text, ONE_DAY)


def test_the_end_of_time_is_no_trap() -> None:
    assert span("2262-04-11", None)[1] == LAST
    assert span("-999999999w", ONE_DAY)[0] < 0


@given(st.text(alphabet="0123456789-:T.Z+hmsdw ", max_size=30) | st.text())
def test_any_text_is_a_time_or_a_filter_error(text: str) -> None:
    try:
        first, last = span(text, ONE_DAY)
    except FilterError:
        return
    assert first <= last


def test_a_clock_with_a_zone_is_of_the_day_there() -> None:
    evening = (instant("2026-09-01T22:30Z").ns, instant("2026-09-02T01:00Z").ns)
    assert span("01:00+02:00", evening)[0] == instant("2026-09-01T23:00Z").ns
    with pytest.raises(FilterError, match="several days"):
        span("01:00", evening)
