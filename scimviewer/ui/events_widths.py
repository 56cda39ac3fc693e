"""How wide are the event table's columns, and which give way where there is too little room?"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QFontMetrics

from scimviewer.ui.events_columns import ShownColumn, heading
from scimviewer.ui.events_delegate import GUTTER, SIDE
from scimviewer.ui.theme import theme

# The sentence's width, and what is left of it before one has to scroll.
SENTENCE, LEAST_SENTENCE = 180, 110
GIVE_WAY = ("duration_ms", "method")
ROOM_FOR_TWO = 40


def wanted_width(column: ShownColumn, first: bool, with_date: bool) -> int:
    """The width of the longest text to expect, measured in the font in use."""
    px = theme().px
    if column.stretch:
        return px(SENTENCE)
    title = QFontMetrics(theme().font(11, 600)).horizontalAdvance(heading(column)) + px(14)
    sample = ("00-00 " if column.key == "time" and with_date else "") + column.sample
    text = QFontMetrics(theme().font(12, 500)).horizontalAdvance(sample)
    inside = {"resource": px(22), "status": px(32)}.get(column.key, 0)
    return max(title, text + inside) + 2 * px(SIDE) + (px(GUTTER - SIDE) if first else 0)


def fitted_widths(columns: Sequence[ShownColumn], room: int, with_date: bool) -> list[int]:
    """Widths that fill `room`; 0 for a column that gives way, ms first, then the method."""
    wanted = [wanted_width(column, number == 0, with_date) for number, column in enumerate(columns)]
    for key in GIVE_WAY:
        if sum(wanted) > room:
            wanted = [0 if column.key == key else width for column, width in zip(columns, wanted, strict=True)]
    spare = room - sum(wanted)
    shares = {"what": 0.5, "resource": 0.5} if spare > theme().px(ROOM_FOR_TWO) else {"what": 1.0}
    widths = []
    for column, width in zip(columns, wanted, strict=True):
        extra = int(max(0, spare) * shares.get(column.key, 0))
        if spare < 0 and column.stretch:
            extra = max(spare, theme().px(LEAST_SENTENCE) - width)
        widths.append(width + extra)
    return widths
