"""How does long work run beside the window, so that only the newest question of a kind is answered?

Results arrive on the UI thread: workers emit a signal whose receiver is a bound method of a QObject living
there (a lambda as receiver would run in the worker), and that method calls whatever callable the asker gave.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from scimviewer.errors import UserError
from scimviewer.progress import Cancelled, Progress

T = TypeVar("T")
# A long import leaves two threads for questions.
THREADS = 3
# More often than this nobody can read.
REPORT_EVERY_S = 0.1


class _Job(Progress):
    """One piece of work in a lane, and the Progress it is given."""

    def __init__(
        self,
        lane: str,
        say: Callable[[_Job, str, object], None],
        done: Callable[[Any], None] | None,
        failed: Callable[[str], None] | None,
        progressed: Callable[[int, int | None, str], None] | None,
        stopped: Callable[[], None] | None,
    ) -> None:
        self.lane = lane
        self.say = say
        self.done, self.failed, self.progressed, self.stopped = done, failed, progressed, stopped
        self.stop = False
        self.future: Future[None] | None = None
        self._said_at = 0.0

    def report(self, done: int, total: int | None = None, note: str = "") -> None:
        super().report(done, total, note)
        now = time.monotonic()
        if self.progressed is not None and (now - self._said_at >= REPORT_EVERY_S or done == total):
            self._said_at = now
            self.say(self, "progressed", (done, total, note))

    def cancelled(self) -> bool:
        return self.stop


class Jobs(QObject):
    """Runs work in named lanes; starting a job in a lane cancels the one before it."""

    busy_changed = Signal(str, bool)  # lane, whether it works
    complained = Signal(str)  # a UserError that nobody asked to hear of
    crashed = Signal(str)  # the lane of work that ended in a bug; the exception goes to sys.excepthook
    _said = Signal(object, str, object)

    def __init__(self, parent: QObject | None = None, threads: int = THREADS) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="job")
        self._lanes: dict[str, _Job] = {}
        self._said.connect(self._hear)

    def start(
        self,
        lane: str,
        work: Callable[[Progress], T],
        *,
        done: Callable[[T], None] | None = None,
        failed: Callable[[str], None] | None = None,
        progressed: Callable[[int, int | None, str], None] | None = None,
        stopped: Callable[[], None] | None = None,
    ) -> None:
        """Run `work` in a thread; one of done, failed, stopped is called, unless a newer job took the lane.

        `work` gets a Progress whose `report` raises Cancelled once the job is cancelled or replaced.
        """
        before = self._lanes.get(lane)
        if before is not None:
            before.stop = True
            if before.future is not None:
                before.future.cancel()
        job = _Job(lane, self._say, done, failed, progressed, stopped)
        self._lanes[lane] = job
        job.future = self._pool.submit(self._run, job, work)
        self.busy_changed.emit(lane, True)

    def cancel(self, lane: str) -> None:
        """Ask the lane's job to stop; its result will be dropped."""
        job = self._lanes.get(lane)
        if job is not None:
            job.stop = True
            if job.future is not None and job.future.cancel():
                self._say(job, "stopped", None)

    def busy(self, lane: str) -> bool:
        """Whether the lane's newest job has not ended yet."""
        return lane in self._lanes

    def close(self) -> None:
        """Cancel everything and wait for the threads."""
        for lane in list(self._lanes):
            self.cancel(lane)
        self._lanes.clear()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _run(self, job: _Job, work: Callable[[Progress], object]) -> None:
        try:
            result = work(job)
        except Cancelled:
            self._say(job, "stopped", None)
        except UserError as error:
            self._say(job, "failed", str(error))
        except Exception as error:
            self._say(job, "crashed", error)
        else:
            self._say(job, "done", result)

    def _say(self, job: _Job, what: str, value: object) -> None:
        # A RuntimeError says that the window is gone, and with it everybody who could listen.
        with suppress(RuntimeError):
            self._said.emit(job, what, value)

    def _hear(self, job: _Job, what: str, value: Any) -> None:
        if self._lanes.get(job.lane) is not job:
            return
        if what == "progressed":
            if job.progressed is not None and not job.stop:
                job.progressed(*value)
            return
        del self._lanes[job.lane]
        self.busy_changed.emit(job.lane, False)
        if what == "crashed":
            self.crashed.emit(job.lane)
            raise value  # on the UI thread, where the excepthook shows it
        if job.stop or what == "stopped":
            if job.stopped is not None:
                job.stopped()
        elif what == "failed":
            (job.failed or self.complained.emit)(value)
        elif job.done is not None:
            job.done(value)
