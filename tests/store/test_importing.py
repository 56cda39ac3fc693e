"""An import reads everything once, loses nothing, goes on where it was stopped, and says what it could not read."""

from __future__ import annotations

import gzip
import io
import json
import os
import random
import re
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scimviewer.errors import UserError
from scimviewer.formats import framing
from scimviewer.progress import Cancelled, Progress
from scimviewer.query.table import Table
from scimviewer.store import blocks
from scimviewer.store.case import Case
from scimviewer.store.importing import ImportOptions
from tests.conftest import call
from tests.store.conftest import (
    ONE,
    SECRET,
    as_har,
    assert_no_record_is_lost,
    calls,
    django,
    events,
    holdings,
    import_paths,
    imported,
    lines,
)  # fmt: skip
from tests.store.kills import bundle, halves, killed_imports

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20


class Stopping(Progress):
    """Stops after so many reports."""

    def __init__(self, reports: int) -> None:
        self.left = reports

    def cancelled(self) -> bool:
        self.left -= 1
        return self.left < 0


def statuses(sources: list[dict[str, Any]]) -> dict[str, str]:
    return {one["path"]: one["status"] for one in sources}


# --- once ---------------------------------------------------------------------------------------------------------


def test_what_is_imported_is_counted(log: Path, tmp_path: Path) -> None:
    done, case = imported(log, tmp_path / "a.scimcase")

    told = done.as_json()
    assert (told["events"], told["added"], told["records"], told["problems"]) == (20, 20, 20, 0)
    assert sum(told["secrets"].values()) == 20
    assert told["bytes"] == log.stat().st_size
    assert [row["id"] for row in events(case)] == list(range(1, 21))
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.scimcase", "log.ndjson"]


def test_importing_again_adds_nothing(log: Path, tmp_path: Path) -> None:
    _, case = imported(log, tmp_path / "a.scimcase")
    before = holdings(case)
    done, _ = imported(log, case.path)

    assert (done.added, done.records, done.events) == (0, 0, 20)
    assert statuses(done.sources) == {"log.ndjson": "repeated"}
    assert holdings(case) == before
    assert len(case.bundles()) == 1
    assert done.read_any


def test_copies_add_nothing_wherever_they_lie(log: Path, tmp_path: Path) -> None:
    _, case = imported(log, tmp_path / "a.scimcase")
    renamed, packed, squeezed = tmp_path / "other.log", tmp_path / "b.zip", tmp_path / "log.gz"
    renamed.write_bytes(log.read_bytes())
    squeezed.write_bytes(gzip.compress(log.read_bytes()))
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(log, "deep/log.ndjson")
        archive.write(log, "deep/again.ndjson")
    for _ in range(2):
        done = import_paths([renamed, packed, squeezed], case.path, ONE)
        assert (done.added, done.events) == (0, 20)
        assert set(statuses(done.sources).values()) == {"repeated"}
        assert len(done.sources) == 4
    assert len(case.sources()) == 5
    assert "the same as log.ndjson" in case.sources()[1]["note"]


def test_equal_records_of_one_log_both_count(tmp_path: Path) -> None:
    log = tmp_path / "log.ndjson"
    log.write_bytes(lines([call("GET", "/scim/v2/Users")] * 2))
    done, case = imported(log, tmp_path / "a.scimcase")
    assert done.added == 2
    assert case.raw(1) == case.raw(2)


def test_logs_that_begin_alike_are_different_logs(tmp_path: Path) -> None:
    made = calls(1000)
    first, second = tmp_path / "1.ndjson", tmp_path / "2.ndjson"
    first.write_bytes(lines(made))
    second.write_bytes(lines([*made, *calls(3, "more")]))
    done = import_paths([first, second], tmp_path / "a.scimcase", ONE)
    assert (done.added, set(statuses(done.sources).values())) == (2003, {"read"})


