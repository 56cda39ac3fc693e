"""Single keys that go to the next failure, hit, or event of a resource."""

from __future__ import annotations

import numpy as np
import pytest

from scimviewer.ui.event_steps import EventSteps
from scimviewer.ui.events_model import EventsModel
from scimviewer.ui.events_table import EventsTable
from scimviewer.ui.row_walk import RowWalk
from tests.ui.made import make_row


@pytest.fixture
def steps(qtbot) -> EventSteps:
    table = EventsTable(EventsModel(lambda ids: [make_row(n) for n in ids]))
    qtbot.addWidget(table)
    table.resize(700, 400)
    table.show()
    table.set_ids(np.arange(1, 101))
    made = EventSteps(table)
    made.show(RowWalk(np.array([10, 20]), np.array([20])))
    return made


def test_failures_are_marked_and_stepped_through(steps: EventSteps) -> None:
    assert steps.step("failure", 1)
    assert steps.table.currentIndex().row() == 10
    assert [marks.rows.tolist() for marks in steps.table.scroll_bar.marks] == [[10, 20], [20]]


def test_an_end_is_said(steps: EventSteps, qtbot) -> None:
    steps.table.go_to(50)
    with qtbot.waitSignal(steps.said) as said:
        assert not steps.step("failure", 1)
    assert said.args == ["No failure below."]


def test_hits_come_later_and_only_where_a_text_is_searched(steps: EventSteps, qtbot) -> None:
    with qtbot.waitSignal(steps.said) as said:
        assert not steps.step("hit", 1)
    assert said.args[0].startswith("No text is searched for")

    steps.show_hits(np.array([30]))
    assert steps.step("hit", 1)
    assert steps.table.currentIndex().row() == 30
    assert steps.table.scroll_bar.marks[-1].right


def test_where_every_row_is_a_hit_none_is_marked(steps: EventSteps) -> None:
    steps.show_hits(np.arange(100))

    assert len(steps.table.scroll_bar.marks) == 2
    assert steps.step("hit", 1)
