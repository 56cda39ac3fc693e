"""Which one request cut a group down: it named a much shorter list of members, or asked for all to go?"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from scimviewer.findings.finding import Finder, Finding
from scimviewer.findings.traffic import Traffic, segments
from scimviewer.findings.words import counted, listed

LEAST_GONE = 5
SHARE_LEFT = 0.5


def find(traffic: Traffic) -> Iterator[Finding]:
    """Follow the number of members of each group; a request that more than halves it by itself is one."""
    asked, answered = traffic["members_asked"], traffic["members_answered"]
    removes, adds = traffic.has("intent", "member_remove"), traffic.has("intent", "member_add")
    names_all = traffic.has("operation", "create", "replace") | ~(removes | adds)
    known = traffic.known("members_asked")
    useful = traffic.succeeded & (traffic.resource != 0) & (known | removes | (answered >= 0))
    useful &= ~traffic.has("operation", "search")
    for places in segments(traffic.resource, np.flatnonzero(useful)):
        count: int | None = None
        for place in places.tolist():
            before, wanted = count, int(asked[place]) if known[place] else None
            cleared = bool(removes[place]) and wanted is None
            if cleared or (wanted is not None and names_all[place]):
                count = wanted or 0
                if before is not None and before - count >= LEAST_GONE and count < SHARE_LEFT * before:
                    yield _finding(traffic, place, before, count, cleared)
            elif wanted is not None and count is not None:
                count = max(count + (wanted if adds[place] else -wanted), 0)
            if answered[place] >= 0:
                count = int(answered[place])


def _finding(traffic: Traffic, place: int, before: int, count: int, cleared: bool) -> Finding:
    group = listed(traffic.names([place]))
    if cleared:
        title = f"One request removed all {before:,} members of {group}"
    else:
        title = f"One request replaced {before:,} members of {group} by {count:,}"
    method = traffic.word("method", place) or "request"
    told = f"This {method} names {counted(count, 'member')}, {before - count:,} fewer than there were."
    return traffic.finding(FINDER, [place], title, count=before - count, explanation=told)


FINDER = Finder(
    id="shrinking-group",
    title="A group cut down by one request",
    severity="critical",
    explanation="The number before is what the log tells, or counted from the requests. A replaced list takes out"
    " everybody whom it does not name (RFC 7644 §3.5.2.3).",
    advice="Ask whether this group was to shrink. If not, pause the job and send the whole list again; often a page of"
    " members, or an empty query, was taken for all of them.",
    disproved_by="The members come back at once because the sender empties groups before it fills them, or the group"
    " was closed on purpose.",
    find=find,
)
