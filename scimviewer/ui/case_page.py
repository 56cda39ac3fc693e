"""How do filter, values, table and detail of an open case speak with each other?"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from scimviewer.event import Exchange
from scimviewer.progress import Progress
from scimviewer.query.filters import FilterError
from scimviewer.query.query import Query
from scimviewer.query.sentences import what_happened
from scimviewer.query.terms import toggled
from scimviewer.ui.case_views import CaseViews
from scimviewer.ui.chip_faces import as_it_is, sentence_of
from scimviewer.ui.empty_pane import EmptyPane
from scimviewer.ui.event_pane import EventPane
from scimviewer.ui.event_steps import EventSteps
from scimviewer.ui.event_views import EventViews
from scimviewer.ui.events_columns import Row
from scimviewer.ui.events_model import EventsModel
from scimviewer.ui.events_table import EventsTable
from scimviewer.ui.facets_pane import FacetsPane
from scimviewer.ui.filter_bar import FilterBar
from scimviewer.ui.filter_completing import FilterCompleting
from scimviewer.ui.filter_menus import FilterMenus
from scimviewer.ui.find_bar import FindBar
from scimviewer.ui.import_pane import ImportPane
from scimviewer.ui.jobs import Jobs
from scimviewer.ui.opened_case import Answer, OpenedCase
from scimviewer.ui.theme import shown_colours, theme

if TYPE_CHECKING:
    from scimviewer.privacy.redaction import Redactor

FACETS_WIDTH, DETAIL_WIDTH = 232, 468
# Below this width the detail stands under the table.
NARROW = 900
# A quick answer must not blink.
LOADING_AFTER_MS = 150


def hidden(redactor: Redactor, field: str | None, value: str) -> str:
    """The value of a chip with names replaced, as a row of the table has it."""
    return redactor.text(value) if field is None else str(redactor.row({field: value})[field])


class ProgressLine(QWidget):
    """Two pixels under the filter that fill while a bundle is read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.share = 0.0
        self.setFixedHeight(2)

    def show_share(self, share: float) -> None:
        """Fill so much of it, 0 to 1; 0 shows nothing."""
        self.share = max(0.0, min(1.0, share))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(100, 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, 1, self.width(), 1, theme().colours.hair)
        painter.fillRect(0, 0, round(self.width() * self.share), 2, theme().colours.accent)
        painter.end()


