"""Which attributes does SCIM know, and how do they behave? (RFC 7643 §2.2, §4, §7)"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from scimviewer.event import Json
from scimviewer.scim.facts import attribute

CORE = "urn:ietf:params:scim:schemas:core:2.0:"
USER, GROUP = CORE + "User", CORE + "Group"
ENTERPRISE_USER = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
MESSAGES = "urn:ietf:params:scim:api:messages:2.0:"
PATCH_OP, ERROR, LIST_RESPONSE = MESSAGES + "PatchOp", MESSAGES + "Error", MESSAGES + "ListResponse"
# Everything else that RFC 7643 and 7644 name: a message, or a discovery resource.
OTHER_URNS = (
    *(MESSAGES + name for name in ("PatchOp", "Error", "ListResponse", "SearchRequest", "BulkRequest", "BulkResponse")),
    *(CORE + name for name in ("ServiceProviderConfig", "ResourceType", "Schema")),
)
DEEPEST = 4
TYPES = ("string", "boolean", "decimal", "integer", "dateTime", "reference", "binary", "complex")


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute with its characteristics; the defaults are those of RFC 7643 §2.2."""

    name: str
    type: str = "string"
    multi_valued: bool = False
    required: bool = False
    case_exact: bool = False
    mutability: str = "readWrite"
    returned: str = "default"
    uniqueness: str = "none"
    sub_attributes: tuple[Attribute, ...] = ()
    canonical_values: tuple[str, ...] = ()
    is_known: bool = True  # False: no schema names it, the defaults are assumed

    def sub(self, name: str) -> Attribute | None:
        """A sub-attribute by name, in any case."""
        lowered = name.lower()
        return next((one for one in self.sub_attributes if one.name.lower() == lowered), None)

    @property
    def is_complex(self) -> bool:
        return self.type == "complex"


@dataclass(frozen=True, slots=True)
class Schema:
    urn: str
    name: str
    attributes: tuple[Attribute, ...]
    by_name: Mapping[str, Attribute] = field(repr=False, compare=False, default_factory=dict)

    def attribute(self, name: str) -> Attribute | None:
        return self.by_name.get(name.lower())


@dataclass(frozen=True, slots=True)
class ResourceType:
    name: str
    endpoint: str
    schema: str
    extensions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Features:
    """What /ServiceProviderConfig says is supported; None where nobody said."""

    patch: bool | None = None
    bulk: bool | None = None
    filter: bool | None = None
    sort: bool | None = None
    etag: bool | None = None
    change_password: bool | None = None
    most_operations: int | None = None  # in one bulk request
    most_results: int | None = None  # of one filtered list


@dataclass(frozen=True, slots=True)
class Schemas:
    """What is known about types of resources, built in or taught by a server; a value that never changes."""

    schemas: Mapping[str, Schema]  # by URN in lower case
    resource_types: Mapping[str, ResourceType]  # by name in lower case
    features: Features = Features()

    @property
    def urns(self) -> tuple[str, ...]:
        return tuple(one.urn for one in self.schemas.values())

    def schema(self, urn: str) -> Schema | None:
        return self.schemas.get(urn.lower())

    def is_known_urn(self, urn: str) -> bool:
        """Whether a `schemas` member may name it: RFC 7643 and 7644 or the server does."""
        return urn.lower() in self.schemas or urn.lower() in OTHER_LOWERED

    def resource_type(self, name: str | None) -> ResourceType | None:
        return self.resource_types.get(name.lower()) if name else None

    def type_of(self, resource: Json) -> str | None:
        """The type of a resource by its `schemas`, else by meta.resourceType."""
        if not isinstance(resource, dict):
            return None
        named = attribute(resource, "schemas")
        lowered = {urn.lower() for urn in named if isinstance(urn, str)} if isinstance(named, list) else set()
        for one in self.resource_types.values():
            if one.schema.lower() in lowered:
                return one.name
        meta = attribute(resource, "meta")
        told = attribute(meta, "resourceType") if isinstance(meta, dict) else None
        return told if isinstance(told, str) else None

    def main_schema(self, resource_type: str | None) -> Schema | None:
        """The schema whose attributes stand at the top of a resource of this type."""
        found = self.resource_type(resource_type)
        return self.schema(found.schema) if found else None

    def is_main(self, urn: str, resource_type: str | None = None) -> bool:
        """Whether the attributes of this schema stand at the top of a resource, not in a container of their own."""
        found = self.resource_type(resource_type)
        if found is not None:
            return found.schema.lower() == urn.lower()
        return any(one.schema.lower() == urn.lower() for one in self.resource_types.values())

    def attribute(self, name: str, resource_type: str | None = None, urn: str | None = None) -> Attribute | None:
        """An attribute of a type, or of the schema `urn`; None where no schema names it."""
        lowered = name.lower()
        if lowered in COMMON and (urn is None or self.is_main(urn, resource_type)):
            return COMMON[lowered]
        if urn is not None:
            found = self.schema(urn)
            return found.attribute(name) if found else None
        main = self.main_schema(resource_type)
        if main is not None or resource_type is not None:
            return main.attribute(name) if main else None
        candidates = (self.schema(one.schema) for one in self.resource_types.values())
        return next((hit for one in candidates if one and (hit := one.attribute(name))), None)

    def described(self, name: str, resource_type: str | None = None, urn: str | None = None) -> Attribute:
        """The same, with the defaults of RFC 7643 §2.2 where no schema names it."""
        return self.attribute(name, resource_type, urn) or unknown_attribute(name)

    def taught(self, *answers: Json) -> Schemas:
        """What these answers of /Schemas, /ResourceTypes and /ServiceProviderConfig add; anything else adds nothing."""
        known = self
        for answer in answers:
            for one in _resources(answer):
                known = _taught(known, one)
        return known


