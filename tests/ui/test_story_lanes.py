"""The life of a resource as dots, ribbons and rows."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from scimviewer.store.case import Case
from scimviewer.ui.opened_case import OpenedCase
from scimviewer.ui.story_lanes import Lane, ToldStory
from scimviewer.ui.story_page import story_told
from tests.query.made_life import ANN, BOSS, EMPTIED, ERROR, JOINED, LIFE, REFUSED, RENAMED, TEAM


@pytest.fixture
def opened(case_of: Callable[..., Case]) -> OpenedCase:
    made = OpenedCase(case_of(*LIFE))
    made.table.refresh()
    return made


@pytest.fixture
def told(opened: OpenedCase) -> ToldStory:
    return story_told(opened, BOSS, None)


def lane(told: ToldStory, title: str) -> Lane:
    return next(one for one in told.lanes if one.title == title)


def ribbon(told: ToldStory, title: str) -> list[tuple[str, str]]:
    return [(span.words, span.basis) for span in lane(told, title).spans]


def test_it_has_one_lane_for_what_was_done_and_one_for_what_names_it(told: ToldStory) -> None:
    looks = {dot.event: dot.look for dot in lane(told, "About this user").dots}
    assert (looks[BOSS], looks[REFUSED], looks[ERROR]) == ("changed", "rejected", "error")
    assert [dot.event for dot in lane(told, "Naming this user").dots] == [JOINED]


def test_ribbons_say_what_was_when_and_how_it_is_known(told: ToldStory) -> None:
    assert ribbon(told, "userName") == [
        ("", "unknown"),
        ("ann@old.example", "observed"),
        ("ann@new.example", "computed"),
    ]
    assert ribbon(told, "title")[1:3] == [("Clerk", "observed"), ("Boss", "observed")]


def test_a_membership_ends_where_the_group_was_emptied(told: ToldStory) -> None:
    assert ribbon(told, "Payroll")[-2:] == [("member", "computed"), ("not a member", "gone")]
    assert lane(told, "Payroll").spans[-1].event == EMPTIED


def test_names_it_had_before_are_told_as_such(told: ToldStory) -> None:
    assert told.name == "ann@new.example"
    assert ("was", "ann@old.example") in told.names


def test_rows_say_how_each_thing_is_known(told: ToldStory) -> None:
    steps = {step.event: step for step in told.steps}
    assert (steps[RENAMED].words, steps[RENAMED].basis) == ("userName is now ann@new.example", "computed")
    assert steps[REFUSED].words.startswith("refused with 400")
    assert steps[REFUSED].basis == ""


def test_a_group_tells_how_many_members_it_has(opened: OpenedCase) -> None:
    told = story_told(opened, TEAM, None)
    assert [words for words, _ in ribbon(told, "members")] == ["", "2 members", "3 members", "not set"]


def test_no_name_is_left_where_names_are_replaced(opened: OpenedCase) -> None:
    told = story_told(opened, BOSS, opened.redactor())
    assert "ann@" not in str(told)
    assert "Payroll" in str(told)  # a group is no person
    assert ANN in str(told)
