"""One resource, followed from exchange to exchange."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from scimviewer.event import Exchange
from scimviewer.query.lives import Life, memberships
from scimviewer.query.resources import Resource
from scimviewer.quirks.situation import Situation
from tests.query.lives import ID, URL, patch, replace, user


def did(method: str, url: str, status: int | None, asked: Any = None, answered: Any = None) -> Situation:
    return Situation(Exchange(method=method, url=url, status=status, request_body=asked, response_body=answered))


def life() -> Life:
    return Life(Resource("here", "User", ID))


def test_what_was_expected_is_kept_beside_what_was_observed() -> None:
    one = life()
    one.take(1, None, did("GET", URL, 200, None, user()))
    one.take(2, None, did("PATCH", URL, 200, replace("title", "x"), user()))
    assert one.expected is not None
    assert (one.expected.state or {})["title"] == "x"


def test_other_resources_do_not_touch_it() -> None:
    one = life()
    one.take(1, None, did("GET", URL, 200, None, user()))
    assert one.take(2, None, did("PATCH", f"{URL}9", 204, replace("title", "x"))) is None
    assert one.known.state == user()


def test_a_read_of_some_attributes_does_not_take_the_others_away() -> None:
    one = life()
    one.take(1, None, did("GET", URL, 200, None, user(title="x")))
    assert one.take(2, None, did("GET", f"{URL}?attributes=userName", 200, None, user())) is None
    assert (one.known.state or {})["title"] == "x"


def test_what_is_known_in_spite_of_a_gap_is_told() -> None:
    state = life().take(1, None, did("PATCH", URL, 204, replace("title", "x")))
    assert state is not None
    assert (state.state, state.known, state.basis) == (None, {"title": "x"}, {"": "unknown", "/title": "computed"})


def test_an_address_inside_a_group_is_a_membership() -> None:
    gone = did("PATCH", "/Groups/g", 204, patch({"op": "remove", "path": f'members[value eq "{ID}"]'}))
    assert list(memberships(gone, ID)) == ["removed from members of group g"]
    assert list(memberships(did("POST", "/Groups", 201, {"members": [{"value": ID}]}), ID)) == [
        "named in what is written to a group"
    ]


BODIES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from([ID, "add", "title", "members"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "op", "path", "value", "Operations", "Resources"]), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.lists(st.tuples(st.sampled_from(["GET", "POST", "PUT", "PATCH", "DELETE"]), BODIES, BODIES), max_size=4))
def test_whatever_the_log_holds_a_life_goes_on(steps: list[tuple[str, Any, Any]]) -> None:
    one = life()
    for number, (method, asked, answered) in enumerate(steps):
        state = one.take(number, None, did(method, URL, 200, asked, answered))
        assert state is None or state.basis
        list(memberships(did(method, URL, 200, asked, answered), ID))
