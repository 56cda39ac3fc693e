"""How does a view become a picture without a screen: the content twice as fine, above a caption that places it?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PySide6.QtCore import QEvent, QEventLoop, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from scimviewer.errors import UserError
from scimviewer.privacy.redaction import Redactor
from scimviewer.query.filters import parse
from scimviewer.query.query import Query
from scimviewer.query.sentences import what_happened
from scimviewer.store.case import Case
from scimviewer.times import utc_text
from scimviewer.ui.app import application
from scimviewer.ui.event_pane import EventPane
from scimviewer.ui.events_columns import counted
from scimviewer.ui.events_model import EventsModel
from scimviewer.ui.events_table import EventsTable
from scimviewer.ui.main_window import MainWindow
from scimviewer.ui.opened_case import Answer, OpenedCase
from scimviewer.ui.plain import printable
from scimviewer.ui.settings import Profile
from scimviewer.ui.theme import theme

RATIO = 2.0
MAIN_SIZE = (1440, 900)
CONTENT_WIDTH = 1200
CAPTION_LINE, CAPTION_SIDE = 18, 16
# A picture of more rows is a list, and lists are exported.
MOST_ROWS = 60
PATIENCE_MS = 60_000


@dataclass(frozen=True)
class Shot:
    """What to paint; `view` is main, events, or event:ID. Lengths in logical pixels, 0 for the view's own."""

    view: str = "main"
    filter: str = ""
    theme: str = "light"
    width: int = 0
    height: int = 0
    redact: bool = True


def shot(case_path: Path, out: Path, wanted: Shot) -> None:
    """Paint a view of a case into a PNG; UserError where the view, the event or the filter is not there."""
    application(offscreen=True)
    name, _, number = wanted.view.partition(":")
    paint: dict[str, Callable[[_Scene], QImage]] = {"main": _main, "events": _events, "event": _event}
    if name not in paint or (name == "event") != number.isdigit():
        raise UserError(f"There is no view “{wanted.view}”. Views are main, events and event:ID.")
    parse(wanted.filter)
    before = (theme().choice, theme().zoom)
    theme().use(wanted.theme, zoom=1.0)
    try:
        opened = OpenedCase(Case.open(case_path))
        opened.table.refresh()
        answer = opened.answer(Query(wanted.filter))
        image = paint[name](_Scene(wanted, opened, answer, opened.redactor() if wanted.redact else None))
    finally:
        theme().use(before[0], zoom=before[1])
    if not image.save(str(out), "PNG"):  # type: ignore[call-overload]
        raise UserError(f"{out} cannot be written.")


@dataclass(frozen=True)
class _Scene:
    wanted: Shot
    opened: OpenedCase
    answer: Answer
    redactor: Redactor | None

    def hide(self, text: str) -> str:
        """A text with its names replaced, if they are to be."""
        return text if self.redactor is None else self.redactor.text(text)

    @property
    def privacy(self) -> str:
        """What the caption says of names."""
        return "not redacted" if self.redactor is None else "names replaced"


def _main(scene: _Scene) -> QImage:
    wanted = scene.wanted
    with TemporaryDirectory() as folder:
        with theme().undressed():
            window = MainWindow(Profile(Path(folder)))
        window.resize(wanted.width or MAIN_SIZE[0], wanted.height or MAIN_SIZE[1])
        _unseen(window)
        page = window.page
        window.show_case(scene.opened, scene.redactor)
        page.filter_bar.set_text(wanted.filter)
        _wait(lambda: page.answer is not None and not window.busy())
        page.table.show_as_focused()
        first = scene.answer.next_failure(0, 1)
        if len(scene.answer.ids):
            page.table.go_to(max(0, first))
        _wait(lambda: not window.busy())
        return _with_caption(window, _caption(scene))


def _events(scene: _Scene) -> QImage:
    model = EventsModel(scene.opened.rows, what_happened)
    if scene.redactor is not None:
        model.redact = scene.redactor.row
    table = EventsTable(model)
    table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    shown = min(len(scene.answer.ids), MOST_ROWS)
    table.show_dates(scene.answer.many_days)
    rows = max(1, shown) * table.verticalHeader().defaultSectionSize()
    height = scene.wanted.height or rows + table.horizontalHeader().sizeHint().height()
    table.resize(scene.wanted.width or CONTENT_WIDTH, height)
    _unseen(table)
    table.set_ids(scene.answer.ids)
    table.clearFocus()
    more = "" if shown == len(scene.answer.ids) else f"the first {shown} of {counted(len(scene.answer.ids), 'event')}"
    return _with_caption(table, _caption(scene, more))


