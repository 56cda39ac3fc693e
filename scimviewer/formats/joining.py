"""Which records belong to one exchange, where a log spreads it over several?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from scimviewer.event import Exchange
from scimviewer.formats.format import Part
from scimviewer.scim.request import request_target

MOMENT = ("time_ns", "time_digits", "zone_assumed")  # one fact: they are taken from one half together
FIELDS = [field.name for field in fields(Exchange) if field.name not in MOMENT]
MOST_WAITING = 10_000  # requests without an end are held back no further than this


@dataclass(slots=True)
class Waiting:
    """Parts of one exchange that are still waiting for the last one; `records` are (record number, role)."""

    key: str
    exchange: Exchange
    records: list[tuple[int, str]]


@dataclass(slots=True)
class Joined:
    """An exchange and the records that tell it; the last one is the record the event is read from."""

    exchange: Exchange
    records: list[tuple[int, str]]


class Joiner:
    """Collects parts by their key and hands out what is whole."""

    def __init__(self, waiting: list[Waiting] | None = None) -> None:
        self._waiting: dict[str, Waiting] = {one.key: one for one in waiting or []}
        self._displaced: list[Waiting] = []  # another call took their key before their end came

    def add(self, part: Part, record: int) -> Joined | None:
        """Take one more part; answers the whole exchange when this part completes it."""
        known = self._waiting.get(part.key)
        if known is None or _another_call(known.exchange, part.exchange):
            if part.completes and part.exchange.url is not None:
                return Joined(part.exchange, [(record, part.role)])
            if known is not None:
                self._displaced.append(self._waiting.pop(part.key))
            self._waiting[part.key] = Waiting(part.key, part.exchange, [(record, part.role)])
            return None
        known.exchange = merged(known.exchange, part.exchange, part.completes)
        known.records.append((record, part.role))
        if not (part.completes or _is_whole(known)):
            return None
        del self._waiting[part.key]
        return Joined(known.exchange, known.records)

    def waiting(self) -> list[Waiting]:
        """What still waits, oldest first."""
        return [*self._displaced, *self._waiting.values()]

    def overdue(self) -> Iterator[Waiting]:
        """Hand out what waits in vain: those whose key is taken, and the oldest of too many."""
        while self._displaced:
            yield self._displaced.pop(0)
        while len(self._waiting) > MOST_WAITING:
            key = next(iter(self._waiting))
            yield self._waiting.pop(key)


def _is_whole(known: Waiting) -> bool:
    """An end that came before its start (asynchronous loggers) is complete once the start is there."""
    return known.exchange.status is not None and any(role == "response" for _, role in known.records)


def _another_call(known: Exchange, new: Exchange) -> bool:
    """A key that one client uses for several calls must not join them."""
    if known.method is not None and new.method is not None and known.method != new.method:
        return True
    if known.url is None or new.url is None:
        return False
    return _path(known.url) != _path(new.url)


def _path(url: str) -> str:
    """One half may have the whole URL and the other only the path."""
    return request_target(url).path.rstrip("/")


def merged(first: Exchange, second: Exchange, second_decides: bool) -> Exchange:
    """One exchange out of two halves: what the deciding half says stands, the other fills the gaps."""
    strong, weak = (second, first) if second_decides else (first, second)
    for name in FIELDS:
        value = getattr(strong, name)
        if value is None or value == []:
            setattr(strong, name, getattr(weak, name))
    if strong.time_ns is None:
        for name in MOMENT:
            setattr(strong, name, getattr(weak, name))
    if weak.url and strong.url and "?" in weak.url and "?" not in strong.url:
        strong.url = weak.url
    return strong
