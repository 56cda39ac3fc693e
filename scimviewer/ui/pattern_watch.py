"""Which patterns does each event of the open case show? Looked for beside the window, once for every case."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from scimviewer.progress import Progress
from scimviewer.query.quirk_scan import is_scanned, scan
from scimviewer.ui.jobs import Jobs
from scimviewer.ui.opened_case import OpenedCase

LANE = "patterns"
# More would keep the machine busy for many minutes; `scimviewer facets CASE --field quirk` looks through them, too.
MOST = 200_000


class PatternWatch(QObject):
    """Looks through a case that nobody looked through yet; the column, its facet and filters then have values."""

    found = Signal()  # there are values now
    said = Signal(str)  # how far it is, "" at the end

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.jobs = jobs

    def look(self, opened: OpenedCase) -> None:
        """Look through what is in the case now."""

        def work(progress: Progress) -> bool:
            opened.table.refresh()
            if not 0 < opened.table.size <= MOST or is_scanned(opened.case, opened.table.now):
                return False
            scan(opened.case, opened.table, progress)
            return True

        # A case that cannot be written is read all the same, without this column.
        self.jobs.start(LANE, work, done=self._done, failed=lambda _why: self.said.emit(""), progressed=self._tell)

    def stop(self) -> None:
        """The case goes; what was looked at so far is kept."""
        self.jobs.cancel(LANE)

    def _tell(self, done: int, total: int | None, _note: str) -> None:
        if total and done < total:
            self.said.emit(f"looking for patterns, {100 * done // total} %")

    def _done(self, looked: bool) -> None:
        self.said.emit("")
        if looked:
            self.found.emit()
