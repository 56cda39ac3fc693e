"""Why did this exchange end as it did, what did it change, and how is that undone?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from scimviewer.event import Exchange
from scimviewer.quirks import found, ordered, severity_of
from scimviewer.quirks.call import Json
from scimviewer.quirks.later import contradicted, proven
from scimviewer.quirks.quirk import Found, Quirk, named
from scimviewer.quirks.situation import Situation
from scimviewer.quirks.states import States, states_of
from scimviewer.scim.compare import Difference
from scimviewer.scim.facts import attribute
from scimviewer.scim.sentences import sentences, shown
from scimviewer.scim.version1 import explained_patch
from scimviewer.scim.whole import deleted

LONGEST_QUOTE = 160
MOST_DIFFERENCES = 500


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that is said about one exchange."""

    verdict: str
    quirks: tuple[tuple[Quirk, Found], ...]
    operations: tuple[str, ...]
    states: States

    def document(self) -> dict[str, Any]:
        """The document of `explain --json`."""
        states = self.states
        return {
            "verdict": self.verdict,
            "quirks": [quirk_document(quirk, hit) for quirk, hit in self.quirks],
            "operations": list(self.operations),
            "before": states.before,
            "intended": states.intended,
            "strict": states.strict,
            "observed": states.observed,
            "after": states.after,
            "basis": states.basis,
            "differences": [
                *(_difference(one) for one in states.differences[:MOST_DIFFERENCES]),
                *({"kind": "remark", "text": text} for text in states.remarks),
            ],
            "inverse": states.inverse,
        }


def quirk_document(quirk: Quirk, hit: Found) -> dict[str, Any]:
    """One pattern as `explain --json` tells it; `behind` only where a specific one explains it."""
    explanation = hit.explanation or quirk.explanation
    return {
        "id": quirk.id,
        "severity": severity_of(quirk, hit),
        **({"behind": hit.behind} if hit.behind else {}),
        "title": hit.title or quirk.title,
        "evidence": list(hit.evidence),
        "explanation": f"{explanation} {hit.note}".strip(),
        "fix_sender": quirk.fix_sender,
        "fix_receiver": quirk.fix_receiver,
        "source": quirk.source,
        "ask_customer": quirk.ask_customer,
    }


def explain(case: Situation, later: Sequence[Exchange] = ()) -> Explanation:
    """Look at one exchange from all sides. `later` are those about the same resource that came after it."""
    hits = tuple(patterns(case, later))
    operations = tuple(operation_sentences(case))
    states, verdict = states_of(case), _verdict(case, hits, operations)
    otherwise = contradicted(case, later, states.after) if states.observed is None else ""
    if otherwise:
        verdict = f"{verdict.rstrip('.')}; {otherwise}."
        states = replace(states, remarks=(f"{otherwise[0].upper()}{otherwise[1:]}.", *states.remarks))
    return Explanation(verdict, hits, operations, states)


def patterns(case: Situation, later: Sequence[Exchange] = ()) -> list[tuple[Quirk, Found]]:
    """Every pattern of an exchange, also those that only a later read shows."""
    hits = found(case)
    known = {quirk.id for quirk, _ in hits}
    return ordered([*hits, *(one for one in proven(case, later) if one[0].id not in known)])


# --- the verdict


def _verdict(case: Situation, hits: tuple[tuple[Quirk, Found], ...], operations: tuple[str, ...]) -> str:
    if case.exchange.method is None and case.exchange.url is None and case.status is None:
        return "This is no exchange: it has no request with a method and a path, and no response with a status."
    opening, told = _opening(case), _told(case)
    open_hits = [(quirk, hit) for quirk, hit in hits if hit.behind is None]
    serious = [one for one in open_hits if severity_of(*one) != "info"]
    if case.failed:
        if serious:
            return f"{opening}: {_said(*serious[0])}{told}."
        if open_hits:
            return f"{opening}: the cause is not certain, this was noticed: {_said(*open_hits[0])}{told}."
        return f"{opening}: no known pattern fits{told or ', and the answer does not say why'}{_by_the_letter(case)}."
    if serious:
        more = f", and {len(serious) - 1} more to look at" if len(serious) > 1 else ""
        return f"{opening}, but look closer: {_said(*serious[0])}{more}."
    if case.status is None:
        return f"{opening}."
    what = operations[0] if len(operations) == 1 else f"{len(operations)} operations" if operations else "nothing asked"
    return f"{opening}: {what.rstrip('.')}; no known pattern of trouble shows."


