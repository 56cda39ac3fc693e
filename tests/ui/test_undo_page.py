"""The rollback plan."""

from __future__ import annotations

import json

from scimviewer.event import Exchange
from scimviewer.ui.button import Button
from scimviewer.ui.event_page import ShownEvent
from scimviewer.ui.paragraph import Paragraph
from scimviewer.ui.undo_page import MISSING, NEVER_SENT, PLAN, UndoPage, plan_text
from tests.ui.made import Desk, make_row
from tests.ui.made_life import CREATED, READ, REFUSED, REMOVED, life, shown


def page_of(qtbot, event, desk=None):
    page = UndoPage(desk or Desk())
    qtbot.addWidget(page)
    page.resize(700, 500)
    page.show_event(event)
    page.show()
    return page


def words(page):
    return [one.text for one in page.area.widget().findChildren(Paragraph)]


def test_a_plan_shows_requests_warnings_and_that_it_is_never_sent(case_of, qtbot):
    page = page_of(qtbot, shown(life(case_of), REMOVED))
    assert page.currentIndex() == PLAN
    assert NEVER_SENT in words(page)
    (step,) = page.plan["steps"]
    assert step["warnings"]
    assert set(step["warnings"]) <= set(words(page))
    assert '"add"' in page.bodies[0].toPlainText()


def test_what_cannot_be_undone_has_its_reason(case_of, qtbot):
    opened = life(case_of)
    for event, reason in ((REFUSED, "failed and changed nothing"), (READ, "changes nothing")):
        page = page_of(qtbot, shown(opened, event))
        assert page.plan["steps"] == []
        assert any(reason in one for one in words(page))
        assert "Nothing of this can be undone" in words(page)


def test_a_creation_is_taken_back_by_a_delete_without_a_body(case_of, qtbot):
    page = page_of(qtbot, shown(life(case_of), CREATED))
    assert [step["method"] for step in page.plan["steps"]] == ["DELETE"]
    assert page.bodies == []


def test_the_plan_is_copied_as_json_and_as_markdown(case_of, qtbot):
    desk = Desk()
    page = page_of(qtbot, shown(life(case_of), REMOVED), desk)
    for button in page.area.widget().findChildren(Button):
        button.click()
    assert [kind for kind, _ in desk.copied] == ["plan", "plan"]
    assert json.loads(desk.copied[0][1]) == page.plan
    assert desk.copied[1][1].startswith("## Rollback plan")


def test_names_are_replaced_in_a_copy(case_of):
    plan = {"steps": [], "cannot": [{"event": 1, "resource": {"userName": "ann@halden.example"}, "reason": "x"}]}
    assert "ann@" not in plan_text(plan, "json", life(case_of).redactor())


def test_without_a_case_and_of_a_step_there_is_no_plan(qtbot):
    for event in (ShownEvent(make_row(), Exchange()), ShownEvent(make_row(kind="step"), None)):
        assert page_of(qtbot, event).currentIndex() == MISSING
