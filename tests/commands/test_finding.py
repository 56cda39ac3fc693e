"""The commands findings, census and time answer as documents and as text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands.conftest import refused, run
from tests.findings.conftest import at
from tests.store.conftest import lines

KEYS = ["rule", "severity", "title", "first", "last", "count", "events", "resources", "explanation", "advice"]


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("findings")
    calls = [
        at(n, "DELETE", f"/Users/{n}", 403, None, {"detail": f"user {n} may not go"}, actor="evil") for n in range(8)
    ]
    (folder / "log.ndjson").write_bytes(lines([*calls, at(99, "GET", "/Users/1", actor="a\x1b[31m")]))
    assert run("import", folder / "log.ndjson", "--case", folder / "a.scimcase").exit_code == 0
    return folder / "a.scimcase"


def test_findings_are_a_document(faulty: Path) -> None:
    (found,) = json.loads(run("findings", faulty, "--json").stdout)
    assert list(found)[: len(KEYS)] == KEYS
    assert (found["rule"], found["severity"], found["count"]) == ("repeated-denials", "medium", 8)
    assert found["first"] == "2026-09-01T08:00:00Z"
    assert json.loads(run("findings", faulty, "status:200", "--json").stdout) == []


def test_findings_are_text_for_people(faulty: Path) -> None:
    told = run("findings", faulty).stdout
    assert told.startswith("MEDIUM  evil was refused with 403 8 times within 7 seconds")
    assert "What to do:" in told
    assert "\x1b" not in told
    assert run("findings", faulty, "status:200").stdout == "Nothing found.\n"


@pytest.mark.parametrize(("severity", "code"), [("critical", 0), ("high", 0), ("medium", 1), ("low", 1)])
def test_scripts_can_fail_on_a_severity(faulty: Path, severity: str, code: int) -> None:
    assert run("findings", faulty, "--fail-on", severity).exit_code == code


def test_the_census_is_a_document_and_a_table(faulty: Path) -> None:
    (line,) = json.loads(run("census", faulty, "--json").stdout)
    assert (line["error"], line["count"], line["resources"]) == ("user ‹number› may not go", 8, 8)
    assert {"first", "last", "attributes"} <= set(line)
    assert "user ‹number› may not go" in run("census", faulty).stdout


def test_time_is_a_document_and_a_table(faulty: Path) -> None:
    found = json.loads(run("time", faulty, "--json").stdout)
    assert [one["requests"] for one in found] == [8, 1]
    assert sum(one["share"] for one in found) == pytest.approx(1, abs=0.001)
    assert "DELETE User (delete)" in run("time", faulty).stdout


def test_a_wrong_filter_or_case_is_refused_in_one_sentence(faulty: Path) -> None:
    refused(run("findings", faulty, "status:>=x"), "status")
    refused(run("census", faulty.with_name("none.scimcase")), "does not exist")
