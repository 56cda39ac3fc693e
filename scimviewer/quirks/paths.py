"""Do both sides understand the paths of a PATCH alike? (catalogue group C)"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from scimviewer.quirks.payload import is_pointer
from scimviewer.quirks.pointers import pointer
from scimviewer.quirks.quirk import Found, Quirk, named
from scimviewer.quirks.situation import Situation
from scimviewer.quirks.writes import CORE_URN, VERSIONED_URN
from scimviewer.scim.schemas import Attribute

SAYS_PATH = re.compile(
    r"(?i)\bpath|attribute|propert|\bfield|\burn\b|urn:|schema|bracket|pars(?:e|ing)|compil|\bfilter|expression|"
    r"un-?supported|not supported|not implemented|unknown|token|syntax|\bkey\b|null"
)
NAMES_IT = re.compile(r"(?i)\bpath|attribute|propert|urn:|bracket")
# What has nothing to do with how an attribute is named; the second where no attribute or path is spoken of.
SAYS_OTHER = re.compile(
    r"(?i)required|read-?only|immutable|mutab|uniqu|already|duplicate|must (?:not )?be|\bexpected|too (?:long|large)|"
    r"\blimit|exceed|quota|licen[cs]e|\bseat|permission|forbidden|unauthori|no target|noTarget|"
    r"nothing to|no (?:valid )?(?:fields|changes)"
)
MAY_SAY_OTHER = re.compile(r"(?i)format|not found|member|\bvalue\b")
OTHER_TYPES = {"invalidvalue", "uniqueness", "mutability", "toomany", "invalidvers", "sensitive", "notarget"}
WANTS_PATH = (
    r"\bpath\b.{0,30}\b(?:required|missing|null|empty|mandatory|not specified|must be)\b|"
    r"\b(?:missing|requires?|required|without|no|null|empty|specify)\b.{0,30}\bpath\b"
)
QUOTED_BOOLEAN = re.compile(r"""(?i)(?<![\w.:$-])([\w.:$-]+)\s+(?:eq|ne)\s+["'](true|false)["']""")
FILTERED = re.compile(r"\[(?!\s*(?:\d+|-|\*)\s*\])")
CUT_PATH = re.compile(r"\d+:\w+:\w+$")  # a URN cut at its dot leaves 0:User:department
DOTTED_URN = re.compile(r"(?i)^urn:[^\[\]\s]*?:\d+\.\d+(?::\w+)?\.[a-z$]")

Name = tuple[str, str]  # a path, or a key that is one, and where it stands


def is_about_paths(case: Situation) -> bool:
    """Whether the failure can be about how an attribute is named; never where access, limits or conflicts decide."""
    told = case.refusal
    if case.status not in (400, 500, 501) or told.form == "html":
        return False
    kind = (told.scim_type or "").lower()
    if case.status == 400 and kind == "invalidpath":
        return True
    if kind in OTHER_TYPES or SAYS_OTHER.search(told.text):
        return False
    if MAY_SAY_OTHER.search(told.text) and not NAMES_IT.search(told.text):
        return False
    return case.status == 400 or SAYS_PATH.search(told.text) is not None


def says_path(case: Situation) -> bool:
    """The same, and the answer says so itself."""
    kind = (case.refusal.scim_type or "").lower()
    said = kind in ("invalidpath", "invalidfilter") or case.status == 501 or SAYS_PATH.search(case.refusal.text)
    return is_about_paths(case) and bool(said)


def blamed(case: Situation, chosen: list[Name]) -> list[Name]:
    """Those of the chosen names that the failure can be about: where it quotes other paths instead, none."""
    text = case.refusal.text.lower()
    told = {name for name in case.names if len(name[0]) > 2 and name[0].lower() in text}
    if not told:
        return chosen
    return [name for name in chosen if name in told]


def _literal_keys(case: Situation, chosen: Iterable[Name]) -> Iterator[str]:
    """Where an answer's resource has a path as a key, because it was stored instead of followed."""
    if case.resource is None:
        return
    wanted = {name.lower() for name, _ in chosen}
    for key in case.resource:
        if key.lower() in wanted:
            yield pointer(case.answered_at, key)


def _failed_by(case: Situation, chosen: list[Name], may_fail: Callable[[Situation], bool]) -> Found | None:
    """The chosen paths were refused, or became keys in the stored resource."""
    if not chosen:
        return None
    stored = list(_literal_keys(case, chosen))
    if stored:
        told = f"The answer holds {named(name for name, _ in chosen)} as a member of that name."
        return Found((*(at for _, at in chosen), *stored), told)
    if may_fail(case) and (guilty := blamed(case, chosen)):
        at = (case.refusal.at,) if case.refusal.text else (case.status_at,)
        return Found(
            (*(at for _, at in guilty), *at), f"Refused with {case.status}: {named(name for name, _ in guilty)}."
        )
    return None


def _urn_of(name: str) -> str | None:
    match = CORE_URN.match(name) or VERSIONED_URN.match(name)
    return match[0] if match else name.rpartition(":")[0] or None if name[:4].lower() == "urn:" else None


def _is_core(name: str) -> bool:
    return CORE_URN.match(name) is not None


def _urn_extension(case: Situation) -> Found | None:
    pathed = _pathed(case)
    chosen = [
        one
        for one in case.names
        if _urn_of(one[0])
        and not _is_core(one[0])
        and not DOTTED_URN.match(one[0])
        and (one[1] in pathed or not _is_container(one[0]))
    ]
    found = _failed_by(case, chosen, says_path)
    if found is None and chosen and case.resource is not None:
        halves = [
            key
            for key, held in case.resource.items()
            if key[:4].lower() == "urn:" and isinstance(held, dict) and any(CUT_PATH.match(inner) for inner in held)
        ]
        if halves:
            at = tuple(pointer(case.answered_at, key) for key in halves)
            told = f"The answer has {named(halves)}: the URN was cut at its dot."
            found = Found((*(at for _, at in chosen), *at), told)
    return found


def _is_container(key: str) -> bool:
    """Whether a key of a value without path is an extension with its object, which is no path."""
    urn = _urn_of(key)
    return urn is not None and len(urn) == len(key)


def _pathed(case: Situation) -> set[str]:
    """Where the names stand that are paths, rather than keys of a value."""
    return {one.at_("path") for one in case.operations if one.path}


def _urn_core(case: Situation) -> Found | None:
    chosen = [one for one in case.names if _is_core(one[0]) and not DOTTED_URN.match(one[0])]
    return _failed_by(case, chosen, is_about_paths)


def _dotted_keys(case: Situation) -> Found | None:
    keyed = [one for one in case.names if "." in one[0] and one[0][:4].lower() != "urn:"]
    pathed = _pathed(case)
    odd = [one for one in keyed if one[1] not in pathed]
    if not odd:
        return None
    stored = tuple(_literal_keys(case, odd))
    told = " The answer shows it stored under that very name." if stored else ""
    return Found((*(at for _, at in odd), *stored), f"The value has {named(name for name, _ in odd)} as a key.{told}")


def _dot_before_attribute(case: Situation) -> Found | None:
    odd = [one for one in case.names if DOTTED_URN.match(one[0])]
    if not odd:
        return None
    return Found(tuple(at for _, at in odd), f"Written here: {named(name for name, _ in odd)}.")


def _path_omitted(case: Situation) -> Found | None:
    bare = [one for one in case.operations if one.op in ("add", "replace") and not one.path and one.has_value]
    if not bare or not ((is_about_paths(case) and blamed(case, _keys(case))) or _wants_path(case)):
        return None
    keys = [key for one in bare if isinstance(one.value, dict) for key in one.value]
    count = f"{len(keys)} attributes" if len(keys) > 1 else "one attribute"
    at = case.refusal.at if case.refusal.text else case.status_at
    told = f"An operation without path writes {count}: {named(keys)}." if keys else "The value names no attribute."
    return Found((*(one.at for one in bare), at), told)


def _wants_path(case: Situation) -> bool:
    """Whether the answer says in words that a path is missing."""
    return case.status in (400, 422, 500, 501) and case.refusal.says(WANTS_PATH)


def _keys(case: Situation) -> list[Name]:
    pathed = _pathed(case)
    return [one for one in case.names if one[1] not in pathed] or [("", "")]


def _remove_without_path(case: Situation) -> Found | None:
    odd = [one for one in case.operations if one.op == "remove" and not one.path]
    if not odd:
        return None
    accepted = f" It was answered with {case.status} all the same." if case.succeeded else ""
    return Found(tuple(one.at for one in odd), f"The remove names no attribute to remove.{accepted}")


def _value_filter(case: Situation) -> Found | None:
    chosen = [one for one in case.names if FILTERED.search(one[0]) and "]" in one[0] and not is_pointer(one[0])]
    return _failed_by(case, chosen, says_path)


def _bool_in_filter(case: Situation) -> Found | None:
    texts = [one for one in case.names if "[" in one[0]]
    if case.filter is not None:
        texts.append((case.filter, case.filter_at))
    odd = [one for one in texts if any(_is_boolean(case, match[1]) for match in QUOTED_BOOLEAN.finditer(one[0]))]
    if not odd:
        return None
    return Found(tuple(at for _, at in odd), f"Compared with a text in {named(name for name, _ in odd)}.")


def _is_boolean(case: Situation, name: str) -> bool:
    """Whether the compared attribute is one of true and false: primary, active, or what a schema says."""
    top, _, sub = name.rpartition(":")[2].partition(".")
    if (sub or top).lower() in ("primary", "active"):
        return True
    attribute: Attribute | None = case.server_schemas.attribute(top, case.resource_type)
    if attribute is not None and sub:
        attribute = attribute.sub(sub)
    return attribute is not None and attribute.type == "boolean"


QUIRKS = (
    Quirk(
        "path-dot-before-extension-attr",
        "C",
        "warning",
        "A dot stands where the URN ends",
        "Behind the URN of a schema a colon leads to the attribute. With a dot the attribute seems to be part of the "
        "URN, and nothing by that name exists. Entra jobs made before the end of 2018 write paths this way.",
        "Entra: make a new provisioning job, which uses the current template; elsewhere write a colon.",
        "Read the dot like a colon where the text before it is a known URN.",
        "When was the provisioning job made, and from which template?",
        "RFC 7644 §3.10; Microsoft Learn, application-provisioning-config-problem-scim-compatibility",
        _dot_before_attribute,
    ),
    Quirk(
        "path-urn-extension-unsupported",
        "C",
        "error",
        "The receiver breaks on a path with the URN of an extension",
        "The path is right: the URN of the extension, a colon, the attribute. The dot inside the URN (2.0) misleads "
        "parsers that split at dots.",
        "Nothing is wrong on this side; if the attribute is not needed, its mapping can be removed.",
        "Take a known URN off the front first, then read the rest; never split a URN at a dot.",
        "Do attributes outside of the extension arrive, and which library parses the paths in the application?",
        "RFC 7644 §3.10; imulab/go-scim#75; thomaspoignant/scim-patch#19; ssoready/ssoready#167",
        _urn_extension,
        behind=("attribute-unknown",),
    ),
    Quirk(
        "path-urn-core-unsupported",
        "C",
        "error",
        "The receiver does not understand the URN of the core schema",
        "With the core schema's URN in front or without it, the path names the same attribute. This receiver "
        "knows only the short form.",
        "Shorten the target attribute to its bare name if the mapping allows it.",
        "Take the URN of the core schema off the front before looking the attribute up.",
        "How is the target attribute spelled in the mapping?",
        "RFC 7644 §3.10; zulip/zulip#39773",
        _urn_core,
        behind=("attribute-unknown",),
    ),
    Quirk(
        "remove-without-path",
        "C",
        "error",
        "A remove that names nothing",
        "remove needs a path. Without one the standard demands an error; a receiver that answers with success has "
        "changed nothing, or more than was meant.",
        "Put the attribute into path.",
        "Refuse it with 400 and scimType noTarget.",
        "What should be removed here?",
        "RFC 7644 §3.5.2.2; better-auth/better-auth#10421",
        _remove_without_path,
    ),
    Quirk(
        "path-value-filter-unsupported",
        "C",
        "error",
        "The receiver does not understand a filter in a path",
        "A path may choose one of several values by a condition in brackets. This receiver refuses it, or keeps the "
        "whole path as the name of a new member.",
        "Map to an attribute without brackets where possible.",
        'Read paths of the form attribute[sub eq "x"].sub at least.',
        "Does the application's documentation list the paths that it supports?",
        "RFC 7644 §3.5.2; Metatavu/keycloak-scim-server#35, #40; keycloak/keycloak#46561",
        _value_filter,
        behind=("filter-unquoted-value", "filter-bool-as-string", "filter-no-target"),
    ),
    Quirk(
        "filter-bool-as-string",
        "C",
        "warning",
        "A filter compares true or false as text",
        "primary and active are true or false, and the filter compares them with a quoted text. A strict "
        "receiver finds nothing that fits.",
        "Entra builds this filter itself for roles; elsewhere write true and false without quotes.",
        "Compare a boolean with a quoted true or false as well, in any case.",
        "Which attribute mapping contains this filter?",
        "RFC 7643 §2.3.2; lightdash/lightdash#25676; apache/directory-scimple#1213",
        _bool_in_filter,
    ),
    Quirk(
        "path-dotted-keys-in-value",
        "C",
        "warning",
        "Keys with dots inside a value",
        "An operation without path carries keys that are paths themselves, as Entra sends them with its "
        "compliance flag. Many receivers keep them as new members with a dot in their name, and the real "
        "attribute stays as it was.",
        "Entra: leave the compliance flag off if the application cannot read this; elsewhere nest the objects.",
        "Read each key of a value without path as a path.",
        "Does the tenant URL in Entra end with ?aadOptscim062020?",
        "Captain-P-Goldfish/SCIM-SDK#267; pingidentity/scim2#224; pond/scimitar#123; thomaspoignant/scim-patch#132",
        _dotted_keys,
    ),
    Quirk(
        "path-omitted-unsupported",
        "C",
        "error",
        "The receiver wants a path in every operation",
        "The operation names its attributes inside the value, which is legal. This receiver seems to need a "
        "path; some take a value without path only where it has a single attribute.",
        "Choose an integration that sends paths, or send one attribute per operation.",
        "Apply each member of the value as if it had been its path.",
        "Does the same change work with a path, and with one attribute at a time?",
        "RFC 7644 §3.5.2.1, §3.5.2.3; Metatavu/keycloak-scim-server#95, #100; goauthentik/authentik#12321",
        _path_omitted,
        behind=(
            "attribute-unknown",
            "readonly-id-in-patch",
            "reactivation-failed",
            "bool-as-string",
            "path-dotted-keys-in-value",
            "patch-missing-schemas",
            "op-unknown",
            "value-json-encoded-string",
            "identifier-not-string",
            "noop-patch-refused",
        ),
    ),
)
