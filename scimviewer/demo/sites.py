"""Who provisions into what: four customers' identity providers and the applications they talk to."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, quote_plus

from scimviewer.demo.call import Request
from scimviewer.event import Headers

CORE_USER = "urn:ietf:params:scim:schemas:core:2.0:User"
CORE_GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
MESSAGE = "urn:ietf:params:scim:api:messages:2.0:"


@dataclass(frozen=True, slots=True)
class Site:
    """One provider and its target application, with the habits of both."""

    provider: str
    host: str
    base: str  # path in front of /Users
    domain: str  # of the people's addresses
    share: float  # of all exchanges
    addresses: tuple[str, ...]  # where the requests come from
    agent: Headers  # what the sender puts in every request
    server: str  # how the receiver introduces itself
    ids: str  # uuid, hex, number
    flag: str = ""  # every URL ends with it
    blank: str = "+"  # how a blank is written in a query
    spaced_json: bool = False  # ", " and ASCII only, as Python writes it
    group_status: int = 204  # the answer to a PATCH of a group


SITES = (
    Site(
        provider="entra-legacy",
        host="scim.ledgerly.example",
        base="/scim",
        domain="northwind.example",
        share=0.33,
        addresses=("20.190.129.80", "20.190.129.83", "40.126.31.67"),
        agent=[("Accept", "application/scim+json"), ("ADSCIMVersion", "1.0"), ("Connection", "Keep-Alive")],
        server="nginx",
        ids="uuid",
    ),
    Site(
        provider="entra-modern",
        host="api.planboard.example",
        base="/tenants/tailspin/scim/v2",
        domain="tailspin.example",
        share=0.27,
        addresses=("20.190.160.14", "40.126.32.138"),
        agent=[("Accept", "application/scim+json"), ("Connection", "Keep-Alive")],
        server="planboard-gateway",
        ids="hex",
        flag="aadOptscim062020",
    ),
    Site(
        provider="okta",
        host="people.docustack.example",
        base="/scim/v2",
        domain="acorn-labs.example",
        share=0.25,
        addresses=("3.14.30.21", "3.14.30.22", "18.188.164.90"),
        agent=[
            ("User-Agent", "Okta SCIM Client 1.0.0"),
            ("Accept", "application/scim+json"),
            ("Accept-Charset", "utf-8"),
            ("Accept-Encoding", "gzip,deflate"),
        ],
        server="gunicorn",
        ids="number",
        blank="%20",
        spaced_json=True,
    ),
    Site(
        provider="script",
        host="iam.fleetdesk.example",
        base="/v2",
        domain="harbour.example",
        share=0.15,
        addresses=("198.51.100.17",),
        agent=[
            ("User-Agent", "python-requests/2.32.3"),
            ("Accept-Encoding", "gzip, deflate"),
            ("Accept", "*/*"),
            ("Connection", "keep-alive"),
        ],
        server="",
        ids="uuid",
        group_status=200,
    ),
)


def site_of(provider: str) -> Site:
    """Answer the site of a provider by its name."""
    return next(site for site in SITES if site.provider == provider)


def target(site: Site, request: Request) -> str:
    """Write a request's path and query as the site's sender would."""
    path = f"{site.base}/{request.kind}"
    if request.id:
        path = f"{path}/{request.id}"
    query = []
    if request.slim:
        query.append("excludedAttributes=members")
    if request.filter:
        attribute, value = request.filter
        text = f'{attribute} eq "{value}"'
        query.append("filter=" + (quote_plus(text) if site.blank == "+" else quote(text, safe="")))
    if request.start:
        query.append(f"startIndex={request.start}&count={request.count}")
    if request.query:
        query.append(request.query)
    if site.flag:
        query.append(site.flag)
    return f"{path}?{'&'.join(query)}" if query else path
