"""Facet rows are painted: chosen and excluded differ by more than colour."""

from __future__ import annotations

from PySide6.QtCore import QSize

from scimviewer.ui.facets_model import FacetCounts
from scimviewer.ui.facets_pane import FacetsPane


def painted(qtbot, text: str) -> bytes:
    pane = FacetsPane()
    qtbot.addWidget(pane)
    pane.resize(232, 200)
    pane.set_text(text)
    pane.set_counts({"outcome": FacetCounts([("failure", 10), ("a very long value " * 9, 1)], {"failure": 10})})
    image = pane.grab().toImage().convertToFormat(pane.grab().toImage().Format.Format_Grayscale8)
    assert image.size() == QSize(232, 200)
    return bytes(image.constBits())


def test_states_look_different_in_grey(qtbot) -> None:
    pictures = [painted(qtbot, text) for text in ("", "outcome:failure", "-outcome:failure")]

    assert len(set(pictures)) == 3
