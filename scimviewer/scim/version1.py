"""Is this SCIM 1.1, and what would it be in SCIM 2.0? (simplecloud.info, RFC 7644)"""

from __future__ import annotations

import re
from typing import NamedTuple

from scimviewer.event import Exchange, Json
from scimviewer.scim.facts import attribute

URN = re.compile(r"(?i)urn:scim:schemas:(?:core|extension:[\w.-]+):1\.0")
BASE = re.compile(r"(?i)(?:^|/)v1(?:\.\d)?/(?:users|groups|bulk|schemas|serviceproviderconfigs)\b")
OLD_CONFIG = re.compile(r"(?i)/serviceproviderconfigs(?:[/?]|$)")


class Sign(NamedTuple):
    """What shows that it is SCIM 1.1, and where: a JSON pointer below /request or /response."""

    what: str
    pointer: str


def signs_of_version1(exchange: Exchange) -> tuple[Sign, ...]:
    """What speaks for SCIM 1.1; nothing where the exchange is SCIM 2.0 or does not say."""
    found = []
    if BASE.search(exchange.url or ""):
        found.append(Sign("The path has the version v1.", "/request/url"))
    if OLD_CONFIG.search(exchange.url or ""):
        found.append(Sign("ServiceProviderConfigs in the plural is SCIM 1.1.", "/request/url"))
    for side, body in (("/request/body", exchange.request_body), ("/response/body", exchange.response_body)):
        found += _in_body(side, body)
    return tuple(found)


def _in_body(side: str, body: Json) -> list[Sign]:
    if not isinstance(body, dict):
        return []
    found = []
    schemas = attribute(body, "schemas")
    for index, urn in enumerate(schemas if isinstance(schemas, list) else []):
        if isinstance(urn, str) and URN.match(urn):
            found.append(Sign("A schema of SCIM 1.1 is named.", f"{side}/schemas/{index}"))
    found += [Sign("An extension of SCIM 1.1 is used.", f"{side}/{name}") for name in body if URN.match(name)]
    errors = attribute(body, "Errors")
    if isinstance(errors, list) and any(isinstance(one, dict) and attribute(one, "description") for one in errors):
        found.append(Sign("Errors are told as SCIM 1.1 tells them.", f"{side}/Errors"))
    return found


def explained_patch(body: Json) -> tuple[str, ...]:
    """What a PATCH of SCIM 1.1, a partial resource, asks: one sentence an attribute."""
    if not isinstance(body, dict) or attribute(body, "Operations") is not None:
        return ()
    told = []
    for name, value in body.items():
        lowered = name.lower()
        if lowered == "meta":
            told += _cleared(value)
        elif lowered not in ("schemas", "id"):
            told += _assigned(name, value)
    return tuple(told)


def _cleared(meta: Json) -> list[str]:
    listed = attribute(meta, "attributes") if isinstance(meta, dict) else None
    return [f"Clear {one[:60]}" for one in listed if isinstance(one, str)] if isinstance(listed, list) else []


def _assigned(name: str, value: Json) -> list[str]:
    if not isinstance(value, list):
        return [f"Merge into {name}" if isinstance(value, dict) else f"Set {name}"]
    gone = sum(isinstance(one, dict) and str(attribute(one, "operation")).lower() == "delete" for one in value)
    told = [f"Remove {gone} of {name}"] if gone else []
    return [*told, f"Add {len(value) - gone} to {name}"] if len(value) > gone else told
