"""The states around a call, as the contract of `explain` has them."""

from __future__ import annotations

from scimviewer.quirks.states import states_of
from tests.quirks.made import ENTERPRISE, PATCH_OP, USER, call, get, listed, patch, post, put, refused, user

TITLE = {"op": "replace", "path": "title", "value": "Guide"}
TOLD_AS_TEXT = {"op": "replace", "path": "active", "value": "False"}


def test_a_failed_request_changed_nothing() -> None:
    states = states_of(refused(TITLE, before=user()))
    assert (states.after, states.intended) == (user(), user(title="Guide"))
    assert set(states.basis.values()) == {"observed"}
    assert states.inverse is None
    assert "changed nothing" in states.remarks[0]


def test_a_web_page_in_place_of_an_answer_counts_as_failed() -> None:
    states = states_of(patch(TITLE, status=200, answer="<html><title>Sign in</title>", before=user()))
    assert states.after == user()


def test_what_the_answer_carries_is_what_is() -> None:
    states = states_of(patch(TITLE, status=200, answer=user(title="Head"), before=user()))
    assert (states.observed, states.after) == (user(title="Head"), user(title="Head"))
    assert states.basis["/title"] == "observed"
    assert [(one.path, one.old, one.new) for one in states.differences] == [("title", "Guide", "Head")]


def test_without_a_body_the_state_is_computed_where_it_changed() -> None:
    states = states_of(patch(TITLE, before=user()))
    assert states.after == user(title="Guide")
    assert (states.basis["/title"], states.basis["/userName"]) == ("computed", "observed")
    assert states.inverse == {"schemas": [PATCH_OP], "Operations": [{"op": "remove", "path": "title"}]}


def test_where_the_state_before_is_unknown_so_is_the_state_after() -> None:
    states = states_of(patch(TITLE))
    assert (states.before, states.after) == (None, None)
    assert states.basis == {"": "unknown", "/title": "computed"}
    assert states.inverse is None
    assert states.remarks


def test_without_an_answer_nobody_knows_what_took_effect() -> None:
    states = states_of(patch(TITLE, status=None, before=user()))
    assert (states.after, states.basis) == (None, {"": "unknown"})


def test_what_was_meant_and_what_was_written_are_told_apart() -> None:
    states = states_of(patch(TOLD_AS_TEXT, before=user()))
    assert (states.intended, states.strict) == (user(active=False), user())
    assert any("By the letter" in one for one in states.remarks)


def test_attributes_of_an_extension_have_their_own_basis() -> None:
    states = states_of(get("/scim/v2/Users/7c1", answer=user(**{ENTERPRISE: {"division": "N"}})))
    assert states.basis[f"/{ENTERPRISE}/division"] == "observed"


def test_a_projected_answer_is_laid_over_what_was_meant() -> None:
    shown = {"schemas": [USER], "id": "7c1", "title": "Guide"}
    states = states_of(patch(TITLE, url="/Users/7c1?attributes=title", status=200, answer=shown, before=user()))
    assert states.after == user(title="Guide")
    assert (states.basis["/title"], states.basis["/userName"]) == ("observed", "computed")


def test_a_create_a_replace_a_delete_and_a_read() -> None:
    assert states_of(post({"userName": "m"}, answer=user())).after == user()
    assert states_of(put(user(title=None), status=204, before=user(title="x"))).after == user()
    gone = states_of(call("DELETE", "/scim/v2/Users/7c1", None, 204, before=user()))
    assert (gone.after, gone.basis, gone.inverse) == (None, {"": "computed"}, None)
    assert states_of(get("/scim/v2/Users/7c1", 404, before=user())).after == user()


def test_a_search_has_no_states() -> None:
    states = states_of(get("/scim/v2/Users?filter=x", answer=listed(user())))
    assert (states.before, states.after, states.inverse) == (None, None, None)
