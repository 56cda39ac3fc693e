"""Okta's System Log: JSON of the API, event hooks and copies, and the CSV of the admin console."""

from __future__ import annotations

import re
from typing import Any

from scimviewer.event import Json, Step
from scimviewer.formats.format import ROW, Aside, Field, Format, Likeness, Reading, Sample, Unreadable
from scimviewer.formats.told_names import listed, named, scim_type_in, status_named, text_in
from scimviewer.formats.values import moment_of

OUTCOMES = {"SUCCESS": "success", "ALLOW": "success", "FAILURE": "failure", "DENY": "failure", "SKIPPED": "skipped"}
PROVISIONING = (
    "application.provision.", "app.user_management.", "application.user_membership.", "user.lifecycle.",
    "group.user_membership.", "system.import.",
)  # fmt: skip
# What an event type does, by its beginning; the first that fits.
OPERATIONS: tuple[tuple[str, str, str | None], ...] = (
    ("application.provision.user.push_profile", "update", None),
    ("application.provision.user.push_okta_password", "update", "password"),
    ("application.provision.user.push_password", "update", "password"),
    ("application.provision.user.password", "update", "password"),
    ("application.provision.user.push", "create", None),
    ("application.provision.user.deactivate", "update", "deactivate"),
    ("application.provision.user.reactivate", "update", "reactivate"),
    ("application.provision.user.activate", "update", "reactivate"),
    ("application.provision.user.import", "import", None),
    ("application.provision.user.verify_exists", "search", "lookup"),
    ("application.provision.user.sync", "update", None),
    ("application.provision.group_membership.add", "assign", "member_add"),
    ("application.provision.group_membership.remove", "unassign", "member_remove"),
    ("application.provision.group_membership.import", "import", None),
    ("application.provision.group.import", "import", None),
    ("application.provision.group", "update", None),
    ("application.user_membership.add", "assign", None),
    ("application.user_membership.remove", "unassign", None),
    ("application.user_membership.", "update", None),
    ("group.user_membership.add", "assign", "member_add"),
    ("group.user_membership.remove", "unassign", "member_remove"),
    ("user.lifecycle.create", "create", None),
    ("user.lifecycle.delete", "delete", None),
    ("user.lifecycle.deactivate", "update", "deactivate"),
    ("user.lifecycle.suspend", "update", "deactivate"),
    ("user.lifecycle.unsuspend", "update", "reactivate"),
    ("user.lifecycle.activate", "update", "reactivate"),
    ("user.lifecycle.reactivate", "update", "reactivate"),
    ("user.lifecycle.", "update", None),
    ("system.import.", "import", None),
    ("app.user_management.push_new_user", "create", None),
    ("app.user_management.push_profile", "update", None),
    ("app.user_management.", "update", None),
)
# Types that are only logged when something failed: all of them are failures, whatever happened.
FAILURE_ONLY = re.compile(
    r"application\.provision\.group\.(?:add|import|remove|update)$|application\.provision\.group_membership\.|application\.integration\."
)
ERROR = re.compile(r"\.error\.|_(?:failure|failed|error)$")
SUCCESS = re.compile(r"_(?:success|succeeded)$")
STATUS = re.compile(
    r"(?:^|: )(\d{3}|[A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+){0,2})(?=$|\. Errors reported by remote server)"
    r"|HTTP (?:status )?(?:code )?:? ?(\d{3})\b"
)
COLUMNS = ("event_type", "display_message", "outcome.result", "target0.id")


def likeness(sample: Sample) -> Likeness:
    """eventType, uuid, actor and outcome, in any case, beside one of the names that only Okta has."""
    told = [record for record in sample.records if isinstance(record, dict)]
    fit = sum(map(_is_event, told))
    keys = ("eventType", "uuid", "actor", "outcome")
    return Likeness(round(0.6 + 0.39 * fit / len(told), 2), keys) if fit else Likeness(0.0, ())


def _is_event(record: dict[str, Any]) -> bool:
    names = named(record).keys()
    marks = {"published", "legacyeventtype", "displaymessage"}
    return {"eventtype", "uuid", "actor", "outcome"} <= names and bool(marks & names)


def table_likeness(sample: Sample) -> Likeness:
    """The columns of the console's download."""
    names = {one.lower() for one in sample.dialect.columns}
    return Likeness(0.99, COLUMNS) if names >= set(COLUMNS) else Likeness(0.0, ())


def read(record: Json) -> Reading:
    """One event; what is not about provisioning is set aside."""
    known = named(record)
    kind = text_in(known, "eventtype")
    if kind is None:
        raise Unreadable("This record names no eventType.")
    step = _step(known, kind)
    legacy = text_in(known, "legacyeventtype") or ""
    about = kind.startswith(PROVISIONING) or legacy.startswith("app.user_management.")
    return step if about else Aside(step)


