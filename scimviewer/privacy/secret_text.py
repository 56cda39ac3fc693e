"""Where is the credential in `password=x`, `Authorization: Bearer x`, `password eq "x"` and `<password>x`?

Outside of quoted JSON nothing says for certain where a value ends. Values are read as what they are likely to
be (parameters of a URL, header lines, cookies, logfmt), and rather a character too far than one too short.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scimviewer.privacy.quoting import ANY_MARK, Mark, closing, mark_at
from scimviewer.privacy.secret_values import OPEN, Part, credentials_in
from scimviewer.privacy.secret_words import Meaning

# Escapes that belong to a value: `\/`, `\u002B`, `\xC3`, but no escaped quotation mark, blank, line end, & < >.
_ESCAPES = (
    rb"\\{1,64}/|\\{1,64}u(?!00(?:2[0267]|0[9aAdD]|3[cCeE]))[0-9a-fA-F]{4}"
    rb"|\\{1,64}x(?!2[0267]|0[9aAdD]|3[cCeE]|5[cC])[0-9a-fA-F]{2}"
    rb"|\\{1,64}(?![\\nrtbf\"'/ux]|\Z)"
)
_RUN = re.compile(rb"(?:[^\s\"&<>\\'`\x00-\x1f]+|'(?=\w)|" + _ESCAPES + rb")+")
_QUOTED = ANY_MARK + rb"(?![,}\]:\s])[^\"\\]*" + ANY_MARK
_PIECE = re.compile(rb"(?:[^\s\"&<>\\'`,;\x00-\x1f]+|'(?=\w)|" + _ESCAPES + rb")+")
_COOKIE_VALUE = rb"(?:" + _QUOTED + rb"|(?:[^\s;\"'\\]+|" + _ESCAPES + rb")*)"
_COOKIE_PAIR = rb"[^\s=;,\"'\\]+=" + _COOKIE_VALUE
_COOKIES = re.compile(_COOKIE_PAIR + rb"(?:;[ \t]*(?:" + _COOKIE_PAIR + rb")?)*")
_SET_COOKIE = re.compile(rb"(?:[^\r\n\"'\\=]+|=" + _QUOTED + rb"|=|" + _ESCAPES + rb")+")
_PARAMETER = rb"[\w*-]+=(?:" + _QUOTED + rb"|[^\s,\"'\\]+)"
PARAMETERS = re.compile(_PARAMETER + rb"(?:,[ \t]*" + _PARAMETER + rb")*")
_SCHEME = re.compile(rb"([A-Za-z][A-Za-z0-9-]{1,24})(?:[ \t]|%20|\+)+(?=[^\s\"'\\])")
_SCHEME_NAME = re.compile(rb"[A-Z][A-Za-z-]{1,15}[ \t]+")
_KNOWN_SCHEMES = frozenset(
    b"bearer basic ssws digest negotiate token ntlm hawk oauth apikey geniekey key dpop mac kerberos "
    b"aws4-hmac-sha256 sharedkey sharedaccesssignature macaroon vapid gnap".split()
)
_EQUALS = re.compile(rb"(?:[ ]=>?[ ]?|=> |=>?|%(?:25){0,3}3[Dd])")
_COLON = re.compile(rb"(?::([ \t]*)|%3[Aa](?:%20|\+)?())\[?")
_COMPARED = re.compile(rb"(?i:(?:[ \t]|%20|\+){1,4}(?:eq|ne|co|sw|ew)(?:[ \t]|%20|\+){1,4})")
_ELEMENT = re.compile(rb"(?:\s[^<>]{0,256})?>([^<>\"\\]{1,65536})<")
# Where a value among other parameters ends although no `&` or blank follows: `Password=x;User=y`.
_CUT = re.compile(rb"[,;](?=[\w.-]{1,64}[=:]|\s|[)\]}\"'\\]|\Z)")
# Behind a quotation mark that ends the text rather than begins a value.
_TEXT_END = re.compile(
    rb"\Z|\s|\\{1,64}[nrt]|[;&]|[)\]}](?:[\s,;)\]}']|\Z|" + ANY_MARK + rb")"
    rb"|[,:](?:\s|[\[{0-9'-]|true|false|null|" + ANY_MARK + rb")"
)
# What follows "password:" in a sentence rather than in a setting.
_PROSE = frozenset(
    b"a an and are at be been but by can cannot changed check contains could did do does empty error expired expiry "
    b"failed failure field for format from has have if in incorrect invalid is it length less malformed may mismatch "
    b"missing must no not of on only or rejected required reset revoked should string that the this to too unknown "
    b"updated user using value was were when will with wrong your".split()
)
_SHORT_CODE = re.compile(rb"[0-9]{0,4}")
_SHORT_STATE = re.compile(rb"[A-Za-z]{0,8}")
_OAUTH_FORM = re.compile(rb"[?&](?:grant_type|redirect_uri|client_id|code_verifier|RelayState)=")
_URL_BEFORE = re.compile(rb"(?:[?&#;]|%(?:25)*(?:3[fF]|26|23)|u00(?:26|3[fF]|23))\Z")


def _encoded_run(depth: int) -> re.Pattern[bytes]:
    """A parameter's value in a URL that stands URL-encoded in another one."""
    percent = b"%" + b"25" * depth
    ends = rb"(?:2[02367cC]|0[aAdD]|3[bB]|7[dD]|5[dD])"
    return re.compile(rb"(?:[^\s\"&<>\\'%]+|(?!" + percent + ends + rb")%)+")


