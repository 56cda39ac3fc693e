from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from scimviewer.formats.audit_events import is_audit_event
from scimviewer.formats.format import Sample
from scimviewer.formats.json_exchange import likeness
from tests.formats.conftest import PINO


@pytest.mark.parametrize(
    "file",
    ["entra_provisioning/elastic_provisioninglogs-raw.jsonl", "github_audit/elastic_api-request-events.jsonl",
     "panther_tests/Databricks_Audit.jsonl", "panther_tests/GCP_AuditLog.jsonl",
     "okta_system_log/ocsf_examples_account_change.raw.json", "ocsf/okta_group_management.ocsf.json"],
)  # fmt: skip
def test_events_of_vendors_are_known_by_their_names(samples: Path, file: str) -> None:
    data = (samples / file).read_bytes()
    records = [data] if data.lstrip()[:2] in (b"{\n", b"{\r") else data.splitlines()

    assert all(is_audit_event(msgspec.json.decode(record)) for record in records if record.strip())


def test_a_call_is_no_audit_event() -> None:
    assert not is_audit_event(PINO)
    assert not is_audit_event({"action": "create", "method": "POST", "path": "/Users", "status": 201})


def test_a_vendor_record_about_a_scim_call_is_one() -> None:
    record = {"log_id": "1", "type": "sscim", "date": "2026-03-04T09:15:23Z",
              "details": {"request": {"method": "get", "path": "/scim/v2/connections/c/Users"},
                          "response": {"statusCode": 200}}}  # fmt: skip
    other = {
        **record,
        "details": {"request": {"method": "post", "path": "/api/v2/clients"}, "response": {"statusCode": 200}},
    }

    assert likeness(Sample("log", None, {}, [record])).confidence == 0.9
    assert likeness(Sample("log", None, {}, [other])).confidence == 0
