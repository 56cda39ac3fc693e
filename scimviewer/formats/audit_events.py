"""Is this record an event of a vendor's audit log, which may name a method or a status by the way?"""

from __future__ import annotations

from typing import Any

from scimviewer.formats.aliases import folded

# Events of audit logs by the names that only they have together; some of them name a method or a status by the way.
AUDIT_EVENTS = tuple(
    frozenset(names.split())
    for names in (
        "eventtype uuid actor outcome",  # Okta
        "changeid jobid", "category operationname properties",  # Entra, Azure diagnostics
        "eventsource eventname", "cloudtrailevent eventid",  # CloudTrail
        "protopayload", "classuid typeuid", "auditid verb",  # Google Cloud, OCSF, Kubernetes
        "action documentid", "action hashedtoken", "action business", "action org",  # GitHub
        "servicename actionname", "datecreate action actor entity",  # Databricks, Slack
        "technicalname org pod",  # SailPoint
        "eventtypeid", "operator categorytype operationdetail", "actorsubject resourcetype",  # OneLogin, Zoom, hoop.dev
        "logid data", "logid type date",  # Auth0
    )
)  # fmt: skip


def is_audit_event(record: dict[str, Any]) -> bool:
    """Whether a record has the names that tell such an event."""
    if str(record.get("category", "")).endswith("AccessLog"):
        return False  # Azure's gateways write requests in the same envelope
    names = {folded(name) for name in record}
    return any(marks <= names for marks in AUDIT_EVENTS)