def test_a_case_in_the_folder_that_is_imported_is_passed_over(log: Path, tmp_path: Path) -> None:
    done, case = imported(tmp_path, tmp_path / "a.scimcase")
    assert (done.added, done.problems) == (20, 0)
    assert imported(tmp_path, case.path)[0].problems == 0


# --- stopped ------------------------------------------------------------------------------------------------------


STOPPED = {
    "lines": lines(calls(120)) + b'{"cut":',
    "array": json.dumps(calls(120), indent=1).encode(),
    "har": as_har(calls(250)),
    "halves": lines(halves(130)),
    "django": lines(django(60)),
    "utf-16": "".join(json.dumps(one) + "\n" for one in calls(60)).encode("utf-16"),
}


@pytest.mark.parametrize("kind", STOPPED)
def test_a_stopped_import_goes_on_and_doubles_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr(framing, "CHUNK", 2000)
    log, case = tmp_path / "log.json", tmp_path / "a.scimcase"
    log.write_bytes(STOPPED[kind])
    _, whole = imported(log, tmp_path / "whole.scimcase")
    assert len(events(whole)) >= 50

    seen = [0]
    for _ in range(3):
        with pytest.raises(Cancelled):
            import_paths([log], case, ONE, Stopping(3 if kind in ("halves", "django") else 6))
        seen.append(len(events(Case.open(case))))
        assert seen[-1] >= seen[-2]
        assert Case.open(case).custody()[-1]["action"] == "import stopped"
    assert 0 < seen[-1] < len(events(whole))
    assert holdings(imported(log, case)[1]) == holdings(whole)
    assert len(whole.bundles()) == len(Case.open(case).bundles()) == 1


def test_a_log_that_grew_meanwhile_goes_on(tmp_path: Path) -> None:
    log, case = tmp_path / "log.ndjson", tmp_path / "a.scimcase"
    log.write_bytes(lines(calls(14_000)))
    with pytest.raises(Cancelled):
        import_paths([log], case, ONE, Stopping(4))
    with log.open("ab") as file:
        file.write(lines(calls(5, "new")))
    assert imported(log, case)[0].events == 14_005


def test_a_log_that_became_another_meanwhile_is_another_source(tmp_path: Path) -> None:
    log, case = tmp_path / "log.ndjson", tmp_path / "a.scimcase"
    made = calls(14_000)
    log.write_bytes(lines(made))
    with pytest.raises(Cancelled):
        import_paths([log], case, ONE, Stopping(4))
    kept = len(events(Case.open(case)))
    log.write_bytes(lines([*made[:400], *calls(50, "other")]))
    done, opened = imported(log, case)

    assert (done.added, done.events) == (450, kept + 450)
    assert [one["status"] for one in opened.sources()] == ["reading", "read"]


def test_a_log_that_changes_while_it_is_read_says_so(tmp_path: Path) -> None:
    log = tmp_path / "log.ndjson"
    log.write_bytes(lines(calls(3000)))

    class Writing(Progress):
        def report(self, done: int, total: int | None = None, note: str = "") -> None:
            os.utime(log, ns=(1, 1))

    done = import_paths([log], tmp_path / "a.scimcase", ONE, Writing())
    assert done.added == 3000
    assert (done.sources[0]["status"], done.problems) == ("in part", 1)
    assert "changed while it was read" in done.sources[0]["note"]


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are looked up in /proc")
def test_killed_imports_end_like_undisturbed_ones(tmp_path: Path) -> None:
    told, wrong = killed_imports(bundle(tmp_path / "bundle", 15_000), tmp_path, kills=6, seed=7)
    assert wrong == []
    assert told.kills == 6
    assert told.survivors == []


# --- what cannot be read --------------------------------------------------------------------------------------------


