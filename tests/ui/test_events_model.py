"""The model holds ids and fetches pages."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt

from scimviewer.ui.events_model import PAGE, PAGES, EventsModel
from tests.ui.made import make_row


class Fetched:
    """A fetch that remembers what was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[int, int]] = []

    def __call__(self, ids: list[int]) -> list[dict]:
        self.asked.append((ids[0], len(ids)))
        return [make_row(number) for number in ids]


@pytest.fixture
def fetched() -> Fetched:
    return Fetched()


@pytest.fixture
def model(fetched: Fetched, qapp) -> EventsModel:
    return EventsModel(fetched)


def test_qt_finds_no_fault(model: EventsModel, qtmodeltester) -> None:
    model.set_ids(np.arange(1, 450))
    qtmodeltester.check(model)
    model.append_ids(np.arange(450, 500))
    qtmodeltester.check(model)


def test_rows_come_by_the_page(model: EventsModel, fetched: Fetched) -> None:
    model.set_ids(np.arange(1, 1_000_001))
    for row in (0, 1, 199, 700_000):
        assert model.row(row)["id"] == row + 1

    assert fetched.asked == [(1, PAGE), (700_001, PAGE)]


def test_only_the_latest_pages_are_kept(model: EventsModel, fetched: Fetched) -> None:
    model.set_ids(np.arange(1, 1_000_001))
    for page in range(PAGES + 1):
        model.row(page * PAGE)
    fetched.asked.clear()
    model.row(PAGE)
    model.row(0)

    assert fetched.asked == [(1, PAGE)]


def test_growing_inserts_and_keeps_full_pages(model: EventsModel, fetched: Fetched, qtbot) -> None:
    model.set_ids(np.arange(1, 301))
    model.row(0)
    model.row(299)
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.rowsInserted):
        model.set_ids(np.arange(1, 501))
    fetched.asked.clear()
    assert (model.row(0)["id"], model.row(399)["id"], model.rowCount()) == (1, 400, 500)
    assert fetched.asked == [(201, PAGE)]


def test_another_order_resets(model: EventsModel, qtbot) -> None:
    model.set_ids(np.arange(1, 301))
    with qtbot.waitSignal(model.modelReset):
        model.set_ids(np.arange(1, 301)[::-1])

    assert model.row(0)["id"] == 300
    assert (model.row_of(300), model.row_of(999)) == (0, -1)


def test_sorting_is_only_said(model: EventsModel, qtbot) -> None:
    keys = [column.key for column in model.columns]
    with qtbot.waitSignal(model.order_requested) as signal:
        model.sort(keys.index("duration_ms"), Qt.SortOrder.DescendingOrder)
    assert signal.args == ["duration_ms", True]

    with qtbot.assertNotEmitted(model.order_requested):
        model.sort(keys.index("what"))


def test_selecting_everything_fetches_nothing(model: EventsModel, fetched: Fetched) -> None:
    model.set_ids(np.arange(1, 1_000_001))
    for row in (0, 500_000, 999_999):
        model.flags(model.index(row, 0))

    assert fetched.asked == []


def test_redaction_is_what_is_shown(model: EventsModel) -> None:
    model.set_ids(np.arange(1, 3))
    model.row(0)
    model.redact = lambda row: {**row, "resource_name": "Mara Holm"}
    model.sentence = lambda row: f"about {row['resource_name']}"
    model.forget_rows()

    assert model.index(0, 3).data() == "Mara Holm"
    assert model.index(0, 4).data() == "about Mara Holm"
    assert "Mara Holm" in model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
