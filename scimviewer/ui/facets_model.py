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
    ("status", "Status"),
    ("actor", "Actor"),
    ("target", "Target"),
    ("resource_type", "Resource type"),
    ("method", "Method"),
    ("scim_type", "Error type"),
    ("source", "Source"),
)


@dataclass
class FacetCounts:
    """Values of one field: how often in the whole case, most first, how often under the filter, and when."""

    totals: list[tuple[str | None, int]] = field(default_factory=list)
    filtered: dict[str | None, int] = field(default_factory=dict)
    bars: dict[str | None, list[int]] = field(default_factory=dict)  # of a sparkline over the whole case


@dataclass(frozen=True)
class Entry:
    """A row of the list: a head, a value, or "more"."""

    kind: str  # head, value, more
    name: str
    text: str
    value: str | None = None
    count: int = 0
    state: str = ""  # in, out
    folded: bool = False


class FacetsModel(QAbstractListModel):
    """A flat list: head, its values, perhaps "more…", the next head."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.counts: dict[str, FacetCounts] = {}
        self.chosen = Chosen()
        self.folded: set[str] = set()
        self.opened: set[str] = set()
        # Rows as the window shows them: the Redactor's `row`, or None.
        self.redact: Callable[[Row], Row] | None = None
        self.entries: list[Entry] = []

    def show(self, counts: Mapping[str, FacetCounts], chosen: Chosen) -> None:
        """Show these counts and choices; rows keep their identity as far as they stay."""
        self.counts, self.chosen = dict(counts), chosen
        self.rebuild()

    def rebuild(self) -> None:
        """Make the rows again; where only counts or states changed, nothing moves."""
        fresh = [entry for name, title in FACETS for entry in self._section(name, title)]
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
        head = Entry("head", name, title, count=len(counts.totals), folded=folded)
        if folded:
            return [head]
        values = list(counts.totals)
        if name not in self.opened and len(values) > TOP + 1:
            # What the filter names stays in sight.
            values = values[:TOP] + [pair for pair in values[TOP:] if self.chosen.state(name, pair[0])]
        rows = [self._entry(name, value, counts) for value, _total in values]
        rest = len(counts.totals) - len(values)
        if rest > 0:
            rows.append(Entry("more", name, f"{grouped(rest)} more…", count=rest))
        elif name in self.opened and len(values) > TOP + 1:
            rows.append(Entry("more", name, "fewer"))
        return [head, *rows]

    def _worth_showing(self, name: str, counts: FacetCounts) -> bool:
        known = [value for value, _count in counts.totals if value is not None]
        named = self.chosen.included.get(name) or self.chosen.excluded.get(name)
        return bool(known or named)

    def _entry(self, name: str, value: str | None, counts: FacetCounts) -> Entry:
        text = "not said" if value is None else self._shown(name, value)
        count = counts.filtered.get(value, 0)
        return Entry("value", name, printable(text, 200), value, count, self.chosen.state(name, value))

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


def spoken(entry: Entry) -> str:
    """A row for a screen reader: "failure, 12 events, included"."""
    if entry.kind == "head":
        return f"{entry.text}, {counted(entry.count, 'value')}" + (", folded" if entry.folded else "")
    if entry.kind == "more":
        return entry.text
    state = {"in": ", included", "out": ", excluded"}.get(entry.state, "")
    return f"{entry.text}, {counted(entry.count, 'event')}{state}"


def widest_count(entries: Sequence[Entry]) -> str:
    """The text that decides how wide the column of counts is."""
    return max((grouped(entry.count) for entry in entries if entry.kind != "more"), key=len, default="0")
