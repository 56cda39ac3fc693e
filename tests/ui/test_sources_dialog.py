"""The files of a case."""

from __future__ import annotations

import pytest

from scimviewer.ui.sources_dialog import SourcesDialog, source_pairs

SOURCES = [
    {
        "id": 1,
        "path": "a.har",
        "status": "read",
        "format": "har",
        "confidence": 1.0,
        "events": 1200,
        "sha256": "ab" * 32,
    },
    {"id": 2, "path": "b.bin", "status": "not read", "note": "Not a log: binary.", "problems": 1},
]


class Case:
    """As much of a case as the dialog asks."""

    def sources(self):
        return SOURCES


@pytest.fixture
def dialog(qtbot):
    made = SourcesDialog(Case())
    qtbot.addWidget(made)
    made.show()
    return made


def test_facts_leave_away_what_is_not_known():
    assert source_pairs(SOURCES[0]) == [
        ("path", "a.har"),
        ("state", "read"),
        ("format", "HAR 1.2"),
        ("events", "1\u202f200"),
        ("sha256", "ab" * 32),
    ]


def test_problems_of_the_chosen_file_can_be_asked_for(dialog, qtbot):
    assert dialog.summary.text() == "1 read, 1 not read"
    assert not dialog.problems.isVisible()
    dialog.list.setCurrentIndex(dialog.list.sources.index(1))
    with qtbot.waitSignal(dialog.problems_wanted) as wanted:
        dialog.problems.click()
    assert wanted.args == [2]
