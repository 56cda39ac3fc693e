"""Line numbers and fold marks."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt

from scimviewer.ui.json_text import JsonText


def test_a_click_on_the_mark_folds(qtbot):
    text = JsonText()
    qtbot.addWidget(text)
    text.resize(400, 300)
    text.show()
    text.set_body({"a": {"b": {"c": {}}}, "long": "x" * 90})
    (_, area) = next(iter(text.visible_blocks()))
    place = QPoint(text.gutter.width() - 6, area.center().y())
    qtbot.mouseClick(text.gutter, Qt.MouseButton.LeftButton, pos=place)
    assert text.is_folded(0)


def test_the_gutter_grows_with_the_numbers_and_is_gone_where_lines_wrap(qtbot):
    text = JsonText()
    qtbot.addWidget(text)
    text.set_body(list(range(50)))
    narrow = text.gutter.width()
    text.set_body(list(range(2000)))
    assert text.gutter.width() > narrow
    wrapped = JsonText(wrap=True)
    qtbot.addWidget(wrapped)
    wrapped.set_body("x")
    assert wrapped.gutter.width() == 0
