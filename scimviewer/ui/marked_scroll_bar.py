"""Where in a long list do failures and hits lie? Ticks on the scroll bar, however many rows there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollBar, QWidget

from scimviewer.ui.theme import mix, theme

Rows = NDArray[np.int64]
TICK = 2  # high, so that one row among a million is seen
SIDE = 5  # wide
# A line of pixels in which few of many rows are marked is paler, but never too pale to see.
PALEST = 0.55


@dataclass(frozen=True)
class Marks:
    """Rows of one kind: at which side of the groove they stand, in which colour."""

    rows: Rows
    colour: str
    right: bool = False


def tick_shares(rows: Rows, total: int, pixels: int) -> NDArray[np.float64]:
    """For each line of pixels, how many of its rows are marked: 0 to 1."""
    if pixels <= 0 or total <= 0 or not len(rows):
        return np.zeros(max(0, pixels))
    lines = np.minimum(rows * pixels // total, pixels - 1)
    marked = np.bincount(lines, minlength=pixels)
    shares: NDArray[np.float64] = np.minimum(1.0, marked / max(1.0, total / pixels))
    return shares


class MarkedScrollBar(QScrollBar):
    """A vertical scroll bar with ticks over its groove: failures left, hits right, the chosen row across."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.marks: tuple[Marks, ...] = ()
        self.total = 0
        self.current = -1
        self._shares: list[NDArray[np.float64]] = []
        self._height = -1

    def show_marks(self, marks: Sequence[Marks], total: int) -> None:
        """Show these marks over a list of so many rows."""
        self.marks, self.total, self._height = tuple(marks), total, -1
        self.update()

    def show_current(self, row: int) -> None:
        """Show where the chosen row is, -1 for none."""
        if row != self.current:
            self.current = row
            self.update()

    def ticks(self, number: int) -> list[int]:
        """The lines of pixels at which marks of a kind are painted, from the top."""
        self._measure()
        return np.flatnonzero(self._shares[number]).tolist()

    def _measure(self) -> None:
        # Worked out once for a height: a million rows become a few hundred lines of pixels.
        if self._height != self.height():
            self._height = self.height()
            self._shares = [tick_shares(kind.rows, self.total, self._height) for kind in self.marks]

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self._measure()
        painter = QPainter(self)
        for kind, shares in zip(self.marks, self._shares, strict=True):
            self._paint_kind(painter, kind, shares)
        if 0 <= self.current < self.total:
            top = min(self.height() - TICK, self.current * self.height() // self.total)
            painter.fillRect(QRect(0, top, self.width(), TICK), theme().colours.accent)
        painter.end()

    def _paint_kind(self, painter: QPainter, kind: Marks, shares: NDArray[np.float64]) -> None:
        width = theme().px(SIDE)
        left = self.width() - width if kind.right else 0
        full, ground = theme().colours.named(kind.colour), theme().colours.surface
        shades: dict[int, QColor] = {}
        for line in np.flatnonzero(shares).tolist():
            step = round(4 * float(shares[line]))
            colour = shades.setdefault(step, mix(ground, full, PALEST + (1 - PALEST) * step / 4))
            painter.fillRect(left, line, width, TICK, colour)
