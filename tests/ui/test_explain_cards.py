"""The cards of the page that explains."""

from __future__ import annotations

from scimviewer.event import Exchange
from scimviewer.ui.button import Button
from scimviewer.ui.event_page import ShownEvent
from scimviewer.ui.event_told import told
from scimviewer.ui.evidence_text import Links
from scimviewer.ui.explain_cards import Cards, change_runs
from scimviewer.ui.fold import FoldRow
from scimviewer.ui.paragraph import Paragraph
from scimviewer.ui.plain import PlainLabel
from scimviewer.ui.state_rows import computed_state, state_rows
from scimviewer.ui.statement import EvidenceDot, Statement
from scimviewer.ui.tag import BasisTag
from tests.ui.made import Desk, make_row
from tests.ui.made_life import ADDED, REFUSED, REMOVED, life, shown

MEMBERS = "members"


def cards_of(event, desk=None):
    return Cards(desk or Desk(), Links(), told(event))


def words(card):
    return "\n".join([*(one.text for one in card.findChildren(Paragraph)),
                      *(one.text() for one in card.findChildren(PlainLabel))])  # fmt: skip


def test_each_operation_is_a_sentence_of_its_own(case_of, qtbot):
    card = cards_of(shown(life(case_of), REFUSED)).asked()
    qtbot.addWidget(card)
    assert len(card.findChildren(Statement)) == 2
    assert "2 operations" in words(card)


def test_many_operations_are_folded_until_asked_for(qtbot):
    body = {"Operations": [{"op": "add", "path": "title", "value": str(n)} for n in range(50)]}
    event = ShownEvent(make_row(), Exchange(method="PATCH", url="/Users/1", request_body=body, status=200))
    card = cards_of(event).asked()
    qtbot.addWidget(card)
    assert len(card.findChildren(Statement)) == 12
    (fold,) = card.findChildren(FoldRow)
    assert fold.words == "38 operations more"
    fold.click()
    assert len(card.findChildren(Statement)) == 50


def test_a_change_stands_with_its_basis(case_of, qtbot):
    desk = Desk()
    card = cards_of(shown(life(case_of), ADDED), desk).happened()
    qtbot.addWidget(card)
    assert "2 → 3 added: c" in words(card)
    assert [one.basis for one in card.findChildren(BasisTag)] == ["computed"]
    card.findChild(Button).click()
    assert desk.tabs == ["before-after"]


def test_a_list_that_lost_much_is_told_in_large_figures(qtbot):
    before = {"id": "g", "members": [{"value": str(n)} for n in range(212)]}
    after = {"id": "g", "members": []}
    event = ShownEvent(make_row(), Exchange(method="PUT", url="/Groups/g", request_body=after, status=200,
                                            response_body=after))  # fmt: skip
    cards = cards_of(event)
    (row,) = [one for one in state_rows(computed_state(before, set()), computed_state(after, set())) if one.counts]
    layout = cards._figures(row)
    figures = [layout.itemAt(0).layout().itemAt(0).widget().text(), layout.itemAt(2).layout().itemAt(0).widget().text()]
    assert figures == ["212", "0"]
    assert change_runs(row)[0].text == "212 → 0"


def test_causes_carry_fixes_source_and_evidence_that_can_be_followed(case_of, qtbot):
    desk = Desk()
    cards = cards_of(shown(life(case_of), REMOVED), desk)
    card = cards.causes()
    qtbot.addWidget(card)
    text = words(card)
    first = cards.shown.open_causes[0]
    for part in (first.title, first.quirk.fix_sender, first.quirk.fix_receiver, first.quirk.id):
        assert part.split("“")[0] in text
    heard = []
    cards.links.shown.connect(heard.append)
    card.findChildren(EvidenceDot)[0].click()
    assert heard == [cards.shown.evidence[0]]


def test_evidence_leads_to_other_events_and_to_the_headers(case_of):
    desk = Desk()
    cards = cards_of(shown(life(case_of), REFUSED), desk)
    cards._show_evidence("/history/0/response/body")
    cards._show_evidence("/request/url")
    assert (desk.events, desk.tabs) == ([1], ["headers"])


def test_a_plan_is_one_click_away(case_of, qtbot):
    desk = Desk()
    card = cards_of(shown(life(case_of), ADDED), desk).next_action()
    qtbot.addWidget(card)
    card.findChild(Button).click()
    assert desk.tabs == ["undo"]


def test_a_selection_is_copied_through_the_pane(case_of, qtbot):
    desk = Desk()
    card = cards_of(shown(life(case_of), ADDED), desk).verdict()
    qtbot.addWidget(card)
    card.findChild(Paragraph).copy_wanted.emit("some words")
    assert desk.copied == [("selection", "some words")]
