"""How do two states of a resource stand beside each other, attribute by attribute, each with how it is known?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from scimviewer.event import Json
from scimviewer.quirks.states import COMPUTED, OBSERVED, UNKNOWN
from scimviewer.scim.compare import ANY_TEXT, is_alike, names
from scimviewer.scim.facts import attribute
from scimviewer.scim.pairing import is_same, paired
from scimviewer.scim.pointers import pointer
from scimviewer.ui.events_columns import grouped
from scimviewer.ui.json_values import brief

# What an attribute's row says of the change; UNTOLD is one that is unknown on a side.
EQUAL, CHANGED, ADDED, REMOVED, RETYPED, UNTOLD = "equal", "changed", "added", "removed", "retyped", "untold"
LONGEST_VALUE = 160
MOST_ELEMENTS = 200
SEVERAL = 1000  # rows: no resource has that many attributes


@dataclass(frozen=True, slots=True)
class State:
    """A state of a resource: what is known of it, and how; `whole` unless parts of it are unknown."""

    value: dict[str, Json] | None
    basis: Mapping[str, str]
    whole: bool = True
    gone: bool = False  # the resource does not exist

    def known_by(self, *steps: str) -> str:
        """How an attribute is known: by its own word, else by that of what it is part of."""
        for length in range(len(steps), 0, -1):
            word = self.basis.get(pointer(*steps[:length]))
            if word:
                return word
        return self.basis.get("", OBSERVED if self.value is not None else UNKNOWN) if self.whole else UNKNOWN


NOT_KNOWN = State(None, {"": UNKNOWN}, whole=False)


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a row: the value in words, and how it is known."""

    text: str
    basis: str
    is_there: bool = True


@dataclass(frozen=True, slots=True)
class StateRow:
    """One attribute. Of a list `came`, `went` and `stayed` tell its elements, matched whatever their order."""

    name: str  # as SCIM writes it
    kind: str
    before: Side
    after: Side
    came: tuple[str, ...] = ()
    went: tuple[str, ...] = ()
    counts: tuple[int, int] | None = None  # of a list: entries before and after

    @property
    def differs(self) -> bool:
        """Whether the value is another one."""
        return self.kind in (CHANGED, ADDED, REMOVED)


def state_rows(before: State, after: State) -> list[StateRow]:
    """All attributes of two states: what changed first, then what is unknown, then what stayed."""
    found = list(_rows(before, after))[:SEVERAL]
    places = {CHANGED: 0, REMOVED: 0, ADDED: 0, RETYPED: 1, UNTOLD: 2, EQUAL: 3}
    # What the server makes of itself is worth less than what was meant.
    return sorted(found, key=lambda row: (places[row.kind], row.name.startswith("meta.")))


def _rows(before: State, after: State) -> Iterator[StateRow]:
    left, right = before.value or {}, after.value or {}
    for one, other in names(left, right):
        name = one if one is not None else other or ""
        if name.lower() == "schemas":
            continue
        old = left[one] if one is not None else None
        new = right[other] if other is not None else None
        if _is_complex(old) and _is_complex(new) and (old or new):
            yield from _inner(before, after, name, old or {}, new or {})
        else:
            yield _row(before, after, (name,), old, new, (one is not None, other is not None))


def _is_complex(value: Json) -> bool:
    return value is None or isinstance(value, dict)


def _inner(before: State, after: State, name: str, old: dict[str, Json], new: dict[str, Json]) -> Iterator[StateRow]:
    for one, other in names(old, new):
        sub = one if one is not None else other or ""
        values = old.get(one) if one is not None else None, new.get(other) if other is not None else None
        yield _row(before, after, (name, sub), *values, (one is not None, other is not None))


def _row(
    before: State, after: State, steps: tuple[str, ...], old: Json, new: Json, there: tuple[bool, bool]
) -> StateRow:
    left = _side(before, steps, old, there[0])
    right = _side(after, steps, new, there[1])
    name = f"{steps[0]}:{steps[1]}" if len(steps) > 1 and steps[0].lower().startswith("urn:") else ".".join(steps)
    kind = _kind(left, right, old, new)
    if not isinstance(old, list) and not isinstance(new, list):
        return StateRow(name, kind, left, right)
    one, other = _listed(old), _listed(new)
    counts = len(one), len(other)
    if kind == UNTOLD:
        return StateRow(name, kind, left, right, counts=counts)
    pairs = paired(one, other)
    went = [one[a] for a, b in pairs if a is not None and b is None]
    came = [other[b] for a, b in pairs if b is not None and a is None]
    return StateRow(name, kind, left, right, _labels(came), _labels(went), counts)


def _side(state: State, steps: tuple[str, ...], value: Json, there: bool) -> Side:
    if state.gone:
        return Side("does not exist", state.basis.get("", OBSERVED), False)
    if not there and not state.whole:
        return Side("not known", UNKNOWN, False)
    basis = state.known_by(*steps)
    if not there or value is None:
        return Side("no value", basis, False)
    return Side(value_words(value), basis)


def _kind(left: Side, right: Side, old: Json, new: Json) -> str:
    if UNKNOWN in (left.basis, right.basis):
        return UNTOLD
    if not left.is_there and not right.is_there:
        return EQUAL
    if not left.is_there:
        return ADDED if new != [] else EQUAL
    if not right.is_there:
        return REMOVED if old != [] else EQUAL
    if is_same(old, new):
        return EQUAL
    return RETYPED if is_alike(old, new, ANY_TEXT) else CHANGED


def _listed(value: Json) -> list[Json]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def value_words(value: Json) -> str:
    """A value on one line; a list by what it has, a long one by their number."""
    if isinstance(value, str):
        return value[:LONGEST_VALUE] + ("…" if len(value) > LONGEST_VALUE else "") if value else "empty text"
    if isinstance(value, list):
        if len(value) > 3:
            return f"{grouped(len(value))} entries"
        return ", ".join(map(element_words, value)) or "no entries"
    return brief(value, LONGEST_VALUE)


def element_words(element: Json) -> str:
    """What an element of a list is called: by what people know it by, and its type."""
    if not isinstance(element, dict):
        return brief(element, LONGEST_VALUE).strip('"')
    value = attribute(element, "value")
    label = attribute(element, "display") or value
    if not isinstance(label, str | int):
        return brief(element, LONGEST_VALUE)
    kind = attribute(element, "type")
    return f"{str(label)[:LONGEST_VALUE]} ({kind})" if isinstance(kind, str) and kind and kind != label else str(label)


def _labels(elements: list[Json]) -> tuple[str, ...]:
    told = [element_words(one) for one in elements[:MOST_ELEMENTS]]
    if len(elements) > MOST_ELEMENTS:
        told.append(f"and {grouped(len(elements) - MOST_ELEMENTS)} more")
    return tuple(told)


def computed_state(value: Json, computed: frozenset[str] | set[str]) -> State:
    """A state of which these attributes were computed, and the others observed."""
    if not isinstance(value, dict):
        return NOT_KNOWN
    return State(value, {pointer(name): COMPUTED if name in computed else OBSERVED for name in value})
