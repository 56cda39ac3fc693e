"""The lazy tree of a body."""

from __future__ import annotations

import time

from PySide6.QtCore import QModelIndex, Qt

from scimviewer.ui.json_model import COUNT_ROLE, KIND_ROLE, SECRET_ROLE, VALUE, JsonModel

BODY = {
    "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"],
    "displayName": "Sales",
    "active": True,
    "password": "⟦secret:password⟧",
    "members": [{"value": f"id-{n}", "display": f"Name {n}"} for n in range(20_000)],
}


def shown(model, parent=QModelIndex()):
    return [
        (model.index(row, 0, parent).data(), model.index(row, 1, parent).data())
        for row in range(model.rowCount(parent))
    ]


def test_model_keeps_qts_rules(qtmodeltester):
    model = JsonModel()
    model.set_body({"a": [1, {"b": None}], "c": {}, "d": "e"})
    qtmodeltester.check(model)


def test_names_and_values_stand_side_by_side():
    model = JsonModel()
    model.set_body({"a": "x", "n": 1.5, "t": False, "none": None, "list": [1, 2]})
    assert shown(model) == [
        ("a", '"x"'),
        ("n", "1.5"),
        ("t", "false"),
        ("none", "null"),
        ("list", "[2] 1, 2"),
    ]


def test_types_counts_and_secrets_are_told():
    model = JsonModel()
    model.set_body(BODY)
    kinds = [model.index(row, VALUE).data(KIND_ROLE) for row in range(5)]
    assert kinds == ["array", "string", "literal", "string", "array"]
    assert model.index(4, VALUE).data(COUNT_ROLE) == "[20\u202f000]"
    assert model.index(3, VALUE).data(SECRET_ROLE) == "password removed"
    assert "at import" in model.index(3, VALUE).data(Qt.ItemDataRole.ToolTipRole)


def test_a_long_list_is_cut_into_ranges_that_name_their_ends():
    model = JsonModel()
    model.set_body(BODY)
    members = model.index_of(("members",))
    assert model.rowCount(members) == 200
    assert shown(model, members)[1] == ("100 … 199", "Name 100 … Name 199")
    assert model.rowCount(model.index(1, 0, members)) == 100


def test_a_million_entries_take_no_time_to_unfold():
    model = JsonModel()
    model.set_body({"members": list(range(1_000_000))})
    began = time.perf_counter()
    members = model.index_of(("members",))
    assert model.rowCount(members) <= 500
    assert time.perf_counter() - began < 0.05


def test_a_way_leads_through_ranges_and_back():
    model = JsonModel()
    model.set_body(BODY)
    way = ("members", 15_003, "display")
    index = model.index_of(way)
    assert index.data() == "display"
    assert model.node(index).steps == way
    assert model.parent(index).data() == "15003"
    assert not model.index_of(("members", 20_000)).isValid()
    assert not model.index_of(("nothing",)).isValid()


def test_tips_are_never_markup():
    model = JsonModel()
    model.set_body({"photo": "<img src='file:///etc/passwd'>"})
    tip = model.index(0, VALUE).data(Qt.ItemDataRole.ToolTipRole)
    assert "<img" not in tip
