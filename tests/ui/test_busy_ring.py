"""The ring turns where it may."""

from __future__ import annotations

import pytest

from scimviewer.ui.busy_ring import BusyRing


def test_the_ring_turns_while_it_is_shown(qtbot) -> None:
    ring = BusyRing()
    qtbot.addWidget(ring)
    ring.show_busy(True)
    before = ring.grab().toImage()
    qtbot.waitUntil(lambda: ring.grab().toImage() != before)

    ring.show_busy(False)
    assert not ring.isVisible()


def test_the_ring_stands_still_where_motion_is_not_wanted(qtbot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(BusyRing, "moving", False)
    ring = BusyRing()
    qtbot.addWidget(ring)
    ring.show_busy(True)

    assert ring.isVisible()
    assert not ring._timer.isActive()