def _event(scene: _Scene) -> QImage:
    event_id = int(scene.wanted.view.partition(":")[2])
    found = scene.opened.rows([event_id])
    if not found:
        raise UserError(f"There is no event {event_id} in this case.")
    pane = EventPane()
    pane.redactor = scene.redactor
    pane.resize(scene.wanted.width or CONTENT_WIDTH, scene.wanted.height or 760)
    _unseen(pane)
    case = scene.opened.case
    pane.show_event(found[0], case.exchange(event_id), case.raw(event_id))
    time = f"{found[0]['time']} (UTC)" if found[0]["time"] else "no time"
    source = [one for one in case.sources() if one["path"] == found[0]["source"]]
    hide = scene.hide
    first = [hide(scene.opened.name), f"event {event_id}", time]
    second = [_source_text(source, hide), f"line {found[0]['line']}", scene.privacy]
    return _with_caption(pane, [_joined(first), _joined(second)])


def _unseen(widget: QWidget) -> None:
    """Lay a widget out as if it were shown, without showing it."""
    widget.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    widget.show()
    QApplication.processEvents()


def _wait(done: Callable[[], bool]) -> None:
    """Let the window work until it is done."""
    loop = QEventLoop()
    look = QTimer()
    look.setInterval(10)
    look.timeout.connect(lambda: loop.quit() if done() else None)
    look.start()
    limit = QTimer()
    limit.setSingleShot(True)
    limit.timeout.connect(loop.quit)
    limit.start(PATIENCE_MS)
    loop.exec()
    QApplication.processEvents()


def _caption(scene: _Scene, more: str = "") -> list[str]:
    """Two lines that place a picture: case, time and zone; filter, source with its hash, redacted or not."""
    answer, hide = scene.answer, scene.hide
    first, last = utc_text(answer.first_ns, 3), utc_text(answer.last_ns, 3)
    time = f"{first} – {last} (UTC)" if first and last else "no times"
    words = f"filter {hide(scene.wanted.filter)}" if scene.wanted.filter else "no filter"
    return [
        _joined([hide(scene.opened.name), time, more or counted(len(answer.ids), "event")]),
        _joined([words, _source_text(scene.opened.case.sources(), hide), scene.privacy]),
    ]


def _joined(parts: list[str]) -> str:
    return "  ·  ".join(printable(part, 300) for part in parts if part)


def _source_text(sources: list[dict[str, Any]], hide: Callable[[str], str]) -> str:
    if len(sources) != 1:
        return counted(len(sources), "source")
    digest = sources[0]["sha256"] or ""
    if isinstance(digest, bytes):
        digest = digest.hex()
    return f"{hide(str(sources[0]['path']))}  ·  SHA-256 {digest[:12]}"


def _with_caption(widget: QWidget, lines: list[str]) -> QImage:
    """The widget with the strip below it."""
    strip = CAPTION_LINE * len(lines) + 12
    width, height = widget.width(), widget.height()
    image = QImage(round(width * RATIO), round((height + strip) * RATIO), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(RATIO)
    image.fill(theme().colours.window)
    widget.render(image, QPoint(0, 0))
    painter = QPainter(image)
    painter.fillRect(QRect(0, height, width, strip), theme().colours.sunken)
    painter.fillRect(QRect(0, height, width, 1), theme().colours.hair)
    font = theme().font(12)
    painter.setFont(font)
    painter.setPen(theme().colours.t2)
    for number, line in enumerate(lines):
        place = QRect(CAPTION_SIDE, height + 6 + number * CAPTION_LINE, width - 2 * CAPTION_SIDE, CAPTION_LINE)
        fitted = QFontMetrics(font).elidedText(line, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), fitted)
    painter.end()
    widget.close()
    widget.deleteLater()
    # Now, not when an event loop runs again: the theme's next change would dress it once more.
    QApplication.sendPostedEvents(widget, QEvent.Type.DeferredDelete.value)
    return image
