"""Is the body of a request what SCIM calls a message? (catalogue group A)"""

from __future__ import annotations

from scimviewer.quirks.pointers import key_of, pointer
from scimviewer.quirks.quirk import Found, Quirk, named
from scimviewer.quirks.situation import Situation

OPS = ("add", "replace", "remove")


def _op_casing(case: Situation) -> Found | None:
    odd = [one for one in case.operations if one.op in OPS and one.written != one.op]
    if not odd:
        return None
    return Found(tuple(one.at_("op") for one in odd), f"It says {named(one.written for one in odd)}.")


def _op_unknown(case: Situation) -> Found | None:
    odd = [one for one in case.operations if one.op not in OPS]
    if not odd:
        return None
    told = named("nothing" if one.written is None else one.written for one in odd)
    return Found(tuple(one.at_("op") for one in odd), f"The op here is {told}.")


def _operations_key_case(case: Situation) -> Found | None:
    if case.method != "PATCH":
        return None
    key = key_of(case.asked, "Operations")
    if key is None or key == "Operations":
        return None
    return Found((pointer(case.asked_at, key),), f"The key here is “{key}”.")


QUIRKS = (
    Quirk(
        "op-unknown",
        "A",
        "error",
        "The operation of the PATCH is not one of SCIM's",
        "A SCIM PATCH knows add, replace and remove. Anything else is refused, or worse, passed over in silence.",
        "Write replace for update or set, and remove for delete.",
        "Refuse it with 400 and scimType invalidSyntax; a 2xx would say that it was done.",
        "Which program or script builds these requests, and can its operation names be changed?",
        "RFC 7644 §3.5.2; langwatch/langwatch#7130",
        _op_unknown,
    ),
    Quirk(
        "op-casing",
        "A",
        "info",
        "The operation is written with capitals",
        "RFC 7644 writes add, replace and remove in lower case. Entra without its compliance flag capitalises them, "
        "and a receiver that compares letter by letter refuses or skips the operation.",
        "Entra: end the tenant URL with ?aadOptscim062020, which turns on lower-case operations.",
        "Compare op without regard to case.",
        "Does the tenant URL in Entra end with ?aadOptscim062020?",
        "Microsoft Learn, application-provisioning-config-problem-scim-compatibility; zitadel/zitadel#8140",
        _op_casing,
    ),
    Quirk(
        "operations-key-case",
        "A",
        "info",
        "“Operations” is spelled differently",
        "Names in SCIM are not case-sensitive, yet many receivers look for exactly “Operations” and find no operation.",
        "Spell the key “Operations”.",
        "Find the key without regard to case (RFC 7643 §2.1).",
        "Which program or script builds these requests?",
        "RFC 7643 §2.1; ssoready/ssoready#182; indigo-iam/iam#934",
        _operations_key_case,
    ),
)
