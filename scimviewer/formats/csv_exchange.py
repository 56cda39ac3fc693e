"""Tables in text (CSV) whose rows are requests and answers, under the names that JSON logs use too."""

from __future__ import annotations

from typing import Any

from scimviewer.event import Json
from scimviewer.formats import json_exchange
from scimviewer.formats.aliases import ALIASES, folded
from scimviewer.formats.bodies import body_of
from scimviewer.formats.format import ROW, Format, Likeness, Reading, Sample


def likeness(sample: Sample) -> Likeness:
    """As with JSON: two of method, URL and status in most of the first rows."""
    rows: list[Json] = [_decoded(row) for row in sample.records]
    return json_exchange.likeness(sample._replace(records=rows))


def read(record: Json) -> Reading:
    """One row, as if it were a JSON object."""
    return json_exchange.read(_decoded(record))


def _decoded(row: dict[str, str]) -> dict[str, Any]:
    """A row whose cells are decoded where they hold JSON; empty ones say nothing."""
    return {name: _cell(name, cell) for name, cell in row.items()}


def _cell(name: str, cell: str) -> Json:
    if cell[:1] not in ("{", "[") or folded(name) in ALIASES["inner"]:
        return cell
    return body_of(cell)


FORMAT = Format(
    "csv_exchange",
    "CSV of requests and answers",
    "A table in text whose columns name at least two of method, URL and status by one of the usual names.",
    likeness,
    read,
    ROW,
)
