"""List and plots of the same events."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from scimviewer.query.query import Query
from scimviewer.ui.case_views import EVENTS, FINDINGS, PLOTS, CaseViews
from scimviewer.ui.jobs import Jobs
from scimviewer.ui.opened_case import OpenedCase
from scimviewer.ui.tool_bar import VIEWS
from tests.ui.made_findings import made_looked
from tests.ui.made_traffic import jobs as jobs
from tests.ui.made_traffic import opened as opened


@pytest.fixture
def views(qtbot, jobs: Jobs, opened: OpenedCase) -> CaseViews:
    made = CaseViews(jobs)
    qtbot.addWidget(made)
    made.set_events(QWidget())
    made.resize(1000, 700)
    made.show()
    made.follow(opened, opened.answer(Query()))
    qtbot.waitUntil(lambda: not jobs.busy("histogram"))
    return made


def test_the_tool_bar_offers_every_view() -> None:
    assert {EVENTS, FINDINGS, PLOTS} <= set(VIEWS)


def test_plots_ask_only_when_they_are_seen(views: CaseViews, qtbot) -> None:
    assert views._plots is None
    views.show_view(PLOTS)
    assert views.histogram.isHidden()
    qtbot.waitUntil(lambda: not views.jobs.busy("plots"))
    assert "requests" in views.plots.sheet.panes


def test_another_filter_reaches_the_view_that_is_seen(views: CaseViews, opened: OpenedCase, qtbot) -> None:
    views.show_view(PLOTS)
    views.follow(opened, opened.answer(Query("method:PUT")))
    qtbot.waitUntil(lambda: not views.jobs.busy("plots"))
    assert views.plots.numbers.total[0].requests.sum() == 30

    views.show_view(EVENTS)
    qtbot.waitUntil(lambda: not views.jobs.busy("histogram"))
    assert views.histogram.numbers.counts.sum() == 30


def test_events_of_a_cell_are_shown_in_the_list(views: CaseViews, qtbot) -> None:
    views.show_view(PLOTS)
    with qtbot.waitSignals([views.text_wanted, views.changed, views.events_shown]):
        views.plots.events_wanted.emit("status:409")
    assert (views.shown, views.stack.currentIndex()) == (EVENTS, 0)
    assert not views.histogram.isHidden()


def test_names_are_replaced_in_plots_too(views: CaseViews, opened: OpenedCase) -> None:
    views.redactor = opened.redactor()
    assert views.plots.redactor is views.redactor
    views.redactor = None
    assert views.plots.redactor is None


def test_a_closed_case_begins_with_the_list_again(views: CaseViews, qtbot) -> None:
    views.show_view(PLOTS)
    qtbot.waitUntil(lambda: not views.jobs.busy("plots"))
    views.close_case()
    assert views.shown == EVENTS
    assert views.plots.sheet.panes == {}


def test_a_mark_above_the_bars_leads_to_its_finding(views: CaseViews, opened: OpenedCase) -> None:
    views.findings.show_case(opened)
    views.watch.show(made_looked(opened))
    assert [one.colour for one in views.histogram.lane.markers] == ["rib_critical", "rib_medium"]
    views.histogram.lane.chosen.emit(1)
    assert views.shown == FINDINGS
    assert views.findings.current().finding.severity == "medium"


def test_the_next_finding_is_one_key_away_from_every_view(views: CaseViews, opened: OpenedCase) -> None:
    views.findings.show_case(opened)
    views.watch.show(made_looked(opened))
    views.step_finding(1)
    assert (views.shown, views.findings.current().finding.severity) == (FINDINGS, "critical")
    views.step_finding(1)
    assert views.findings.current().finding.severity == "medium"


@pytest.mark.parametrize("idle", [True, False])
def test_a_case_that_was_read_opens_with_what_matters_unless_somebody_looks_at_an_event(
    views: CaseViews, opened: OpenedCase, idle: bool
) -> None:
    views.is_idle = lambda: idle
    views._findings_first = True
    views.findings.show_case(opened)
    views.watch.show(made_looked(opened))
    assert views.shown == (FINDINGS if idle else EVENTS)
