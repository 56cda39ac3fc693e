"""Which values does each facet list, with which counts, and which of them does the filter name?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from scimviewer.query.terms import Chosen
from scimviewer.ui.events_columns import Row, counted, grouped
from scimviewer.ui.plain import printable

AnyIndex = QModelIndex | QPersistentModelIndex
ENTRY_ROLE = Qt.ItemDataRole.UserRole
TOP = 8

# Field of the filter language → what people call it.
FACETS: tuple[tuple[str, str], ...] = (
    ("outcome", "Outcome"),
    ("operation", "Operation"),
    ("intent", "Intent"),
    ("status", "Status"),
    ("method", "Method"),
    ("actor", "Actor"),
    ("scim_type", "Error type"),
    ("error", "Error"),
    ("quirk", "Pattern"),
    ("target", "Target"),
    ("resource_type", "Resource type"),
    ("resource_name", "Resource"),
    ("client", "Client"),
    ("source", "Source"),
    ("cycle", "Cycle"),
    ("kind", "Kind"),
    ("speaks_scim", "Speaks SCIM"),
)
# Folded until somebody opens them; what somebody folds is remembered.
FOLDED = frozenset({"resource_name", "client", "cycle", "speaks_scim"})


@dataclass
class FacetCounts:
    """Values of one field: how often in the whole case, most first, and how often under the filter.

    `bars` are those of a sparkline over the time of the whole case, `failed` how many of its events failed there.
    """

    totals: list[tuple[str | None, int]] = field(default_factory=list)
    filtered: dict[str | None, int] = field(default_factory=dict)
    bars: dict[str | None, list[int]] = field(default_factory=dict)
    failed: dict[str | None, int] = field(default_factory=dict)
    distinct: int = 0  # where there are more values than are listed


@dataclass(frozen=True)
class Entry:
    """A row of the list: a head, a value, "more", or the place of the search field."""

    kind: str  # head, value, more, search
    name: str
    text: str
    value: str | None = None
    count: int = 0
    state: str = ""  # in, out
    folded: bool = False
    spark: tuple[int, ...] = ()
    tone: str = "p_ok"  # the colour of the sparkline


class FacetsModel(QAbstractListModel):
    """A flat list: head, its values, perhaps "more…", the next head."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.counts: dict[str, FacetCounts] = {}
        self.chosen = Chosen()
        self.folded: set[str] = set(FOLDED)
        self.opened = ""  # the facet that lists all of its values
        self.sought = ""  # what its values must hold
        # Rows as the window shows them: the Redactor's `row`, or None.
        self.redact: Callable[[Row], Row] | None = None
        self.entries: list[Entry] = []
        self.widest = "0"  # the text that decides how wide the column of counts is

    def show(self, counts: Mapping[str, FacetCounts], chosen: Chosen) -> None:
        """Show these counts and choices; rows keep their identity as far as they stay."""
        self.counts, self.chosen = dict(counts), chosen
        self.rebuild()

    def rebuild(self) -> None:
        """Make the rows again; where only counts or states changed, nothing moves."""
        fresh = [entry for name, title in FACETS for entry in self._section(name, title)]
        self.widest = widest_count(fresh)
        same = [(entry.kind, entry.name, entry.value) for entry in fresh] == [
            (entry.kind, entry.name, entry.value) for entry in self.entries
        ]
        if same:
            self.entries = fresh
            if fresh:
                self.dataChanged.emit(self.index(0), self.index(len(fresh) - 1))
            return
        self.beginResetModel()
        self.entries = fresh
        self.endResetModel()

    def _section(self, name: str, title: str) -> list[Entry]:
        counts = self.counts.get(name)
        if counts is None or not self._worth_showing(name, counts):
            return []
        folded = name in self.folded
        distinct = max(counts.distinct, len(counts.totals))
        head = Entry("head", name, title, count=distinct, folded=folded)
        if folded:
            return [head]
        many = len(counts.totals) > TOP + 1
        if not many:
            return [head, *(self._entry(name, value, counts) for value, _total in counts.totals)]
        if name == self.opened:
            values = [value for value, _total in counts.totals if self._is_sought(name, value)]
            rows = [self._entry(name, value, counts) for value in values]
            return [head, Entry("search", name, "Find a value"), *rows, Entry("more", name, "fewer")]
        # What the filter names stays in sight.
        named = [value for value, _total in counts.totals[TOP:] if self.chosen.state(name, value)]
        values = [value for value, _total in counts.totals[:TOP]] + named
        rest = distinct - len(values)
        rows = [self._entry(name, value, counts) for value in values]
        return [head, *rows, Entry("more", name, f"{grouped(rest)} more…", count=rest)]

    def _is_sought(self, name: str, value: str | None) -> bool:
        return self.sought.casefold() in self._text(name, value).casefold()

    def _text(self, name: str, value: str | None) -> str:
        return "not said" if value is None else self._shown(name, value)

    def _worth_showing(self, name: str, counts: FacetCounts) -> bool:
        """Where every event has the same value there is nothing to choose."""
        known = [value for value, _count in counts.totals if value is not None]
        named = self.chosen.included.get(name) or self.chosen.excluded.get(name)
        return bool(named or (known and (len(counts.totals) > 1 or name == FACETS[0][0])))

    def _entry(self, name: str, value: str | None, counts: FacetCounts) -> Entry:
        return Entry(
            "value",
            name,
            printable(self._text(name, value), 200),
            value,
            counts.filtered.get(value, 0),
            self.chosen.state(name, value),
            spark=tuple(counts.bars.get(value, ())),
            tone=tone(name, value, counts),
        )

    def _shown(self, name: str, value: str) -> str:
        return value if self.redact is None else str(self.redact({name: value})[name])

    def row_of(self, kind: str, name: str, value: str | None = None) -> int:
        """Where a row stands, -1 where it is gone."""
        wanted = (kind, name, value)
        for number, entry in enumerate(self.entries):
            if (entry.kind, entry.name, entry.value) == wanted:
                return number
        return -1

    # What Qt asks.

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self.entries):
            return None
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.text
        if role == ENTRY_ROLE:
            return entry
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(entry)
        return None


def tone(name: str, value: str | None, counts: FacetCounts) -> str:
    """Success is pale, failure is dark: the colour of a value whose events mostly failed stands out."""
    total = sum(counts.bars.get(value, ()))
    if 2 * counts.failed.get(value, 0) <= total:
        return "p_ok"
    severe = name == "outcome" or (name == "status" and (value is None or value >= "500"))
    return "p_err" if severe else "p_bad"


def spoken(entry: Entry) -> str:
    """A row for a screen reader: "failure, 12 events, included"."""
    if entry.kind == "head":
        return f"{entry.text}, {counted(entry.count, 'value')}" + (", folded" if entry.folded else "")
    if entry.kind in ("more", "search"):
        return entry.text
    state = {"in": ", included", "out": ", excluded"}.get(entry.state, "")
    return f"{entry.text}, {counted(entry.count, 'event')}{state}"


def widest_count(entries: Sequence[Entry]) -> str:
    """The longest count."""
    return max((grouped(entry.count) for entry in entries if entry.kind == "value"), key=len, default="0")
