"""Which changes touch what is dangerous in itself: powerful groups, passwords, credentials in URLs?"""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from scimviewer.findings.finding import Finder, Finding
from scimviewer.findings.traffic import Traffic, segments
from scimviewer.findings.words import counted, listed
from scimviewer.query.search import search

ADMIN = re.compile(
    r"(?i)(?<![a-z])(?:admin(?:s|istrators?)?|root|sudo(?:ers)?|super[ -]?users?|owners?|privileged|"
    r"domain[ -]admins?|global[ -]admin\w*|break[ -]?glass|security[ -]admin\w*|approvers?)(?![a-z])"
)
SECRET_IN_URL = "=⟦secret:"
IN_HEADERS = {"bearer", "basic", "cookie"}  # kinds that never stand in a URL
MOST_CHECKED = 200


def find_groups(traffic: Traffic) -> Iterator[Finding]:
    """Membership changes of groups whose name says that they can do much."""
    changes = traffic.has("intent", "member_add", "member_remove") | traffic.has("operation", "assign", "unassign")
    changes |= traffic.known("members_asked")
    places = np.flatnonzero(changes & traffic.succeeded & (traffic.resource != 0) & traffic.writes)
    for mine in segments(traffic.resource, places):
        names = traffic.names(mine[:1].tolist())
        if names and ADMIN.search(names[0]):
            added = int(traffic.has("intent", "member_add")[mine].sum())
            title = f"{counted(len(mine), 'change')} of the members of {names[0]}"
            told = f"{counted(added, 'request')} added members." if added else ""
            yield traffic.finding(GROUPS, mine, title, count=len(mine), resources=names, explanation=told)


def find_passwords(traffic: Traffic) -> Iterator[Finding]:
    """Passwords set for users who exist: with a new user they are usual."""
    sent = traffic.has("intent", "password") & traffic.has("operation", "patch", "replace", "update")
    for mine in segments(traffic["target"], np.flatnonzero(sent)):
        names = traffic.names(mine.tolist())
        title = f"Passwords sent in {counted(len(mine), 'change')} of {counted(len(names), 'user')}"
        yield traffic.finding(PASSWORDS, mine, title, count=len(mine), resources=names, explanation=f"{listed(names)}.")


def find_tokens(traffic: Traffic) -> Iterator[Finding]:
    """Credentials in the query of a URL, where every log on the way keeps them."""
    if {one["kind"] for one in traffic.case.secrets()} <= IN_HEADERS:
        return
    ids = search(traffic.case, traffic.table.now, SECRET_IN_URL, traffic.progress)
    places = np.flatnonzero(np.isin(traffic.ids, ids))
    some = places[:MOST_CHECKED].tolist()
    proof = [at for at, one in zip(some, traffic.exchanges(some), strict=True) if SECRET_IN_URL in (one.url or "")]
    if proof:
        more = "at least " if len(places) > MOST_CHECKED else ""
        title = f"Credentials in the URL of {more}{counted(len(proof), 'request')}"
        yield traffic.finding(TOKENS, proof, title, count=len(proof), resources=())


GROUPS = Finder(
    id="admin-group-changed",
    title="A powerful group changed",
    severity="low",
    explanation="The group's name says that its members can do much; what they really can, only the receiver knows.",
    advice="Have the owner of the group confirm each of these changes.",
    disproved_by="A group that is only called so.",
    find=find_groups,
)
PASSWORDS = Finder(
    id="password-sent",
    title="Password sent in a change",
    severity="medium",
    explanation="A PATCH or PUT carries the attribute “password”. Identity providers with single sign-on have no need"
    " to.",
    advice="Switch off password synchronisation if nobody needs it, and make sure that no log keeps these bodies.",
    disproved_by="Password synchronisation that was decided on.",
    find=find_passwords,
)
TOKENS = Finder(
    id="token-in-url",
    title="Credentials in URLs",
    severity="medium",
    explanation="A token, key or password stands in the query of the URL (masked in this case). Proxies, browsers and"
    " servers write URLs into their logs.",
    advice="Send it in the Authorization header, and renew it: it must be taken for known.",
    disproved_by="A parameter that only looks like a credential.",
    find=find_tokens,
    is_quick=False,
)
