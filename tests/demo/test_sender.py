import json
from collections import Counter

from scimviewer.demo.schedule import SECOND, START_NS, at
from scimviewer.demo.sender import patch
from scimviewer.demo.sender_entra import INITIAL_NS


def test_a_patch_is_a_patch_message():
    request = patch("Users", "7", {"op": "remove", "path": "title"})

    assert (request.method, request.id) == ("PATCH", "7")
    assert request.body["schemas"] == ["urn:ietf:params:scim:api:messages:2.0:PatchOp"]


def test_incremental_cycles_begin_every_forty_minutes(clean):
    entra = [call.time_ns for call in clean if call.provider == "entra-legacy"]
    cycle = 40 * 60 * SECOND
    # What follows the initial cycle begins within 40 s of a multiple, and lasts some.
    offsets = [(time - START_NS) % cycle / SECOND for time in entra if time > START_NS + INITIAL_NS + cycle]

    assert max(offsets) < 300
    assert len({(time - START_NS) // cycle for time in entra}) > 30


def test_what_failed_comes_again_in_the_next_cycle(traffic):
    refused = [call for call in traffic("refused-attribute") if call.status == 400]
    per_body = Counter((call.target, call.request_text) for call in refused)

    assert len(per_body) == 2
    assert all(count > 30 for count in per_body.values())


def test_a_create_that_keeps_failing_is_tried_less_and_less(traffic):
    refused = [call for call in traffic("duplicate-create") if call.status == 409]
    name = json.loads(refused[0].request_text)["userName"]
    times = [call.time_ns for call in refused if json.loads(call.request_text)["userName"] == name]

    assert times[2] - times[1] < 3600 * SECOND
    assert times[-1] - times[-2] > 3 * 3600 * SECOND


def test_a_reorganisation_comes_at_its_hour(clean):
    busy = [
        call
        for call in clean
        if call.provider == "okta" and at(2, 14) <= call.time_ns < at(2, 14, 10) and call.method == "PUT"
    ]

    assert len(busy) >= 10
