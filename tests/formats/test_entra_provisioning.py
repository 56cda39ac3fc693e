from __future__ import annotations

from typing import Any

import pytest

from scimviewer.event import Stage, Step, Written
from scimviewer.formats.detection import detect
from scimviewer.formats.entra_provisioning import FORMAT, TABLE, read
from scimviewer.formats.format import Unreadable
from scimviewer.formats.reading import event_of_step
from scimviewer.times import utc_text

REASON = (
    "Received response from Web resource. Resource: https://wiki.example.com/scim/v2/Users Operation: POST Response "
    'Status Code: Conflict Response Headers: Date: … Response Content: \'{"schemas":[],"scimType":"uniqueness"}\''
)
STEP: dict[str, Any] = {
    "id": "7e40aa10",
    "activityDateTime": "2026-03-04T09:15:22.1170341Z",
    "tenantId": "9b1c",
    "jobId": "scim.9b1c.5d20",
    "cycleId": "0f6e",
    "changeId": "c3a1",
    "provisioningAction": "create",
    "durationInMilliseconds": 1212,
    "servicePrincipal": {"id": "5d20", "displayName": "Acme Wiki"},
    "sourceSystem": {"id": "e1", "displayName": "Microsoft Entra ID", "details": {}},
    "targetSystem": {"id": "ed", "displayName": "customappsso", "details": {"ServicePrincipalDisplayName": "Wiki"}},
    "initiatedBy": {"initiatorType": "system", "id": "", "displayName": "Azure AD Provisioning Service"},
    "sourceIdentity": {
        "identityType": "User", "id": "1d2c", "displayName": "Ada Park", "details": {"UserPrincipalName": "ada@x.org"},
    },
    "targetIdentity": {"identityType": "urn:ietf:params:scim:schemas:core:2.0:User", "id": "", "displayName": ""},
    "provisioningStatusInfo": {
        "status": "failure",
        "errorInformation": {"errorCode": "Conflict", "reason": REASON, "errorCategory": "nonServiceFailure"},
    },
    "provisioningSteps": [
        {"name": "EntryExportAdd", "provisioningStepType": "export", "status": "failure", "description": "Failed",
         "details": {"ReportableIdentifier": "ada@x.org"}},
    ],
    "modifiedProperties": [
        {"displayName": "userName", "oldValue": None, "newValue": "ada@example.com"},
        {"displayName": "title", "oldValue": "Clerk", "newValue": "Poet"},
    ],
}  # fmt: skip


def told(record: Any) -> Step:
    step = read(record)
    assert isinstance(step, Step)
    return step


def test_a_step_is_told_field_by_field() -> None:
    event = event_of_step(told(STEP))

    assert utc_text(event.time_ns, event.time_digits) == "2026-03-04T09:15:22.1170341Z"
    assert (event.kind, event.operation, event.intent, event.outcome) == ("step", "create", None, "failure")
    assert (event.status, event.scim_type, event.error) == (409, "uniqueness", REASON)
    assert (event.resource_type, event.resource_id, event.source_id) == ("User", None, "1d2c")
    assert (event.resource_name, event.target) == ("ada@example.com", "Acme Wiki")
    assert (event.actor, event.actor_basis) == ("Azure AD Provisioning Service", "field")
    assert (event.duration_us, event.request_id, event.cycle) == (1_212_000, "c3a1", "0f6e")
    assert (event.speaks_scim, event.outside_rates, event.method) == (True, False, None)


def test_written_values_have_an_old_one_only_where_the_log_tells_it() -> None:
    assert told(STEP).written == [Written("userName", "ada@example.com"), Written("title", "Poet", "Clerk")]
    assert told(STEP).stages == [Stage("EntryExportAdd", "failure", "Failed", {"ReportableIdentifier": "ada@x.org"})]


def renamed(value: Any) -> Any:
    """As diagnostic settings write names."""
    if isinstance(value, dict):
        return {{"displayName": "Name", "id": "Id", "status": "Status"}.get(k, k): renamed(v) for k, v in value.items()}
    return [renamed(one) for one in value] if isinstance(value, list) else value


