"""Pictures in the manual."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage, QTextDocument

from scimviewer.ui.manual_dialog import ManualDialog
from scimviewer.ui.manual_pictures import RATIO, WIDTH, add_pictures

PLOTS = QUrl("../screenshots/plots.png")
IMAGE = QTextDocument.ResourceType.ImageResource.value


def test_a_picture_that_a_page_names_is_there_and_fits(qtbot) -> None:
    dialog = ManualDialog()
    qtbot.addWidget(dialog)
    dialog.show_page("08-plots.md")
    found = dialog.text.document().resource(IMAGE, PLOTS)
    assert isinstance(found, QImage)
    assert found.width() == WIDTH * RATIO


def test_pictures_from_elsewhere_are_not_loaded(qtbot) -> None:
    document = QTextDocument()
    add_pictures(document, "![x](../../etc/secret.png) ![y](http://example.com/a.png)")
    assert document.resource(IMAGE, QUrl("http://example.com/a.png")) is None
