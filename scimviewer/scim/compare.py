"""In what do two resources differ, order and spelling apart? (RFC 7643 §2)"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from scimviewer.event import Json
from scimviewer.scim.facts import as_bool
from scimviewer.scim.matching import is_unassigned
from scimviewer.scim.pairing import is_plainly_same, is_same, paired
from scimviewer.scim.pointers import pointer
from scimviewer.scim.schemas import BUILT_IN, Attribute, Schemas, unknown_attribute
from scimviewer.times import instant

DEEPEST = 32
# What a reference shows of the resource it names, whatever the client sent: the server knows better.
DERIVED = {("members", "display"), ("members", "$ref"), ("groups", "display"), ("groups", "$ref")}
Kind = Literal["added", "removed", "changed", "same value, different type"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that differs. A pointer is None on the side where nothing stands."""

    kind: Kind
    path: str  # as SCIM writes it, without filter
    left: str | None
    right: str | None
    old: Json = None
    new: Json = None

    @property
    def is_real(self) -> bool:
        """Whether it is another value, rather than the same one written differently."""
        return self.kind != "same value, different type"


@dataclass(frozen=True, slots=True)
class Ignored:
    """What is no difference for the question at hand."""

    meta: bool = True
    schemas: bool = True  # the list of URNs follows from the attributes
    read_only: bool = False  # id and derived sub-attributes such as manager.displayName and members.display
    never_returned: bool = False  # password
    server_made: bool = False  # whatever stands only on the right
    unnamed: bool = False  # whole attributes that stand only on the right


ANY_TEXT = Attribute("", case_exact=True)  # no schema: the case of a letter counts
NOTHING = Ignored(meta=False, schemas=False)
STATES = Ignored()  # two states of one resource
ANSWER = Ignored(read_only=True, never_returned=True, server_made=True)  # what was asked and what was answered


def differences(
    left: Json,
    right: Json,
    schemas: Schemas = BUILT_IN,
    *,
    ignored: Ignored = STATES,
    resource_type: str | None = None,
) -> list[Difference]:
    """What differs between two resources, in the order of the left, then of the right."""
    if not isinstance(left, dict) or not isinstance(right, dict):
        return list(_values(unknown_attribute(""), "", "", "", left, right, ignored, 0))
    kind = resource_type or schemas.type_of(left) or schemas.type_of(right)
    return list(_resource(left, right, schemas, ignored, kind))


def _resource(
    left: dict[str, Json], right: dict[str, Json], schemas: Schemas, ignored: Ignored, kind: str | None
) -> Iterator[Difference]:
    for name, one, other in _named(left, right):
        lowered = name.lower()
        if (ignored.meta and lowered == "meta") or (ignored.schemas and lowered == "schemas"):
            continue
        old, new = left.get(one), right.get(other)
        if old is new:  # most of what a PATCH leaves as it was
            continue
        where = pointer(one), pointer(other)
        if lowered.startswith("urn:") and (isinstance(old, dict) or isinstance(new, dict)):
            yield from _extension(name, where, old, new, schemas, ignored)
        else:
            attr = schemas.described(name, kind)
            yield from _attribute(attr, attr.name, where, old, new, ignored)


def _extension(
    urn: str, where: tuple[str, str], left: Json, right: Json, schemas: Schemas, ignored: Ignored
) -> Iterator[Difference]:
    """The attributes of an extension, as if a missing container were an empty one."""
    left, right = (one if isinstance(one, dict) else {} for one in (left, right))
    for name, one, other in _named(left, right):
        attr = schemas.described(name, None, urn)
        inner = where[0] + pointer(one), where[1] + pointer(other)
        yield from _attribute(attr, f"{urn}:{attr.name}", inner, left.get(one), right.get(other), ignored)


def names(left: dict[str, Json], right: dict[str, Json]) -> Iterator[tuple[str | None, str | None]]:
    """Each name once, in any case, as it is spelled on both sides; None where it does not stand."""
    lowered = {name.lower(): name for name in reversed(right)}
    seen = set()
    for name in left:
        folded = name.lower()
        if folded not in seen:
            seen.add(folded)
            yield name, name if name in right else lowered.get(folded)
    for name in right:
        if name.lower() not in seen:
            seen.add(name.lower())
            yield None, name


def _named(left: dict[str, Json], right: dict[str, Json]) -> Iterator[tuple[str, str, str]]:
    """The same with a name for each; a name that does not stand on a side is spelled as on the other."""
    for one, other in names(left, right):
        name = one if one is not None else other or ""
        yield name, name, other if other is not None else name


def _attribute(
    attr: Attribute, path: str, where: tuple[str, str], old: Json, new: Json, ignored: Ignored
) -> Iterator[Difference]:
    if is_ignored(attr, ignored) or ((ignored.unnamed or ignored.server_made) and is_unassigned(old)):
        return
    yield from _values(attr, path, *where, old, new, ignored, 0)


