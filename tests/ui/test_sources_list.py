"""The list of files."""

from __future__ import annotations

from PySide6.QtCore import Qt

from scimviewer.ui.source_words import STATES
from scimviewer.ui.sources_list import SourcesList, SourcesModel


def test_model_keeps_qts_rules(qtmodeltester):
    model = SourcesModel()
    model.set_sources([{"id": 1, "path": "a", "status": "read"}])
    qtmodeltester.check(model)


def test_a_source_heard_of_again_changes_in_place():
    model = SourcesModel()
    model.show_source({"id": 1, "path": "a", "status": "reading"})
    model.show_source({"id": 2, "path": "b", "status": "reading"})
    model.show_source({"id": 1, "path": "a", "status": "read"})
    assert [source["status"] for source in model.sources] == ["read", "reading"]
    assert model.index(0).data(Qt.ItemDataRole.AccessibleTextRole).startswith("a, read")


def test_every_state_can_be_painted(qtbot):
    view = SourcesList()
    qtbot.addWidget(view)
    view.resize(400, 400)
    view.show()
    view.sources.set_sources(
        [{"id": n, "path": f"p{n}", "status": status} for n, status in enumerate([*STATES, "new"])]
    )
    assert not view.grab().isNull()