def truncated_zip(data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.ndjson", data)
        archive.writestr("noise.txt", random.Random(1).randbytes(50_000))
    return out.getvalue()[:-40_000]


def truncated_tar(data: bytes) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, content in (("a.ndjson", data), ("noise.txt", random.Random(1).randbytes(50_000))):
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return out.getvalue()[:-20_000]


def test_a_cut_last_line_is_one_problem(log: Path, tmp_path: Path) -> None:
    log.write_bytes(log.read_bytes()[:-30])
    done, case = imported(log, tmp_path / "a.scimcase")
    assert (done.added, done.problems, done.records) == (19, 1, 20)
    assert "cut off" in case.problems()[0]["what"]


@pytest.mark.parametrize(("name", "cut"), [("half.zip", truncated_zip), ("half.tar.gz", truncated_tar)])
def test_of_half_an_archive_the_readable_half_is_read(tmp_path: Path, name: str, cut: Callable[[bytes], bytes]) -> None:
    (tmp_path / name).write_bytes(cut(lines(calls(30))))
    done, case = imported(tmp_path / name, tmp_path / "a.scimcase")
    assert done.added == 30
    assert done.problems >= 1
    assert any("cut off" in one["what"] or "damaged" in one["what"] for one in case.problems())
    assert imported(tmp_path / name, case.path)[0].added == 0


def encrypted_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.ndjson", "secret" * 50)
    data = bytearray(out.getvalue())
    data[6] |= 1  # the flag in the local header …
    data[data.index(b"PK\1\2") + 8] |= 1  # … and in the central one
    return bytes(data)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("picture.json", PNG, "PNG picture"),
        ("empty.json", b"", "empty"),
        ("locked.zip", encrypted_zip(), "password|encrypted"),
        ("noise.log", random.Random(2).randbytes(1_000_000), "not text"),
        ("prose.log", b"hello world\n" * 500, "No reader knows"),
        ("other.json", b'{"a": [1, 2, 3]}', "No reader|not JSON"),
        ("own.scimcase", b"SQLite format 3\0" + bytes(500), "open it instead"),
        ("deep.json", b"[" * 300_000, "."),
    ],
)
def test_what_is_no_log_is_a_problem_with_a_reason(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(data)
    done, case = imported(tmp_path / name, tmp_path / "a.scimcase")
    assert not done.read_any
    assert (done.events, done.problems, done.records) == (0, 1, 1)
    (source,) = done.sources
    assert source["status"] == "not read"
    assert re.search(said, source["note"])
    again, _ = imported(tmp_path / name, case.path)
    assert (again.problems, len(case.problems())) == (0, 1)


def test_an_empty_folder_and_an_empty_archive_hold_nothing(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with zipfile.ZipFile(tmp_path / "empty.zip", "w"):
        pass
    done = import_paths([tmp_path / "folder", tmp_path / "empty.zip"], tmp_path / "a.scimcase", ONE)
    assert not done.read_any
    assert done.events == 0


def test_a_bomb_is_stopped_unless_it_is_allowed(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.gz"
    bomb.write_bytes(gzip.compress(lines(calls(5)) + (b" " * 500_000 + b"\n") * 120 + lines(calls(5)), 9))
    done, _ = imported(bomb, tmp_path / "a.scimcase")
    assert (done.added, done.problems, done.sources[0]["status"]) == (5, 1, "in part")
    assert "200 times" in done.sources[0]["note"]

    allowed, _ = imported(bomb, tmp_path / "b.scimcase", ImportOptions(workers=1, accept_bombs=True))
    assert (allowed.added, allowed.problems) == (10, 0)


def test_a_record_that_is_too_long_costs_itself_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(framing, "LONGEST_RECORD", 1_000_000)
    log = tmp_path / "log.ndjson"
    log.write_bytes(lines(calls(3)) + b'{"a": "' + b"x" * 3_000_000 + b'"}\n' + lines(calls(3)))
    done, case = imported(log, tmp_path / "a.scimcase")
    assert (done.added, done.problems, done.records) == (6, 1, 7)
    assert "is longer than" in case.problems()[0]["what"]


def test_a_path_that_does_not_exist_makes_no_case(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="missing does not exist"):
        import_paths([tmp_path / "missing"], tmp_path / "a.scimcase", ONE)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limit")
def test_a_disk_that_takes_no_more_is_said(tmp_path: Path) -> None:
    log, case = tmp_path / "log.ndjson", tmp_path / "a.scimcase"
    log.write_bytes(lines(calls(6000)))
    limited = "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000)); " + (
        "from scimviewer.cli import main; main(sys.argv[1:])"
    )
    done = subprocess.run(
        [sys.executable, "-c", limited, "import", str(log), "--case", str(case)],
        cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert "disk" in done.stderr
    assert done.stderr.strip().count("\n") == 0
    assert imported(log, case)[0].events == 6000


# --- what must hold for every case ----------------------------------------------------------------------------------


def test_no_credential_is_in_any_byte_of_a_case(tmp_path: Path) -> None:
    password, cookie = "Winter-2026-geheim", "9f86d081884c7d659a2feaa0c55ad015"
    record = call(
        "PATCH", f"/scim/v2/Users/1?access_token={SECRET}", 200,
        request={"headers": {"Authorization": f"Bearer {SECRET}", "Cookie": f"sid={cookie}"},
                 "body": {"Operations": [{"op": "replace", "path": "password", "value": password}]}},
        response={"headers": {"Set-Cookie": f"sid={cookie}; Path=/"}, "body": json.dumps({"password": password})},
    )  # fmt: skip
    broken = json.dumps(record)[:-1]
    (tmp_path / "a.ndjson").write_bytes(lines([record]) + broken.encode())
    (tmp_path / "b.json").write_text(json.dumps(record).replace("{", "{\n"), "utf-16")
    (tmp_path / f"c-{SECRET[:4]}.har").write_bytes(
        as_har([record]).replace(b"https://a", b"https://u:" + password.encode() + b"@a")
    )
    _, case = imported(tmp_path, tmp_path / "a.scimcase")

    haystack = case.path.read_bytes()
    with case.reader() as reader:
        haystack += b"".join(blocks.decompressed(data) for (data,) in reader.execute("select data from block"))
        for table in ("event", "problem", "source", "word", "meta", "custody"):
            haystack += repr(reader.execute(f"select * from {table}").fetchall()).encode()
    folded = haystack.replace(b"\0", b"")
    assert case.secrets()
    for secret in (SECRET, cookie, password):
        assert secret.encode() not in folded
        assert secret.encode("utf-16-le") not in haystack


def test_many_words_in_one_field_come_back(tmp_path: Path) -> None:
    log = tmp_path / "log.ndjson"
    log.write_bytes(lines(call("GET", "/scim/v2/Users", userAgent=f"agent/{n}") for n in range(700)))
    _, case = imported(log, tmp_path / "a.scimcase")
    assert [row["client"] for row in events(case)] == [f"agent/{n}" for n in range(700)]


def test_readers_see_whole_blocks_while_a_case_grows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(framing, "CHUNK", 6000)
    log, case = tmp_path / "log.ndjson", tmp_path / "a.scimcase"
    log.write_bytes(lines(calls(200)))
    sizes: list[int] = []

    class Reading(Progress):
        def report(self, done: int, total: int | None = None, note: str = "") -> None:
            opened = Case.open(case)
            found = events(opened)
            assert [row["id"] for row in found] == list(range(1, len(found) + 1))
            assert all(row["time"] and row["method"] for row in found)
            if found:
                assert opened.exchange(len(found)).method == found[-1]["method"]
                assert_no_record_is_lost(opened)
            sizes.append(len(found))

    import_paths([log], case, ONE, Reading())
    assert len(set(sizes)) > 4
    table = Table(Case.open(case))
    assert table.refresh()
    assert table.size == 200
    assert not case.with_name("a.scimcase-wal").exists()
