"""What can a filter say? The values that filter text is read into."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """Found anywhere in what the detail shows; as a regular expression where `regex` is set."""

    needle: str
    regex: bool = False
    position: int = dataclasses.field(default=0, compare=False)  # in the filter text, for what turns out wrong later


@dataclass(frozen=True, slots=True)
class Condition:
    """One column against one value: `relation` is is, like, matches, at least, at most, over, under, between, known."""

    field: str
    relation: str
    value: str = ""
    upper: str = ""  # of between
    position: int = dataclasses.field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Not:
    part: Node


@dataclass(frozen=True, slots=True)
class All:
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Any:
    parts: tuple[Node, ...]


Node = Text | Condition | Not | All | Any
EVERYTHING = All(())
