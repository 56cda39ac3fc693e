"""What is said of each attribute that differs."""

from __future__ import annotations

from typing import Any

from scimviewer.scim.compare import ANSWER, STATES
from scimviewer.ui.diff_attributes import attribute_lines
from scimviewer.ui.diff_lines import Line
from scimviewer.ui.diff_sides import ASKED, CHANGED, Comparison, Side


def lines(left: Any, right: Any, name: str = ASKED, **more: Any) -> list[Line]:
    ignored = ANSWER if name == ASKED else STATES
    return attribute_lines(Comparison(name, Side("l", left), Side("r", right), ignored, resource_type="User", **more))


def verdicts(left: Any, right: Any, name: str = ASKED) -> dict[str, str]:
    return {line.name: line.verdict for line in lines(left, right, name) if line.kind != "fold"}


def test_the_gravest_stands_first() -> None:
    asked = {"title": "CEO", "active": "False", "nickName": "a", "roles": [{"value": "approver"}]}
    found = [line.verdict for line in lines(asked, {"title": "ceo", "active": True, "nickName": "b"})]
    assert found[:2] == ["lost", "contradicts the request"]
    assert found[-1] == "same value, other form"


def test_what_the_server_adds_is_no_difference() -> None:
    told = lines({"userName": "ann"}, {"userName": "ann", "id": "1", "displayName": "Ann"})
    assert [line.left for line in told] == ["1 as asked: userName", "2 on one side by nature: id, displayName"]


def test_what_a_patch_is_about_is_shown_also_where_it_was_done() -> None:
    told = lines({"active": False, "id": "1"}, {"active": False, "id": "1"}, asked_for=frozenset({"active"}))
    assert [(line.name, line.verdict) for line in told if line.kind == "equal"] == [("active", "as asked")]


def test_many_of_one_attribute_are_folded() -> None:
    members = [{"value": f"m{n}"} for n in range(5000)]
    told = lines({"members": members}, {"members": []}, CHANGED)
    assert len(told) == 6
    assert told[-1].left == "4\u202f995 more of members: removed"


def test_states_are_not_called_contradictions() -> None:
    assert verdicts({"title": "a"}, {"title": "b"}, CHANGED) == {"title": "changed"}


def test_an_attribute_with_a_slash_in_its_name_is_not_called_unchanged_too() -> None:
    told = lines({"a/b": 1, "c": 1}, {"a/b": 2, "c": 1}, CHANGED)
    assert [line.left for line in told if line.kind == "fold"] == ["1 unchanged: c"]


def test_what_is_no_object_has_no_attributes() -> None:
    assert [line.verdict for line in lines("text", {"a": 1}, CHANGED)] == ["changed"]
