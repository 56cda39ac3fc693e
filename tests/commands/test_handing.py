"""The commands show and export hand out events whole."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.commands.conftest import refused, run
from tests.conftest import call
from tests.store.conftest import SECRET, lines


def test_show_tells_one_event_whole(case: Path) -> None:
    told = json.loads(run("show", case, "8", "--json").stdout)
    assert told["id"] == 8
    assert told["response"]["status"] == told["status"] == 409
    assert "⟦secret:" in told["request"]["headers"]["Authorization"]
    assert run("show", case, "8").stdout.count("--- re") == 2
    assert run("show", case, "8", "--md").stdout.startswith("**")
    assert run("show", case, "8", "--curl").stdout.startswith("curl -X ")


def test_show_raw_is_the_sources_line_but_for_the_credential(case: Path, log: Path) -> None:
    line = log.read_bytes().splitlines()[7]
    before, _, after = line.partition(f"{SECRET}1".encode())
    raw = run("show", case, "8", "--raw").stdout_bytes
    assert before
    assert after
    assert raw.startswith(before)
    assert raw.endswith(after + b"\n")
    assert re.fullmatch(r"⟦secret:[\w-]+#[0-9a-f]{8}⟧", raw[len(before) : -len(after) - 1].decode())


def test_export_is_events_when_not_redacted(case: Path, tmp_path: Path) -> None:
    out = tmp_path / "a.ndjson"
    told = json.loads(run("export", case, "status:409", "-o", out, "--no-redact", "--json").stdout)
    assert told.keys() >= {"rows", "sha256"}
    assert out.read_text() == run("events", case, "status:409", "--format", "ndjson").stdout
    assert told["rows"] == 43
    refused(run("export", case, "-o", tmp_path / "no" / "a.csv"), "cannot be written")
    refused(run("export", case, "-o", tmp_path / "a.doc"), "must end in")


def test_show_tells_the_patterns_that_hold(tmp_path: Path) -> None:
    body = {
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations": [{"op": "set", "path": "title"}],
    }
    (tmp_path / "log.ndjson").write_bytes(lines([call("PATCH", "/scim/v2/Users/7", 400, request={"body": body})]))
    assert run("import", tmp_path / "log.ndjson", "--case", tmp_path / "a.scimcase").exit_code == 0
    quirks = json.loads(run("show", tmp_path / "a.scimcase", "1", "--json").stdout)["quirks"]
    assert [one["id"] for one in quirks] == ["op-unknown"]
