"""The page that explains an event."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QPalette

from scimviewer.event import Exchange
from scimviewer.ui.button import Button
from scimviewer.ui.card import Card
from scimviewer.ui.event_page import ShownEvent
from scimviewer.ui.explain_page import LOADING, MISSING, TOLD, TWO_COLUMNS, ExplainPage
from scimviewer.ui.statement import Statement
from scimviewer.ui.theme import theme
from tests.ui.made import Desk, make_row
from tests.ui.made_life import READ, REFUSED, REMOVED, life, shown


class Later(Desk):
    """Keeps what it is to do."""

    def beside(self, lane, make, done, failed=None):
        self.finish = lambda: done(make(None))
        self.fail = failed


def page_of(qtbot, event, desk=None, width=500):
    page = ExplainPage(desk or Desk())
    qtbot.addWidget(page)
    page.resize(width, 700)
    page.show_event(event)
    page.show()
    return page


def titles(page):
    return [card.title.text() for card in page.area.widget().findChildren(Card) if card.title.text()]


def test_the_sentences_come_first_and_the_json_beside_them_where_there_is_room(case_of, qtbot):
    event = shown(life(case_of), REFUSED)
    page = page_of(qtbot, event)
    bodies = page.bodies["/request/body"]
    qtbot.waitUntil(lambda: bodies.mapTo(page.area.widget(), bodies.rect().topLeft()).y() > 300)
    page.resize(TWO_COLUMNS + 40, 700)
    qtbot.waitUntil(lambda: bodies.mapTo(page.area.widget(), bodies.rect().topLeft()).x() > TWO_COLUMNS / 2)
    assert {"What it asks", "What changed", "Likely causes", "Next action", "Ask the customer", "Request"} <= set(
        titles(page)
    )


def test_a_sentence_and_its_json_light_each_other(case_of, qtbot):
    page = page_of(qtbot, shown(life(case_of), REFUSED), width=1200)
    text = page.bodies["/request/body"]
    row = next(one for one in page.area.widget().findChildren(Statement) if one.pointers[0].endswith("Operations/1"))
    row.focusInEvent(QFocusEvent(QFocusEvent.Type.FocusIn, Qt.FocusReason.TabFocusReason))
    assert any("nickNames" in one.cursor.block().text() for one in text.extraSelections())
    text._tell(text.line_of(("Operations", 0)))
    assert not row.is_lit
    text._tell(text.line_of(("Operations", 1)))
    assert row.is_lit


def test_what_takes_long_is_announced_and_until_then_the_old_page_stays(case_of, qtbot):
    desk = Later()
    page = page_of(qtbot, shown(life(case_of), READ), desk)
    qtbot.waitUntil(lambda: page.currentIndex() == LOADING and page._later.isActive() is False)
    desk.finish()
    assert page.currentIndex() == TOLD
    page.show_event(shown(life(case_of), REMOVED))
    assert page.currentIndex() == TOLD
    desk.fail("There is no event 3 in this case.")
    assert page.currentIndex() == MISSING
    assert page.missing.meaning.text() == "There is no event 3 in this case."


def test_a_step_is_told_in_words(qtbot):
    page = page_of(qtbot, ShownEvent(make_row(kind="step"), None))
    assert page.currentIndex() == MISSING
    assert "step as the provider tells it" in page.missing.title.text()


def test_the_text_for_the_customer_is_copied_through_the_pane(case_of, qtbot):
    desk = Desk()
    page = page_of(qtbot, shown(life(case_of), REFUSED), desk)
    buttons = {one.accessibleName(): one for one in page.area.widget().findChildren(Button)}
    buttons["Copy the text for the customer"].click()
    buttons["Copy the body of the request"].click()
    assert desk.copied[0][0] == "text for the customer"
    assert "Refused (400 invalidPath)" in desk.copied[0][1]
    assert '"Operations"' in desk.copied[1][1]


def test_names_are_replaced_everywhere_while_they_are_hidden(case_of, qtbot):
    opened = life(case_of)
    body = {"schemas": [], "userName": "ann@halden.example"}
    told = {"detail": "ann@halden.example is taken"}
    exchange = Exchange(method="POST", url="/Users", request_body=body, status=409, response_body=told)
    redactor = opened.redactor()
    event = ShownEvent(make_row(), redactor.exchange(exchange), (), redactor)
    page = page_of(qtbot, event)
    assert "ann@" not in page.told.verdict
    assert "ann@" not in page.bodies["/response/body"].toPlainText()


@pytest.mark.parametrize("body", ["<html>" * 500, [1, [2]], {"Operations": "x"}, 7, True, "{bad", {"a": {"b": None}}])
def test_any_body_makes_a_page(qtbot, body):
    exchange = Exchange(method="PATCH", url="/Users/1", request_body=body, status=500, response_body=body)
    page = page_of(qtbot, ShownEvent(make_row(), exchange))
    assert page.currentIndex() == TOLD
    assert page.full_height(600) > 300


def test_the_page_follows_the_theme(case_of, qtbot):
    page = page_of(qtbot, shown(life(case_of), REFUSED))
    theme().use("dark")
    assert page.area.palette().color(QPalette.ColorRole.Window) == theme().colours.window
    assert not page.grab().isNull()


def test_every_part_has_a_name_for_the_ear(case_of, qtbot):
    page = page_of(qtbot, shown(life(case_of), REMOVED))
    assert page.area.accessibleName()
    assert all(row.accessibleName() for row in page.area.widget().findChildren(Statement))
    assert all(text.accessibleName() for text in page.bodies.values())
    assert page.focus_place() is page.area
