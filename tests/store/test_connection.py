"""Cases are opened wherever they lie, and what goes wrong is said in a sentence."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from scimviewer.errors import UserError
from scimviewer.store import connection
from scimviewer.store.case import Case
from tests.store.conftest import events, imported


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    made = tmp_path / "folder"
    made.mkdir()
    yield made
    made.chmod(0o755)


@pytest.mark.parametrize("name", ["two words", "ü € 日本", "a#b?c%20d&e", "'; drop table event; --"])
def test_a_case_may_lie_on_any_path(log: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    done, case = imported(log, tmp_path / name / f"{name}.scimcase")

    assert done.events == 20
    assert len(events(case)) == 20


def test_a_name_that_is_no_unicode_does(log: Path, tmp_path: Path) -> None:
    odd = tmp_path / os.fsdecode(b"l\xffg.ndjson")
    log.rename(odd)
    done, case = imported(odd, tmp_path / os.fsdecode(b"c\xfe.scimcase"))

    assert done.added == 20
    assert case.sources()[0]["path"] == "l\\xffg.ndjson"


def test_a_reader_cannot_write(log: Path, tmp_path: Path) -> None:
    _, case = imported(log, tmp_path / "a.scimcase")
    with pytest.raises((UserError, connection.DatabaseError)), case.reader() as reader:
        reader.execute("delete from event")
    assert len(events(case)) == 20


def test_a_folder_that_may_not_be_read_is_named(log: Path, folder: Path, tmp_path: Path) -> None:
    folder.chmod(0o000)
    done = as_nobody("import", str(folder), str(log), "--case", str(tmp_path / "a.scimcase"), "--json")
    sources = {one["path"]: one for one in json.loads(done.stdout)["sources"]}
    assert done.returncode == 0
    assert sources["log.ndjson"]["events"] == 20
    assert "not allowed to read" in sources["folder"]["note"]

    alone = as_nobody("import", str(folder), "--case", str(tmp_path / "b.scimcase"))
    assert alone.returncode == 2
    assert "Traceback" not in alone.stderr


def test_other_errors_pass() -> None:
    with pytest.raises(ZeroDivisionError), connection.spoken(Path("x")):
        _ = 1 / 0


@pytest.mark.parametrize(
    ("said", "part"), [("database or disk is full", "disk is full"), ("no such table: event", "damaged")]
)
def test_complaints_become_sentences(said: str, part: str) -> None:
    with pytest.raises(UserError, match=part), connection.spoken(Path("a.scimcase")):
        raise connection.DatabaseError(said)


def test_a_case_in_a_read_only_folder_is_read(log: Path, folder: Path) -> None:
    _, case = imported(log, folder / "a.scimcase")
    case.path.chmod(0o444)
    folder.chmod(0o555)

    counted = as_nobody("events", str(case.path), "--count")
    assert counted.stdout == "20\n", counted.stderr
    refused = as_nobody("import", str(log), "--case", str(case.path))
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr.count("\n") == 1
    assert "a.scimcase cannot be written" in refused.stderr


def test_a_case_that_was_not_closed_is_not_half_read_from_a_read_only_folder(folder: Path) -> None:
    case = Case.ready(folder / "a.scimcase")
    case.path.with_name("a.scimcase-wal").write_bytes(b"something")
    case.path.chmod(0o444)
    folder.chmod(0o555)

    done = as_nobody("events", str(case.path), "--count")
    assert done.returncode == 2
    assert "was not closed" in done.stderr


def as_nobody(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the program so that it is not allowed everything, also where the tests are."""
    command = [sys.executable, "-m", "scimviewer", *arguments]
    if os.name == "nt" or os.geteuid() == 0:
        if shutil.which("setpriv") is None:
            pytest.skip("this user is allowed everything, and nothing here takes that away")
        command = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--", *command]
    return subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False)
