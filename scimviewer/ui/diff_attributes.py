"""What differs between two resources, attribute by attribute, and what is to be said of each?"""

from __future__ import annotations

from collections.abc import Iterable

from scimviewer.event import Json
from scimviewer.scim.compare import Difference, differences, names
from scimviewer.scim.matching import is_unassigned
from scimviewer.ui.diff_lines import ALIKE, FIRST_OF_MANY, MANY, NAMED, Line, brief
from scimviewer.ui.diff_sides import ASKED, Comparison
from scimviewer.ui.events_columns import grouped

# What each kind of difference is called, of an answer and of two states.
ANSWERED = {
    "removed": ("lost", "asked for, and not in the answer"),
    "changed": ("contradicts the request", "another value was answered"),
    "added": ("not asked for", "the answer has it"),
    ALIKE: ("same value, other form", "written differently, means the same"),
}
BECAME = {
    "removed": ("removed", "stands on the left only"),
    "changed": ("changed", "another value"),
    "added": ("added", "stands on the right only"),
    ALIKE: ("same value, other form", "written differently, means the same"),
}


def attribute_lines(told: Comparison) -> list[Line]:
    """One line for each difference, the gravest first and long runs folded; then what does not differ."""
    found = differences(told.left.value, told.right.value, ignored=told.ignored, resource_type=told.resource_type)
    words = ANSWERED if told.name == ASKED else BECAME
    groups: dict[tuple[str, str], list[Difference]] = {}
    for kind in words:
        for one in found:
            if one.kind == kind:
                groups.setdefault((kind, one.path), []).append(one)
    lines = [line for group in groups.values() for line in _capped([_line(one, words) for one in group])]
    return [*lines, *_rest(told, found)]


def _line(one: Difference, words: dict[str, tuple[str, str]]) -> Line:
    verdict, note = words[one.kind]
    old = None if one.left is None else brief(one.old)
    new = None if one.right is None else brief(one.new)
    return Line(one.kind, old, new, 0, 0, one.left or one.right or "", one.path, verdict, note)


def _capped(lines: list[Line]) -> list[Line]:
    if len(lines) <= MANY:
        return lines
    rest = lines[FIRST_OF_MANY:]
    fold = Line("fold", f"{grouped(len(rest))} more of {rest[0].name}: {rest[0].verdict}", None, hidden=tuple(rest))
    return [*lines[:FIRST_OF_MANY], fold]


def _rest(told: Comparison, found: list[Difference]) -> Iterable[Line]:
    """Whole attributes that are the same, and those that the server made."""
    left, right = told.left.value, told.right.value
    if not isinstance(left, dict) or not isinstance(right, dict):
        return
    differing = {_first_step(at) for one in found for at in (one.left, one.right) if at is not None}
    same: list[Line] = []
    made: list[Line] = []
    for one, other in names(left, right):
        name = one if one is not None else other or ""
        old, new = left.get(name), right.get(other or name)
        if name in differing or (other or name) in differing or (is_unassigned(old) and is_unassigned(new)):
            continue
        if is_unassigned(old):
            made.append(_equal(name, None, new, "added by the server"))
        elif is_unassigned(new):
            made.append(_equal(name, old, None, "never answered"))
        elif name in told.asked_for:
            yield _equal(name, old, new, "as asked")
        else:
            same.append(_equal(name, old, new, "as asked" if told.name == ASKED else "unchanged"))
    for lines, words in ((same, "as asked" if told.name == ASKED else "unchanged"), (made, "on one side by nature")):
        if lines:
            listed = ", ".join(line.name for line in lines[:NAMED]) + (", …" if len(lines) > NAMED else "")
            yield Line("fold", f"{len(lines)} {words}: {listed}", None, name="equal", hidden=tuple(lines))


def _equal(name: str, old: Json, new: Json, verdict: str) -> Line:
    texts = [None if is_unassigned(one) else brief(one) for one in (old, new)]
    return Line("equal", texts[0], texts[1], 0, 0, "", name, verdict)


def _first_step(pointer: str) -> str:
    return pointer.split("/")[1].replace("~1", "/").replace("~0", "~") if "/" in pointer else ""
