"""Where in free text does somebody's name, address or number stand?

Texts are error messages, log lines, SCIM filters, cut JSON. What is found is given to `give(kind, value)`, which
answers with what is to stand there instead.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable
from urllib.parse import unquote

from scimviewer.privacy.personal_names import KEYS, OF_THINGS, OPEN_VALUES, attribute, flat, kind_of, set_of

Give = Callable[[str, str], str]

# Also in a URL, where @ is %40 and what stands before the address may be an escape: %22ann%40x.example
_EMAIL = re.compile(
    r"(?:(?<=%[0-9A-Fa-f]{2})|(?<![\w.+'%-])(?<!%[0-9A-Fa-f]))(?:[\w.+'-]|%2[Bb]){1,128}"
    r"(?:@|%40)(?:[\w-]{1,63}\.){1,8}[^\W\d_][\w-]{1,62}"
)
_PHONE = re.compile(r"(?<![\w.+-])(?:\+\d[\d ()/.-]{6,20}\d|\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4})(?![\w-])")
_IPV4 = re.compile(r"(?<![\w./-])(?:\d{1,3}\.){3}\d{1,3}(?![\w-]|\.\d)")
_IPV6 = re.compile(r"(?<![\w:.])(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f.]{0,15}(?![\w:])")
_ATTRIBUTE = r"(?<![\w.$:-])[A-Za-z$][\w.$:-]{0,200}(?:\[[^\]\"]{0,200}\])?(?:\.\w{1,64})?"
_COMPARED = re.compile(r"(?i)[ +0](?:eq|ne|co|sw|ew|gt|ge|lt|le)[ +%]")
_FILTER = re.compile(
    r"(?i)(?P<name>" + _ATTRIBUTE + r")(?P<between>(?:[ \t]|\+|%20){1,8}(?:eq|ne|co|sw|ew|gt|ge|lt|le)"
    r"(?:[ \t]|\+|%20){1,8})(?P<quote>\\{0,15}\"|%22|')(?P<value>.{0,1024}?)(?<!\\)(?P=quote)"
)  # fmt: skip
_BRACKET = re.compile(r"([A-Za-z][\w.:$-]{0,200})(?:\[|%5[Bb])[^\[\]]{0,200}\Z")
_QUOTED_PAIR = re.compile(
    r"(?<!\\)(?P<mark>\\{0,15}[\"'])(?P<name>[\w.$:-]{2,200})(?P=mark)\s{0,64}(?::|=>)\s{0,64}"
    r"(?P<quote>\\{0,15}[\"'])(?P<value>.{0,4096}?)(?P=quote)",
    re.S,
)
_SETTING = re.compile(
    r"(?<![\w.?&-])(?P<name>[A-Za-z][\w.-]{1,60})(?:=|:[ \t]+)(?P<value>\"[^\"]*\"|'[^']*'|[^\s,;&\"'<>()\[\]{}]+)"
)
_NAMES = (
    "userName|externalId|displayName|nickName|user|username|email|e-mail|login|member|members|emails|account|person|"
    "employeeNumber|phoneNumbers?|givenName|familyName|principal"
)
_MARK = r"\\{0,15}[\"'“‘`”’]"
_NEAR = r"[^\"'“”‘’`\[\]\n]{0,40}"
_REPEATED = r"(?<!\\)(?P<quote>" + _MARK + r")(?P<value>[^\"'“”‘’`\\\n]{1,256})(?=" + _MARK + ")"
# userName 'ann' already exists; attribute 'userName' has the value 'ann'
_ECHO = re.compile(
    r"(?i)(?<![\w-])(?P<name>" + _NAMES + r")\b(?!-[0-9A-Z]{10})(?:" + _MARK + r")?" + _NEAR + "?" + _REPEATED
)
# 'ann' is no valid userName
_ECHO_BEFORE = re.compile(r"(?i)" + _REPEATED + _MARK + r"(?=" + _NEAR + r"\b(?P<name>" + _NAMES + r")\b)")
_ECHO_BARE = re.compile(
    r"(?i)\b(?P<name>userName|externalId|user|email|login|account|member|principal)(?P<between>[ :=]+)"
    r"(?P<value>[^\s\"'<>,;:()\[\]{}]{2,128})(?=[ ]+(?:already|not|does|is|was|has|exists|could|cannot|must)\b)"
)
_NAMED = re.compile(r"(?i)(?<![\w-])(?:" + _NAMES + r")\b")
_WORDS = set_of(
    "a an and attribute already cannot could does exists field for has id in is must name not of or resource the value "
    "was with type schema filter path eq account user member email login"
)
_LOCAL = frozenset(("127.0.0.1", "::1", "0.0.0.0", "::"))


def redact_text(text: str, give: Give, of_thing: bool = False) -> str:
    """Free text with what is personal replaced; `of_thing` where display names are those of groups."""
    text = redact_filters(text, give, of_thing)
    if ":" in text or "=" in text:
        text = _QUOTED_PAIR.sub(lambda match: _pair(match, give, of_thing), text)
        text = _SETTING.sub(lambda match: _setting(match, give, of_thing), text)
    if _NAMED.search(text):
        for echo in (_ECHO, _ECHO_BEFORE, _ECHO_BARE):
            text = echo.sub(lambda match: _echo(match, give, of_thing), text)
    return redact_shapes(text, give)


def redact_filters(text: str, give: Give, of_thing: bool = False) -> str:
    """SCIM filters (RFC 7644 §3.4.2.2) with their literals replaced where the attribute is personal."""
    if _COMPARED.search(text) is None:
        return text
    return _FILTER.sub(lambda match: _pair(match, give, of_thing, _outer(text, match.start())), text)


def _outer(text: str, pos: int) -> str:
    """The attribute in whose brackets a comparison stands: `emails` in `emails[value eq "…"]`."""
    found = _BRACKET.search(text, max(0, pos - 300), pos)
    return found[1] + "." if found else ""


def redact_shapes(text: str, give: Give) -> str:
    """E-mail addresses, telephone numbers and network addresses, wherever they stand."""
    if "@" in text or "%40" in text:
        text = _EMAIL.sub(lambda match: _email(match[0], give), text)
    if "." in text or "+" in text or "-" in text:
        text = _PHONE.sub(lambda match: give("phone", match[0]), text)
        text = _IPV4.sub(lambda match: network_address(match[0], give), text)
    if "::" in text or text.count(":") > 6:
        text = _IPV6.sub(lambda match: network_address(match[0], give), text)
    return text


def network_address(text: str, give: Give) -> str:
    """A pseudonym for a network address, with its port kept; other text and the machine's own address stay."""
    bare, port = text, ""
    if text.count(":") == 1:
        bare, _, number = text.partition(":")
        port = ":" + number
    elif text.startswith("["):
        bare, _, rest = text[1:].partition("]")
        port = rest
    try:
        ipaddress.ip_address(bare)
    except ValueError:
        return text
    return text if bare in _LOCAL else give("ip", bare) + port


