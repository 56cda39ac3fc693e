"""States are chained through a history: observed, then computed, and broken where nobody knows."""

from __future__ import annotations

import pytest

from scimviewer.quirks.situation import Situation
from tests.quirks.made import call, error, get, group, listed, patch, put, refused, user

TITLE = {"op": "replace", "path": "title", "value": "Guide"}
SEEN = get("/scim/v2/Users/7c1", answer=user())


def before(*history: Situation) -> object:
    return patch(TITLE, history=history).known


def test_a_state_that_is_given_wins_over_the_history() -> None:
    assert patch(TITLE, before=user(title="A"), history=(SEEN,)).known == user(title="A")


def test_the_last_answer_that_carries_the_resource_is_the_state() -> None:
    assert before(SEEN) == user()
    assert before(SEEN, get("/scim/v2/Users?count=9", answer=listed(user(id="9"), user(title="B")))) == user(title="B")


def test_a_patch_without_a_body_in_its_answer_is_computed() -> None:
    case = patch(TITLE, history=(SEEN, patch({"op": "add", "path": "nickName", "value": "Mi"})))
    assert case.known == user(nickName="Mi")
    assert case.chain.computed == {"nickName"}


def test_what_failed_changed_nothing() -> None:
    assert before(SEEN, refused({"op": "remove", "path": "userName"})) == user()


@pytest.mark.parametrize(
    "gap",
    [
        patch({"op": "replace", "path": "title", "value": "x"}, status=None),
        patch({"op": "update", "path": "title", "value": "x"}),
        call("DELETE", "/scim/v2/Users/7c1", None, 204),
        call("POST", "/scim/v2/Bulk", {"Operations": [{"method": "DELETE", "path": "/Users/7c1"}]}, 200, {}),
    ],
)
def test_a_gap_breaks_the_chain(gap: Situation) -> None:
    assert before(SEEN, gap) is None


def test_another_resource_of_the_same_id_is_another_resource() -> None:
    assert before(get("/scim/v2/Groups/7c1", answer=group(id="7c1"))) is None
    assert before(SEEN, put(user(id="8"), url="/scim/v2/Users/8", status=400, answer=error(400))) == user()


def test_a_projected_answer_is_not_the_whole_resource() -> None:
    assert before(SEEN, get("/scim/v2/Users/7c1?attributes=userName", answer=user(active=None))) == user()
