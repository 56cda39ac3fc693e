"""How does a filter read when its times were typed by the clocks of a zone?

A filter text means the same everywhere, and times without a zone are UTC in it. A window that shows another zone
therefore writes the offset behind the times that somebody types.
"""

from __future__ import annotations

import re

from scimviewer.query.columns import column
from scimviewer.query.grammar import Node, branches, tree
from scimviewer.query.moments import ZONE
from scimviewer.query.terms import MOMENTS
from scimviewer.times import instant
from scimviewer.zones import offset_s, told_at

CLOCK = r"\d\d?:\d\d(?::\d\d(?:\.\d{1,9})?)?"
DAY = r"(?P<day>\d{4}-\d\d-\d\d)"
TIME = re.compile(rf"(?<![\w:+.-])(?P<time>{DAY}(?:[Tt ]{CLOCK})?|{CLOCK}){ZONE}(?![\w:.])", re.ASCII)
RANGE = re.compile(r"(\.\.)")


def zoned(text: str, name: str, near_ns: int = 0) -> str:
    """The text with offsets of this zone behind its times without one; `near_ns` is about when a bare clock told it."""
    top = None if name == "UTC" else tree(text)
    if top is None:
        return text
    pieces, end = [], 0
    for start, stop in _times(top):
        pieces += [text[end:start], *(_offset(part, name, near_ns) for part in RANGE.split(text[start:stop]))]
        end = stop
    return "".join([*pieces, text[end:]])


def _times(node: Node) -> list[tuple[int, int]]:
    """Where the values of times stand, in their order."""
    if node.data in ("condition", "values"):
        field = str(node.children[0])[:-1].lower()
        known = column(field)
        if field not in MOMENTS and (known is None or known.kind != "time"):
            return []
        return [(node.meta.start_pos + len(field) + 1, node.meta.end_pos)]
    return [place for branch in branches(node) for place in _times(branch)]


def _offset(text: str, name: str, near_ns: int) -> str:
    return TIME.sub(lambda found: found[0] if found["zone"] else found[0] + _east(found, name, near_ns), text)


def _east(found: re.Match[str], name: str, near_ns: int) -> str:
    """What a zone writes behind this time; an hour that is told twice is the first of both."""
    clock = instant(found["time"] if found["time"] != found["day"] else f"{found['day']}T00:00")
    if found["day"] and clock is None:
        return ""  # no day of any calendar: said where it is evaluated
    if clock is None:
        ns = near_ns
    else:
        ns = next(iter(told_at(clock.ns, name)), clock.ns)
    minutes = offset_s(ns, name) // 60
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
