"""The header over the table."""

from __future__ import annotations

import numpy as np

from scimviewer.ui.events_model import EventsModel
from scimviewer.ui.events_table import EventsTable
from tests.ui.made import make_row


def test_order_is_visible(qtbot) -> None:
    table = EventsTable(EventsModel(lambda ids: [make_row(number) for number in ids]))
    qtbot.addWidget(table)
    table.resize(760, 200)
    table.set_ids(np.arange(1, 5))
    pictures = []
    for order in (("time", False), ("time", True), ("duration_ms", True)):
        table.show_order(*order)
        pictures.append(bytes(table.horizontalHeader().grab().toImage().constBits()))

    assert len(set(pictures)) == 3
