"""Where a name that may be secret occurs: is there a credential beside it, and where does it begin and end?

A rule is called where one of the literal strings of `PATTERNS` occurs, in any case. It looks at what stands
around and notes credentials in the `Scan`. Rules never look beyond the record.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from scimviewer.privacy.quoting import ANY_MARK, SPACE, Mark, before_space, mark_at, opening
from scimviewer.privacy.secret_scan import Scan
from scimviewer.privacy.secret_shapes import SHAPE_PATTERNS
from scimviewer.privacy.secret_text import bare_credentials, value_credentials
from scimviewer.privacy.secret_values import CLOSE, OPEN, looks_random
from scimviewer.privacy.secret_words import LONGEST_NAME, Meaning, meaning_of

Rule = Callable[[Scan, int, int], None]

_NAME_BYTES = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_$.-"
_NAME_REST = re.compile(rb"[\w$.\-]*", re.ASCII)
# An escape whose last characters would pass for the first ones of a name: `\npassword`, `\u0026code`, `%26code`.
_ESCAPE_START = re.compile(rb"\\(?:u[0-9a-fA-F]{4}|x5[cC][nrtbf]|x[0-9a-fA-F]{2}|[nrtbf])|%(?:25)*[0-9a-fA-F]{2}")
_PAIR = re.compile(SPACE + rb"(?::|=>|%(?:25)*3[Aa])" + SPACE)
_LISTED = re.compile(SPACE + rb"(?:[,\]})]|%(?:25)*(?:2[Cc]|5[Dd]|7[Dd]))")
# What follows the name of the header in nearly every record; other writings take the long way.
_HEADER = re.compile(rb'"[ ]?:[ ]?"(Bearer|bearer|Basic|basic|SSWS)[ ]([A-Za-z0-9._~+/=-]+)"')
_PARAMETER = re.compile(rb"=|%(?:25)*3[Dd]|(?:" + ANY_MARK + rb"|')" + SPACE + rb"[,\]})]")
# Keys under which a name stands, and keys under which its value does.
_NAME_KEYS = frozenset(
    b"name key k header headername header_name field fieldname path attribute attributename attribute_name displayname "
    b"param parameter property propertyname target".split()
)
_VALUE_KEYS = frozenset(
    b"value values v val newvalue oldvalue new_value old_value new old stringvalue string_value rawvalue from "
    b"to".split()
)
_HEADER_NAMES = frozenset(
    b"accept accept-encoding accept-language authorization cache-control connection content-length content-type cookie "
    b"date etag host if-match if-none-match location origin proxy-authorization referer set-cookie user-agent "
    b"x-api-key x-auth-token x-csrf-token x-forwarded-for x-request-id".split()
)


def authorization(scan: Scan, start: int, end: int) -> None:
    """The header that nearly every record has, in its commonest form; else like any other name."""
    match = _HEADER.match(scan.data, end, scan.hi)
    if match is None:
        name(scan, start, end)
        return
    scan.note_token(*match.span(2), match[1])


def name(scan: Scan, start: int, end: int) -> None:
    """A word that may be, or be part of, a secret name."""
    if start < scan.word_end:
        return
    first = _name_start(scan, start)
    rest = _NAME_REST.match(scan.data, end, scan.hi)
    last = scan.word_end = rest.end() if rest else end
    meaning = meaning_of(scan.data[first:last]) if last - first <= LONGEST_NAME else None
    if meaning is None:
        return
    if scan.data[first - 3 : first] == OPEN:
        close = scan.data.find(CLOSE, last, min(scan.hi, last + 64))
        scan.done = max(scan.done, close)
        return
    mark = mark_at(scan.data, last, scan.hi)
    if mark is None:
        _note_bare(scan, first, last, meaning)
        return
    pair = _PAIR.match(scan.data, mark.end, scan.hi)
    if pair:
        _note_pair(scan, pair.end(), mark, meaning)
    elif _LISTED.match(scan.data, mark.end, scan.hi):
        _note_named(scan, first, last, mark, meaning)


def parameter(scan: Scan, start: int, end: int) -> None:
    """`code=`, `"state", `: an everyday word, so most of its occurrences are turned down at a glance."""
    if _PARAMETER.match(scan.data, end, scan.hi):
        name(scan, start, end)


def _name_start(scan: Scan, start: int) -> int:
    before = scan.data[max(scan.lo, start - LONGEST_NAME) : start]
    first = start - (len(before) - len(before.rstrip(_NAME_BYTES)))
    if first > scan.lo and scan.data[first - 1] in b"\\%":
        escape = _ESCAPE_START.match(scan.data, first - 1, scan.hi)
        if escape and escape.end() <= start:
            return escape.end()
    return first


def _note_bare(scan: Scan, first: int, last: int, meaning: Meaning) -> None:
    for part in bare_credentials(scan.data, scan.lo, first, last, scan.hi, meaning, scan.in_json):
        scan.note(part)


def _note_pair(scan: Scan, pos: int, mark: Mark, meaning: Meaning) -> None:
    """`"password": value`."""
    if meaning.url_only:
        return
    if meaning.kind == "authorization" and scan.data[pos : pos + 1] == b"{":
        return  # Azure tells what was authorised under this name
    if scan.note_value(pos, mark.quote, meaning):
        return
    for part in value_credentials(scan.data, pos, scan.hi, meaning, scan.in_json):
        scan.note(part)


def _note_named(scan: Scan, first: int, last: int, mark: Mark, meaning: Meaning) -> None:
    """A secret name as a string: `{"name": "Authorization", "value": …}`, `["authorization", …]`."""
    begin = opening(scan.data, scan.lo, first, mark.quote)
    if begin is None or not _is_name(scan.data[begin.end : last]):
        return
    key = scan.walker.key_before(begin.start, mark.quote)
    if key is None:
        _note_listed(scan, begin, mark, meaning)
        return
    if scan.data[key[0].end : key[1]].lower() not in _NAME_KEYS:
        return
    beside = [
        *scan.walker.members_before(key[0].start, mark.quote),
        *scan.walker.members_after(mark.end, mark.quote),
    ]
    for member in beside:
        if member.key.lower() in _VALUE_KEYS and _is_credible(scan, member.value, mark, meaning):
            scan.note_value(member.value, mark.quote, meaning)


def _is_name(text: bytes) -> bool:
    """A name or a SCIM path, no sentence."""
    return len(text) <= 512 and (b" " not in text or b"[" in text)


def _is_credible(scan: Scan, pos: int, mark: Mark, meaning: Meaning) -> bool:
    """Names such as `state` mean a credential only where the value looks like one."""
    if not meaning.url_only or meaning.kind == "signature":
        return True
    string = scan.walker.string_at(pos, mark.quote)
    return string is not None and looks_random(scan.data[string[0].end : string[1].start])


def _note_listed(scan: Scan, begin: Mark, mark: Mark, meaning: Meaning) -> None:
    """A name in a list of names and values, `["authorization", "Bearer x", "host", …]`, or in a list of pairs."""
    index = scan.walker.list_index(begin)
    if index is None or index % 2:
        return
    element = scan.walker.element_after(mark.end)
    string = scan.walker.string_at(element, mark.quote) if element is not None else None
    if element is None or string is None:
        return
    if meaning.header or (index == 0 and _is_pair(scan, begin, string[1])):
        value = scan.data[string[0].end : string[1].start]
        if value.lower() not in _HEADER_NAMES:
            scan.note_value(element, mark.quote, meaning)


def _is_pair(scan: Scan, begin: Mark, last: Mark) -> bool:
    """Whether a list has two strings and stands in a list itself: `[["grant_type", "password"], ["password", "x"]]`."""
    start = before_space(scan.data, scan.lo, begin.start) - 1
    outside = before_space(scan.data, scan.lo, start)
    after = scan.walker.space_after(last.end)
    return scan.data[outside - 1 : outside] in (b"[", b"(", b",") and scan.data[after : after + 1] in (b"]", b")")


# The search takes twice as long from 65 patterns on.
_NAMES = (
    b"cookie token secret pass pwd apikey -key _key privatekey accesskey accountkey ionkey credential assertion otp "
    b"pin question answer saml dpop verifier signature".split()
)
_PARAMETERS = (b"code", b"state", b"sig")

PATTERNS: tuple[tuple[bytes, Rule], ...] = (
    (b"authorization", authorization),
    *((word, name) for word in _NAMES),
    *((word, parameter) for word in _PARAMETERS),
    *SHAPE_PATTERNS,
)
