"""What a page of the detail gets."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from scimviewer.ui.event_page import Page, ShownEvent


def test_nothing_is_known_of_an_event_unless_it_is_given(qapp):
    event = ShownEvent()
    assert (event.exchange, event.records, event.redactor, event.opened) == (None, (), None, None)


def test_a_page_without_a_place_for_the_keyboard_leaves_it_to_the_tabs(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    assert Page(widget, lambda event: None).focus() is None
