"""The commands events, facets and stats answer in every form."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from scimviewer.query.columns import COLUMNS
from tests.commands.conftest import refused, run
from tests.conftest import call
from tests.store.conftest import lines


def test_events_are_a_json_document(case: Path) -> None:
    found = json.loads(run("events", case, "--json").stdout)
    assert len(found) == 300
    assert list(found[0]) == [one.key for one in COLUMNS]
    assert sorted(row["id"] for row in found) == list(range(1, 301))
    assert all(row["time"].endswith("Z") for row in found)
    assert found[0]["cycle"] is None
    assert found == json.loads(run("events", case, "--format", "json").stdout)


@pytest.mark.parametrize(("text", "count"), [("", 300), ("status:409", 43), ("-status:409", 257), ("nosuchthing", 0)])
def test_count_prints_digits_only(case: Path, text: str, count: int) -> None:
    assert run("events", case, text, "--count").stdout == f"{count}\n"


def test_lists_are_complete_unless_limited(case: Path) -> None:
    assert json.loads(run("events", case, "--limit", "0", "--json").stdout) == []
    assert len(json.loads(run("events", case, "--limit", "7", "--json").stdout)) == 7
    assert len(run("events", case, "--format", "ndjson").stdout.splitlines()) == 300
    assert len(run("events", case, "--format", "csv").stdout.splitlines()) == 301
    assert len(run("events", case).stdout.splitlines()) == 301
    assert len(run("events", case, "--format", "md").stdout.splitlines()) == 302


def test_columns_and_order_are_chosen(case: Path) -> None:
    result = run("events", case, "status:409", "--columns", "id,ms,op", "--sort", "-duration", "--json", "--limit", "5")
    found = json.loads(result.stdout)
    assert [list(row) for row in found] == [["id", "duration_ms", "operation"]] * 5
    taken = [row["duration_ms"] for row in found]
    assert taken == sorted(taken, reverse=True)
    assert run("events", case, "--columns", "id,method", "--limit", "1").stdout.split() == ["id", "method", "1", "GET"]


def test_wrong_use_is_said_in_a_sentence(case: Path) -> None:
    refused(run("events", case, "status:abc"), "“abc” is not a number")
    refused(run("events", case, "nofield:1"), "There is no field “nofield”")
    refused(run("events", case, "statsu:1"), "Did you mean status?")
    refused(run("events", case, "speaks_scim:maybe"), "neither true nor false")
    refused(run("events", case, "status:4*", "--count"), "is not a number")
    refused(run("events", case, "--columns", "id,nothing"), "no column “nothing”. Columns are id")
    refused(run("events", case, "--sort", "nothing"), "no column “nothing” to sort by")
    refused(run("events", case.with_name("missing")), "does not exist")
    refused(run("events", case.with_name("log.ndjson")), "is not a case file")
    refused(run("facets", case, "--field", "nothing"), "no field “nothing” to count by")
    refused(run("show", case, "999"), "There is no event 999")
    for arguments in (["events", case, "--format", "xml"], ["nothing"], ["events", case, "--limit", "-1"], ["import"]):
        result = run(*arguments)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "Error:" in result.stderr


def test_redacted_events_name_nobody(tmp_path: Path) -> None:
    user = {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "kanarienvogel"}
    (tmp_path / "log.ndjson").write_bytes(lines([call("POST", "/scim/v2/Users", 201, request={"body": user})]))
    run("import", tmp_path / "log.ndjson", "--case", tmp_path / "a.scimcase")
    for command in (
        ["events"],
        ["show", "1"],
        ["show", "1", "--md"],
        ["show", "1", "--curl"],
        ["facets", "--field", "name"],
        ["stats", "--by", "name"],
    ):
        name, *more = command
        plain = run(name, tmp_path / "a.scimcase", *more, *(["--json"] if name == "events" else []))
        assert "kanarienvogel" in plain.stdout, command
        assert "kanarienvogel" not in run(name, tmp_path / "a.scimcase", *more, "--redact").stdout, command


def test_facets_count(case: Path) -> None:
    wanted = Counter(row["status"] for row in json.loads(run("events", case, "method:post", "--json").stdout))
    found = json.loads(run("facets", case, "method:post", "--field", "status", "--json").stdout)
    assert {one["value"]: one["count"] for one in found} == dict(wanted)
    assert {one["value"]: one["failures"] for one in found} == {200: 0, 409: wanted[409]}
    assert run("facets", case, "--field", "status").stdout.split()[:3] == ["value", "count", "failures"]
    assert len(json.loads(run("facets", case, "--field", "method", "--json", "--limit", "2").stdout)) == 2


def test_facets_are_sorted_by_count_then_value(case: Path) -> None:
    found = json.loads(run("facets", case, "--field", "line", "--json", "--limit", "3").stdout)
    assert [(one["value"], one["count"]) for one in found] == [(1, 1), (2, 1), (3, 1)]
    assert list(found[0]) == ["value", "count", "failures"]


def test_stats_are_one_document(case: Path) -> None:
    found = json.loads(run("stats", case, "method:post", "--bucket", "5m", "--json").stdout)
    (one,) = found["series"]
    assert (found["bucket_s"], one["key"]) == (300, None)
    assert sum(point["requests"] for point in one["points"]) == int(
        run("events", case, "method:post", "--count").stdout
    )
    assert all(point["time"].endswith("Z") for point in one["points"])


def test_stats_by_a_field_have_a_series_for_each_value(case: Path) -> None:
    found = json.loads(run("stats", case, "--by", "method", "--bucket", "all", "--json").stdout)
    wanted = {
        one["value"]: one["count"] for one in json.loads(run("facets", case, "--field", "method", "--json").stdout)
    }
    assert {one["key"]: one["points"][0]["requests"] for one in found["series"]} == wanted
    printed = run("stats", case, "--by", "method", "--bucket", "all", "--limit", "1").stdout.splitlines()
    assert printed[0].split() == ["key", "time", "requests", "failures", "failure_rate", "p50_ms", "p95_ms", "p99_ms"]
    assert [line.split()[0] for line in printed[1:]] == [found["series"][0]["key"], "other"]


def test_stats_say_what_they_leave_out(tmp_path: Path) -> None:
    record = call("GET", "/scim/v2/Users/1")
    timeless = {key: value for key, value in record.items() if key != "timestamp"} | {"requestId": "other"}
    (tmp_path / "log.ndjson").write_bytes(lines([record, timeless]))
    run("import", tmp_path / "log.ndjson", "--case", tmp_path / "a.scimcase")
    result = run("stats", tmp_path / "a.scimcase")
    assert result.stderr == "Events in no bucket, because they are without time: 1.\n"
    assert "bucket" not in result.stdout
    refused(run("stats", tmp_path / "a.scimcase", "--bucket", "5x"), "“5x” is not the length of a bucket")
