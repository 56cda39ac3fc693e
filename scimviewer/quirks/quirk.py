"""What is a pattern in one exchange?"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from scimviewer.quirks.situation import Situation

SEVERITIES = ("error", "warning", "info")
MOST_NAMED = 4
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Found:
    """A pattern in this very exchange: where it shows, and what can be said of this case in particular.

    `title` and `explanation` stand in for those of the quirk where they are given.
    """

    evidence: tuple[str, ...]
    note: str = ""  # one sentence with this case's own names and numbers
    title: str | None = None
    explanation: str | None = None
    severity: str | None = None
    behind: str | None = None  # the specific quirk that explains this one; filled in by `found`


@dataclass(frozen=True, slots=True)
class Quirk:
    """A pattern: how it is found, why it hurts, and what each side can do about it."""

    id: str
    group: str  # letter of the catalogue: A to K
    severity: str
    title: str
    explanation: str
    fix_sender: str
    fix_receiver: str
    ask_customer: str
    source: str
    find: Callable[[Situation], Found | None]
    behind: tuple[str, ...] = ()  # ids that say the same more precisely


def named(words: Iterable[object]) -> str:
    """The words of a log in a sentence: quoted, each once, shortened, and no more than a few."""
    distinct = list(dict.fromkeys(str(word) for word in words))
    quoted = [f"“{word if len(word) <= LONGEST_NAME else word[:LONGEST_NAME] + '…'}”" for word in distinct[:MOST_NAMED]]
    if len(distinct) > MOST_NAMED:
        return f"{', '.join(quoted)} and {len(distinct) - MOST_NAMED} more"
    return " and ".join([", ".join(quoted[:-1]), quoted[-1]]) if len(quoted) > 1 else "".join(quoted)
