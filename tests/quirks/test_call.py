"""The views of one exchange that patterns use."""

from __future__ import annotations

import json

from tests.quirks.made import call, get, listed, patch, refused, user


def test_a_body_that_is_json_in_a_string_is_decoded() -> None:
    assert call("POST", "/Users", json.dumps(user())).asked == user()


def test_headers_are_found_in_any_case_where_they_stand() -> None:
    case = call("GET", "/Users/1", headers={"USER-Agent": "x"})
    assert case.request_header("user-agent") == "x"
    assert case.at_request_header("User-Agent") == "/request/headers/USER-Agent"


def test_the_resource_is_what_a_successful_answer_carries() -> None:
    assert get("/Users/7c1", answer=user()).resource == user()
    assert get("/Users/7c1", 404, user()).resource is None
    assert get("/Users?filter=x", answer=listed(user())).resource is None


def test_records_are_those_of_a_list_too() -> None:
    assert get("/Users?filter=x", answer=listed(user())).records == ((user(), "/response/body/Resources/0"),)


def test_an_answer_that_is_not_scim_has_failed() -> None:
    assert call("PATCH", "/Users/1", {}, 200, "<html>sign in").failed
    assert patch(status=204).succeeded
    assert refused(status=400).failed
