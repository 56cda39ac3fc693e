"""What is said about one event: why it ended as it did, where that shows, and what it changed?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from scimviewer.event import Exchange, Json
from scimviewer.query.explanations import Explanation, Surroundings, explained, surroundings
from scimviewer.query.related import Context
from scimviewer.quirks import severity_of
from scimviewer.quirks.quirk import Found, Quirk
from scimviewer.quirks.situation import Situation
from scimviewer.scim.sentences import sentences
from scimviewer.ui.event_page import ShownEvent
from scimviewer.ui.message_words import ASK_FOR_BODIES, WITH_BODY
from scimviewer.ui.state_rows import NOT_KNOWN, State, StateRow, computed_state, state_rows

if TYPE_CHECKING:
    from scimviewer.privacy.redaction import Redactor

MOST_ASKED = 3  # questions to the customer
MOST_EVIDENCE = 40


@dataclass(frozen=True, slots=True)
class Asked:
    """One operation in words, and where it stands ("" where it is the request as a whole)."""

    text: str
    pointer: str


@dataclass(frozen=True, slots=True)
class Cause:
    """A pattern, with the numbers of its evidence."""

    quirk: Quirk
    found: Found
    evidence: tuple[int, ...]

    @property
    def severity(self) -> str:
        """error, warning or info, in this case."""
        return severity_of(self.quirk, self.found)

    @property
    def title(self) -> str:
        return self.found.title or self.quirk.title

    @property
    def explanation(self) -> str:
        return f"{self.found.explanation or self.quirk.explanation} {self.found.note}".strip()


@dataclass(frozen=True, slots=True)
class Told:
    """All that the Explain page shows. `evidence` are pointers; their place is their number, from 1 on."""

    explanation: Explanation
    asked: tuple[Asked, ...]
    causes: tuple[Cause, ...]
    evidence: tuple[str, ...]
    rows: tuple[StateRow, ...]

    @property
    def situation(self) -> Situation:
        return self.explanation.situation

    @property
    def verdict(self) -> str:
        return self.explanation.explained.verdict

    @property
    def open_causes(self) -> list[Cause]:
        """Those that no more specific one explains."""
        return [one for one in self.causes if one.found.behind is None]

    @property
    def severity(self) -> str | None:
        """The worst of them; None where nothing was found."""
        return self.open_causes[0].severity if self.open_causes else None

    @property
    def changes(self) -> list[StateRow]:
        """The attributes that changed."""
        return [row for row in self.rows if row.differs]

    def event_at(self, pointer: str) -> int | None:
        """The event that a pointer into /history or /later is about."""
        _, part, number, *_ = *pointer.split("/"), "", ""
        ids = {"history": self.explanation.history, "later": self.explanation.later}.get(part, ())
        return ids[int(number)] if number.isdecimal() and int(number) < len(ids) else None


def told(event: ShownEvent, redactor: Redactor | None = None) -> Told:
    """Look at an event from all sides; what is said has names replaced where a redactor is given."""
    if event.opened is not None:
        seen = surroundings(event.opened.case, event.opened.table, event.row["id"])
    else:
        around = Context(event.row.get("id", 0), (), (), frozenset())
        seen = Surroundings(around, Situation(event.exchange or Exchange()), ())
    if redactor is not None:
        seen = _redacted(seen, redactor)
    explanation = explained(seen)
    evidence: dict[str, int] = {}
    causes = []
    for quirk, hit in explanation.explained.quirks:
        numbers = [evidence.setdefault(at, len(evidence) + 1) for at in hit.evidence[:MOST_EVIDENCE]]
        causes.append(Cause(quirk, hit, tuple(dict.fromkeys(numbers))))
    rows = state_rows(*around_event(explanation))
    return Told(explanation, tuple(_asked(explanation)), tuple(causes), tuple(evidence), tuple(rows))


def _redacted(seen: Surroundings, redactor: Redactor) -> Surroundings:
    situation = Situation(
        redactor.exchange(seen.situation.exchange),
        None,
        tuple(redactor.exchange(one) for one in seen.situation.history),
    )
    return replace(seen, situation=situation, later=tuple(redactor.exchange(one) for one in seen.later))


def _asked(explanation: Explanation) -> Iterable[Asked]:
    """Each sentence with the place of its operation; the whole body where a request has no operations."""
    case, texts = explanation.situation, explanation.explained.operations
    places: list[str] = []
    if case.operation == "bulk":
        # The pointer leads to the data of the inner request; the operation is what holds it.
        places = [one.asked_at.rpartition("/")[0] for one in case.inner]
    elif case.intended is not None and case.operation == "patch":
        places = [case.asked_at + one.pointer for one in sentences(case.intended, case.server_schemas)]
    whole = case.asked_at if case.asked is not None else ""
    for number, text in enumerate(texts):
        yield Asked(text, places[number] if number < len(places) else whole)


def around_event(explanation: Explanation) -> tuple[State, State]:
    """The states before and after an event."""
    case, states = explanation.situation, explanation.explained.states
    before = computed_state(states.before, case.chain.computed)
    if case.operation == "create" and case.succeeded:
        before = State(None, {"": "observed"}, gone=True)
    if states.after is not None:
        after = State(states.after, states.basis)
    elif case.operation == "delete" and case.succeeded:
        after = State(None, states.basis, gone=True)
    else:
        after = State(_known(case), states.basis, whole=False)
    if before.value is None and not before.gone and after.value is None and not after.gone:
        return NOT_KNOWN, NOT_KNOWN
    return before, after


def _known(case: Situation) -> dict[str, Json] | None:
    """What is known of the state after a write whose whole is not."""
    if case.intended is None or not case.succeeded:
        return None
    return {name: value for name, value in case.intended.known.items() if value is not None} or None


def customer_text(event: ShownEvent, redactor: Redactor | None = None) -> str:
    """What to send to the customer: when, what, what is known, and what to answer."""
    shown = told(event, redactor)
    return letter(event.row, shown)


def letter(row: dict[str, Any], shown: Told) -> str:
    """The same from what is worked out already."""
    case = shown.situation
    time = f"At {str(row['time']).replace('T', ' ').rstrip('Z')} UTC" if row.get("time") else "At a time the log lacks"
    request = f"{case.method or 'a request'} {case.target.path or ''}".strip()
    number = f" (request id {row['request_id']})" if row.get("request_id") else ""
    lines = [f"{time}: {request}{number}.", shown.verdict, "", *_questions(shown)]
    return "\n".join(lines)


def _questions(shown: Told) -> Iterable[str]:
    case = shown.situation
    serious = [one for one in shown.open_causes if one.severity != "info"] or shown.open_causes
    asked = list(dict.fromkeys(one.quirk.ask_customer for one in serious if one.quirk.ask_customer))[:MOST_ASKED]
    if not asked and case.method in WITH_BODY and case.asked is None:
        asked = [ASK_FOR_BODIES]
    if not asked and case.failed:
        asked = ["What does the receiver's own log say at this time, and what was changed on either side before?"]
    if not asked:
        asked = ["Is this what was meant? If not, which value did you expect, and where did you look?"]
    return asked
