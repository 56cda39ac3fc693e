"""How does a decoded JSON body become a tree that builds only what somebody unfolds?

Long arrays are shown as ranges ("0 … 99"), so that no step into a body of any size makes more than 500 rows.
"""

from __future__ import annotations

from itertools import islice
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from scimviewer.event import Json
from scimviewer.ui.events_columns import grouped
from scimviewer.ui.json_values import (
    CONTAINERS,
    Steps,
    brief,
    count,
    kind,
    scim_path,
    secret_words,
)
from scimviewer.ui.plain import printable, tip_text

Index = QModelIndex | QPersistentModelIndex

FLAT = 500  # entries shown without ranges
RANGE = 100  # entries of a range; ranges of ranges hold as many ranges
# What tells the entries of a list apart for a reader, best first.
NAMES = ("display", "displayName", "userName", "value", "id")
KEY, VALUE = 0, 1
TITLES = ("Name", "Value")
KIND_ROLE = int(Qt.ItemDataRole.UserRole)  # object, array, string, number, literal or range
COUNT_ROLE = KIND_ROLE + 1  # "[5 000]" for a container, else None
SECRET_ROLE = KIND_ROLE + 2  # "bearer removed" where the import removed a credential, else None


class Node:
    """A value in the tree, or a range of its parent's entries; its children are made when asked for."""

    __slots__ = ("_children", "first", "parent", "past", "row", "step", "value")

    def __init__(
        self,
        parent: Node | None,
        row: int,
        step: str | int | None,
        value: Json,
        first: int = 0,
        past: int = -1,
    ) -> None:
        self.parent, self.row, self.step, self.value = parent, row, step, value
        # A range has no step: it shows value[first:past] of the container it stands in.
        self.first, self.past = first, past
        self._children: list[Node] | None = None

    @property
    def is_range(self) -> bool:
        """Whether this is a part of a long container and not a value of its own."""
        return self.past >= 0

    @property
    def span(self) -> tuple[int, int]:
        """The entries below this node: first and one past the last."""
        if self.is_range:
            return self.first, self.past
        return 0, len(self.value) if isinstance(self.value, CONTAINERS) else 0

    @property
    def steps(self) -> Steps:
        """The way from the body to this value; of a range, that of its container."""
        steps: list[str | int] = []
        node: Node | None = self
        while node is not None:
            if node.step is not None:
                steps.append(node.step)
            node = node.parent
        return tuple(reversed(steps))

    def children(self) -> list[Node]:
        """The nodes below, made at the first asking."""
        if self._children is None:
            self._children = self._entries() if self.width() == 1 else self._ranges()
        return self._children

    def width(self) -> int:
        """How many entries a child stands for: 1, or the size of a range."""
        first, past = self.span
        if past - first <= (RANGE if self.is_range else FLAT):
            return 1
        width = RANGE
        while (past - first) / width > FLAT:
            width *= RANGE
        return width

    def _entries(self) -> list[Node]:
        first, past = self.span
        if isinstance(self.value, dict):
            items = list(self.value.items())[first:past]
        elif isinstance(self.value, list):
            items = list(enumerate(self.value[first:past], first))
        else:
            items = []
        return [Node(self, row, key, value) for row, (key, value) in enumerate(items)]

    def _ranges(self) -> list[Node]:
        first, past = self.span
        width = self.width()
        starts = range(first, past, width)
        return [Node(self, row, None, self.value, start, min(start + width, past)) for row, start in enumerate(starts)]

    def title(self) -> str:
        """What stands in the column of names."""
        if self.is_range:
            return f"{grouped(self.first)} … {grouped(self.past - 1)}"
        return str(self.step)


class JsonModel(QAbstractItemModel):
    """Names and values of one body. A body that is a plain value is one row without a name."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._root = Node(None, 0, None, {})

    def set_body(self, body: Json) -> None:
        """Show another body."""
        self.beginResetModel()
        self._root = Node(None, 0, None, body if isinstance(body, CONTAINERS) else [body])
        self.endResetModel()

    def node(self, index: Index) -> Node:
        """The node behind an index; the invisible root behind none."""
        node = index.internalPointer() if index.isValid() else None
        return node if isinstance(node, Node) else self._root

    def index_of(self, steps: Steps) -> QModelIndex:
        """Where the value at the end of a way stands; builds what lies on the way, nothing beside it."""
        node = self._root
        for step in steps:
            found = _descend(node, step)
            if found is None:
                return QModelIndex()
            node = found
        return self.createIndex(node.row, KEY, node) if node is not self._root else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        if parent.column() > 0:
            return 0
        return len(self.node(parent).children())

    def hasChildren(self, parent: Index = QModelIndex()) -> bool:
        first, past = self.node(parent).span
        return past > first and parent.column() <= 0

    def columnCount(self, _parent: Index = QModelIndex()) -> int:
        return len(TITLES)

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:
        children = self.node(parent).children()
        if not (0 <= row < len(children) and 0 <= column < len(TITLES)):
            return QModelIndex()
        return self.createIndex(row, column, children[row])

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # Qt overloads it
        above = self.node(index).parent if index.isValid() else None
        if above is None or above is self._root:
            return QModelIndex()
        return self.createIndex(above.row, KEY, above)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable if index.isValid() else Qt.ItemFlag(0)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return TITLES[section]
        return None

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid():
            return None
        node = self.node(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return printable(node.title(), 300) if index.column() == KEY else _shown(node)
        if role == KIND_ROLE:
            return "range" if node.is_range else kind(node.value)
        if role == COUNT_ROLE:
            return count(node.value) if isinstance(node.value, CONTAINERS) and not node.is_range else None
        if role == SECRET_ROLE:
            return secret_words(node.value) if isinstance(node.value, str) else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return _tip(node)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _spoken(node) if index.column() == KEY else _shown(node)
        return None


def _descend(node: Node, step: str | int) -> Node | None:
    """The child for a step, through ranges where there are some."""
    value = node.value
    if isinstance(step, int) and isinstance(value, list):
        position = step
    elif isinstance(value, dict) and step in value:
        position = next(i for i, key in enumerate(value) if key == step)
    else:
        return None
    while True:
        first, past = node.span
        if not first <= position < past:
            return None
        width = node.width()
        node = node.children()[(position - first) // width]
        if width == 1:
            return node


def _shown(node: Node) -> str:
    if node.is_range:
        return f"{_called(node, node.first)} … {_called(node, node.past - 1)}"
    if isinstance(node.value, CONTAINERS):
        text = f"{count(node.value)} {brief(node.value)}"
    else:
        text = brief(node.value)
    return printable(text, 300)


def _called(node: Node, position: int) -> str:
    """What an entry of a range is called, by the first of its names."""
    if isinstance(node.value, dict):
        return printable(next(islice(node.value, position, None)), 40)
    one = node.value[position]
    names = [one[name] for name in NAMES if isinstance(one.get(name), str)] if isinstance(one, dict) else []
    return printable(names[0], 40) if names else brief(one, 40)


def _spoken(node: Node) -> str:
    if node.is_range:
        return f"entries {node.title()}"
    return f"{printable(node.title(), 100)}, {kind(node.value)}, {_shown(node)}"


def _tip(node: Node) -> str:
    if node.is_range:
        return tip_text(f"Entries {node.title()} of {scim_path(node.steps) or 'the body'}")
    if isinstance(node.value, str):
        words = secret_words(node.value)
        if words:
            return tip_text(f"{scim_path(node.steps)}\n{words} at import: the value is not in the case.")
        return tip_text(f"{scim_path(node.steps)}\n{node.value[:1000]}")
    return tip_text(scim_path(node.steps))
