"""How does one write of a PATCH change the value of one attribute? (RFC 7644 §3.5.2.1 to §3.5.2.3)"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice

from scimviewer.event import Json
from scimviewer.scim.drafts import spelled
from scimviewer.scim.facts import attribute
from scimviewer.scim.filters import And, Compare, Filter
from scimviewer.scim.matching import element_fits, is_unassigned
from scimviewer.scim.readings import MISSING, UNKNOWN, Reading
from scimviewer.scim.schemas import Attribute, unknown_attribute

# Their elements stand for other resources: the same value is the same element, whatever else is said of it.
REFERENCES = ("members", "groups")
MOST_SEARCHED = 1000  # of equally named elements; nobody has so many but an attacker


@dataclass(frozen=True, slots=True)
class Write:
    """What one operation asks of one attribute."""

    op: str  # add, replace, remove
    attribute: Attribute
    filter: Filter | None = None
    sub: str | None = None
    value: Json = None
    has_value: bool = True


def written(current: Json, write: Write, reading: Reading) -> Json:
    """The value afterwards; the value before is never touched."""
    write = replace(write, attribute=_shaped(write, current))
    if write.filter is not None:
        return _chosen(current, write, reading)
    if write.sub is not None:
        return _below(current, write, reading)
    if write.op == "remove":
        return _removed(current, write, reading)
    return _whole(current, write, reading)


def _shaped(write: Write, current: Json) -> Attribute:
    """An attribute that no schema names has the form that its values have."""
    attr = write.attribute
    if attr.is_known:
        return attr
    several = isinstance(current, list) or write.filter is not None
    if current is MISSING or current is UNKNOWN:
        several = several or (isinstance(write.value, list) and write.sub is None)
    inner = current[0] if isinstance(current, list) and current else current
    is_complex = isinstance(inner, dict) or write.sub is not None or write.filter is not None
    if inner is MISSING or inner is UNKNOWN:
        told = write.value[0] if isinstance(write.value, list) and write.value else write.value
        is_complex = is_complex or isinstance(told, dict)
    return replace(attr, multi_valued=several, type="complex" if is_complex else "string")


def _whole(current: Json, write: Write, reading: Reading) -> Json:
    attr = write.attribute
    if attr.multi_valued:
        if write.op == "add":
            return _appended(current, write, reading)
        return _one_primary([], reading.value(attr, write.value), attr, reading)
    value = reading.value(attr, write.value)
    if attr.is_complex and isinstance(value, dict):
        return merged(current, value, attr)
    return value


def merged(current: Json, value: dict[str, Json], attr: Attribute) -> Json:
    """What is sent joins what is there; null unassigns a sub-attribute."""
    if current is UNKNOWN:
        return UNKNOWN
    found = dict(current) if isinstance(current, dict) else {}
    if "value" in value and attribute(found, "value") != value["value"]:
        for sub in attr.sub_attributes:  # manager.displayName is derived from whom value names
            if sub.mutability == "readOnly":
                found.pop(spelled(found, sub.name), None)
    for name, inner in value.items():
        key = spelled(found, name)
        if inner is None:
            found.pop(key, None)
        else:
            found[key] = inner
    return found or MISSING


def _appended(current: Json, write: Write, reading: Reading) -> Json:
    attr = write.attribute
    sent = reading.elements(attr, write.value) if write.value is not None else []
    if current is UNKNOWN and sent:
        return UNKNOWN
    if UNKNOWN in sent:
        return UNKNOWN
    listed = _listed(current)
    there = _Elements(attr, _near(attr, listed, sent))
    fresh = []
    for one in sent:
        if there.has(one):
            reading.note("already-there", f"{_named(one)} is already among {attr.name}.")
        else:
            fresh.append(one)
            there.add(one)
    return _one_primary(listed, [*listed, *fresh], attr, reading) if fresh else current


def _near(attr: Attribute, listed: list[Json], sent: list[Json]) -> list[Json]:
    """Those elements that can be one of what is sent: a group may get its thousands of members one by one."""
    wanted = {one["value"] for one in sent if isinstance(one, dict) and isinstance(one.get("value"), str)}
    if attr.name not in REFERENCES or len(wanted) < len(sent):
        return listed
    values = ((one, one.get("value") if isinstance(one, dict) else None) for one in listed)
    return [one for one, value in values if not isinstance(value, str) or value in wanted]


class _Elements:
    """The elements of a list by their value, so that thousands are looked up quickly."""

    def __init__(self, attr: Attribute, elements: Iterable[Json]) -> None:
        self.attr = attr
        self.by_value: dict[Json, list[Json]] = {}
        for one in elements:
            self.add(one)

    def add(self, element: Json) -> None:
        self.by_value.setdefault(self._key(element), []).append(element)

    def has(self, element: Json) -> bool:
        """Whether an element as a sender wrote it is there; what names no value is sought among the first ones."""
        if isinstance(element, dict) and attribute(element, "value") is None:
            candidates = [one for several in islice(self.by_value.values(), MOST_SEARCHED) for one in several]
        else:
            candidates = self.by_value.get(self._key(element), [])
        return any(self._is_same(element, one) for one in candidates[:MOST_SEARCHED])

    def covers(self, there: Json) -> bool:
        """Whether one of these, as a sender wrote it, means the element that is there."""
        candidates = [*self.by_value.get(self._key(there), ()), *self.by_value.get(self._key({}), ())]
        return any(self._is_same(one, there) for one in candidates[:MOST_SEARCHED])

    def _key(self, element: Json) -> Json:
        value = attribute(element, "value") if isinstance(element, dict) else element
        if isinstance(value, str):
            exact = self.attr.name in REFERENCES or self.attr.case_exact or not isinstance(element, dict)
            return value if exact else value.casefold()
        return (type(value).__name__, value if isinstance(value, bool | int | float) else None)

    def _is_same(self, sent: Json, there: Json) -> bool:
        if not isinstance(sent, dict) or not isinstance(there, dict):
            return bool(sent == there)
        if self.attr.name in REFERENCES and attribute(sent, "value") is not None:
            types = attribute(sent, "type"), attribute(there, "type")
            return None in types or types[0] == types[1]
        return all(attribute(there, name) == inner for name, inner in sent.items())


def _chosen(current: Json, write: Write, reading: Reading) -> Json:
    """A write on the elements that fit a filter."""
    if current is UNKNOWN:
        return UNKNOWN
    if write.filter is None:
        return current
    attr, listed = write.attribute, _listed(current)
    hits = _hits(listed, write.filter, attr, reading)
    if not hits:
        return _unmatched(current, listed, write, reading)
    if write.op == "remove" and write.sub is None:
        left = [one for index, one in enumerate(listed) if index not in hits]
        return _as_before(left, attr)
    changed = list(listed)
    for index in hits:
        changed[index] = _changed(listed[index], write, reading)
    return _as_before(_one_primary(listed, _kept(changed), attr, reading), attr)


def _hits(listed: list[Json], found: Filter, attr: Attribute, reading: Reading) -> set[int]:
    fits = element_fits(found, attr)
    hits = {index for index, one in enumerate(listed) if fits(one)}
    if hits or reading.strict:
        return hits
    fits = element_fits(found, attr, loose=True)
    hits = {index for index, one in enumerate(listed) if fits(one)}
    if hits:
        reading.slip(
            "filter-type", "The filter compares values of different types.", "noTarget", "They are read as one type."
        )
    return hits


def _unmatched(current: Json, listed: list[Json], write: Write, reading: Reading) -> Json:
    attr = write.attribute
    if write.op == "remove":
        reading.note("no-match", f"No element of {attr.name} fits the filter: there is nothing to remove.")
        return current
    terms = _equalities(write.filter)
    if terms is None:
        text = f"No element of {attr.name} fits the filter, and the filter does not say how to make one."
        return reading.undecided("no-match", text, "noTarget")
    reading.slip("created-by-filter", f"No element of {attr.name} fits the filter.", "noTarget", "One is made from it.")
    element = reading.one(attr, terms) if attr.is_known else terms
    if element is UNKNOWN:
        return UNKNOWN
    element = _changed(_kept_subs(element), write, reading)
    return _as_before(_one_primary(listed, _kept([*listed, element]), attr, reading), attr)


def _equalities(found: Filter | None) -> dict[str, Json] | None:
    """The sub-attributes that a filter of equalities joined by `and` asks for."""
    terms = found.terms if isinstance(found, And) else (found,)
    if not all(isinstance(one, Compare) and one.operator == "eq" and one.attribute.sub is None for one in terms):
        return None
    return {one.attribute.name: one.value for one in terms if isinstance(one, Compare)}


def _changed(element: Json, write: Write, reading: Reading) -> Json:
    """One element after a write on it, or on one of its sub-attributes."""
    attr = write.attribute
    if write.sub is not None:
        return _with_sub(element, write, reading)
    value = reading.one(attr, write.value) if attr.is_known else write.value
    if not isinstance(element, dict) or not isinstance(value, dict):
        return value
    for sub in attr.sub_attributes:
        if sub.mutability == "immutable" and sub.name in value:
            _guard(element, sub, value[sub.name], write.op, reading)
    if write.op == "replace" and set(element) - set(value):
        reading.note("merged", "What the value leaves out of the element stays; some servers replace it as a whole.")
    return merged(element, value, attr)


def _with_sub(element: Json, write: Write, reading: Reading) -> Json:
    attr = write.attribute
    sub = attr.sub(write.sub or "")
    if sub is None:
        if attr.sub_attributes:
            reading.slip("unknown-sub-attribute", f"{attr.name} has no sub-attribute {write.sub}.", "invalidPath")
        sub = unknown_attribute(write.sub or "")
    elif sub.mutability == "readOnly":
        reading.slip("read-only", f"{attr.name}.{sub.name} is read-only.", "mutability")
        return element
    value = reading.value(sub, write.value) if write.op != "remove" else MISSING
    if not isinstance(element, dict):
        if sub.name == "value" or element is MISSING:
            return {sub.name: value} if element is MISSING and value is not MISSING else value
        text = f"{attr.name} holds a simple value, which has no {sub.name}."
        return reading.undecided("simple-for-complex", text, "invalidPath")
    if value is UNKNOWN:
        return UNKNOWN
    if sub.mutability == "immutable":
        _guard(element, sub, value, write.op, reading)
    return merged(element, {sub.name: value}, attr)


def _guard(element: dict[str, Json], sub: Attribute, value: Json, op: str, reading: Reading) -> None:
    """An immutable sub-attribute of an element that is there may only be set where it is empty."""
    there = attribute(element, sub.name)
    if there is not None and there != value:
        text = f"{sub.name} of an element that is there cannot be changed; it is immutable."
        reading.slip("immutable", text, "mutability")


def _below(current: Json, write: Write, reading: Reading) -> Json:
    """A write on a sub-attribute without a filter: of the one value, or of every element."""
    attr = write.attribute
    if current is UNKNOWN:
        return UNKNOWN
    if not attr.is_complex and attr.is_known:
        return reading.undecided("no-sub-attributes", f"{attr.name} has no sub-attributes.", "invalidPath")
    if write.op == "remove" and current is MISSING:
        return MISSING
    if not attr.multi_valued:
        return _with_sub(current, write, reading)
    listed = _listed(current)
    if not listed:
        reading.note("no-match", f"{attr.name} has no element yet; some servers make one, strict ones change nothing.")
        if reading.strict:
            return current
    changed = [_with_sub(one, write, reading) for one in listed or [MISSING]]
    return _one_primary(listed, _kept(changed), attr, reading) or MISSING


def _removed(current: Json, write: Write, reading: Reading) -> Json:
    attr = write.attribute
    if not write.has_value or write.value is None or not attr.multi_valued:
        return MISSING
    if write.value == []:
        text = f"The values of {attr.name} to remove are an empty list: some servers remove all, others none."
        return reading.undecided("removed-by-value", text)
    reading.slip(
        "removed-by-value", f"remove takes no value, but {attr.name} has one.", read="Only what it lists is removed."
    )
    if current is UNKNOWN:
        return UNKNOWN
    sent = reading.elements(attr, write.value)
    if UNKNOWN in sent:
        return UNKNOWN
    listed = _listed(current)
    gone = _Elements(attr, listed)
    for one in sent:
        if not gone.has(one):
            reading.note("no-match", f"{_named(one)} is not among {attr.name}: there is nothing to remove.")
    named = _Elements(attr, sent)
    return [one for one in listed if not named.covers(one)] or MISSING


def _one_primary(old: list[Json], new: Json, attr: Attribute, reading: Reading) -> Json:
    """Whoever becomes primary takes it from the others (RFC 7644 §3.5.2)."""
    if not isinstance(new, list) or (attr.is_known and attr.sub("primary") is None):
        return new
    before = {id(one) for one in old}
    primary = [index for index, one in enumerate(new) if isinstance(one, dict) and attribute(one, "primary") is True]
    fresh = [index for index in primary if id(new[index]) not in before]
    if len(fresh) > 1:
        reading.slip("two-primaries", f"More than one element of {attr.name} is made primary.")
    if len(fresh) != 1 or len(primary) < 2:
        return new
    reading.note("primary-moved", f"The element of {attr.name} that was primary no longer is.")
    return [
        {**one, spelled(one, "primary"): False} if index in primary and index != fresh[0] else one
        for index, one in enumerate(new)
    ]


def _listed(current: Json) -> list[Json]:
    if current is MISSING:
        return []
    return current if isinstance(current, list) else [current]


def _as_before(listed: Json, attr: Attribute) -> Json:
    """A single value stays single, even where a filter chose it."""
    if not isinstance(listed, list) or attr.multi_valued:
        return listed or MISSING
    return listed[0] if listed else MISSING


def _kept(elements: Iterable[Json]) -> Json:
    """The elements that hold something; UNKNOWN where one is unknown."""
    kept = [one for one in elements if not is_unassigned(one)]
    return UNKNOWN if UNKNOWN in kept else kept


def _kept_subs(element: Json) -> Json:
    """Without the sub-attributes that the filter compared with null."""
    if not isinstance(element, dict):
        return element
    return {name: inner for name, inner in element.items() if inner is not None}


def _named(element: Json) -> str:
    value = attribute(element, "value") if isinstance(element, dict) else element
    return str(value)[:60] if isinstance(value, str | int) else "An element"
