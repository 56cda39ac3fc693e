import json
from random import Random

from scimviewer.demo.sender_script import staff_number


def sent(calls, method, part=""):
    return [call for call in calls if call.provider == "script" and call.method == method and part in call.target]


def test_the_script_is_python_requests(clean):
    assert {call.request_header("User-Agent") for call in clean if call.provider == "script"} == {
        "python-requests/2.32.3"
    }
    assert staff_number(Random(1), "user").startswith("P")


def test_its_patches_are_clean(clean):
    patches = sent(clean, "PATCH")
    operations = [each for call in patches for each in json.loads(call.request_text)["Operations"]]

    assert {operation["op"] for operation in operations} <= {"add", "replace", "remove"}
    assert all("path" in operation for operation in operations)


def test_newcomers_sometimes_go_in_bulk(clean):
    (first, *_) = sent(clean, "POST", "/Bulk")
    asked, answered = json.loads(first.request_text), json.loads(first.response_text)

    assert [each["bulkId"] for each in asked["Operations"]] == [each["bulkId"] for each in answered["Operations"]]
    assert all(each["status"] == "201" for each in answered["Operations"])


def test_it_puts_the_id_into_the_body(clean):
    puts = sent(clean, "PUT", "/Users/")

    assert puts
    assert all(json.loads(call.request_text)["id"] in call.target for call in puts)
