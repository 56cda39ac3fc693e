"""Which dialogs does the window open, and what becomes of their answers?

Each dialog is imported when it is first asked for: the window is there sooner.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog, QFileDialog

from scimviewer.progress import Progress
from scimviewer.store.removing import remove_bundle
from scimviewer.ui.events_columns import counted
from scimviewer.ui.plain import message_box

if TYPE_CHECKING:
    from scimviewer.ui.main_window import MainWindow


class WindowDialogs(QObject):
    """Opens dialogs over the window; none of them makes the window wait."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window = window

    # Files.

    def open_files(self) -> None:
        """Ask which files to open."""
        self._ask_paths("Open files", QFileDialog.FileMode.ExistingFiles, self.window.open_paths)

    def open_folder(self) -> None:
        """Ask which folder to open."""
        self._ask_paths("Open folder", QFileDialog.FileMode.Directory, self.window.open_paths)

    def add_bundle(self) -> None:
        """Ask which files to read into the open case."""
        self._ask_paths("Add bundle to case", QFileDialog.FileMode.ExistingFiles, self.window.add_paths)

    def _ask_paths(self, title: str, mode: QFileDialog.FileMode, chosen: Callable[[Sequence[Path]], None]) -> None:
        dialog = QFileDialog(self.window, title)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(mode)
        dialog.filesSelected.connect(lambda names: chosen([Path(name) for name in names]))
        dialog.open()

    def ask_where(self, paths: Sequence[Path]) -> None:
        """A bundle was dropped on an open case: does it belong to the case, or is it a case of its own?"""

        def answered(label: str) -> None:
            if label == "Add to this case":
                self.window.add_paths(paths)
            elif label == "Open alone":
                self.window.open_paths(paths)

        message_box(
            self.window,
            "scimviewer",
            f"Add {counted(len(paths), 'item')} to the open case, or open alone?",
            icon="question",
            buttons=("Add to this case", "Open alone", "Cancel"),
            chosen=answered,
        )

    # The case.

    def choose_bundle_to_remove(self) -> None:
        """Ask which bundle leaves the case."""
        from scimviewer.ui.bundle_dialog import BundleDialog

        opened = self.window.page.opened
        if opened is None:
            return
        dialog = BundleDialog(opened.case.bundles(), self.window)
        dialog.removal_wanted.connect(self._confirm_removal)
        dialog.open()

    def _confirm_removal(self, bundle: dict[str, Any]) -> None:
        message_box(
            self.window,
            "Remove bundle",
            f"Remove “{bundle['name']}” with {counted(bundle['events'], 'event')} from the case?",
            icon="question",
            buttons=("Remove", "Keep"),
            chosen=lambda label: self._remove(bundle) if label == "Remove" else None,
        )

    def _remove(self, bundle: dict[str, Any]) -> None:
        window = self.window
        opened = window.page.opened
        if opened is None:
            return

        def work(_progress: Progress) -> int:
            return remove_bundle(opened.case, bundle["id"])

        def done(events: int) -> None:
            window.status.show_activity(f"{counted(events, 'event')} removed")
            window.page.reload()

        window.jobs.start("remove", work, done=done, failed=window.complain)

    def show_problems(self) -> None:
        """What could not be understood."""
        from scimviewer.ui.problems_dialog import ProblemsDialog

        opened = self.window.page.opened
        if opened is not None:
            self._show(ProblemsDialog(opened.case, redactor=self.window.page.redactor, parent=self.window))

    def make_traffic(self) -> None:
        """Ask for faults and size, make test traffic, open it."""
        from scimviewer.ui.demo_dialog import DemoDialog

        dialog = DemoDialog(self.window.jobs, parent=self.window)
        dialog.bundle_made.connect(lambda path: self.window.open_paths([Path(path)]))
        self._show(dialog)

    # The window.

    def choose_columns(self) -> None:
        """Which columns, in which order."""
        from scimviewer.ui.columns_dialog import ColumnsDialog

        dialog = ColumnsDialog(self.window.page.table.columns(), self.window)
        dialog.columns_chosen.connect(self.window.page.table.set_columns)
        self._show(dialog)

    def show_manual(self) -> None:
        """The manual."""
        from scimviewer.ui.manual_dialog import ManualDialog

        self._show(ManualDialog(parent=self.window))

    def show_actions(self) -> None:
        """Every action, by a part of its name."""
        from scimviewer.ui.palette_dialog import PaletteDialog

        self._show(PaletteDialog(self.window.actions_, self.window))

    def show_shortcuts(self) -> None:
        """Every key."""
        from scimviewer.ui.shortcuts_dialog import ShortcutsDialog

        self._show(ShortcutsDialog(self.window))

    def show_about(self) -> None:
        """Version, parts and licences."""
        from scimviewer.ui.about import about_text

        message_box(self.window, "About scimviewer", about_text())

    def _show(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
