"""The command import tells what it did, and refuses in a sentence."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from pathlib import Path

import pytest
import zstandard

from tests.commands.conftest import refused, run
from tests.store.conftest import calls, lines

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
    "status", "note", "zone",
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


# Oldest first: what the parts of a rotated log are called, and how they are packed.
ROTATED = (
    ("app.log.10", bytes), ("app.log.5.zst", zstandard.compress), ("app.log.4.xz", lzma.compress),
    ("app.log.3.bz2", bz2.compress), ("app.log.2.gz", gzip.compress), ("app.log.1", bytes), ("app.log", bytes),
)  # fmt: skip


def test_rotated_logs_are_sources_and_event_ids_follow_time(tmp_path: Path) -> None:
    folder = tmp_path / "logs"
    folder.mkdir()
    made = calls(70)
    for place, (name, pack) in enumerate(ROTATED):
        (folder / name).write_bytes(pack(lines(made[place * 10 : place * 10 + 10])))
    told = json.loads(run("import", folder, "--case", tmp_path / "a", "--json").stdout)
    assert [source["path"] for source in told["sources"]] == [f"logs/{name}" for name, _ in ROTATED]
    found = json.loads(run("events", tmp_path / "a", "--sort", "id", "--json").stdout)
    assert [one["time"] for one in found] == sorted(one["time"] for one in found)
    # Named one by one, as a shell lists them: newest first.
    run("import", *sorted(folder.iterdir()), "--case", tmp_path / "b")
    again = json.loads(run("events", tmp_path / "b", "--sort", "id", "--json").stdout)
    assert [one["time"] for one in again] == [one["time"] for one in found]


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress, zstandard.compress])
def test_a_tar_may_be_compressed_in_every_way(log: Path, tmp_path: Path, pack) -> None:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        archive.add(log, "logs/a.log")
    (tmp_path / "bundle").write_bytes(pack(buffer.getvalue()))
    told = json.loads(run("import", tmp_path / "bundle", "--case", tmp_path / "a", "--json").stdout)
    assert [(one["path"], one["events"]) for one in told["sources"]] == [("bundle/logs/a.log", 300)]


def test_a_sevenzip_is_read_and_one_with_a_password_is_a_sentence(log: Path, tmp_path: Path) -> None:
    py7zr = pytest.importorskip("py7zr")
    for name, password in (("open.7z", None), ("locked.7z", "secret")):
        with py7zr.SevenZipFile(tmp_path / name, "w", password=password) as archive:
            archive.write(log, "a.log")
    told = json.loads(run("import", tmp_path / "open.7z", "--case", tmp_path / "a", "--json").stdout)
    assert [(one["path"], one["events"], one["problems"]) for one in told["sources"]] == [("open.7z/a.log", 300, 0)]
    result = run("import", tmp_path / "locked.7z", "--case", tmp_path / "b")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "locked.7z is protected with a password" in result.stderr
    assert "secret" not in result.stderr
