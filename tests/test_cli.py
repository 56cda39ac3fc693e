"""The command line keeps its contract: keys, exit codes, data on stdout, sentences on stderr."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from scimviewer.cli import main
from scimviewer.query.columns import COLUMNS
from tests.conftest import call
from tests.store.conftest import SECRET, calls, lines

ROOT = Path(__file__).resolve().parents[1]
IMPORT_KEYS = {
    "events",
    "added",
    "records",
    "left_out",
    "duplicates",
    "problems",
    "secrets",
    "bytes",
    "seconds",
    "sources",
}
SOURCE_KEYS = {
    "path", "format", "confidence", "bytes", "sha256", "records", "events", "left_out", "problems", "first", "last",
    "status", "note",
}  # fmt: skip


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(main, [str(one) for one in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def program(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "scimviewer", *(str(one) for one in arguments)]


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("cli") / "log.ndjson"
    file.write_bytes(lines(calls(300)))
    return file


@pytest.fixture(scope="module")
def case(log: Path) -> Path:
    path = log.with_name("a.scimcase")
    assert run("import", log, "--case", path).exit_code == 0
    return path


def refused(result: Result, said: str) -> None:
    """Exit code 2, one sentence, nothing on stdout."""
    assert (result.exit_code, result.stdout) == (2, "")
    assert re.search(said, result.stderr), result.stderr
    assert result.stderr.count("\n") == 1
    assert "Traceback" not in result.stderr


# --- import -------------------------------------------------------------------------------------------------------


def test_import_tells_what_it_did(log: Path, tmp_path: Path) -> None:
    first = json.loads(run("import", log, "--case", tmp_path / "a.scimcase", "--json").stdout)
    assert first.keys() >= IMPORT_KEYS
    (source,) = first["sources"]
    assert source.keys() >= SOURCE_KEYS
    assert (first["events"], first["added"], first["records"]) == (300, 300, 300)
    assert (source["first"], source["last"]) == ("2026-09-01T00:00:00Z", "2026-09-01T00:04:59.299Z")
    again = run("import", log, "--case", tmp_path / "a.scimcase", "--json")
    assert (again.exit_code, json.loads(again.stdout)["added"]) == (0, 0)
    assert json.loads(again.stdout)["sources"][0]["status"] == "repeated"


def test_import_for_people_names_every_source(log: Path, tmp_path: Path) -> None:
    result = run("import", log, "--case", tmp_path / "a.scimcase")
    assert "log.ndjson: json_exchange, 300 events" in result.stdout
    assert "300 events added, 300 in the case" in result.stdout
    assert result.stderr == ""


def test_an_import_that_reads_something_succeeds(log: Path, tmp_path: Path) -> None:
    (tmp_path / "noise.json").write_bytes(b"\x89PNG\r\n\x1a\n")
    result = run("import", log, tmp_path / "noise.json", "--case", tmp_path / "a.scimcase", "--json")
    told = json.loads(result.stdout)
    assert (result.exit_code, told["problems"]) == (0, 1)
    assert [one["status"] for one in told["sources"]] == ["read", "not read"]


def test_an_import_that_reads_nothing_fails(tmp_path: Path) -> None:
    (tmp_path / "noise.json").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "folder").mkdir()
    with zipfile.ZipFile(tmp_path / "empty.zip", "w"):
        pass
    for name, said in (
        ("noise.json", "PNG picture"),
        ("folder", "holds no files"),
        ("empty.zip", "Nothing could be read"),
    ):
        result = run("import", tmp_path / name, "--case", tmp_path / f"{name}.scimcase")
        assert result.exit_code == 2
        assert said in result.stderr
        assert result.stderr.count("\n") == 1


def test_import_refuses_in_a_sentence(log: Path, case: Path, tmp_path: Path) -> None:
    text = tmp_path / "text.scimcase"
    text.write_text("just text\n" * 500)
    refused(run("import", tmp_path / "missing", "--case", tmp_path / "a.scimcase"), "missing does not exist")
    refused(run("import", log, "--case", tmp_path / "no" / "a.scimcase"), "cannot be written in .*no such file")
    refused(run("import", log, "--case", text), "is not a case file")
    refused(
        run("import", log, "--case", tmp_path / "b.scimcase", "--format", "nothing"), "no format “nothing”. Formats are"
    )
    assert text.read_text() == "just text\n" * 500
    itself = run("import", case, "--case", case)
    assert itself.exit_code == 2
    assert "open it instead" in itself.stderr


def test_a_case_can_be_named_anything(log: Path, tmp_path: Path) -> None:
    odd = tmp_path / "ü #1?%20 a"
    odd.mkdir()
    assert run("import", log, "--case", odd / "b c#.scimcase").exit_code == 0
    assert run("events", odd / "b c#.scimcase", "--count").stdout == "300\n"


# --- events -------------------------------------------------------------------------------------------------------


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
    ):
        name, *more = command
        plain = run(name, tmp_path / "a.scimcase", *more, *(["--json"] if name == "events" else []))
        assert "kanarienvogel" in plain.stdout, command
        assert "kanarienvogel" not in run(name, tmp_path / "a.scimcase", *more, "--redact").stdout, command


# --- show, facets, export, formats ------------------------------------------------------------------------------------


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


def test_facets_count(case: Path) -> None:
    wanted = Counter(row["status"] for row in json.loads(run("events", case, "method:post", "--json").stdout))
    found = json.loads(run("facets", case, "method:post", "--field", "status", "--json").stdout)
    assert {one["value"]: one["count"] for one in found} == dict(wanted)
    assert {one["value"]: one["failures"] for one in found} == {200: 0, 409: wanted[409]}
    assert run("facets", case, "--field", "status").stdout.split()[:3] == ["value", "count", "failures"]
    assert len(json.loads(run("facets", case, "--field", "method", "--json", "--limit", "2").stdout)) == 2


def test_export_is_events_when_not_redacted(case: Path, tmp_path: Path) -> None:
    out = tmp_path / "a.ndjson"
    told = json.loads(run("export", case, "status:409", "-o", out, "--no-redact", "--json").stdout)
    assert told.keys() >= {"rows", "sha256"}
    assert out.read_text() == run("events", case, "status:409", "--format", "ndjson").stdout
    assert told["rows"] == 43
    refused(run("export", case, "-o", tmp_path / "no" / "a.csv"), "cannot be written")
    refused(run("export", case, "-o", tmp_path / "a.doc"), "must end in")


def test_formats_are_listed() -> None:
    found = json.loads(run("formats", "--json").stdout)
    assert {"har", "json_exchange"} <= {one["name"] for one in found}
    assert "Bundles:" in run("formats").stdout


def test_every_command_has_help() -> None:
    for name in main.commands:
        result = run(name, "--help")
        assert result.exit_code == 0
        assert result.stdout.startswith("Usage:")


# --- as a process -----------------------------------------------------------------------------------------------------


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such pipes")
@pytest.mark.parametrize("arguments", [["events", "--format", "ndjson"], ["show", "1", "--raw"], ["events", "--json"]])
def test_a_reader_that_leaves_is_no_error(case: Path, arguments: list[str]) -> None:
    name, *more = arguments
    with subprocess.Popen(
        program(name, case, *more), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


def test_output_is_utf_8_wherever_it_goes(case: Path) -> None:
    env = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(program("show", case, 1, "--json"), cwd=ROOT, env=env, capture_output=True, check=True)
    assert "⟦secret:" in json.loads(done.stdout.decode())["request"]["headers"]["Authorization"]


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_ctrl_c_ends_an_import_without_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "log.ndjson").write_bytes(lines(calls(40_000)))
    case = tmp_path / "a.scimcase"
    with subprocess.Popen(
        program("import", tmp_path / "log.ndjson", "--case", case), cwd=ROOT, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        while process.poll() is None and not case.with_name("a.scimcase-wal").exists():
            time.sleep(0.02)
        time.sleep(0.5)
        os.killpg(process.pid, signal.SIGINT)
        out, error = process.communicate(timeout=60)
    if process.returncode == 0:
        pytest.skip("the import was faster")
    assert process.returncode == 130, error
    assert out == ""
    assert error.strip() == "scimviewer: stopped. What was imported is kept; import again to continue."
