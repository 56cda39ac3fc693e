"""What could not be understood."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from scimviewer.ui.problems_dialog import ProblemsDialog, ProblemsModel, problems_words

PROBLEMS = [
    {
        "id": 1,
        "source": "node2.jsonl",
        "offset": 9120448,
        "line": 19004,
        "what": "It ends early.",
        "head": b'{"a\x00\xff',
    },
    {"id": 2, "source": "node2.jsonl", "offset": None, "line": None, "what": "<b>odd</b>", "head": b""},
]


class Case:
    """As much of a case as the dialog asks."""

    def problems(self, source_id=None):
        return [one for one in PROBLEMS if source_id is None]


@pytest.fixture
def dialog(qtbot):
    made = ProblemsDialog(Case())
    qtbot.addWidget(made)
    made.show()
    return made


def test_model_keeps_qts_rules(qtmodeltester):
    qtmodeltester.check(ProblemsModel(PROBLEMS))


def test_the_chosen_one_is_shown_in_full(dialog, qtbot):
    assert dialog.note.text() == "node2.jsonl:19004, byte 9\u202f120\u202f448: It ends early."
    assert "\\xff" in dialog.text.toPlainText()
    qtbot.keyClick(dialog.table, Qt.Key.Key_Down)
    assert "odd" in dialog.note.text()


def test_rows_are_copied(dialog, qtbot):
    qtbot.keyClick(dialog.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().startswith("node2.jsonl:19004, byte")
    dialog.copy_all.click()
    assert QGuiApplication.clipboard().text().count("\n") == 2


def test_the_headline_counts():
    assert problems_words([]) == "Everything was understood"
    assert problems_words(PROBLEMS).startswith("2 records of node2.jsonl could not be understood")
    assert problems_words(PROBLEMS[:1]).startswith("1 record of")
