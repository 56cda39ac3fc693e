"""Which words stand on the page that explains an event, beyond what is known of every exchange?"""

from __future__ import annotations

from typing import NamedTuple

from scimviewer.ui.event_told import Told
from scimviewer.ui.events_columns import counted
from scimviewer.ui.json_values import scim_path
from scimviewer.ui.message_words import WITH_BODY
from scimviewer.ui.tag import HARMLESS, SEVERITIES, UNEXPLAINED, Severity

LONGEST_STEP = 220


class NextStep(NamedTuple):
    """What to do: a word or two, the rest of the sentence, and the tab that helps."""

    what: str
    how: str
    tab: str = ""


def severity(shown: Told) -> Severity:
    """How the verdict is marked."""
    if shown.situation.failed and shown.severity in (None, "info"):
        return UNEXPLAINED
    return HARMLESS if shown.severity is None else SEVERITIES[shown.severity]


def causes_title(shown: Told) -> str:
    """What the patterns are called: causes of a failure, else what was noticed."""
    return "Likely causes" if shown.situation.failed else "What was noticed"


def nothing_fits(shown: Told) -> str:
    """What is said where no pattern holds."""
    if shown.situation.failed:
        return "No known pattern fits. What is known stands above and in the exchange; nothing is guessed beyond it."
    return "No known pattern of trouble shows in this exchange."


def what_changed(shown: Told) -> str:
    """One sentence on the effect; empty where rows tell it."""
    case = shown.situation
    if case.failed and case.status is not None:
        return "Nothing: the request failed, so the resource is as it was before."
    if case.operation in ("read", "search", "discovery"):
        return "Nothing: reading changes nothing."
    if shown.changes:
        return ""
    states = shown.explanation.explained.states
    if states.after is None and case.operation != "delete":
        return "Not known: this log does not tell the resource before and after."
    if states.before is None and case.operation != "create":
        return "Not known: this log does not tell what the resource was before."
    return "Nothing: before and after are the same."


def remarks(shown: Told) -> list[str]:
    """What else is worth knowing, without what the page says already."""
    states = shown.explanation.explained.states
    said = ("A read changes nothing", "A search changes nothing", "Asking what", "The request failed and changed")
    return [text for text in dict.fromkeys(states.remarks) if not text.startswith(said)]


def next_steps(shown: Told) -> list[NextStep]:
    """What to do now, at most four things."""
    steps = []
    first = next((one for one in shown.open_causes if one.severity != "info"), None)
    if first is not None:
        steps += [
            NextStep(f"{who}:", _first_sentence(text))
            for who, text in (("Sender", first.quirk.fix_sender), ("Receiver", first.quirk.fix_receiver))
            if text
        ]
    elif shown.situation.failed:
        also = " and request id" if shown.situation.exchange.request_id else ""
        how = f"look there at the same time{also}: the answer does not say more."
        steps.append(NextStep("Receiver's own log:", how))
    if shown.situation.failed and shown.situation.status is not None:
        steps.append(NextStep("Nothing to put back:", "the request changed nothing."))
    inverse = shown.explanation.explained.states.inverse
    if isinstance(inverse, dict):
        count = counted(len(inverse.get("Operations") or ()), "operation")
        steps.append(NextStep("Put it back:", f"a rollback plan of {count} stands ready; it is never sent.", "undo"))
    return steps or [NextStep("Nothing to do:", "as far as this exchange shows.")]


def _first_sentence(text: str) -> str:
    head, stop, _ = text.partition(". ")
    return (head + stop).strip()[:LONGEST_STEP]


def missing_words(shown: Told) -> str:
    """What the log lacks for a full explanation; empty where it has all."""
    case = shown.situation
    if case.method in WITH_BODY and case.asked is None:
        return (
            "This log holds no body of this request. So what was asked can only be told from method, path and status."
        )
    if case.status is None and not case.exchange.no_answer:
        return "This log holds no answer. So whether the change was made is not known."
    return ""


def place_words(shown: Told, pointer: str) -> tuple[str, str]:
    """Where a piece of evidence is: what stands beside its dot ("" where the body beside shows it), and in full."""
    _, part, *rest = *pointer.split("/"), ""
    event = shown.event_at(pointer)
    if part in ("history", "later"):
        where = f"event {event}" if event is not None else "another event"
        return where, f"{where}, {_full(rest[1:])}"
    if rest[:1] == ["body"]:
        whole = len(rest) == 2 and not rest[1]
        return ("the body" if whole else ""), _full([part, *rest])
    names = {"url": "URL", "status": "status", "headers": f"{part} header", "method": "method"}
    where = names.get(rest[0] if rest else "", part)
    return where, _full([part, *rest])


def _full(parts: list[str]) -> str:
    """request, body, Operations, 0, path → request body Operations[0].path"""
    parts = [part for part in parts if part]
    steps = [int(one) if one.isdecimal() else one.replace("~1", "/").replace("~0", "~") for one in parts[2:]]
    return " ".join([*parts[:2], *([scim_path(tuple(steps))] if steps else [])])
