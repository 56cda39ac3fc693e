"""Which columns can the event table show, and how does each print a row's value?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from scimviewer.ui.display_zone import display_zone
from scimviewer.ui.plain import printable

# A row as `events --json` prints it, plus "what": the sentence of the table.
Row = dict[str, Any]
# Thousands are separated by a narrow no-break space.
NARROW = "\u202f"
CELL_LIMIT = 300


@dataclass(frozen=True)
class ShownColumn:
    """A column of the table; `sample` is the longest text to expect, and decides the width at first."""

    key: str
    title: str
    sample: str
    text: Callable[[Row], str]
    sort: str = ""  # the key the query sorts by, "" where there is no order
    right: bool = False
    usual: bool = True
    stretch: bool = False


@dataclass(frozen=True)
class Pill:
    """The one filled colour of a row: what came of it, as a word or code, a picture and a colour token."""

    text: str
    icon: str
    token: str
    spoken: str


def grouped(number: int) -> str:
    """12 044, with narrow no-break spaces."""
    return f"{number:,}".replace(",", NARROW)


def counted(number: int, noun: str) -> str:
    """A count and its noun: "1 event", "12 044 events"."""
    return f"{grouped(number)} {noun}" + ("" if number == 1 else "s")


def pill(row: Row) -> Pill:
    """What came of it: the status, or the outcome in a word where there is none."""
    status, outcome = row.get("status"), row.get("outcome")
    if status is None:
        return {
            "success": Pill("success", "check-line", "ok", "success"),
            "failure": Pill("failed", "close-circle-line", "err", "failed without a status"),
            "skipped": Pill("skipped", "skip-forward-line", "same", "skipped"),
        }.get(str(outcome), Pill("unknown", "question-line", "same", "outcome unknown"))
    code = str(status)
    if status == 429:
        return Pill(code, "timer-line", "bad", "429, throttled")
    if status >= 500:
        return Pill(code, "close-circle-line", "err", f"{code}, server error")
    if status >= 400:
        return Pill(code, "error-warning-line", "bad", f"{code}, rejected")
    if outcome == "failure":
        return Pill(code, "close-circle-line", "err", f"{code}, but failed")
    if status >= 300:
        return Pill(code, "arrow-go-forward-line", "redir", f"{code}, redirected")
    return Pill(code, "check-line", "ok", code)


def is_failure(row: Row) -> bool:
    """Failure as everywhere: status of 400 or more, no answer, or the provider says so."""
    return row.get("outcome") == "failure"


def resource(row: Row) -> str:
    """The resource's name, else its id, else the path that was asked for."""
    name, identity = row.get("resource_name"), row.get("resource_id")
    if name:
        return str(name)
    if identity:
        shown = str(identity)
        return f"id {shown}" if len(shown) <= 14 else f"id {shown[:5]}…{shown[-4:]}"
    return str(row.get("path") or "")


def resource_icon(row: Row) -> str:
    """The picture of the resource's type."""
    kind = str(row.get("resource_type") or "").lower()
    return {"": "", "user": "user-line", "group": "group-line"}.get(kind, "file-text-line")


def clock(row: Row, with_date: bool = True) -> tuple[str, str]:
    """Time of day as "14:03:22" and ".481", the day before it if wanted; empty where the log has no time.

    In the zone in which times are shown: everything that is copied has the row's own time, in UTC.
    """
    time = display_zone().of_row(row.get("time"))
    if not time:
        return "", ""
    day, _, rest = time.partition("T")
    seconds, dot, digits = rest.partition(".")
    return (f"{day[5:]} {seconds}" if with_date else seconds), (dot + digits[:3])


def _plain(key: str) -> Callable[[Row], str]:
    def text(row: Row) -> str:
        value = row.get(key)
        return "" if value is None else str(value)

    return text


def _milliseconds(row: Row) -> str:
    value = row.get("duration_ms")
    if value is None:
        return ""
    return grouped(round(value)) if value >= 10 else f"{value:.1f}".removesuffix(".0")


def _time(row: Row) -> str:
    return str(row.get("time") or "")


COLUMNS: tuple[ShownColumn, ...] = (
    ShownColumn("time", "Time", "00:00:00.000", _time, "time"),
    ShownColumn("method", "Method", "OPTIONS", lambda row: str(row.get("method") or ""), "method"),
    ShownColumn("status", "Status", "unknown", lambda row: pill(row).text, "status"),
    ShownColumn("resource", "Resource", "Ines Carvalho", resource, "resource_name"),
    ShownColumn("what", "What happened", "x" * 26, _plain("what"), stretch=True),
    ShownColumn("duration_ms", "ms", f"00{NARROW}000", _milliseconds, "duration_ms", right=True),
    ShownColumn("id", "Event", f"0{NARROW}000{NARROW}000", lambda row: grouped(row["id"]), "id", True, False),
    ShownColumn("operation", "Operation", "discovery", _plain("operation"), "operation", usual=False),
    ShownColumn("intent", "Intent", "member_remove", _plain("intent"), "intent", usual=False),
    ShownColumn("actor", "Actor", "Entra ID, legacy", _plain("actor"), "actor", usual=False),
    ShownColumn("client", "Client", "Entra ID, legacy", _plain("client"), "client", usual=False),
    ShownColumn("target", "Target", "scim.example.com", _plain("target"), "target", usual=False),
    ShownColumn("resource_type", "Type", "Group xxx", _plain("resource_type"), "resource_type", usual=False),
    ShownColumn("resource_id", "Resource id", "x" * 18, _plain("resource_id"), "resource_id", usual=False),
    ShownColumn("outcome", "Outcome", "unknown", _plain("outcome"), "outcome", usual=False),
    ShownColumn("scim_type", "Error type", "invalidFilter", _plain("scim_type"), "scim_type", usual=False),
    ShownColumn("error", "Error", "x" * 24, _plain("error"), "error", usual=False),
    ShownColumn("source", "Source", "x" * 18, _plain("source"), "source", usual=False),
    ShownColumn("line", "Line", "000000", _plain("line"), "line", True, False),
    ShownColumn("request_id", "Request id", "x" * 14, _plain("request_id"), "request_id", usual=False),
    ShownColumn("cycle", "Cycle", "x" * 14, _plain("cycle"), "cycle", usual=False),
)
BY_KEY = {column.key: column for column in COLUMNS}
USUAL = tuple(column.key for column in COLUMNS if column.usual)


def heading(column: ShownColumn) -> str:
    """What stands above a column; times say their zone."""
    return f"Time ({display_zone().title})" if column.key == "time" else column.title


def shown(column: ShownColumn, row: Row) -> str:
    """A cell's text as it is painted, copied and read aloud; nothing hidden in it."""
    return printable(column.text(row), CELL_LIMIT)


def spoken(row: Row) -> str:
    """A row in one breath, for a screen reader: "14:03:22, PATCH group Sales, 200, members added"."""
    what = " ".join(str(row.get(key) or "") for key in ("method", "resource_type")).strip()
    parts = [
        "".join(clock(row)),
        f"{what} {resource(row)}".strip(),
        pill(row).spoken,
        str(row.get("what") or ""),
    ]
    return printable(", ".join(part for part in parts if part))
