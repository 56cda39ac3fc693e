from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scimviewer.formats.durations import LONGEST, MS, NS, US, S, microseconds, unit_of, unit_told_by


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("responseTime", MS), ("res.responseTime", MS), ("latency_ms", MS), ("durationMs", MS), ("ms", MS),
        ("duration", MS), ("Elapsed", MS), ("took", MS), ("latency", MS), ("runtime", MS), ("elapsed_time", MS),
        ("durationInMilliseconds", MS), ("elapsed_millis", MS),
        ("request_time", S), ("upstream_response_time", S), ("duration_s", S), ("duration_seconds", S),
        ("elapsedSec", S),
        ("event.duration", NS), ("duration_ns", NS), ("duration_us", US), ("elapsed_micros", US),
    ],
)  # fmt: skip
def test_the_name_tells_the_unit(name: str, unit: float) -> None:
    assert unit_of(name) == unit


def test_a_bare_name_leaves_the_unit_to_the_logger() -> None:
    assert unit_told_by("duration") is None
    assert unit_of("duration", seconds_by_default=True) == S
    assert unit_of("duration_ms", seconds_by_default=True) == MS


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (41, MS, 41_000), (41.2734, MS, 41_273), (0.003192041, S, 3_192), ("0.041", S, 41_000), (0, MS, 0),
        ("41", MS, 41_000), ("828", MS, 828_000), ("41ms", S, 41_000), ("1.5 s", MS, 1_500_000), ("0.041s", MS, 41_000),
        ("123µs", MS, 123), ("900ns", MS, 1), ("2m", MS, 120_000_000), (41_270_000, NS, 41_270),
        ("PT0.0412S", MS, 41_200), ("PT1M2.5S", S, 62_500_000), ("P1DT1S", MS, 86_401_000_000),
        ("1m2.5s", MS, 62_500_000), ("2h45m", MS, 9_900_000_000), ("1.00:00:01", MS, 86_401_000_000),
        ("00:00:00.0412345", MS, 41_234), ("1:02:03", MS, 3_723_000_000),
    ],
)  # fmt: skip
def test_durations_in_microseconds(value: object, unit: float, expected: int) -> None:
    assert microseconds(value, unit) == expected


@pytest.mark.parametrize(
    "value",
    [-1, -0.5, "-1", "-5ms", "-00:00:01", "-PT1S", "PT-1S", "P", "PT", "PTS", "P1D",
     "-", "", "fast", "0.010, 0.032", True, False, None, [], {}, float("nan"), float("inf"), 1e18,
     10**400,
     "9" * 30, 10**15],
)  # fmt: skip
def test_fillers_and_nonsense_are_unknown(value: object) -> None:
    assert microseconds(value, MS) is None


@given(st.integers() | st.floats() | st.text(), st.sampled_from([MS, S, US, NS]))
def test_a_duration_is_unknown_or_bearable(value: object, unit: float) -> None:
    taken = microseconds(value, unit)

    assert taken is None or 0 <= taken <= LONGEST
