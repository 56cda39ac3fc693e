import json
from random import Random

import pytest

from scimviewer.demo.call import Request
from scimviewer.demo.receiver import Receiver
from scimviewer.demo.schedule import SECOND, START_NS
from scimviewer.demo.sites import site_of
from scimviewer.demo.trouble import Trouble
from scimviewer.demo.wire import Wire


@pytest.fixture
def wire():
    site, trouble = site_of("entra-legacy"), Trouble("entra-legacy", {})
    return Wire(site, Receiver(site, Random(1), trouble.habits), trouble, Random(2), 1)


def test_what_went_over_the_wire_is_handed_over_once(wire):
    wire.send(Request("GET", "Users"))

    assert len(list(wire.drain())) == 1
    assert list(wire.drain()) == []
    assert wire.sent == 1


def test_a_call_carries_what_was_sent_and_answered(wire):
    wire.send(Request("POST", "Users", body={"userName": "müller"}))
    (call,) = wire.drain()
    asked, answered = dict(call.request_headers), dict(call.response_headers)

    assert call.status == 201
    assert asked["Authorization"].startswith("Bearer ")
    assert int(asked["Content-Length"]) == len(call.request_text.encode())
    assert int(answered["Content-Length"]) == len(call.response_text.encode())
    assert answered["Location"].endswith(json.loads(call.response_text)["id"])
    assert answered["X-Request-Id"] == asked["X-Request-Id"] == call.request_id


def test_the_clock_goes_on_and_never_back(wire):
    wire.send(Request("GET", "Users"))
    (call,) = wire.drain()
    assert wire.now_ns >= call.end_ns > call.time_ns == START_NS

    wire.wait_until(START_NS + 60 * SECOND)
    wire.wait_until(START_NS)
    assert wire.now_ns == START_NS + 60 * SECOND
