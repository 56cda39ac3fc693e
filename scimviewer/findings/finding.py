"""What does a finding say, and what is one that looks for it?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from scimviewer.times import utc_text

if TYPE_CHECKING:
    from scimviewer.findings.traffic import Traffic

SEVERITIES = ("info", "low", "medium", "high", "critical")
# What a finding may need to know of an event; events without it are left out, and the finding says how many.
NEEDS = {"time": "a time", "actor": "an actor", "status": "a status"}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that many events show together. `events` are the ids that prove it, all of them, in order of time."""

    rule: str
    severity: str
    title: str  # a sentence with the numbers
    first_ns: int
    last_ns: int
    count: int  # how large it is: of users, members, attempts … the title says of what
    events: tuple[int, ...]
    resources: tuple[str, ...]  # who was hit: names where they are known, else ids
    explanation: str
    advice: str
    disproved_by: str  # what would show that it is none

    def as_json(self) -> dict[str, Any]:
        """As `findings --json` prints it."""
        return {
            "rule": self.rule,
            "severity": self.severity,
            "title": self.title,
            "first": utc_text(self.first_ns),
            "last": utc_text(self.last_ns),
            "count": self.count,
            "events": list(self.events),
            "resources": list(self.resources),
            "explanation": self.explanation,
            "advice": self.advice,
            "disproved_by": self.disproved_by,
        }


@dataclass(frozen=True, slots=True)
class Finder:
    """One rule: what it looks for, how bad that is at most, and the function that looks."""

    id: str
    title: str
    severity: str
    explanation: str
    advice: str
    disproved_by: str
    find: Callable[[Traffic], Iterator[Finding]]
    needs: tuple[str, ...] = ("time",)
    # The rest may take long where there is much; these answer first.
    is_quick: bool = True


def rank(finding: Finding) -> tuple[Any, ...]:
    """The most severe first, then the largest, then the earliest; the rest only makes the order certain."""
    return (
        -SEVERITIES.index(finding.severity),
        -finding.count,
        finding.first_ns,
        finding.rule,
        finding.title,
        finding.events[:1],
    )