def is_ignored(attr: Attribute, ignored: Ignored) -> bool:
    """Whether an attribute is left out of a comparison by its characteristics."""
    if ignored.read_only and attr.mutability == "readOnly":
        return True
    return ignored.never_returned and (attr.mutability == "writeOnly" or attr.returned == "never")


def _values(
    attr: Attribute, path: str, left: str, right: str, old: Json, new: Json, ignored: Ignored, depth: int
) -> Iterator[Difference]:
    if old is new or (is_unassigned(old) and is_unassigned(new)):
        return
    if depth > DEEPEST:
        if not is_same(old, new):
            yield Difference("changed", path, left, right, old, new)
    elif isinstance(old, list) or isinstance(new, list):
        yield from _lists(attr, path, left, right, old, new, ignored, depth)
    elif is_unassigned(old):
        yield Difference("added", path, None, right, None, new)
    elif is_unassigned(new):
        yield Difference("removed", path, left, None, old, None)
    elif isinstance(old, dict) and isinstance(new, dict):
        if not is_plainly_same(old, new):
            yield from _objects(attr, path, left, right, old, new, ignored, depth)
    elif not is_same(old, new):
        kind: Kind = "same value, different type" if is_alike(old, new, attr) else "changed"
        yield Difference(kind, path, left, right, old, new)


def _lists(
    attr: Attribute, path: str, left: str, right: str, old: Json, new: Json, ignored: Ignored, depth: int
) -> Iterator[Difference]:
    """Element by element; a single value and the list of it are the same value."""
    if not isinstance(old, list) and not is_unassigned(old):
        yield from _list_and_one(attr, path, left, right, old, new, ignored, depth)
        return
    if not isinstance(new, list) and not is_unassigned(new):
        yield from _list_and_one(attr, path, left, right, old, new, ignored, depth)
        return
    one_side, other_side = (one if isinstance(one, list) else [] for one in (old, new))
    for at, to in paired(one_side, other_side, attr):
        if at is None and to is not None:
            if not is_unassigned(other_side[to]):
                yield Difference("added", path, None, f"{right}/{to}", None, other_side[to])
        elif to is None and at is not None:
            if not is_unassigned(one_side[at]):
                yield Difference("removed", path, f"{left}/{at}", None, one_side[at], None)
        elif at is not None and to is not None:
            where = f"{left}/{at}", f"{right}/{to}"
            yield from _values(attr, path, *where, one_side[at], other_side[to], ignored, depth + 1)


def _list_and_one(
    attr: Attribute, path: str, left: str, right: str, old: Json, new: Json, ignored: Ignored, depth: int
) -> Iterator[Difference]:
    olds, news = (one if isinstance(one, list) else [one] for one in (old, new))
    if len(olds) == len(news) == 1:
        inner = list(_values(attr, path, left, right, olds[0], news[0], ignored, depth + 1))
        if not any(one.is_real for one in inner):
            yield Difference("same value, different type", path, left, right, old, new)
            return
    yield Difference("changed", path, left, right, old, new)


def _objects(
    attr: Attribute,
    path: str,
    left: str,
    right: str,
    old: dict[str, Json],
    new: dict[str, Json],
    ignored: Ignored,
    depth: int,
) -> Iterator[Difference]:
    for name, one, other in _named(old, new):
        sub = attr.sub(name) or unknown_attribute(name)
        before, after = old.get(one), new.get(other)
        is_derived = ignored.read_only and (attr.name.lower(), name.lower()) in DERIVED
        if is_derived or is_ignored(sub, ignored) or (ignored.server_made and is_unassigned(before)):
            continue
        if sub.type == "boolean" and {_flag(before), _flag(after)} == {None, False} and name.lower() == "primary":
            continue  # a missing primary is false (RFC 7643 §2.4)
        where = left + pointer(one), right + pointer(other)
        yield from _values(sub, f"{path}.{sub.name}", *where, before, after, ignored, depth + 1)


def _flag(value: Json) -> bool | None:
    return value if isinstance(value, bool) else None if value is None else True


def is_alike(old: Json, new: Json, attr: Attribute) -> bool:
    """Whether two simple values that are not the same say the same: by type, by case, by the writing of a time."""
    if isinstance(old, dict | list) or isinstance(new, dict | list):
        return False
    if isinstance(old, bool) or isinstance(new, bool):
        flags = as_bool(_texted(old)), as_bool(_texted(new))
        return flags[0] is not None and flags[0] is flags[1]
    if isinstance(old, str) and isinstance(new, str):
        if attr.type == "dateTime":
            moments = instant(old), instant(new)
            return moments[0] is not None and moments[1] is not None and moments[0].ns == moments[1].ns
        return attr.is_known and not attr.case_exact and old.casefold() == new.casefold()
    return bool(_texted(old) == _texted(new))


def _texted(value: Json) -> Json:
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value
