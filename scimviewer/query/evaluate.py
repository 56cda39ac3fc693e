"""Which events does a filter mean? One evaluator over numpy columns."""

from __future__ import annotations

import re
from collections.abc import Callable
from fnmatch import translate
from typing import Any

import numpy as np

from scimviewer.query import filters
from scimviewer.query.columns import BY_KEY
from scimviewer.query.table import Array, Snapshot
from scimviewer.store import blocks
from scimviewer.store.case import Case
from scimviewer.store.reading import text_hash

FindText = Callable[[str], Array]  # needle → mask
# Where a column of the events lies in the snapshot, and what one of its units is in there.
STORED = {"id": "id", "time": "time_ns", "status": "status", "duration_ms": "duration_us", "line": "line"}
SCALE = {"duration_ms": 1000}


def mask(snapshot: Snapshot, node: filters.Node, find_text: FindText, case: Case) -> Array:
    """A mask over the snapshot's events. What is unknown matches no comparison, only its negation."""
    match node:
        case filters.Text(needle):
            return find_text(needle)
        case filters.Not(part):
            return ~mask(snapshot, part, find_text, case)
        case filters.All(parts):
            result = np.ones(snapshot.size, bool)
            for part in sorted(parts, key=_cost):
                result &= mask(snapshot, part, find_text, case)
            return result
        case filters.Any(parts):
            result = np.zeros(snapshot.size, bool)
            for part in parts:
                result |= mask(snapshot, part, find_text, case)
            return result
        case filters.Condition():
            return KINDS[BY_KEY[node.field].kind](snapshot, node, case)


def _cost(node: filters.Node) -> int:
    return 1 if isinstance(node, filters.Text) else 0


def _number(snapshot: Snapshot, condition: filters.Condition, _case: Case) -> Array:
    column = snapshot[STORED[condition.field]]
    known = column != blocks.unknown(column.dtype.str)
    low, high = _limit(condition.field, condition.value), _limit(condition.field, condition.upper)
    answers: dict[str, Callable[[], Array]] = {
        "known": lambda: known,
        "is": lambda: column == low,
        "at least": lambda: column >= low,
        "at most": lambda: column <= low,
        "over": lambda: column > low,
        "under": lambda: column < low,
        "between": lambda: (column >= low) & (column <= high),
    }
    return known & answers[condition.relation]()


def _limit(field: str, text: str) -> float:
    """A value of a condition in the units of its column; times stay whole numbers, they are too long for floats."""
    if field == "time":
        return filters.moment(text or "1970-01-01")
    return round(float(text or 0) * SCALE.get(field, 1), 3)  # 1.001 ms are 1001 µs, not 1000.9999


def _pattern(value: str) -> re.Pattern[str]:
    """`*` stands for any characters; everything else for itself, in any case."""
    escaped = "".join(f"[{one}]" if one in "?[" else one for one in value)
    return re.compile(translate(escaped), re.IGNORECASE)


def _matcher(condition: filters.Condition) -> Callable[[str], bool]:
    if condition.relation == "like":
        pattern = _pattern(condition.value)
        return lambda text: pattern.match(text) is not None
    wanted = condition.value.casefold()
    return lambda text: text.casefold() == wanted


def _word(snapshot: Snapshot, condition: filters.Condition, _case: Case) -> Array:
    column = snapshot[condition.field]
    if condition.relation == "known":
        return column != 0
    fits = _matcher(condition)
    words = snapshot.words.get(condition.field, [None])
    lookup = np.array([word is not None and fits(word) for word in words], bool)
    return lookup[column] if len(words) else np.zeros(snapshot.size, bool)


def _text(snapshot: Snapshot, condition: filters.Condition, case: Case) -> Array:
    column = snapshot[f"{condition.field}_hash"]
    if condition.relation == "known":
        return column != 0
    exact = column == text_hash(condition.value)
    if condition.relation == "is" and exact.any():
        return exact
    # Other spellings, and patterns, are looked up in the rows.
    fits = _matcher(condition)
    found = [event for event, text in _texts(case, condition.field) if fits(text)]
    result: Array = np.isin(snapshot["id"], np.array(found, dtype="<i8"))
    return result


def _texts(case: Case, field: str) -> list[tuple[int, str]]:
    assert BY_KEY[field].kind == "text"
    with case.reader() as reader:
        return list(reader.execute(f"select id, {field} from event where {field} is not null"))


def _flag(snapshot: Snapshot, condition: filters.Condition, _case: Case) -> Array:
    column = snapshot[condition.field]
    if condition.relation == "known":
        return column >= 0
    return column == int(filters.FLAGS[condition.value.casefold()])


def _source(snapshot: Snapshot, condition: filters.Condition, _case: Case) -> Array:
    if condition.relation == "known":
        return np.ones(snapshot.size, bool)
    fits = _matcher(condition)
    wanted = [number for number, path in snapshot.sources.items() if fits(path) or fits(path.rpartition("/")[2])]
    return np.isin(snapshot["source"], np.array(wanted, dtype="<i4"))


KINDS: dict[str, Callable[[Snapshot, filters.Condition, Case], Any]] = {
    "id": _number,
    "time": _number,
    "number": _number,
    "duration": _number,
    "word": _word,
    "text": _text,
    "flag": _flag,
    "source": _source,
}
