"""Times typed by other clocks say so, and everything else stays as it was typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scimviewer.query.zoned import zoned
from scimviewer.times import instant

NEAR = instant("2026-07-01T12:00Z").ns


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("after:2026-09-01T14:00", "after:2026-09-01T14:00+02:00"),
        ("before:2026-01-05", "before:2026-01-05+01:00"),
        ("time:2026-01-05..2026-07-05", "time:2026-01-05+01:00..2026-07-05+02:00"),
        ('time:"2026-09-01 14:00:05.5"', 'time:"2026-09-01 14:00:05.5+02:00"'),
        ("time:(2026-09-01 OR 2026-12-01)", "time:(2026-09-01+02:00 OR 2026-12-01+01:00)"),
        ("-(after:9:30 status:500)", "-(after:9:30+02:00 status:500)"),
        ("time:14:00..15:00", "time:14:00+02:00..15:00+02:00"),
    ],
)
def test_a_time_gets_the_offset_that_its_clocks_had(typed: str, read: str) -> None:
    assert zoned(typed, "Europe/Berlin", NEAR) == read
    assert zoned(read, "Europe/Berlin", NEAR) == read
    assert zoned(typed, "UTC", NEAR) == typed


@pytest.mark.parametrize(
    "typed",
    [
        "after:2026-09-01T14:00Z", "after:2026-09-01T14:00-05:00", "after:-2h", 'name:"2026-09-01"', "2026-09-01",
        "after:2026-99-99", "time:*", "error:14:00", "after:", "after:2026-09-01T14:00:00.1234567891",
    ],
)  # fmt: skip
def test_what_has_a_zone_or_is_no_time_stays(typed: str) -> None:
    assert zoned(typed, "Europe/Berlin", NEAR) == typed


def test_clocks_that_are_set_read_as_logs_do() -> None:
    assert zoned("after:2026-10-25T02:30", "Europe/Berlin") == "after:2026-10-25T02:30+02:00"  # the first of both
    assert zoned("after:2026-03-29T02:30", "Europe/Berlin") == "after:2026-03-29T02:30+02:00"  # left out that night


@given(st.text(alphabet='after:tim .-+:"()0123456789TZOR~', max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    assert zoned(zoned(text, "Asia/Kolkata"), "Asia/Kolkata") == zoned(text, "Asia/Kolkata")
