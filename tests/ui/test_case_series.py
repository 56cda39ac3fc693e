"""Numbers for histogram and plots."""

from __future__ import annotations

from scimviewer.query.buckets import MINUTE
from scimviewer.query.query import Query
from scimviewer.times import instant
from scimviewer.ui.case_series import histogram_numbers, plot_numbers
from scimviewer.ui.opened_case import OpenedCase
from tests.ui.made_traffic import opened as opened

EIGHT = instant("2026-09-01T08:00Z").ns
HALF = "after:2026-09-01T08:30Z before:2026-09-01T08:45Z"


def test_every_event_is_in_a_bar_or_said_to_be_elsewhere(opened: OpenedCase) -> None:
    found = histogram_numbers(opened, opened.answer(Query()), None, 60)
    assert (int(found.counts.sum()), found.without_time, found.outside) == (60, 1, 0)
    assert not found.filtered
    assert found.buckets.length_ns == MINUTE


def test_the_range_of_the_filter_does_not_empty_the_bars_beside_it(opened: OpenedCase) -> None:
    found = histogram_numbers(opened, opened.answer(Query(f"method:PUT {HALF}")), None, 60)
    assert int(found.counts.sum()) == 30  # all PUT, not only those of the range
    assert int(found.whole.sum()) == 60
    assert found.filtered


def test_a_closer_look_has_shorter_buckets(opened: OpenedCase) -> None:
    view = (EIGHT + 30 * MINUTE, EIGHT + 32 * MINUTE)
    found = histogram_numbers(opened, opened.answer(Query()), view, 60)
    assert found.buckets.length_ns == 2 * 10**9
    assert (int(found.counts.sum()), found.outside) == (2, 0)


def test_plots_cover_the_range_that_was_asked_for(opened: OpenedCase) -> None:
    found = plot_numbers(opened, opened.answer(Query(HALF)), MINUTE, None)
    assert (found.buckets.first_ns, found.buckets.count) == (EIGHT + 30 * MINUTE, 15)
    assert found.total[0].failures.tolist() == [1, *[0] * 9, 1, *[0] * 4]


def test_a_split_has_a_series_for_each_value(opened: OpenedCase) -> None:
    found = plot_numbers(opened, opened.answer(Query()), None, "method")
    assert {one.key: int(one.requests.sum()) for one in found.split} == {"PUT": 30, "GET": 30}
    assert found.without_time == 1


def test_a_length_that_makes_too_many_buckets_gives_way(opened: OpenedCase) -> None:
    found = plot_numbers(opened, opened.answer(Query()), 10**9, None)
    assert found.buckets.length_ns > 10**9


def test_without_times_there_are_no_buckets(opened: OpenedCase) -> None:
    answer = opened.answer(Query("-time:*"))
    assert plot_numbers(opened, answer, None, None).buckets is None
    assert plot_numbers(opened, answer, None, None).without_time == 1
