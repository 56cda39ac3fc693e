"""Columns share the room there is."""

from __future__ import annotations

import pytest

from scimviewer.ui.events_columns import BY_KEY, USUAL
from scimviewer.ui.events_widths import LEAST_SENTENCE, SENTENCE, fitted_widths, wanted_width

COLUMNS = [BY_KEY[key] for key in USUAL]


@pytest.mark.parametrize("room", [620, 640, 800, 2000])
def test_widths_fill_the_room(room: int) -> None:
    assert room - 2 <= sum(fitted_widths(COLUMNS, room, with_date=False)) <= room


def test_ms_gives_way_first_then_the_method_then_the_sentence() -> None:
    def gone(room: int) -> list[str]:
        widths = fitted_widths(COLUMNS, room, with_date=False)
        return [column.key for column, width in zip(COLUMNS, widths, strict=True) if not width]

    whole = sum(wanted_width(column, n == 0, False) for n, column in enumerate(COLUMNS))
    assert gone(whole) == []
    assert gone(whole - 1) == ["duration_ms"]
    assert gone(whole - 80) == ["method", "duration_ms"]
    assert fitted_widths(COLUMNS, 100, with_date=False)[4] == LEAST_SENTENCE < SENTENCE


def test_a_date_needs_room() -> None:
    assert wanted_width(BY_KEY["time"], True, True) > wanted_width(BY_KEY["time"], True, False)