def test_the_envelope_of_diagnostic_settings_changes_nothing_but_the_request_id() -> None:
    inner = {**renamed(STEP), "id": "7e40aa10", "modifiedProperties": STEP["modifiedProperties"]}
    inner["provisioningSteps"] = [{**STEP["provisioningSteps"][0], "provisioningStepType": 5, "status": 1}]
    envelope = {
        "time": "2026-03-04T10:00:00Z", "category": "ProvisioningLogs", "resultType": "Failure", "durationMs": "1212",
        "correlationId": "c3a1", "properties": inner,
    }  # fmt: skip

    assert event_of_step(told(envelope)) == event_of_step(told(STEP))
    assert told(envelope).stages == told(STEP).stages


def test_a_row_of_log_analytics_holds_json_in_its_cells() -> None:
    row = {
        "TimeGenerated [UTC]": "3/4/2026, 9:15:22.117 PM", "ChangeId": "c", "JobId": "j", "CycleId": "y",
        "ProvisioningAction": "disable", "ResultType": "Success", "DurationMs": "828",
        "SourceIdentity": '{"Id":"1","identityType":"User","details":{"UserPrincipalName":"a@x"}}',
        "TargetIdentity": '{"Id":"t1","identityType":"urn:ietf:params:scim:schemas:core:2.0:User"}',
        "ModifiedProperties": '[{"displayName":"active","oldValue":null,"newValue":"False"}]',
    }  # fmt: skip
    step = told(row)

    assert utc_text(step.time_ns, step.time_digits) == "2026-03-04T21:15:22.117Z"
    assert not step.zone_assumed
    assert (step.operation, step.intent, step.outcome) == ("update", "deactivate", "success")
    assert (step.resource_id, step.resource_name, step.duration_us) == ("t1", "a@x", 828_000)
    assert step.written == [Written("active", "False")]


@pytest.mark.parametrize(
    ("action", "operation"),
    [("stageddelete", ("delete", "soft_delete")), ("other", ("other", None)), ("Delete", ("delete", None))],
)
def test_actions_are_operations(action: str, operation: tuple[str, str | None]) -> None:
    step = told({**STEP, "provisioningAction": action})

    assert (step.operation, step.intent) == operation


def test_a_warning_is_neither_success_nor_failure() -> None:
    assert told({**STEP, "provisioningStatusInfo": {"status": "warning"}}).outcome == "unknown"


def test_an_error_code_alone_is_no_status() -> None:
    info = {"status": "failure", "errorInformation": {"errorCode": "Conflict"}}
    step = told({**STEP, "provisioningStatusInfo": info})

    assert (step.status, step.error) == (None, "Conflict")


def test_the_same_step_delivered_again_is_known_by_its_id_and_content() -> None:
    first = {"time": "2026-03-04T10:00:00Z", "category": "ProvisioningLogs", "properties": STEP}

    assert FORMAT.identified(first) == FORMAT.identified({**first, "time": "2026-03-04T11:00:00Z"})
    assert FORMAT.identified(first) != FORMAT.identified({**first, "properties": {**STEP, "cycleId": "other"}})
    assert FORMAT.identified({**STEP, "id": None}) is None


def test_what_is_no_step_is_a_problem_in_words() -> None:
    with pytest.raises(Unreadable, match="neither changeId nor jobId"):
        read({"category": "AuditLogs"})


def test_each_shape_is_recognised_by_its_keys() -> None:
    graph = b'{"@odata.context":"x","value":[{"changeId":"c","jobId":"j","provisioningAction":"create"}]}'
    table = b'TimeGenerated [UTC],ChangeId,JobId,ProvisioningAction\n"1/1/2026, 1:00:00 AM",c,j,create\n'

    assert detect("a", graph, "utf-8", 0, 1).format == FORMAT.name
    assert detect("a", table, "utf-8", 0, 1).format == TABLE.name
