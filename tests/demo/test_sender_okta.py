import json
from itertools import pairwise
from random import Random

from scimviewer.demo.schedule import SECOND, at
from scimviewer.demo.sender_okta import okta_id


def okta(calls):
    return [call for call in calls if call.provider == "okta"]


def bodies(calls, method, kind):
    found = [call for call in okta(calls) if call.method == method and f"/{kind}" in call.target]
    return [json.loads(call.request_text) for call in found]


def test_okta_says_who_it_is(clean):
    assert {call.request_header("User-Agent") for call in okta(clean)} == {"Okta SCIM Client 1.0.0"}
    assert okta_id(Random(1), "user").startswith("00u")
    assert len(okta_id(Random(1), "group")) == 20


def test_profiles_go_by_put_and_carry_oktas_id(clean):
    profiles = bodies(clean, "PUT", "Users")

    assert profiles
    assert all(body["externalId"].startswith("00u") for body in profiles)


def test_people_are_deactivated_without_a_path(clean):
    operations = [each for body in bodies(clean, "PATCH", "Users") for each in body["Operations"]]

    assert {"op": "replace", "value": {"active": False}} in operations
    assert all("path" not in operation for operation in operations)


def test_imports_page_through_everything_twice_a_night_apart(clean):
    pages = [call for call in okta(clean) if "Users?startIndex=" in call.target and "filter" not in call.target]
    totals = [json.loads(call.response_text)["totalResults"] for call in pages]
    nights = [call for call in pages if at(2, 1, 30) < call.time_ns < at(2, 2, 30)]

    assert len(nights) == totals[0] // 100 + 1


def test_okta_waits_as_long_as_it_is_told(traffic):
    calls = okta(traffic("throttling"))
    told = [(call, later) for call, later in pairwise(calls) if call.status == 429]

    assert told
    for call, later in told:
        wait = int(dict(call.response_headers)["Retry-After"])
        assert (later.method, later.target) == (call.method, call.target)
        assert later.time_ns - call.end_ns >= wait * SECOND
