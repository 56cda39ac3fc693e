"""Which pictures stand in the manual, and how wide?"""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument

from scimviewer.ui.theme import resource, theme

PICTURE = re.compile(r"!\[[^\]]*\]\(\.\./screenshots/([\w-]+\.png)\)")
WIDTH = 620
RATIO = 2.0


def add_pictures(document: QTextDocument, markdown: str) -> None:
    """Give the document the program's own pictures that its text names; it loads nothing by itself."""
    for match in PICTURE.finditer(markdown):
        picture = QImage(str(resource(f"screenshots/{match[1]}")))
        wide = round(theme().px(WIDTH) * RATIO)
        fitted = picture.scaledToWidth(min(wide, picture.width()), Qt.TransformationMode.SmoothTransformation)
        fitted.setDevicePixelRatio(RATIO)
        url = QUrl(f"../screenshots/{match[1]}")
        document.addResource(QTextDocument.ResourceType.ImageResource.value, url, fitted)
