"""Two states, attribute by attribute."""

from __future__ import annotations

import pytest

from scimviewer.ui.state_rows import (
    ADDED,
    CHANGED,
    EQUAL,
    NOT_KNOWN,
    REMOVED,
    RETYPED,
    UNTOLD,
    State,
    computed_state,
    element_words,
    state_rows,
    value_words,
)

ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"


def observed(**value):
    return computed_state(value, frozenset())


def kinds(before, after):
    return {row.name: row.kind for row in state_rows(before, after)}


def test_what_changed_stands_first_and_what_stayed_last():
    rows = state_rows(
        observed(id="1", title="a", meta={"version": "1"}), observed(id="1", title="b", meta={"version": "2"})
    )
    assert [row.name for row in rows] == ["title", "meta.version", "id"]


def test_each_way_to_differ_has_its_kind():
    before = observed(a="1", b="1", c="True", d="1")
    after = observed(a="2", c=True, d="1", e="1")
    assert kinds(before, after) == {"a": CHANGED, "b": REMOVED, "c": RETYPED, "d": EQUAL, "e": ADDED}


def test_elements_are_matched_whatever_their_order():
    before = observed(members=[{"value": "a"}, {"value": "b", "display": "Bo"}])
    after = observed(members=[{"value": "c"}, {"value": "a"}])
    (row,) = state_rows(before, after)
    assert (row.counts, row.went, row.came) == ((2, 2), ("Bo",), ("c",))
    (row,) = state_rows(before, observed(members=list(reversed(before.value["members"]))))
    assert row.kind == EQUAL


def test_complex_attributes_and_extensions_are_told_part_by_part():
    before = observed(name={"givenName": "A", "familyName": "B"}, **{ENTERPRISE: {"department": "x"}})
    after = observed(name={"givenName": "C", "familyName": "B"}, **{ENTERPRISE: {"department": "y"}})
    found = kinds(before, after)
    assert found == {"name.givenName": CHANGED, "name.familyName": EQUAL, f"{ENTERPRISE}:department": CHANGED}


def test_the_basis_of_a_part_is_that_of_the_whole_unless_it_has_its_own():
    state = State({"name": {"givenName": "A"}, "x": 1}, {"/name": "computed", "/x": "observed"})
    assert state.known_by("name", "givenName") == "computed"
    assert state.known_by("x") == "observed"
    assert NOT_KNOWN.known_by("x") == "unknown"


def test_what_is_not_known_is_no_change():
    part = State({"title": "b"}, {"": "unknown", "/title": "computed"}, whole=False)
    rows = {row.name: row for row in state_rows(observed(title="a", id="1"), part)}
    assert (rows["title"].kind, rows["title"].after.basis) == (CHANGED, "computed")
    assert (rows["id"].kind, rows["id"].after.text) == (UNTOLD, "not known")
    assert kinds(NOT_KNOWN, observed(id="1")) == {"id": UNTOLD}


def test_a_resource_that_does_not_exist_is_no_unknown():
    gone = State(None, {"": "computed"}, gone=True)
    (row,) = state_rows(observed(id="1"), gone)
    assert (row.kind, row.after.text) == (REMOVED, "does not exist")


@pytest.mark.parametrize(
    ("value", "words"),
    [("", "empty text"), ([], "no entries"), (["a", "b"], "a, b"), ([1, 2, 3, 4], "4 entries"), (True, "true")],
)
def test_values_read_on_one_line(value, words):
    assert value_words(value) == words


def test_long_values_and_long_lists_are_cut():
    assert len(value_words("x" * 9999)) < 200
    (row,) = state_rows(observed(m=[]), observed(m=[{"value": str(n)} for n in range(5000)]))
    assert row.came[-1] == "and 4\u202f800 more"


def test_an_element_is_called_by_its_display_its_value_and_its_type():
    assert element_words({"value": "1", "display": "Ann"}) == "Ann"
    assert element_words({"value": "a@b", "type": "work"}) == "a@b (work)"
    assert element_words({"street": "x"}) == 'street: "x"'
    assert element_words("plain") == "plain"
