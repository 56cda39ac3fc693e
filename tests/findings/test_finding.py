"""A finding prints what the command promises, and severities have an order."""

from __future__ import annotations

from dataclasses import replace

from scimviewer.findings import FINDERS
from scimviewer.findings.finding import NEEDS, SEVERITIES, Finding, rank

ONE = Finding("r", "low", "t", 0, 10**9, 3, (1, 2), ("ann",), "e", "a", "d")


def test_the_keys_are_those_of_the_command_line() -> None:
    assert ONE.as_json() == {
        "rule": "r", "severity": "low", "title": "t", "first": "1970-01-01T00:00:00Z", "last": "1970-01-01T00:00:01Z",
        "count": 3, "events": [1, 2], "resources": ["ann"], "explanation": "e", "advice": "a", "disproved_by": "d",
    }  # fmt: skip


def test_severe_and_large_come_first() -> None:
    worse, larger = replace(ONE, severity="critical", count=1), replace(ONE, count=9)
    assert sorted([ONE, larger, worse], key=rank) == [worse, larger, ONE]


def test_finders_have_names_of_their_own_and_known_words() -> None:
    assert len({finder.id for finder in FINDERS}) == len(FINDERS)
    for finder in FINDERS:
        assert finder.severity in SEVERITIES
        assert set(finder.needs) <= set(NEEDS)
        assert all(text.endswith(".") for text in (finder.explanation, finder.advice, finder.disproved_by))
