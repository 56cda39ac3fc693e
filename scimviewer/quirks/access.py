"""Was the caller let in? (catalogue group I)"""

from __future__ import annotations

import re

from scimviewer.quirks.call import Call
from scimviewer.quirks.quirk import Found, Quirk, named
from scimviewer.quirks.situation import Situation

AMAZON = re.compile(r"(?i)\bscim\.[\w.-]*amazonaws\.com(?:\.cn)?(?::\d+)?$")
AGENT = re.compile(r"(?i)user[ _-]?agent")
# A refusal like this is about what the caller may do, not about how it calls itself.
RIGHTS = re.compile(
    r"(?i)\b(?:scopes?|roles?|rights?|permissions?|permitted|privileges?|licen[cs]es?|seats?|quota|plan|subscription|"
    r"admins?|expired|token)\b"
)


def _unauthorized(case: Situation) -> Found | None:
    if case.status != 401:
        return None
    worked = None if case.is_inner else _last_that_worked(case)
    if worked is not None:
        known = f"Earlier in this log the same service still accepted a call ({worked.method} {worked.target.path})."
        return Found((*case.refused_at, worked.status_at), known)
    asked = case.exchange.request_headers
    if asked and case.request_header("Authorization") is None:
        return Found(case.refused_at, "The log shows no Authorization header in this request.")
    return Found(case.refused_at)


def _last_that_worked(case: Situation) -> Call | None:
    """The latest earlier call to this service that was let in."""
    for n in range(len(case.history) - 1, -1, -1):
        status = case.history[n].status
        if status is not None and 200 <= status < 300 and case.earlier[n].service == case.service:
            return case.earlier[n]
    return None


def _forbidden(case: Situation) -> Found | None:
    if case.status != 403:
        return None
    return Found(case.refused_at, f"Refused was {case.method or 'a request'} {case.target.path}.")


def _agent_blocked(case: Situation) -> Found | None:
    if case.status != 403 or case.agent or case.is_inner:
        return None
    if AGENT.search(case.refusal.text):
        return Found(case.refused_at, "The answer itself speaks of the User-Agent.")
    if case.method != "PATCH" or RIGHTS.search(case.refusal.text):
        return None
    others = [one for one in case.earlier if one.service == case.service]
    nameless = [one for one in others if not one.agent]
    if any(one.succeeded if one.method == "PATCH" else one.status in (401, 403) for one in nameless):
        return None  # this verb works without a name, or nothing works
    worked = [one for one in others if one.succeeded]
    if worked:
        told = f"{named(one.method for one in worked)} worked at the same service, PATCH without a name is refused."
        return Found((*case.refused_at, worked[-1].status_at), told)
    if AMAZON.search(case.service[0]):
        return Found(case.refused_at, f"The request to {named([case.service[0]])} shows no User-Agent header.")
    return None


QUIRKS = (
    Quirk(
        "user-agent-blocked",
        "I",
        "warning",
        "PATCH is refused because the caller does not say who it is",
        "The request has no User-Agent header. Some gateways, that of AWS IAM Identity Center among them, turn away "
        "every PATCH without one, although the same token may read and create.",
        "Set a User-Agent header, or update the connector.",
        "Name the missing header in the error, or do without it.",
        "Which connector in which version sends this, and is there a proxy that strips headers?",
        "docs.pingidentity.com, AWS SSO connector 1.1.0.3; RFC 9110 §10.1.5",
        _agent_blocked,
    ),
    Quirk(
        "auth-401",
        "I",
        "error",
        "The token was not accepted",
        "The receiver does not accept the credentials: the token is wrong, was revoked, or has expired. Many products "
        "let tokens live for 90 days or a year.",
        "Make a new token in the application and enter it in the identity provider; then test the connection.",
        "Warn before a token expires, and let two be valid at a time.",
        "When was the token made, and does it have an expiry date?",
        "RFC 7644 §2, §3.12; Kong/developer.konghq.com#3100; gravitational/teleport#55882",
        _unauthorized,
    ),
    Quirk(
        "auth-403",
        "I",
        "error",
        "The caller may not do this",
        "The receiver knows the caller and refuses all the same: a right or scope is missing, the feature is not in "
        "the plan, no seat is free, or a rule blocks this client.",
        "Check the role of the service account, the scopes of the token, and whether seats are free.",
        "Say in detail which right or limit is meant.",
        "Which role does the account behind the token have, and are there free licences?",
        "RFC 7644 §3.12; Entra provisioning errors InsufficientRights, LicenseLimitExceeded",
        _forbidden,
        behind=("user-agent-blocked",),
    ),
)
