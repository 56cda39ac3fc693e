"""What was the resource before an event and after it, attribute by attribute, and how is that known?"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from scimviewer.quirks.states import COMPUTED, OBSERVED, UNKNOWN
from scimviewer.ui.busy_ring import BUSY_AFTER_MS
from scimviewer.ui.button import Button
from scimviewer.ui.card import Card
from scimviewer.ui.event_page import Host, ShownEvent
from scimviewer.ui.event_states import Loading
from scimviewer.ui.event_told import told
from scimviewer.ui.events_columns import counted
from scimviewer.ui.message_view import MissingBody
from scimviewer.ui.message_words import STEP, Missing
from scimviewer.ui.moments import Moments, doubts, moments, own_moment
from scimviewer.ui.paragraph import Paragraph
from scimviewer.ui.plain import ElidedLabel, PlainLabel
from scimviewer.ui.states_delegate import StatesDelegate, StatesHeader
from scimviewer.ui.states_model import ROW, StatesModel
from scimviewer.ui.states_track import StatesTrack
from scimviewer.ui.tag import BASIS_WORDS, BasisTag
from scimviewer.ui.theme import shown_colours, theme

LANE, LIFE_LANE = "before-after", "life"
LOADING, MISSING, STATES = range(3)


class BeforeAfterPage(QStackedWidget):
    """Two states side by side. Arrows step through the life of the resource."""

    def __init__(self, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.host = host
        self.found: Moments | None = None
        self.at = 0
        self.missing = MissingBody()
        self.name = ElidedLabel("", weight=600)
        self.tally = ElidedLabel("", px=12, colour="t2")
        self.earlier = Button(icon_name="arrow-left-s-line", kind="icon", name="State before", key="Alt+Left")
        self.later = Button(icon_name="arrow-right-s-line", kind="icon", name="Next state", key="Alt+Right")
        self.event_link = Button("", kind="link")
        self.plan = Button("Rollback plan", icon_name="arrow-go-back-line")
        self.track = StatesTrack()
        self.model = StatesModel()
        self.table = QTableView()
        self.doubt_card = Card("Could be wrong if")
        self.doubt = Paragraph("", colour="t2")
        self.empty = PlainLabel("", colour="t2", wrap=True)
        self._later = QTimer(self, singleShot=True, interval=BUSY_AFTER_MS)
        self._later.timeout.connect(lambda: self.setCurrentIndex(LOADING))
        self._lay_out()
        self._wire()
        self.dress()
        theme().changed.connect(self.dress)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 8, 0)
        head.setSpacing(8)
        head.addWidget(self.name, 1)
        head.addWidget(self.tally, 1)
        for button in (self.earlier, self.event_link, self.later, self.plan):
            head.addWidget(button)
        self.doubt_card.column.addWidget(self.doubt)
        legend = QHBoxLayout()
        legend.setSpacing(8)
        self.legend_words = []
        for basis in (OBSERVED, COMPUTED, UNKNOWN):
            legend.addWidget(BasisTag(basis))
            words = ElidedLabel(BASIS_WORDS[basis], px=12, colour="t2")
            self.legend_words.append(words)
            legend.addWidget(words, len(BASIS_WORDS[basis]))
        legend.addStretch(1)
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 8, 16, 12)
        foot.setSpacing(8)
        foot.addWidget(self.empty)
        foot.addWidget(self.doubt_card)
        foot.addLayout(legend)
        self.sheet = QWidget()
        column = QVBoxLayout(self.sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.track)
        column.addWidget(self.table, 1)
        column.addLayout(foot)
        for page in (Loading(), self.missing, self.sheet):
            self.addWidget(page)
        self._set_up_table()

    def _set_up_table(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setItemDelegate(StatesDelegate(self.model, table))
        table.setShowGrid(False)
        table.setFrameShape(QTableView.Shape.NoFrame)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setTabKeyNavigation(False)
        table.setAccessibleName("Attributes before and after")
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.setHorizontalHeader(StatesHeader(table))

    def _wire(self) -> None:
        self.earlier.clicked.connect(lambda: self.step(-1))
        self.later.clicked.connect(lambda: self.step(1))
        self.track.chosen.connect(self._show)
        self.plan.clicked.connect(lambda: self.host.open_tab("undo"))
        self.event_link.clicked.connect(self._open_event)
        self.table.clicked.connect(self._toggle)
        self.table.activated.connect(self._toggle)
        for key, by in (("Alt+Left", -1), ("Alt+Right", 1)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self.step, by))

    # what is shown

    def show_event(self, event: ShownEvent) -> None:
        """Show the states around an event; the rest of the life follows when it is read."""
        if event.exchange is None:
            self._show_missing(STEP)
            return
        self._later.start()
        self.host.beside(
            LANE,
            lambda _progress: own_moment(event, told(event, event.redactor)),
            partial(self._fill, event),
            self._fail,
        )

    def _fail(self, message: str) -> None:
        self._show_missing(Missing("The states of this event are not known yet", message))

    def _show_missing(self, missing: Missing) -> None:
        self._later.stop()
        self.missing.show_missing(missing)
        self.setCurrentIndex(MISSING)

    def _fill(self, event: ShownEvent, found: Moments) -> None:
        self._show_life(found)
        if event.opened is not None:
            self.host.beside(LIFE_LANE, partial(moments, event), self._show_life)

    def _show_life(self, found: Moments) -> None:
        self._later.stop()
        self.found = found
        self.name.setText(found.name)
        self._show(found.at)
        self.setCurrentIndex(STATES)

    def step(self, by: int) -> None:
        """Go to the next state of the resource, or to the one before."""
        if self.found is not None and 0 <= self.at + by < len(self.found.all):
            self._show(self.at + by)

    def _show(self, at: int) -> None:
        found = self.found
        if found is None:
            return
        self.at = at
        one = found.all[at]
        self.tally.setText(f"{counted(len(found.all), 'state')}, {found.observed} observed")
        self.event_link.setText(f"event {one.event}" + (", this one" if at == found.at else ""))
        self.earlier.setEnabled(at > 0)
        self.later.setEnabled(at + 1 < len(found.all))
        self.track.show_moments(found, at)
        rows = one.rows
        self.model.set_rows(rows)
        self._span_fold()
        self.table.setVisible(bool(rows))
        self.empty.setText("" if rows else "This log tells nothing of the resource before or after this event.")
        self.empty.setVisible(not rows)
        self.doubt.set_runs("\n".join(f"·  {one}" for one in doubts(found, at)))
        if not self.model.unfolded and rows and all(row is None for row in self.model.shown):
            self._toggle_fold()  # there is nothing else to see

    def _open_event(self) -> None:
        if self.found is not None:
            self.host.open_event(self.found.all[self.at].event)

    def _toggle(self, index: QModelIndex) -> None:
        if index.data(ROW) is None:
            self._toggle_fold()

    def _toggle_fold(self) -> None:
        self.model.toggle()
        self._span_fold()

    def _span_fold(self) -> None:
        self.table.clearSpans()
        shown = self.model.shown
        if None in shown:
            self.table.setSpan(shown.index(None), 0, 1, self.model.columnCount())

    def focus_place(self) -> QWidget | None:
        """Where the keyboard goes."""
        return self.table if self.currentIndex() == STATES and self.table.isVisible() else None

    def full_height(self, width: int) -> int:
        """How high the page is where nothing is scrolled."""
        if self.currentIndex() != STATES:
            return theme().px(400)
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._fit_columns()
        table = self.table.verticalHeader().length() + self.table.horizontalHeader().height() + theme().px(8)
        layout = self.sheet.layout()
        assert layout is not None
        return layout.totalHeightForWidth(width) - self.table.sizeHint().height() + table

    # look

    def _fit_columns(self) -> None:
        width = max(1, self.table.viewport().width())
        first = max(theme().px(110), min(theme().px(260), round(width * 0.26)))
        self.table.setColumnWidth(0, first)
        self.table.setColumnWidth(1, (width - first) // 2)
        self.table.setColumnWidth(2, width - first - (width - first) // 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()
        wide = self.width() >= theme().px(700)
        for words in self.legend_words:
            words.setVisible(wide)
        self.tally.setVisible(wide)

    def dress(self) -> None:
        """Take colours from the theme again."""
        for widget in (self.missing, self.sheet):
            shown_colours(widget, "surface")
