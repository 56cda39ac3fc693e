r"""Where does a quoted string begin and end, however often the text around it was escaped?

JSON that was put in a JSON string has its quotation marks written `\"`, once more `\\\"`; other writers use
`\u0022` (.NET), `\x22` (nginx), `""` (CSV), `%22` (URLs), `&quot;` (HTML). A mark is described by what stands
for the quotation mark itself (`core`), for one backslash (`unit`), and by its level: how many times the text it
belongs to was escaped. With `\`, the level is the number of one-bits at the end of the number of backslashes
before the mark: 0, 1, 3, 7 … for the levels, and an escaped backslash at the end of a string adds a bit further up.
"""

from __future__ import annotations

import re
from typing import NamedTuple

# More backslashes than this in a row mean nothing; the bound keeps hostile input linear.
LONGEST_RUN = 127

_BACKSLASH = b"\\"
_MARK = re.compile(
    rb"(\\{0,127})(\"\"?|'|u0022|u0027)"  # groups 1, 2
    rb"|((?:\\{1,16}x5[Cc])*)(\\{1,16}x2[27])"  # 3, 4
    rb"|((?:%(?:25){0,4}5[Cc])*)(%(?:25){0,4}2[27])"  # 5, 6
    rb"|(\\{0,127})(&(?:quot|#34|#39|apos);)"  # 7, 8
)
# Any double mark, in whatever writing; for patterns in which its level does not matter.
ANY_MARK = rb"(?:\\{0,64}\"\"?|\\{1,64}u0022|(?:\\{1,16}x5[Cc])*\\{1,16}x22|%(?:25)*22|&quot;)"
# Space between tokens of JSON, also where it is escaped.
SPACE = rb"(?:[ \t\r\n]|\\{1,64}[nrt]|%20|%0[9AaDd])*"


class Quote(NamedTuple):
    """A kind of quotation mark at one level of escaping."""

    core: bytes
    unit: bytes
    level: int
    token: bytes  # the mark as it is written


class Mark(NamedTuple):
    """A quotation mark in a text."""

    start: int
    end: int
    quote: Quote


def level_of(run: int) -> int:
    """The level of a mark behind `run` backslashes.

    >>> [level_of(run) for run in (0, 1, 2, 3, 5, 7)]
    [0, 1, 0, 2, 1, 3]
    """
    return (run ^ (run + 1)).bit_length() - 1


def _level_of_code(run: int) -> int:
    """The level of `u0022` behind `run` backslashes, which are at least one."""
    halved = 0
    while run and run % 2 == 0:
        run //= 2
        halved += 1
    return halved + level_of(run)


def mark_at(data: bytes, pos: int, hi: int) -> Mark | None:
    """The quotation mark that begins at `pos`, with the escaping before it, or None."""
    match = _MARK.match(data, pos, hi)
    if match is None:
        return None
    escapes, core = next(pair for pair in zip(*[iter(match.groups())] * 2, strict=True) if pair[1] is not None)
    token = match[0]
    if core.startswith(b"u00"):
        if not escapes:
            return None
        quote = Quote(core, _BACKSLASH, _level_of_code(len(escapes)), token)
    elif match[4] is not None:
        unit = core.replace(b"x22", b"x5C").replace(b"x27", b"x5C")
        quote = Quote(core, unit, level_of(escapes.count(b"x5")), token)
    elif match[6] is not None:
        unit = core[:-2] + b"5C"
        quote = Quote(core, unit, level_of(escapes.upper().count(b"5C")), token)
    else:
        quote = Quote(core, _BACKSLASH, level_of(len(escapes)), token)
    return Mark(pos, match.end(), quote)


def opening_at(data: bytes, pos: int, hi: int, like: Quote) -> Mark | None:
    """The mark at `pos` if a string written `like` that one may begin there.

    CSV doubles marks and JSON has empty strings, so `""` is read as the mark before it was.
    """
    mark = mark_at(data, pos, hi)
    if mark is None or mark.quote.core == like.core:
        return mark
    if mark.quote.core == b'""':
        quote = Quote(b'"', _BACKSLASH, mark.quote.level, mark.quote.token[:-1])
        return Mark(pos, mark.end - 1, quote)
    return mark


def closing(data: bytes, pos: int, hi: int, quote: Quote, in_json: bool = False) -> Mark:
    """The mark that ends the string whose text begins at `pos`; where nothing does, an empty mark at `hi`.

    A mark of a lower level ends the text around the string, hence the string (a cut body). `in_json` says that
    an unescaped `"` always ends a string.
    """
    at = pos
    while True:
        found = _next_core(data, at, hi, quote)
        until = found if found >= 0 else hi
        stop = _foreign_end(data, at, until, quote, in_json)
        if stop is not None:
            return Mark(stop, stop, quote)
        if found < 0:
            return Mark(hi, hi, quote)
        if quote.core == b'""' and data[found + 1 : found + 2] != b'"':
            return Mark(found, found, quote)  # one mark alone ends the CSV field
        level, width = _level_at(data, pos, found, quote)
        if level <= quote.level:
            return Mark(found - width, found + len(quote.core), quote)
        at = found + len(quote.core)


