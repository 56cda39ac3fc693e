"""Which test traffic is made: how much, with which faults, and where to?"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from scimviewer.demo.bundle import make_bundle
from scimviewer.demo.faults import FAULTS
from scimviewer.errors import UserError
from scimviewer.progress import Progress
from scimviewer.ui.button import Button
from scimviewer.ui.jobs import Jobs
from scimviewer.ui.plain import PlainLabel
from scimviewer.ui.theme import shown_colours, theme

LANE = "demo"
LEAST, USUAL, MOST = 300, 4000, 2_000_000


class DemoDialog(QDialog):
    """Size, seed, faults, folder; then the making, which can be stopped."""

    bundle_made = Signal(object)  # Path

    def __init__(self, jobs: Jobs, folder: Path | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.jobs = jobs
        self.setWindowTitle("Make test traffic")
        self.size_box, self.seed = QSpinBox(), QSpinBox()
        self.size_box.setRange(LEAST, MOST)
        self.size_box.setSingleStep(1000)
        self.size_box.setValue(USUAL)
        self.seed.setRange(1, 999_999)
        for box in (self.size_box, self.seed):
            # The style sheet leaves no room for their arrows; the arrow keys do the same.
            box.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.faults = {fault.name: QCheckBox(fault.title) for fault in FAULTS}
        self.folder = QLineEdit(str(folder or usual_folder()))
        self.browse = Button("Choose…", icon_name="folder-open-line")
        self.bar = QProgressBar(textVisible=False)
        self.trouble = PlainLabel("", colour="err", wrap=True)
        self.make = Button("Make and open", icon_name="test-tube-line", kind="primary")
        self.make.setDefault(True)
        self.leave = Button("Cancel")
        self._name_fields()
        self._lay_out()
        self.browse.clicked.connect(self._browse)
        self.make.clicked.connect(self._make)
        self.leave.clicked.connect(self.reject)
        self._show_busy(False)
        self.dress()
        theme().changed.connect(self.dress)

    def _name_fields(self) -> None:
        self.size_box.setAccessibleName("Requests")
        self.seed.setAccessibleName("Seed")
        self.folder.setAccessibleName("Folder")
        self.bar.setAccessibleName("Progress")

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignVCenter)
        place = QHBoxLayout()
        place.setSpacing(8)
        place.addWidget(self.folder, 1)
        place.addWidget(self.browse)
        for title, field in (("Requests, about", self.size_box), ("Seed", self.seed)):
            field.setFixedSize(theme().size(140, 28))
            form.addRow(PlainLabel(title, colour="t2"), field)
        form.addRow(PlainLabel("Folder", colour="t2"), place)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(PlainLabel("Made-up companies, with faults to look for", px=15, weight=600))
        about = "The same size, seed and faults give the same bundle. Nobody in it is real."
        column.addWidget(PlainLabel(about, colour="t2", wrap=True))
        column.addLayout(form)
        column.addWidget(PlainLabel("What goes wrong", px=12, weight=600, colour="t2"))
        for fault in FAULTS:
            self._add_fault(column, self.faults[fault.name], fault.sentence)
        column.addWidget(self.trouble)
        column.addWidget(self.bar)
        column.addStretch(1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.leave)
        buttons.addWidget(self.make)
        column.addLayout(buttons)
        width = theme().px(600)
        # Wrapped labels are as high as the width leaves them; the dialog would ask for less.
        self.resize(width, column.heightForWidth(width))

    def _add_fault(self, column: QVBoxLayout, box: QCheckBox, sentence: str) -> None:
        box.setChecked(True)
        box.setAccessibleDescription(sentence)
        words = PlainLabel(sentence, px=12, colour="t2", wrap=True)
        words.setContentsMargins(theme().px(22), 0, 0, 0)
        both = QVBoxLayout()
        both.setSpacing(0)
        both.addWidget(box)
        both.addWidget(words)
        column.addLayout(both)

    def chosen_faults(self) -> tuple[str, ...]:
        """The names of the faults that are ticked."""
        return tuple(name for name, box in self.faults.items() if box.isChecked())

    def _browse(self) -> None:
        dialog = QFileDialog(self, "Folder for the test traffic", self.folder.text())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.folder.setText)
        dialog.open()

    def _make(self) -> None:
        folder, size, seed = Path(self.folder.text()).expanduser(), self.size_box.value(), self.seed.value()
        faults = self.chosen_faults()

        def work(progress: Progress) -> Path:
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise UserError(f"The folder {folder} cannot be made: {error.strerror}.") from error
            return make_bundle(folder, size=size, seed=seed, faults=faults, progress=progress)

        self._show_busy(True)
        self.jobs.start(
            LANE, work, done=self._done, failed=self._fail, progressed=self._show_progress, stopped=self._stopped
        )

    def _show_busy(self, busy: bool) -> None:
        self.bar.setVisible(busy)
        self.bar.setRange(0, 0 if busy else 1000)
        self.trouble.setText("")
        for widget in (self.make, self.size_box, self.seed, self.folder, self.browse, *self.faults.values()):
            widget.setEnabled(not busy)
        self.leave.setText("Stop" if busy else "Cancel")

    def _show_progress(self, done: int, total: int | None, _note: str) -> None:
        if total:
            self.bar.setRange(0, 1000)
            self.bar.setValue(round(1000 * done / total))

    def _done(self, bundle: Path) -> None:
        self._show_busy(False)
        self.accept()
        self.bundle_made.emit(bundle)

    def _fail(self, message: str) -> None:
        self._show_busy(False)
        self.trouble.setText(message)

    def _stopped(self) -> None:
        self._show_busy(False)

    def reject(self) -> None:
        """Stop the making first; leave only when nothing is being made."""
        if self.jobs.busy(LANE):
            self.jobs.cancel(LANE)
        else:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.jobs.cancel(LANE)
        super().closeEvent(event)

    def dress(self) -> None:
        """Take colours from the theme again."""
        shown_colours(self, "surface")
        self.setMinimumWidth(theme().px(560))


def usual_folder() -> Path:
    """Where test traffic goes when nobody says where: a folder among the documents that is not there yet."""
    location = QStandardPaths.StandardLocation.DocumentsLocation
    documents = Path(QStandardPaths.writableLocation(location) or Path.home())
    folder, number = documents / "scimviewer test traffic", 1
    while folder.exists():
        number += 1
        folder = documents / f"scimviewer test traffic {number}"
    return folder
