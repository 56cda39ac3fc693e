"""The progress of an import."""

from __future__ import annotations

from pathlib import Path

import pytest

from scimviewer.store.imported import Imported
from scimviewer.ui.import_pane import ImportPane, speed_words


@pytest.fixture
def pane(qtbot):
    made = ImportPane()
    qtbot.addWidget(made)
    made.resize(460, 600)
    made.show()
    made.start([Path("/x/halden.zip")])
    return made


def test_progress_is_told_in_bytes_and_events(pane):
    assert pane.title.text() == "Reading halden.zip"
    pane.show_progress(31_400_000, 48_200_000, 7840)
    assert pane.share.text() == "65 %"
    assert pane.amount.text() == "31.4 MB of 48.2 MB, 7\u202f840 events"
    assert pane.bar.value() == 651


def test_speed_is_said_once_it_is_known():
    assert speed_words(10, 100, 5, 0.2) == ""
    assert speed_words(50, 100, 23_800, 2.0) == "11\u202f900 events a second, about 2 s left"


def test_stop_is_asked_once_and_keeps_what_is_loaded(pane, qtbot):
    with qtbot.waitSignal(pane.stop_wanted):
        pane.stop.click()
    assert not pane.stop.isEnabled()
    pane.finish(None)
    assert pane.title.text() == "Stopped"
    assert "kept" in pane.keeps.text()


def test_the_end_says_what_came_of_it(pane, qtbot):
    pane.show_source({"id": 1, "path": "a.har", "status": "read", "events": 3})
    sources = [{"id": 1}]
    pane.finish(Imported(added=3, problems=1, secrets={"bearer": 2}, bytes=10, seconds=1.0, sources=sources))
    assert pane.amount.text() == "3 events from 1 file"
    assert "2 bearer tokens were masked" in pane.masked.text()
    assert pane.masked.isVisible()
    with qtbot.waitSignals([pane.problems_wanted, pane.events_wanted]):
        pane.problems.click()
        pane.done.click()


def test_a_next_bundle_starts_clean(pane):
    pane.show_source({"id": 1, "path": "a.har", "status": "read"})
    pane.finish(Imported(secrets={"bearer": 2}))
    pane.start([Path("a"), Path("b")])
    assert pane.title.text() == "Reading 2 files"
    assert pane.sources.sources.rowCount() == 0
    assert not pane.masked.isVisible()
    assert pane.stop.isVisible()