def _next_core(data: bytes, at: int, hi: int, quote: Quote) -> int:
    return data.find(b'"' if quote.core == b'""' else quote.core, at, hi)


def _foreign_end(data: bytes, at: int, until: int, quote: Quote, in_json: bool) -> int | None:
    """Where a plain `"` ends the text in which the string stands, for strings that are not written with it."""
    if quote.core in (b'"', b'""') or (quote.core == b"'" and not in_json):
        return None
    while True:
        found = data.find(b'"', at, until)
        if found < 0:
            return None
        run = run_before(data, at, found, _BACKSLASH)
        if quote.core != b"'" or level_of(run) == 0:
            return found - min(run, (1 << level_of(run)) - 1)
        at = found + 1


def _level_at(data: bytes, lo: int, core: int, quote: Quote) -> tuple[int, int]:
    """The level of the mark whose core is at `core`, and how many bytes before the core belong to the mark."""
    run = run_before(data, lo, core, quote.unit)
    if quote.core.startswith(b"u00"):
        if run == 0:
            return LONGEST_RUN, 0  # the five characters, no mark
        level = _level_of_code(run)
        return level, 1 << (level - 1)
    level = level_of(run)
    return level, ((1 << level) - 1) * len(quote.unit)


def run_before(data: bytes, lo: int, pos: int, unit: bytes) -> int:
    """How many times `unit` stands before `pos`, without a gap, at most `LONGEST_RUN` times."""
    if unit == _BACKSLASH:
        before = data[max(lo, pos - LONGEST_RUN) : pos]
        return len(before) - len(before.rstrip(_BACKSLASH))
    count = 0
    while count < LONGEST_RUN and pos - len(unit) >= lo and data[pos - len(unit) : pos].upper() == unit.upper():
        pos -= len(unit)
        count += 1
    return count


def opening(data: bytes, lo: int, pos: int, quote: Quote) -> Mark | None:
    """The mark that begins the string in whose text `pos` lies, or None where it begins before `lo`."""
    at = pos
    while True:
        found = data.rfind(quote.core, lo, at)
        if found < 0:
            return None
        level, width = _level_at(data, lo, found, quote)
        if level == quote.level:
            return Mark(found - width, found + len(quote.core), quote)
        if level < quote.level:
            return None
        at = found


def closed_before(data: bytes, lo: int, pos: int, quote: Quote) -> int | None:
    """Where the text of a string ends whose closing mark ends at `pos`, or None if no such mark stands there."""
    core = pos - len(quote.core)
    if core < lo or data[core:pos] != quote.core:
        return None
    level, width = _level_at(data, lo, core, quote)
    return core - width if level == quote.level else None


def before_space(data: bytes, lo: int, pos: int) -> int:
    """Go back from `pos` over white space, escaped or not."""
    while True:
        size = 64
        while True:  # long stretches of blanks in growing steps
            window = data[max(lo, pos - size) : pos]
            kept = len(window.rstrip(b" \t\r\n"))
            if kept or len(window) < size:
                break
            size *= 8
        pos -= len(window) - kept
        if data[max(lo, pos - 1) : pos] not in (b"n", b"r", b"t"):
            return pos
        escaped = run_before(data, lo, pos - 1, _BACKSLASH)
        if not escaped:
            return pos
        pos -= 1 + escaped


_ESCAPE = re.compile(rb"\\+(?:u([0-9a-fA-F]{4})|([nrt/\"']))|\\{2,}")
_PERCENT = re.compile(rb"%([0-9a-fA-F]{2})")
_PLAIN = {b"n": b"\n", b"r": b"\r", b"t": b"\t"}


def unescaped(value: bytes) -> bytes:
    """The text of a value without its JSON and URL escapes, at whatever level they were put on.

    This is for comparing values with each other: runs of backslashes count as one.
    """
    if _BACKSLASH in value:
        value = _ESCAPE.sub(_character, value)
    for _ in range(3):
        if b"%" not in value:
            break
        value = _PERCENT.sub(lambda match: bytes([int(match[1], 16)]), value)
    return value


def _character(match: re.Match[bytes]) -> bytes:
    if match[1]:
        return chr(int(match[1], 16)).encode("utf-8", "surrogatepass")
    if match[2]:
        return _PLAIN.get(match[2], match[2])
    return _BACKSLASH
