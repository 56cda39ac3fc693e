"""Cells are painted whole: hostile names, missing values, every outcome, quickly."""

from __future__ import annotations

import time

import numpy as np
import pytest

from scimviewer.ui.events_columns import COLUMNS, pill
from scimviewer.ui.events_delegate import pill_pixmap
from scimviewer.ui.events_model import EventsModel
from scimviewer.ui.events_table import EventsTable
from scimviewer.ui.theme import NAMES, theme
from tests.ui.made import make_row

ODD = (
    {},
    {key: None for key in make_row() if key != "id"},
    {"resource_name": "‮<img src=x>" + "Wolfeschlegelsteinhausen" * 20, "method": "DELETE"},
    {"resource_name": "يوسف العربي", "status": None, "outcome": "skipped"},
    {"status": 429, "outcome": "failure", "duration_ms": 0.04},
)


@pytest.fixture
def table(qtbot) -> EventsTable:
    made = EventsTable(EventsModel(lambda ids: [make_row(n, **ODD[n % len(ODD)]) for n in ids]))
    qtbot.addWidget(made)
    made.resize(2400, 700)
    made.set_columns([column.key for column in COLUMNS])
    made.set_ids(np.arange(1, 500))
    return made


@pytest.mark.parametrize("name", NAMES)
def test_everything_paints_in_every_theme(table: EventsTable, name: str) -> None:
    theme().use(name)
    table.go_to(3)

    assert not table.grab().isNull()


def test_second_painting_is_quick(table: EventsTable) -> None:
    table.set_columns([])
    table.resize(760, 640)
    table.grab()
    started = time.perf_counter()
    table.grab()

    assert time.perf_counter() - started < 0.2  # 20 ms on a quiet machine


def test_outcomes_differ_without_colour() -> None:
    pills = [pill(make_row(status=status, outcome="failure")) for status in (409, 429, 500)]
    heights = {pill_pixmap(one, 2.0).height() for one in pills}

    assert len({one.icon for one in pills}) == 3
    assert heights == {40}


def test_hovered_row_is_marked(table: EventsTable) -> None:
    before = table.grab().toImage()
    table._hover(2)

    assert table.grab().toImage() != before
