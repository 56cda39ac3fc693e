"""Which files does the case come from, and what is known of each?"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from scimviewer.store.case import Case
from scimviewer.ui.button import Button
from scimviewer.ui.events_columns import counted, grouped
from scimviewer.ui.pairs_view import PairsView
from scimviewer.ui.plain import PlainLabel
from scimviewer.ui.source_words import Source, format_words, sources_words, state
from scimviewer.ui.sources_list import SourcesList
from scimviewer.ui.theme import shown_colours, theme

COUNTS = ("records", "events", "left_out", "duplicates", "problems")
PLAIN = ("encoding", "first", "last", "sha256", "note")


class SourcesDialog(QDialog):
    """All sources at the left, the facts of the chosen one at the right."""

    said = Signal(str)
    problems_wanted = Signal(int)  # of this source

    def __init__(self, case: Case, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Files of the case")
        sources = case.sources()
        self.title = PlainLabel(counted(len(sources), "file"), px=15, weight=600)
        self.summary = PlainLabel(sources_words(sources), colour="t2", wrap=True)
        self.list = SourcesList("Files of the case")
        self.list.sources.set_sources(sources)
        self.facts = PairsView("Facts about the file", most_rows=16)
        self.problems = Button("Show what was not understood", icon_name="error-warning-line")
        self.close_button = Button("Close", kind="primary")
        self._lay_out()
        self.list.selectionModel().currentRowChanged.connect(lambda now, _before: self._show(now.row()))
        self.facts.copy_wanted.connect(self._copy)
        self.problems.clicked.connect(self._ask_problems)
        self.close_button.clicked.connect(self.accept)
        self._show(-1)
        if sources:
            self.list.setCurrentIndex(self.list.sources.index(0))
        self.resize(theme().size(900, 520))
        self.dress()
        theme().changed.connect(self.dress)

    def _lay_out(self) -> None:
        row, buttons = QHBoxLayout(), QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.list, 1)
        right = QVBoxLayout()
        right.addWidget(self.facts, 1)
        row.addLayout(right, 1)
        buttons.addWidget(self.problems)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addWidget(self.summary)
        column.addLayout(row, 1)
        column.addLayout(buttons)

    def _show(self, row: int) -> None:
        there = 0 <= row < len(self.list.sources.sources)
        source: Source = self.list.sources.sources[row] if there else {}
        self.facts.set_pairs(source_pairs(source) if there else ())
        self.problems.setVisible(bool(source.get("problems")))

    def _ask_problems(self) -> None:
        self.problems_wanted.emit(self.list.sources.sources[self.list.currentIndex().row()]["id"])

    def _copy(self, name: str, value: str) -> None:
        QGuiApplication.clipboard().setText(value)
        self.said.emit(f"Copied {name}.")

    def dress(self) -> None:
        """Take colours from the theme again."""
        shown_colours(self, "surface")


def source_pairs(source: Source) -> list[tuple[str, str]]:
    """What is known of a source, name and value, unknown values left away."""
    pairs = [("path", str(source.get("path") or "")), ("state", state(source)[2])]
    if source.get("format"):
        pairs.append(("format", format_words(source)))
    if source.get("bytes") is not None:
        pairs.append(("bytes", grouped(int(source["bytes"]))))
    pairs += [(name.replace("_", " "), grouped(int(source[name]))) for name in COUNTS if source.get(name)]
    return pairs + [(name, str(source[name])) for name in PLAIN if source.get(name)]