def _opening(case: Situation) -> str:
    status, kind = case.status, case.refusal.scim_type
    if status is None:
        return f"No answer ({case.exchange.no_answer})" if case.exchange.no_answer else "The log tells no status"
    if status >= 500:
        return f"Failed ({status})" if status != 501 else f"Refused ({status})"
    if status >= 400:
        return f"Refused ({status} {kind})" if kind else f"Refused ({status})"
    if case.failed:
        return f"Answered ({status}) with something that is not SCIM"
    if status >= 300:
        return f"Not modified ({status})" if status == 304 else f"Redirected ({status})"
    return (
        f"Answered ({status})"
        if case.method in ("GET", "HEAD") or case.operation == "search"
        else f"Accepted ({status})"
    )


def _said(quirk: Quirk, hit: Found) -> str:
    return hit.title or quirk.title


def _told(case: Situation) -> str:
    """What the server says, as the end of a sentence."""
    detail = case.refusal.detail
    if not detail:
        return ""
    short = detail if len(detail) <= LONGEST_QUOTE else detail[:LONGEST_QUOTE] + "…"
    return f"; the server says {named([short.rstrip('.')])}"


def _by_the_letter(case: Situation) -> str:
    """What RFC 7644 would refuse in the request, where no pattern says it."""
    # A log without bodies says nothing about what was sent.
    told = case.asked is not None and case.strict is not None and case.status in (400, 422, 500)
    error = case.strict.error if told and case.strict is not None else None
    return f"; by the letter of RFC 7644: {error.detail.rstrip('.')}" if error else ""


# --- one sentence an operation


def operation_sentences(case: Situation) -> list[str]:
    """What the exchange asks, in words."""
    if case.operation == "bulk":
        return [_inner(one) for one in case.inner]
    if case.intended is not None:
        told = sentences(case.intended, case.server_schemas)
        if told:
            return [_with_subject(case, one.text) for one in told]
        return [f"{line.rstrip('.')}." for line in explained_patch(case.asked)] if case.operation == "patch" else []
    return [_one(case)]


def _with_subject(case: Situation, text: str) -> str:
    """A create or a replace names whom it is about; an operation of a PATCH stands for itself."""
    name = _name(case)
    kind = (case.resource_type or "resource").lower()
    if case.operation == "create":
        return text.replace("Create the resource", f"Create the {kind}{name}", 1) + "."
    if case.operation == "replace":
        return text.replace("Replace the whole resource", f"Replace the whole {kind}{name}", 1) + "."
    return f"{text}."


def _name(case: Situation) -> str:
    body = case.asked if isinstance(case.asked, dict) else {}
    told = attribute(body, "userName") or attribute(body, "displayName") or case.resource_id
    return f" {shown(told)}" if isinstance(told, str) and told else ""


def _inner(case: Situation) -> str:
    inner = " ".join(operation_sentences(case)) if case.operation not in ("bulk", "other") else ""
    ended = "no result" if case.status is None else str(case.status)
    return f"{case.method or '?'} {case.target.path or '?'} ({ended}): {inner}".rstrip(": ")


def _one(case: Situation) -> str:
    kind = (case.resource_type or "resource").lower()
    if case.operation == "delete":
        outcome = sentences(deleted(case.known), case.server_schemas)
        return outcome[0].text.replace("the resource", f"the {kind}{_name(case)}") + "."
    if case.operation == "read":
        return f"Read the {kind}{_name(case)}."
    if case.operation == "search":
        which = f" that fit {named([case.filter])}" if case.filter else ""
        count = len(case.records)
        held = f": {count} returned" if case.succeeded else ""
        return f"List the {kind if kind != 'resource' else 'resource'}s{which}{held}."
    if case.operation == "discovery":
        return f"Ask for {case.target.endpoint}."
    return f"{case.method or 'A request'} {case.target.path or 'without a path'}: no operation of SCIM is known for it."


def _difference(one: Difference) -> dict[str, Json]:
    return {
        "kind": one.kind,
        "path": one.path,
        "expected": one.old,
        "answered": one.new,
        "expected_at": one.left,
        "answered_at": one.right,
        "text": _difference_text(one),
    }


def _difference_text(one: Difference) -> str:
    if one.kind == "removed":
        return f"{one.path}: {shown(one.old)} was expected, and the answer does not have it."
    if one.kind == "added":
        return f"{one.path}: the answer has {shown(one.new)}, which was not expected."
    if one.kind == "changed":
        return f"{one.path}: {shown(one.old)} was expected, the answer has {shown(one.new)}."
    return f"{one.path}: {shown(one.old)} and {shown(one.new)} are the same value, written as different types."
