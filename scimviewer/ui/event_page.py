"""What is a page of the detail: what is it shown, and what may it ask of the pane around it?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from PySide6.QtWidgets import QWidget

from scimviewer.event import Exchange
from scimviewer.progress import Progress

if TYPE_CHECKING:
    from scimviewer.privacy.redaction import Redactor
    from scimviewer.ui.opened_case import OpenedCase

Row = dict[str, Any]
T = TypeVar("T")
Copying = Callable[["Redactor | None"], Callable[[], "str | None"]]


@dataclass(frozen=True)
class ShownEvent:
    """An event as it is shown: in `row` and `exchange` names are replaced where they are to be.

    `exchange` is None of a step as a provider tells it; `opened` is None where nothing but the event is known.
    """

    row: Row = field(default_factory=dict)
    exchange: Exchange | None = None
    records: Sequence[bytes] = ()
    redactor: Redactor | None = None
    opened: OpenedCase | None = None


class Host(Protocol):
    """The pane around the pages."""

    def beside(
        self,
        lane: str,
        make: Callable[[Progress], T],
        done: Callable[[T], None],
        failed: Callable[[str], None] | None = None,
    ) -> None:
        """Work something out beside the window; the newest question of a lane is answered."""

    def copy_of(self, kind: str, make: Copying) -> None:
        """Copy what `make` prepares now and makes beside the window, with names replaced if they are to be."""

    def open_tab(self, key: str) -> None:
        """Look at another page of the same event."""

    def open_event(self, event_id: int) -> None:
        """Look at another event."""


@dataclass(frozen=True)
class Page:
    """A page: its widget, how it is filled, where the keyboard goes, and how high all of it is at a width.

    `full_height` is asked for a picture and unfolds what would be scrolled; 0 means that the page has no height of its
    own.
    """

    widget: QWidget
    show: Callable[[ShownEvent], None]
    focus: Callable[[], QWidget | None] = lambda: None
    full_height: Callable[[int], int] = lambda _width: 0


@dataclass(frozen=True)
class Tab:
    """A tab of the detail. `key` is its name for `shot --tab`."""

    key: str
    title: str
    make: Callable[[Host], Page]
