"""What does the path of a PATCH operation name? (RFC 7644 §3.5.2)"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from scimviewer.event import Json
from scimviewer.scim.facts import attribute
from scimviewer.scim.filters import NAME, Filter, FilterError, Unreadable, filter_text, parsed_filter
from scimviewer.scim.schemas import BUILT_IN, Schemas

INDEX = re.compile(r"\d+|\*|-|\?.*|@.*|:", re.DOTALL)
LONGEST = 1_000_000
JSON_POINTER = re.compile(r"/[A-Za-z][\w$-]*(?:/[A-Za-z$][\w$-]*)?")


@dataclass(frozen=True, slots=True)
class PathError(FilterError):
    """What the grammar of paths does not allow, and the scimType a server should answer."""

    scim_type: str = "invalidPath"


@dataclass(frozen=True, slots=True)
class Path:
    """`urn:attribute[filter].sub`, names as written. Without attribute it is the container of the extension `urn`,
    or the resource itself where urn is None too. `urn` is None for the main schema of the resource."""

    urn: str | None
    attribute: str | None
    filter: Filter | None = None
    sub: str | None = None

    def __str__(self) -> str:
        prefix = f"{self.urn}:" if self.urn and self.attribute else self.urn or ""
        inner = f"[{filter_text(self.filter)}]" if self.filter is not None else ""
        return f"{prefix}{self.attribute or ''}{inner}{f'.{self.sub}' if self.sub else ''}"


class ParsedPath(NamedTuple):
    """What was understood. With errors and a path, people would understand it but the grammar forbids it."""

    path: Path | None
    errors: tuple[PathError, ...] = ()

    @property
    def is_strict(self) -> bool:
        return self.path is not None and not self.errors


def known_urns(resource: Json, schemas: Schemas = BUILT_IN) -> tuple[str, ...]:
    """The URNs that a path on this resource may begin with: known schemas, its `schemas`, its containers."""
    found = dict.fromkeys(schemas.urns)
    if isinstance(resource, dict):
        named = attribute(resource, "schemas")
        if isinstance(named, list):
            found.update(dict.fromkeys(urn for urn in named if isinstance(urn, str)))
        found.update(dict.fromkeys(key for key in resource if key[:4].lower() == "urn:"))
    return tuple(found)


def parsed_path(
    text: str, urns: Iterable[str] = (), schemas: Schemas = BUILT_IN, resource_type: str | None = None
) -> ParsedPath:
    """Read a path; never fails. `urns` are known ones besides those of `schemas` (see `known_urns`)."""
    known = frozenset((*schemas.urns, *urns))
    found = _remembered(text, known) if len(text) < 1000 else _read(text, known)
    path = found.path
    if path is not None and path.urn is not None and schemas.is_main(path.urn, resource_type):
        return found._replace(path=Path(None, path.attribute, path.filter, path.sub))
    return found


@lru_cache(maxsize=4096)
def _remembered(text: str, urns: frozenset[str]) -> ParsedPath:
    return _read(text, urns)


def _read(text: str, urns: Iterable[str]) -> ParsedPath:
    if len(text) > LONGEST:
        return ParsedPath(None, (PathError("The path is longer than a million characters.", LONGEST),))
    errors: list[PathError] = []
    rest = text.rstrip()
    start = len(rest) - len(rest.lstrip())
    urn = None
    if rest[start : start + 4].lower() == "urn:":
        urn, start = _split_urn(rest, start, urns, errors)
    if start >= len(rest):
        if rest.endswith(":"):
            errors.append(PathError("The name of an attribute is missing behind the URN.", len(rest)))
            return ParsedPath(None, tuple(errors))
        return ParsedPath(Path(urn, None), tuple(errors))
    try:
        path = _named(rest, start, urn, errors)
    except Unreadable as stop:
        one = stop.error
        return ParsedPath(None, (*errors, PathError(one.message, one.position, one.hint)))
    except _BadFilter as stop:
        return ParsedPath(None, (*errors, *stop.errors))
    return ParsedPath(path, tuple(errors))


class _BadFilter(Exception):
    def __init__(self, errors: Iterable[PathError]) -> None:
        super().__init__()
        self.errors = tuple(errors)


def _split_urn(text: str, start: int, urns: Iterable[str], errors: list[PathError]) -> tuple[str, int]:
    """The URN in front and where the rest begins: the longest known one, else what stands before the last colon."""
    lowered = text[start:].lower()
    best = ""
    for urn in urns:
        if (
            len(urn) > len(best)
            and lowered.startswith(urn.lower())
            and lowered[len(urn) : len(urn) + 1] in ("", ":", ".")
        ):
            best = urn
    if best:
        end = start + len(best)
        if text[end : end + 1] == ".":
            hint = f"Write {best}:{text[end + 1 :][:60]}"
            errors.append(PathError("A dot stands between the URN and the attribute.", end, hint))
        return best, end + 1
    bracket = text.find("[", start)
    colon = text.rfind(":", start, bracket if bracket >= 0 else len(text))
    return text[start:colon], colon + 1


def _named(text: str, start: int, urn: str | None, errors: list[PathError]) -> Path:
    """The attribute, its filter and its sub-attribute."""
    if text[start] == "/" and JSON_POINTER.fullmatch(text, start):
        hint = "SCIM paths are no JSON pointers: write the names with a dot between them."
        errors.append(PathError("The path is a JSON pointer.", start, hint))
        text, start = " " * (start + 1) + text[start + 1 :].replace("/", "."), start + 1
    match = NAME.match(text, start)
    if match is None:
        raise Unreadable(f"{text[start : start + 40]} is no name of an attribute.", start, _hint(text[start:]))
    name, at = match[0], match.end()
    found: Filter | None = None
    if text[at : at + 1] == "[":
        end = _closing(text, at)
        found, at = _filter(text, at + 1, end, errors), end + 1
    if at == len(text):
        return Path(urn, name, found)
    match = NAME.match(text, at + 1) if text[at] == "." else None
    if match is None or match.end() != len(text):
        behind = match.end() if match else at
        raise Unreadable(f"{text[behind : behind + 40]} was not expected here.", behind, _hint(text[behind:]))
    return Path(urn, name, found, match[0])


def _hint(rest: str) -> str:
    if rest.startswith("/"):
        return "SCIM paths are no JSON pointers: write the name of the attribute, with a dot before a sub-attribute."
    if rest.startswith("."):
        return "A path has at most one sub-attribute."
    if rest.startswith("["):
        return "A path has at most one filter."
    if rest.startswith("$"):
        return "SCIM paths are no JSONPath: begin with the name of the attribute."
    return 'A path reads like active, name.givenName or emails[type eq "work"].value.'


def _closing(text: str, opening: int) -> int:
    """Where the bracket of a filter closes; brackets in quoted text do not count."""
    quoted, depth, at = "", 0, opening
    while at < len(text):
        letter = text[at]
        if quoted:
            at += letter == "\\"
            quoted = "" if letter == quoted else quoted
        elif letter in "\"'":
            quoted = letter
        elif letter in "[]":
            depth += 1 if letter == "[" else -1
            if not depth:
                return at
        at += 1
    raise Unreadable("The bracket of the filter is not closed.", opening, "Write ] behind the filter.")


def _filter(text: str, start: int, end: int, errors: list[PathError]) -> Filter:
    inner = text[start:end]
    if INDEX.fullmatch(inner.strip()):
        hint = 'Values have no index: choose them by a filter, such as [type eq "work"].'
        raise Unreadable(f"[{inner[:40]}] chooses by position.", start, hint)
    found = parsed_filter(inner)
    moved = [PathError(one.message, one.position + start, one.hint, "invalidFilter") for one in found.errors]
    if found.filter is None:
        raise _BadFilter(moved)
    errors.extend(moved)
    return found.filter
