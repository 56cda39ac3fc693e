"""The status line."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt

from scimviewer.query.query import Query
from scimviewer.ui.opened_case import Answer
from scimviewer.ui.status_bar import StatusBar, failed_text, span_text

HOUR = 3_600_000_000_000


def test_counts_span_and_failures(qtbot) -> None:
    bar = StatusBar()
    qtbot.addWidget(bar)
    bar.show_answer(Answer(Query(), np.arange(37), 12044, np.arange(12), 0, HOUR // 60 * 14))
    bar.show_problems(1)

    assert bar.texts() == ["37 of 12\u202f044 events", "span 00:14:00", "12 failed (32 %)", "1 problem", "UTC"]
    with qtbot.waitSignal(bar.problems_wanted):
        qtbot.mouseClick(bar.problems, Qt.MouseButton.LeftButton)


def test_without_times_there_is_no_span(qtbot) -> None:
    bar = StatusBar()
    qtbot.addWidget(bar)
    bar.show_answer(Answer(Query(), np.arange(2), 2))

    assert bar.texts() == ["2 events", "0 failed (0 %)", "UTC"]


def test_shares_never_hide_a_few() -> None:
    assert [failed_text(n, 1000) for n in (0, 1, 500, 999, 1000)] == [
        "0 failed (0 %)",
        "1 failed (<1 %)",
        "500 failed (50 %)",
        "999 failed (>99 %)",
        "1\u202f000 failed (100 %)",
    ]
    assert failed_text(0, 0) == ""


def test_long_spans_count_days() -> None:
    assert span_text(50 * HOUR) == "2 d 02:00:00"
