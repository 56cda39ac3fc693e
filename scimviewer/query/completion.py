"""What may somebody want to type next in a filter? Fields, and values of the data with how many events have them."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from scimviewer.progress import UNWATCHED, Progress
from scimviewer.query.columns import COLUMNS, Column, column
from scimviewer.query.conditions import example
from scimviewer.query.counts import Value, counted
from scimviewer.query.filters import parse
from scimviewer.query.grammar import FilterError, quoted
from scimviewer.query.moments import DAY_NS
from scimviewer.query.nodes import All, Any, Condition, Node, Not, Text
from scimviewer.query.query import matching
from scimviewer.query.table import NO_TIME, Array, Snapshot, Table
from scimviewer.query.terms import MOMENTS, removed, terms
from scimviewer.query.texts import texts_at
from scimviewer.times import utc_text

MOST = 12
LOOKED_AT = 20_000  # of the events' texts, spread evenly: enough for the frequent ones
# What is being typed: a sign, a field, a value; in `field:(a OR b` and `field:a,b` the last value.
TYPED = re.compile(
    r"""(?:^|(?<=[\s(]))(?P<sign>-?)(?P<word>
        (?P<field>[A-Za-z_]+):(?P<before>\((?:[^()"]|"[^"]*")*?(?:(?<=[\s(])(?:-|NOT\s+)?)|(?:[^\s(),"]+,)+)?)?
        (?P<value>"(?:[^"\\]|\\.)*|[^\s()",]*)$""",
    re.VERBOSE,
)
RELATIVE = ("-15m", "-1h", "-24h", "-7d")


@dataclass(frozen=True, slots=True)
class Completion:
    """`text` goes where `start` to `end` of the filter text is now; `note` explains it, `count` is how many match."""

    text: str
    start: int
    end: int
    kind: str  # field, value, or example
    note: str = ""
    count: int | None = None


def completions(
    table: Table,
    text: str,
    cursor: int | None = None,
    most: int = MOST,
    progress: Progress = UNWATCHED,
    snapshot: Snapshot | None = None,
) -> list[Completion]:
    """What fits at the cursor, best first; counts are of the events that the rest of the filter means."""
    place = len(text) if cursor is None else cursor
    typed = None if _is_in_quotes(text[:place]) else TYPED.search(text[:place])
    if typed is None:
        return []
    now = table.now if snapshot is None else snapshot
    start, end = typed.start("value"), _end(text, place, typed["value"])
    if not typed["field"]:
        return [] if typed["value"].startswith('"') else _fields(typed["value"], start, end)[:most]
    name = typed["field"].lower()
    if name in MOMENTS or name == "time":
        return _times(now, name, typed["value"], start, end)[:most]
    known = column(name)
    if known is None:
        return []
    chosen = _rest(table, text, typed.start(), progress, now)
    found = _values(table, now, known, typed["value"].strip('"'), chosen, most)
    shown = [Completion(quoted(value), start, end, "value", "", count) for value, count in found]
    taken = {one.text for one in shown}
    return [*shown, *(one for one in _examples(known, typed["value"], start, end) if one.text not in taken)][:most]


def _end(text: str, place: int, typed: str) -> int:
    """Where the value ends in which the cursor stands."""
    rest = re.compile(r'(?:[^"\\]|\\.)*"?' if typed.startswith('"') and '"' in text[place:] else r'[^\s()",]*')
    found = rest.match(text, place)
    return found.end() if found else place


def _is_in_quotes(before: str) -> bool:
    """Whether the cursor is in a quoted text that belongs to no field."""
    opened = re.match(r'(?:[^"]|"(?:[^"\\]|\\.)*")*', before, re.DOTALL)
    rest = before[opened.end() if opened else 0 :]
    start = len(before) - len(rest)
    return bool(rest) and before[start - 1 : start] not in (":", "(", " ", ",")


def _fields(typed: str, start: int, end: int) -> list[Completion]:
    """Fields whose name begins with or holds what was typed, with an example of each."""
    names = [(one.key, f"for example {example(one)}") for one in COLUMNS]
    names += [("after", "for example after:2026-09-01T14:00Z"), ("before", "for example before:-2h")]
    wanted = typed.lower()
    fitting = [(not name.startswith(wanted), name, note) for name, note in names if wanted in name]
    fitting.sort(key=lambda one: one[0])
    return [Completion(f"{name}:", start, end, "field", note) for _, name, note in fitting]


def _times(now: Snapshot, name: str, typed: str, start: int, end: int) -> list[Completion]:
    """Times before the last event, and the days of the case."""
    shown = [Completion(one, start, end, "example", "before the last event") for one in RELATIVE]
    days = now["time_ns"][now["time_ns"] != NO_TIME] // DAY_NS
    values, counts = np.unique(days, return_counts=True)
    many = np.argsort(-counts, kind="stable")[:MOST]
    for at in sorted(many.tolist()):
        day = (utc_text(int(values[at]) * DAY_NS) or "").partition("T")[0]
        shown.append(Completion(day, start, end, "value", "", int(counts[at])))
    return [one for one in shown if one.text.startswith(typed)]


def _examples(known: Column, typed: str, start: int, end: int) -> list[Completion]:
    """How else this field can be asked, while nothing was typed yet."""
    if typed:
        return []
    written = [one.partition(":")[2] for one in example(known).split(" or ")]
    notes = [*((one, "for example") for one in written if "*" not in one), ("*", "is known"), ("none", "is unknown")]
    return [Completion(one, start, end, "example", note) for one, note in notes]


def _rest(table: Table, text: str, place: int, progress: Progress, now: Snapshot) -> Array:
    """The events that the other terms mean. Text is not searched for meanwhile: those terms count as met."""
    every = np.ones(now.size, bool)
    rest = f"{text[:place]} "
    for term in terms(text):
        if term.start <= place < term.end:
            rest = removed(text, term)
    for term in terms(rest):
        try:
            node = parse(term.text)
            if not _searches(node):
                every &= matching(table, term.text, progress, now)
        except FilterError:
            continue  # what is wrong there is said elsewhere
    return every


def _searches(node: Node) -> bool:
    match node:
        case Text():
            return True
        case Not(part):
            return _searches(part)
        case All(parts) | Any(parts):
            return any(map(_searches, parts))
        case Condition():
            return False


def _values(table: Table, now: Snapshot, known: Column, typed: str, chosen: Array, most: int) -> list[tuple[str, int]]:
    """Values that begin with or hold what was typed, the most frequent first."""
    wanted = typed.casefold()
    if known.kind in ("id", "duration"):
        return []
    if known.kind == "text":
        pairs = _texts(table, now, known.key, wanted, chosen, most)
    else:
        values = counted(now, table.case, known.key, chosen)
        pairs = [(_printed(one.value), one.count) for one in values if one.value is not None]
    fitting = [(text, count) for text, count in pairs if wanted in text.casefold()]
    fitting.sort(key=lambda pair: (not pair[0].casefold().startswith(wanted), -pair[1], pair[0]))
    return fitting[:most]


def _printed(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _texts(table: Table, now: Snapshot, key: str, wanted: str, chosen: Array, most: int) -> list[tuple[str, int]]:
    """Texts of some of the events that fit; how often each is there is counted among all of them."""
    hashes = now[f"{key}_hash"]
    places = np.flatnonzero(chosen & (hashes != 0))
    places = places[:: max(1, len(places) // LOOKED_AT)]
    values, first, counts = np.unique(hashes[places], return_index=True, return_counts=True)
    texts = texts_at(now, table.case, key, places[first])
    fitting = [at for at, text in enumerate(texts) if wanted in text.casefold()]
    fitting.sort(key=lambda at: (not texts[at].casefold().startswith(wanted), -int(counts[at])))
    among = hashes[chosen]
    return [(texts[at], int(np.count_nonzero(among == values[at]))) for at in fitting[:most]]
