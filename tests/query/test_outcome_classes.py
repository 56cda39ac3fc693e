"""Every event is in one class, and a class is what its filter means."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given

from scimviewer.query.outcome_classes import CLASSES, WRITES, outcome_classes
from scimviewer.query.query import matching
from scimviewer.query.table import Table
from tests.query.conftest import snapshot_of, some_events


def class_of(event: dict[str, Any]) -> str:
    """The class of an event, in plain words."""
    if event["outcome"] == "success":
        return "changed" if event["operation"] in WRITES else "read"
    if event["outcome"] != "failure":
        return str(event["outcome"])
    if event["status"] == 429:
        return "throttled"
    return "rejected" if event["status"] is not None and 400 <= event["status"] < 500 else "error"


@given(events=some_events)
def test_each_event_is_in_the_class_that_its_outcome_status_and_operation_say(events: list[dict[str, Any]]) -> None:
    found = outcome_classes(snapshot_of(events), slice(None))
    assert [CLASSES[at].key for at in found] == [class_of(one) for one in events]


def test_the_filter_of_a_class_means_its_events(table: Table) -> None:
    found = outcome_classes(table.now, slice(None))
    assert len(set(found.tolist())) > 3
    for at, one in enumerate(CLASSES):
        assert np.array_equal(matching(table, one.filter), found == at), one.key


def test_classes_of_positions_are_those_of_the_mask(table: Table) -> None:
    some = np.arange(0, table.size, 3)
    assert np.array_equal(outcome_classes(table.now, some), outcome_classes(table.now, slice(None))[some])
