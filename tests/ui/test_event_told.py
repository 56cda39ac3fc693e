"""What is said about one event."""

from __future__ import annotations

from scimviewer.event import Exchange
from scimviewer.ui.event_page import ShownEvent
from scimviewer.ui.event_told import customer_text, letter, told
from tests.ui.made import make_row
from tests.ui.made_life import ADDED, CREATED, REFUSED, REMOVED, life, shown


def test_each_operation_knows_its_place(case_of):
    found = told(shown(life(case_of), REFUSED))
    assert [one.pointer for one in found.asked] == ["/request/body/Operations/0", "/request/body/Operations/1"]


def test_evidence_is_numbered_once_and_causes_name_the_numbers(case_of):
    found = told(shown(life(case_of), REMOVED))
    assert len(set(found.evidence)) == len(found.evidence)
    assert found.causes
    for cause in found.causes:
        assert [found.evidence[number - 1] for number in cause.evidence] == list(dict.fromkeys(cause.found.evidence))


def test_the_change_is_computed_from_what_the_log_told_before(case_of):
    (row,) = told(shown(life(case_of), ADDED)).changes
    assert (row.name, row.came, row.after.basis) == ("members", ("c",), "computed")


def test_before_a_create_there_was_nothing(case_of):
    rows = told(shown(life(case_of), CREATED)).changes
    assert {row.before.text for row in rows} == {"does not exist"}


def test_a_failed_request_changes_nothing(case_of):
    assert told(shown(life(case_of), REFUSED)).changes == []


def test_evidence_in_the_history_leads_to_its_event(case_of):
    found = told(shown(life(case_of), REFUSED))
    assert found.event_at("/history/0/response/body") == CREATED
    assert found.event_at("/later/0/status") == 5
    assert found.event_at("/history/99/status") is None
    assert found.event_at("/request/body") is None


def test_without_a_case_the_exchange_alone_is_explained():
    event = ShownEvent(make_row(), Exchange(method="PATCH", url="/Users/1", status=400))
    assert told(event).verdict.startswith("Refused (400)")


def test_what_is_sent_names_time_request_and_verdict(case_of):
    event = shown(life(case_of), REFUSED)
    text = letter(event.row, told(event))
    assert text.startswith("At 2026-09-01 11:00:00")
    assert "PATCH /scim/v2/Groups/g1 (request id 11)" in text
    assert "Refused (400 invalidPath)" in text
    assert text.rstrip().endswith(("?", "."))


def test_names_are_replaced_in_what_is_sent(case_of):
    opened = life(case_of)
    detail = {"detail": "ann@halden.example is taken"}
    call = {"method": "PUT", "url": "/Users/1", "request_body": {}, "status": 409, "response_body": detail}
    event = ShownEvent(make_row(), Exchange(**call))
    assert "ann@" in customer_text(event)
    assert "ann@" not in customer_text(event, opened.redactor())
