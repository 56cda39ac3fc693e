"""Dropping files."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from scimviewer.ui.drop_zone import INVITATION, DropZone, drop_words, local_paths


@pytest.fixture
def zone(qtbot):
    made = DropZone()
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    return made


def files(*names):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(name) for name in names])
    return data


NO_KEYS, LEFT = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton


def test_what_letting_go_will_do_is_said_while_files_are_held(zone):
    data = files("/tmp/a.har", "/tmp/b.har")
    zone.dragEnterEvent(QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, LEFT, NO_KEYS))
    assert zone.over
    assert zone.title.text() == "Drop to open 2 files"
    zone.show_drag(0)
    assert zone.title.text() == INVITATION


def test_dropped_files_and_folders_are_told(zone, qtbot):
    data = files("/tmp/a.har")
    event = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, LEFT, NO_KEYS)
    with qtbot.waitSignal(zone.paths_dropped) as dropped:
        zone.dropEvent(event)
    assert dropped.args == [[Path("/tmp/a.har")]]


def test_addresses_in_the_web_are_passed_over():
    data = QMimeData()
    data.setUrls([QUrl("https://x.example/a.har")])
    assert local_paths(data) == []


def test_buttons_do_the_same_by_keyboard(zone, qtbot):
    for button, signal in (
        (zone.files, zone.open_files_wanted),
        (zone.folder, zone.open_folder_wanted),
        (zone.demo, zone.demo_wanted),
    ):
        with qtbot.waitSignal(signal):
            qtbot.keyClick(button, Qt.Key.Key_Space)


def test_words_name_a_single_file():
    assert drop_words(1, "halden.zip") == "Drop to open halden.zip"
    assert drop_words(1) == "Drop to open 1 file"
    assert len(drop_words(1, "x" * 300)) < 60
