"""Which two things of a case are compared, how are they called, and why is there nothing to compare?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from scimviewer.event import Exchange, Json
from scimviewer.query.explanations import Explanation, explanation
from scimviewer.query.shapes import last_good
from scimviewer.quirks.chaining import changed
from scimviewer.quirks.states import COMPUTED, OBSERVED
from scimviewer.scim.compare import ANSWER, NOTHING, STATES, Ignored
from scimviewer.ui.events_columns import grouped
from scimviewer.ui.opened_case import OpenedCase

if TYPE_CHECKING:
    from scimviewer.privacy.redaction import Redactor

ASKED, CHANGED, GOOD, OTHER = "Request ⇄ Response", "Before ⇄ After", "This ⇄ last good", "This ⇄ another"
COMBINATIONS = (ASKED, CHANGED, GOOD)


@dataclass(frozen=True, slots=True)
class Side:
    """One of two things: what it is called, how it is known, and where it is from."""

    title: str
    value: Json
    basis: str = ""  # observed, computed, or empty where it is a request
    note: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two things to compare. `missing` says why there is nothing to compare, then the sides are empty."""

    name: str  # one of COMBINATIONS, or OTHER
    left: Side
    right: Side
    ignored: Ignored = NOTHING
    missing: str = ""
    help: str = ""
    resource_type: str | None = None
    asked_for: frozenset[str] = frozenset()  # attributes that a PATCH is about

    def hidden(self, redactor: Redactor | None) -> Comparison:
        """The same with names replaced; equal names stay equal."""
        if redactor is None:
            return self
        left, right = (
            replace(side, value=redactor.json(side.value), note=redactor.text(side.note))
            for side in (self.left, self.right)
        )
        return replace(self, left=left, right=right)


def nothing(name: str, why: str, way_out: str = "") -> Comparison:
    """There is nothing to compare."""
    return Comparison(name, Side("", None), Side("", None), missing=why, help=way_out)


def comparison(opened: OpenedCase, event_id: int, name: str, other: int | None = None) -> Comparison:
    """The sides of a combination for an event; `other` is the event it is compared with under OTHER."""
    if name == OTHER and other is not None:
        return two_events(opened, other, event_id)
    if name == GOOD:
        return with_last_good(opened, event_id)
    told = explanation(opened.case, opened.table, event_id)
    return asked_and_answered(told) if name == ASKED else before_and_after(told)


def first_choice(told: Exchange) -> str:
    """The combination that says most of an exchange: what was refused is compared with what was not."""
    if told.status is not None and told.status >= 400:
        return GOOD
    return CHANGED if told.response_body in (None, "") or told.method in ("GET", "DELETE") else ASKED


def asked_and_answered(told: Explanation) -> Comparison:
    """What the request means to make of the resource, and the resource as it was answered."""
    case = told.situation
    if case.failed and case.status is not None:
        return nothing(ASKED, f"Refused with {case.status}: the answer holds no resource.", "“This ⇄ last good” helps.")
    if case.intended is None:
        return nothing(ASKED, "This request asks for no change.", "“Before ⇄ After” shows what was known before.")
    if case.resource is None:
        return nothing(ASKED, "The answer holds no resource.", "“Before ⇄ After” shows what the request makes of it.")
    meant = case.intended
    asked: Json = meant.state if meant.state is not None else meant.known
    note = "the state before, with this request applied" if meant.state is not None else "what the request says"
    return Comparison(
        ASKED,
        Side("Asked", asked, "" if case.operation != "patch" else COMPUTED, note),
        Side("Answered", case.resource, OBSERVED, f"answer with {case.status}"),
        ANSWER,
        resource_type=case.resource_type,
        asked_for=frozenset(changed(case.known or {}, asked)) if case.operation == "patch" else frozenset(),
    )


def before_and_after(told: Explanation) -> Comparison:
    """The resource before and after a call, as far as it is known."""
    states, case = told.explained.states, told.situation
    if states.before is None and states.after is None:
        why = states.remarks[0] if states.remarks else "Neither the state before nor the one after is known."
        return nothing(CHANGED, why, "A log with bodies, or an earlier GET of the resource in it, would tell.")
    # What was taken away has no basis of its own; no answer shows that it is gone.
    unseen = not case.failed and states.observed is None and case.operation != "read"
    after_basis = COMPUTED if unseen or COMPUTED in states.basis.values() else OBSERVED
    notes = {True: "as the events before tell it", False: "not known: no earlier event tells it"}
    gone = "deleted" if case.operation == "delete" and case.succeeded else "not known"
    failed = "unchanged: the request failed" if case.failed else f"answer with {case.status}"
    return Comparison(
        CHANGED,
        Side("Before", states.before, _basis_before(told), notes[states.before is not None]),
        Side(
            "After",
            states.after,
            after_basis if states.after is not None else "",
            gone if states.after is None else failed if after_basis == OBSERVED or case.failed else "request applied",
        ),
        STATES,
        resource_type=case.resource_type,
    )


def _basis_before(told: Explanation) -> str:
    if told.explained.states.before is None:
        return ""
    return COMPUTED if told.situation.chain.computed else OBSERVED


def with_last_good(opened: OpenedCase, event_id: int) -> Comparison:
    """The request of an event and the last one like it that was accepted."""
    found = last_good(opened.case, opened.table.now, event_id)
    if found is None:
        return nothing(GOOD, "No request of this operation was accepted in this case.", "Mark another event with d.")
    this, good = (opened.case.exchange(one) for one in (event_id, found.event))
    shape = "same shape" if found.same_shape else "same operation, other shape"
    return Comparison(
        GOOD,
        Side(f"Event {grouped(found.event)}", _request(good), "", f"{good.status or 'accepted'}, {shape}"),
        Side(f"This event, {grouped(event_id)}", _request(this), "", str(this.status or "no status")),
    )


def two_events(opened: OpenedCase, left: int, right: int) -> Comparison:
    """Two exchanges as wholes."""
    one, other = (opened.case.exchange(number) for number in (left, right))
    first, second = (
        Side(f"Event {grouped(number)}", _whole(told), "", f"{told.method or ''} {told.status or 'no status'}".strip())
        for number, told in ((left, one), (right, other))
    )
    return Comparison(OTHER, first, second)


def _request(told: Exchange) -> Json:
    return {"method": told.method, "url": told.url, "body": told.request_body}


def _whole(told: Exchange) -> Json:
    return {"request": _request(told), "response": {"status": told.status, "body": told.response_body}}
