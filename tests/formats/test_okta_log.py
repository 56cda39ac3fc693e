from __future__ import annotations

from typing import Any

import pytest

from scimviewer.event import Step
from scimviewer.formats.detection import detect
from scimviewer.formats.format import Aside, Unreadable
from scimviewer.formats.okta_log import FORMAT, TABLE, read, read_row
from scimviewer.formats.reading import event_of_step
from scimviewer.times import utc_text

REASON = "Error while trying to create user: Bad Request. Errors reported by remote server: userName is required"
PUSH: dict[str, Any] = {
    "actor": {"id": "spr1", "type": "SystemPrincipal", "alternateId": "system@okta.com", "displayName": "Okta System"},
    "client": {"userAgent": None, "zone": None},
    "displayMessage": "Push new user to external application",
    "eventType": "application.provision.user.push",
    "legacyEventType": "app.api.error.create_user",
    "outcome": {"result": "FAILURE", "reason": REASON},
    "published": "2026-03-04T09:15:24.031Z",
    "severity": "ERROR",
    "debugContext": {"debugData": {"appname": "scim2headerauth"}},
    "transaction": {"type": "JOB", "id": "puj1", "detail": {}},
    "uuid": "5f0d1c2e",
    "version": "0",
    "target": [
        {"id": "0oa1", "type": "AppInstance", "alternateId": "Acme Wiki", "displayName": "SCIM 2.0 Test App"},
        {"id": "0ua1", "type": "AppUser", "alternateId": "ada@example.com", "displayName": "Ada Park"},
    ],
}


def told(record: Any) -> Step:
    step = read(record)
    assert isinstance(step, Step)
    return step


def test_an_event_is_told_field_by_field() -> None:
    event = event_of_step(told(PUSH))

    assert utc_text(event.time_ns, event.time_digits) == "2026-03-04T09:15:24.031Z"
    assert (event.kind, event.operation, event.intent, event.outcome) == ("step", "create", None, "failure")
    assert (event.status, event.error) == (400, REASON)
    assert (event.resource_type, event.resource_id, event.source_id) == ("User", None, "0ua1")
    assert (event.resource_name, event.target, event.actor) == ("ada@example.com", "Acme Wiki", "Okta System")
    assert (event.request_id, event.cycle, event.duration_us) == ("puj1", "puj1", None)


def test_copies_in_lower_case_say_the_same() -> None:
    def lowered(value: Any) -> Any:
        if isinstance(value, dict):
            return {name.lower(): lowered(inner) for name, inner in value.items()}
        return [lowered(one) for one in value] if isinstance(value, list) else value

    copy = {**lowered(PUSH), "published": "2026-03-04 09:15:24.031"}
    assert event_of_step(told(copy)) == event_of_step(told(PUSH))


@pytest.mark.parametrize(
    ("legacy", "outcome"),
    [
        ("app.user_management.push_profile_update", "unknown"),
        ("app.user_management.push_profile_success", "success"),
        ("app.user_management.push_profile_failure", "failure"),
        ("app.api.error.push_profile_update", "failure"),
    ],
)
def test_the_older_name_tells_attempt_success_and_error_apart(legacy: str, outcome: str) -> None:
    record = {**PUSH, "legacyEventType": legacy, "outcome": {"result": "SUCCESS"}}

    assert told({**record, "eventType": "application.provision.user.push_profile"}).outcome == outcome


def test_types_that_only_tell_failures_are_outside_every_rate() -> None:
    assert told({**PUSH, "eventType": "application.provision.group_membership.add"}).outside_rates
    assert told({**PUSH, "eventType": "application.provision.group.update"}).outside_rates
    assert not told({**PUSH, "eventType": "application.provision.group_push.mapping.update"}).outside_rates
    assert not told(PUSH).outside_rates


def test_what_is_not_about_provisioning_is_set_aside() -> None:
    reading = read({**PUSH, "eventType": "user.session.start", "legacyEventType": "core.user_auth.login_success"})

    assert isinstance(reading, Aside)
    assert reading.step.operation == "other"


def test_a_row_of_the_download_is_the_same_event() -> None:
    row = {
        "severity": "ERROR", "event_type": PUSH["eventType"], "display_message": "x", "uuid": "5f0d1c2e",
        "timestamp": "2026-03-04T09:15:24.031Z", "outcome.result": "FAILURE", "outcome.reason": REASON,
        "actor.display_name": "Okta System", "transaction.id": "puj1", "transaction.type": "JOB",
        "legacy_event_type": PUSH["legacyEventType"], "target0.id": "0ua1", "target0.type": "AppUser",
        "target0.alternate_id": "ada@example.com", "target1.id": "0oa1", "target1.type": "AppInstance",
        "target1.alternate_id": "Acme Wiki", "client.zone": "null",
    }  # fmt: skip
    step = read_row(row)

    assert isinstance(step, Step)
    assert event_of_step(step) == event_of_step(told(PUSH))


def test_a_failure_without_a_reason_has_its_message() -> None:
    step = told({**PUSH, "outcome": {"result": "FAILURE", "reason": None}})

    assert (step.error, step.status) == ("Push new user to external application", None)


def test_a_record_without_a_type_is_a_problem_in_words() -> None:
    with pytest.raises(Unreadable, match="eventType"):
        read({"uuid": "x"})


def test_each_shape_is_recognised_by_its_keys() -> None:
    hook = b'{"eventType":"com.okta.event_hook","data":{"events":[{"eventType":"a","uuid":"b","actor":{},"outcome":{},'
    hook += b'"published":"2026-01-01T00:00:00Z"}]}}'
    table = b"event_type,display_message,outcome.result,target0.id\na,b,SUCCESS,c\n"

    assert detect("a", hook, "utf-8", 0, 1).format == FORMAT.name
    assert detect("a", table, "utf-8", 0, 1).format == TABLE.name
