import json
from base64 import b64decode

import pytest

from scimviewer.demo.render_har import har


@pytest.fixture(scope="module")
def entries(all_faults):
    return json.loads("".join(har(all_faults)))["log"]["entries"]


def test_every_exchange_is_an_entry(all_faults, entries):
    assert [each["response"]["status"] for each in entries] == [call.status or 0 for call in all_faults]
    for call, each in zip(all_faults, entries, strict=True):
        assert each["request"].get("postData", {}).get("text") == call.request_text
        assert len(each["request"]["headers"]) == len(call.request_headers)


def test_the_first_body_is_in_base64_and_no_other(all_faults, entries):
    coded = [each["response"]["content"] for each in entries if "encoding" in each["response"]["content"]]

    assert [b64decode(each["text"]).decode() for each in coded] == [all_faults[0].response_text]


def test_parts_of_the_time_add_up(entries):
    for each in entries:
        timings = each["timings"]
        assert timings["send"] + timings["wait"] + timings["receive"] == pytest.approx(each["time"])


def test_what_was_never_answered_has_status_0_and_says_why(entries):
    silent = [each for each in entries if each["response"]["status"] == 0]

    assert silent
    assert all(each["response"]["_error"] == "no answer within 30 s" for each in silent)


def test_no_exchange_is_a_document_too():
    assert json.loads("".join(har([])))["log"]["entries"] == []
