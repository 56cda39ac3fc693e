"""How far is the reading of a bundle, and what came of it?"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from scimviewer.store.imported import Imported
from scimviewer.ui.button import Button
from scimviewer.ui.events_columns import counted, grouped
from scimviewer.ui.plain import ElidedLabel, PlainLabel
from scimviewer.ui.source_words import left_words, secrets_words, size_words, sources_words
from scimviewer.ui.sources_list import SourcesList
from scimviewer.ui.theme import shown_colours, theme

# Before that much is read nobody knows how long it will take.
KNOWN_AFTER_S = 1.0
KEEPS = "You can already filter and read. Stopping keeps what is loaded."


class ImportPane(QWidget):
    """Stands where the detail stands while a bundle is read, and afterwards until it is closed."""

    stop_wanted = Signal()
    events_wanted = Signal()  # the reading is over, show the events
    problems_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = ElidedLabel("Reading the bundle", px=15, weight=600, mode=Qt.TextElideMode.ElideMiddle)
        self.stop = Button("Stop", icon_name="stop-circle-line")
        self.done = Button("Show events", icon_name="table-line", kind="primary")
        self.problems = Button("Show what was not understood", icon_name="error-warning-line")
        self.share = PlainLabel("", px=26, weight=600)
        self.amount = ElidedLabel("")
        self.speed = ElidedLabel("", colour="t2")
        self.bar = QProgressBar(textVisible=False)
        self.bar.setRange(0, 1000)
        self.bar.setAccessibleName("Share of the bundle that is read")
        self.keeps = PlainLabel(KEEPS, px=12, colour="t2", wrap=True)
        self.masked = PlainLabel("", colour="medium", wrap=True)
        self.count = PlainLabel("", weight=600)
        self.summary = ElidedLabel("", px=12, colour="t2")
        self.sources = SourcesList()
        self._began = time.monotonic()
        self._lay_out()
        self.stop.clicked.connect(self._stop)
        self.done.clicked.connect(self.events_wanted)
        self.problems.clicked.connect(self.problems_wanted)
        self.dress()
        theme().changed.connect(self.dress)

    def _lay_out(self) -> None:
        head, numbers, files, buttons = QHBoxLayout(), QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.stop)
        head.addWidget(self.done)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.amount)
        words.addWidget(self.speed)
        numbers.setSpacing(16)
        numbers.addWidget(self.share)
        numbers.addLayout(words, 1)
        buttons.addWidget(self.problems)
        buttons.addStretch(1)
        files.setSpacing(12)
        files.addWidget(self.count)
        files.addWidget(self.summary, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 16, 8)
        column.setSpacing(10)
        for part in (head, numbers):
            column.addLayout(part)
        for widget in (self.bar, self.keeps, self.masked):
            column.addWidget(widget)
        self.masked.setContentsMargins(10, 8, 10, 8)
        column.addLayout(buttons)
        column.addSpacing(4)
        column.addLayout(files)
        column.addWidget(self.sources, 1)

    def start(self, paths: Sequence[Path]) -> None:
        """A bundle begins to be read."""
        names = [Path(path).name for path in paths]
        self._began = time.monotonic()
        self.sources.sources.set_sources(())
        self.title.setText(f"Reading {names[0]}" if len(names) == 1 else f"Reading {counted(len(names), 'file')}")
        self.keeps.setText(KEEPS)
        self._show_state(running=True)
        self.show_progress(0, None, 0)
        self._count()

    def show_progress(self, done: int, total: int | None, events: int) -> None:
        """So many bytes of so many are read, so many events were found."""
        taken = time.monotonic() - self._began
        share = min(1.0, done / total) if total else 0.0
        self.share.setText(f"{int(share * 100)} %")
        self.bar.setValue(round(share * 1000))
        amount = f"{size_words(done)} of {size_words(total)}" if total else size_words(done)
        self.amount.setText(f"{amount}, {counted(events, 'event')}")
        self.speed.setText(speed_words(done, total, events, taken))

    def show_source(self, source: Mapping[str, Any]) -> None:
        """A source began, grew or ended; the keys are those of a case's sources."""
        self.sources.sources.show_source(source)
        self._count()

    def finish(self, imported: Imported | None) -> None:
        """The reading is over; None where it was stopped."""
        self._show_state(running=False)
        self._count()
        if imported is None:
            self.title.setText("Stopped")
            self.keeps.setText("What was loaded is kept. Open the bundle again to read the rest.")
            return
        self.title.setText("The bundle is read")
        self.share.setText("100 %")
        self.bar.setValue(1000)
        self.amount.setText(f"{counted(imported.added, 'event')} from {counted(len(imported.sources), 'file')}")
        self.speed.setText(f"{size_words(imported.bytes)} in {imported.seconds:.1f} s")
        self.keeps.setText(left_out_words(imported))
        self.keeps.setVisible(bool(self.keeps.text()))
        self.masked.setText(secrets_words(imported.secrets))
        self.masked.setVisible(bool(self.masked.text()))
        self.problems.setVisible(imported.problems > 0)

    def _show_state(self, running: bool) -> None:
        self.stop.setVisible(running)
        self.stop.setEnabled(True)
        self.done.setVisible(not running)
        self.keeps.setVisible(True)
        self.masked.hide()
        self.problems.hide()

    def _stop(self) -> None:
        self.stop.setEnabled(False)
        self.title.setText("Stopping")
        self.stop_wanted.emit()

    def _count(self) -> None:
        sources = self.sources.sources.sources
        self.count.setText(counted(len(sources), "file"))
        self.summary.setText(sources_words(sources))

    def dress(self) -> None:
        """Take colours from the theme again."""
        shown_colours(self, "surface")
        shown_colours(self.masked, "medium_bg", "medium")


def speed_words(done: int, total: int | None, events: int, seconds: float) -> str:
    """How fast it goes and how long it will take: "11 900 events a second, about 2 s left"."""
    if seconds < KNOWN_AFTER_S or not done:
        return ""
    rate = round(events / seconds)
    speed = f"{grouped(rate)} events a second" if rate else f"{size_words(done / seconds)} a second"
    left = left_words((total - done) * seconds / done) if total and done < total else ""
    return ", ".join(filter(None, (speed, left)))


def left_out_words(imported: Imported) -> str:
    """What was in the bundle and is not among the events."""
    parts = []
    if imported.problems:
        parts.append(f"{counted(imported.problems, 'record')} could not be understood.")
    if imported.left_out:
        parts.append(f"{counted(imported.left_out, 'record')} left out: not about a request.")
    if imported.duplicates:
        parts.append(f"{counted(imported.duplicates, 'record')} told twice.")
    return " ".join(parts)
