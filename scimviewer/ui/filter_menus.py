"""Which filters can be used again: those that were saved with the case, and those that were used before?"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from contextlib import suppress
from threading import Lock

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu, QPushButton

from scimviewer.errors import UserError
from scimviewer.progress import Progress
from scimviewer.store.case import Case
from scimviewer.store.recent_filters import MOST, keep_recent, recent
from scimviewer.store.searches import forget, save, saved
from scimviewer.ui.chip_faces import sentence_of
from scimviewer.ui.filter_bar import FilterBar
from scimviewer.ui.jobs import Jobs
from scimviewer.ui.plain import printable
from scimviewer.ui.searches_dialog import SearchesDialog

TITLE = 70  # characters of a filter in a menu


class FilterMenus(QObject):
    """The buttons at the right of the filter bar; what is kept is read and written away from the UI thread."""

    def __init__(self, bar: FilterBar, jobs: Jobs) -> None:
        super().__init__(bar)
        self.bar, self.jobs = bar, jobs
        self.case: Case | None = None
        self.saved: dict[str, str] = {}
        self.recent: list[str] = []
        self._waiting: deque[tuple[Case, Callable[[Case], None]]] = deque()
        self._one_at_a_time = Lock()
        self._dialog: SearchesDialog | None = None
        bar.used.connect(self._note)
        bar.text_changed.connect(lambda _text: self._show_star())
        bar.star.clicked.connect(self.show_saved)
        bar.recent.clicked.connect(self.show_recent)
        bar.more.clicked.connect(self._show_more)

    def show_case(self, case: Case | None) -> None:
        """Read what is kept in this case."""
        self.case, self.saved, self.recent = case, {}, []
        if case is not None:
            self._catch_up(case)
        self._show_star()

    def _take(self, read: tuple[Case, dict[str, str], list[str]]) -> None:
        case, kept, used = read
        if case is self.case:
            self.saved = kept
            self.recent = list(dict.fromkeys([*self.recent, *used]))[:MOST]
            if self._dialog is not None:
                self._dialog.show_saved(self.saved)
            self._show_star()

    def _write(self, write: Callable[[Case], None]) -> None:
        if self.case is not None:
            self._waiting.append((self.case, write))
            self._catch_up(self.case)

    def _catch_up(self, case: Case) -> None:
        """Write what waits, in its order, then read what is kept; a replaced job leaves its rest to the next."""

        def work(_progress: Progress) -> tuple[Case, dict[str, str], list[str]]:
            with self._one_at_a_time:
                while self._waiting:
                    written, write = self._waiting.popleft()
                    write(written)
                return case, saved(case), recent(case)

        self.jobs.start("searches", work, done=self._take)

    # What was used.

    def _note(self, text: str) -> None:
        if self.case is not None and text and text != next(iter(self.recent), ""):
            self.recent = [text, *(other for other in self.recent if other != text)][:MOST]
            kept = list(self.recent)

            def write(case: Case) -> None:
                # A case on a disk that cannot be written still has its filters while it is open.
                with suppress(UserError):
                    keep_recent(case, kept)

            self._write(write)

    def show_recent(self) -> None:
        """The filters that were used last; one click uses one again."""
        menu = self._menu()
        for text in self.recent:
            self._offer(menu, text, text)
        if not self.recent:
            menu.addAction("No filter was used yet").setEnabled(False)
        self._open(menu, self.bar.recent)

    # What is saved.

    def show_saved(self) -> None:
        """The saved filters, and a way to save the one in use."""
        menu = self._menu()
        for name, text in self.saved.items():
            self._offer(menu, name, text)
        menu.addSeparator()
        save_this = menu.addAction("Save this filter…\tCtrl+S", self.open_dialog)
        save_this.setEnabled(bool(self.bar.text()))
        if self.saved:
            menu.addAction("Change saved filters…", self.open_dialog)
        self._open(menu, self.bar.star)

    def open_dialog(self) -> None:
        """Name the filter in use; use, rename or delete saved ones."""
        text = self.bar.text()
        dialog = SearchesDialog(text, sentence_of(text), self.saved, self.bar.window())
        dialog.save_wanted.connect(lambda name, text: self._write(lambda case: save(case, name, text)))
        dialog.rename_wanted.connect(self._rename)
        dialog.delete_wanted.connect(lambda name: self._write(lambda case: forget(case, name)))
        dialog.use_wanted.connect(self.bar.set_text)
        dialog.destroyed.connect(self._forget_dialog)
        self._dialog = dialog
        dialog.open()

    def _forget_dialog(self) -> None:
        self._dialog = None

    def _rename(self, old: str, new: str) -> None:
        text = self.saved.get(old)
        if text is None:
            return

        def work(case: Case) -> None:
            save(case, new, text)
            forget(case, old)

        self._write(work)

    def _show_star(self) -> None:
        text = self.bar.text()
        self.bar.show_starred(bool(text) and text in self.saved.values())

    # What else.

    def _show_more(self) -> None:
        bar, menu = self.bar, self._menu()
        for title, key, do in self._more():
            menu.addAction(f"{title}\t{key}", do)
        self._open(menu, bar.more)

    def _more(self) -> list[tuple[str, str, Callable[[], None]]]:
        bar = self.bar
        return [
            ("Show as chips" if bar.as_text else "Show as text", "F2", bar.toggle_text),
            ("All conditions off or on", "Ctrl+Shift+F", bar.switch_all),
            ("Take back", "Ctrl+Z", lambda: bar.step(-1)),
            ("Make again", "Ctrl+Shift+Z", lambda: bar.step(1)),
            ("Copy filter", "", bar.copy),
            ("Clear", "Esc Esc", bar.clear),
        ]

    def _offer(self, menu: QMenu, title: str, text: str) -> None:
        shown = printable(title, TITLE).replace("&", "&&")
        menu.addAction(shown, lambda: self.bar.set_text(text))

    def _menu(self) -> QMenu:
        return QMenu(self.bar)

    def _open(self, menu: QMenu, button: QPushButton) -> None:
        menu.aboutToHide.connect(menu.deleteLater)
        place = button.mapToGlobal(QPoint(button.width(), button.height()))
        menu.popup(QPoint(place.x() - menu.sizeHint().width(), place.y()))
