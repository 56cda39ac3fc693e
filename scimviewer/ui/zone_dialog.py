"""In which time zone did the customer's clocks run?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from scimviewer.errors import UserError
from scimviewer.ui.button import Button
from scimviewer.ui.events_columns import counted
from scimviewer.ui.plain import PlainLabel, printable
from scimviewer.ui.theme import theme
from scimviewer.zones import named, offered

ASSUMED = (
    "The log gives times without a zone. They are read as UTC until you say where its clocks ran; "
    "nothing of the evidence changes."
)
MOST_LINES = 5


class ZoneDialog(QDialog):
    """A place or an offset, found by typing; for sources without a zone also which of them it is for."""

    chosen = Signal(str, list)  # the zone's name, ids of the sources

    def __init__(self, sources: Sequence[dict[str, Any]] = (), zone: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Zone of the log's clocks" if sources else "The customer's time zone")
        self.sources = QListWidget()
        self.sources.setAccessibleName("Files without a zone")
        for source in sources:
            self._add_source(source)
        self.search = QLineEdit()
        self.search.setAccessibleName("Zone")
        self.search.setPlaceholderText("Berlin, +02:00, UTC …")
        self.places = QListWidget()
        self.places.setAccessibleName("Zones")
        self.wrong = PlainLabel(px=12, colour="err", wrap=True)
        self.wrong.setVisible(False)
        self.done_button = Button("Use this zone", kind="primary")
        self._lay_out(bool(sources))
        self.search.textChanged.connect(self._seek)
        self.search.returnPressed.connect(self._choose)
        self.search.installEventFilter(self)
        self.places.itemActivated.connect(lambda _item: self._choose())
        self.sources.itemChanged.connect(lambda _item: self._show_button())
        self.done_button.clicked.connect(self._choose)
        self._seek("")
        self._show_button()
        self._point_at(zone)
        self.search.setFocus()

    def _add_source(self, source: dict[str, Any]) -> None:
        times = f"{source['first'] or 'no time'} – {source['last'] or ''}".removesuffix(" – ")
        item = QListWidgetItem(printable(f"{source['path']}   {times}", 300))
        item.setData(Qt.ItemDataRole.UserRole, source["id"])
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked)
        self.sources.addItem(item)

    def _lay_out(self, with_sources: bool) -> None:
        px = theme().px
        column = QVBoxLayout(self)
        column.setContentsMargins(*[px(16)] * 4)
        column.setSpacing(px(12))
        if with_sources:
            column.addWidget(PlainLabel(ASSUMED, colour="t2", wrap=True))
            self.sources.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.sources.setFixedHeight(px(22) * min(MOST_LINES, self.sources.count()) + px(8))
            column.addWidget(self.sources)
        else:
            column.addWidget(PlainLabel("Times are shown as clocks there told them.", colour="t2"))
            self.sources.hide()
        for widget in (self.search, self.places, self.wrong):
            column.addWidget(widget)
        row = QHBoxLayout()
        row.addStretch(1)
        cancel = Button("Later" if with_sources else "Cancel")
        cancel.clicked.connect(self.reject)
        row.addWidget(cancel)
        row.addWidget(self.done_button)
        column.addLayout(row)
        self.resize(theme().size(460, 480))

    def checked(self) -> list[int]:
        """The sources that the zone is for."""
        items = [self.sources.item(row) for row in range(self.sources.count())]
        return [one.data(Qt.ItemDataRole.UserRole) for one in items if one.checkState() == Qt.CheckState.Checked]

    def _show_button(self) -> None:
        count = self.sources.count()
        if count:
            self.done_button.setText(f"Use for {counted(len(self.checked()), 'file')}")
            self.done_button.setEnabled(bool(self.checked()))
            self.done_button.updateGeometry()

    def _seek(self, typed: str) -> None:
        self.wrong.setVisible(False)
        wanted = typed.strip().replace(" ", "_").casefold()
        self.places.clear()
        self.places.addItems([name for name in offered() if wanted in name.casefold()])
        self.places.setCurrentRow(0)

    def _point_at(self, zone: str) -> None:
        found = self.places.findItems(zone, Qt.MatchFlag.MatchFixedString) if zone else []
        if found:
            self.places.setCurrentItem(found[0])
            self.places.scrollToItem(found[0])

    def zone(self) -> str:
        """What is typed where that is a zone, else the place that is chosen in the list."""
        try:
            return named(self.search.text())
        except UserError:
            item = self.places.currentItem()
            if item is None:
                raise
            return item.text()

    def _choose(self) -> None:
        try:
            zone = self.zone()
        except UserError as error:
            self.wrong.setText(str(error))
            self.wrong.setVisible(True)
            return
        self.chosen.emit(zone, self.checked())
        self.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows in the search field walk over the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None and self.places.count():
                self.places.setCurrentRow((self.places.currentRow() + step) % self.places.count())
                return True
        return super().eventFilter(watched, event)
