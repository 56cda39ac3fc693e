"""Which credentials are known by how they look, whatever they are called?

Each rule is called where its literal beginning occurs (in any case) and looks at the bytes as they stand.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable

from scimviewer.privacy.quoting import ANY_MARK, run_before, unescaped
from scimviewer.privacy.secret_scan import Scan
from scimviewer.privacy.secret_text import PARAMETERS
from scimviewer.privacy.secret_values import Part, is_redacted

# RFC 7519: header and payload are JSON objects, so both begin with `{"`, which is eyJ; or five parts (RFC 7516).
_JWT = re.compile(rb"eyJ[\w-]+(?:\.eyJ[\w-]*(?:\.[\w-]*)?|(?:\.[\w-]*){4})", re.ASCII)
_JWT_PART = re.compile(rb"[\w-]+", re.ASCII)
_PEM_BLANK = rb"(?:[ +]|%20)"
_PEM = re.compile(
    rb"-----BEGIN" + _PEM_BLANK + rb"(?:[A-Z0-9]{1,20}" + _PEM_BLANK + rb"){0,3}PRIVATE" + _PEM_BLANK
    + rb"KEY(?:" + _PEM_BLANK + rb"BLOCK)?-----"
)  # fmt: skip
_PEM_END = re.compile(rb"-----END(?:[ +]|%20)[A-Z0-9 +%]{1,64}-----")
_FIXED = {
    b"akia": ("aws-key", re.compile(rb"(?<![A-Z0-9]{4})AKIA[A-Z0-9]{16}(?![A-Za-z0-9])")),
    b"asia": ("aws-key", re.compile(rb"(?<![A-Z0-9]{4})ASIA[A-Z0-9]{16}(?![A-Za-z0-9])")),
    **{
        b"gh" + letter + b"_": ("github-token", re.compile(rb"gh[pousr]_[A-Za-z0-9_]{16,}"))
        for letter in (b"p", b"o", b"u", b"s", b"r")
    },
    b"github_pat_": ("github-token", re.compile(rb"github_pat_\w{16,}", re.ASCII)),
    b"xox": ("slack-token", re.compile(rb"xox[aboprse][-.][\w.-]{8,}", re.ASCII)),
    b"glpat-": ("gitlab-token", re.compile(rb"glpat-[\w.-]{16,}", re.ASCII)),
}
_USER_INFO = re.compile(rb"[^\s/@\"'<>?#\\:,()]{0,256}:([^\s/@\"'<>?#\\]{1,256})@")
_USER_INFO_ENCODED = re.compile(
    rb"(?:[^\s\"'<>&%]|%(?!40|2[fF]|3[aA])){0,256}%3[aA]((?:[^\s\"'<>&%]|%(?!40|2[fF])){1,256})%40"
)

_AFTER_SCHEME = re.compile(
    rb"(?:[ \t]|%(?:25)*20|\+|\\{1,64}u0020|\\{1,64}t){1,4}"
    rb"((?:[A-Za-z0-9._~+/=-]|\\{1,64}/|\\{1,64}u002[bB]|\\{1,64}u003[dD]|%(?:25)*(?:2[bBfF]|3[dD]))+)"
)
_QUOTE = re.compile(ANY_MARK + rb"|'")
_VALUE_END = re.compile(rb"\Z|\\{0,64}[\"'nr]|\\{0,64}u00|[\r\n&,;)\]}<]|%22|\\{1,16}x22")
_WORD = re.compile(rb"[A-Za-z]{1,15}")
# "Bearer token", "Basic authentication": what follows a scheme's name when one talks about it.
_TALK = frozenset(
    b"a access an and api are assertion auth authentication authorization based because but by credential credentials "
    b"error expired failed flow for format from grant has header headers in info information invalid is jwt method "
    b"missing must not oauth of on only or profile provided realm rejected required scheme schemes scope should "
    b"standard support supported that the to token tokens type unsupported usage user value was will with".split()
)


def _note_shape(kind: str, shape: re.Pattern[bytes]) -> Callable[[Scan, int, int], None]:
    def rule(scan: Scan, start: int, end: int) -> None:
        match = shape.match(scan.data, start, scan.hi)
        if match:
            scan.note(Part(start, match.end(), kind))

    return rule


def jwt(scan: Scan, start: int, end: int) -> None:
    """A JSON web token, signed or encrypted."""
    if start < scan.jwt_checked:
        return
    match = _JWT.match(scan.data, start, scan.hi)
    if match:
        scan.note(Part(start, match.end(), "jwt"))
        return
    part = _JWT_PART.match(scan.data, start, scan.hi)
    # Whatever begins later in the same run of letters ends at the same place, and is no token either.
    scan.jwt_checked = part.end() if part else end


def pem(scan: Scan, start: int, end: int) -> None:
    """A private key, on several lines or with its line ends escaped; where its end is cut off, all that is left."""
    begin = _PEM.match(scan.data, start, scan.hi)
    if begin is None:
        return
    finish = _PEM_END.search(scan.data, begin.end(), scan.hi)
    stop = finish.end() if finish else scan.hi
    quote = scan.data.find(b'"', begin.end(), stop)
    if quote >= 0:
        stop = quote - run_before(scan.data, begin.end(), quote, b"\\")
    scan.note(Part(start, stop, "pem"))


def user_info(scan: Scan, start: int, end: int) -> None:
    """The password in `https://user:password@host`."""
    match = _USER_INFO.match(scan.data, end, scan.hi)
    if match and not is_redacted(match[1]):
        scan.note(Part(match.start(1), match.end(1), "password"))


def user_info_encoded(scan: Scan, start: int, end: int) -> None:
    """The same where the URL stands URL-encoded in another one."""
    match = _USER_INFO_ENCODED.match(scan.data, end, scan.hi)
    if match and not is_redacted(match[1]):
        scan.note(Part(match.start(1), match.end(1), "password"))


def scheme(scan: Scan, start: int, end: int) -> None:
    """`Bearer x`, `Basic x` … in any text. The name of a scheme is also a word, so `x` must look the part."""
    data = scan.data
    after = _AFTER_SCHEME.match(data, end, scan.hi)
    if after is None:
        return
    name = data[start:end].lower()
    first, last = after.span(1)
    if name == b"digest":
        parameters = PARAMETERS.match(data, first, scan.hi)
        if parameters and b"response=" in parameters[0].lower():
            scan.note(Part(first, parameters.end(), "digest"))
        return
    last = first + len(data[first:last].rstrip(b".,:"))
    value = unescaped(data[first:last])
    if _is_parameter_name(data, last, scan.hi, value) or is_redacted(value):
        return
    if _LOOKS[name](value) or (name in (b"bearer", b"ssws") and _is_whole(scan, start, last, value)):
        scan.note(Part(first, last, name.decode()))


def _is_parameter_name(data: bytes, pos: int, hi: int, value: bytes) -> bool:
    """`Bearer realm="x"` is a challenge."""
    return value.endswith(b"=") and _QUOTE.match(data, pos, hi) is not None


def _is_whole(scan: Scan, start: int, end: int, value: bytes) -> bool:
    """Whether scheme and value are all there is: a header's value, then, rather than a sentence."""
    before = scan.data[max(scan.lo, start - 2) : start]
    begins = not before or before[-1:] in b"\"'=[" or before in (b": ", b"22", b"%2")
    return (
        begins and value.split(b"-")[0].lower() not in _TALK and _VALUE_END.match(scan.data, end, scan.hi) is not None
    )


