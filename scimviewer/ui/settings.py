"""What does the program remember between two starts, and where does it lie?"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

import msgspec
import platformdirs

VERSION = 1
# Another place for everything that is remembered; tests never touch the user's own files.
PROFILE_VARIABLE = "SCIMVIEWER_PROFILE"
RECENT_LIMIT = 12

T = TypeVar("T")


@dataclass(frozen=True)
class RecentCase:
    """A case that was open: where it lies and what to say about it."""

    path: str
    name: str
    events: int = 0
    opened_at: str = ""  # ISO 8601, UTC


@dataclass(frozen=True)
class Preferences:
    """What the user chose."""

    version: int = VERSION
    theme: str = "system"
    zoom: float = 1.0
    system_font: bool = False
    recent: tuple[RecentCase, ...] = ()

    def with_recent(self, case: RecentCase) -> Preferences:
        """The same with this case first in the list."""
        others = tuple(other for other in self.recent if other.path != case.path)
        return replace(self, recent=(case, *others)[:RECENT_LIMIT])


@dataclass(frozen=True)
class WindowState:
    """How the window stood; thrown away when it does not fit."""

    version: int = VERSION
    width: int = 0
    height: int = 0
    columns: tuple[str, ...] = ()
    widths: Mapping[str, int] = field(default_factory=dict)
    folded: tuple[str, ...] | None = None  # facets; None as nobody folded one yet


class Profile:
    """The folder with the two files; unreadable or newer ones count as missing."""

    def __init__(self, folder: Path | None = None) -> None:
        chosen = os.environ.get(PROFILE_VARIABLE)
        self.folder = folder or (Path(chosen) if chosen else None)
        self.config = self.folder or platformdirs.user_config_path("scimviewer", appauthor=False)
        self.data = self.folder or platformdirs.user_data_path("scimviewer", appauthor=False)

    def preferences(self) -> Preferences:
        """What the user chose, or the defaults."""
        return self._read("preferences.json", Preferences())

    def window_state(self) -> WindowState:
        """How the window stood last, or the defaults."""
        return self._read("window.json", WindowState())

    def save(self, value: Preferences | WindowState) -> None:
        """Write one of them whole or not at all; a disk that cannot be written is not worth a complaint."""
        name = "preferences.json" if isinstance(value, Preferences) else "window.json"
        target = self.config / name
        try:
            self.config.mkdir(parents=True, exist_ok=True)
            fresh = target.with_suffix(".new")
            fresh.write_bytes(msgspec.json.format(msgspec.json.encode(value)))
            os.replace(fresh, target)
        except OSError:
            return

    def case_folder(self) -> Path:
        """Where cases go whose bundle lies in a folder that cannot be written."""
        folder = self.data / "cases"
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def _read(self, name: str, default: T) -> T:
        try:
            read = msgspec.json.decode((self.config / name).read_bytes(), type=type(default))
        except (OSError, msgspec.MsgspecError):
            return default
        return read if getattr(read, "version", None) == VERSION else default
