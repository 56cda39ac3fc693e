"""The words on the page that explains."""

from __future__ import annotations

from scimviewer.event import Exchange
from scimviewer.ui.event_page import ShownEvent
from scimviewer.ui.event_told import told
from scimviewer.ui.explain_words import (
    causes_title,
    missing_words,
    next_steps,
    nothing_fits,
    place_words,
    remarks,
    severity,
    what_changed,
)
from scimviewer.ui.tag import HARMLESS, UNEXPLAINED
from tests.ui.made import make_row
from tests.ui.made_life import ADDED, READ, REFUSED, REMOVED, life, shown

USER = {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "1", "userName": "ann", "active": True}
FINE = {
    "method": "GET",
    "url": "https://h.example/scim/v2/Users/1",
    "status": 200,
    "response_headers": [("Content-Type", "application/scim+json")],
    "response_body": {**USER, "meta": {"resourceType": "User", "location": "https://h.example/scim/v2/Users/1"}},
}


def of(**changes):
    return told(ShownEvent(make_row(), Exchange(**changes)))


def test_a_failure_that_nobody_explains_is_not_harmless():
    assert severity(of(method="PATCH", url="/Users/1", status=400)) == UNEXPLAINED
    assert severity(of(**FINE)) == HARMLESS


def test_a_failure_has_causes_and_a_success_has_oddities(case_of):
    opened = life(case_of)
    assert causes_title(told(shown(opened, REFUSED))) == "Likely causes"
    assert causes_title(told(shown(opened, REMOVED))) == "What was noticed"


def test_where_nothing_fits_that_is_said():
    assert nothing_fits(of(method="PATCH", url="/Users/1", status=400)).startswith("No known pattern fits")


def test_the_effect_is_told_in_a_sentence_or_left_to_the_rows(case_of):
    opened = life(case_of)
    assert "failed" in what_changed(told(shown(opened, REFUSED)))
    assert "reading changes nothing" in what_changed(told(shown(opened, READ)))
    assert what_changed(told(shown(opened, ADDED))) == ""
    assert what_changed(of(method="PATCH", url="/Users/1", status=204)).startswith("Not known")


def test_what_the_page_says_already_is_not_remarked(case_of):
    opened = life(case_of)
    assert remarks(told(shown(opened, REFUSED))) == []
    assert len(set(remarks(told(shown(opened, REMOVED))))) == len(remarks(told(shown(opened, REMOVED))))


def test_a_change_can_be_put_back_and_a_failure_need_not(case_of):
    opened = life(case_of)
    assert "undo" in [step.tab for step in next_steps(told(shown(opened, ADDED)))]
    assert "Nothing to put back:" in [step.what for step in next_steps(told(shown(opened, REFUSED)))]
    (step,) = next_steps(of(**FINE))
    assert step.what == "Nothing to do:"


def test_a_log_without_bodies_says_so():
    assert "no body" in missing_words(of(method="PATCH", url="/Users/1", status=400))
    assert "no answer" in missing_words(of(method="PATCH", url="/Users/1", request_body={}))
    assert missing_words(of(method="GET", url="/Users/1", status=404)) == ""


def test_places_are_named_as_people_name_them(case_of):
    found = told(shown(life(case_of), REFUSED))
    assert place_words(found, "/request/body/Operations/0/path") == ("", "request body Operations[0].path")
    assert place_words(found, "/request/url") == ("URL", "request url")
    assert place_words(found, "/response/status")[0] == "status"
    assert place_words(found, "/history/1/request/body/x") == ("event 2", "event 2, request body x")
    assert place_words(found, "/history/99/request/body/x")[0] == "another event"
    assert place_words(found, "")[0] == ""
