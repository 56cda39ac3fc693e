"""Severities and how a value is known."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage

from scimviewer.quirks.quirk import SEVERITIES as QUIRK_SEVERITIES
from scimviewer.ui.tag import BASES, HARMLESS, SEVERITIES, UNEXPLAINED, BasisTag, SeverityTag
from scimviewer.ui.theme import theme


def colours(widget) -> set[int]:
    image: QImage = widget.grab().toImage()
    return {image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}


def test_every_severity_of_a_pattern_has_a_look():
    assert set(SEVERITIES) == set(QUIRK_SEVERITIES)
    looks = [*SEVERITIES.values(), UNEXPLAINED, HARMLESS]
    assert len({look.word for look in looks}) == len({look.icon for look in looks}) == len(looks)


@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
def test_every_look_is_in_every_theme(qtbot, name):
    theme().use(name)
    for look in (*SEVERITIES.values(), UNEXPLAINED, HARMLESS):
        tag = SeverityTag(look)
        qtbot.addWidget(tag)
        tag.resize(tag.sizeHint())
        assert theme().colours.named(look.ground).rgb() in colours(tag)
        assert theme().colours.named(look.ribbon).isValid()


def test_a_basis_is_told_by_word_and_by_shape(qtbot):
    seen = []
    for basis in BASES:
        tag = BasisTag(basis)
        qtbot.addWidget(tag)
        tag.resize(tag.sizeHint())
        assert tag.accessibleName().startswith(basis)
        seen.append(frozenset(colours(tag)))
    assert len(set(seen)) == 3