def _email(found: str, give: Give) -> str:
    return give("user", unquote(found) if "%" in found else found)


def _kind(name: str, of_thing: bool) -> str | None:
    return kind_of(attribute(name), of_thing)


def _pair(match: re.Match[str], give: Give, of_thing: bool, outer: str = "") -> str:
    kind, value = _kind(outer + match["name"], of_thing), match["value"]
    if kind is None or value.lower() in OPEN_VALUES or "⟦" in value:
        return match[0]
    start = match.start("value") - match.start()
    end = match.end("value") - match.start()
    plain = value.replace("%40", "@").replace("%20", " ").replace("+", " ") if "%" in match[0] else value
    return match[0][:start] + _given(kind, plain, give) + match[0][end:]


def _given(kind: str, value: str, give: Give) -> str:
    return network_address(value, give) if kind == "ip" else give(kind, value)


def _setting(match: re.Match[str], give: Give, of_thing: bool) -> str:
    kind = KEYS.get(flat(match["name"].rpartition(".")[2]))
    value = match["value"]
    bare = value.strip("\"'")
    if kind is None or _is_word(bare) or (of_thing and kind == "user" and "display" in match["name"].lower()):
        return match[0]
    quote = value[0] if value[0] in "\"'" else ""
    return match[0][: len(match[0]) - len(value)] + quote + _given(kind, bare, give) + quote


def _is_word(value: str) -> bool:
    lowered = value.lower()
    if (
        value != value.strip()
        or not any(character.isalnum() for character in value)
        or lowered.startswith(("urn:", "⟦"))
    ):
        return True
    return lowered.strip(".") in _WORDS or lowered in OPEN_VALUES or "⟦" in value


def _echo(match: re.Match[str], give: Give, of_thing: bool) -> str:
    """A value that a server repeats in its message."""
    value = match["value"]
    if of_thing and flat(match["name"]) in OF_THINGS:
        return match[0]
    if _is_word(value) or flat(value) in KEYS or _is_pseudonym(value):
        return match[0]
    start = match.start("value") - match.start()
    return match[0][:start] + give("user", value) + match[0][start + len(value) :]


def _is_pseudonym(value: str) -> bool:
    return re.fullmatch(r"[a-z]+-[0-9A-HJKMNP-TV-Z]{10,}(@dom-\w+)?", value) is not None
