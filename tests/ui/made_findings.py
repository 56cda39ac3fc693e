"""Findings for the tests of their views: three of different severity over the made traffic."""

from __future__ import annotations

from scimviewer.findings.finding import Finding
from scimviewer.ui.finding_watch import Looked, Shown, bars_of, looked_of, names_of
from scimviewer.ui.opened_case import OpenedCase


def finding(opened: OpenedCase, severity: str, events: tuple[int, ...], title: str) -> Finding:
    now = opened.table.now
    times = now["time_ns"][now.positions(list(events))]
    return Finding(
        f"rule-{severity}", severity, title, int(times.min()), int(times.max()), len(events), events,
        ("bob@halden.example",), "It was seen.", "Mend it.", "It was not seen.",
    )  # fmt: skip


def shown(opened: OpenedCase, *args: object) -> Shown:
    made = finding(opened, *args)  # type: ignore[arg-type]
    return Shown(made, bars_of(opened.table.now, made), None, names_of(opened, made))


def made_looked(opened: OpenedCase) -> Looked:
    some = [
        shown(opened, "low", (5, 6, 7), "Three reads"),
        shown(opened, "critical", (31,), "A write by bob@halden.example is gone"),
        shown(opened, "medium", (41, 51), "Two refusals"),
    ]
    return looked_of(some, opened.table.size, complete=True)