def _step(known: dict[str, Json], kind: str) -> Step:
    actor, outcome, transaction = (named(known.get(one)) for one in ("actor", "outcome", "transaction"))
    debug = named(named(known.get("debugcontext")).get("debugdata"))
    targets = [named(one) for one in listed(known.get("target"))]
    step = Step(
        actor=text_in(actor, "displayname", "alternateid", "id"),
        client=text_in(named(named(known.get("client")).get("useragent")), "rawuseragent"),
        request_id=text_in(debug, "requestid") or text_in(transaction, "id"),
        cycle=text_in(transaction, "id") if text_in(transaction, "type") == "JOB" else None,
        target=_application(targets) or text_in(debug, "appname"),
        native=kind,
        outside_rates=bool(FAILURE_ONLY.match(kind)),
        operation="other",
    )
    moment = moment_of(known.get("published", known.get("timestamp")))
    if moment is not None:
        step.time_ns, step.time_digits, _ = moment  # copies leave the Z out: it is always UTC
    for beginning, operation, intent in OPERATIONS:
        if kind.startswith(beginning):
            step.operation, step.intent = operation, intent
            break
    _settle_resource(step, targets)
    _settle_outcome(step, known, outcome)
    shown = ("uuid", "legacyeventtype", "displaymessage", "severity", "transaction", "target", "debugcontext")
    step.told.update({name: known[name] for name in shown if name in known})
    return step


def _application(targets: list[dict[str, Json]]) -> str | None:
    found = next((one for one in targets if one.get("type") == "AppInstance"), {})
    return text_in(found, "alternateid", "displayname")


def _settle_resource(step: Step, targets: list[dict[str, Json]]) -> None:
    """The user, or the group where no user is told; entries stand in any order. Ids are Okta's own."""
    by_type = {str(one.get("type")): one for one in reversed(targets)}
    person = by_type.get("User") or by_type.get("AppUser")
    group = by_type.get("UserGroup") or by_type.get("AppGroup")
    found = person or group
    if found is None:
        return
    step.resource_type = "User" if person is not None else "Group"
    step.source_id = text_in(found, "id")
    names = ("alternateid", "displayname") if person is not None else ("displayname", "alternateid")
    step.resource_name = text_in(found, *names)


def _settle_outcome(step: Step, known: dict[str, Json], outcome: dict[str, Json]) -> None:
    """One type covers attempt, success and error; the older name of the type tells them apart."""
    legacy = text_in(known, "legacyeventtype") or ""
    step.outcome = OUTCOMES.get((text_in(outcome, "result") or "").upper(), "unknown")
    if ERROR.search(legacy):
        step.outcome = "failure"
    elif step.outcome == "success" and legacy.startswith("app.user_management.") and not SUCCESS.search(legacy):
        step.outcome = "unknown"  # an attempt: its result is another record
    reason = text_in(outcome, "reason")
    step.error = reason or (text_in(known, "displaymessage") if step.outcome == "failure" else None)
    if reason and step.outcome == "failure":
        match = STATUS.search(reason)
        step.status = status_named(match[1] or match[2]) if match else None
        step.scim_type = scim_type_in(reason)


def read_row(record: Json) -> Reading:
    """A row of the download: its columns are the path to the member that they were in the JSON."""
    event: dict[str, Any] = {}
    targets: dict[str, dict[str, Json]] = {}
    for column, cell in record.items():
        if cell in ("", "null", "-"):
            continue
        first, _, rest = column.partition(".")
        if first.startswith("target") and first[6:].isdecimal():
            targets.setdefault(first, {})[rest] = cell
            continue
        place = event
        *outer, last = column.split(".")
        for name in outer:
            inner = place.setdefault(name, {})
            place = inner if isinstance(inner, dict) else place
        place[last] = cell
    event["target"] = [targets[one] for one in sorted(targets)]
    return read(event)


def identity(record: Json) -> tuple[str, Json] | None:
    """The uuid, and everything else of the event."""
    own = text_in(named(record), "uuid")
    return None if own is None else (own, record)


FIELDS = (
    Field("time", "published (timestamp in the CSV)"),
    Field("actor", "actor.displayName, alternateId, id"),
    Field("operation", "eventType"),
    Field("intent", "eventType"),
    Field("resource_type", "the types of target[]: User and AppUser before UserGroup and AppGroup"),
    Field("resource_name", "alternateId of the user, displayName of the group in target[]"),
    Field("source_id", "id of the User, AppUser or group in target[]: Okta's own"),
    Field("target", "AppInstance in target[]: alternateId, displayName; else debugData.appname"),
    Field("outcome", "outcome.result, refined by legacyEventType"),
    Field("error", "outcome.reason, else displayMessage of a failure"),
    Field("status", "an HTTP status or its phrase in outcome.reason", False),
    Field("request_id", "debugData.requestId, else transaction.id"),
    Field("cycle", "transaction.id of a job"),
)
RATES = (
    "Failures are counted among the events that succeeded or failed. Outside are attempts, whose result is another "
    "record, and the types that are only logged when something failed: application.provision.group.*, "
    "application.provision.group_membership.* and application.integration.*."
)
FORMAT = Format(
    "okta_log",
    "Okta System Log",
    "Records with eventType, uuid, actor and outcome, and one of published, legacyEventType and displayMessage.",
    likeness,
    read,
    fields=FIELDS,
    rates=RATES,
    identity=identity,
)
TABLE = Format(
    "okta_csv",
    "Okta System Log, CSV download",
    "A table with the columns event_type, display_message, outcome.result and target0.id.",
    table_likeness,
    read_row,
    ROW,
    fields=tuple(one._replace(verified=False) if one.name == "time" else one for one in FIELDS),
    rates=RATES,
    identity=identity,
)
