"""Columns are declared once, under the keys of the contract."""

from __future__ import annotations

import pytest

from scimviewer.query.columns import BY_KEY, COLUMNS, SHORT, column

CONTRACT = (
    "id time actor client method operation intent resource_type resource_id resource_name target status outcome "
    "scim_type error duration_ms speaks_scim source line request_id cycle "
    "quirk"
)


def test_keys_are_those_of_the_contract_in_its_order() -> None:
    assert " ".join(one.key for one in COLUMNS) == CONTRACT
    assert len(BY_KEY) == len(COLUMNS)


@pytest.mark.parametrize(
    ("typed", "key"), [("op", "operation"), ("MS", "duration_ms"), ("type", "resource_type"), ("Status", "status")]
)
def test_short_forms_and_any_case_are_understood(typed: str, key: str) -> None:
    found = column(typed)
    assert found is not None
    assert found.key == key
    assert set(SHORT.values()) <= set(BY_KEY)


def test_what_is_no_column_is_none() -> None:
    assert column("nothing") is None


def test_what_names_people_is_personal() -> None:
    assert {one.key for one in COLUMNS if one.personal} >= {"actor", "resource_name", "error"}
