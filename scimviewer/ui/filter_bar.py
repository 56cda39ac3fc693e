"""Which filter is in use, how many events are left, and what is wrong with what somebody types?"""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from scimviewer.query.terms import switched, terms
from scimviewer.ui.badge import KeyCap
from scimviewer.ui.busy_ring import BUSY_AFTER_MS, BusyRing
from scimviewer.ui.button import Button
from scimviewer.ui.chip_faces import Hide, Terms, all_switched, as_it_is, changed, chips, face, text_of, whole
from scimviewer.ui.chips_area import ROW, ChipsArea
from scimviewer.ui.completion_list import CompletionList, Suggestion
from scimviewer.ui.events_columns import grouped
from scimviewer.ui.filter_field import FilterField
from scimviewer.ui.filter_history import FilterHistory
from scimviewer.ui.icons import pixmap
from scimviewer.ui.plain import ElidedLabel, PlainLabel, tip
from scimviewer.ui.theme import theme

DEBOUNCE_MS = 120
PLACEHOLDER = "Filter, or type text to search payloads"
HEIGHT = 36


class _Frame(QWidget):
    """The row around chips, text, count and buttons; its line tells where the focus is and if the text is wrong."""

    def __init__(self, field: FilterField, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.wrong = False
        self.field = field
        field.focus_changed.connect(self.update)

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        self.field.setFocus(Qt.FocusReason.MouseFocusReason)

    def paintEvent(self, _event: QPaintEvent) -> None:
        px, colours = theme().px, theme().colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.field.hasFocus()
        colour = colours.err if self.wrong else colours.accent if focused else colours.line
        width = 2 if focused or self.wrong else 1
        painter.setPen(QPen(colour, width))
        painter.setBrush(colours.surface)
        inset = width / 2
        frame = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(frame, px(8), px(8))
        size = px(16)
        picture = pixmap("filter-3-line", colours.t2, size, self.devicePixelRatioF())
        painter.drawPixmap(px(12), (px(HEIGHT) - size) // 2, picture)
        painter.end()


class FilterBar(QWidget):
    """Chips are the terms of the filter's text and nothing else; the field holds the term that is being typed."""

    text_changed = Signal(str)  # the filter to use now
    used = Signal(str)  # a filter that was finished, rather than half typed
    left = Signal()  # the field was left by Esc; the table wants the focus
    completion_wanted = Signal(str, int, str)  # the field's text, the cursor in it, the filter of the chips

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told = ""
        self._typed = False
        self.as_text = False
        self.hide_names: Hide = as_it_is  # how names are shown
        self.chips: list[Terms] = []
        self.history = FilterHistory()
        self.field = FilterField()
        self._frame = _Frame(self.field, self)
        self.area = ChipsArea(self.field)
        self.suggestions = CompletionList(self.field)
        self.key = KeyCap("/")
        self.ring = BusyRing(self)
        self.count = PlainLabel(px=12, colour="t2")
        self.clear_button = Button(icon_name="close-line", kind="icon", name="Clear the filter", key="Esc Esc")
        self.star = Button(icon_name="star-line", kind="icon", name="Saved filters", key="Ctrl+S")
        self.recent = Button(icon_name="history-line", kind="icon", name="Filters used before", key="Ctrl+R")
        self.more = Button(icon_name="more-2-fill", kind="icon", name="More about the filter")
        self.message = ElidedLabel(px=12, colour="err")
        self._debounce = QTimer(self, interval=DEBOUNCE_MS, singleShot=True)
        self._busy_soon = QTimer(self, interval=BUSY_AFTER_MS, singleShot=True)
        self._lay_out()
        self._wire()
        theme().changed.connect(self.dress)
        self.clear_button.setVisible(False)
        self.message.setVisible(False)
        self.dress()

    def _lay_out(self) -> None:
        self._row = QHBoxLayout(self._frame)
        self._row.addWidget(self.area, 1)
        for widget in (self.key, self.ring, self.count, self.clear_button, self.recent, self.star, self.more):
            self._row.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._frame)
        self._column.addWidget(self.message)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def _wire(self) -> None:
        self._debounce.timeout.connect(self.tell)
        self._busy_soon.timeout.connect(lambda: self.ring.show_busy(True))
        self.field.textEdited.connect(self._note_typing)
        self.field.textChanged.connect(self._show_buttons)
        self.field.focus_changed.connect(self._follow_focus)
        self.field.returnPressed.connect(self.commit)
        self.field.left.connect(self._leave)
        self.field.chips_wanted.connect(lambda: self.area.choose(self.area.field_at - 1))
        self.field.step_wanted.connect(self.step)
        self.field.suggesting = self.suggestions.take_key
        self.suggestions.chosen.connect(self._take)
        self.suggestions.told.connect(self.field.setAccessibleDescription)
        self.area.deed_wanted.connect(self.do)
        self.area.field_wanted.connect(lambda: self.field.setFocus(Qt.FocusReason.OtherFocusReason))
        self.area.left.connect(self._leave)
        self.area.rows_changed.connect(self._fit)
        self.clear_button.clicked.connect(self.clear)

    def dress(self) -> None:
        """Take font and lengths from the theme again."""
        px = theme().px
        self.field.setFont(theme().font(13))
        self._row.setContentsMargins(px(35), px(3), px(6), px(3))
        self._row.setSpacing(px(4))
        for widget in (self.key, self.ring, self.count, self.clear_button, self.recent, self.star, self.more):
            widget.setFixedHeight(px(ROW))  # they stay in the first row
        self._column.setContentsMargins(px(12), px(2), px(12), px(6))
        self._column.setSpacing(px(2))
        self._fit()

    def _fit(self) -> None:
        self._frame.setFixedHeight(self.area.height_wanted() + theme().px(6))

    def _show_buttons(self) -> None:
        self.clear_button.setVisible(bool(self.text()))
        self.key.setVisible(not self.text() and not self.field.hasFocus())

    def _follow_focus(self) -> None:
        if not self.field.hasFocus():
            self.suggestions.hide()
        self._show_buttons()

    # The text and its chips.

    def text(self) -> str:
        """The filter: its chips and what is typed, as one text."""
        at = self.area.field_at
        return whole(self.chips[:at], self.field.text(), self.chips[at:])

    def set_text(self, text: str) -> None:
        """Put a filter there and use it at once."""
        self._typed = False
        self._show(text)
        self.tell()
        self.used.emit(self.text())

    def clear(self) -> None:
        """No filter."""
        self.set_text("")

    def reset(self) -> None:
        """No filter, and none that was there before."""
        self.set_text("")
        self.history.forget()

    def _show(self, text: str) -> None:
        """Lay a text out as chips, what cannot be one in the field; the keyboard stays on its chip."""
        chosen = self.area.chosen()
        self.chips = [] if self.as_text else chips(text)
        rest = "" if self.chips else text
        if self.field.text() != rest:
            self.field.setText(rest)
        self._show_chips(len(self.chips))
        if chosen >= len(self.chips):
            self.area.choose(len(self.chips) - 1 if self.chips else 0)

    def _show_chips(self, field_at: int) -> None:
        self.area.show_chips([face(chip, self.hide_names) for chip in self.chips], field_at)
        self.field.setPlaceholderText("" if self.chips else PLACEHOLDER)
        self._show_buttons()

    def commit(self) -> None:
        """Make chips of what is typed, and use it."""
        self.suggestions.hide()
        self.tell()
        self.set_text(self.text())

    def show_as_text(self, wanted: bool) -> None:
        """Show the whole filter as text, or as chips."""
        text = self.text()
        self.as_text = wanted
        self.set_text(text)

    def toggle_text(self) -> None:
        """Switch between chips and text."""
        self.show_as_text(not self.as_text)

    def do(self, number: int, deed: str) -> None:
        """Edit, invert, toggle or remove a chip, or keep only it."""
        if self.field.text():
            number += self._commit_before(number)
        if deed != "edit":
            self.set_text(changed(self.text(), number, deed))
            return
        text = text_of(self.chips[number])
        del self.chips[number]
        self.field.setText(text)
        self._show_chips(number)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.end(False)

    def _commit_before(self, number: int) -> int:
        """Make chips of what is typed; how many of them stand before this chip now."""
        before = len(self.chips)
        earlier = self.area.field_at <= number
        self.commit()
        return len(self.chips) - before if earlier else 0

    def switch_off(self, term: str) -> None:
        """Turn a term off by its text."""
        text = self.text()
        found = [one for one in terms(text) if one.text == term]
        if found:
            self.set_text(switched(text, found[0]))

    def switch_all(self) -> None:
        """Turn every chip off, or on again where all are off."""
        self.set_text(all_switched(self.text()))

    def step(self, direction: int) -> None:
        """Use the filter before (-1) or after (+1) the one in use."""
        self.tell()
        text = self.history.step(direction)
        if text is not None:
            self.set_text(text)

    # What is typed.

    def _note_typing(self, _text: str) -> None:
        self._typed = True
        self._debounce.start()
        at = self.area.field_at
        rest = whole(self.chips[:at], "", self.chips[at:])
        self.completion_wanted.emit(self.field.text(), self.field.cursorPosition(), rest)

    def show_suggestions(self, typed: str, suggestions: list[Suggestion]) -> None:
        """Show what fits the text they were asked for; nothing where somebody typed on."""
        if self.field.hasFocus() and self.field.text() == typed:
            self.suggestions.show_suggestions(suggestions)

    def _take(self, suggestion: Suggestion) -> None:
        text = self.field.text()
        self.field.setText(text[: suggestion.start] + suggestion.text + text[suggestion.end :])
        self.field.setCursorPosition(suggestion.start + len(suggestion.text))
        self._note_typing(self.field.text())

    def tell(self) -> None:
        """Say what the filter is, if that is news."""
        self._debounce.stop()
        text = self.text()
        self.history.note(text, self._typed)
        if text != self._told:
            self._told = text
            self.show_error("")
            self.text_changed.emit(text)

    # What is said of it.

    def show_count(self, shown: int, total: int, growing: bool = False) -> None:
        """Say how many events are left: "37 of 12 044"."""
        if growing and shown == total:
            text = f"{grouped(total)} events so far"
        elif shown == total:
            text = f"{grouped(total)} event" + ("" if total == 1 else "s")
        else:
            text = f"{grouped(shown)} of {grouped(total)}" + (" so far" if growing else "")
        self.count.setText(text)

    def show_sentence(self, sentence: str) -> None:
        """Say in words what the filter asks for."""
        tip(self._frame, sentence)
        tip(self.field, sentence)

    def show_starred(self, starred: bool) -> None:
        """Fill the star of a filter that is saved."""
        self.star.icon_name = "star-fill" if starred else "star-line"
        self.star.dress()

    def set_hide_names(self, hide: Hide) -> None:
        """Show names on chips as the rows of the table are shown."""
        self.hide_names = hide
        self._show_chips(self.area.field_at)

    def show_zone(self) -> None:
        """Show times on chips in another zone."""
        self._show_chips(self.area.field_at)

    def copy(self) -> None:
        """Put the filter's text on the clipboard."""
        QGuiApplication.clipboard().setText(self.text())

    def show_busy(self, busy: bool) -> None:
        """Show the ring if the work takes longer than a moment."""
        if not busy:
            self._busy_soon.stop()
            self.ring.show_busy(False)
        elif not self.ring.isVisible() and not self._busy_soon.isActive():
            self._busy_soon.start()

    def show_error(self, message: str, position: int | None = None) -> None:
        """Say in words what is wrong with the filter and where; "" when it is right."""
        self.message.set_colour("err")
        place = f" (at character {position + 1})" if message and position is not None else ""
        self.message.setText(message + place)
        self.message.setVisible(bool(message))
        self._frame.wrong = bool(message)
        self.field.setAccessibleDescription(message + place)
        self._point_at(position if message else None)
        self._frame.update()

    def _point_at(self, position: int | None) -> None:
        """Underline the place in the field, or frame the chip in which it lies."""
        at, typed = self.area.field_at, self.field.text()
        start = len(whole(self.chips[:at], "", [])) + (1 if at else 0)
        inside = position is not None and start <= position <= start + len(typed.strip())
        self.field.show_wrong(position - start if position is not None and inside else None)
        for number, chip in enumerate(self.area.chips):
            before = len(whole(self.chips[:number], "", [])) if number else 0
            end = len(whole(self.chips[: number + 1], "", []))
            chip.show_wrong(position is not None and not inside and before <= position < end)

    def show_note(self, note: str) -> None:
        """Say how the text was understood, "searched as text" for example; "" for nothing to say."""
        self.message.set_colour("t2")
        self.message.setText(note)
        self.message.setVisible(bool(note))

    def focus(self) -> None:
        """Put the cursor into the field and select its text."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def _leave(self) -> None:
        self.commit()
        self.left.emit()
