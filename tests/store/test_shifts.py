"""Whole columns of times are moved as the standard library moves single ones."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from scimviewer.store.shifts import NO_TIME, Shifts, shifts_in, span, utc_times
from scimviewer.times import FIRST, LAST
from scimviewer.zones import shifts
from tests.store.conftest import imported
from tests.store.test_zoning import zoneless_log

SECOND = 10**9


def rules(zone: str) -> Shifts:
    starts, ns = zip(*shifts(zone), strict=True)
    return Shifts(np.array(starts), np.array([NO_TIME if one is None else one for one in ns]))


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe"])
def test_every_half_hour_of_two_years(zone: str) -> None:
    seconds = np.arange(1_767_225_600, 1_767_225_600 + 2 * 366 * 86400, 1800)
    columns = {"time_ns": seconds * SECOND, "zone_assumed": np.ones(len(seconds), "<i1")}
    walls = (datetime(1970, 1, 1) + timedelta(seconds=int(one)) for one in seconds)
    expected = [int(wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC).timestamp()) for wall in walls]

    assert (utc_times(columns, rules(zone)) // SECOND).tolist() == expected


def test_times_with_a_zone_and_unknown_ones_stay() -> None:
    columns = {"time_ns": np.array([0, NO_TIME, SECOND]), "zone_assumed": np.array([0, 0, 1], "<i1")}

    assert utc_times(columns, rules("+01:00")).tolist() == [0, NO_TIME, SECOND - 3600 * SECOND]
    assert utc_times(columns, None) is columns["time_ns"]


@pytest.mark.parametrize("zone", ["+14:00", "-14:00", "Europe/Berlin", "America/New_York"])
def test_what_would_leave_the_range_is_unknown(zone: str) -> None:
    columns = {"time_ns": np.array([FIRST, LAST]), "zone_assumed": np.ones(2, "<i1")}
    first, last = utc_times(columns, rules(zone)).tolist()

    assert first == NO_TIME or first > FIRST
    assert last == NO_TIME or last < LAST


def test_the_case_keeps_the_rules(tmp_path: Path) -> None:
    from scimviewer.store.importing import ImportOptions

    _, case = imported(zoneless_log(tmp_path), tmp_path / "a", ImportOptions(workers=1, zone="Europe/Berlin"))
    with case.reader() as reader:
        kept = shifts_in(reader, "Europe/Berlin")
    assert (kept.starts == rules("Europe/Berlin").starts).all()
    assert (kept.ns == rules("Europe/Berlin").ns).all()


def test_a_span_passes_over_what_is_unknown() -> None:
    assert span(np.array([5, NO_TIME, 3])) == (3, 5)
    assert span(np.array([NO_TIME])) == (None, None)
