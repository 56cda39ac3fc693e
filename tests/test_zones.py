"""Clocks on walls: what a zone makes of a moment, and of a time that was read off one."""

from __future__ import annotations

from bisect import bisect_right
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scimviewer.errors import UserError
from scimviewer.times import FIRST, LAST, SECOND, instant, utc_text
from scimviewer.zones import MINE, named, offered, offset_s, shifts, shown_time, told_at, zone_label

PLACES = (
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "Asia/Kathmandu",
    "+05:30",
    "-08:00",
    "UTC",
)
MODERN = st.integers(0, 4 * 10**9)


def ns_of(text: str) -> int:
    moment = instant(text)
    assert moment is not None
    return moment.ns


def meant(written: str, zone: str) -> str | None:
    """What a time without a zone means, by the rules of `shifts`."""
    ns = ns_of(written)
    rules = shifts(zone)
    shift = rules[bisect_right(rules, ns, key=lambda rule: rule[0]) - 1][1]
    return None if shift is None else utc_text(ns - shift)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Europe/Berlin", "Europe/Berlin"), ("europe/berlin", "Europe/Berlin"), (" UTC ", "UTC"), ("z", "UTC"),
        ("+02:00", "+02:00"), ("-0730", "-07:30"), ("+2", "+02:00"), ("UTC+2", "+02:00"), ("+00:00", "UTC"),
        ("MINE", MINE),
    ],
)  # fmt: skip
def test_zones_are_kept_under_one_name(text: str, name: str) -> None:
    assert named(text) == name


@pytest.mark.parametrize(
    "text",
    ["", "Berlin/Europe", "+15:00", "+02:75", "../etc/passwd", "/etc/localtime", "a" * 9999, "\0", "Europe/", "CEST2"],
)
def test_other_names_are_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(UserError, match="There is no time zone"):
        named(text)


@given(st.text())
def test_any_text_is_a_zone_or_a_sentence(text: str) -> None:
    with suppress(UserError):
        assert named(named(text)) == named(text)


def test_offered_zones_are_places_and_utc() -> None:
    assert offered()[0] == "UTC"
    assert "Europe/Berlin" in offered()
    assert all(named(name) == name for name in offered()[::20])


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026-01-15T12:00:00", "2026-01-15T11:00:00Z"),
        ("2026-07-15T12:00:00", "2026-07-15T10:00:00Z"),
        ("2026-03-29T01:59:59", "2026-03-29T00:59:59Z"),
        ("2026-03-29T02:30:00", "2026-03-29T01:30:00Z"),  # there was no such time: as if the clock had gone on
        ("2026-03-29T03:00:00", "2026-03-29T01:00:00Z"),
        ("2026-10-25T01:59:59", "2026-10-24T23:59:59Z"),
        ("2026-10-25T02:30:00", "2026-10-25T00:30:00Z"),  # there were two of them: the first
        ("2026-10-25T03:00:00", "2026-10-25T02:00:00Z"),
    ],
)
def test_days_when_clocks_are_changed_follow_the_rule(written: str, moment: str) -> None:
    assert meant(written, "Europe/Berlin") == moment


@settings(deadline=None)  # the first question about a zone finds all its changes
@given(MODERN, st.sampled_from(PLACES[:5]))
def test_shifts_are_those_of_the_standard_library(second: int, zone: str) -> None:
    wall = datetime(1970, 1, 1) + timedelta(seconds=second)
    expected = wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    assert meant(wall.isoformat(), zone) == expected


@given(st.integers(FIRST, LAST), st.sampled_from(PLACES))
def test_what_is_shown_with_its_offset_is_the_same_moment(ns: int, zone: str) -> None:
    text = shown_time(ns, zone, 9)

    assert text is not None
    moment = instant(text[:29] + text[29:35])  # an offset with seconds is one of before there were zones
    east = offset_s(ns, zone)
    if moment is not None and east % 60 == 0:
        assert moment.ns == ns


def test_times_are_shown_with_the_decimals_of_the_log() -> None:
    ns = ns_of("2026-03-04T09:15:23.512Z")
    assert shown_time(ns, "Europe/Berlin", 3) == "2026-03-04T10:15:23.512+01:00"
    assert shown_time(ns, "Europe/Berlin", 0, offset=False) == "2026-03-04T10:15:23"
    assert shown_time(ns, "America/New_York", 1) == "2026-03-04T04:15:23.5-05:00"
    assert shown_time(ns, "UTC", 3) == "2026-03-04T09:15:23.512Z"
    assert shown_time(ns, "UTC", 3, offset=False) == "2026-03-04T09:15:23.512"
    assert shown_time(None, "Europe/Berlin", 3) is None


def test_the_zone_of_this_computer_needs_no_name() -> None:
    ns = ns_of("2026-03-04T09:15:23Z")
    text = shown_time(ns, MINE, 0)
    assert text is not None
    assert instant(text) == (ns, 0, False)
    with pytest.raises(ValueError, match="the computer that reads it"):
        shifts(MINE)


def test_labels_say_the_zone_and_its_offset_at_a_moment() -> None:
    summer = ns_of("2026-07-15T10:00:00Z")
    assert zone_label("UTC", summer) == "UTC"
    assert zone_label("+02:00") == "UTC+02:00"
    assert zone_label("Europe/Berlin", summer) == "Europe/Berlin (+02:00)"
    assert zone_label(MINE) == "this computer"


@pytest.mark.parametrize("zone", PLACES)
def test_what_a_zone_would_move_out_of_range_is_unknown(zone: str) -> None:
    for ns in (FIRST, FIRST + 1, LAST - 1, LAST):
        rules = shifts(zone)
        shift = rules[bisect_right(rules, ns, key=lambda rule: rule[0]) - 1][1]
        assert shift is None or FIRST <= ns - shift <= LAST
    assert [start for start, _ in shifts(zone)] == sorted({start for start, _ in shifts(zone)})
    assert shifts(zone)[0][0] == FIRST
    assert all(shift is None or shift % SECOND == 0 for _, shift in shifts(zone))


def test_a_clock_tells_most_times_once_some_twice_and_some_never() -> None:
    def told(text: str) -> list[str | None]:
        return [utc_text(ns) for ns in told_at(instant(text).ns, "Europe/Berlin")]

    assert told("2026-07-01T14:00") == ["2026-07-01T12:00:00Z"]
    assert told("2026-10-25T02:30") == ["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"]
    assert told("2026-03-29T02:30") == []
