"""Jobs: the newest wins, results arrive on the UI thread, errors find somebody."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from scimviewer.errors import UserError
from scimviewer.progress import Progress
from scimviewer.ui.jobs import Jobs


@pytest.fixture
def jobs(qapp) -> Iterator[Jobs]:
    made = Jobs(threads=2)
    yield made
    made.close()


def test_result_arrives_on_the_ui_thread(jobs: Jobs, qtbot) -> None:
    arrived: list[tuple[int, int]] = []
    jobs.start("events", lambda progress: 42, done=lambda value: arrived.append((value, threading.get_ident())))

    assert jobs.busy("events")
    qtbot.waitUntil(lambda: bool(arrived))
    assert arrived == [(42, threading.get_ident())]
    assert not jobs.busy("events")


def test_newest_job_of_a_lane_wins(jobs: Jobs, qtbot) -> None:
    gate = threading.Event()
    arrived: list[str] = []
    stopped: list[str] = []

    def slow(progress: Progress) -> str:
        gate.wait(5)
        return "old"

    jobs.start("events", slow, done=arrived.append, stopped=lambda: stopped.append("old"))
    jobs.start("events", lambda progress: "new", done=arrived.append)
    qtbot.waitUntil(lambda: bool(arrived))
    gate.set()
    jobs.close()

    assert (arrived, stopped) == (["new"], [])


def test_lanes_do_not_disturb_each_other(jobs: Jobs, qtbot) -> None:
    arrived: list[str] = []
    for lane in ("events", "counts", "detail"):
        jobs.start(lane, lambda progress, lane=lane: lane, done=arrived.append)

    qtbot.waitUntil(lambda: len(arrived) == 3)
    assert sorted(arrived) == ["counts", "detail", "events"]


def test_cancelled_job_stops_at_its_next_report(jobs: Jobs, qtbot) -> None:
    started, stopped = threading.Event(), []
    results: list[object] = []

    def endless(progress: Progress) -> None:
        while True:
            started.set()
            progress.report(1, None)

    jobs.start("import", endless, done=results.append, stopped=lambda: stopped.append(True))
    assert started.wait(5)
    jobs.cancel("import")

    qtbot.waitUntil(lambda: bool(stopped))
    assert results == []
    assert not jobs.busy("import")


def test_progress_is_heard_on_the_ui_thread(jobs: Jobs, qtbot) -> None:
    heard: list[tuple[int, int | None, str, int]] = []

    def work(progress: Progress) -> None:
        progress.report(5, 5, "node2")

    jobs.start(
        "import", work, progressed=lambda done, total, note: heard.append((done, total, note, threading.get_ident()))
    )
    qtbot.waitUntil(lambda: bool(heard))

    assert heard == [(5, 5, "node2", threading.get_ident())]


def test_user_error_is_told_as_a_sentence(jobs: Jobs, qtbot) -> None:
    def fail(progress: Progress) -> None:
        raise UserError("The disk is full.")

    told: list[str] = []
    jobs.start("events", fail, failed=told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["The disk is full."]

    with qtbot.waitSignal(jobs.complained) as signal:
        jobs.start("events", fail)
    assert signal.args == ["The disk is full."]


def test_bug_reaches_the_excepthook_with_its_traceback(jobs: Jobs, qtbot) -> None:
    def bug(progress: Progress) -> None:
        raise ValueError("a bug")

    with qtbot.captureExceptions() as caught, qtbot.waitSignal(jobs.crashed) as signal:
        jobs.start("events", bug)

    assert signal.args == ["events"]
    assert [str(value) for _kind, value, _trace in caught] == ["a bug"]
    assert not jobs.busy("events")
