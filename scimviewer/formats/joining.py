"""Which records belong to one exchange, where a log spreads it over several?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from scimviewer.event import Exchange
from scimviewer.formats.format import Part

FIELDS = [field.name for field in fields(Exchange)]
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

    def add(self, part: Part, record: int) -> Joined | None:
        """Take one more part; answers the whole exchange when this part completes it."""
        known = self._waiting.get(part.key)
        if known is None or _another_call(known.exchange, part.exchange):
            if part.completes and part.exchange.url is not None:
                return Joined(part.exchange, [(record, part.role)])
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
        return list(self._waiting.values())

    def overdue(self) -> Iterator[Waiting]:
        """Hand out the oldest of too many that wait."""
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
    return known.url.partition("?")[0].rstrip("/") != new.url.partition("?")[0].rstrip("/")


def merged(first: Exchange, second: Exchange, second_decides: bool) -> Exchange:
    """One exchange out of two halves: what the deciding half says stands, the other fills the gaps."""
    strong, weak = (second, first) if second_decides else (first, second)
    for name in FIELDS:
        value = getattr(strong, name)
        if value is None or value == [] or value is False:
            setattr(strong, name, getattr(weak, name))
    if weak.url and strong.url and "?" in weak.url and "?" not in strong.url:
        strong.url = weak.url
    return strong
