"""An item of the list: what it says, and what it looks like once somebody judged it."""

from __future__ import annotations

from PySide6.QtCore import Qt

from scimviewer.ui.findings_list import FindingsModel, size_words
from scimviewer.ui.opened_case import OpenedCase
from tests.ui.made_findings import made_looked
from tests.ui.made_traffic import opened as opened


def test_severity_sentence_and_size_are_spoken(opened: OpenedCase) -> None:
    model = FindingsModel()
    model.show_findings(made_looked(opened).shown)
    spoken = model.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("medium: Two refusals. 2 events")
    assert "08:40" in size_words(model.shown[1])


def test_names_are_replaced_where_they_are_to_be(opened: OpenedCase) -> None:
    model = FindingsModel()
    model.show_findings(made_looked(opened).shown)
    model.redactor = opened.redactor()
    assert "bob" not in model.index(0).data()
