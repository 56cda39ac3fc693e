"""Which client sends this, and what speaks for it?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import unquote_plus

from scimviewer.event import Exchange, Json
from scimviewer.scim.facts import as_bool, attribute
from scimviewer.scim.pointers import pointer

CERTAIN = 100
EARLIER = 200  # exchanges that are looked at; habits show in fewer
FLAG = "aadoptscim062020"
MS_URN = re.compile(r"(?i)^(?:urn:ietf:params:scim:schemas:extension:msft?:|https?://schemas\.microsoft\.com/)")
ENTRA_AGENTS = (r"\bazure\b", r"\bentra\b", "msftscim", "aad.?scim")
OKTA_ID = re.compile(r"00[ug][0-9A-Za-z]{17}")
GUID_LOOKUP = re.compile(r'(?i)(?:userName|displayName|externalId) eq "?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"?')


class Signal(NamedTuple):
    """What was seen, and where: a JSON pointer into the exchange as {request, response}."""

    what: str
    pointer: str


class Client(NamedTuple):
    """Who sends: None where nothing speaks for anyone. Confidence is 0 to 1."""

    name: str | None
    confidence: float = 0.0
    signals: tuple[Signal, ...] = ()


class Traits:
    """What an exchange shows of its sender, taken apart once."""

    def __init__(self, exchange: Exchange) -> None:
        self.exchange = exchange
        self.url = exchange.url or ""
        self.agent, self.agent_at = exchange.user_agent or "", "/request/headers/User-Agent"
        self.headers: dict[str, str] = {}
        for name, value in exchange.request_headers:
            self.headers.setdefault(name.lower(), f"/request/headers{pointer(name)}")
            if name.lower() == "user-agent":
                self.agent, self.agent_at = value, f"/request/headers{pointer(name)}"
        self.has_agent_header = "user-agent" in self.headers
        body = exchange.request_body
        self.body: dict[str, Json] = body if isinstance(body, dict) else {}
        self.operations = self._operations()

    def _operations(self) -> list[tuple[str, dict[str, Json]]]:
        for name, listed in self.body.items():
            if name.lower() == "operations":
                several = listed if isinstance(listed, list) else [listed]
                at = [f"/request/body{pointer(name, index)}" for index in range(len(several[:50]))]
                return [(where, one) for where, one in zip(at, several, strict=False) if isinstance(one, dict)]
        return []


Seen = Callable[[Traits], str | None]  # where it was seen; None where it was not


@dataclass(frozen=True, slots=True)
class Mark:
    """One habit of a client; 100 alone is proof."""

    what: str
    weight: int
    seen: Seen


@dataclass(frozen=True, slots=True)
class Fingerprint:
    name: str
    marks: tuple[Mark, ...]


def _agent(*words: str) -> Seen:
    """The User-Agent has one of these, in any case."""
    pattern = re.compile("|".join(words), re.IGNORECASE)
    return lambda traits: traits.agent_at if traits.agent and pattern.search(traits.agent) else None


def _named(weight: int, *words: str) -> Mark:
    return Mark("the User-Agent names it", weight, _agent(*words))


def _header(name: str) -> Seen:
    return lambda traits: traits.headers.get(name)


def _in_url(*words: str) -> Seen:
    pattern = re.compile("|".join(words), re.IGNORECASE)
    return lambda traits: "/request/url" if pattern.search(traits.url) else None


def _op(fits: Callable[[dict[str, Json]], bool], below: str = "") -> Seen:
    """One of the operations fits."""

    def seen(traits: Traits) -> str | None:
        return next((where + below for where, one in traits.operations if fits(one)), None)

    return seen


def _has_capital_op(one: dict[str, Json]) -> bool:
    op = attribute(one, "op")
    return isinstance(op, str) and op in ("Add", "Replace", "Remove")


def _has_text_boolean(one: dict[str, Json]) -> bool:
    value = attribute(one, "value")
    told = value if isinstance(value, str) else None
    return told in ("True", "False") and as_bool(told) is not None


def _has_null_ref(one: dict[str, Json]) -> bool:
    value = attribute(one, "value")
    elements = value if isinstance(value, list) else [value]
    return any(isinstance(element, dict) and "$ref" in element and element["$ref"] is None for element in elements[:50])


def _removes_by_value(one: dict[str, Json]) -> bool:
    op, path = attribute(one, "op"), attribute(one, "path")
    return op == "Remove" and path == "members" and isinstance(attribute(one, "value"), list)


def _has_dotted_keys(one: dict[str, Json]) -> bool:
    """A path-less replace whose keys are paths."""
    value = attribute(one, "value")
    if attribute(one, "path") is not None or not isinstance(value, dict) or attribute(one, "op") != "replace":
        return False
    return any("." in name and not name.lower().startswith("urn:") for name in value)


def _pathless_active(one: dict[str, Json]) -> bool:
    value = attribute(one, "value")
    return attribute(one, "path") is None and isinstance(value, dict) and set(value) == {"active"}


def _renames_with_id(one: dict[str, Json]) -> bool:
    value = attribute(one, "value")
    return attribute(one, "path") is None and isinstance(value, dict) and set(value) == {"id", "displayName"}


def _ms_urn(traits: Traits) -> str | None:
    schemas = attribute(traits.body, "schemas")
    for index, urn in enumerate(schemas if isinstance(schemas, list) else []):
        if isinstance(urn, str) and MS_URN.match(urn):
            return f"/request/body/schemas/{index}"
    return None


def _okta_id(traits: Traits) -> str | None:
    told = attribute(traits.body, "externalId")
    return "/request/body/externalId" if isinstance(told, str) and OKTA_ID.fullmatch(told) else None


def _guid_lookup(traits: Traits) -> str | None:
    return "/request/url" if GUID_LOOKUP.search(unquote_plus(traits.url)) else None


def _empty_agent(traits: Traits) -> str | None:
    return traits.agent_at if traits.has_agent_header and not traits.agent.strip() else None


CLIENTS = (
    Fingerprint(
        "Microsoft Entra (with aadOptscim062020)",
        (
            Mark("the flag aadOptscim062020 is in the URL", 110, _in_url(FLAG)),
            Mark("keys of a value are paths such as name.givenName", 40, _op(_has_dotted_keys, "/value")),
            Mark("a schema of Microsoft is named", 30, _ms_urn),
            Mark("the header ADSCIMVersion", 40, _header("adscimversion")),
            _named(40, *ENTRA_AGENTS),
        ),
    ),
    Fingerprint(
        "Microsoft Entra",
        (
            Mark("the header ADSCIMVersion", 100, _header("adscimversion")),
            _named(100, *ENTRA_AGENTS),
            Mark("operations begin with a capital letter", 50, _op(_has_capital_op, "/op")),
            Mark("a boolean is the text True or False", 40, _op(_has_text_boolean, "/value")),
            Mark("$ref is null", 40, _op(_has_null_ref, "/value")),
            Mark("members are removed by value", 40, _op(_removes_by_value, "/value")),
            Mark("members are left out of what is read", 30, _in_url("excludedattributes=members")),
            Mark("a schema of Microsoft is named", 60, _ms_urn),
            Mark("a look-up for a random id, as its connection test makes", 30, _guid_lookup),
        ),
    ),
    Fingerprint(
        "Okta",
        (
            _named(100, "okta"),
            Mark("the externalId is an id of Okta", 70, _okta_id),
            Mark("pages begin with startIndex=1&count=100", 25, _in_url(r"startindex=1&count=100(?!\d)")),
            Mark("active alone is set, without a path", 30, _op(_pathless_active, "/value")),
            Mark("a group is renamed with its id", 50, _op(_renames_with_id, "/value")),
        ),
    ),
    Fingerprint("OneLogin", (_named(100, "onelogin"), Mark("the User-Agent is empty", 40, _empty_agent))),
    Fingerprint("Ping", (_named(100, "ping ?federate", "ping ?one", "ping ?identity"),)),
    Fingerprint("authentik", (_named(100, "authentik"),)),
    Fingerprint("SailPoint", (_named(100, "sailpoint", "identitynow"),)),
    Fingerprint("JumpCloud", (_named(100, "jumpcloud"),)),
    Fingerprint("Google Workspace", (_named(100, r"google-?(?:auto-?provisioning|workspace|apps|scim)", "gsuite"),)),
    Fingerprint("Keycloak", (_named(100, "keycloak"),)),
    Fingerprint("Rippling", (_named(100, "rippling"),)),
    Fingerprint("CyberArk", (_named(100, "cyberark", "idaptive", "centrify"),)),
    Fingerprint("Saviynt", (_named(100, "saviynt"),)),
    Fingerprint("Oracle", (_named(100, "oracle"),)),
    Fingerprint("SAP Identity Provisioning", (_named(100, r"\bsap\b", "sap-?ips"),)),
    Fingerprint("WorkOS", (_named(100, "workos"),)),
    Fingerprint("Terraform", (_named(100, "terraform"),)),
    Fingerprint("scim2-client", (_named(100, "scim2-(?:client|cli|tester)"),)),
    # Libraries and tools say what the sender is written in, not who it is: weaker than any name above.
    Fingerprint(
        "Python script", (_named(70, "python-requests", "python-httpx", "aiohttp", "python-urllib", "^python/"),)
    ),
    Fingerprint("Java program", (_named(60, "^java/", "okhttp", "apache-httpclient", "jersey", "java-http-client"),)),
    Fingerprint("Node.js script", (_named(70, "axios", "node-fetch", "undici", r"^node\b", r"^got\b"),)),
    Fingerprint("Go program", (_named(60, "go-http-client", "go-resty"),)),
    Fingerprint("Ruby script", (_named(70, "faraday", r"^ruby\b", "rest-client/"),)),
    Fingerprint("PHP script", (_named(70, "guzzlehttp", r"^php\b"),)),
    Fingerprint(".NET program", (_named(60, "restsharp", r"\.net\b", "dotnet"),)),
    Fingerprint("Rust program", (_named(60, "reqwest", "^hyper/"),)),
    Fingerprint("PowerShell script", (_named(90, "powershell"),)),
    Fingerprint("curl", (_named(90, r"\bcurl/", "wget/", "httpie"),)),
    Fingerprint("API tool", (_named(90, "postman", "insomnia", "bruno", "hoppscotch", "soapui"),)),
    Fingerprint("Browser", (_named(50, r"^mozilla/5\.0 .*(?:gecko|webkit)"),)),
)


def client_of(exchange: Exchange, earlier: Iterable[Exchange] = ()) -> Client:
    """Who sends this exchange. `earlier` ones of the same sender add the habits that this one does not show."""
    shown = [Traits(exchange), *(Traits(one) for one in _same_sender(exchange, earlier))]
    best = Client(None)
    for fingerprint in CLIENTS:
        found = _weighed(fingerprint, shown)
        if found.confidence > best.confidence:
            best = found
    return best


def _same_sender(exchange: Exchange, earlier: Iterable[Exchange]) -> list[Exchange]:
    """Only those with the same User-Agent and address tell about this sender."""
    listed = list(earlier)[-EARLIER:]
    own = (exchange.user_agent, exchange.address)
    return [one for one in listed if (one.user_agent, one.address) == own]


def _weighed(fingerprint: Fingerprint, shown: list[Traits]) -> Client:
    """The weights of what was seen, each habit once; only what this exchange shows has a pointer."""
    weight, signals = 0, []
    for mark in fingerprint.marks:
        for index, traits in enumerate(shown):
            where = mark.seen(traits)
            if where is not None:
                weight += mark.weight if index == 0 else mark.weight // 2
                signals.append(
                    Signal(mark.what if index == 0 else f"{mark.what}, earlier", where if index == 0 else "")
                )
                break
    return Client(fingerprint.name, min(weight, CERTAIN + 10) / (CERTAIN + 10), tuple(signals))
