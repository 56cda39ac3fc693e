"""How long do histogram and plots take: counting beside the window, and drawing in it? `plots.py CASE`"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from scimviewer.query.query import Query
from scimviewer.store.case import Case
from scimviewer.ui.app import application
from scimviewer.ui.case_series import histogram_numbers, plot_numbers
from scimviewer.ui.histogram_pane import HistogramPane
from scimviewer.ui.jobs import Jobs
from scimviewer.ui.opened_case import OpenedCase
from scimviewer.ui.plot_set import plots_of
from scimviewer.ui.plots_sheet import PlotsSheet

RUNS = 5
FILTERS = ("", "-operation:read", "outcome:failure")


def milliseconds(work: Callable[[], object]) -> float:
    """The median of a few runs."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return sorted(times)[RUNS // 2]


def main(path: Path) -> None:
    app = application(offscreen=True)
    opened = OpenedCase(Case.open(path))
    opened.table.refresh()
    jobs, sheet = Jobs(), PlotsSheet()
    pane = HistogramPane(jobs)
    for widget, size in ((pane, (1440, 140)), (sheet, (1440, 900))):
        widget.resize(*size)
        widget.show()

    def drawn(draw: Callable[[], None]) -> None:
        draw()
        app.processEvents()

    print(f"{opened.table.size} events; ms, median of {RUNS}")
    for text in FILTERS:
        answer = opened.answer(Query(text))
        pane.opened, pane.answer = opened, answer
        numbers = histogram_numbers(opened, answer, None, 160)
        count = milliseconds(lambda answer=answer: histogram_numbers(opened, answer, None, 160))
        draw = milliseconds(lambda numbers=numbers: drawn(lambda: pane.show_numbers(numbers)))
        print(f"{text or 'no filter':>18}  histogram   count {count:6.1f}   draw {draw:6.1f}")
        for by in (None, "actor", "operation"):
            plotted = plot_numbers(opened, answer, None, by)
            count = milliseconds(lambda answer=answer, by=by: plot_numbers(opened, answer, None, by))
            plots = plots_of(plotted, str)
            draw = milliseconds(lambda plots=plots: drawn(lambda: sheet.show_plots(plots)))
            print(f"{'':>18}  by {by!s:9} count {count:6.1f}   draw {draw:6.1f}")
    jobs.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
