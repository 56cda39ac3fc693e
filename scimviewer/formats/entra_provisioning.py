"""Provisioning logs of Microsoft Entra ID: Graph and portal JSON, diagnostic settings, Log Analytics."""

from __future__ import annotations

import re
from typing import Any

from scimviewer.event import Json, Stage, Step, Written
from scimviewer.formats.durations import MS, microseconds
from scimviewer.formats.format import ROW, Field, Format, Likeness, Reading, Sample, Unreadable
from scimviewer.formats.told_names import listed, named, scim_type_in, status_named, text_in
from scimviewer.formats.values import moment_of
from scimviewer.times import Instant

OUTCOMES = {"success": "success", "failure": "failure", "skipped": "skipped"}  # a warning is neither
NUMBERED_OUTCOMES = {0: "success", 1: "failure", 2: "skipped", 3: "warning"}
OPERATIONS: dict[str, tuple[str, str | None]] = {
    "create": ("create", None),
    "update": ("update", None),
    "delete": ("delete", None),
    "stageddelete": ("delete", "soft_delete"),
    "disable": ("update", "deactivate"),
    "other": ("other", None),
}
EXPORTS = {"entryexportadd": "create", "entryexportupdate": "update", "entryexportdelete": "delete"}
# How HTTP statuses stand in Entra's sentences: as .NET's name or as a number.
STATUS = re.compile(r"(?:Response Status Code|StatusCode|HTTP status code):? ?(\w{3,40})", re.ASCII)
DOTNET_DATE = re.compile(r"\\?/Date\((-?\d{1,16})(?:[+-]\d{4})?\)\\?/")
US_TIME = re.compile(
    r"(\d{1,2})/(\d{1,2})/(\d{4}),? (\d{1,2}):(\d\d):(\d\d)(\.\d{1,9})? ?([AP]M)?( [+-]\d\d:\d\d)?", re.ASCII
)
DETAILS = ("jobid", "tenantid", "aadtenantid", "calleripaddress", "resourceid", "id", "changeid")


def likeness(sample: Sample) -> Likeness:
    """A change, a job, and what was done; or the category of the diagnostic settings."""
    told = [record for record in sample.records if isinstance(record, dict)]
    keys = [found for found in map(_deciding, told) if found]
    return Likeness(round(0.6 + 0.4 * len(keys) / len(told), 2), keys[0]) if keys else Likeness(0.0, ())


def _deciding(record: dict[str, Any]) -> tuple[str, ...]:
    names = _unpacked(record)
    if str(named(record).get("category", "")).lower() == "provisioninglogs":
        return ("category=ProvisioningLogs",)
    if "changeid" in names and "jobid" in names and ("provisioningaction" in names or "action" in names):
        return "changeId", "jobId", "provisioningAction" if "provisioningaction" in names else "action"
    return ()


def _unpacked(record: Json) -> dict[str, Json]:
    """The members of the step, out of the envelope of the diagnostic settings."""
    outer = {name.replace("[utc]", "").strip(): value for name, value in named(record).items()}
    inner = named(outer.get("properties"))
    return {**outer, **inner} if "changeid" in inner or "jobid" in inner else outer


def read(record: Json) -> Reading:
    """One step of a job for one object."""
    known = _unpacked(record)
    if "changeid" not in known and "jobid" not in known:
        raise Unreadable("This record names neither changeId nor jobId, so it is no provisioning step.")
    source, target = named(known.get("sourceidentity")), named(known.get("targetidentity"))
    step = Step(
        actor=text_in(named(known.get("initiatedby")), "displayname", "name"),
        resource_type=_type(target) or _type(source),
        resource_id=text_in(target, "id"),
        source_id=text_in(source, "id"),
        target=_target(known),
        duration_us=_duration(known),
        request_id=text_in(known, "requestid", "correlationid", "changeid"),
        cycle=text_in(known, "cycleid"),
        speaks_scim="urn:ietf:params:scim:" in (text_in(target, "identitytype") or "").lower()
        or (text_in(known, "jobid") or "").startswith("scim."),
        native=text_in(known, "provisioningaction", "action"),
        written=[_written(one) for one in listed(known.get("modifiedproperties")) if isinstance(one, dict)],
        stages=[_stage(one) for one in listed(known.get("provisioningsteps")) if isinstance(one, dict)],
    )
    moment = _moment(text_in(known, "activitydatetime", "timegenerated", "date", "time"))
    if moment is not None:
        step.time_ns, step.time_digits, step.zone_assumed = moment
    if step.zone_assumed and any("[UTC]" in name for name in record):
        step.zone_assumed = False
    step.operation, step.intent = _operation(step)
    step.resource_name = _name(step, source, target)
    _settle_outcome(step, known)
    step.told.update({name: known[name] for name in DETAILS if name in known})
    return step


def _moment(text: str | None) -> Instant | None:
    """Also as .NET and as Azure's downloads for people write it; these are always month first, and UTC."""
    if text is None:
        return None
    dotnet = DOTNET_DATE.fullmatch(text.strip())
    if dotnet:
        return moment_of(int(dotnet[1]))
    us = US_TIME.fullmatch(text.strip())
    if us is None:
        return moment_of(text)
    month, day, year, hour, minute, second, fraction, half, zone = us.groups()
    hours = int(hour) % 12 + (12 if half == "PM" else 0) if half else int(hour)
    clock = f"{hours:02d}:{minute}:{second}{fraction or ''}{(zone or '').strip()}"
    return moment_of(f"{year}-{int(month):02d}-{int(day):02d}T{clock}")


