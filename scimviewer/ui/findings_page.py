"""What matters in this case, the most severe first, each with its proof beside it?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QSplitter, QVBoxLayout, QWidget

from scimviewer.errors import UserError
from scimviewer.store.judgements import judge, take_back
from scimviewer.ui.events_columns import counted
from scimviewer.ui.finding_pane import FindingPane
from scimviewer.ui.finding_watch import FindingWatch, Looked, Shown
from scimviewer.ui.findings_list import FindingsDelegate, FindingsModel
from scimviewer.ui.opened_case import OpenedCase
from scimviewer.ui.plain import PlainLabel
from scimviewer.ui.segmented import Segmented
from scimviewer.ui.theme import shown_colours, theme

if TYPE_CHECKING:
    from scimviewer.privacy.redaction import Redactor

ALL, SEVERE, JUDGED = "All", "High and up", "Judged"
LOUD = ("critical", "high")
LIST_WIDTH = 560


class FindingsPage(QWidget):
    """Left the list, right the chosen finding. The list keeps the chosen one while more are found."""

    events_wanted = Signal(str)
    event_wanted = Signal(str, int)
    said = Signal(str)

    def __init__(self, watch: FindingWatch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.watch = watch
        self.opened: OpenedCase | None = None
        self.redactor: Redactor | None = None
        self.looked = Looked()
        self._wanted = ""  # the finding that somebody chose; until then it is the first
        self._showing = False
        self.title = PlainLabel("Findings", px=20, weight=600)
        self.choice = Segmented((ALL, SEVERE, JUDGED), "Findings")
        self.model = FindingsModel(self)
        self.list = QListView()
        self.told = PlainLabel(px=12, colour="t2", wrap=True)
        self.pane = FindingPane()
        self._lay_out()
        self.choice.chosen.connect(lambda _word: self._show())
        self.list.selectionModel().currentChanged.connect(self._choose)
        self.list.activated.connect(lambda _index: self.pane.show_button.click())
        self.pane.events_wanted.connect(self.events_wanted)
        self.pane.event_wanted.connect(self.event_wanted)
        self.pane.said.connect(self.said)
        self.pane.judged.connect(self.judge)
        watch.found.connect(self.show_looked)
        theme().changed.connect(self.dress)
        self.dress()

    def _lay_out(self) -> None:
        self.list.setModel(self.model)
        self.list.setItemDelegate(FindingsDelegate(self.list))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setProperty("own_ring", True)
        self.list.setAccessibleName("Findings")
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 16, 10)
        head.addWidget(self.title, 1)
        head.addWidget(self.choice)
        self.told.setContentsMargins(16, 12, 16, 16)
        self.left = QWidget()
        column = QVBoxLayout(self.left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        column.addWidget(self.told)
        self.left.setMinimumWidth(320)
        self.pane.setMinimumWidth(360)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.left)
        splitter.addWidget(self.pane)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(1)
        splitter.setSizes([LIST_WIDTH, LIST_WIDTH + 160])
        splitter.setStretchFactor(1, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(splitter)

    def dress(self) -> None:
        """Take colours from the theme again."""
        shown_colours(self.left, "surface")
        shown_colours(self, "window")
        self.list.doItemsLayout()

    def show_case(self, opened: OpenedCase | None) -> None:
        """Show the findings of this case as they come."""
        self.opened = opened

    def set_redactor(self, redactor: Redactor | None) -> None:
        """Show names replaced, or as they are."""
        self.redactor = redactor
        self.model.redactor = redactor
        self.pane.show_nothing()
        self._show()

    def show_looked(self, looked: Looked) -> None:
        """Show what was found so far."""
        self.looked = looked
        self._show()

    def current(self) -> Shown | None:
        """The chosen finding."""
        row = self.list.currentIndex().row()
        return self.model.shown[row] if 0 <= row < len(self.model.shown) else None

    def step(self, by: int) -> bool:
        """Choose the next (+1) or previous (-1) finding; False where there is none."""
        row = self.list.currentIndex().row() + by if self.current() else 0
        if 0 <= row < len(self.model.shown):
            self._go_to(row)
            return True
        return False

    def choose(self, key: str) -> None:
        """Choose a finding, whatever the list is limited to."""
        self.choice.choose(ALL)
        for row, one in enumerate(self.model.shown):
            if one.key == key:
                self._go_to(row)

    def take_focus(self) -> None:
        """Put the keyboard on the list."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def judge(self, key: str, verdict: str, note: str) -> None:
        """Keep in the case what is thought of a finding; "" takes it back."""
        if self.opened is None:
            return
        try:
            if verdict:
                judge(self.opened.case, key, verdict, note)
            else:
                take_back(self.opened.case, key)
        except UserError as error:
            self.said.emit(str(error))
            return
        self.watch.judge_again()

    def _show(self) -> None:
        word, self._showing = self.choice.current, True
        chosen = tuple(
            one
            for one in self.looked.shown
            if word == ALL
            or (word == SEVERE and one.finding.severity in LOUD and one.judgement is None)
            or (word == JUDGED and one.judgement is not None)
        )
        self.model.show_findings(chosen)
        self.told.setText(self._words())
        places = [n for n, one in enumerate(chosen) if one.key == self._wanted]
        if chosen:
            self._go_to(places[0] if places else 0)
        else:
            self.pane.show_nothing()
        self._showing = False

    def _words(self) -> str:
        looked = self.looked
        if not looked.rules:
            return "Looking for findings."
        if not looked.complete:
            return f"{counted(looked.rules, 'rule')} are being asked about {counted(looked.events, 'event')}."
        silent = "none found anything" if looked.silent == looked.rules else f"{looked.silent} found nothing"
        return f"{counted(looked.rules, 'rule')} ran on {counted(looked.events, 'event')}; {silent}."

    def _go_to(self, row: int) -> None:
        index = self.model.index(row)
        self.list.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.list.scrollTo(index)

    def _choose(self, current: QModelIndex, _previous: QModelIndex) -> None:
        one = self.current() if current.isValid() else None
        if one is not None and not self._showing:
            self._wanted = one.key
        if one is not None and self.opened is not None and one != self.pane.shown:
            self.pane.show_finding(self.opened, one, self.redactor)
