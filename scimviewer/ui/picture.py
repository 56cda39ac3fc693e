"""How does a view become a picture without a screen: the content twice as fine, above a caption that places it?"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from scimviewer.errors import UserError
from scimviewer.privacy.redaction import Redactor
from scimviewer.progress import UNWATCHED
from scimviewer.query.buckets import length_of
from scimviewer.query.filters import parse
from scimviewer.query.query import Query
from scimviewer.query.sentences import what_happened
from scimviewer.store.case import Case
from scimviewer.ui.app import application
from scimviewer.ui.caption import joined, save_svg, unseen, with_caption
from scimviewer.ui.case_series import plot_numbers
from scimviewer.ui.diff_page import DiffPage
from scimviewer.ui.display_zone import display_zone
from scimviewer.ui.event_pane import EventPane
from scimviewer.ui.event_tabs import TABS
from scimviewer.ui.events_columns import counted
from scimviewer.ui.events_model import EventsModel
from scimviewer.ui.events_table import EventsTable
from scimviewer.ui.main_window import MainWindow
from scimviewer.ui.opened_case import Answer, OpenedCase
from scimviewer.ui.plot_set import SPLITS, plots_of, redacted_value
from scimviewer.ui.row_walk import next_row
from scimviewer.ui.settings import Profile
from scimviewer.ui.story_page import StoryPage
from scimviewer.ui.theme import theme

MAIN_SIZE = (1440, 900)
CONTENT_WIDTH = 1200
PLOT_HEIGHT = 240
EVENT_HEIGHT = 760
# Whether a body needs a bar below it is known only when it has its width.
LAYOUTS = 3
# A picture of more rows is a list, and lists are exported.
MOST_ROWS = 60
PATIENCE_MS = 60_000


VIEWS = "main, events, event:ID, diff:ID, diff:ID:ID, story:RESOURCE, findings and plots"


@dataclass(frozen=True)
class Shot:
    """What to paint; `view` is one of VIEWS. Lengths in logical pixels, 0 for the view's own."""

    view: str = "main"
    filter: str = ""
    theme: str = "light"
    width: int = 0
    height: int = 0
    redact: bool = True
    bucket: str = ""  # of plots: the length of a bucket, "" for one that fits
    by: str | None = None  # of plots: the field they are split by
    tab: str = "explain"  # of an event


def shot(case_path: Path, out: Path, wanted: Shot) -> None:
    """Paint a view of a case into a PNG, plots also into an SVG; UserError where something is not there."""
    application(offscreen=True)
    name, _, of = wanted.view.partition(":")
    paint: dict[str, tuple[str, Callable[[_Scene], QImage]]] = {
        "main": ("", _main),
        "events": ("", _events),
        "event": (r"\d+", _event),
        "diff": (r"\d+(:\d+)?", _diff),
        "story": (r".+", _story),
        "findings": ("", _findings),
        "plots": ("", _plots),
    }
    if name not in paint or not re.fullmatch(paint[name][0], of, re.DOTALL):
        raise UserError(f"There is no view “{wanted.view}”. Views are {VIEWS}.")
    vector = out.suffix.lower() == ".svg"
    if vector and name != "plots":
        raise UserError("Only plots can be written as SVG.")
    parse(wanted.filter)
    before = (theme().choice, theme().zoom)
    theme().use(wanted.theme, zoom=1.0)
    try:
        opened = OpenedCase(Case.open(case_path))
        opened.table.refresh()
        answer = opened.answer(Query(wanted.filter))
        scene = _Scene(wanted, opened, answer, opened.redactor() if wanted.redact else None)
        if vector:
            save_svg(_plots_sheet(scene), _caption(scene), out, scene.hide(opened.name))
            return
        image = paint[name][1](scene)
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
        unseen(window)
        page = window.page
        window.show_case(scene.opened, scene.redactor)
        page.filter_bar.set_text(wanted.filter)
        _wait(lambda: page.answer is not None and not window.busy())
        page.table.show_as_focused()
        first = next_row(scene.answer.walk.failures, 0, 1)
        if len(scene.answer.ids):
            page.table.go_to(max(0, first))
        _wait(lambda: not window.busy())
        return with_caption(window, _caption(scene))


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
    unseen(table)
    table.set_ids(scene.answer.ids)
    table.clearFocus()
    more = "" if shown == len(scene.answer.ids) else f"the first {shown} of {counted(len(scene.answer.ids), 'event')}"
    return with_caption(table, _caption(scene, more))


def _event(scene: _Scene) -> QImage:
    return _event_picture(scene, EventPane())


def _diff(scene: _Scene) -> QImage:
    pane = EventPane()
    page = pane.pages["diff"].widget
    assert isinstance(page, DiffPage)
    _, number, *other = scene.wanted.view.split(":")
    if other:
        page.compare_with(_row(scene, int(other[0]))["id"])
    wanted = replace(scene.wanted, view=f"event:{number}", tab="diff")
    return _event_picture(replace(scene, wanted=wanted), pane)