def unknown_attribute(name: str) -> Attribute:
    return Attribute(name, is_known=False)


def schema_of(urn: str, name: str, attributes: Iterable[Attribute]) -> Schema:
    listed = tuple(attributes)
    return Schema(urn, name, listed, {one.name.lower(): one for one in listed})


def _resources(answer: Json) -> list[dict[str, Json]]:
    """The resources of a list, or the one resource."""
    if not isinstance(answer, dict):
        return []
    listed = attribute(answer, "Resources")
    if isinstance(listed, list):
        return [one for one in listed if isinstance(one, dict)]
    return [answer]


def _taught(known: Schemas, one: dict[str, Json]) -> Schemas:
    if isinstance(attribute(one, "attributes"), list):
        return _taught_schema(known, one)
    if isinstance(attribute(one, "endpoint"), str) and isinstance(attribute(one, "schema"), str):
        return _taught_type(known, one)
    if isinstance(attribute(one, "patch"), dict):
        return replace(known, features=_features(one))
    return known


def _taught_schema(known: Schemas, one: dict[str, Json]) -> Schemas:
    urn, name = attribute(one, "id"), attribute(one, "name")
    if not isinstance(urn, str) or not urn:
        return known
    found = schema_of(urn, name if isinstance(name, str) else urn, _attributes(attribute(one, "attributes"), 0))
    return replace(known, schemas={**known.schemas, urn.lower(): found})


def _taught_type(known: Schemas, one: dict[str, Json]) -> Schemas:
    name, endpoint, urn = (attribute(one, key) for key in ("name", "endpoint", "schema"))
    name = name if isinstance(name, str) and name else attribute(one, "id")
    if not isinstance(name, str):
        return known
    listed = attribute(one, "schemaExtensions")
    inner = [attribute(ext, "schema") for ext in listed if isinstance(ext, dict)] if isinstance(listed, list) else []
    found = ResourceType(name, endpoint, urn, tuple(ext for ext in inner if isinstance(ext, str)))
    return replace(known, resource_types={**known.resource_types, name.lower(): found})


def _features(one: dict[str, Json]) -> Features:
    bulk, filters = attribute(one, "bulk"), attribute(one, "filter")
    return Features(
        patch=_supported(attribute(one, "patch")),
        bulk=_supported(bulk),
        filter=_supported(filters),
        sort=_supported(attribute(one, "sort")),
        etag=_supported(attribute(one, "etag")),
        change_password=_supported(attribute(one, "changePassword")),
        most_operations=_count(bulk, "maxOperations"),
        most_results=_count(filters, "maxResults"),
    )


def _supported(told: Json) -> bool | None:
    value = attribute(told, "supported") if isinstance(told, dict) else None
    return value if isinstance(value, bool) else None


def _count(told: Json, name: str) -> int | None:
    value = attribute(told, name) if isinstance(told, dict) else None
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _attributes(listed: Json, depth: int) -> list[Attribute]:
    if not isinstance(listed, list) or depth > DEEPEST:
        return []
    return [_attribute(one, depth) for one in listed if isinstance(one, dict) and _text(one, "name", "")]


