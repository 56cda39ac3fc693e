"""Buckets are round, start at multiples of their length since 1970, and are never too many."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scimviewer.errors import UserError
from scimviewer.query.buckets import DAY, LENGTHS, LONGER, MOST, Buckets, around, fitting, length_of
from scimviewer.query.table import NO_TIME
from scimviewer.times import FIRST, LAST, SECOND, instant

moments = st.integers(FIRST, LAST)
lengths = st.sampled_from([*LENGTHS, *LONGER]) | st.integers(1000, 10**18)
YEAR = 365 * DAY


def ns(text: str) -> int:
    found = instant(text)
    assert found is not None
    return found.ns


def times(*told: int) -> np.ndarray:
    return np.array(told, "<i8")


@given(first=moments, span=st.integers(0, 5000), length=lengths, told=st.lists(moments | st.just(NO_TIME)))
def test_a_time_lies_where_plain_division_puts_it(first: int, span: int, length: int, told: list[int]) -> None:
    buckets = Buckets(first // length * length, length, span + 1)

    wanted = [(one - buckets.first_ns) // length if one != NO_TIME else -1 for one in told]
    wanted = [one if 0 <= one < buckets.count else -1 for one in wanted]
    assert buckets.places(times(*told)).tolist() == wanted


@given(told=st.lists(moments, min_size=1), length=lengths)
def test_buckets_around_two_moments_hold_both_and_are_multiples(told: list[int], length: int) -> None:
    buckets = around(min(told), max(told), length)

    assert buckets.first_ns % length == 0
    assert buckets.first_ns <= min(told) < buckets.first_ns + length
    assert buckets.end_ns - length <= max(told) < buckets.end_ns
    assert (buckets.places(times(*told)) >= 0).all()


@given(told=st.lists(moments | st.integers(ns("2026-09-01T00:00Z"), ns("2026-09-03T00:00Z")), min_size=1))
def test_there_are_never_more_buckets_than_asked_for(told: list[int]) -> None:
    buckets = fitting(times(*told))

    assert buckets is not None
    assert 1 <= buckets.count <= MOST
    assert buckets.length_ns in (*LENGTHS, *LONGER)
    if max(told) - min(told) < (MOST - 1) * DAY:
        assert (buckets.places(times(*told)) >= 0).all()


@given(first=moments.filter(lambda one: one < LAST - 400 * DAY), span=st.integers(0, 399 * DAY))
def test_the_shortest_round_length_that_fits_is_taken(first: int, span: int) -> None:
    buckets = fitting(times(first, first + span))

    assert buckets is not None
    fits = [length for length in LENGTHS if (first + span) // length - first // length + 1 <= MOST]
    assert buckets.length_ns == fits[0]


@pytest.mark.parametrize("wrong", ["1678-01-01T00:00Z", "1970-01-01T00:00Z", "2262-04-11T00:00Z"])
def test_one_wrong_clock_does_not_stretch_the_day(wrong: str) -> None:
    day = [ns("2026-09-01T00:00Z") + n * 60 * SECOND for n in range(1440)]
    buckets = fitting(times(ns(wrong), *day))

    assert buckets is not None
    assert buckets.places(times(ns(wrong), *day)).tolist().count(-1) == 1
    assert buckets == Buckets(ns("2026-09-01T00:00Z"), 300 * SECOND, 288)


def test_years_of_events_are_drawn_in_weeks() -> None:
    told = times(*(ns("2020-01-01T00:00Z") + n * DAY for n in range(1500)))
    buckets = fitting(told)

    assert buckets is not None
    assert buckets.length_ns == 7 * DAY
    assert (buckets.places(told) >= 0).all()


def test_where_no_time_is_known_there_are_no_buckets() -> None:
    assert fitting(times()) is None
    assert fitting(times(NO_TIME, NO_TIME)) is None
    assert fitting(times(NO_TIME, 5)) == Buckets(0, SECOND, 1)


def test_starts_and_spans_follow_each_other() -> None:
    buckets = Buckets(0, 5 * SECOND, 3)
    assert list(buckets.starts) == [0, 5 * SECOND, 10 * SECOND]
    assert [buckets.span(n) for n in range(3)] == [(n * 5 * SECOND, (n + 1) * 5 * SECOND) for n in range(3)]
    assert buckets.end_ns == 15 * SECOND


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("30s", 30), ("5m", 300), (" 5 MIN ", 300), ("1h", 3600), ("1d", 86400), ("2w", 1209600), ("90", 90)],
)
def test_lengths_are_read_as_people_write_them(text: str, seconds: int) -> None:
    assert length_of(text) == seconds * SECOND


@pytest.mark.parametrize("text", ["", "0", "0s", "-5m", "5x", "m", "5 m 3", "1.5h", "99999999d", "٥m"])
def test_what_is_no_length_is_said(text: str) -> None:
    with pytest.raises(UserError, match="is not the length of a bucket"):
        length_of(text)
