"""What could not be understood, where does it stand, and how does it begin?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from scimviewer.store.case import Case
from scimviewer.ui.button import Button
from scimviewer.ui.events_columns import counted, grouped
from scimviewer.ui.json_text import JsonText
from scimviewer.ui.plain import PlainLabel, printable, tip_text
from scimviewer.ui.raw_view import record_text
from scimviewer.ui.theme import shown_colours, theme

if TYPE_CHECKING:
    from scimviewer.privacy.redaction import Redactor

Index = QModelIndex | QPersistentModelIndex
Problem = dict[str, Any]
TITLES = ("Where", "What", "It begins with")
HEAD_LIMIT = 300


class ProblemsModel(QAbstractTableModel):
    """Problems of a case, in the order of the import."""

    def __init__(self, problems: Sequence[Problem], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.problems = list(problems)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.problems)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(TITLES)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return TITLES[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid():
            return None
        problem = self.problems[index.row()]
        text = (where, what, head)[index.column()](problem)
        if role == Qt.ItemDataRole.DisplayRole:
            return printable(text, HEAD_LIMIT)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip_text(text)
        if role == Qt.ItemDataRole.FontRole:
            return theme().font(12, mono=index.column() == 2)
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == 2:
            return theme().colours.t2
        return None


class ProblemsDialog(QDialog):
    """A table of problems, the chosen one in full below it."""

    said = Signal(str)

    def __init__(
        self, case: Case, source_id: int | None = None, redactor: Redactor | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("What could not be understood")
        self.redactor = redactor  # applied to what is copied
        self.table = QTableView()
        self.problems_model = ProblemsModel(case.problems(source_id), self.table)
        self.words = PlainLabel(problems_words(self.problems_model.problems), px=15, weight=600, wrap=True)
        self.note = PlainLabel("", px=12, colour="t2", wrap=True)
        self.text = JsonText(wrap=True)
        self.text.setAccessibleName("The beginning of the record")
        self.copy = Button("Copy", icon_name="file-copy-line", key="Ctrl+C")
        self.copy_all = Button("Copy all")
        self.close_button = Button("Close", kind="primary")
        self._set_up_table()
        self._lay_out()
        self.table.selectionModel().currentRowChanged.connect(lambda current, _before: self._show(current.row()))
        self.copy.clicked.connect(lambda: self._copy([self.table.currentIndex().row()]))
        self.copy_all.clicked.connect(lambda: self._copy(range(self.problems_model.rowCount())))
        self.close_button.clicked.connect(self.accept)
        self.text.copy_wanted.connect(lambda *_: self._copy([self.table.currentIndex().row()]))
        self.table.installEventFilter(self)
        if self.problems_model.problems:
            self.table.selectRow(0)
        self.resize(theme().size(880, 560))
        self.dress()
        theme().changed.connect(self.dress)

    def _set_up_table(self) -> None:
        table = self.table
        table.setModel(self.problems_model)
        table.setAccessibleName("Problems")
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.setShowGrid(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.horizontalHeader().setStretchLastSection(True)
        table.horizontalHeader().setHighlightSections(False)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.copy)
        buttons.addWidget(self.copy_all)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        column.addWidget(self.words)
        column.addWidget(self.table, 3)
        column.addWidget(self.note)
        column.addWidget(self.text, 2)
        column.addLayout(buttons)

    def _show(self, row: int) -> None:
        if 0 <= row < len(self.problems_model.problems):
            problem = self.problems_model.problems[row]
            self.note.setText(f"{where(problem)}{_byte(problem)}: {what(problem)}")
            self.text.set_body(head(problem) or "")

    def _copy(self, rows: Sequence[int]) -> None:
        problems = [self.problems_model.problems[row] for row in rows if row >= 0]
        text = "".join(
            f"{where(one)}{_byte(one)}\t{what(one)}\t{printable(head(one), HEAD_LIMIT)}\n" for one in problems
        )
        QGuiApplication.clipboard().setText(self.redactor.text(text) if self.redactor else text)
        self.said.emit(f"Copied {counted(len(problems), 'problem')}.")

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
            if control and event.key() == Qt.Key.Key_C:
                self._copy(sorted({index.row() for index in self.table.selectionModel().selectedRows()}))
                return True
        return False

    def dress(self) -> None:
        """Take sizes and colours from the theme again."""
        shown_colours(self, "surface")
        self.table.verticalHeader().setDefaultSectionSize(theme().px(24))
        self.table.setColumnWidth(0, theme().px(220))
        self.table.setColumnWidth(1, theme().px(300))


def problems_words(problems: Sequence[Problem]) -> str:
    """How many records of how many files: "7 records of node2.jsonl could not be understood"."""
    if not problems:
        return "Everything was understood"
    sources = {str(problem["source"]) for problem in problems}
    of = next(iter(sources)) if len(sources) == 1 else counted(len(sources), "file")
    return f"{counted(len(problems), 'record')} of {of} could not be understood. They are kept as they stand."


def where(problem: Problem) -> str:
    """Source and line of a problem."""
    line = problem.get("line")
    return f"{problem['source']}:{line}" if line is not None else str(problem["source"])


def what(problem: Problem) -> str:
    """The sentence of a problem."""
    return str(problem["what"])


def head(problem: Problem) -> str:
    """How the record begins."""
    return record_text(problem.get("head") or b"")


def _byte(problem: Problem) -> str:
    return f", byte {grouped(problem['offset'])}" if problem.get("offset") is not None else ""