_ENCODED_RUNS = tuple(_encoded_run(depth) for depth in range(4))


def bare_credentials(
    data: bytes, lo: int, first: int, last: int, hi: int, meaning: Meaning, in_json: bool
) -> Iterator[Part]:
    """The credentials that belong to the unquoted name `data[first:last]`."""
    equals = _EQUALS.match(data, last, hi)
    if equals:
        if not meaning.url_only or _is_parameter(data, lo, first, equals.end(), hi):
            yield from _after_equals(data, first, equals, hi, meaning, in_json)
        return
    if meaning.url_only:
        return
    colon = _COLON.match(data, last, hi)
    in_urn = data[first - 1 : first] == b":"  # `arn:aws:secretsmanager:…:secret:name`
    if colon and (colon[1] or colon[2] is not None or (meaning.strong and not in_urn)):
        yield from value_credentials(data, colon.end(), hi, meaning, in_json, is_prose=True)
        return
    compared = _COMPARED.match(data, last, hi)
    if compared:
        mark = mark_at(data, compared.end(), hi)
        if mark and not _is_end(data, mark, hi, in_json):
            yield from credentials_in(data, mark.end, closing(data, mark.end, hi, mark.quote, in_json).start, meaning)
        return
    element = _ELEMENT.match(data, last, hi)
    if element and data[first - 1 : first] in (b"<", b":"):
        yield from credentials_in(data, element.start(1), element.end(1), meaning)


def _is_parameter(data: bytes, lo: int, first: int, value: int, hi: int) -> bool:
    """Whether `code=`, `state=`, `sig=` is a parameter of a URL or of an OAuth form."""
    if _URL_BEFORE.search(data, max(lo, first - 12), first):
        return True
    return _OAUTH_FORM.search(data, value, min(hi, value + 1024)) is not None


def _after_equals(
    data: bytes, first: int, equals: re.Match[bytes], hi: int, meaning: Meaning, in_json: bool
) -> Iterator[Part]:
    pos = equals.end()
    if equals[0].startswith(b"%"):
        run = _ENCODED_RUNS[equals[0].count(b"25")].match(data, pos, hi)
    elif meaning.url_only:
        run = _RUN.match(data, pos, hi)
    else:
        yield from value_credentials(data, pos, hi, meaning, in_json, is_form=data[first - 1 : first] in (b"?", b"&"))
        return
    if run is None or run[0].startswith(OPEN) or _is_ordinary(run[0], meaning):
        return
    end = run.end()
    hash_at = data.find(b"#", pos, end)
    yield from credentials_in(data, pos, hash_at if hash_at > 0 else end, meaning)


