"""An import in its own process does what one here does, tells how far it is, and can be stopped."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import Any

import pytest

from scimviewer.errors import UserError
from scimviewer.progress import Cancelled
from scimviewer.store.case import Case
from scimviewer.store.import_process import ImportProgress, run_import
from tests.store.conftest import ONE, calls, events, imported, lines
from tests.store.test_workers import children


class Watched(ImportProgress):
    """Notes what it hears; stops, or kills the child, after some news of a source."""

    def __init__(self, stop_after: int | None = None, kill: bool = False, by_report: bool = False) -> None:
        self.reports: list[tuple[int, int | None]] = []
        self.sources: list[dict[str, Any]] = []
        self.stop_after, self.kill, self.by_report = stop_after, kill, by_report

    def _enough(self) -> bool:
        read = [one for one in self.sources if one["events"]]
        return self.stop_after is not None and len(read) >= self.stop_after

    def report(self, done: int, total: int | None = None, note: str = "") -> None:
        self.reports.append((done, total))
        if self.by_report and self._enough():
            raise Cancelled

    def cancelled(self) -> bool:
        return self._enough() and not self.kill and not self.by_report

    def source_changed(self, source: dict[str, Any]) -> None:
        self.sources.append(source)
        if self.kill and self._enough():
            for child in children(os.getpid()):
                if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes():
                    os.kill(child, signal.SIGKILL)


@pytest.fixture
def long_log(tmp_path: Path) -> Path:
    file = tmp_path / "long.ndjson"
    file.write_bytes(lines(calls(15_000)))
    return file


def test_it_does_what_an_import_here_does(log: Path, tmp_path: Path) -> None:
    heard = Watched()
    done = run_import([log], tmp_path / "a.scimcase", ONE, heard)
    here, case = imported(log, tmp_path / "b.scimcase")

    assert {**done.as_json(), "seconds": 0} == {**here.as_json(), "seconds": 0}
    assert events(Case.open(tmp_path / "a.scimcase")) == events(case)
    assert heard.sources[-1] == done.sources[0]
    assert heard.reports[-1] == (log.stat().st_size, log.stat().st_size)


@pytest.mark.parametrize("by_report", [False, True])
def test_a_stopped_import_keeps_what_it_read(long_log: Path, tmp_path: Path, by_report: bool) -> None:
    case = tmp_path / "a.scimcase"
    with pytest.raises(Cancelled):
        run_import([long_log], case, ONE, Watched(stop_after=1, by_report=by_report))

    assert 0 < len(events(Case.open(case))) < 15_000
    assert Case.open(case).custody()[-1]["action"] == "import stopped"


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are looked up in /proc")
def test_a_child_that_dies_is_said_and_leaves_nobody(long_log: Path, tmp_path: Path) -> None:
    case = tmp_path / "a.scimcase"
    before = set(children(os.getpid()))
    with pytest.raises(UserError, match=r"ended unexpectedly.*import again to continue"):
        run_import([long_log], case, ONE, Watched(stop_after=1, kill=True))

    deadline = time.monotonic() + 10
    while set(children(os.getpid())) - before and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not [one for one in set(children(os.getpid())) - before if "spawn_main" in _command(one)]
    _, opened = imported(long_log, case)
    assert [row["id"] for row in events(opened)] == list(range(1, 15_001))


def test_what_the_user_can_mend_is_told_as_it_is(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="missing does not exist"):
        run_import([tmp_path / "missing"], tmp_path / "a.scimcase")


def _command(process: int) -> str:
    try:
        return Path(f"/proc/{process}/cmdline").read_text()
    except OSError:
        return ""
