"""How does an import run behind the window, and how does the window hear of it?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from scimviewer.progress import Progress
from scimviewer.store.import_process import ImportProgress, run_import
from scimviewer.store.imported import Imported
from scimviewer.store.importing import ImportOptions
from scimviewer.ui.jobs import Jobs

LANE = "import"


class _Relay(ImportProgress):
    """Hands the child's news on: numbers to the job, sources to a signal."""

    def __init__(self, job: Progress, heard: BundleImport) -> None:
        self._job = job
        self._heard = heard

    def report(self, done: int, total: int | None = None, note: str = "") -> None:
        self._job.report(done, total, note)

    def cancelled(self) -> bool:
        return self._job.cancelled()

    def source_changed(self, source: dict[str, Any]) -> None:
        self._heard.source_changed.emit(source)


class BundleImport(QObject):
    """One import at a time, in a process of its own; a second one waits for the first."""

    started = Signal(list)  # the paths
    progressed = Signal(object, object, str)  # bytes done, bytes in all or None, note
    source_changed = Signal(dict)
    ended = Signal(object)  # Imported, or None where it was stopped; what is loaded stays
    failed = Signal(str)

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._waiting: list[tuple[list[Path], Path, ImportOptions]] = []
        self.running = False

    def start(self, paths: Sequence[Path], case: Path, options: ImportOptions = ImportOptions()) -> None:  # noqa: B008
        """Import into a case, after whatever is being imported now."""
        self._waiting.append((list(paths), case, options))
        if not self.running:
            self._next()

    def stop(self) -> None:
        """End it at the next good moment; what was read stays in the case."""
        self._waiting.clear()
        self._jobs.cancel(LANE)

    def _next(self) -> None:
        paths, case, options = self._waiting.pop(0)
        self.running = True
        self.started.emit(paths)

        def work(progress: Progress) -> Imported:
            return run_import(paths, case, options, _Relay(progress, self))

        self._jobs.start(
            LANE,
            work,
            done=self._end,
            failed=self._fail,
            progressed=self.progressed.emit,
            stopped=lambda: self._end(None),
        )

    def _end(self, imported: Imported | None) -> None:
        self.running = False
        self.ended.emit(imported)
        if self._waiting:
            self._next()

    def _fail(self, message: str) -> None:
        self.running = False
        self._waiting.clear()
        self.failed.emit(message)
