"""What does somebody see who has opened nothing yet?"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from scimviewer.ui.ask_card import AskCard
from scimviewer.ui.card import Card
from scimviewer.ui.drop_zone import DropZone
from scimviewer.ui.icons import pixmap
from scimviewer.ui.plain import PlainLabel
from scimviewer.ui.recent_cases import RecentCases
from scimviewer.ui.settings import RecentCase
from scimviewer.ui.theme import shown_colours, theme

TWO_COLUMNS = 980  # narrower windows have the cards below the drop zone
WIDEST = 1240
# Picture, word, sentence: only what is so today.
PROMISES = (
    ("wifi-off-line", "Stays here", "There is no network code in the program."),
    ("fingerprint-line", "Evidence", "Files are hashed, records kept as they stand."),
    ("lock-2-line", "No secrets", "Passwords and tokens are removed on reading."),
)


class StartPage(QScrollArea):
    """One question, one place to drop, and what to do otherwise."""

    open_files_wanted = Signal()
    open_folder_wanted = Signal()
    demo_wanted = Signal()
    case_wanted = Signal(object)  # Path
    paths_dropped = Signal(list)  # of Path
    said = Signal(str)  # for the status bar

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.question = PlainLabel("What did the customer send?", px=26, weight=600)
        self.zone = DropZone()
        self.recent = RecentCases()
        self.recent_card = Card("Recent cases")
        self.recent_card.column.setContentsMargins(8, 14, 8, 8)
        self.recent_card.title.setContentsMargins(12, 0, 0, 0)
        self.recent_card.column.addWidget(self.recent)
        self.ask = AskCard()
        self._promises = [Promise(*promise) for promise in PROMISES]
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()
        self._wire()
        self.show_recent(())
        self.dress()
        theme().changed.connect(self.dress)

    def _lay_out(self) -> None:
        left, right, promises = QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        left.setSpacing(20)
        left.addWidget(self.question)
        left.addWidget(self.zone, 1)
        for promise in self._promises:
            promises.addWidget(promise, 1)
        promises.setSpacing(16)
        left.addLayout(promises)
        right.setSpacing(12)
        right.addSpacing(8)
        right.addWidget(self.recent_card)
        right.addWidget(self.ask)
        right.addStretch(1)
        self._columns.setSpacing(40)
        self._columns.addLayout(left, 17)
        self._columns.addLayout(right, 11)
        sheet = QWidget()
        sheet.setMaximumWidth(WIDEST)
        around = QVBoxLayout(sheet)
        around.setContentsMargins(32, 32, 32, 24)
        around.addLayout(self._columns, 8)
        around.addStretch(1)
        self.middle = QWidget()
        row = QHBoxLayout(self.middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(sheet, 100)
        row.addStretch(1)
        self.setWidget(self.middle)

    def _wire(self) -> None:
        self.zone.open_files_wanted.connect(self.open_files_wanted)
        self.zone.open_folder_wanted.connect(self.open_folder_wanted)
        self.zone.demo_wanted.connect(self.demo_wanted)
        self.zone.paths_dropped.connect(self.paths_dropped)
        self.recent.case_chosen.connect(self.case_wanted)
        self.ask.said.connect(self.said)

    def show_recent(self, cases: Sequence[RecentCase]) -> None:
        """Show the cases that were open lately; without any the card is not there."""
        self.recent.set_cases(cases)
        self.recent_card.setVisible(bool(cases))

    def show_drag(self, count: int) -> None:
        """Say that so many files are held over the window; 0 when they are gone."""
        self.zone.show_drag(count)

    def take_focus(self) -> None:
        """Put the keyboard on the most likely thing to do."""
        (self.recent if self.recent.cases.cases else self.zone.files).setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= theme().px(TWO_COLUMNS)
        direction = QBoxLayout.Direction
        self._columns.setDirection(direction.LeftToRight if wide else direction.TopToBottom)

    def dress(self) -> None:
        """Take colours from the theme again."""
        for widget in (self, self.viewport()):
            shown_colours(widget, "window")
        self.middle.setAutoFillBackground(False)


class Promise(QWidget):
    """A picture, a word and a short sentence."""

    def __init__(self, icon_name: str, title: str, sentence: str) -> None:
        super().__init__()
        self.icon_name = icon_name
        self.picture = PlainLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.picture)
        column.addStretch(1)
        row.addLayout(column)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(PlainLabel(title, weight=600))
        words.addWidget(PlainLabel(sentence, px=12, colour="t2", wrap=True))
        words.addStretch(1)
        row.addLayout(words, 1)
        self.dress()
        theme().changed.connect(self.dress)

    def dress(self) -> None:
        """Take the picture in the theme's colour again."""
        shown = pixmap(self.icon_name, theme().colours.t2, theme().px(18), self.devicePixelRatioF())
        self.picture.setPixmap(shown)
