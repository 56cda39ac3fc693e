"""What stands on the sides of a comparison, and why there is none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from scimviewer.event import Exchange
from scimviewer.store.case import Case
from scimviewer.ui.diff_sides import ASKED, CHANGED, GOOD, OTHER, Comparison, comparison, first_choice, nothing
from scimviewer.ui.opened_case import OpenedCase
from tests.query.made_life import BOSS, CREATED, EMPTIED, JOINED, LIFE, REFUSED, RENAMED, did


@pytest.fixture
def compare(case_of: Callable[..., Case]) -> Callable[..., Comparison]:
    opened = OpenedCase(case_of(*LIFE, did(50, "DELETE", "/Users/x", 404)))
    opened.table.refresh()
    return lambda *more: comparison(opened, *more)


def test_request_and_answer_are_the_state_asked_for_and_the_one_answered(compare) -> None:
    told = compare(BOSS, ASKED)
    assert (told.left.value["title"], told.right.value["title"]) == ("Boss", "Boss")
    assert (told.left.basis, told.right.basis) == ("computed", "observed")
    assert told.asked_for == {"title"}


def test_a_refused_request_has_no_answer_to_compare_with(compare) -> None:
    told = compare(REFUSED, ASKED)
    assert "400" in told.missing
    assert "last good" in told.help


def test_before_and_after_say_how_they_are_known(compare) -> None:
    told = compare(EMPTIED, CHANGED)
    assert (len(told.left.value["members"]), told.right.value.get("members")) == (3, None)
    assert (told.left.basis, told.right.basis) == ("computed", "computed")


def test_a_request_without_a_known_state_says_so(compare) -> None:
    assert compare(9, CHANGED).missing


def test_the_last_good_one_is_named_with_its_status_and_shape(compare) -> None:
    told = compare(REFUSED, GOOD)
    assert told.left.title == f"Event {BOSS}"
    assert told.left.note.startswith("200")
    assert told.right.value["body"]["Operations"][0]["value"] == 5


def test_without_a_good_one_the_way_out_is_told(compare) -> None:
    told = compare(9, GOOD)
    assert (told.missing, told.help) != ("", "")


def test_two_events_are_compared_as_wholes(compare) -> None:
    told = compare(RENAMED, OTHER, JOINED)
    assert (told.left.title, told.right.title) == (f"Event {JOINED}", f"Event {RENAMED}")
    assert told.left.value["response"]["status"] == 204


def test_names_are_replaced_on_both_sides_alike(compare, case_of) -> None:
    redactor = OpenedCase(case_of(*LIFE)).redactor()
    told = compare(BOSS, ASKED).hidden(redactor)
    assert told.left.value["userName"] == told.right.value["userName"]
    assert "ann" not in told.left.value["userName"]
    assert compare(BOSS, ASKED).hidden(None).left.value["userName"] == "ann@old.example"


@pytest.mark.parametrize(
    ("told", "choice"),
    [
        (Exchange(method="PATCH", status=400), GOOD),
        (Exchange(method="PATCH", status=200, response_body={"id": "1"}), ASKED),
        (Exchange(method="PATCH", status=204), CHANGED),
        (Exchange(method="GET", status=200, response_body={"id": "1"}), CHANGED),
    ],
)
def test_the_first_choice_says_most(told: Exchange, choice: str) -> None:
    assert first_choice(told) == choice


def test_a_create_is_compared_with_what_it_asked(compare) -> None:
    assert compare(CREATED, ASKED).left.value["userName"] == "ann@old.example"


def test_nothing_has_words() -> None:
    assert nothing(GOOD, "None.").missing == "None."