class CasePage(QWidget):
    """Everything below the tool bar while a case is open."""

    answered = Signal(object)  # Answer
    problems_wanted = Signal()

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.jobs = jobs
        self.opened: OpenedCase | None = None
        self.answer: Answer | None = None
        self.query = Query()
        self.growing = False
        self.redactor: Redactor | None = None
        self._again = False  # rows came while a question was under way
        self._shown_event: int | None = None
        self.filter_bar = FilterBar()
        self.menus = FilterMenus(self.filter_bar, jobs)
        self.completing = FilterCompleting(self.filter_bar, jobs)
        self.line = ProgressLine()
        self.views = CaseViews(jobs)
        self.facets = FacetsPane()
        self.events = EventsModel(self._fetch, what_happened)
        self.table = EventsTable(self.events)
        self.steps = EventSteps(self.table)
        self.empty = EmptyPane()
        self.detail = EventPane(jobs)
        self.import_pane = ImportPane()
        self._loading = QTimer(self, interval=LOADING_AFTER_MS, singleShot=True)
        self._lay_out()
        self._wire()

    def _lay_out(self) -> None:
        self.list_stack, self.side_stack = QStackedWidget(), QStackedWidget()
        self.list_stack.addWidget(self.table)
        self.list_stack.addWidget(self.empty)
        self.side_stack.addWidget(self.detail)
        self.side_stack.addWidget(self.import_pane)
        self.event_views = EventViews(self.table, self.detail, (self.facets, self.list_stack, self.views.histogram))
        self.inner = QSplitter(Qt.Orientation.Horizontal)
        self.inner.addWidget(self.list_stack)
        self.inner.addWidget(self.side_stack)
        self.outer = QSplitter(Qt.Orientation.Horizontal)
        self.outer.addWidget(self.facets)
        self.outer.addWidget(self.inner)
        for splitter in (self.inner, self.outer):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(1)
        self.outer.setStretchFactor(1, 1)
        self.inner.setStretchFactor(0, 1)
        self.facets.setMinimumWidth(140)
        self.list_stack.setMinimumWidth(200)
        self.side_stack.setMinimumSize(240, 120)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filter_bar)
        column.addWidget(self.line)
        self.views.set_events(self.outer)
        column.addWidget(self.views, 1)
        self._narrow: bool | None = None
        theme().changed.connect(self.dress)
        self.dress()

    def dress(self) -> None:
        """Take colours from the theme again."""
        shown_colours(self, "window")

    def _wire(self) -> None:
        self.filter_bar.text_changed.connect(self._use_text)
        self.filter_bar.left.connect(self._leave_filter)
        self.views.text_wanted.connect(self.filter_bar.set_text)
        self.views.events_shown.connect(self._leave_filter)
        self.views.event_wanted.connect(self._go_to_event)
        self.views.is_idle = lambda: self.table.current_id() is None
        self.views.watch.found.connect(lambda looked: self.table.show_ribbons(looked.ribbons))
        self.facets.filter_changed.connect(self.filter_bar.set_text)
        self.empty.off_wanted.connect(self.filter_bar.switch_off)
        self.empty.problems_wanted.connect(self.problems_wanted)
        self.events.order_requested.connect(self._use_order)
        self.table.event_chosen.connect(self._choose)
        self.table.opened.connect(self.detail.take_focus)
        self.table.value_chosen.connect(self.filter_by)
        self.detail.step_wanted.connect(self.table.step)
        self.detail.event_wanted.connect(self._go_to_event)
        self._loading.timeout.connect(self.detail.show_loading)

    # A case comes and goes.

    def show_case(self, opened: OpenedCase) -> None:
        """Show this case from the beginning."""
        self.close_case()
        self.opened = self.detail.opened = opened
        self.menus.show_case(opened.case)
        self.completing.show_case(opened.table)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ask()

    def close_case(self) -> None:
        """Forget everything of the case."""
        for lane in ("events", "counts", "hits", "detail", "diff", "story", "refresh"):
            self.jobs.cancel(lane)
        self.opened = self.detail.opened = self.answer = self._shown_event = None
        self.query = Query()
        self.table.show_order("time", False)
        self.events.set_ids(self.events.ids[:0])
        self.views.close_case()
        self.facets.set_text("")
        self.facets.set_counts({})
        self.menus.show_case(None)
        self.completing.show_case(None)
        self.filter_bar.reset()
        self.detail.show_nothing()
        self.event_views.forget()
        self.list_stack.setCurrentWidget(self.table)

    def show_import(self, shown: bool) -> None:
        """Put the import's progress where the detail stands, or the detail back."""
        self.growing = shown
        self.side_stack.setCurrentWidget(self.import_pane if shown else self.detail)
        self.line.show_share(0.0)

    def refresh(self) -> None:
        """Take in what an import added, in the background."""
        opened = self.opened
        if opened is not None and not self.jobs.busy("refresh"):
            self.jobs.start("refresh", lambda _progress: opened.table.refresh(), done=self._take_in)

    def reload(self) -> None:
        """Ask again after an import ended or a bundle went, even where no event came or went."""
        opened = self.opened
        if opened is not None:
            self.jobs.start("refresh", lambda _progress: opened.table.refresh(), done=lambda _grew: self.ask())

    def reread(self) -> None:
        """Show events that the case tells differently now."""
        self.events.forget_rows()
        self._shown_event = None
        self._choose(self.table.current_id())
        self.reload()

    def _take_in(self, grew: bool) -> None:
        if not grew:
            return
        if self.jobs.busy("events"):
            self._again = True  # a slow question must be able to end
        else:
            self.ask()

    # Questions.

    def _use_text(self, text: str) -> None:
        self.query = replace(self.query, text=text)
        self.facets.set_text(text)
        if self.opened is not None:
            self.ask()

    def _use_order(self, sort: str, descending: bool) -> None:
        self.query = replace(self.query, sort=sort, descending=descending)
        self.ask()

    def filter_by(self, name: str, value: str | None, exclude: bool) -> None:
        """Include or exclude the value of a field."""
        self.filter_bar.set_text(toggled(self.query.text, name, value, exclude))

    def ask(self) -> None:
        """Ask the case for what the query means."""
        opened, query = self.opened, self.query
        if opened is None:
            return
        self._again = False
        # While a bundle is read the list is asked for all the time; its progress says so already.
        self.filter_bar.show_busy(not self.growing)

        def work(progress: Progress) -> Answer | FilterError:
            try:
                return opened.answer(query, progress)
            except FilterError as error:
                return error  # the bar wants its position too

        self.jobs.start("events", work, done=self._show_answer, failed=self._show_failure)

    def _count(self, opened: OpenedCase, answer: Answer) -> None:
        self.jobs.start("counts", lambda progress: opened.counts(answer, progress), done=self.facets.set_counts)
        self.jobs.start("hits", lambda progress: opened.hits(answer, progress), done=self.steps.show_hits)

    def _show_answer(self, answer: Answer | FilterError) -> None:
        self.filter_bar.show_busy(False)
        if isinstance(answer, FilterError):
            hint = f" {answer.hint}" if answer.hint else ""
            self.filter_bar.show_error(f"{answer}{hint}", answer.position)
            return
        self.answer = answer
        self.filter_bar.near_ns = answer.last_ns or self.filter_bar.near_ns
        self.table.show_dates(answer.many_days)
        self.table.set_ids(answer.ids)
        self.steps.show(answer.walk)
        self.filter_bar.show_error("")
        sentence = sentence_of(answer.query.text)
        self.filter_bar.show_sentence(sentence if self.redactor is None else self.redactor.text(sentence))
        if answer.as_text:
            self.filter_bar.show_note("This is no valid filter, so it is searched for as text.")
        self.filter_bar.show_count(len(answer.ids), answer.total, self.growing)
        self._show_list(answer)
        if self.opened is not None:
            self._count(self.opened, answer)
            self.views.follow(self.opened, answer)
        self.answered.emit(answer)
        if self._again:
            self.ask()

    def _show_list(self, answer: Answer) -> None:
        nothing = not len(answer.ids) and not self.growing
        if nothing and answer.total:
            self.empty.show_no_match(answer.ways)
        elif nothing and self.opened is not None:
            sources = self.opened.case.sources()
            self.empty.show_no_events(
                len(sources), *(sum(one[key] or 0 for one in sources) for key in ("problems", "left_out"))
            )
        self.list_stack.setCurrentWidget(self.empty if nothing else self.table)

    def _show_failure(self, message: str) -> None:
        self.filter_bar.show_busy(False)
        self.filter_bar.show_error(message)

    def _fetch(self, ids: Any) -> list[Row]:
        return self.opened.rows(ids) if self.opened is not None else []

    # The detail.

    def _choose(self, event_id: int | None) -> None:
        opened = self.opened
        if event_id == self._shown_event:
            return
        self._shown_event = event_id
        if event_id is None or opened is None:
            self.jobs.cancel("detail")
            self._loading.stop()
            self.detail.show_nothing()
            return
        if not self.growing:
            self.side_stack.setCurrentWidget(self.detail)
        self._loading.start()

        def work(_progress: Progress) -> tuple[Row, Exchange | None, list[bytes]]:
            (row,) = opened.rows([event_id])
            exchange = None if row["kind"] == "step" else opened.case.exchange(event_id)
            return row, exchange, opened.case.raw(event_id)

        self.jobs.start("detail", work, done=self._show_detail)

    def _show_detail(self, told: tuple[Row, Exchange | None, list[bytes]]) -> None:
        self._loading.stop()
        self.detail.show_event(*told)

    def show_zone(self) -> None:
        """Show times in another zone."""
        if self.answer is not None:
            self.table.show_dates(self.answer.many_days)
        self.table.show_zone()
        self.filter_bar.show_zone()

    def _go_to_event(self, event_id: int) -> None:
        """Choose an event of the list by its id; where the filter leaves it out, show it beside the list."""
        if not self.table.choose(event_id):
            self._choose(event_id)
            self.detail.said.emit(f"Event {event_id} is not in the list: the filter leaves it out.")

    def set_redactor(self, redactor: Redactor | None) -> None:
        """Show names replaced everywhere, or as they are."""
        self.redactor = self.detail.redactor = self.views.redactor = redactor
        self.events.redact = None if redactor is None else redactor.row
        self.events.forget_rows()
        self.facets.set_redaction(None if redactor is None else redactor.row)
        self.empty.hide_names = as_it_is if redactor is None else partial(hidden, redactor)
        self.filter_bar.set_hide_names(self.empty.hide_names)

    # Focus and width.

    def focus_table(self) -> None:
        """Put the keyboard into the list."""
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_facets(self) -> None:
        """Put the keyboard on the values."""
        self.facets.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _leave_filter(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Esc: leave the filter for the table, close a search in the detail; else clear the filter."""
        searches = [bar for bar in self.detail.findChildren(FindBar) if bar.isVisible()]
        if self.filter_bar.field.hasFocus():
            self.filter_bar.tell()
            self._leave_filter()
        elif searches:
            for bar in searches:
                bar.close_bar()
        else:
            self.filter_bar.clear()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme().px(NARROW)
        if narrow != self._narrow:
            self._narrow = narrow
            self.inner.setOrientation(Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal)
            self.reset_layout()

    def reset_layout(self) -> None:
        """The widths of the first start."""
        px = theme().px
        self.outer.setSizes([px(FACETS_WIDTH), max(1, self.width() - px(FACETS_WIDTH))])
        rest = self.width() - px(FACETS_WIDTH)
        if self._narrow:
            self.inner.setSizes([self.height() // 2, self.height() // 2])
        else:
            self.inner.setSizes([max(1, rest - px(DETAIL_WIDTH)), px(DETAIL_WIDTH)])
