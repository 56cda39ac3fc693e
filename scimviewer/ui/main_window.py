"""How do the parts of the window hear of each other: start page, import, open case?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from scimviewer.progress import Progress
from scimviewer.store.case import Case
from scimviewer.store.imported import Imported
from scimviewer.ui.actions import Actions
from scimviewer.ui.bundle_import import BundleImport
from scimviewer.ui.case_page import CasePage
from scimviewer.ui.case_zones import CaseZones
from scimviewer.ui.event_steps import KINDS
from scimviewer.ui.events_columns import counted
from scimviewer.ui.focus_ring import FocusRings
from scimviewer.ui.jobs import Jobs
from scimviewer.ui.opened_case import SUFFIX, Answer, OpenedCase, case_beside, problem_count
from scimviewer.ui.pattern_watch import PatternWatch
from scimviewer.ui.plain import message_box
from scimviewer.ui.settings import Profile, RecentCase, WindowState
from scimviewer.ui.start_page import StartPage
from scimviewer.ui.status_bar import StatusBar
from scimviewer.ui.theme import CHOICES, shown_colours, theme
from scimviewer.ui.tool_bar import ToolBar
from scimviewer.ui.window_dialogs import WindowDialogs

if TYPE_CHECKING:
    from scimviewer.privacy.redaction import Redactor

# How often the table takes in what an import has added.
REFRESH_MS = 300
FIRST_SIZE = (1440, 900)
# Work in these changes what is shown.
LANES = (
    *("open", "import", "refresh", "events", "counts", "hits"),
    *("detail", "zones", "patterns", "histogram", "plots", "findings"),
)


class MainWindow(QWidget):
    """The window: tool bar, start page or case, status bar."""

    def __init__(self, profile: Profile | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.profile = profile or Profile()
        self.preferences = self.profile.preferences()
        self.setWindowTitle("scimviewer")
        self.setAcceptDrops(True)
        self.jobs = Jobs(self)
        self.importer = BundleImport(self.jobs, self)
        self.patterns = PatternWatch(self.jobs, self)
        self.start = StartPage()
        self.page = CasePage(self.jobs)
        self.status = StatusBar()
        self.dialogs = WindowDialogs(self)
        self.actions_ = Actions(self, self._handlers())
        self.tool_bar = ToolBar(self.actions_)
        self.zones = CaseZones(self)
        self.rings = FocusRings(self)
        self._refresh_timer = QTimer(self, interval=REFRESH_MS)
        self._lay_out()
        self._wire()
        self._restore()
        self._show_start()

    def _lay_out(self) -> None:
        self.stack = QStackedWidget()
        self.stack.addWidget(self.start)
        self.stack.addWidget(self.page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tool_bar)
        column.addWidget(self.stack, 1)
        column.addWidget(self.status)
        self.setMinimumSize(720, 480)

    def _wire(self) -> None:
        self.start.open_files_wanted.connect(self.dialogs.open_files)
        self.start.open_folder_wanted.connect(self.dialogs.open_folder)
        self.start.demo_wanted.connect(self.dialogs.make_traffic)
        self.start.paths_dropped.connect(self.open_paths)
        self.start.case_wanted.connect(self.open_case)
        self.start.said.connect(self.status.show_activity)
        self.page.answered.connect(self._show_answer)
        self.page.steps.said.connect(self.status.show_activity)
        self.page.views.changed.connect(self.tool_bar.views.show_word)
        self.tool_bar.views.chosen.connect(self.page.views.show_view)
        self.page.problems_wanted.connect(self.dialogs.show_problems)
        self.page.views.said.connect(self.status.show_activity)
        self.page.detail.said.connect(self.status.show_activity)
        self.page.import_pane.stop_wanted.connect(self.importer.stop)
        self.page.import_pane.events_wanted.connect(lambda: self.page.show_import(False))
        self.page.import_pane.problems_wanted.connect(self.dialogs.show_problems)
        self.page.table.columns_wanted.connect(self.dialogs.choose_columns)
        self.page.table.layout_changed.connect(self._save_state)
        self.page.facets.folds_changed.connect(self._save_state)
        self.status.problems_wanted.connect(self.dialogs.show_problems)
        self.importer.started.connect(self._show_import)
        self.importer.progressed.connect(self._show_progress)
        self.importer.source_changed.connect(self.page.import_pane.show_source)
        self.importer.ended.connect(self._end_import)
        self.importer.failed.connect(self._fail_import)
        self.patterns.found.connect(self.page.ask)
        self.patterns.said.connect(self.status.show_activity)
        self.jobs.complained.connect(self.complain)
        self.jobs.crashed.connect(self._after_crash)
        self._refresh_timer.timeout.connect(self.page.refresh)
        theme().changed.connect(self._dress)

    def _handlers(self) -> dict[str, Callable[[], object]]:
        table, dialogs = self.page.table, self.dialogs
        return {
            "open_files": dialogs.open_files,
            "open_folder": dialogs.open_folder,
            "make_traffic": dialogs.make_traffic,
            "add_bundle": dialogs.add_bundle,
            "remove_bundle": dialogs.choose_bundle_to_remove,
            "show_problems": dialogs.show_problems,
            "close_case": self.close_case,
            "quit": self._quit,
            "copy_rows": self._copy_rows,
            "focus_filter": self.page.filter_bar.focus,
            "save_filter": self.page.menus.open_dialog,
            "saved_filters": self.page.menus.show_saved,
            "recent_filters": self.page.menus.show_recent,
            "undo_filter": lambda: self.page.filter_bar.step(-1),
            "redo_filter": lambda: self.page.filter_bar.step(1),
            "switch_filters": self.page.filter_bar.switch_all,
            "filter_as_text": self.page.filter_bar.toggle_text,
            "include_value": lambda: self._filter_by_value(False),
            "exclude_value": lambda: self._filter_by_value(True),
            "leave": self.page.leave,
            "next_event": lambda: table.step(1),
            "previous_event": lambda: table.step(-1),
            **{
                f"{word}_{kind}": partial(self.page.steps.step, kind, direction)
                for kind in KINDS
                for word, direction in (("next", 1), ("previous", -1))
            },
            **self.page.event_views.handlers(),
            "focus_list": self.page.focus_table,
            "focus_detail": self.page.detail.take_focus,
            "explain_event": lambda: self.page.detail.open_tab("explain"),
            "show_states": lambda: self.page.detail.open_tab("before-after"),
            "plan_undo": lambda: self.page.detail.open_tab("undo"),
            "focus_facets": self.page.focus_facets,
            **{f"theme_{name}": partial(self.use_theme, name) for name in CHOICES},
            "toggle_dark": lambda: self.use_theme("light" if theme().dark else "dark"),
            "zoom_in": lambda: self._zoom(1),
            "zoom_out": lambda: self._zoom(-1),
            "zoom_reset": self._reset_layout,
            **self.page.views.handlers(),
            "choose_columns": dialogs.choose_columns,
            "show_menu": self._show_menu,
            "show_manual": dialogs.show_manual,
            "show_actions": dialogs.show_actions,
            "show_shortcuts": dialogs.show_shortcuts,
            "show_about": dialogs.show_about,
        }

    # Opening and closing.

    def open_paths(self, paths: Sequence[Path]) -> None:
        """Open a case, or read bundles into the case beside them, which is made if it is not there."""
        paths = [Path(path) for path in paths]
        if not paths:
            return
        cases = [path for path in paths if path.suffix == SUFFIX]
        if cases:
            self.open_case(cases[0])
            return

        def work(_progress: Progress) -> tuple[OpenedCase, Path]:
            for path in paths:
                path.lstat()
            case = case_beside(paths, self.profile.case_folder())
            return _loaded(case, make=True), case

        def done(made: tuple[OpenedCase, Path]) -> None:
            opened, case = made
            self.show_case(opened)
            self.importer.start(paths, case)

        self.jobs.start("open", work, done=done, failed=self.complain)

    def open_case(self, path: Path) -> None:
        """Open a case file."""
        self.jobs.start("open", lambda _progress: _loaded(Path(path)), done=self.show_case, failed=self.complain)

    def add_paths(self, paths: Sequence[Path]) -> None:
        """Read more bundles into the open case."""
        opened = self.page.opened
        if opened is not None and paths:
            self.importer.start(paths, opened.case.path)

    def close_case(self) -> None:
        """Back to the start page; an import stops, what it read stays."""
        self.importer.stop()
        self.patterns.stop()
        self._refresh_timer.stop()
        self.page.close_case()
        self.zones.show_case(None)
        self._show_start()

    def _quit(self) -> None:
        self.close()

    def _show_start(self) -> None:
        self.start.show_recent(self.preferences.recent)
        self.stack.setCurrentWidget(self.start)
        self.tool_bar.show_case("")
        self.status.show_nothing()
        self.actions_.allow_case(False)
        self.start.take_focus()

    def show_case(self, opened: OpenedCase, redactor: Redactor | None = None) -> None:
        """Show a case whose columns are loaded, with names replaced if there is a redactor."""
        self.stack.setCurrentWidget(self.page)
        self.page.set_redactor(redactor)
        self.page.detail.copy_redactor = redactor or opened.redactor()
        self.tool_bar.show_case(opened.name if redactor is None else redactor.text(opened.name))
        self.actions_.allow_case(True)
        self.zones.show_case(opened.case)
        self.page.show_case(opened)
        self.status.show_problems(problem_count(opened.case.sources()))
        self.patterns.look(opened)
        self.page.views.look(opened)
        self._remember(opened)

    def _remember(self, opened: OpenedCase) -> None:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        recent = RecentCase(str(opened.case.path), opened.name, opened.table.size, now)
        self._prefer(recent=self.preferences.with_recent(recent).recent)

    def busy(self) -> bool:
        """Whether anything is under way that will change what is shown."""
        return any(self.jobs.busy(lane) for lane in LANES) or self.page.detail.busy()

    # Import.

    def _show_import(self, paths: list[Path]) -> None:
        self.page.show_import(True)
        self.page.import_pane.start(paths)
        self._refresh_timer.start()

    def _show_progress(self, done: int, total: int | None, note: str) -> None:
        self.page.import_pane.show_progress(done, total, self.page.events.rowCount())
        self.page.line.show_share(done / total if total else 0)
        self.status.show_activity(f"reading {note}" if note else "reading")

    def _end_import(self, imported: Imported | None) -> None:
        self._refresh_timer.stop()
        self.page.growing = False
        self.page.line.show_share(0)
        self.page.import_pane.finish(imported)
        self.page.reload()
        opened = self.page.opened
        if opened is None:
            return
        problems = problem_count(opened.case.sources())
        self.status.show_problems(problems)
        self.zones.look()
        self.patterns.look(opened)
        self.page.views.look(opened, first=True)
        self.status.show_activity("stopped, what was read is kept" if imported is None else "")

    def _fail_import(self, message: str) -> None:
        self._end_import(None)
        self.page.show_import(False)
        self.complain(message)

    def _after_crash(self, lane: str) -> None:
        if lane == "import":
            self._fail_import("The import stopped because of a fault in the program. What was read is kept.")
        elif lane == "events":
            self.page.filter_bar.show_busy(False)

    # What is said.

    def _show_answer(self, answer: Answer) -> None:
        self.status.show_answer(answer, self.page.growing)
        opened = self.page.opened
        if opened is not None and not self.page.growing:
            self._remember(opened)

    def complain(self, message: str) -> None:
        """Say what went wrong, over the window."""
        message_box(self, "scimviewer", message, icon="warning")

    def _copy_rows(self) -> None:
        copied = self.page.table.copy()
        if copied:
            replaced = ", names replaced" if self.page.redactor is not None else ""
            self.status.show_activity(f"{counted(copied, 'row')} copied{replaced}")

    def _filter_by_value(self, exclude: bool) -> None:
        if self.page.facets.hasFocus():
            self.page.facets.toggle_current(exclude)
        elif not self.page.table.filter_by_value(exclude):
            self.status.show_activity("This cell makes no filter; choose one with ← →.")

    # Look.

    def use_theme(self, name: str) -> None:
        """Switch the colours now and for the next start."""
        theme().use(name)
        self._prefer(theme=name)

    def _zoom(self, steps: int) -> None:
        theme().zoom_by(steps)
        self._prefer(zoom=theme().zoom)

    def _reset_layout(self) -> None:
        self._zoom(0)
        self.page.table.reset_columns()
        self.page.reset_layout()

    def _show_menu(self) -> None:
        self.tool_bar.menu_button.showMenu()

    def _dress(self) -> None:
        shown_colours(self, "window")
        self.actions_.dress()
        self.actions_.check("theme", f"theme_{theme().choice}")

    # What stays for the next start.

    def _prefer(self, **changes: Any) -> None:
        self.preferences = replace(self.preferences, **changes)
        self.profile.save(self.preferences)

    def _restore(self) -> None:
        state = self.profile.window_state()
        self.resize(*((state.width, state.height) if state.width and state.height else FIRST_SIZE))
        if state.columns:
            self.page.table.set_columns(state.columns, state.widths)
        if state.folded is not None:
            self.page.facets.set_folded(set(state.folded))
        self._dress()

    def _save_state(self) -> None:
        table = self.page.table
        columns, folded = tuple(table.columns()), tuple(sorted(self.page.facets.facets.folded))
        self.profile.save(
            WindowState(width=self.width(), height=self.height(), columns=columns, widths=table.widths(), folded=folded)
        )

    def closeEvent(self, event: QCloseEvent) -> None:
        self._save_state()
        self.importer.stop()
        self._refresh_timer.stop()
        self.jobs.close()
        super().closeEvent(event)

    # Dropping.

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event):
            event.acceptProposedAction()
            self.start.show_drag(len(_dropped(event)))

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.start.show_drag(0)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self.start.show_drag(0)
        event.acceptProposedAction()
        paths = _dropped(event)
        if self.page.opened is not None and not any(path.suffix == SUFFIX for path in paths):
            self.dialogs.ask_where(paths)
        else:
            self.open_paths(paths)


def _dropped(event: QDropEvent) -> list[Path]:
    """The local files and folders that are being dropped."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]


def _loaded(path: Path, make: bool = False) -> OpenedCase:
    """A case with its columns in memory."""
    opened = OpenedCase(Case.ready(path) if make else Case.open(path))
    opened.table.refresh()
    return opened
