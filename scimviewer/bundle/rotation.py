"""Which of several rotated logs is the oldest? `app.log.2.gz`, `app.log.1`, `app.log`: as far as names tell."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")
Age = tuple[int, tuple[int, ...], int]

PACKED = re.compile(r"(?:\.(?:gz|bz2|xz|zst|zstd|zip|7z))+$", re.IGNORECASE)
DATE = r"\d{4}-?[01]\d-?[0-3]\d(?:[-T_.]?\d[\d.-]*)?"  # also with an hour, a clock or seconds since 1970 behind it
DATED = re.compile(rf"(?P<stem>.+?)[-._](?P<date>{DATE})(?P<ending>\.[A-Za-z]\w*)?")
NUMBERED = re.compile(r"(?P<stem>.+)\.(?P<number>\d{1,3})")


def oldest_first(found: Sequence[T], name_of: Callable[[T], str]) -> list[T]:
    """The same things; where several are parts of one rotated log, they change places so that the oldest is first."""
    families: dict[str, list[tuple[Age, int]]] = defaultdict(list)
    for place, one in enumerate(found):
        family, age = turned(name_of(one))
        families[family].append((age, place))
    ordered = list(found)
    for members in families.values():
        places = sorted(place for _, place in members)
        for place, (_, taken) in zip(places, sorted(members), strict=True):
            ordered[place] = found[taken]
    return ordered


def turned(path: str) -> tuple[str, Age]:
    """The log that a file is a part of, and what sorts its parts: dates ascend, numbers descend, the live log is last.

    Behind a date a number counts upwards instead: logback and winston write `app-2026-09-01.1.log`.
    """
    folder, slash, name = path.rpartition("/")
    name = PACKED.sub("", name)
    number = NUMBERED.fullmatch(name)
    dated = DATED.fullmatch(number["stem"] if number else name)
    if dated:
        stem, date = dated["stem"] + (dated["ending"] or ""), tuple(map(int, re.findall(r"\d+", dated["date"])))
        return f"{folder}{slash}{stem}", (0, date, int(number["number"]) if number else 0)
    if number:
        return f"{folder}{slash}{number['stem']}", (1, (), -int(number["number"]))
    return f"{folder}{slash}{name}", (2, (), 0)
