"""What do the records behind an event look like, byte for byte?"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from scimviewer.ui.button import Button
from scimviewer.ui.events_columns import counted, grouped
from scimviewer.ui.json_text import JsonText
from scimviewer.ui.plain import ElidedLabel, PlainLabel, tip

# Events of the formats read so far have one to three records.
MOST_RECORDS = 6


class RawView(QWidget):
    """Records as they stand in the case, each under its place and its SHA-256."""

    copy_wanted = Signal(str, str, str)  # what is copied, in words; the text; the record it is from

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: list[RecordCard] = []
        self.note = PlainLabel("", px=12, colour="t2", wrap=True)
        self.note.setContentsMargins(16, 8, 16, 8)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.note)
        column.addWidget(self.splitter, 1)

    def show_records(self, records: Sequence[bytes], place: str, replaced: Sequence[str] = ()) -> None:
        """Show these records; `place` is where the first stands ("node2.jsonl:18442").

        `replaced` are their texts with names replaced, where those are to be shown.
        """
        shown = list(records)[:MOST_RECORDS]
        while len(self.cards) < len(shown):
            self.cards.append(RecordCard())
            self.cards[-1].copy_wanted.connect(self.copy_wanted)
            self.splitter.addWidget(self.cards[-1])
        for number, card in enumerate(self.cards):
            card.setVisible(number < len(shown))
            if number < len(shown):
                text = replaced[number] if replaced else record_text(shown[number])
                card.show_record(shown[number], _title(number, len(records), place), text)
        self.note.setText(_note(len(records), bool(replaced)))
        self.note.setVisible(bool(self.note.text()))


class RecordCard(QWidget):
    """One record: where it stands, its SHA-256, its bytes."""

    copy_wanted = Signal(str, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.digest = ""
        self.title = ElidedLabel("", weight=600, mode=Qt.TextElideMode.ElideMiddle)
        self.hash = ElidedLabel("", px=12, colour="t2", mono=True)
        self.copy_hash = Button(icon_name="fingerprint-line", kind="icon", name="Copy the SHA-256")
        self.copy_all = Button(icon_name="file-copy-line", kind="icon", name="Copy the record")
        self.text = JsonText(wrap=True)
        self.text.setAccessibleName("Record as it stands")
        self._whole = ""
        head = QHBoxLayout()
        head.setContentsMargins(16, 6, 8, 0)
        head.addWidget(self.title, 1)
        head.addWidget(self.copy_hash)
        head.addWidget(self.copy_all)
        sub = QHBoxLayout()
        sub.setContentsMargins(16, 0, 8, 6)
        sub.addWidget(self.hash, 1)
        body = QHBoxLayout()
        body.setContentsMargins(12, 0, 0, 0)
        body.addWidget(self.text)
        self.more = Button("Show more", kind="link", icon_name="arrow-down-s-line")
        self.more.clicked.connect(self.text.show_more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(sub)
        column.addLayout(body, 1)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignHCenter)
        self.text.grew.connect(lambda: self.more.setVisible(not self.text.finished))
        self.text.copy_wanted.connect(self._copy_selection)
        self.copy_all.clicked.connect(lambda: self.copy_wanted.emit("record", self._whole, self._whole))
        self.copy_hash.clicked.connect(lambda: self.copy_wanted.emit("SHA-256", self.digest, ""))

    def show_record(self, record: bytes, title: str, text: str) -> None:
        """Show a record; the hash is that of its bytes also where names in the text are replaced."""
        self.digest = hashlib.sha256(record).hexdigest()
        size = "1 byte" if len(record) == 1 else f"{grouped(len(record))} bytes"
        self.title.setText(f"{title} · {size}")
        self.hash.setText(f"SHA-256 {self.digest}")
        tip(self.hash, self.digest)
        self._whole = text
        self.text.set_body(self._whole)

    def _copy_selection(self, _first: int, _last: int, selected: str) -> None:
        what = "selection" if selected else "record"
        self.copy_wanted.emit(what, selected or self._whole, self._whole)


def record_text(record: bytes) -> str:
    """A record's bytes as text; what is not UTF-8 stands as \\xff."""
    return record.decode("utf-8", "backslashreplace")


def _title(number: int, count: int, place: str) -> str:
    if count <= 1:
        return place or "record"
    # Only the first record's line is known here.
    return f"Record {number + 1} of {count}" + (f" · {place}" if number == 0 and place else "")


def _note(count: int, redacted: bool) -> str:
    if count == 0:
        return "The records of this event are not in the case."
    notes = []
    if count > MOST_RECORDS:
        notes.append(f"Showing {MOST_RECORDS} of {counted(count, 'record')}.")
    if redacted:
        notes.append("Names and addresses are replaced here. The SHA-256 is that of the record itself.")
    return " ".join(notes)