def _type(identity: dict[str, Json]) -> str | None:
    told = text_in(identity, "identitytype")
    return told.rpartition(":")[2] if told else None


def _target(known: dict[str, Json]) -> str | None:
    """The application's name; `customappsso` is what Entra calls every SCIM application that is not in its gallery."""
    for principal in listed(known.get("serviceprincipal")):
        name = text_in(named(principal), "displayname", "name")
        if name:
            return name
    system = named(known.get("targetsystem"))
    own = text_in(named(system.get("details")), "serviceprincipaldisplayname")
    return own or text_in(system, "displayname", "name")


def _duration(known: dict[str, Json]) -> int | None:
    told = known.get("durationinmilliseconds", known.get("durationms"))
    return None if told is None else microseconds(told, MS)


def _written(one: Json) -> Written:
    known = named(one)
    old = known.get("oldvalue")
    return Written(text_in(known, "displayname", "name") or "", known.get("newvalue"), None if old == "" else old)


def _stage(one: Json) -> Stage:
    known = named(one)
    status = known.get("status")
    word = "" if status is None else str(status)
    told = NUMBERED_OUTCOMES.get(int(word)) if word.isdecimal() else word.lower() or None
    details = known.get("details")
    return Stage(
        text_in(known, "name") or "", told, text_in(known, "description"), details if isinstance(details, dict) else {}
    )


def _operation(step: Step) -> tuple[str | None, str | None]:
    word = (step.native or "").lower()
    if word not in OPERATIONS:
        word = next((EXPORTS[one.name.lower()] for one in step.stages if one.name.lower() in EXPORTS), "")
    return OPERATIONS.get(word, (None, None))


def _name(step: Step, source: dict[str, Json], target: dict[str, Json]) -> str | None:
    key = "displayname" if step.resource_type == "Group" else "username"
    written = next((one.value for one in step.written if one.attribute.lower() == key), None)
    if isinstance(written, str) and written:
        return written
    shown = text_in(target, "displayname", "name") or text_in(source, "displayname", "name")
    if step.resource_type == "Group":
        return shown
    return text_in(named(source.get("details")), "userprincipalname") or shown


def _settle_outcome(step: Step, known: dict[str, Json]) -> None:
    """Outcome and error; an HTTP status only where the error's text tells one."""
    info = named(known.get("provisioningstatusinfo") or known.get("statusinfo"))
    word = text_in(info, "status") or text_in(known, "resulttype") or ""
    word = NUMBERED_OUTCOMES.get(int(word), "") if word.isdecimal() else word.lower()
    step.outcome = OUTCOMES.get(word, "unknown")
    if step.outcome == "unknown" and word:
        step.told["status"] = word
    error = named(info.get("errorinformation"))
    code, reason, more = (text_in(error, one) for one in ("errorcode", "reason", "additionaldetails"))
    skipped = next((one.text for one in step.stages if one.outcome == step.outcome and one.outcome != "success"), None)
    step.error = reason or more or code or skipped or text_in(known, "resultdescription")
    for text in filter(None, (reason, more)):
        match = STATUS.search(text)
        step.status = step.status or (status_named(match[1]) if match else None)
        step.scim_type = step.scim_type or scim_type_in(text)
    step.told.update(
        {
            name: error[name]
            for name in ("errorcode", "errorcategory", "recommendedaction", "additionaldetails")
            if name in error
        }
    )


def identity(record: Json) -> tuple[str, Json] | None:
    """Azure delivers records more than once, each time with another time in the envelope."""
    known = _unpacked(record)
    own = text_in(known, "id")
    inner = named(record).get("properties")
    if own is None:
        return None
    return own, inner if isinstance(inner, dict) else {
        key: value for key, value in record.items() if "TimeGenerated" not in key
    }


FIELDS = (
    Field("time", "activityDateTime; TimeGenerated in Log Analytics; never the envelope's time where there is another"),
    Field("actor", "initiatedBy.displayName or .Name"),
    Field("operation", "provisioningAction, else action, else the name of the export step"),
    Field("resource_type", "targetIdentity.identityType, else sourceIdentity.identityType"),
    Field("resource_id", "targetIdentity.id"),
    Field("source_id", "sourceIdentity.id"),
    Field("resource_name", "userName among modifiedProperties, UserPrincipalName, displayName"),
    Field(
        "target",
        "servicePrincipal's name, else targetSystem.details.ServicePrincipalDisplayName, else targetSystem's name",
    ),
    Field("outcome", "provisioningStatusInfo.status, else resultType; a warning is unknown"),
    Field("error", "errorInformation.reason, additionalDetails or errorCode; the description of a skipped stage"),
    Field("status", "the HTTP status in the error's text"),
    Field("scim_type", "scimType in the error's text", False),
    Field("duration_ms", "durationInMilliseconds, else durationMs: the whole step of the job"),
    Field("request_id", "correlationId, which is changeId"),
    Field("cycle", "cycleId"),
)
RATES = "Failures are counted among the steps that succeeded or failed; steps that were skipped or warned are outside."
FORMAT = Format(
    "entra_provisioning",
    "Microsoft Entra provisioning log",
    "Records with changeId, jobId and provisioningAction (or action), or of the category ProvisioningLogs.",
    likeness,
    read,
    fields=FIELDS,
    rates=RATES,
    identity=identity,
)
TABLE = Format(
    "entra_log_analytics",
    "Microsoft Entra provisioning log, table of Log Analytics",
    "A table with the columns ChangeId, JobId and ProvisioningAction.",
    likeness,
    read,
    ROW,
    fields=FIELDS,
    rates=RATES,
    identity=identity,
)
