"""Starting, and what happens when the program is wrong."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox

from scimviewer.errors import UserError
from scimviewer.ui.app import application, crash_text, has_display, open_window, show_crash
from scimviewer.ui.main_window import MainWindow


def test_there_is_one_application(qapp) -> None:
    assert application() is qapp


def test_without_a_display_the_window_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")

    assert not has_display()
    with pytest.raises(UserError, match="no display"):
        open_window()


def test_window_opens_on_a_profile_and_ends(tmp_path, qapp) -> None:
    seen: list[bool] = []

    def look() -> None:
        windows = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, MainWindow)]
        seen.append(any(window.isVisible() and window.profile.folder == tmp_path for window in windows))
        for window in windows:
            window.close()

    QTimer.singleShot(50, look)

    assert open_window(profile=tmp_path) == 0
    assert seen == [True]


def test_bug_is_shown_with_details_to_copy(qtbot, capfd) -> None:
    try:
        raise ValueError("<b>a bug</b>")
    except ValueError as error:
        show_crash(type(error), error, error.__traceback__)
        details = crash_text(type(error), error, error.__traceback__)
    box = next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QMessageBox))
    qtbot.addWidget(box)

    assert box.textFormat() == Qt.TextFormat.PlainText
    assert "ValueError: <b>a bug</b>" in box.text()
    qtbot.mouseClick(next(one for one in box.buttons() if one.text() == "Copy details"), Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == details
    assert "ValueError" in capfd.readouterr().err
