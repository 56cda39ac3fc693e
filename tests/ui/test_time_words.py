"""Ranges of time in few words."""

from __future__ import annotations

import pytest

from scimviewer.ui.display_zone import display_zone
from scimviewer.ui.time_words import time_words


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (["after:2026-09-01T13:58Z", "before:2026-09-01T14:12Z"], "1 Sep 13:58 – 14:12Z"),
        (["after:2026-09-01T23:58Z", "before:2026-09-02T00:12:30Z"], "1 Sep 23:58 – 2 Sep 00:12:30Z"),
        (["after:2026-09-01T13:58:00.250Z"], "from 1 Sep 13:58:00.25Z"),
        (["before:2026-09-02"], "before 2 Sep"),
        (["after:2026-09-01", "before:2026-09-02"], "1 Sep – 2 Sep"),
        (["after:2026-09-01T14:00+02:00"], "from 1 Sep 12:00Z"),
        (["2026-09-01T10:00..2026-09-01T11:00"], "1 Sep 10:00 – 11:00Z"),
        ([">=2026-09-01T10:00"], "from 1 Sep 10:00Z"),
        (["after:-2h"], "from -2h"),
        (["after:14:00"], "from 14:00"),
        (["*"], "*"),
    ],
)
def test_a_range_is_told_shortly(values: list[str], words: str) -> None:
    assert time_words(values) == words


def test_in_the_zone_in_which_times_are_shown() -> None:
    display_zone().use("Europe/Berlin")
    assert time_words(["after:2026-09-01T22:30Z", "before:2026-09-01T23:00Z"]) == "2 Sep 00:30 – 01:00"
