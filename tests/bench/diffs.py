"""How long do differences of big groups take? `python -m tests.bench.diffs`; members once, then ten times as many."""

from __future__ import annotations

import os
import time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from scimviewer.ui.app import application
from scimviewer.ui.diff_model import SIDES
from scimviewer.ui.diff_page import compared
from scimviewer.ui.diff_sides import CHANGED, Comparison, Side
from scimviewer.ui.diff_view import DiffView


def group(count: int, skip: int = 0) -> dict[str, object]:
    """A group of so many members, without every `skip`th."""
    members = [{"value": f"{n:08}-aaaa", "display": f"Member {n}"} for n in range(count) if not skip or n % skip]
    return {"id": "g", "displayName": "All", "members": members}


def told(what: str, start: float) -> None:
    """Say how long something took."""
    print(f"{what}: {(time.perf_counter() - start) * 1000:.0f} ms")


def main() -> None:
    """Compare groups, show them, open their folds."""
    application(offscreen=True)
    view = DiffView()
    view.resize(1200, 800)
    view.show()
    for count in (5_000, 20_000):
        left, right = group(count), group(count, skip=100)
        for name, other in (("every 100th gone", right), ("emptied", {**left, "members": []})):
            start = time.perf_counter()
            found = compared(Comparison(CHANGED, Side("Before", left), Side("After", other), resource_type="Group"))
            told(f"{count} members, {name}: worked out beside the window", start)
            start = time.perf_counter()
            view.show_lines(SIDES, found.lines)
            QApplication.processEvents()
            told("  shown", start)
            start = time.perf_counter()
            row = max(range(len(view.lines.lines)), key=lambda at: len(view.lines.lines[at].hidden))
            view.lines.toggle(row)
            QApplication.processEvents()
            told(f"  its longest fold opened, {view.lines.rowCount()} rows", start)


if __name__ == "__main__":
    main()
