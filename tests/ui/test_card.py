"""Cards."""

from __future__ import annotations

from scimviewer.ui.card import Card
from scimviewer.ui.theme import theme


def test_a_card_is_a_sheet_with_a_line_around_it(qtbot):
    card = Card("Recent cases")
    qtbot.addWidget(card)
    card.resize(200, 100)
    card.show()
    image = card.grab().toImage()
    assert image.pixelColor(100, 80) == theme().colours.surface
    assert image.pixelColor(100, 0) != theme().colours.surface
    assert card.title.text() == "Recent cases"
