"""What stands in place of the table when there is nothing to show, and how does one get out?"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from scimviewer.query.ways import Way
from scimviewer.ui.button import Button
from scimviewer.ui.chip import Chip, ChipFace
from scimviewer.ui.chip_faces import Hide, as_it_is, chips, face
from scimviewer.ui.events_columns import counted
from scimviewer.ui.icons import pixmap
from scimviewer.ui.plain import PlainLabel
from scimviewer.ui.theme import shown_colours, theme


class EmptyPane(QWidget):
    """A picture, a sentence that says what is so, a second one, and the ways out with their numbers."""

    off_wanted = Signal(str)  # the text of a term that is to be switched off
    problems_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = "search-line"
        self.hide_names: Hide = as_it_is  # how names are shown
        self.picture = PlainLabel()
        self.title = PlainLabel(px=15, weight=600, wrap=True)
        self.meaning = PlainLabel(colour="t2", wrap=True)
        self.ways = QWidget()
        self._grid = QGridLayout(self.ways)
        self.problems = Button("Show the problems", icon_name="error-warning-line")
        self.problems.clicked.connect(self.problems_wanted)
        for label in (self.picture, self.title, self.meaning):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.addStretch(2)
        for widget in (self.picture, self.title, self.meaning):
            column.addWidget(widget)
        for centred in (self.ways, self.problems):
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(centred)
            row.addStretch(1)
            column.addLayout(row)
        column.addStretch(3)
        theme().changed.connect(self.dress)
        self.dress()

    def dress(self) -> None:
        """Take colours from the theme again."""
        shown_colours(self, "surface")
        size = theme().px(24)
        self.picture.setPixmap(pixmap(self._icon, theme().colours.t2, size, self.devicePixelRatioF()))

    def show_no_match(self, ways: Sequence[Way]) -> None:
        """Nothing matches; `ways` say how many events there would be without each term."""
        several = len(ways) > 1
        every = "both" if len(ways) == 2 else f"all {len(ways)}"
        title = f"No event matches {every} filters" if several else "No event matches the filter"
        alone = several and all(way.found for way in ways)
        meaning = "Each leaves something without the other; together they leave nothing." if alone else ""
        self._say("search-line", title, meaning)
        self._show_ways(ways)
        self.problems.setVisible(False)

    def show_no_events(self, sources: int, problems: int, left_out: int) -> None:
        """The case holds no events; say what was read instead."""
        meaning = f"{counted(sources, 'file')} read"
        if left_out:
            meaning += f", {counted(left_out, 'record')} left out as not about provisioning"
        self._say("file-text-line", "No events in this case", meaning + ".")
        self._show_ways(())
        self.problems.setText(f"Show {counted(problems, 'problem')}")
        self.problems.setVisible(problems > 0)

    def _say(self, icon_name: str, title: str, meaning: str) -> None:
        self._icon = icon_name
        self.title.setText(title)
        self.meaning.setText(meaning)
        self.meaning.setVisible(bool(meaning))
        self.dress()

    def _show_ways(self, ways: Sequence[Way]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for line, way in enumerate(ways):
            shown = chips(way.term)
            looks = face(shown[0], self.hide_names) if shown else ChipFace(self.hide_names(None, way.term))
            chip = Chip(looks, deeds=("toggle",))
            chip.wanted.connect(lambda deed, way=way: self._hear(deed, way.term))
            button = Button("Turn off", kind="link", name=f"Turn off {looks.spoken()}")
            button.clicked.connect(lambda _on=False, way=way: self.off_wanted.emit(way.term))
            without = PlainLabel(f"without it {counted(way.found, 'event')}", px=12, colour="t2" if way.found else "t3")
            self._grid.addWidget(chip, line, 0, Qt.AlignmentFlag.AlignRight)
            self._grid.addWidget(without, line, 1)
            self._grid.addWidget(button, line, 2, Qt.AlignmentFlag.AlignLeft)
        self._grid.setHorizontalSpacing(theme().px(12))
        self.ways.setVisible(bool(ways))

    def _hear(self, deed: str, term: str) -> None:
        if deed in ("toggle", "remove"):
            self.off_wanted.emit(term)

    def texts(self) -> list[str]:
        """What is on the screen."""
        return [label.text() for label in self.findChildren(PlainLabel) if not label.isHidden() and label.text()]
