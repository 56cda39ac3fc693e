"""How is one body looked at: as a tree or as text, searched, and its values, paths and pointers copied?"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from scimviewer.event import Json
from scimviewer.ui.button import Button
from scimviewer.ui.events_columns import grouped
from scimviewer.ui.find_bar import FindBar
from scimviewer.ui.json_copies import copied_lines, copied_part, copied_value
from scimviewer.ui.json_search import places
from scimviewer.ui.json_text import JsonText
from scimviewer.ui.json_tree import JsonTree
from scimviewer.ui.json_values import CONTAINERS, Steps, json_pointer, scim_path

if TYPE_CHECKING:
    from scimviewer.privacy.redaction import Redactor

TREE, TEXT = "Tree", "Text"
# A search through a large body works in such turns, so that the window stays awake.
TURN_S = 0.008
MOST_HITS = 10_000
CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
# Keys of the pane; the window has other uses for some of them while the focus is elsewhere.
KEYS: dict[tuple[Qt.KeyboardModifier, Qt.Key], str] = {
    (CONTROL, Qt.Key.Key_F): "find",
    (Qt.KeyboardModifier.NoModifier, Qt.Key.Key_F3): "next",
    (SHIFT, Qt.Key.Key_F3): "before",
    (CONTROL, Qt.Key.Key_C): "copy_value",
    (CONTROL | SHIFT, Qt.Key.Key_C): "copy_path",
    (CONTROL | ALT, Qt.Key.Key_C): "copy_pointer",
    (CONTROL, Qt.Key.Key_T): "switch",
}


class JsonView(QWidget):
    """One body. What is not JSON is text only."""

    copy_requested = Signal(str)  # value, path, pointer: `copying` has it
    mode_changed = Signal(str)  # by a key or the menu here

    def __init__(self, what: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.body: Json = None
        self.wanted_mode = TREE
        self._selection: tuple[int, int, str] | None = None
        self._hits: list[Steps] = []
        self._spots: list[int] = []
        self._at = -1
        self._looking: Iterator[Steps | None] | None = None
        self.tree, self.text = JsonTree(), JsonText()
        self.tree.setAccessibleName(f"{what} as a tree")
        self.text.setAccessibleName(f"{what} as text")
        self.pages = QStackedWidget()
        self.pages.addWidget(self.tree)
        self.pages.addWidget(self.text)
        self.more = Button("Show more", kind="link", icon_name="arrow-down-s-line")
        self.find_bar = FindBar(what.lower())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.find_bar)
        column.addWidget(self.pages, 1)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignHCenter)
        self.setFocusProxy(self.tree)
        self._turn = QTimer(self)
        self._turn.setInterval(0)
        self._wire()

    def _wire(self) -> None:
        self.more.clicked.connect(self.text.show_more)
        self.text.grew.connect(self._text_grew)
        self.text.copy_wanted.connect(self._copy_selection)
        self.tree.copy_wanted.connect(lambda: self.copy_requested.emit("value"))
        self.find_bar.needle_changed.connect(self._search)
        self.find_bar.step_wanted.connect(self.step)
        self.find_bar.closed.connect(self._leave_search)
        self._turn.timeout.connect(self._look_further)
        for view in (self.tree, self.text):
            view.customContextMenuRequested.connect(self._show_menu)

    # what is shown

    @property
    def is_json(self) -> bool:
        """Whether there is a tree to show."""
        return isinstance(self.body, CONTAINERS)

    @property
    def view(self) -> JsonTree | JsonText:
        """The widget that shows the body now."""
        return self.tree if self.pages.currentWidget() is self.tree else self.text

    @property
    def mode(self) -> str:
        """What is shown now: TREE or TEXT."""
        return TREE if self.view is self.tree else TEXT

    def set_body(self, body: Json) -> None:
        """Show another body, from its beginning, as it is wanted: as a tree where it is one."""
        self.body = body
        self._selection = None
        self.tree.set_body(body if self.is_json else {})
        # The text is made when it is looked at.
        self.text.set_body("")
        self._show_mode()
        self._search(self.find_bar.field.text() if self.find_bar.isVisible() else "")

    def set_mode(self, mode: str) -> None:
        """Look at the body in another way, at the same place."""
        if mode == self.wanted_mode:
            return
        steps = self.current_steps()
        had_focus = self.view.hasFocus()
        self.wanted_mode = mode
        self._show_mode()
        if mode == TREE and steps:
            self.tree.go_to(steps)
        elif steps and self.mode == TEXT:
            self.text.go_to(steps)
        if had_focus:
            self.view.setFocus()
        self._search(self.find_bar.field.text() if self.find_bar.isVisible() else "")

    def _show_mode(self) -> None:
        view = self.tree if self.is_json and self.wanted_mode == TREE else self.text
        if view is self.text and self.body is not None:
            self.text.set_body(self.body)
        self.pages.setCurrentWidget(view)
        self.setFocusProxy(view)
        self._text_grew()

    def _text_grew(self) -> None:
        cut = self.mode == TEXT and not self.text.finished
        self.more.setVisible(cut)
        if cut:
            self.more.setText(f"{grouped(self.text.blockCount())} lines shown. Show more")

    # copying

    def current_steps(self) -> Steps:
        """The way to the value that the keyboard stands on."""
        if self.mode == TEXT:
            return self.text.path(self.text.textCursor().blockNumber())
        node = self.tree.current_node()
        return node.steps if node else ()

    def copying(self, kind: str, redactor: Redactor | None) -> Callable[[], str]:
        """What makes the text to copy: value or selected lines, body, SCIM path, JSON pointer.

        Looks at the widgets now; what it answers may run beside the window, for replacing names takes time.
        """
        steps, body = self.current_steps(), self.body
        if kind in ("path", "pointer"):
            text = scim_path(steps) if kind == "path" else json_pointer(steps)
            return lambda: text
        if kind == "body" or not self.is_json:
            steps = ()
        selection = self._selection if self.mode == TEXT and kind == "value" else None
        if selection is None:
            return lambda: copied_value(body, steps, redactor)
        first, last, selected = selection
        if redactor is None:
            return lambda: selected
        if not self.is_json:
            return lambda: redactor.text(selected)
        if first == last:
            steps = self.text.path(first)
            return lambda: copied_part(body, steps, selected, redactor)
        lines = self.text.lines
        return lambda: copied_lines(body, lines, first, last, redactor)

    def _copy_selection(self, first: int, last: int, selected: str) -> None:
        self._selection = (first, last, selected) if selected else None
        self.copy_requested.emit("value")
        self._selection = None

    # searching

    def step(self, by: int) -> None:
        """Go to the next hit, or to the one before."""
        total = len(self._hits) if self.mode == TREE else len(self._spots)
        if total:
            self._at = (self._at + by) % total
            self._show_hit()

    def _search(self, needle: str) -> None:
        self._hits, self._spots, self._at, self._looking = [], [], -1, None
        self._turn.stop()
        self.tree.set_hits(set())
        self.text.mark([], 0, -1)
        if needle and self.mode == TREE:
            self._looking = places(self.body, needle)
            self._turn.start()
            self._look_further()
        elif needle:
            self._spots = self.text.matches(needle)
            self.step(1)
        self._count()

    def _look_further(self) -> None:
        until = time.monotonic() + TURN_S
        while self._looking is not None and time.monotonic() < until:
            portion = list(islice(self._looking, 256))
            self._hits += [steps for steps in portion if steps is not None]
            if not portion or len(self._hits) >= MOST_HITS:
                self._looking = None
                self._turn.stop()
        self.tree.set_hits(set(self._hits))
        if self._hits and self._at < 0:
            self.step(1)
        self._count()

    def _show_hit(self) -> None:
        if self.mode == TREE:
            self.tree.go_to(self._hits[self._at])
        else:
            self.text.mark(self._spots, len(self.find_bar.field.text()), self._at)
        self._count()

    def _count(self) -> None:
        note = "so far" if self._looking else ""
        if self.mode == TEXT and not self.text.finished:
            note = "in the lines shown"
        self.find_bar.show_count(self._at, max(len(self._hits), len(self._spots)), note)

    def _leave_search(self) -> None:
        self._search("")
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # keys and menu

    def event(self, event: QEvent) -> bool:
        # The window's own shortcuts on these keys wait while the focus is here.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _wish(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        wish = _wish(event)
        if wish:
            self.do(wish)
        elif event.key() == Qt.Key.Key_Escape and self.find_bar.isVisible():
            self.find_bar.close_bar()
        else:
            super().keyPressEvent(event)

    def do(self, wish: str) -> None:
        """Do what a key or the menu asks for; the names are those of KEYS."""
        if wish == "find":
            self.find_bar.open_bar()
            self._search(self.find_bar.field.text())
        elif wish in ("next", "before"):
            self.step(1 if wish == "next" else -1)
        elif wish == "switch" and self.is_json:
            self.set_mode(TEXT if self.mode == TREE else TREE)
            self.mode_changed.emit(self.mode)
        elif wish == "copy_value" and self.mode == TEXT:
            self.text.copy()
        elif wish.startswith("copy_"):
            self.copy_requested.emit(wish.removeprefix("copy_"))

    def menu(self) -> QMenu:
        """What can be done with the value the keyboard stands on."""
        menu = QMenu(self)
        path = scim_path(self.current_steps())
        shown = path if len(path) <= 48 else f"{path[:30]}…{path[-16:]}"
        self._add(menu, "Copy value", "copy_value", "Ctrl+C")
        if self.is_json:
            self._add(menu, f"Copy path  {shown}".rstrip(), "copy_path", "Ctrl+Shift+C")
            self._add(menu, "Copy JSON pointer", "copy_pointer", "Ctrl+Alt+C")
            menu.addSeparator()
            self._add(menu, f"Show as {'text' if self.mode == TREE else 'a tree'}", "switch", "Ctrl+T")
            view = self.tree if self.mode == TREE else None
            menu.addAction("Fold all", view.collapseAll if view else lambda: self.text.fold_all(True))
            if view is None:
                menu.addAction("Unfold all", lambda: self.text.fold_all(False))
        menu.addSeparator()
        self._add(menu, "Find…", "find", "Ctrl+F")
        return menu

    def _add(self, menu: QMenu, title: str, wish: str, key: str) -> QAction:
        # "&" would underline a letter, and a tab starts the column of keys.
        action = menu.addAction(f"{title.replace('&', '&&')}\t{key}")
        action.triggered.connect(lambda: self.do(wish))
        return action

    def _show_menu(self, place: QPoint) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.view.mapToGlobal(place))


def _wish(event: QKeyEvent) -> str | None:
    modifiers = event.modifiers() & (CONTROL | SHIFT | ALT)
    return next((wish for (held, key), wish in KEYS.items() if (held, key) == (modifiers, event.key())), None)
