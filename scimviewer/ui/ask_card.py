"""What to ask the customer for, when there is nothing to open yet?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QWidget

from scimviewer.ui.button import Button
from scimviewer.ui.card import Card
from scimviewer.ui.plain import PlainLabel
from scimviewer.ui.segmented import Segmented

# Who sends, and what to ask of them. Each list asks for request and response bodies: without them nothing is explained.
REQUESTS: Mapping[str, Sequence[str]] = {
    "Entra ID": (
        "The log of the SCIM receiver for 24 hours around the incident, with request and response bodies, all nodes.",
        "The tenant URL of the provisioning job. It shows whether aadOptscim062020 is set.",
        "When the job started, and the name of one user or group that went wrong.",
    ),
    "Okta": (
        "The log of the SCIM receiver for 24 hours around the incident, with request and response bodies, all nodes.",
        "The SCIM settings of the app in Okta: base URL, unique identifier field, supported actions.",
        "The time of one push that went wrong, with its time zone, and who it was about.",
    ),
    "SCIM receiver": (
        "JSON request and response logs with bodies, all nodes, or a HAR file recorded at a proxy.",
        "The time zone of the log, and whether clocks were ever set.",
        "One user or group that went wrong, and what it should look like.",
    ),
}


class AskCard(Card):
    """Short lists for each kind of sender, ready to be copied into a mail."""

    said = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Nothing to open yet? Ask the customer for", parent)
        self.copy = Button("Copy", icon_name="file-copy-line", name="Copy what to ask for")
        self.heading.addWidget(self.copy)
        self.senders = Segmented(tuple(REQUESTS), "Who sends")
        self.column.addWidget(self.senders)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        self.lines: list[PlainLabel] = []
        for number in range(3):
            place = PlainLabel(str(number + 1), px=12, weight=600, colour="t2")
            grid.addWidget(place, number, 0, Qt.AlignmentFlag.AlignTop)
            line = PlainLabel("", wrap=True)
            line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.lines.append(line)
            grid.addWidget(line, number, 1, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(grid)
        self.senders.chosen.connect(self._show)
        self.copy.clicked.connect(self._copy)
        self._show(self.senders.current)

    def text(self) -> str:
        """What the card asks for, as it is copied."""
        lines = REQUESTS[self.senders.current]
        numbered = "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))
        return f"To find the cause we need:\n{numbered}\nPasswords and tokens may be blanked out.\n"

    def _show(self, sender: str) -> None:
        for label, line in zip(self.lines, REQUESTS[sender], strict=True):
            label.setText(line)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text())
        self.said.emit("Copied what to ask for.")
