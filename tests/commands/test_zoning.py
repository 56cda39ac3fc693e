"""The command zone lists sources without a zone and says which it was; what machines read stays UTC."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands.conftest import refused, run
from tests.store.test_zoning import AS_BERLIN, AS_UTC, zoneless_log


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = tmp_path / "logs"
    folder.mkdir()
    zoneless_log(folder)
    assert run("import", folder, "--case", tmp_path / "a.scimcase").exit_code == 0
    return tmp_path / "a.scimcase"


def times(case: Path) -> list[str | None]:
    return [row["time"] for row in json.loads(run("events", case, "--sort", "id", "--json").stdout)]


def test_import_says_that_utc_was_assumed_or_takes_the_zone(tmp_path: Path) -> None:
    log = zoneless_log(tmp_path)
    told = run("import", log, "--case", tmp_path / "a", "--json")
    assert json.loads(told.stdout)["sources"][0]["zone"] == {"name": "UTC", "assumed": True}
    assert "UTC is assumed" in run("import", log, "--case", tmp_path / "b").stdout
    told = run("import", log, "--case", tmp_path / "c", "--zone", "Europe/Berlin", "--json")
    assert json.loads(told.stdout)["sources"][0]["zone"] == {"name": "Europe/Berlin", "assumed": False}
    assert times(tmp_path / "c") == AS_BERLIN
    refused(run("import", log, "--case", tmp_path / "d", "--zone", "Mars"), "There is no time zone “Mars”")


def test_sources_without_a_zone_are_listed_and_get_one(case: Path) -> None:
    assert "UTC (assumed)  logs/log.ndjson: 3 times without a zone" in run("zone", case).stdout
    assert times(case) == AS_UTC
    (source,) = json.loads(run("zone", case, "Europe/Berlin", "--json").stdout)["sources"]
    assert source["zone"] == {"name": "Europe/Berlin", "assumed": False}
    assert source["last"] == "2026-10-25T00:30:00Z"
    assert times(case) == AS_BERLIN
    assert run("zone", case, "--source", "log.ndjson", "+00:00").exit_code == 0
    assert times(case) == AS_UTC
    assert run("zone", case, "-08:00").exit_code == 0
    assert times(case)[0] == "2026-07-01T20:00:00.250Z"
    refused(run("zone", case, "--source", "none.log", "UTC"), "no source “none.log”")
    refused(run("zone", case, "Mars"), "There is no time zone “Mars”")


def test_everything_for_machines_stays_utc(case: Path, tmp_path: Path) -> None:
    before = {kind: run("events", case, "--format", kind).stdout for kind in ("json", "csv", "ndjson", "md", "table")}
    told = json.loads(run("zone", case, "--show", "Europe/Berlin", "--json").stdout)
    assert (told["shown"], told["customer"]) == ("Europe/Berlin", "Europe/Berlin")
    assert {kind: run("events", case, "--format", kind).stdout for kind in before} == before
    run("zone", case, "Europe/Berlin")
    for ending in (".csv", ".ndjson", ".har"):
        assert run("export", case, "--sort", "id", "-o", tmp_path / f"a{ending}").exit_code == 0
        text = (tmp_path / f"a{ending}").read_text(encoding="utf-8")
        assert "2026-07-01T10:00:00.250Z" in text
        assert "12:00:00" not in text


def test_events_without_a_time_sort_last_and_are_found(case: Path) -> None:
    for sort in ("time", "-time"):
        assert json.loads(run("events", case, "--sort", sort, "--json").stdout)[-1]["time"] is None
    assert run("events", case, "time:*", "--count").stdout == "4\n"
    assert run("events", case, "-time:*", "--count").stdout == "1\n"
    assert run("events", case, "after:1900-01-01", "--count").stdout == "4\n"


def test_a_case_whose_times_have_zones_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.ndjson").write_text(
        '{"time":"2026-09-01T08:00:00Z","method":"GET","url":"/scim/v2/Users","status":200}\n'
    )
    run("import", tmp_path / "a.ndjson", "--case", tmp_path / "a")
    assert "All times have zones of their own." in run("zone", tmp_path / "a").stdout
    refused(run("zone", tmp_path / "a", "--source", "a.ndjson", "UTC"), "have zones of their own")
