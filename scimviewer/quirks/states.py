"""What was the resource before and after a call, and how is that known?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from scimviewer.quirks.call import Json
from scimviewer.quirks.chaining import changed, is_projected
from scimviewer.quirks.pointers import pointer
from scimviewer.quirks.situation import Situation
from scimviewer.scim.compare import ANSWER, STATES, Difference, differences
from scimviewer.scim.inverse import inverse
from scimviewer.scim.outcomes import Patched

OBSERVED, COMPUTED, UNKNOWN = "observed", "computed", "unknown"
WRITES = ("create", "replace", "patch", "delete")


@dataclass(frozen=True, slots=True)
class States:
    """The states of a resource around one call; None where a state is not known.

    `basis` says of each attribute of `after`, by JSON pointer, whether it was observed, computed or is unknown;
    `remarks` are sentences about what cannot be known or undone.
    """

    before: Json = None
    intended: Json = None
    strict: Json = None
    observed: Json = None
    after: Json = None
    basis: dict[str, str] = field(default_factory=dict)
    differences: tuple[Difference, ...] = ()
    inverse: Json = None
    remarks: tuple[str, ...] = ()


def states_of(case: Situation) -> States:
    """The states around a call. What failed changed nothing; what was answered is what is."""
    if case.operation in ("search", "bulk", "discovery", "other"):
        return States(basis={"": UNKNOWN}, remarks=(_about_none(case),))
    before, meant, letter = case.known, case.intended, case.strict
    intended, strict = _state(case, meant), _state(case, letter)
    after, basis = _after(case, before, intended)
    undo, reasons = _inverse(case, before, after)
    return States(
        before,
        intended,
        strict,
        case.resource,
        after,
        basis,
        tuple(contradictions(case, meant)),
        undo,
        (*_doubts(case, intended, strict), *reasons),
    )


def _about_none(case: Situation) -> str:
    told = {
        "search": "A search changes nothing.",
        "discovery": "Asking what a server supports changes nothing.",
        "bulk": "A bulk request has no single state: each of its operations has its own.",
    }
    return told.get(case.operation, "It is not known which resource this is about.")


def _state(case: Situation, outcome: Patched | None) -> Json:
    if case.operation == "read":
        return case.known
    return outcome.state if outcome is not None else None


def _after(case: Situation, before: Json, intended: Json) -> tuple[Json, dict[str, str]]:
    computed = case.chain.computed
    if case.failed and case.status is not None:
        return before, basis_of(before, computed)
    if case.resource is not None:
        if isinstance(intended, dict) and is_projected(case):
            merged = {**intended, **case.resource}
            return merged, basis_of(merged, frozenset(intended) - frozenset(case.resource))
        return case.resource, basis_of(case.resource, ())
    if case.operation == "delete":
        return None, {"": COMPUTED if case.succeeded else UNKNOWN}
    if case.operation == "read" or not case.succeeded:
        return (before, basis_of(before, computed)) if case.operation == "read" else (None, {"": UNKNOWN})
    if isinstance(intended, dict):
        return intended, basis_of(intended, computed | changed(before or {}, intended))
    known = case.intended.known if case.intended is not None else {}
    return None, {"": UNKNOWN, **basis_of(known, known)}


def basis_of(state: Json, computed: Iterable[str]) -> dict[str, str]:
    """The basis of each attribute; those of an extension one by one."""
    if not isinstance(state, dict):
        return {"": UNKNOWN}
    names, told = set(computed), {}
    for name, value in state.items():
        word = COMPUTED if name in names else OBSERVED
        if name[:4].lower() == "urn:" and isinstance(value, dict):
            told.update({pointer("", name, inner): word for inner in value})
        else:
            told[pointer("", name)] = word
    return told


def contradictions(case: Situation, meant: Patched | None) -> list[Difference]:
    """In what the answer differs from what was asked; of a read, from what was known."""
    if case.resource is None:
        return []
    if case.operation == "read":
        if case.known is None or is_projected(case):
            return []
        return differences(
            case.known, case.resource, case.server_schemas, ignored=STATES, resource_type=case.resource_type
        )
    if meant is None or is_projected(case):
        return []
    expected = meant.state if meant.state is not None else meant.known
    return differences(expected, case.resource, case.server_schemas, ignored=ANSWER, resource_type=case.resource_type)


def _doubts(case: Situation, intended: Json, strict: Json) -> list[str]:
    told = []
    if case.succeeded and case.resource is None and case.operation in ("patch", "replace"):
        if intended is None:
            told.append(case.intended.reason if case.intended and case.intended.reason else "The state is not known.")
        elif intended != strict:
            told.append(
                "By the letter of RFC 7644 this request does something else than was meant, and the answer does not "
                "show the resource: what the server made of it shows at the next read."
            )
    if case.status is None and case.operation in WRITES:
        told.append("The log has no answer: whether the change took effect is not known.")
    return told


def _inverse(case: Situation, before: Json, after: Json) -> tuple[Json, tuple[str, ...]]:
    """The PATCH that undoes the call, or why there is none."""
    if case.operation not in WRITES:
        return None, ("A read changes nothing, so there is nothing to undo.",)
    if case.failed and case.status is not None:
        return None, ("The request failed and changed nothing, so there is nothing to undo.",)
    if case.operation == "create":
        return None, ("A create is not undone by PATCH, but by DELETE or by setting active to false.",)
    if case.operation == "delete":
        text = "A DELETE is not undone by PATCH: creating it again gives a new id, and memberships are lost."
        return None, (text,)
    found = inverse(before, after, case.server_schemas, resource_type=case.resource_type)
    return found.body, (*found.reasons, *found.warnings)
