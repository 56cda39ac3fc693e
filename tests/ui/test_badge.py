"""Framed words."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter

from scimviewer.ui.badge import KeyCap, MethodBadge, PillLabel, paint_removed
from scimviewer.ui.events_columns import pill
from tests.ui.made import make_row


def test_a_method_is_a_word_and_only_two_are_tinted(qtbot):
    badge = MethodBadge()
    qtbot.addWidget(badge)
    badge.show_method("PATCH")
    assert (badge.word, badge.colour) == ("PATCH", "patch")
    badge.show_method("GET")
    assert badge.colour == "t2"
    badge.show_method(None)
    assert not badge.isVisible()


def test_a_pill_speaks(qtbot):
    label = PillLabel()
    qtbot.addWidget(label)
    label.show_pill(pill(make_row(status=429)))
    assert label.accessibleName() == "429, throttled"
    assert not label.grab().isNull()


def test_a_key_cap_is_at_least_square(qtbot):
    cap = KeyCap("e")
    qtbot.addWidget(cap)
    assert cap.sizeHint().width() >= cap.sizeHint().height()
    assert not cap.grab().isNull()


def test_a_removed_secret_leaves_a_mark(qapp):
    image = QImage(160, 24, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    paint_removed(painter, QRect(0, 0, 160, 24), "bearer removed")
    painter.end()
    assert image.pixelColor(4, 12).alpha() > 0
