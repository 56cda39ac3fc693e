"""The list of findings and the chosen one, by keys and clicks."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from scimviewer.store.judgements import FALSE_POSITIVE, judgements
from scimviewer.ui.finding_watch import FindingWatch
from scimviewer.ui.findings_page import JUDGED, SEVERE, FindingsPage
from scimviewer.ui.jobs import Jobs
from scimviewer.ui.opened_case import OpenedCase
from tests.ui.made_findings import made_looked
from tests.ui.made_traffic import jobs as jobs
from tests.ui.made_traffic import opened as opened


@pytest.fixture
def page(qtbot, jobs: Jobs, opened: OpenedCase) -> FindingsPage:
    watch = FindingWatch(jobs)
    watch.opened = opened
    made = FindingsPage(watch)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    made.show_case(opened)
    watch.show(made_looked(opened))
    return made


def severities(page: FindingsPage) -> list[str]:
    return [one.finding.severity for one in page.model.shown]


def test_the_worst_is_chosen_and_arrows_choose_another(page: FindingsPage, qtbot) -> None:
    assert severities(page) == ["critical", "medium", "low"]
    assert page.current() == page.pane.shown == page.model.shown[0]
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    assert page.pane.shown.finding.severity == "medium"
    assert page.step(1)
    assert not page.step(1)


def test_the_chosen_one_stays_when_more_are_found(page: FindingsPage, opened: OpenedCase) -> None:
    page.step(1)
    page.watch.show(made_looked(opened))
    assert page.current().finding.severity == "medium"


def test_enter_makes_its_events_the_filter(page: FindingsPage, qtbot) -> None:
    page.step(1)
    with qtbot.waitSignal(page.events_wanted) as wanted:
        qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert wanted.args == ["id:(41 OR 51)"]


def test_how_many_rules_found_nothing_is_part_of_the_answer(page: FindingsPage) -> None:
    silent = page.looked.rules - 3
    assert page.told.text() == f"{page.looked.rules} rules ran on 61 events; {silent} found nothing."


def test_a_judged_one_is_last_until_it_is_taken_back(page: FindingsPage, opened: OpenedCase) -> None:
    key = page.current().key
    page.pane.judged.emit(key, FALSE_POSITIVE, "a test")
    assert severities(page) == ["medium", "low", "critical"]
    assert judgements(opened.case)[key].note == "a test"
    page.choice.choose(JUDGED)
    assert severities(page) == ["critical"]
    page.pane.judged.emit(key, "", "")
    assert severities(page) == []
    page.choice.choose(SEVERE)
    assert severities(page) == ["critical"]
