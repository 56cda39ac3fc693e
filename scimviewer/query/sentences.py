"""What happened, in words."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from scimviewer.event import Exchange
from scimviewer.scim.facts import patch_operations

Row = dict[str, Any]
DONE = {
    "create": "created",
    "read": "read",
    "search": "searched",
    "replace": "replaced",
    "patch": "changed",
    "delete": "deleted",
    "bulk": "bulk request done",
    "discovery": "discovery read",
    "other": "answered",
}
ASKED = {
    "create": "Create",
    "read": "Read",
    "search": "Search",
    "replace": "Replace",
    "patch": "Change",
    "delete": "Delete",
    "bulk": "Bulk request",
    "discovery": "Read the discovery document",
    "other": "Request",
}
INTENTS = {
    "deactivate": "deactivated",
    "reactivate": "reactivated",
    "member_add": "members added",
    "member_remove": "members removed",
    "rename": "renamed",
    "password": "password set",
    "lookup": "looked up",
}
ASKED_INTENTS = {
    "deactivate": "Deactivate",
    "reactivate": "Reactivate",
    "member_add": "Add members to",
    "member_remove": "Remove members from",
    "rename": "Rename",
    "password": "Set the password of",
    "lookup": "Look up",
}
REFUSALS = {
    400: "refused",
    401: "not signed in",
    403: "forbidden",
    404: "not found",
    405: "method not allowed",
    408: "timed out",
    409: "conflict",
    412: "version is out of date",
    413: "too large",
    415: "wrong content type",
    429: "throttled",
    500: "server error",
    501: "not implemented",
    502: "bad gateway",
    503: "unavailable",
    504: "gateway timed out",
}
WIDTH = 34


def what_happened(row: Row) -> str:
    """At most 34 characters for the table, the news first."""
    status, done = (
        row["status"],
        INTENTS.get(row["intent"] or "", DONE.get(row["operation"] or "", "unknown")),
    )
    if row["outcome"] == "failure":
        why = row["error"] or row["scim_type"] or ""
        news = REFUSALS.get(status, "failed") if status is not None else "no answer"
        return shortened(f"{news}: {why}" if why and status is not None else news)
    if row["outcome"] == "unknown":
        return shortened(f"outcome unknown: {ASKED.get(row['operation'] or '', 'request').lower()}")
    if row["intent"] == "password" and row["operation"] == "create":
        done = "created, with a password"
    return shortened(done)


def shortened(text: str, width: int = WIDTH) -> str:
    """The text on one line, with … where it is too long."""
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 1].rstrip() + "…"


def sentence(row: Row, exchange: Exchange | None = None) -> str:
    """One full sentence for the detail: what was asked of whom, and how it ended."""
    asked = f"{_asked(row)} {_whom(row, exchange)}".strip()
    extra = _operations(exchange)
    if extra > 1:
        asked += f" with {extra} operations"
    return f"{asked}: {_ended(row)}"


def _asked(row: Row) -> str:
    if row["intent"] == "password" and row["operation"] == "create":
        return "Create"
    return ASKED_INTENTS.get(row["intent"] or "", ASKED.get(row["operation"] or "", "Request"))


def _whom(row: Row, exchange: Exchange | None) -> str:
    kind = {"User": "user", "Group": "group"}.get(row["resource_type"] or "", row["resource_type"] or "")
    if row["operation"] in ("bulk", "discovery"):
        return f"({kind})" if row["operation"] == "discovery" and kind else ""
    if row["resource_name"]:
        return f"{kind} {row['resource_name']}".strip()
    if row["resource_id"]:
        return f"{kind} with id {shortened(row['resource_id'], 40)}".strip()
    if row["operation"] == "other" and exchange is not None and exchange.url:
        return shortened(_path(exchange.url), 60)
    return f"{kind}s" if kind and row["operation"] == "search" else kind


def _path(url: str) -> str:
    try:
        return urlsplit(url).path or url
    except ValueError:
        return url


def _operations(exchange: Exchange | None) -> int:
    return 0 if exchange is None else sum(1 for _ in patch_operations(exchange.request_body))


def _ended(row: Row) -> str:
    status = row["status"]
    if row["outcome"] == "success":
        return f"answered with {status}." if status is not None else "done, as the log says."
    if row["outcome"] == "failure":
        if status is None:
            if row.get("kind") == "step":  # a provider's own word: no call is known that had no answer
                return f"failed. {shortened(row['error'], 200)}" if row["error"] else "failed, as the log says."
            return f"no answer ({row['error']})." if row["error"] else "no answer."
        news = f"{REFUSALS.get(status, 'failed')} ({status})"
        why = row["error"] or row["scim_type"]
        return f"{news}. {shortened(why, 200)}" if why else f"{news}."
    if row["outcome"] == "skipped":
        return f"skipped. {shortened(row['error'], 200)}" if row["error"] else "skipped."
    return "the log does not say how it ended."
