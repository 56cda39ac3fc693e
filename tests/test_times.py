from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scimviewer.times import FIRST, LAST, Instant, instant, utc_text


def shown(value: object) -> str | None:
    moment = instant(value)
    return None if moment is None else utc_text(moment.ns, moment.digits)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2026-07-17T12:31:10Z", "2026-07-17T12:31:10Z"),
        ("2026-07-17T12:31:10.353z", "2026-07-17T12:31:10.353Z"),
        ("2026-07-17t12:31:10.353Z", "2026-07-17T12:31:10.353Z"),
        ("2022-08-23T13:36:50.3538931Z", "2022-08-23T13:36:50.3538931Z"),
        ("2024-04-03T06:13:34.584725130Z", "2024-04-03T06:13:34.584725130Z"),
        ("2024-04-03T06:13:34.584725130999Z", "2024-04-03T06:13:34.584725130Z"),
        ("2022-06-22 18:18:29.015", "2022-06-22T18:18:29.015Z"),
        ("2022-02-08 09:23:37+11:00", "2022-02-07T22:23:37Z"),
        ("2026-03-04T09:15:23-0730", "2026-03-04T16:45:23Z"),
        ("2026-03-04T09:15:23+05", "2026-03-04T04:15:23Z"),
        ("2026-03-04 09:15:23 +0000", "2026-03-04T09:15:23Z"),
        ("2026-03-04 09:15:23 UTC", "2026-03-04T09:15:23Z"),
        ("2026-03-04 10:15:23.5 +0100 UTC", "2026-03-04T09:15:23.5Z"),
        ("2026-03-04T10:15:23.512+01:00[Europe/Berlin]", "2026-03-04T09:15:23.512Z"),
        ("2026-03-04 09:15:23,512", "2026-03-04T09:15:23.512Z"),
        ("2026-03-04T09:15Z", "2026-03-04T09:15:00Z"),
        ("  2026-03-04T09:15:23Z\n", "2026-03-04T09:15:23Z"),
        ("2026-12-31T24:00:00Z", "2027-01-01T00:00:00Z"),
        ("2026-02-28T24:00+01:00", "2026-02-28T23:00:00Z"),
        ("2026-02-28 24:00:00.000", "2026-03-01T00:00:00.000Z"),
        ("20260304T091523Z", "2026-03-04T09:15:23Z"),
        ("24/Nov/2025:20:40:12 +0100", "2025-11-24T19:40:12Z"),
        ("[24/Nov/2025:20:40:12.250 +0000]", "2025-11-24T20:40:12.250Z"),
        ("Wed, 10 Feb 2016 07:28:41 GMT", "2016-02-10T07:28:41Z"),
        (1741611465102, "2025-03-10T12:57:45.102Z"),
        (1521214343, "2018-03-16T15:32:23Z"),
        (1544712660300000, "2018-12-13T14:51:00.300000Z"),
        ("1544712660300000000", "2018-12-13T14:51:00.300000000Z"),
        (1761019822.3152757, "2025-10-21T04:10:22.3152757Z"),
        (1761019822.5, "2025-10-21T04:10:22.5Z"),
        (1761019822.0, "2025-10-21T04:10:22Z"),
        ("1761019822.310", "2025-10-21T04:10:22.310Z"),
        ("1761019822.315275712", "2025-10-21T04:10:22.315275712Z"),
        (1741611465102.25, "2025-03-10T12:57:45.10225Z"),
        (1.544712660300000e18, "2018-12-13T14:51:00.300000000Z"),
        (-1000000000, "1938-04-24T22:13:20Z"),
        (-1000000000.5, "1938-04-24T22:13:19.5Z"),
        ({"epochSecond": 1761019822, "nanoOfSecond": 315275712}, "2025-10-21T04:10:22.315275712Z"),
        ({"seconds": "1761019822", "nanos": 5}, "2025-10-21T04:10:22.000000005Z"),
        ({"$date": "2026-03-04T09:15:23.512Z"}, "2026-03-04T09:15:23.512Z"),
    ],
)
def test_every_shape_is_the_same_moment_with_the_decimals_that_were_written(value: object, expected: str) -> None:
    assert shown(value) == expected


