"""What do patterns need to know of one request and its answer?"""

from __future__ import annotations

import json
from dataclasses import KW_ONLY, dataclass, field
from functools import cached_property
from typing import Any

from scimviewer.event import Exchange, Headers
from scimviewer.quirks.pointers import key_of, pointer
from scimviewer.quirks.refusal import HTML, Refusal, refusal_of
from scimviewer.quirks.writes import Operation, Write, operations, patch_writes, resource_writes
from scimviewer.scim.facts import attribute
from scimviewer.scim.request import RequestTarget, operation_of, request_target
from scimviewer.scim.schemas import BUILT_IN, Schemas

Json = Any
MESSAGE_URN = "urn:ietf:params:scim:api:messages:2.0:"
MOST_RECORDS = 20_000
# What tells one account or group from the others; people may share a displayName.
NAMING = {"User": ("userName", "externalId"), "Group": ("displayName", "externalId")}


def decoded(body: Json) -> Json:
    """A body that is JSON text in a string, decoded once; everything else as it is."""
    if isinstance(body, str) and body.lstrip()[:1] in ("{", "["):
        try:
            return json.loads(body)
        except (ValueError, RecursionError):
            return body
    return body


def header(headers: Headers, name: str) -> str | None:
    """The value of a header; names are case-insensitive, repeated ones are joined (RFC 9110 §5.2)."""
    values = [str(value) for known, value in headers if str(known).lower() == name.lower()]
    return ", ".join(values) if values else None


def schema_urns(body: Json) -> tuple[str, ...]:
    """What `schemas` names, as written; a single text counts as a list of one."""
    named = attribute(body, "schemas") if isinstance(body, dict) else None
    listed = named if isinstance(named, list) else [named]
    return tuple(urn for urn in listed if isinstance(urn, str))


