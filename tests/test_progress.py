"""Long work can be watched and stopped."""

from __future__ import annotations

import pytest

from scimviewer.progress import UNWATCHED, Cancelled, Progress


def test_nobody_watching_never_stops() -> None:
    UNWATCHED.report(1, 2, "note")
    UNWATCHED.report(3)
    assert not UNWATCHED.cancelled()


def test_a_report_stops_where_somebody_asked_for_it() -> None:
    class Stopped(Progress):
        def cancelled(self) -> bool:
            return True

    with pytest.raises(Cancelled):
        Stopped().report(0)
