"""Measure the window: `python tests/bench/window.py CASE [BUNDLE]`: opening, scrolling, filtering, then an import.

Prints the longest time for which the event loop was deaf in each step. Without a display Qt runs offscreen.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from scimviewer.ui.app import application, has_display
from scimviewer.ui.heartbeat import Heartbeat
from scimviewer.ui.main_window import MainWindow
from scimviewer.ui.settings import Profile


def until(done: Callable[[], bool], seconds: float = 120.0) -> None:
    """Let the event loop run until something is so."""
    ends = time.monotonic() + seconds
    while not done() and time.monotonic() < ends:
        QApplication.processEvents()
        time.sleep(0.001)


def step(name: str, act: Callable[[], None], done: Callable[[], bool]) -> None:
    beat = Heartbeat()
    beat.start()
    started = time.perf_counter()
    act()
    until(done)
    taken = (time.perf_counter() - started) * 1000
    print(f"{name}: {taken:.0f} ms, longest stall {beat.stop():.0f} ms")


def scroll(window: MainWindow) -> None:
    bar = window.page.table.verticalScrollBar()
    for share in range(100):
        bar.setValue(bar.maximum() * share // 99)
        QApplication.processEvents()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("case", type=Path)
    parser.add_argument("bundle", type=Path, nargs="?")
    arguments = parser.parse_args()
    started = time.perf_counter()
    application(offscreen=not has_display())
    with tempfile.TemporaryDirectory() as folder:
        window = MainWindow(Profile(Path(folder)))
        window.show()
        until(lambda: True)
        print(
            f"window usable after {(time.perf_counter() - started) * 1000:.0f} ms (imports of the script not counted)"
        )
        page = window.page
        filters = page.filter_bar
        step("open", lambda: window.open_case(arguments.case), lambda: page.events.rowCount() > 0 and not window.busy())
        step("scroll", lambda: scroll(window), lambda: True)
        for text in ("status:>=400", "op:patch -actor:okta-scim", "", "status:409 op:create"):
            before = page.events.rowCount()
            step(
                f"filter “{text}”",
                lambda text=text: filters.set_text(text),
                lambda before=before: page.events.rowCount() != before and not window.busy(),
            )
        if arguments.bundle is not None:
            case = Path(folder) / "import.scimcase"
            bundle = Path(folder) / arguments.bundle.name
            bundle.symlink_to(arguments.bundle.resolve())
            filters.set_text("")
            step(
                "first rows of an import",
                lambda: window.open_paths([bundle]),
                lambda: page.growing and page.events.rowCount() > 0,
            )
            step("the rest of the import", lambda: None, lambda: not window.importer.running and not window.busy())
            print(f"{page.events.rowCount()} rows, case {case.name}")
        window.close()


if __name__ == "__main__":
    main()