def _attribute(one: dict[str, Json], depth: int) -> Attribute:
    subs = tuple(_attributes(attribute(one, "subAttributes"), depth + 1))
    told = _text(one, "type", "complex" if subs else "string")
    canonical = attribute(one, "canonicalValues")
    return Attribute(
        name=_text(one, "name", ""),
        type=next((kind for kind in TYPES if kind.lower() == told.lower()), "string"),
        multi_valued=attribute(one, "multiValued") is True,
        required=attribute(one, "required") is True,
        case_exact=attribute(one, "caseExact") is True,
        mutability=_text(one, "mutability", "readWrite"),
        returned=_text(one, "returned", "default"),
        uniqueness=_text(one, "uniqueness", "none"),
        sub_attributes=subs,
        canonical_values=tuple(x for x in canonical if isinstance(x, str)) if isinstance(canonical, list) else (),
    )


def _text(one: dict[str, Json], name: str, default: str) -> str:
    value = attribute(one, name)
    return value if isinstance(value, str) and value else default


def _described(line: str) -> Attribute:
    """One line of a table below: name, marks of its characteristics, sub-attributes behind a colon."""
    head, _, inner = line.partition(":")
    name, *marks = head.split()
    found = Attribute(name.removesuffix("*"), multi_valued=name.endswith("*"))
    for mark in marks:
        found = replace(found, **MARKS.get(mark) or {"type": mark})
    if found.multi_valued or inner.strip():
        found = replace(found, type="complex", sub_attributes=tuple(_described(one) for one in inner.split(",")))
    return found


MARKS: Mapping[str, dict[str, Json]] = {
    "required": {"required": True},
    "exact": {"case_exact": True},
    "readOnly": {"mutability": "readOnly"},
    "immutable": {"mutability": "immutable"},
    "password": {"mutability": "writeOnly", "returned": "never"},
    "always": {"returned": "always"},
    "server": {"uniqueness": "server"},
}
PLURAL = "value, display, type, primary boolean"
# RFC 7643 §3.1, §4.1, §4.2, §4.3 and the printed schemas of §8.7.1; * marks what has many values.
COMMON_TABLE = (
    "id exact readOnly always server",
    "externalId exact",
    "meta readOnly: resourceType exact readOnly, created dateTime readOnly, lastModified dateTime readOnly,"
    " location reference exact readOnly, version exact readOnly",
)
USER_TABLE = (
    "userName required server",
    "name: formatted, familyName, givenName, middleName, honorificPrefix, honorificSuffix",
    *("displayName", "nickName", "title", "userType", "preferredLanguage", "locale", "timezone"),
    "profileUrl reference exact",
    "active boolean",
    "password password",
    f"emails*: {PLURAL}",
    f"phoneNumbers*: {PLURAL}",
    f"ims*: {PLURAL}",
    "photos*: value reference exact, display, type, primary boolean",
    "addresses*: formatted, streetAddress, locality, region, postalCode, country, type, primary boolean",
    "groups* readOnly: value readOnly, $ref reference exact readOnly, display readOnly, type readOnly",
    f"entitlements*: {PLURAL}",
    f"roles*: {PLURAL}",
    "x509Certificates*: value binary exact, display, type, primary boolean",
)
GROUP_TABLE = (
    "displayName required",
    # display stands in the text and the examples of §4.2, not in the printed schema.
    "members*: value immutable, $ref reference exact immutable, type immutable, display immutable",
)
ENTERPRISE_TABLE = (
    *("employeeNumber", "costCenter", "organization", "division", "department"),
    "manager: value, $ref reference exact, displayName readOnly",
)
SCHEMAS_MEMBER = Attribute("schemas", "reference", multi_valued=True, required=True, case_exact=True)
COMMON = {
    "schemas": SCHEMAS_MEMBER,
    **{one.name.lower(): one for one in map(_described, COMMON_TABLE)},
}
OTHER_LOWERED = frozenset(urn.lower() for urn in OTHER_URNS)
BUILT_IN = Schemas(
    {
        USER.lower(): schema_of(USER, "User", map(_described, USER_TABLE)),
        GROUP.lower(): schema_of(GROUP, "Group", map(_described, GROUP_TABLE)),
        ENTERPRISE_USER.lower(): schema_of(ENTERPRISE_USER, "EnterpriseUser", map(_described, ENTERPRISE_TABLE)),
    },
    {
        "user": ResourceType("User", "/Users", USER, (ENTERPRISE_USER,)),
        "group": ResourceType("Group", "/Groups", GROUP),
    },
)
