"""Icons: every name that is used exists, each picture is made once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QPushButton

import scimviewer.ui
from scimviewer.ui.icons import ALMOST_EQUAL, pixmap, set_icon

UI = Path(scimviewer.ui.__file__).parent
NAME = re.compile(r'"([a-z0-9]+(?:-[a-z0-9]+)*-(?:line|fill)|functions)"')


def used() -> list[str]:
    return sorted({name for file in UI.glob("*.py") for name in NAME.findall(file.read_text("utf-8"))})


@pytest.mark.parametrize("name", [*used(), ALMOST_EQUAL])
def test_icon_exists_and_is_not_empty(name: str) -> None:
    image = pixmap(name, QColor("#000000"), 16, 2.0).toImage()

    assert (image.width(), image.height()) == (32, 32)
    assert any(image.pixelColor(x, y).alpha() for x in range(32) for y in range(32))


def test_unknown_icon_is_an_error() -> None:
    with pytest.raises(KeyError):
        pixmap("no-such-line", QColor("#000000"), 16)


def test_picture_is_made_once() -> None:
    first = pixmap("user-line", QColor("#123456"), 14, 1.5)

    assert pixmap("user-line", QColor("#123456"), 14, 1.5) is first


def test_button_gets_its_icon(qtbot) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    set_icon(button, "menu-line")

    assert not button.icon().isNull()
    assert button.iconSize().width() == 16
