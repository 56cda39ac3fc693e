"""The pane without an event."""

from __future__ import annotations

from scimviewer.ui.event_states import Loading, Nothing


def test_nothing_chosen_says_how_to_choose(qtbot):
    nothing = Nothing()
    qtbot.addWidget(nothing)
    nothing.show()
    assert not nothing.grab().isNull()


def test_a_short_wait_shows_nothing_and_a_long_one_a_ring(qtbot):
    loading = Loading()
    qtbot.addWidget(loading)
    loading.show()
    assert not loading.words.isVisible()
    qtbot.waitUntil(loading.words.isVisible, timeout=2000)
    loading.hide()
    assert not loading.words.isVisibleTo(loading)