def _looks_like_bearer(value: bytes) -> bool:
    if _WORD.fullmatch(value):
        return False
    return value.split(b"-")[0].lower() not in _TALK or any(byte in b"0123456789" for byte in value)


def _looks_like_basic(value: bytes) -> bool:
    if len(value) > 4096:
        return True
    try:
        return b":" in base64.b64decode(value + b"=" * (-len(value) % 4), validate=True)
    except binascii.Error:
        return False


def _looks_like_negotiate(value: bytes) -> bool:
    return len(value) >= 16 and not _WORD.fullmatch(value.split(b"-")[0])


def _looks_like_ssws(value: bytes) -> bool:
    return len(value) >= 6 and not _WORD.fullmatch(value)


_LOOKS: dict[bytes, Callable[[bytes], bool]] = {
    b"bearer": _looks_like_bearer,
    b"basic": _looks_like_basic,
    b"negotiate": _looks_like_negotiate,
    b"ssws": _looks_like_ssws,
}

SHAPE_PATTERNS: tuple[tuple[bytes, Callable[[Scan, int, int], None]], ...] = (
    *((name, scheme) for name in (b"bearer", b"basic", b"ssws", b"digest", b"negotiate")),
    (b"eyj", jwt),
    (b"-----begin", pem),
    (b"://", user_info),
    (b":\\/\\/", user_info),
    (b"%3a%2f%2f", user_info_encoded),
    *((literal, _note_shape(kind, shape)) for literal, (kind, shape) in _FIXED.items()),
)
