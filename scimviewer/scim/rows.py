"""How do two JSON values stand side by side, line by line?"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from scimviewer.event import Json
from scimviewer.scim.compare import ANY_TEXT, is_alike, names
from scimviewer.scim.pairing import is_same, paired
from scimviewer.scim.pointers import pointer

DEEPEST = 60
INDENT = "  "
# "around" is a line that opens or closes a part in which something differs.
Kind = Literal["equal", "around", "added", "removed", "changed", "same value, different type"]


class Row(NamedTuple):
    """One line of a side-by-side view; a side is None where nothing stands there.

    `fold` is how many rows below belong to this opening line, its closing line included.
    """

    kind: Kind
    left: str | None
    right: str | None
    left_pointer: str | None
    right_pointer: str | None
    depth: int
    fold: int = 0


class _Place(NamedTuple):
    """What leads to a value on one side: the name it is shown with, and where it stands."""

    label: str
    where: str

    def below(self, step: str | int) -> _Place:
        label = f"{json.dumps(step, ensure_ascii=False)}: " if isinstance(step, str) else ""
        return _Place(label, self.where + pointer(step))


TOP = _Place("", "")


def rows(left: Json, right: Json) -> list[Row]:
    """Two JSON values aligned: members of objects by name, elements of lists by value; order is no difference."""
    return _rows(left, right, TOP, TOP, 0)


def _rows(left: Json, right: Json, at: _Place, to: _Place, depth: int) -> list[Row]:
    if _are_both(dict, left, right, depth):
        inner = _members(left, right, at, to, depth + 1)
        return _enclosed(inner, "{", "}", at, to, depth)
    if _are_both(list, left, right, depth):
        inner = _elements(left, right, at, to, depth + 1)
        return _enclosed(inner, "[", "]", at, to, depth)
    if _is_part(left, depth) or _is_part(right, depth):
        return [*_side("removed", left, at, depth), *_side("added", right, to, depth)]
    kind: Kind = "changed"
    if is_same(left, right):
        kind = "equal"
    elif is_alike(left, right, ANY_TEXT):
        kind = "same value, different type"
    return [Row(kind, _line(left, at, depth), _line(right, to, depth), at.where, to.where, depth)]


def _are_both(kind: type, left: Json, right: Json, depth: int) -> bool:
    return isinstance(left, kind) and isinstance(right, kind) and _is_part(left, depth) and _is_part(right, depth)


def _is_part(value: Json, depth: int) -> bool:
    """Whether a value takes more than one line."""
    return isinstance(value, dict | list) and len(value) > 0 and depth < DEEPEST


def _members(left: dict[str, Json], right: dict[str, Json], at: _Place, to: _Place, depth: int) -> list[Row]:
    found: list[Row] = []
    for one, other in names(left, right):
        if one is None or other is None:
            found += _one_member(left, right, one, other, at, to, depth)
        else:
            found += _rows(left[one], right[other], at.below(one), to.below(other), depth)
    return found


def _one_member(
    left: dict[str, Json],
    right: dict[str, Json],
    one: str | None,
    other: str | None,
    at: _Place,
    to: _Place,
    depth: int,
) -> Iterator[Row]:
    if one is not None:
        yield from _side("removed", left[one], at.below(one), depth)
    if other is not None:
        yield from _side("added", right[other], to.below(other), depth)


def _elements(left: list[Json], right: list[Json], at: _Place, to: _Place, depth: int) -> list[Row]:
    found: list[Row] = []
    for one, other in paired(left, right):
        if one is not None and other is not None:
            found += _rows(left[one], right[other], at.below(one), to.below(other), depth)
        elif one is not None:
            found += _side("removed", left[one], at.below(one), depth)
        elif other is not None:
            found += _side("added", right[other], to.below(other), depth)
    return found


def _enclosed(inner: list[Row], opening: str, closing: str, at: _Place, to: _Place, depth: int) -> list[Row]:
    kind: Kind = "equal" if all(row.kind == "equal" for row in inner) else "around"
    blank = INDENT * depth
    first = Row(
        kind, f"{blank}{at.label}{opening}", f"{blank}{to.label}{opening}", at.where, to.where, depth, len(inner) + 1
    )
    return [first, *inner, Row(kind, blank + closing, blank + closing, at.where, to.where, depth)]


def _side(kind: Literal["added", "removed"], value: Json, place: _Place, depth: int) -> list[Row]:
    """All lines of a value that stands on one side only."""
    if not _is_part(value, depth):
        return [_alone(kind, _line(value, place, depth), place, depth)]
    steps: Iterable[tuple[str | int, Json]] = value.items() if isinstance(value, dict) else enumerate(value)
    inner = [row for step, one in steps for row in _side(kind, one, place.below(step), depth + 1)]
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    blank = INDENT * depth
    return [
        _alone(kind, f"{blank}{place.label}{opening}", place, depth, len(inner) + 1),
        *inner,
        _alone(kind, blank + closing, place, depth),
    ]


def _alone(kind: Literal["added", "removed"], text: str, place: _Place, depth: int, fold: int = 0) -> Row:
    if kind == "removed":
        return Row(kind, text, None, place.where, None, depth, fold)
    return Row(kind, None, text, None, place.where, depth, fold)


def _line(value: Json, place: _Place, depth: int) -> str:
    if isinstance(value, dict | list) and value:
        text = "{…}" if isinstance(value, dict) else "[…]"
    else:
        text = json.dumps(value, ensure_ascii=False)
    return f"{INDENT * depth}{place.label}{text}"