@pytest.mark.parametrize(
    "value",
    [
        "", "-", "yesterday", "2026-03-04", "09:15:23", "21:01:45,403", "2026-02-30T00:00:00Z", "2026-13-01T00:00:00Z",
        "2026-03-04T24:30:00Z", "2026-03-04T24:00:01Z", "2026-03-04T24:00:00.5Z", "2026-03-04T25:00:00Z",
        "0001-01-01T00:00:00Z", "-0001-01-01T00:00:00Z", "2026-03-04T09:15:99Z",
        "2026-03-04T09:60:00Z", "2026-03-04T09:15:61Z", "2026-03-04T09:15:23 CET",
        "2026-03-04T09:15:23+24:00", "2026-03-04T09:15:23+01:75", "1/9/2007 9:41:00 AM", "Mar 24 14:02:50",
        "24/Foo/2025:20:40:12 +0000", "32/Nov/2025:20:40:12 +0000", "0000-01-01T00:00:00Z", "12345", "123.5",
        0, -1, 41, 99_999_999, True, None, float("nan"), float("inf"), 10**20, 10**400, 1e300, [], ["2026"], {},
        {"epochSecond": "x"}, {"epochSecond": 1, "nanoOfSecond": -1}, {"seconds": 10**30}, {"$date": {"$date": 1}},
    ],
)  # fmt: skip
def test_what_is_no_moment_is_none(value: object) -> None:
    assert instant(value) is None


def test_a_missing_zone_is_assumed_to_be_utc_and_said() -> None:
    assert instant("2026-03-04T09:15:23") == Instant(1772615723 * 10**9, 0, True)
    assert instant("2026-03-04T09:15:23Z") == Instant(1772615723 * 10**9, 0, False)
    assert instant("24/Nov/2025:20:40:12") == Instant(1764016812 * 10**9, 0, True)
    assert instant(1772615723) == Instant(1772615723 * 10**9, 0, False)


def test_a_leap_second_is_the_first_of_the_next_minute() -> None:
    assert shown("2016-12-31T23:59:60Z") == "2017-01-01T00:00:00Z"


def test_moments_that_do_not_fit_64_bits_are_unknown() -> None:
    assert shown("2262-04-11T23:47:16.854775807Z") == "2262-04-11T23:47:16.854775807Z"
    assert shown("1677-09-21T00:12:43.145224193Z") == "1677-09-21T00:12:43.145224193Z"
    for value in ("2262-04-11T23:47:16.854775808Z", "1677-09-21T00:12:43.145224192Z", "1601-01-01T00:00:00Z",
                  "2262-12-01T00:00:00Z", "9999-12-31T23:59:59Z", 99_999_999_999, -99_999_999_999,
                  9_900_000_000_000_000_000,
                  {"epochSecond": 99_999_999_999}):  # fmt: skip
        assert instant(value) is None, value


@given(st.integers(FIRST, LAST))
def test_nanoseconds_survive_being_written_and_read(ns: int) -> None:
    assert instant(utc_text(ns, 9)) == Instant(ns, 9, False)
    assert instant(utc_text(ns)).ns == ns  # type: ignore[union-attr]


@given(st.integers(FIRST + 10**9, LAST), st.integers(0, 9))
def test_fewer_digits_cut_and_never_round(ns: int, digits: int) -> None:
    moment = instant(utc_text(ns, digits))

    assert moment is not None
    assert (moment.ns, moment.digits) == (ns // 10 ** (9 - digits) * 10 ** (9 - digits), digits)


@given(st.integers(10**9, 4 * 10**9), st.integers(0, 6), st.integers(0, 999_999))
def test_epoch_floats_are_exact_to_the_written_decimals(seconds: int, decimals: int, fraction: int) -> None:
    written = f"{seconds}.{fraction:06d}"[: len(str(seconds)) + 1 + decimals].rstrip(".")
    moment = instant(json.loads(written))

    assert moment is not None
    digits = written.partition(".")[2]
    assert moment.ns == seconds * 10**9 + int(digits.ljust(9, "0"))


@given(
    st.text() | st.floats() | st.integers() | st.dictionaries(st.sampled_from(["seconds", "nanos", "$date"]), st.text())
)
def test_nothing_makes_it_fail_and_all_fits_64_bits(value: object) -> None:
    moment = instant(value)

    assert moment is None or FIRST <= moment.ns <= LAST


def test_unknown_moments_have_no_text() -> None:
    assert utc_text(None) is None
    assert utc_text(1_500_000_000) == "1970-01-01T00:00:01.5Z"
    assert utc_text(-1, 9) == "1969-12-31T23:59:59.999999999Z"
