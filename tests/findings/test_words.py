"""Numbers are said as people say them."""

from __future__ import annotations

from scimviewer.findings.words import counted, lasting, listed, percent

SECOND = 10**9


def test_counts_agree_with_their_noun() -> None:
    assert [counted(n, "user") for n in (0, 1, 1287)] == ["0 users", "1 user", "1,287 users"]
    assert counted(2, "entry", "entries") == "2 entries"


def test_lengths_use_a_unit_that_fits_twice() -> None:
    told = [lasting(n * SECOND) for n in (0, 1, 90, 3720, 7200, 200_000)]
    assert told == ["less than a second", "1 second", "90 seconds", "62 minutes", "2 hours", "2 days"]


def test_shares_and_lists() -> None:
    assert (percent(0.62), percent(0.004), percent(0)) == ("62 %", "0.4 %", "0 %")
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed(["a", "b", "c", "d", "e"]) == "a, b, c and 2 more"
    assert listed([]) == "nobody known"
