"""`story` and `undo`, and patterns as a column on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands.conftest import refused, run
from tests.query.conftest import case_of
from tests.query.lives import ID, LIFE
from tests.store.conftest import lines


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return case_of(tmp_path_factory.mktemp("life"), lines(LIFE)).case.path


def test_a_story_is_told_as_json_and_as_text(life: Path) -> None:
    told = json.loads(run("story", life, "mira", "--json").stdout)
    assert told["resource"]["id"] == ID
    assert [one["event"] for one in told["states"]] == [2, 3, 5, 6, 8, 9, 10]
    assert "State: computed." in run("story", life, f"User/{ID}").stdout


def test_a_story_of_nobody_is_one_sentence(life: Path) -> None:
    refused(run("story", life, "nobody"), "No event is about")


def test_a_story_can_be_told_with_pseudonyms(life: Path) -> None:
    assert "mira.new" not in run("story", life, ID, "--redact").stdout


def test_a_plan_is_told_as_json_text_and_markdown(life: Path) -> None:
    told = json.loads(run("undo", life, "3", "10", "11", "--json").stdout)
    (step,) = told["steps"]
    assert set(step) >= {"resource", "method", "path", "body", "basis", "warnings"}
    assert [one["event"] for one in told["cannot"]] == [10, 3]
    assert run("undo", life, "10").stdout.startswith("Nothing")
    assert run("undo", life, "10", "--md").stdout.startswith("## Rollback plan")
    refused(run("undo", life, "99"), "no event 99")
    assert run("undo", life).exit_code == 2


def test_patterns_are_looked_for_when_a_filter_a_field_or_a_column_asks(life: Path) -> None:
    found = json.loads(run("facets", life, "--field", "quirk", "--json").stdout)
    counts = {one["value"]: one["count"] for one in found if one["value"]}
    assert counts
    for quirk, count in counts.items():
        assert run("events", life, f"quirk:{quirk}", "--count").stdout.strip() == str(count)
        assert quirk in run("events", life, "--columns", "id,quirk", "--format", "csv").stdout
