"""Which client sends this, and what speaks for it?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from scimviewer.event import Exchange, Json
from scimviewer.scim.facts import as_bool, attribute
from scimviewer.scim.pointers import pointer

CERTAIN = 100
EARLIER = 200  # exchanges that are looked at; habits show in fewer
FLAG = "aadoptscim062020"
MS_URN = re.compile(r"(?i)^(?:urn:ietf:params:scim:schemas:extension:msft?:|https?://schemas\.microsoft\.com/)")
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
    from urllib.parse import unquote_plus

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
            Mark("the User-Agent names Azure or Entra", 40, _agent("azure", "entra", "msftscim")),
        ),
    ),
    Fingerprint(
        "Microsoft Entra",
        (
            Mark("the header ADSCIMVersion", 100, _header("adscimversion")),
            Mark("the User-Agent names Azure or Entra", 100, _agent("azure", r"\bentra\b", "msftscim", "aad.?scim")),
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
            Mark("the User-Agent names Okta", 100, _agent("okta")),
            Mark("the externalId is an id of Okta", 70, _okta_id),
            Mark("pages begin with startIndex=1&count=100", 25, _in_url(r"startindex=1&count=100(?!\d)")),
            Mark("active alone is set, without a path", 30, _op(_pathless_active, "/value")),
            Mark("a group is renamed with its id", 50, _op(_renames_with_id, "/value")),
        ),
    ),
    Fingerprint("OneLogin", (Mark("the User-Agent names OneLogin", 100, _agent("onelogin")),
                             Mark("the User-Agent is empty", 40, _empty_agent))),
    Fingerprint("Ping", (Mark("the User-Agent names Ping", 100, _agent("ping ?federate", "ping ?one", "ping ?identity")),)),
    Fingerprint("authentik", (Mark("the User-Agent names authentik", 100, _agent("authentik", "goauthentik")),)),
    Fingerprint("SailPoint", (Mark("the User-Agent names SailPoint", 100, _agent("sailpoint", "identitynow")),)),
    Fingerprint("JumpCloud", (Mark("the User-Agent names JumpCloud", 100, _agent("jumpcloud")),)),
    Fingerprint("Google Workspace", (
        Mark("the User-Agent names Google", 100, _agent(r"google-?(?:auto-?provisioning|workspace|apps|scim)", "gsuite")),
        Mark("the User-Agent names Google's HTTP library", 40, _agent("google-http-java-client")),
    )),
    Fingerprint("Keycloak", (Mark("the User-Agent names Keycloak", 100, _agent("keycloak")),)),
    Fingerprint("Rippling", (Mark("the User-Agent names Rippling", 100, _agent("rippling")),)),
    Fingerprint("CyberArk", (Mark("the User-Agent names CyberArk or Idaptive", 100, _agent("cyberark", "idaptive", "centrify")),)),
    Fingerprint("Saviynt", (Mark("the User-Agent names Saviynt", 100, _agent("saviynt")),)),
    Fingerprint("Oracle", (Mark("the User-Agent names Oracle", 100, _agent("oracle")),)),
    Fingerprint("SAP Identity Provisioning", (Mark("the User-Agent names SAP", 100, _agent(r"\bsap\b", "sap-?ips")),)),
    Fingerprint("WorkOS", (Mark("the User-Agent names WorkOS", 100, _agent("workos")),)),
    Fingerprint("Terraform", (Mark("the User-Agent names Terraform", 100, _agent("terraform")),)),
    Fingerprint("scim2-client", (Mark("the User-Agent names scim2", 100, _agent("scim2-(?:client|cli|tester)")),)),
    Fingerprint("Python script", (Mark("the User-Agent is a library of Python", 70, _agent("python-requests", "python-httpx", "aiohttp", "python-urllib", r"^python/")),)),
    Fingerprint("Java program", (Mark("the User-Agent is a library of Java", 60, _agent("^java/", "okhttp", "apache-httpclient", "jersey", "java-http-client")),)),
    Fingerprint("Node.js script", (Mark("the User-Agent is a library of Node.js", 70, _agent("axios", "node-fetch", "undici", r"^node\b", "got \\(")),)),
    Fingerprint("Go program", (Mark("the User-Agent is the library of Go", 60, _agent("go-http-client", "go-resty")),)),
    Fingerprint("Ruby script", (Mark("the User-Agent is a library of Ruby", 70, _agent("faraday", r"^ruby\b", "rest-client/")),)),
    Fingerprint("PHP script", (Mark("the User-Agent is a library of PHP", 70, _agent("guzzlehttp", r"^php\b")),)),
    Fingerprint(".NET program", (Mark("the User-Agent is a library of .NET", 60, _agent("restsharp", r"\.net\b", "dotnet")),)),
    Fingerprint("Rust program", (Mark("the User-Agent is a library of Rust", 60, _agent("reqwest", r"^hyper/")),)),
    Fingerprint("PowerShell script", (Mark("the User-Agent names PowerShell", 90, _agent("powershell")),)),
    Fingerprint("curl", (Mark("the User-Agent names curl or Wget", 90, _agent(r"\bcurl/", "wget/", "httpie")),)),
    Fingerprint("API tool", (Mark("the User-Agent names an API tool", 90, _agent("postman", "insomnia", "bruno", "hoppscotch", "soapui", "paw/")),)),
    Fingerprint("Browser", (Mark("the User-Agent is that of a browser", 50, _agent(r"^mozilla/5\.0 .*(?:gecko|webkit)")),)),
)  # fmt: skip


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
