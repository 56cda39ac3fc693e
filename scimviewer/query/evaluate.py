"""Which events does a filter mean? One evaluator over numpy columns."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from fnmatch import translate
from typing import Any

import numpy as np

from scimviewer.query import moments, nodes
from scimviewer.query.columns import BY_KEY
from scimviewer.query.conditions import FLAGS, amount
from scimviewer.query.needles import STEADY
from scimviewer.query.patience import Patience, steady_part
from scimviewer.query.quirk_sets import BETWEEN
from scimviewer.query.table import Array, Snapshot
from scimviewer.query.texts import fitting
from scimviewer.store import blocks
from scimviewer.store.case import Case
from scimviewer.store.reading import text_hash

FindText = Callable[[nodes.Text], Array]  # text or pattern → mask
# Where a column of the events lies in the snapshot, and what one of its units is in there.
STORED = {"id": "id", "time": "time_ns", "status": "status", "duration_ms": "duration_us", "line": "line"}
SCALE = {"duration_ms": 1000}
LOWEST, HIGHEST = -(2**63), 2**63 - 1


def mask(snapshot: Snapshot, node: nodes.Node, find_text: FindText, case: Case) -> Array:
    """A mask over the snapshot's events. What is unknown matches no comparison, only its negation."""
    match node:
        case nodes.Text():
            return find_text(node)
        case nodes.Not(part):
            return ~mask(snapshot, part, find_text, case)
        case nodes.All(parts):
            result = np.ones(snapshot.size, bool)
            for part in sorted(parts, key=_cost):
                if not result.any():
                    break
                result &= mask(snapshot, part, find_text, case)
            return result
        case nodes.Any(parts):
            result = np.zeros(snapshot.size, bool)
            for part in parts:
                result |= mask(snapshot, part, find_text, case)
            return result
        case nodes.Condition():
            return KINDS[BY_KEY[node.field].kind](snapshot, node, case)


def _cost(node: nodes.Node) -> int:
    """Cheap questions first: where nothing is left, the others are not asked."""
    match node:
        case nodes.Text():
            return 2
        case nodes.Not(part):
            return _cost(part)
        case nodes.All(parts) | nodes.Any(parts):
            return max(map(_cost, parts), default=0)
        case nodes.Condition():
            return int(BY_KEY[node.field].kind == "text" and node.relation in ("like", "matches"))


def _number(snapshot: Snapshot, condition: nodes.Condition, _case: Case) -> Array:
    column = snapshot[STORED[condition.field]]
    unknown = blocks.unknown(column.dtype.str)
    if condition.relation == "known":
        return column != unknown
    first, last = _first_and_last(snapshot, condition)
    if first > last:
        return np.zeros(snapshot.size, bool)
    if first == last:
        return column == first
    low = column >= max(first, unknown + 1)  # the smallest number says "unknown"
    return low if last >= HIGHEST else low & (column <= last)


def _first_and_last(snapshot: Snapshot, condition: nodes.Condition) -> tuple[int, int]:
    """The whole numbers of the column's units that a condition allows, both included."""
    first, last = _span(snapshot, condition, condition.value)
    match condition.relation:
        case "at least":
            return first, HIGHEST
        case "over":
            return last + 1, HIGHEST
        case "at most":
            return LOWEST, last
        case "under":
            return LOWEST, first - 1
        case "between":
            return first, _span(snapshot, condition, condition.upper)[1]
    return first, last


def _span(snapshot: Snapshot, condition: nodes.Condition, text: str) -> tuple[int, int]:
    """The whole numbers that one value stands for: a day is many nanoseconds, 1.5 ms are 1500 µs, status 1.5 is none.

    Between two whole numbers the span is empty, and comparisons on either side of it still come out right.
    """
    if condition.field == "time":
        return moments.span(text, snapshot.time_span(), condition.position)
    exact = amount(condition.field, text, condition.position) * SCALE.get(condition.field, 1)
    return math.ceil(exact), math.floor(exact)


def _pattern(value: str) -> re.Pattern[str]:
    """`*` stands for any characters; everything else for itself, in any case."""
    escaped = "".join(f"[{one}]" if one in "?[" else one for one in value)
    return re.compile(translate(escaped), re.IGNORECASE)


def _matcher(condition: nodes.Condition) -> Callable[[str], bool]:
    if condition.relation == "matches":
        return Patience(condition.value, condition.position).found_in
    if condition.relation == "like":
        pattern = _pattern(condition.value)
        return lambda text: pattern.match(text) is not None
    wanted = condition.value.casefold()
    return lambda text: text.casefold() == wanted


def _word(snapshot: Snapshot, condition: nodes.Condition, _case: Case) -> Array:
    column = snapshot[condition.field]
    if condition.relation == "known":
        return column != 0
    fits = _matcher(condition)
    words = snapshot.words.get(condition.field, [None])
    lookup = np.array([word is not None and fits(word) for word in words], bool)
    return lookup[column] if len(words) else np.zeros(snapshot.size, bool)


def _words(snapshot: Snapshot, condition: nodes.Condition, _case: Case) -> Array:
    """Of several values one must fit."""
    column = snapshot[condition.field]
    if condition.relation == "known":
        return column != 0
    fits = _matcher(condition)
    words = snapshot.words.get(condition.field, [None])
    lookup = np.array([word is not None and any(map(fits, word.split(BETWEEN))) for word in words], bool)
    return lookup[column]


def _text(snapshot: Snapshot, condition: nodes.Condition, case: Case) -> Array:
    column = snapshot[f"{condition.field}_hash"]
    if condition.relation == "known":
        return column != 0
    exact = column == text_hash(condition.value)
    if condition.relation == "is" and exact.any():
        return exact
    # Other spellings, and patterns, are looked up in the rows.
    value = condition.value
    if condition.relation == "matches":
        must = steady_part(value)
    else:
        must = max(STEADY.findall(value), key=len, default="")
    # Letters alone between two stars are all there is to know: then finding them has decided.
    decided = condition.relation == "like" and re.fullmatch(r"\*[A-Za-z]+\*", value) is not None
    return fitting(snapshot, case, condition.field, _matcher(condition), must, decided)


def _flag(snapshot: Snapshot, condition: nodes.Condition, _case: Case) -> Array:
    column = snapshot[condition.field]
    if condition.relation == "known":
        return column >= 0
    return column == int(FLAGS[condition.value.casefold()])


def _source(snapshot: Snapshot, condition: nodes.Condition, _case: Case) -> Array:
    if condition.relation == "known":
        return np.ones(snapshot.size, bool)
    fits = _matcher(condition)
    wanted = [number for number, path in snapshot.sources.items() if fits(path) or fits(path.rpartition("/")[2])]
    return np.isin(snapshot["source"], np.array(wanted, dtype="<i4"))


KINDS: dict[str, Callable[[Snapshot, nodes.Condition, Case], Any]] = {
    "id": _number,
    "time": _number,
    "number": _number,
    "duration": _number,
    "word": _word,
    "words": _words,
    "text": _text,
    "flag": _flag,
    "source": _source,
}
