"""Which attribute, key, parameter or header tells about a person, and what about?

Kinds are those of pseudonyms: user (anything that names one: userName, e-mail, display name), name (a part of a
name), phone, ip, address, url, number, text. None means that the value may be shown.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple


def set_of(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _all(words: str, kind: str) -> dict[str, str]:
    return dict.fromkeys(words.split(), kind)


# Keys in lower case without `_` and `-`, of SCIM resources and of the logs around them.
KEYS = {
    **_all("username externalid displayname nickname formatted email emails mail emailaddress useremail login "
        "loginname user userprincipalname upn mailnickname alternateid actor actoremail actorname actorlogin "
        "principal principalname fullname remoteuser subjectname samaccountname preferredusername loginhint "
        "recipient invitee impersonator", "user"),
    **_all("givenname familyname middlename honorificprefix honorificsuffix firstname lastname surname", "name"),
    **_all("phonenumbers phone phonenumber mobile mobilephone telephone telephonenumber fax", "phone"),
    **_all("ip ipaddress clientip clientipaddress remoteip remoteaddr remoteaddress sourceip sourceipaddress "
        "xforwardedfor xrealip calleripaddress actorip serveripaddress userip hostip peeraddress", "ip"),
    **_all("streetaddress locality postalcode", "address"),
    **_all("profileurl photos", "url"),
    **_all("employeenumber employeeid", "number"),
}  # fmt: skip
# Complex attributes whose parts are not told by their own names: part → kind, "" for every other part.
COMPLEX: dict[str, dict[str, str | None]] = {
    "emails": {"value": "user", "display": "user"},
    "phonenumbers": {"value": "phone", "display": "phone"},
    "ims": {"value": "user", "display": "user"},
    "photos": {"value": "url", "display": "url"},
    "x509certificates": {"value": "certificate", "display": "user"},
    "addresses": {"type": None, "primary": None, "country": None, "": "address"},
    "name": {"formatted": "user", "": "name"},
    "manager": {"displayname": "user", "display": "user", "$ref": None, "value": None},
    "members": {"display": "user", "displayname": "user"},
    "groups": {"display": None, "displayname": None},
    "user": {"name": "user"},
    "actor": {"name": "user"},
}
# What a group, an application or a role is called is no person's name.
OF_THINGS = frozenset(("displayname", "externalid", "alternateid", "display"))
# Attributes of extensions that tell about a place in an organisation; all unknown others are personal.
OPEN_EXTENSION = set_of("department costcenter organization division title active type id")
# Values that many people share and that only sort: shown in any attribute.
OPEN_VALUES = frozenset(("", "work", "home", "other", "mobile", "true", "false", "null", "none", "-"))
# Keys whose strings are SCIM's or the program's words.
OPEN_KEYS = set_of(
    "schemas schema id op scimtype status resourcetype version created lastmodified type method httpversion starttime "
    "starteddatetime timestamp time etag itemsperpage startindex totalresults sortorder bulkid "
    "mimetype useragent requestid correlationid"
)

ADDRESS_HEADERS = set_of(
    "x-forwarded-for forwarded x-real-ip client-ip x-client-ip true-client-ip cf-connecting-ip remote-addr "
    "x-cluster-client-ip x-original-forwarded-for x-forwarded fastly-client-ip x-envoy-external-address "
    "x-azure-clientip x-azure-socketip"
)
USER_HEADERS = set_of(
    "from remote-user x-remote-user x-forwarded-user x-forwarded-email x-forwarded-preferred-username x-user "
    "x-user-name x-user-email x-auth-request-user x-auth-request-email x-ms-client-principal-name "
    "x-goog-authenticated-user-email x-authenticated-user x-webauth-user x-okta-user"
)
URL_HEADERS = frozenset(
    ("referer", "location", "content-location", ":path", "link", "x-original-url", "x-forwarded-uri")
)

_EXTENSION = re.compile(r"(?i)urn:[^\[\]\s\"]*:extension:")
_CORE = re.compile(r"(?i)urn:(?:ietf:params:)?scim:schemas:core:[\d.]+:?(?:user|group)?")
_URN = re.compile(r"(?i)(urn:.*?:(?:\d+(?:\.\d+)*:)[^:.\[\]]+)(?::(.*))?")
_FILTER = re.compile(r"\[[^\]]*\]?")


# Names before the last one that are kept: only the last few decide.
DEEPEST_NAME = 4


class Attribute(NamedTuple):
    """A path to an attribute: its names in lower case, and the extension it belongs to, if any."""

    names: tuple[str, ...] = ()
    extension: str | None = None

    def below(self, key: str) -> Attribute:
        """The attribute that `key` names in an object under this one; `key` may be a whole SCIM path."""
        return _below(self, key) if len(key) < 256 else self


@lru_cache(maxsize=16384)
def _below(where: Attribute, key: str) -> Attribute:
    if "." not in key and ":" not in key and "[" not in key:
        return Attribute((*where.names[-DEEPEST_NAME:], flat(key)), where.extension)
    found = attribute(key)
    return Attribute((*where.names, *found.names)[-DEEPEST_NAME - 1 :], found.extension or where.extension)


def flat(key: str) -> str:
    return key.lower().replace("_", "").replace("-", "") if key != "$ref" else key


def attribute(path: str) -> Attribute:
    """The attribute a SCIM path means (RFC 7644 §3.5.2): `emails[type eq "work"].value`, `urn:…:User:manager`."""
    bare = _FILTER.sub("", path.strip())
    extension = None
    if bare.lower().startswith("urn:"):
        urn = _URN.fullmatch(bare)
        schema, bare = (urn[1], urn[2] or "") if urn else (bare.rpartition(":")[0], bare.rpartition(":")[2])
        if not _CORE.fullmatch(schema):
            extension = schema.lower()
    return Attribute(tuple(flat(name) for name in bare.split(".") if name), extension)


@lru_cache(maxsize=16384)
def kind_of(where: Attribute, of_thing: bool = False) -> str | None:
    """The kind of the text at an attribute; `of_thing` where it belongs to a group or the like."""
    if not where.names:
        return None
    leaf = where.names[-1]
    if of_thing and leaf in OF_THINGS:
        return None
    parts = COMPLEX.get(where.names[-2], {}) if len(where.names) > 1 else {}
    if leaf in parts or "" in parts:
        return parts.get(leaf, parts.get(""))
    kind = KEYS.get(leaf) or ("user" if leaf == "manager" else None)
    if kind is None and where.extension and not any(name in OPEN_EXTENSION for name in where.names):
        return "text"
    return kind


def is_extension(key: str) -> bool:
    """Whether a key is the name of a schema extension, whose attributes stand in the object under it."""
    return _EXTENSION.match(key) is not None
