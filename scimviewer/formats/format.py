"""What is a log format, to the program?"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

import msgspec

from scimviewer.event import Exchange, Json, Step


class Unreadable(Exception):
    """A record that looks like one of the format's and cannot be understood; the message is one sentence."""


class LeftOut(NamedTuple):
    """A record that is not about a request or a step, by a named rule."""

    rule: str


class Part(NamedTuple):
    """One record's share of an exchange that the log spreads over several records with one key."""

    key: str
    exchange: Exchange
    role: str  # request, response, or detail
    completes: bool  # nothing more will come for this key


class Aside(NamedTuple):
    """What a record tells that is not about provisioning: left out, unless everything is asked for."""

    step: Step


# Several exchanges or steps where one record tells a batch.
Reading = Exchange | Step | Aside | Part | LeftOut | list[Exchange | Step]
NOT_A_REQUEST = LeftOut("not a request")
NOT_PROVISIONING = LeftOut("not about provisioning")
WITHOUT_END = "request without its end"
NO_ANSWER = "no answer was recorded"


LEAST_LINES = 2
# What `read` is given of a record.
JSON, TEXT, ROW = "json", "text", "row"


@dataclass(frozen=True, slots=True)
class Dialect:
    """What must be known beside a record's own bytes to read it; it is kept in the case with the source."""

    columns: tuple[str, ...] = ()  # of a table
    delimiter: str = ","  # between the cells of its rows
    facts: dict[str, str] = field(default_factory=dict)  # whatever a format learnt from the first records

    def stored(self) -> str | None:
        """As text for the case; None where nothing must be known."""
        return None if self == PLAIN else msgspec.json.encode(self).decode()

    @classmethod
    def of(cls, stored: str | None) -> Dialect:
        return PLAIN if stored is None else msgspec.json.decode(stored, type=cls)


PLAIN = Dialect()


class Sample(NamedTuple):
    """The beginning of a source, as a format sees it when asked whether this is one of its own."""

    name: str  # path in the bundle
    wrapper: tuple[str, ...] | None  # path of keys to the array that holds the records, None where nothing wraps them
    envelope: Mapping[str, Json]  # scalar members beside that path, such as HAR's log.version under "log.version"
    records: list[Json]  # the first records, decoded: JSON values, lines of text, or rows by column
    dialect: Dialect = PLAIN


class Likeness(NamedTuple):
    """How sure a format is (0 to 1) and by which keys it knows."""

    confidence: float
    keys: tuple[str, ...]


def likely(told: int, looked_at: int, keys: tuple[str, ...], most: float = 0.95) -> Likeness:
    """How sure a format of text is that reads so many of the first lines; one in many may be a quotation.

    `most` is what it says where it reads them all: 1.0 where nothing else looks like it.
    """
    if told * 2 < looked_at and told < LEAST_LINES:
        return Likeness(0.0, ())
    return Likeness(round(0.5 + (most - 0.5) * told / looked_at, 2), keys) if told else Likeness(0.0, ())


class Field(NamedTuple):
    """Where a format's field comes from, and whether a real log or the vendor's page was seen that proves it."""

    name: str  # as in Event
    source: str  # names in the record
    verified: bool = True


Read = Callable[..., Reading]


@dataclass(frozen=True, slots=True)
class Format:
    """A log format: a name and two functions; a third where one record alone does not say how to read it."""

    name: str
    title: str
    recognised_by: str  # one sentence for people
    likeness: Callable[[Sample], Likeness]
    read: Read  # one decoded record, and its dialect where there is `learn`; raises Unreadable
    takes: str = JSON
    learn: Callable[[Sample], Dialect] | None = None  # from the first records
    directive: str = ""  # how lines begin that say how to read those behind them
    follow: Callable[[Dialect, str], Dialect] | None = None  # the dialect behind such a line
    fields: tuple[Field, ...] = ()
    rates: str = "Failures are counted among the events that succeeded or failed."  # what is in a failure rate
    # The vendor's id of a record, and what must be equal beside it for a record to be the same again.
    identity: Callable[[Json], tuple[str, Json] | None] | None = None

    def reader(self, dialect: Dialect) -> Callable[[Json], Reading]:
        """What reads records in a dialect."""
        return self.read if self.learn is None else partial(self.read, dialect=dialect)

    def identified(self, record: Json) -> bytes | None:
        """What is the same of a record that was delivered twice; None where the vendor gave it no id."""
        told = None if self.identity is None else self.identity(record)
        if told is None:
            return None
        known = msgspec.json.encode((self.name.partition("_")[0], *told), order="deterministic")
        return hashlib.blake2b(known, digest_size=16).digest()