def _is_ordinary(value: bytes, meaning: Meaning) -> bool:
    """`code=409` and `state=active` are no secrets of OAuth."""
    if not meaning.url_only:
        return False
    if meaning.kind == "state":
        return _SHORT_STATE.fullmatch(value) is not None
    return meaning.kind == "code" and _SHORT_CODE.fullmatch(value) is not None


def value_credentials(
    data: bytes, pos: int, hi: int, meaning: Meaning, in_json: bool, is_prose: bool = False, is_form: bool = False
) -> Iterator[Part]:
    """The credentials in the value that begins at `pos`, quoted or not."""
    mark = mark_at(data, pos, hi)
    if mark:
        if not _is_end(data, mark, hi, in_json):
            closed = closing(data, mark.end, hi, mark.quote, in_json)
            yield from credentials_in(data, mark.end, closed.start, meaning)
        return
    whole = _line_form(data, pos, hi, meaning)
    if whole:
        yield from credentials_in(data, pos, whole, meaning)
        return
    start = pos
    scheme = _SCHEME.match(data, pos, hi) if meaning.form == "scheme" else None
    if scheme and _is_scheme(data, scheme, hi, meaning):
        start = scheme.end()
    end = _run_end(data, start, hi, is_form)
    if is_prose and start == pos and data[pos:end].lower() in _PROSE:
        return
    yield from credentials_in(data, pos, end, meaning)


def _line_form(data: bytes, pos: int, hi: int, meaning: Meaning) -> int | None:
    """The end of a value whose form says how far it reaches: cookies, the parameters of Digest."""
    if meaning.form == "cookie":
        match = _COOKIES.match(data, pos, hi)
    elif meaning.form == "set-cookie":
        match = _SET_COOKIE.match(data, pos, hi)
    else:
        scheme = _SCHEME.match(data, pos, hi) if meaning.form == "scheme" else None
        match = PARAMETERS.match(data, scheme.end(), hi) if scheme else None
        if match and b'"' not in match[0] and b"," not in match[0]:
            match = None  # one `name=value` is rather a token that ends in =
    return match.end() if match else None


def _is_scheme(data: bytes, scheme: re.Match[bytes], hi: int, meaning: Meaning) -> bool:
    if scheme[1].lower() in _KNOWN_SCHEMES:
        return True
    run = _RUN.match(data, scheme.end(), hi)
    is_header = meaning.kind == "authorization" and _SCHEME_NAME.fullmatch(scheme[0]) is not None
    return (
        is_header
        and scheme[1].lower() not in _PROSE
        and run is not None
        and any(byte in b"0123456789" for byte in run[0])
    )


def _run_end(data: bytes, pos: int, hi: int, is_form: bool) -> int:
    if is_form or _is_form_value(data, pos, hi):
        run = _RUN.match(data, pos, hi)
        return run.end() if run else pos
    end = pos
    while piece := _PIECE.match(data, end, hi):
        end = piece.end()
        if data[end : end + 1] not in (b",", b";") or _CUT.match(data, end, hi):
            break
        end += 1
    kept = data[pos:end].rstrip(b".,;)]}>")
    return pos + len(kept)


def _is_form_value(data: bytes, pos: int, hi: int) -> bool:
    """Whether a value of ordinary length is followed by `&`, so that commas belong to it."""
    run = _RUN.match(data, pos, min(hi, pos + 256))
    return run is not None and data[run.end() : run.end() + 1] == b"&"


def _is_end(data: bytes, mark: Mark, hi: int, in_json: bool) -> bool:
    """Whether the mark behind `password=` rather ends the text around it than begins a value."""
    if in_json and mark.quote.core == b'"' and mark.quote.level == 0:
        return True
    return _TEXT_END.match(data, mark.end, hi) is not None
