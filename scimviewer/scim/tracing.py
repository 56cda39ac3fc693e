"""What did a write change, told value by value?"""

from __future__ import annotations

from collections.abc import Iterator

from scimviewer.event import Json
from scimviewer.scim.drafts import spelled
from scimviewer.scim.matching import is_unassigned
from scimviewer.scim.outcomes import Change
from scimviewer.scim.pairing import is_same, paired
from scimviewer.scim.pointers import pointer
from scimviewer.scim.readings import UNKNOWN
from scimviewer.scim.schemas import Attribute


def changes(path: str, before: str, after: str, old: Json, new: Json, attr: Attribute) -> Iterator[Change]:
    """The changes from an old to a new value of one attribute; pointers name where each stands before and after."""
    if old is UNKNOWN or new is UNKNOWN or old is new:
        return
    if isinstance(old, list) and isinstance(new, list):
        yield from _in_list(path, before, after, old, new, attr)
    elif isinstance(old, dict) and isinstance(new, dict):
        yield from _in_object(path, before, after, old, new)
    elif is_unassigned(old) or is_unassigned(new):
        yield from _one_sided(path, before, after, old, new)
    elif not is_same(old, new):
        yield Change("replaced", path, before, after, old, new)


def _one_sided(path: str, before: str, after: str, old: Json, new: Json) -> Iterator[Change]:
    """All values of one side; of lists, each of them."""
    if not is_unassigned(new):
        for at, value in enumerate(new) if isinstance(new, list) else ((None, new),):
            yield Change("added", path, None, _at(after, at), None, value)
    if not is_unassigned(old):
        for at, value in enumerate(old) if isinstance(old, list) else ((None, old),):
            yield Change("removed", path, _at(before, at), None, value, None)


def _at(where: str, index: int | None) -> str:
    return where if index is None else f"{where}/{index}"


def _in_list(path: str, before: str, after: str, old: list[Json], new: list[Json], attr: Attribute) -> Iterator[Change]:
    start, end = _unchanged_ends(old, new)
    olds, news = old[start : len(old) - end], new[start : len(new) - end]
    pairs = [(0, 0)] if _are_one(olds, news) else paired(olds, news, attr)
    for left, right in pairs:
        if left is None and right is not None:
            yield Change("added", path, None, f"{after}/{start + right}", None, new[start + right])
        elif right is None and left is not None:
            yield Change("removed", path, f"{before}/{start + left}", None, old[start + left], None)
        elif left is not None and right is not None:
            one, other = old[start + left], new[start + right]
            where = f"{before}/{start + left}", f"{after}/{start + right}"
            yield from changes(path, *where, one, other, attr)


def _are_one(old: list[Json], new: list[Json]) -> bool:
    """Whether there is but one element on both sides, and plainly the same one: the common case, told fast."""
    if len(old) != 1 or len(new) != 1 or not isinstance(old[0], dict) or not isinstance(new[0], dict):
        return False
    return any(name in old[0] and name in new[0] and old[0][name] is new[0][name] for name in ("value", "type"))


def _unchanged_ends(old: list[Json], new: list[Json]) -> tuple[int, int]:
    """How many elements at the start and at the end are one and the same object in both lists."""
    limit = min(len(old), len(new))
    start = next((index for index in range(limit) if old[index] is not new[index]), limit)
    limit -= start
    return start, next((index for index in range(limit) if old[-1 - index] is not new[-1 - index]), limit)


def _in_object(path: str, before: str, after: str, old: dict[str, Json], new: dict[str, Json]) -> Iterator[Change]:
    for name, value in old.items():
        key = spelled(new, name)
        other = new.get(key)
        if not is_same(value, other):
            where = before + pointer(name), after + pointer(key)
            if is_unassigned(value) or is_unassigned(other):
                yield from _one_sided(f"{path}.{name}", *where, value, other)
            else:
                yield Change("replaced", f"{path}.{name}", *where, value, other)
    for name, value in new.items():
        if not is_unassigned(value) and spelled(old, name) not in old:
            yield Change("added", f"{path}.{name}", None, after + pointer(name), None, value)
