"""What is dangerous or odd in the open case? Looked for beside the window, the first ones shown at once."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from PySide6.QtCore import QObject, Signal

from scimviewer.findings import FINDERS
from scimviewer.findings.finding import Finding, rank
from scimviewer.findings.looking import found
from scimviewer.progress import Progress
from scimviewer.query.table import NO_TIME, Snapshot
from scimviewer.store.judgements import Judgement, judgements
from scimviewer.ui.jobs import Jobs
from scimviewer.ui.opened_case import OpenedCase
from scimviewer.ui.tag import FINDING_SEVERITIES

if TYPE_CHECKING:
    from scimviewer.privacy.redaction import Redactor

LANE = "findings"
BARS = 48
SHOW_EVERY_S = 0.5  # what comes faster is shown together
MOST_ROWS = 50  # of a proof, in which names are looked for
NAMED = ("resource_name", "actor", "target")
RIBBONS = ("critical", "high", "medium")  # what is less marks no row


class Name(NamedTuple):
    """A value that a sentence may name, the field in which it stands, and the type of its resource."""

    value: str
    field: str
    kind: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding as the list shows it: with its events over the case's time, and what was said of it."""

    finding: Finding
    bars: tuple[int, ...]
    judgement: Judgement | None = None
    names: tuple[Name, ...] = ()  # what its sentences may name, the longest first
    key: str = ""  # the same as long as rule and proof are; worked out where it is not given

    def __post_init__(self) -> None:
        if not self.key:
            object.__setattr__(self, "key", key_of(self.finding))

    def told(self, text: str, redactor: Redactor | None) -> str:
        """A sentence of the finding as it is shown: with its names replaced if there is a redactor."""
        if redactor is None:
            return text
        for value, column, kind in self.names:
            text = text.replace(value, str(redactor.row({"resource_type": kind, column: value})[column]))
        return redactor.text(text)


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found so far; `complete` says whether every rule has run."""

    shown: tuple[Shown, ...] = ()
    rules: int = 0
    events: int = 0
    complete: bool = False
    ribbons: Mapping[int, str] = field(default_factory=dict)  # event → colour of the most severe that it proves

    @property
    def silent(self) -> int:
        """How many rules found nothing."""
        return self.rules - len({one.finding.rule for one in self.shown})


def key_of(finding: Finding) -> str:
    """What a judgement is kept under: rule and proof, whatever the wording of a later version."""
    proof = ",".join(map(str, finding.events)).encode()
    return f"{finding.rule} {hashlib.sha256(proof).hexdigest()[:16]}"


def ribbons_of(shown: Iterable[Shown]) -> dict[int, str]:
    """event → the colour of the most severe finding that it proves, of findings in this order."""
    ribbons = dict[int, str]()
    for one in reversed(list(shown)):  # the most severe last, so that it stays
        if one.judgement is None and one.finding.severity in RIBBONS:
            ribbons.update(dict.fromkeys(one.finding.events, FINDING_SEVERITIES[one.finding.severity].ribbon))
    return ribbons


def names_of(opened: OpenedCase, finding: Finding) -> tuple[Name, ...]:
    """What the sentences of a finding may name: who was hit, and what stands in the rows of its proof."""
    names = {name: Name(name, "resource_name", "User") for name in finding.resources if name}
    for row in opened.rows(finding.events[:MOST_ROWS]):
        kind = str(row["resource_type"] or "User")
        names |= {str(row[field]): Name(str(row[field]), field, kind) for field in NAMED if row.get(field)}
    return tuple(sorted(names.values(), key=lambda one: (-len(one.value), one)))


def bars_of(now: Snapshot, finding: Finding) -> tuple[int, ...]:
    """How many of the finding's events lie in each part of the case's time."""
    times = now["time_ns"]
    times = times[times != NO_TIME]
    ids = np.array(finding.events, np.int64)
    if not len(times) or not len(ids):
        return (0,) * BARS
    own = now["time_ns"][now.positions(ids)]
    own = own[own != NO_TIME]
    first, last = int(times.min()), int(times.max())
    at = np.minimum((own - first) * BARS // max(1, last - first), BARS - 1)
    return tuple(np.bincount(at, minlength=BARS).tolist())


class FindingWatch(QObject):
    """Runs every finder over a case when it is opened or has grown."""

    found = Signal(object)  # Looked
    said = Signal(str)  # how far it is, "" at the end
    _some = Signal(object, object)  # the case, Looked

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.jobs = jobs
        self.opened: OpenedCase | None = None
        self.looked = Looked()
        self._some.connect(self._show_some)

    def look(self, opened: OpenedCase) -> None:
        """Look through what is in the case now."""
        self.opened = opened

        def work(progress: Progress) -> Looked:
            opened.table.refresh()
            now, said, so_far = opened.table.now, judgements(opened.case), list[Shown]()
            shown_at = 0.0
            for finding in found(opened.case, opened.table, "", progress):
                key, bars = key_of(finding), bars_of(now, finding)
                so_far.append(Shown(finding, bars, said.get(key), names_of(opened, finding), key))
                if time.monotonic() - shown_at >= SHOW_EVERY_S:
                    shown_at = time.monotonic()
                    self._some.emit(opened, looked_of(so_far, now.size, complete=False))
            return looked_of(so_far, now.size, complete=True)

        self.jobs.start(LANE, work, done=self._done, failed=self.said.emit, progressed=self._tell)

    def stop(self) -> None:
        """The case goes."""
        self.jobs.cancel(LANE)
        self.opened = None
        self.show(Looked())

    def judge_again(self) -> None:
        """Show what is said of the findings now."""
        if self.opened is not None:
            said = judgements(self.opened.case)
            shown = [replace(one, judgement=said.get(one.key)) for one in self.looked.shown]
            self.show(looked_of(shown, self.looked.events, self.looked.complete))

    def show(self, looked: Looked) -> None:
        """Hand on what was found."""
        self.looked = looked
        self.found.emit(looked)

    def _show_some(self, opened: OpenedCase, looked: Looked) -> None:
        # One that was sent before its case was closed arrives after that.
        if opened is self.opened and self.jobs.busy(LANE):
            self.show(looked)

    def _tell(self, done: int, total: int | None, note: str) -> None:
        if total and done < total:
            self.said.emit(f"looking for findings, rule {done + 1} of {total}: {note.lower()}")

    def _done(self, looked: Looked) -> None:
        self.said.emit("")
        self.show(looked)


def looked_of(shown: list[Shown], events: int, complete: bool) -> Looked:
    """The most severe first; what somebody knows already stands at the end."""
    ordered = sorted(shown, key=lambda one: (one.judgement is not None, rank(one.finding)))
    return Looked(tuple(ordered), len(FINDERS), events, complete, ribbons_of(ordered))
