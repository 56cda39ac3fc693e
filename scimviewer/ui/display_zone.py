"""In which zone are times shown? Everything that shows one asks here; what is copied or exported stays UTC."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QObject, Signal

from scimviewer.times import instant
from scimviewer.zones import MINE, shown_time, zone_label

UTC_NAME = "UTC"


class DisplayZone(QObject):
    """The zone that is in use; there is one, `display_zone()`."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.name = UTC_NAME

    def use(self, name: str) -> None:
        """Show times in this zone, which `zones.named` knows."""
        if name != self.name:
            self.name = name
            self.changed.emit()

    @property
    def title(self) -> str:
        """What stands beside times: "UTC", "Europe/Berlin", "this computer"."""
        return zone_label(self.name)

    def text(self, ns: int | None, digits: int | None = None) -> str:
        """A moment as the zone's clocks told it, "2026-03-04T10:15:23.512", without the zone; "" for no time."""
        return shown_time(ns, self.name, digits, offset=False) or ""

    def of_row(self, time: str | None) -> str:
        """The same for the time of a row, with as many decimals as the row has."""
        return _converted(time, self.name) if time else ""


@lru_cache(maxsize=8192)
def _converted(time: str, name: str) -> str:
    if name == UTC_NAME:
        return time.removesuffix("Z")
    found = instant(time)
    return time if found is None else shown_time(found.ns, name, found.digits, offset=False) or ""


def told(time: str) -> str:
    """A time of a row in every zone that matters, for a tool tip."""
    names = dict.fromkeys((UTC_NAME, display_zone().name, MINE))
    return "\n".join(f"{_converted(time, name).replace('T', ' ')}  {zone_label(name)}" for name in names)


_display_zone: list[DisplayZone] = []


def display_zone() -> DisplayZone:
    """The one zone of this process."""
    if not _display_zone:
        _display_zone.append(DisplayZone())
    return _display_zone[0]