@dataclass(frozen=True)
class Call:
    """One request and its answer, with everything that patterns ask of them, read once and kept.

    `asked_at` and the like are the JSON pointers of the parts, so that an operation of a bulk request reads
    like a call of its own and its evidence still points into the exchange.
    """

    exchange: Exchange
    _: KW_ONLY
    asked_at: str = "/request/body"
    answered_at: str = "/response/body"
    url_at: str = "/request/url"
    status_at: str = "/response/status"
    schemas: Schemas = field(default=BUILT_IN, repr=False)

    # --- the request

    @cached_property
    def target(self) -> RequestTarget:
        return request_target(self.exchange.url or "")

    @cached_property
    def method(self) -> str:
        return (self.exchange.method or "").upper()

    @cached_property
    def operation(self) -> str:
        """create, read, search, replace, patch, delete, bulk, discovery or other"""
        return operation_of(self.exchange.method, self.target)

    @property
    def resource_type(self) -> str | None:
        return self.target.resource_type

    @property
    def resource_id(self) -> str | None:
        return self.target.resource_id

    def request_header(self, name: str) -> str | None:
        return header(self.exchange.request_headers, name)

    def at_request_header(self, name: str) -> str:
        """Where a header of the request stands."""
        return _at_header(_side(self.url_at, "/request"), self.exchange.request_headers, name)

    @property
    def agent(self) -> str:
        """How the sender calls itself; empty where it does not."""
        return (self.exchange.user_agent or self.request_header("User-Agent") or "").strip()

    @cached_property
    def service(self) -> tuple[str, str]:
        """Which service this goes to: host and base, as far as the log says."""
        host = self.target.host or self.request_header("Host") or ""
        return host.lower(), (self.target.base or "").rstrip("/").lower()

    @cached_property
    def asked(self) -> Json:
        """The body of the request, decoded where it is JSON in a string."""
        return decoded(self.exchange.request_body)

    @cached_property
    def parameters(self) -> dict[str, str]:
        """Query parameters by name in lower case; the first of a repeated one."""
        found: dict[str, str] = {}
        for name, value in self.target.parameters():
            found.setdefault(name.lower(), value)
        return found

    @cached_property
    def filter(self) -> str | None:
        """The filter of a search, from the URL or the body of a .search request."""
        text = self.parameters.get("filter")
        if text is None and self.target.is_search and isinstance(self.asked, dict):
            text = attribute(self.asked, "filter")
        return text if isinstance(text, str) and text.strip() else None

    @property
    def filter_at(self) -> str:
        """Where that filter stands."""
        return (
            self.url_at
            if "filter" in self.parameters
            else pointer(self.asked_at, key_of(self.asked, "filter") or "filter")
        )

    @cached_property
    def identity(self) -> dict[str, str]:
        """By what a create names its resource; in lower case where case does not count (RFC 7643 §4)."""
        found: dict[str, str] = {}
        for body in (self.asked, self.answered if self.succeeded else None):
            if not isinstance(body, dict):
                continue
            for name in NAMING.get(self.resource_type or "", ("externalId",)):
                value = attribute(body, name)
                if isinstance(value, str) and value.strip():
                    found.setdefault(name, value if name == "externalId" else value.strip().casefold())
        return found

    @cached_property
    def operations(self) -> tuple[Operation, ...]:
        """The operations of a PATCH, with their pointers; empty for everything else."""
        return operations(self.asked, self.asked_at) if self.method == "PATCH" else ()

    @cached_property
    def names(self) -> tuple[tuple[str, str], ...]:
        """Every path of a PATCH, and every key of a value without path, as written, with where it stands."""
        found: list[tuple[str, str]] = []
        for one in self.operations:
            if one.path:
                found.append((one.path.strip(), one.at_("path")))
            elif isinstance(one.value, dict):
                at = one.at_("value")
                found.extend((str(key), pointer(at, key)) for key in one.value)
        return tuple(found)

    @cached_property
    def writes(self) -> tuple[Write, ...]:
        """What the request writes, one attribute each: PATCH, PUT and POST read alike."""
        if self.method == "PATCH":
            return tuple(patch_writes(self.operations))
        if self.operation in ("create", "replace"):
            return tuple(resource_writes(self.asked, self.asked_at))
        return ()

    # --- the answer

    @property
    def status(self) -> int | None:
        return self.exchange.status

    def answer_header(self, name: str) -> str | None:
        return header(self.exchange.response_headers, name)

    def at_answer_header(self, name: str) -> str:
        """Where a header of the answer stands."""
        return _at_header(_side(self.status_at, "/response"), self.exchange.response_headers, name)

    @cached_property
    def answered(self) -> Json:
        """The body of the answer, decoded where it is JSON in a string."""
        return decoded(self.exchange.response_body)

    @cached_property
    def is_html(self) -> bool:
        """Whether a web page came back."""
        return isinstance(self.answered, str) and HTML.match(self.answered) is not None

    @cached_property
    def is_scim_answer(self) -> bool:
        """Whether the answer can be one of SCIM: no body, or a JSON object or list."""
        return self.answered is None or self.answered == "" or isinstance(self.answered, dict | list)

    @cached_property
    def failed(self) -> bool:
        """Whether the call failed: an error status, no answer, or an answer that is not SCIM."""
        if self.status is None:
            return self.exchange.no_answer is not None
        return self.status >= 400 or not self.is_scim_answer

    @cached_property
    def succeeded(self) -> bool:
        return self.status is not None and 200 <= self.status < 300 and not self.failed

    @cached_property
    def refusal(self) -> Refusal:
        """What the answer says went wrong; empty where nothing failed."""
        return refusal_of(self.answered if self.status is None or self.status >= 400 else None, self.answered_at)

    @property
    def refused_at(self) -> tuple[str, ...]:
        """What shows a refusal: its status, and the sentence that says why."""
        return (self.status_at, self.refusal.at) if self.refusal.text else (self.status_at,)

    @cached_property
    def resource(self) -> dict[str, Json] | None:
        """The resource that the answer of a successful call carries, except for lists, messages and discovery."""
        body = self.answered
        if not self.succeeded or not isinstance(body, dict) or self.operation in ("search", "discovery", "bulk"):
            return None
        if any(urn.lower().startswith(MESSAGE_URN) for urn in schema_urns(body)):
            return None
        return body if attribute(body, "id") is not None or schema_urns(body) else None

    @cached_property
    def records(self) -> tuple[tuple[dict[str, Json], str], ...]:
        """Every resource that a successful answer carries, one or the list of a search, with its pointer."""
        if self.resource is not None:
            return ((self.resource, self.answered_at),)
        if not self.succeeded or self.operation in ("discovery", "bulk"):
            return ()
        listed, at = self.answered, self.answered_at
        key = key_of(listed, "Resources")
        if key is not None:
            listed, at = listed[key], pointer(at, key)
        if not isinstance(listed, list):
            return ()
        return tuple((one, pointer(at, n)) for n, one in enumerate(listed[:MOST_RECORDS]) if isinstance(one, dict))


def _side(at: str, side: str) -> str:
    """Where the headers of a side stand, told from any place on it; also for a call in the history."""
    return f"{at.partition(side + '/')[0]}{side}/headers"


def _at_header(base: str, headers: Headers, name: str) -> str:
    spelled = next((str(known) for known, _ in headers if str(known).lower() == name.lower()), None)
    return base if spelled is None else pointer(base, spelled)
