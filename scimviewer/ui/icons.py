"""Which pictures stand on buttons and in rows, drawn once for each colour, size and screen?"""

from __future__ import annotations

import json
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton

from scimviewer.ui.theme import package_files, theme

# Fonts disagree about "≈"; this one is a path.
ALMOST_EQUAL = "almost-equal"

_pixmaps: dict[tuple[str, int, int, float], QPixmap] = {}


@lru_cache(maxsize=1)
def _remix() -> tuple[str, dict[str, str]]:
    """The family of the icon font that comes with qtawesome, and name → character."""
    (font,) = package_files("qtawesome", "fonts/remixicon-*.ttf")
    (charmap,) = package_files("qtawesome", "fonts/remixicon-charmap-*.json")
    number = QFontDatabase.addApplicationFont(str(font))
    family = QFontDatabase.applicationFontFamilies(number)[0]
    codes = json.loads(charmap.read_text("utf-8"))
    return family, {name: chr(int(code, 16)) for name, code in codes.items()}


def pixmap(name: str, colour: QColor, size: int, ratio: float = 1.0) -> QPixmap:
    """An icon of the Remix family ("user-line"), `size` logical pixels high; KeyError on an unknown name."""
    key = (name, colour.rgba(), size, ratio)
    made = _pixmaps.get(key)
    if made is None:
        made = _pixmaps[key] = _draw(name, colour, size, ratio)
    return made


def icon(name: str, colour: str = "t2", size: int = 16) -> QIcon:
    """The same as a QIcon in a token's colour, for ratio 1 to 3. Make it again when the theme changed."""
    made = QIcon()
    colours = theme().colours
    for ratio in (1.0, 2.0, 3.0):
        made.addPixmap(pixmap(name, colours.named(colour), theme().px(size), ratio))
        made.addPixmap(pixmap(name, colours.tdis, theme().px(size), ratio), QIcon.Mode.Disabled)
    return made


def set_icon(button: QAbstractButton, name: str, colour: str = "t2", size: int = 16) -> None:
    """Put an icon on a button now. Call it again when the theme changed (`button.Button` does so itself)."""
    button.setIcon(icon(name, colour, size))
    button.setIconSize(QSize(theme().px(size), theme().px(size)))


def _draw(name: str, colour: QColor, size: int, ratio: float) -> QPixmap:
    # Asked for first: an unknown name must not fail while the pixmap is being painted on.
    character = "" if name == ALMOST_EQUAL else _remix()[1][name]
    made = QPixmap(round(size * ratio), round(size * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if not character:
        _draw_almost_equal(painter, colour, size)
    else:
        font = QFont(_remix()[0])
        font.setPixelSize(size)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        painter.setFont(font)
        painter.setPen(colour)
        painter.drawText(QRectF(0, 0, size, size), int(Qt.AlignmentFlag.AlignCenter), character)
    painter.end()
    return made


def _draw_almost_equal(painter: QPainter, colour: QColor, size: int) -> None:
    """Two waves, as high as a check mark of the same size."""
    painter.setPen(QPen(colour, size * 0.115, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    for middle in (0.37, 0.65):
        path = QPainterPath(QPointF(size * 0.12, size * (middle + 0.04)))
        path.cubicTo(
            QPointF(size * 0.36, size * (middle - 0.26)),
            QPointF(size * 0.62, size * (middle + 0.26)),
            QPointF(size * 0.88, size * (middle - 0.05)),
        )
        painter.drawPath(path)