def _story(scene: _Scene) -> QImage:
    page = StoryPage(lambda _lane, make, done, _failed: done(make(UNWATCHED)))
    page.resize(scene.wanted.width or CONTENT_WIDTH, scene.wanted.height or EVENT_HEIGHT)
    unseen(page)
    page.show_of(scene.opened, scene.wanted.view.partition(":")[2], scene.redactor)
    if not scene.wanted.height:
        page.resize(page.width(), page.full_height(page.width()))
    QApplication.processEvents()
    return with_caption(page, _caption(scene, page.counts.text()))


def _row(scene: _Scene, event_id: int) -> dict[str, Any]:
    found = scene.opened.rows([event_id])
    if not found:
        raise UserError(f"There is no event {event_id} in this case.")
    return found[0]


def _event_picture(scene: _Scene, pane: EventPane) -> QImage:
    event_id = int(scene.wanted.view.partition(":")[2])
    row = _row(scene, event_id)
    pane.redactor, pane.opened = scene.redactor, scene.opened
    keys = [tab.key for tab in TABS]
    if scene.wanted.tab not in keys:
        raise UserError(f"There is no tab “{scene.wanted.tab}”. Tabs are {', '.join(keys)}.")
    pane.open_tab(scene.wanted.tab)
    pane.resize(scene.wanted.width or CONTENT_WIDTH, scene.wanted.height or EVENT_HEIGHT)
    unseen(pane)
    case = scene.opened.case
    exchange = None if row["kind"] == "step" else case.exchange(event_id)
    pane.show_event(row, exchange, case.raw(event_id))
    QApplication.processEvents()
    for _again in range(LAYOUTS if not scene.wanted.height else 0):
        pane.show_in_full()
        QApplication.processEvents()
    time = f"{display_zone().of_row(row['time'])} ({display_zone().title})" if row["time"] else "no time"
    source = [one for one in case.sources() if one["path"] == row["source"]]
    hide = scene.hide
    first = [hide(scene.opened.name), f"event {event_id}", time]
    second = [_source_text(source, hide), f"line {row['line']}", scene.privacy]
    return with_caption(pane, [joined(first), joined(second)])


def _findings(scene: _Scene) -> QImage:
    with TemporaryDirectory() as folder:
        with theme().undressed():
            window = MainWindow(Profile(Path(folder)))
        window.resize(scene.wanted.width or MAIN_SIZE[0], scene.wanted.height or MAIN_SIZE[1])
        unseen(window)
        window.show_case(scene.opened, scene.redactor)
        window.page.views.show_findings()
        _wait(lambda: not window.busy())
        return with_caption(window, _caption(scene))


def _plots(scene: _Scene) -> QImage:
    return with_caption(_plots_sheet(scene), _caption(scene))


def _plots_sheet(scene: _Scene) -> QWidget:
    """All plots below each other, without what only hands can use."""
    from scimviewer.ui.plots_sheet import PlotsSheet  # pyqtgraph takes 0.3 s, which other pictures do not need

    wanted = scene.wanted
    by, redactor = wanted.by, scene.redactor
    if by is not None and by not in SPLITS:
        raise UserError(f"Plots cannot be split by “{by}”. Fields are {', '.join(SPLITS)}.")
    length = length_of(wanted.bucket) if wanted.bucket else None
    numbers = plot_numbers(scene.opened, scene.answer, length, by)
    plots = plots_of(numbers, str if redactor is None or by is None else partial(redacted_value, redactor, by))
    if not plots:
        raise UserError("There is nothing to plot: no event matches the filter, or none has a time.")
    sheet = PlotsSheet()
    sheet.show_plots(plots)
    for pane in sheet.panes.values():
        pane.hide_buttons()
    sheet.resize(wanted.width or CONTENT_WIDTH, wanted.height or PLOT_HEIGHT * len(plots))
    unseen(sheet)
    return sheet


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
    first, last = answer.first_ns, answer.last_ns
    time = "no times" if first is None or last is None else display_zone().span(first, last, 3)
    words = f"filter {hide(scene.wanted.filter)}" if scene.wanted.filter else "no filter"
    return [
        joined([hide(scene.opened.name), time, more or counted(len(answer.ids), "event")]),
        joined([words, _source_text(scene.opened.case.sources(), hide), scene.privacy]),
    ]


def _source_text(sources: list[dict[str, Any]], hide: Callable[[str], str]) -> str:
    if len(sources) != 1:
        return counted(len(sources), "source")
    digest = sources[0]["sha256"] or ""
    if isinstance(digest, bytes):
        digest = digest.hex()
    return f"{hide(str(sources[0]['path']))}  ·  SHA-256 {digest[:12]}"
