"""When would Entra have put the provisioning job into quarantine?"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from scimviewer.findings.cycles import Cycle, cycles
from scimviewer.findings.finding import Finder, Finding
from scimviewer.findings.traffic import Traffic
from scimviewer.findings.words import percent
from scimviewer.query.table import Array
from scimviewer.scim.clients import client_of
from scimviewer.times import utc_text

LINE = 0.4  # of a cycle's changes; Entra looks at it from 5,000 failures on
CERTAIN_FROM, FEWEST = 5_000, 10
LOOKED_AT = 12


def find(traffic: Traffic) -> Iterator[Finding]:
    """The first cycle of each Entra sender in which more than 40 % failed."""
    counts = (traffic.writes | traffic.failed) & ~traffic.has("intent", "member_add", "member_remove")
    for found in cycles(traffic):
        for cycle in found.cycles:
            places = cycle.places[counts[cycle.places]]
            crossed = _crossing(traffic.failed[places])
            if crossed is not None and _is_entra(traffic, cycle):
                yield _finding(traffic, places, crossed, found.actor, found.target)
                break


def _crossing(failed: Array) -> int | None:
    """Where the line is crossed for good: with the failure that makes it enough."""
    total = int(failed.sum())
    if total < FEWEST or total <= LINE * len(failed):
        return None
    so_far = np.cumsum(failed)
    above = (so_far > LINE * np.arange(1, len(failed) + 1)) & (so_far >= FEWEST)
    return int(np.argmax(above))


def _is_entra(traffic: Traffic, cycle: Cycle) -> bool:
    word = traffic.word("client", int(cycle.places[0])) or ""
    if "entra" in word.lower() or "azure" in word.lower():
        return True
    some = list(traffic.exchanges(cycle.places[:LOOKED_AT].tolist()))
    name = client_of(some[0], some[1:]).name or ""
    return "entra" in name.lower()


def _finding(traffic: Traffic, places: Array, crossed: int, actor: str | None, target: str | None) -> Finding:
    failed = places[traffic.failed[places]]
    certain = len(failed) >= CERTAIN_FROM
    moment = utc_text(int(traffic.times[places[crossed]]), 0)
    where = f" at {target}" if target else ""
    title = (
        f"Entra's line for quarantine{where} was crossed at {moment}: {len(failed):,} of {len(places):,} changes failed"
    )
    told = f"{percent(len(failed) / len(places))} of this cycle; the line is {percent(LINE)}."
    if not certain:
        told += (
            f" Entra looks at the share from {CERTAIN_FROM:,} failures on; here the share alone is compared (inferred)."
        )
    severity = "medium" if certain else "low"
    proof = failed[traffic.times[failed] <= traffic.times[places[crossed]]]
    return traffic.finding(FINDER, proof, title, severity=severity, count=len(failed), explanation=told)


FINDER = Finder(
    id="quarantine-line",
    title="Entra's quarantine",
    severity="medium",
    explanation="In quarantine Entra tries once a day instead of every 40 minutes, and ends the job after four weeks."
    " Failed memberships and managers are not counted.",
    advice="Mend the most frequent error first (see the census), then restart provisioning in Entra so that it looks at"
    " everybody again.",
    disproved_by="The job's own page in Entra, which says whether and when it was in quarantine.",
    find=find,
    is_quick=False,
)
