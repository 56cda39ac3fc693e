"""How is the manual read: pages at the left, text at the right, a search over all of it?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QUrl
from PySide6.QtGui import QKeyEvent, QTextBlock, QTextCursor, QTextDocument
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QTextBrowser,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from scimviewer.ui.manual_pictures import add_pictures
from scimviewer.ui.manual_type import set_type
from scimviewer.ui.plain import PlainLabel
from scimviewer.ui.theme import resource, shown_colours, theme

HEADING = re.compile(r"(?m)^(#{1,2}) (.+)$")
FILE_ROLE = int(Qt.ItemDataRole.UserRole)
HEADING_ROLE = FILE_ROLE + 1


@dataclass(frozen=True)
class Page:
    """A file of the manual: its name, its title, its headings, its Markdown."""

    name: str
    title: str
    headings: tuple[str, ...]
    text: str


def pages() -> list[Page]:
    """The manual's pages in their order."""
    return [_page(file) for file in sorted(resource("manual").glob("*.md"))]


def _page(file: Path) -> Page:
    text = file.read_text("utf-8")
    found = HEADING.findall(text)
    title = next((words for mark, words in found if mark == "#"), file.stem)
    return Page(file.name, title, tuple(words for mark, words in found if mark == "##"), text)


class ManualDialog(QDialog):
    """The manual is our own text, the only one in the program that is shown as markup; it loads nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Manual")
        self.pages = {page.name: page for page in pages()}
        self._page = ""
        self._past: list[str] = []
        self.search = QLineEdit(placeholderText="Search the manual", clearButtonEnabled=True)
        self.search.setAccessibleName("Search the manual")
        self.count = PlainLabel("", px=12, colour="t2")
        self.contents = QTreeWidget()
        self.contents.setHeaderHidden(True)
        self.contents.setFrameShape(QFrame.Shape.NoFrame)
        self.contents.setAccessibleName("Contents")
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setAccessibleName("Page")
        self._lay_out()
        self._fill()
        self.contents.currentItemChanged.connect(lambda item, _before: self._go(item))
        self.search.textChanged.connect(self._filter)
        self.text.anchorClicked.connect(self._follow)
        self.resize(theme().size(940, 640))
        self.dress()
        theme().changed.connect(self.dress)
        self.show_page(next(iter(self.pages)))
        self.contents.setFocus()

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.search)
        left.addWidget(self.count)
        left.addWidget(self.contents, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 12, 0, 0)
        row.setSpacing(12)
        row.addLayout(left, 1)
        row.addWidget(self.text, 3)

    def _fill(self) -> None:
        for page in self.pages.values():
            item = QTreeWidgetItem(self.contents, [page.title])
            item.setData(0, FILE_ROLE, page.name)
            item.setSizeHint(0, theme().size(80, 26))
            for heading in page.headings:
                below = QTreeWidgetItem(item, [heading])
                below.setData(0, FILE_ROLE, page.name)
                below.setSizeHint(0, theme().size(80, 24))
                below.setData(0, HEADING_ROLE, heading)

    def show_page(self, name: str, heading: str = "") -> None:
        """Show a page, at one of its headings."""
        page = self.pages.get(name)
        if page is None:
            return
        if name != self._page:
            self._past.append(name)
            self._page = name
            self._set_text(page)
        if heading:
            self._scroll_to(heading)
        elif not self.search.text():
            self.text.verticalScrollBar().setValue(0)
        self.mark()

    def _set_text(self, page: Page) -> None:
        document = self.text.document()
        document.setDefaultFont(theme().font(13))
        document.setDocumentMargin(theme().px(20))
        document.setMarkdown(page.text, QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
        add_pictures(document, page.text)  # afterwards: new text forgets the pictures of the old
        set_type(document)

    def _scroll_to(self, heading: str) -> None:
        block = self.text.document().firstBlock()
        while block.isValid():
            if block.blockFormat().headingLevel() and block.text() == heading:
                self._show_at_top(block)
                return
            block = block.next()

    def _show_at_top(self, block: QTextBlock) -> None:
        top = self.text.document().documentLayout().blockBoundingRect(block).top()
        self.text.verticalScrollBar().setValue(round(top) - theme().px(8))

    def _go(self, item: QTreeWidgetItem | None) -> None:
        if item is not None:
            self.show_page(str(item.data(0, FILE_ROLE)), str(item.data(0, HEADING_ROLE) or ""))

    def _follow(self, url: QUrl) -> None:
        # Only links from page to page are followed; the manual has no others.
        self.show_page(url.toString().partition("#")[0])

    def back(self) -> None:
        """Go back to the page before."""
        if len(self._past) > 1:
            self._past.pop()
            self.show_page(self._past.pop())

    # searching

    def _filter(self, words: str) -> None:
        """Leave the pages that hold the words, say how often, and mark the first place."""
        needle = words.strip().casefold()
        hits = {name: page.text.casefold().count(needle) if needle else 0 for name, page in self.pages.items()}
        for number in range(self.contents.topLevelItemCount()):
            item = self.contents.topLevelItem(number)
            if item is not None:
                item.setHidden(bool(needle) and not hits[str(item.data(0, FILE_ROLE))])
        there = [name for name, count in hits.items() if count]
        total = sum(hits.values())
        self.count.setText("" if not needle else f"{total or 'no'} hit{'' if total == 1 else 's'}")
        if there and self._page not in there:
            self.show_page(there[0])
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        self.find_next()

    def find_next(self) -> None:
        """Go to the next place on this page, from its end to the next page that has one."""
        needle = self.search.text().strip()
        if not needle or self.text.find(needle):
            return
        names = list(self.pages)
        later = names[names.index(self._page) + 1 :] + names
        wanted = (name for name in later if needle.casefold() in self.pages[name].text.casefold())
        name = next(wanted, None)
        if name is not None:
            self.show_page(name)
            self.text.moveCursor(QTextCursor.MoveOperation.Start)
            self.text.find(needle)

    def mark(self) -> None:
        """Show in the contents which page is open."""
        for number in range(self.contents.topLevelItemCount()):
            item = self.contents.topLevelItem(number)
            if item is not None and item.data(0, FILE_ROLE) == self._page:
                item.setExpanded(True)
                current = self.contents.currentItem()
                if current is None or current.data(0, FILE_ROLE) != self._page:
                    self.contents.setCurrentItem(item)

    def event(self, event: QEvent) -> bool:
        # The window has uses of its own for these keys.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _wish(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        wish = _wish(event)
        if wish == "search":
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.search.selectAll()
        elif wish == "next" or (self.search.hasFocus() and event.key() == Qt.Key.Key_Return):
            self.find_next()
        elif wish == "back":
            self.back()
        else:
            super().keyPressEvent(event)

    def dress(self) -> None:
        """Take fonts and colours from the theme again."""
        shown_colours(self, "window")
        shown_colours(self.text, "surface")
        shown_colours(self.contents, "window")
        self.text.setFont(theme().font(13))
        if self._page:
            self._set_text(self.pages[self._page])


def _wish(event: QKeyEvent) -> str:
    control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    if control and event.key() == Qt.Key.Key_F:
        return "search"
    if event.key() == Qt.Key.Key_F3:
        return "next"
    if event.key() == Qt.Key.Key_Left and event.modifiers() & Qt.KeyboardModifier.AltModifier:
        return "back"
    return ""
