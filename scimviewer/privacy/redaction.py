"""How does an exchange, a row or any text look when it leaves the program: the same people, without their names?"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import quote, unquote, unquote_plus

from scimviewer.event import Exchange, Headers, Json, Step
from scimviewer.privacy.personal_json import JsonWalk
from scimviewer.privacy.personal_layout import written_like
from scimviewer.privacy.personal_names import (
    ADDRESS_HEADERS,
    OPEN_VALUES,
    URL_HEADERS,
    USER_HEADERS,
    Attribute,
    attribute,
    kind_of,
)
from scimviewer.privacy.personal_text import network_address, redact_filters, redact_shapes, redact_text
from scimviewer.privacy.pseudonyms import Pseudonyms

_JSON_START = re.compile(r"[{\[]\s*[\"{\[]")
# Places in a text where JSON might begin that are tried; hostile text has many.
MOST_TRIES = 20
LONGEST_REMEMBERED = 400
MOST_REMEMBERED = 20_000
_PARAMETER = re.compile(r"(?<=[?&])([\w$.-]{1,64})=([^\s&\"'<>#\\]*)")
_URL = re.compile(r"(?:[a-z][a-z0-9+.-]{1,20}:)?//\S+|/[\w./%@~:+-]*\?[^\s]+")
_ADDRESS = re.compile(r"[0-9A-Fa-f:.]{3,45}")
_DECODER = json.JSONDecoder(strict=False)


# Counts by actor do not say how it is known: a token's tag and a program with its version are nobody's name.
NO_PERSON = re.compile(r"^token [0-9a-f]{8}$|\w/\d|\b\d+\.\d+\.\d+$")


class Redactor:
    """Replaces what is personal by pseudonyms; the same value gets the same pseudonym everywhere.

    The answer never depends on what was looked at before.
    """

    def __init__(self, pseudonyms: Pseudonyms) -> None:
        self.pseudonyms = pseudonyms
        self._walk = JsonWalk(self)
        self._known: dict[tuple[str, bool], str] = {}  # texts and their answers: ids, URLs, messages repeat

    # Single values

    def give(self, kind: str, value: str) -> str:
        """The pseudonym of a value."""
        return self.pseudonyms.name(kind, value)

    def free(self, text: str, of_thing: bool = False) -> str:
        """A string of which nothing is known: JSON, a URL, words."""
        if len(text) > LONGEST_REMEMBERED:
            return self._free(text, of_thing)
        known = self._known.get((text, of_thing))
        if known is None:
            if len(self._known) >= MOST_REMEMBERED:
                self._known.clear()
            known = self._known[text, of_thing] = self._free(text, of_thing)
        return known

    def _free(self, text: str, of_thing: bool) -> str:
        if _JSON_START.match(text):
            return self._embedded(text, of_thing)
        if _URL.fullmatch(text):
            return self._url(text, of_thing)
        return self._text(text, of_thing)

    def header(self, name: str, value: str) -> str:
        """The value of a header."""
        lowered = name.lower()
        if lowered in ADDRESS_HEADERS:
            return _ADDRESS.sub(lambda match: network_address(match[0], self.give), value)
        if lowered in USER_HEADERS:
            return value if value.lower() in OPEN_VALUES else self.give("user", value)
        if lowered in URL_HEADERS:
            return self.url(value)
        return redact_shapes(value, self.give) if lowered != "user-agent" else value

    def parameter(self, name: str, value: str, of_thing: bool = False) -> str:
        """The decoded value of a parameter of a URL."""
        if name.lower() in ("filter", "$filter", "sortby"):
            return redact_filters(value, self.give, of_thing)
        kind = kind_of(attribute(name), of_thing)
        if kind and value.lower() not in OPEN_VALUES and not value.startswith("⟦"):
            return network_address(value, self.give) if kind == "ip" else self.give(kind, value)
        return redact_shapes(value, self.give)

    # What the program has to show

    def json(self, value: Json, path: Sequence[str | int] = ()) -> Json:
        """A JSON value of the same shape; `path` says where it stands in its document."""
        where = Attribute()
        for step in path:
            where = where.below(step) if isinstance(step, str) else where
        return self._walk.value(value, where, False)

    def text(self, text: str) -> str:
        """Free text, which may be or hold JSON; the layout stays."""
        return self.free(text)

    def headers(self, headers: Headers) -> Headers:
        """Headers with the addresses and users in them replaced."""
        return [(name, self.header(name, value)) for name, value in headers]

    def url(self, url: str) -> str:
        """A URL or its path: filters, parameters, people in the path."""
        return self._url(url, False)

    def exchange(self, exchange: Exchange) -> Exchange:
        """A copy of an exchange. Names met in its bodies are also replaced where an error repeats them."""
        of_thing = "/Groups" in (exchange.url or "")
        text = self._text_of(exchange, of_thing)
        return replace(
            exchange,
            url=None if exchange.url is None else self._url(exchange.url, of_thing),
            request_headers=self.headers(exchange.request_headers),
            request_body=self._walk.value(exchange.request_body, Attribute(), of_thing),
            response_headers=self.headers(exchange.response_headers),
            response_body=self._walk.value(exchange.response_body, Attribute(), of_thing),
            actor=self._person(exchange.actor),
            user=self._person(exchange.user),
            address=exchange.address and network_address(exchange.address, self.give),
            error=exchange.error and text(exchange.error),
            no_answer=exchange.no_answer and text(exchange.no_answer),
        )

    def step(self, step: Step) -> Step:
        """What a step tells beside its row, without names."""
        return replace(
            step,
            source_id=None if step.source_id is None else self.text(step.source_id),
            written=[
                one._replace(value=self.json(one.value, [one.attribute]), old=self.json(one.old, [one.attribute]))
                for one in step.written
            ],
            stages=[
                one._replace(text=None if one.text is None else self.text(one.text), details=self.json(one.details))
                for one in step.stages
            ],
            told=self.json(step.told),
        )

    def row(self, row: dict[str, Any]) -> dict[str, Any]:
        """A copy of a row of the events list, whole or only some of its keys."""
        redacted = dict(row)
        of_thing = row.get("resource_type") not in (None, "User") or "/Groups" in str(row.get("path") or "")
        name = row.get("resource_name")
        for key, value in row.items():
            if isinstance(value, str):
                redacted[key] = self._cell(key, value, row, of_thing)
        if isinstance(name, str) and not of_thing and isinstance(redacted.get("error"), str):
            redacted["error"] = _without(redacted["error"], name, redacted["resource_name"])
        return redacted

    # How

    def _cell(self, key: str, value: str, row: dict[str, Any], of_thing: bool) -> str:
        if key == "actor":
            basis = row.get("actor_basis")
            if basis in ("client", "token") or (basis is None and NO_PERSON.search(value)):
                return redact_shapes(value, self.give)
            return self._person(value) or value
        if key == "resource_name":
            return redact_shapes(value, self.give) if of_thing else self.give("user", value)
        if key == "error":
            return self.free(value, of_thing)
        if key in ("path", "url"):
            return self._url(value, of_thing)
        if key in ("resource_id", "target", "source", "source_path"):
            return redact_shapes(value, self.give)
        return value

    def _person(self, value: str | None) -> str | None:
        if value is None or value.startswith("⟦") or value.lower() in OPEN_VALUES:
            return value
        address = network_address(value, self.give)
        return address if address != value else self.give("user", value)

    def _text(self, text: str, of_thing: bool) -> str:
        return self._embedded(text, of_thing) if _JSON_START.search(text) else self._words(text, of_thing)

    def _words(self, text: str, of_thing: bool) -> str:
        """Text without JSON in it."""
        if "=" in text:
            text = _PARAMETER.sub(lambda match: f"{match[1]}={self._encoded(match[1], match[2], of_thing)}", text)
        return redact_text(text, self.give, of_thing)

    def _embedded(self, text: str, of_thing: bool) -> str:
        """A text with the JSON in it redacted as JSON, and as text what is around it."""
        pieces: list[str] = []
        pos = 0
        for _ in range(MOST_TRIES):
            start = _JSON_START.search(text, pos)
            if start is None:
                break
            try:
                value, end = _DECODER.raw_decode(text, start.start())
            except (ValueError, RecursionError):
                break
            pieces.append(self._words(text[pos : start.start()], of_thing))
            redacted = self._walk.value(value, Attribute(), of_thing)
            pieces.append(written_like(text[start.start() : end], redacted, self._walk.key))
            pos = end
        return "".join(pieces) + self._words(text[pos:], of_thing)

    def _url(self, url: str, of_thing: bool) -> str:
        of_thing = of_thing or "/Groups" in url.partition("?")[0]
        before, mark, query = url.partition("?")
        scheme, slashes, path = before.rpartition("//")
        host, slash, rest = path.partition("/") if slashes else ("", "", path)
        steps = "/".join(self._step(step) for step in rest.split("/"))
        head = f"{scheme}{slashes}{redact_shapes(host, self.give) if '@' in host else host}{slash}{steps}"
        query, hash_mark, fragment = query.partition("#")
        pairs = "&".join(self._query_pair(pair, of_thing) for pair in query.split("&"))
        return f"{head}{mark}{pairs}{hash_mark}{redact_shapes(fragment, self.give)}"

    def _step(self, step: str) -> str:
        plain = unquote(step)
        redacted = redact_shapes(plain, self.give)
        return step if redacted == plain else quote(redacted, safe="@:+,;=!$&'()*~")

    def _query_pair(self, pair: str, of_thing: bool) -> str:
        name, equals, value = pair.partition("=")
        return f"{name}{equals}{self._encoded(name, value, of_thing)}" if equals else pair

    def _encoded(self, name: str, value: str, of_thing: bool) -> str:
        """The value of a parameter, encoded the way it was."""
        plain = unquote_plus(value) if "%" in value or "+" in value else value
        redacted = self.parameter(unquote(name), plain, of_thing)
        if redacted == plain:
            return value
        if plain == value:
            return redacted
        encoded = quote(redacted, safe="@:/" if "%40" not in value else "")
        return encoded.replace("%20", "+") if "+" in value and "%20" not in value else encoded

    def _text_of(self, exchange: Exchange, of_thing: bool) -> Any:
        """How to redact a text beside this exchange's bodies: also the names that stand in them."""
        names = [] if of_thing else _names_in(exchange.request_body) + _names_in(exchange.response_body)

        def text(value: str) -> str:
            for name in names:
                value = _without(value, name, self.give("user", name))
            return self._text(value, of_thing)

        return text


def _names_in(body: Json) -> list[str]:
    """What the resource in a body is called."""
    if not isinstance(body, dict):
        return []
    found = (body.get(key) for key in ("userName", "externalId", "displayName"))
    return [name for name in found if isinstance(name, str) and len(name) > 2]


def _without(text: str, name: str, pseudonym: str) -> str:
    """A text with a name replaced where it stands as a word of its own."""
    if len(name) < 3 or name.lower() not in text.lower():
        return text
    return re.sub(rf"(?<![\w@.-]){re.escape(name)}(?![\w@]|[.-]\w)", lambda _: pseudonym, text, flags=re.IGNORECASE)
