import json
from random import Random

import pytest

from scimviewer.demo.call import Request
from scimviewer.demo.receiver import Receiver
from scimviewer.demo.receiver_patch import Habits
from scimviewer.demo.schedule import SECOND, START_NS
from scimviewer.demo.sites import site_of


@pytest.fixture
def receiver():
    """An application with three users, ids 1 to 3."""
    made = Receiver(site_of("okta"), Random(1), lambda _: Habits())
    for name in ("ada", "bea", "cem"):
        made.create("Users", {"userName": name, "externalId": name[0]}, START_NS)
    return made


def ask(receiver, method, kind, key="", seconds=1, **more):
    reply = receiver.handle(Request(method, kind, key, **more), START_NS + seconds * SECOND)
    return reply.status, json.loads(reply.text) if reply.text else None


def test_user_names_are_unique_in_any_case(receiver):
    status, error = ask(receiver, "POST", "Users", body={"userName": "ADA"})

    assert (status, error["scimType"], error["status"]) == (409, "uniqueness", "409")


def test_a_deleted_name_is_free_again_and_its_id_is_not(receiver):
    assert ask(receiver, "DELETE", "Users", "1") == (204, None)
    assert ask(receiver, "GET", "Users", "1")[0] == 404
    assert ask(receiver, "POST", "Users", body={"userName": "ada"})[1]["id"] == "4"


def test_filters_and_pages_agree_with_what_is_held(receiver):
    assert ask(receiver, "GET", "Users", filter=("externalId", "b"))[1]["Resources"][0]["userName"] == "bea"
    assert ask(receiver, "GET", "Users", filter=("userName", "zoe"))[1]["totalResults"] == 0

    page = ask(receiver, "GET", "Users", start=2, count=2)[1]
    assert (page["totalResults"], page["itemsPerPage"], page["startIndex"]) == (3, 2, 2)
    assert [user["id"] for user in page["Resources"]] == ["2", "3"]


def test_only_a_real_change_makes_a_new_version(receiver):
    operation = {"op": "replace", "path": "title", "value": "Nurse"}
    first = ask(receiver, "PATCH", "Users", "1", 5, body={"Operations": [operation]})[1]["meta"]
    again = ask(receiver, "PATCH", "Users", "1", 9, body={"Operations": [operation]})[1]["meta"]

    assert first["version"] == again["version"] == 'W/"2"'
    assert again["lastModified"] == "2026-09-01T06:00:05.000Z"


def test_put_replaces_and_passwords_are_never_shown(receiver):
    body = {"userName": "ada", "title": "Nurse", "password": "x"}
    status, made = ask(receiver, "POST", "Users", body={**body, "userName": "dan"})
    assert (status, "password" in made) == (201, False)

    held = ask(receiver, "PUT", "Users", "1", body={"id": "9", "userName": "ada"})[1]
    assert held["id"] == "1"
    assert "externalId" not in held


def test_members_leave_with_their_account(receiver):
    members = [{"value": "1"}, {"value": "2"}]
    group = ask(receiver, "POST", "Groups", body={"displayName": "Team", "members": members})[1]
    ask(receiver, "DELETE", "Users", "1")

    assert [each["value"] for each in ask(receiver, "GET", "Groups", group["id"])[1]["members"]] == ["2"]
    assert "members" not in ask(receiver, "GET", "Groups", group["id"], slim=True)[1]


def test_bulk_answers_each_operation(receiver):
    operations = [
        {"method": "POST", "path": "/Users", "bulkId": "n1", "data": {"userName": "eva"}},
        {"method": "POST", "path": "/Users", "bulkId": "n2", "data": {"userName": "ada"}},
        {"method": "DELETE", "path": "/Users/2"},
    ]
    status, answer = ask(receiver, "POST", "Bulk", body={"Operations": operations})
    results = answer["Operations"]

    assert status == 200
    assert [each["status"] for each in results] == ["201", "409", "204"]
    assert results[0]["location"].endswith("/Users/4")
    assert results[1]["response"]["scimType"] == "uniqueness"
