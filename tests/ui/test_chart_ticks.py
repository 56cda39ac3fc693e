"""Round values at the axes, and how they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scimviewer.times import FIRST, LAST, instant
from scimviewer.ui import chart_ticks as ticks
from scimviewer.ui.display_zone import display_zone

HOUR = 3_600 * ticks.SECOND_NS


def at(text: str) -> int:
    return instant(text).ns


def test_hours_are_full_and_midnight_is_a_date() -> None:
    found = ticks.time_ticks(at("2026-09-01T21:40Z"), at("2026-09-02T02:10Z"), 5)
    assert [text for _ns, text in found] == ["22:00", "23:00", "2 Sep", "01:00", "02:00"]


def test_years_and_seconds_have_ticks_too() -> None:
    years = ticks.time_ticks(at("1700-03-01T00:00Z"), at("2262-01-01T00:00Z"), 8)
    assert [text for _ns, text in years] == ["1800", "1900", "2000", "2100", "2200"]
    seconds = ticks.time_ticks(at("2026-09-01T08:00:00Z"), at("2026-09-01T08:00:10Z"), 3)
    assert [text for _ns, text in seconds] == ["08:00:00", "08:00:05", "08:00:10"]


@given(st.integers(FIRST, LAST), st.integers(0, LAST), st.integers(1, 20))
def test_ticks_lie_inside_and_are_few(start: int, length: int, most: int) -> None:
    stop = min(LAST, start + length)
    found = ticks.time_ticks(start, stop, most)
    assert len(found) <= most + 2
    assert all(start <= ns <= stop for ns, _text in found)


@pytest.mark.parametrize(
    ("length_s", "words"), [(1, "1 s"), (90, "90 s"), (300, "5 min"), (3600, "1 h"), (86_400, "1 d"), (604_800, "7 d")]
)
def test_a_bucket_is_named_by_the_largest_unit_that_fits(length_s: int, words: str) -> None:
    assert ticks.bucket_words(length_s * ticks.SECOND_NS) == words


@pytest.mark.parametrize(("ms", "words"), [(0.4, "0.4 ms"), (12, "12 ms"), (1234, "1.23 s"), (120_000, "2 min")])
def test_durations_are_short(ms: float, words: str) -> None:
    assert ticks.duration_words(ms) == words


@pytest.mark.parametrize(
    ("share", "words"), [(0, "0 %"), (0.004, "<1 %"), (0.14, "14 %"), (0.996, ">99 %"), (1, "100 %")]
)
def test_some_is_never_written_as_none_or_all(share: float, words: str) -> None:
    assert ticks.share_words(share) == words


def test_counts_begin_with_nothing_and_reach_the_top() -> None:
    assert [text for _at, text in ticks.count_ticks(7)] == ["0", "2", "4", "6", "8"]
    assert ticks.count_ticks(0)[-1][1] == "1"
    assert ticks.count_ticks(12_345)[-1][1] == "15\u202f000"


def test_uneven_counts_stand_by_their_root() -> None:
    found = ticks.root_ticks(1100)
    assert [text for _at, text in found] == ["0", "100", "500", "1\u202f000"]
    assert found[1][0] ** 2 == pytest.approx(100)


def test_durations_on_an_axis_are_round_and_few() -> None:
    assert [text for _at, text in ticks.log_ticks(8, 7000)] == ["10 ms", "50 ms", "100 ms", "500 ms", "1 s", "5 s"]
    assert len(ticks.log_ticks(0.001, 10_000_000, most=4)) <= 4


def test_rows_of_a_heat_map_are_named_at_powers_of_ten() -> None:
    edges = [4000, 6300, 10_000, 16_000, 25_000, 40_000, 63_000, 100_000]
    assert ticks.level_ticks(edges) == [(2.0, "10 ms"), (7.0, "100 ms")]
    assert ticks.level_ticks([16_000, 25_000]) == [(0.0, "16 ms"), (1.0, "25 ms")]


def test_a_span_names_its_days() -> None:
    start = at("2026-09-01T08:00Z")
    assert ticks.span_words(start, start + HOUR) == "08:00 – 09:00Z, 1 Sep 2026"
    assert ticks.span_words(start, start + 30 * HOUR) == "1 Sep 08:00 – 2 Sep 2026 14:00Z"


def test_ticks_are_full_hours_of_the_zone_shown() -> None:
    display_zone().use("Asia/Kolkata")
    found = ticks.time_ticks(at("2026-09-01T17:00Z"), at("2026-09-01T20:00Z"), 4)
    assert [text for _ns, text in found] == ["23:00", "2 Sep", "01:00"]
    assert found[0][0] == at("2026-09-01T17:30Z")


def test_a_clock_that_is_set_back_tells_an_hour_twice() -> None:
    display_zone().use("Europe/Berlin")
    start, stop = at("2026-10-24T23:00Z"), at("2026-10-25T03:00Z")
    assert [text for _ns, text in ticks.time_ticks(start, stop, 5)] == ["01:00", "02:00", "02:00", "03:00", "04:00"]
    every_second = ticks.time_ticks(start - 3 * HOUR, stop + 3 * HOUR, 6)
    assert [text for _ns, text in every_second] == ["22:00", "25 Oct", "02:00", "04:00", "06:00"]


def test_a_clock_that_is_set_forward_leaves_an_hour_out_and_days_begin_at_midnight() -> None:
    display_zone().use("Europe/Berlin")
    hours = ticks.time_ticks(at("2026-03-29T00:00Z"), at("2026-03-29T02:00Z"), 4)
    assert [text for _ns, text in hours] == ["01:00", "01:30", "03:00", "03:30", "04:00"]
    days = ticks.time_ticks(at("2026-03-28T00:00Z"), at("2026-03-31T00:00Z"), 4)
    assert [ns for ns, _text in days] == [at("2026-03-28T23:00Z"), at("2026-03-29T22:00Z"), at("2026-03-30T22:00Z")]
    months = ticks.time_ticks(at("2026-01-15T00:00Z"), at("2026-08-15T00:00Z"), 3)
    assert months[0] == (at("2026-03-31T22:00Z"), "Apr 2026")


def test_words_name_another_zone() -> None:
    display_zone().use("Europe/Berlin")
    start = at("2026-09-01T08:00Z")
    assert ticks.span_words(start, start + HOUR) == "10:00 – 11:00, 1 Sep 2026, Europe/Berlin"
    assert ticks.clock_words(start, ticks.MINUTE * ticks.SECOND_NS) == "10:00"
    assert ticks.clock_words(at("2026-09-01T00:00Z"), ticks.DAY * ticks.SECOND_NS) == "1 Sep 2026 02:00"
