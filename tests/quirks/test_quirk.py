"""Every pattern is whole: texts, group, severity, its own examples and near misses, its line in the manual."""

from __future__ import annotations

import importlib

import pytest

from scimviewer.quirks import QUIRKS
from scimviewer.quirks.quirk import SEVERITIES, Quirk

IDS = [quirk.id for quirk in QUIRKS]
GROUPS = (
    "payload", "schemas", "paths", "filters", "values", "membership", "uniqueness", "lifecycle", "access", "limits",
    "answers_errors", "answers_lists", "flow",
)  # fmt: skip
TESTS = [importlib.import_module(f"tests.quirks.test_{group}") for group in GROUPS]


def test_no_id_stands_twice() -> None:
    assert len(set(IDS)) == len(IDS)


@pytest.mark.parametrize("quirk", QUIRKS, ids=IDS)
def test_a_pattern_says_everything_that_people_need(quirk: Quirk) -> None:
    assert quirk.severity in SEVERITIES
    assert quirk.group in "ABCDEFGHIJK"
    assert all((quirk.title, quirk.explanation, quirk.fix_sender, quirk.fix_receiver, quirk.ask_customer, quirk.source))
    assert not quirk.title.endswith(".")
    assert set(quirk.behind) <= set(IDS) - {quirk.id}


@pytest.mark.parametrize("id_", IDS)
def test_a_pattern_has_three_examples_and_two_near_misses(id_: str) -> None:
    assert sum(len(test.HOLDS.get(id_, ())) for test in TESTS) >= 3
    assert sum(len(test.SILENT.get(id_, ())) for test in TESTS) >= 2
