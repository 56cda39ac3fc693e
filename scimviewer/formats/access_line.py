"""What stands in one line of an access log: who asked, when, what, with which status, and what follows that?"""

from __future__ import annotations

import re
from typing import NamedTuple

from scimviewer.formats.format import Unreadable

# nginx and Apache; Python's own server writes a blank before the clock and no zone.
MOMENT = re.compile(
    r"\[(\d\d?/[A-Za-z]{3}/\d{4}[: ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?: ?[+-]\d{4})?"
    r"|\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?: ?[+-]\d\d:?\d\d|Z)?)\] *",
    re.ASCII,
)
BEGUN = re.compile(r"\[\d\d?/[A-Za-z]{3}/[\d: +-]{0,24}$", re.ASCII)  # of a line that was cut off in its time
QUOTED = r'"((?:[^"\\]++|\\.)*+)"'
ANSWER = re.compile(rf'(?:[^\s"]{{1,255}} +){{0,3}}{QUOTED} +(\d{{1,3}}|-)(?: +(\d+|-)(?= |$))?(?= |$)', re.ASCII)
# Some servers do not escape the quotes that a client sent.
UNESCAPED = re.compile(
    r'"([A-Z]{3,20} [^\n]{1,65536}? HTTP/[\d.]{1,4})" +(\d{3}|-)(?: +(\d+|-)(?= |$))?(?= |$)', re.ASCII
)
FIELD = re.compile(rf'(?:([A-Za-z_][\w.-]{{0,60}})=)?(?:{QUOTED}|([^\s"]++))|"', re.ASCII)
UNIT_ALONE = re.compile(r"[nuµμm]?s", re.ASCII)
NUMBER = re.compile(r"\d+(?:\.\d+)?", re.ASCII)
REQUEST = re.compile(r"([A-Za-z][A-Za-z_-]{0,30}) (.+?)(?: (HTTP/[\d.]+|-))?", re.DOTALL)
ESCAPE = re.compile(r'\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|(["\\/bfnrtv]))')
ESCAPED = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
VIRTUAL_HOST = re.compile(r"(?=.*[.:])[\w.-]+(?::\d{1,5})?", re.ASCII)
BEHIND_A_NAME = re.compile(r"[A-Za-z][\w.]*:(?:[\w.]+:)?(\d{1,3}(?:\.\d{1,3}){3})", re.ASCII)  # INFO:werkzeug:10.0.0.1
MOST_FIELDS = 60


class Field(NamedTuple):
    """What stands behind the status and the size. `key` is its name, or its place among those without one."""

    key: str
    text: str
    quoted: bool


class Line(NamedTuple):
    """A line taken apart; texts are as the logger had them before it escaped them."""

    virtual_host: str | None
    address: str | None
    user: str | None
    time: str
    request: str
    status: str
    size: str
    fields: list[Field]


def line_of(text: str) -> Line | None:
    """The parts of a line; None where it is about no request, Unreadable where one that is was cut off."""
    moment = MOMENT.search(text)
    answer = (ANSWER.match(text, moment.end()) or UNESCAPED.match(text, moment.end())) if moment else None
    if moment is None or answer is None:
        if text[moment.end() :][:1] in ('"', "") if moment else BEGUN.search(text[-64:]):
            raise Unreadable("The line of this request is cut off or broken.")
        return None
    before = text[: moment.start()].split()
    virtual_host, address, user = _who(before)
    return Line(
        virtual_host,
        address,
        user,
        moment[1],
        unescaped(answer[1]),
        answer[2],
        answer[3] or "-",
        _fields(text, answer.end()),
    )


def _who(before: list[str]) -> tuple[str | None, str | None, str | None]:
    """Virtual host, address and user, out of the words in front of the time."""
    if len(before) < 3:
        return None, _address(before[0]) if before else None, None
    at = len(before) - 3
    while at and before[at + 1] != "-":  # a user's name may have blanks
        at -= 1
    if before[at + 1] != "-":
        at = len(before) - 3
    host = before[0] if at == 1 and VIRTUAL_HOST.fullmatch(before[0]) else None
    user = " ".join(before[at + 2 :]).strip('"')
    return host, _address(before[at]), unescaped(user) if user not in ("", "-") else None


def _address(word: str) -> str | None:
    named = BEHIND_A_NAME.fullmatch(word)
    return named[1] if named else None if word == "-" else word


def _fields(text: str, start: int) -> list[Field]:
    found: list[Field] = []
    unnamed = 0
    for match in FIELD.finditer(text, start):
        name, quoted, bare = match.groups()
        if quoted is None and bare is None:
            break  # a quote that nobody closes
        if name is None and bare and found and UNIT_ALONE.fullmatch(bare) and NUMBER.fullmatch(found[-1].text):
            found[-1] = found[-1]._replace(text=found[-1].text + bare)  # morgan: 0.843 ms
            continue
        found.append(Field(name or str(unnamed), bare if quoted is None else unescaped(quoted), quoted is not None))
        unnamed += name is None
        if len(found) >= MOST_FIELDS:
            break
    return found


def request_of(line: str) -> tuple[str | None, str | None]:
    """Method and URL of a request line; both are unknown where the client sent none, or something else than HTTP."""
    match = REQUEST.fullmatch(line)
    if match is None or not match[1].isupper() or (match[3] is None and not match[2].startswith(("/", "*", "http"))):
        return None, None
    return match[1], match[2].strip()


def unescaped(text: str) -> str:
    r"""Text without the escapes of nginx (\x22, also of single bytes of UTF-8), Apache and JSON (\", \\, \n)."""
    if "\\" not in text:
        return text
    if "\\x" in text:
        raw = ESCAPE.sub(_plain, text).encode("utf-8", "surrogateescape")
        return raw.decode("utf-8", "replace")
    return ESCAPE.sub(_plain, text)


def _plain(match: re.Match[str]) -> str:
    byte, unit, character = match.groups()
    if byte:
        value = int(byte, 16)
        return chr(value) if value < 128 else chr(0xDC00 + value)  # joined to characters afterwards
    if unit:
        return chr(int(unit, 16))
    return ESCAPED.get(character, character)
