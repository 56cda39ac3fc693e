"""The command import tells what it did, and refuses in a sentence."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from tests.commands.conftest import refused, run

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
