"""What is a log format, to the program?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from scimviewer.event import Exchange, Json


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


Reading = Exchange | Part | LeftOut
NOT_A_REQUEST = LeftOut("not a request")
WITHOUT_END = "request without its end"


class Sample(NamedTuple):
    """The beginning of a source, as a format sees it when asked whether this is one of its own."""

    name: str  # path in the bundle
    wrapper: tuple[str, ...] | None  # path of keys to the array that holds the records, None where nothing wraps them
    envelope: dict[str, Json]  # scalar members beside that path, such as HAR's log.version under "log.version"
    records: list[Json]  # the first records, decoded


class Likeness(NamedTuple):
    """How sure a format is (0 to 1) and by which keys it knows."""

    confidence: float
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Format:
    """A log format: a name and two functions."""

    name: str
    title: str
    recognised_by: str  # one sentence for people
    likeness: Callable[[Sample], Likeness]
    read: Callable[[Json], Reading]  # one decoded record; raises Unreadable
