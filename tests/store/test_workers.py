"""Workers may die: one record is lost then, nothing else, and none outlives its importer."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from scimviewer.formats.chunks import Framing
from scimviewer.store import importing, reading, workers
from scimviewer.store.reading import Task
from scimviewer.store.workers import Workers
from tests.store.conftest import calls, imported, lines

MARK = "/scim/v2/Users/killer"
MASKED = "maskkiller"


def deadly(watch: Any) -> None:
    """Start a worker that dies of records with a mark: while they are read, or while they are masked."""
    workers.start_worker(watch)
    whole_event, whole_mask = reading.event_of, reading.SecretMasker.mask_block

    def event_of(exchange: Any) -> Any:
        if MARK in (exchange.url or ""):
            os.kill(os.getpid(), signal.SIGKILL)
        return whole_event(exchange)

    def mask_block(self: Any, data: bytes, spans: Any) -> Any:
        if MASKED.encode() in data:
            os.kill(os.getpid(), signal.SIGKILL)
        return whole_mask(self, data, spans)

    reading.event_of = event_of  # type: ignore[attr-defined]
    reading.SecretMasker.mask_block = mask_block  # type: ignore[method-assign]


class Deadly(Workers):
    """Workers that die of some records, as a bug in a library would make them."""

    def _new_pool(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self.count, self._context, initializer=deadly, initargs=(self._watch,))


@pytest.fixture
def pool() -> Iterator[Workers]:
    made = Workers(1)
    yield made
    made.close()


def die(_argument: str) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return 1


def square(number: int) -> int:
    return number * number


def children(parent: int) -> list[int]:
    """The living processes that this one started, by the system's own list."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                state, owner = (entry / "stat").read_text().rpartition(")")[2].split()[:2]
            except OSError:
                continue
            if int(owner) == parent and state != "Z":
                found.append(int(entry.name))
    return found


@pytest.mark.parametrize("mark", [MARK, f"/scim/v2/Users/{MASKED}"])
def test_a_record_that_kills_costs_itself_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mark: str) -> None:
    monkeypatch.setattr(importing, "Workers", Deadly)
    made = calls(4000)
    made[1500]["request"]["url"] = mark
    log = tmp_path / "log.ndjson"
    log.write_bytes(lines(made))
    done, case = imported(log, tmp_path / "a.scimcase")

    assert (done.added, done.problems, done.records) == (3999, 1, 4000)
    (problem,) = case.problems()
    assert problem["line"] == 1501
    assert "died on this record" in problem["what"] or "not kept" in problem["what"]
    assert bool(problem["head"]) == (mark == MARK)


def test_several_deadly_records_each_cost_themselves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "Workers", Deadly)
    made = calls(12)
    for at in (3, 4, 11):
        made[at]["request"]["url"] = MARK
    log = tmp_path / "log.json"
    log.write_text(json.dumps(made))
    done, case = imported(log, tmp_path / "a.scimcase")

    assert (done.added, done.problems) == (9, 3)
    assert [json.loads(case.raw(n)[0])["timestamp"] for n in (1, 9)] == [made[0]["timestamp"], made[10]["timestamp"]]


def test_the_pool_lives_on_after_a_death(pool: Workers) -> None:
    assert pool.call(die, "x") is None
    assert pool.call(square, 7) == 49


def test_a_file_that_went_away_is_a_problem(pool: Workers, tmp_path: Path) -> None:
    task = Task("json_exchange", Framing("lines"), 0, 1, b"key", file=str(tmp_path / "gone"), length=100)
    block = pool.result(pool.submit(task))
    assert block.records == 0
    assert [one.what for one in block.troubles] == [
        "These 100 bytes could not be read again: no such file or directory."
    ]


def test_workers_leave_ctrl_c_to_the_importer(pool: Workers) -> None:
    assert pool.call(signal.getsignal, signal.SIGINT) == signal.SIG_IGN


def test_closing_leaves_no_process(pool: Workers) -> None:
    pool.call(square, 1)
    pool.close()
    assert [one for one in multiprocessing.active_children() if "ForkServer" not in one.name and one.is_alive()] == []
