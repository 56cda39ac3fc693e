"""Group K: what several calls show of one account."""

from __future__ import annotations

from typing import Any

import pytest

from scimviewer.quirks.situation import Situation
from tests.quirks.made import GROUP, USER, call, each, error, get, hit, ids, listed, patch, post, put, user

OKTA = {"User-Agent": "Okta SCIM Client 1.0.0"}
ADD = {"op": "add", "path": "members", "value": [{"value": "u5"}, {"value": "u6"}]}
TEAM = "/scim/v2/Groups/41"


def switch(active: Any, status: int = 204, id_: str = "7c1", **more: Any) -> Situation:
    url = f"/scim/v2/Users/{id_}"
    return patch({"op": "replace", "path": "active", "value": active}, url=url, status=status, **more)


def made(id_: str | None, name: str, url: str = "/scim/v2/Users", **more: Any) -> Situation:
    """A create of a user; without an id it fails."""
    body = {"schemas": [USER], "userName": name, **more}
    return post(body, url, 201, {**body, "id": id_}) if id_ else post(body, url, 400, error(400, "no"))


def delete(url: str = "/scim/v2/Users/7c1", status: int = 204, **more: Any) -> Situation:
    return call("DELETE", url, None, status, **more)


def after(situation: Situation, *history: Situation) -> Situation:
    return Situation(situation.exchange, history=tuple(one.exchange for one in history))


def add(detail: str, status: int = 404, *history: Situation, **more: Any) -> Situation:
    return patch(ADD, url=TEAM, status=status, answer=error(status, detail), history=history, **more)


HOLDS = {
    "member-add-before-user": (
        add("Member u6 does not exist", 404, made(None, "kim")),
        add("User not found", 400, made("u5", "lou"), made(None, "kim")),
        after(
            post(
                {"schemas": [GROUP], "displayName": "C", "members": [{"value": "q"}]}, "/Groups", 422, "invalid member"
            ),
            post({"userName": "kim"}, "/Users", 503),
        ),
        after(made("u6", "kim"), add("member u6 is unknown")),
    ),
    "duplicate-create": (
        after(made("2", "Kim@hill.example"), made("1", "kim@HILL.example")),
        after(
            made("2", "kim", externalId="E1"), get("/scim/v2/Users", 200, listed()), made("1", "kim2", externalId="E1")
        ),
        after(made("9", "kim", "https://h/scim/Users"), made("8", "kim", "https://h/scim/Users"), delete()),
    ),
    "flapping-active": (
        switch(False, history=(switch(True), switch(False), switch(True))),
        after(switch("True", 200), made("7c1", "m", active=True), switch("False"), switch(True), switch("False")),
        after(put(user(active=False)), put(user()), switch(False), get("/scim/v2/Users"), put(user())),
    ),
    "delete-without-disable": (
        delete(history=(switch(False, id_="8"), switch(True))),
        delete("/hr/scim/Users/4", 200),
        delete(headers=OKTA, history=(switch(False),)),
        delete(before=user()),
    ),
}
SILENT = {
    "member-add-before-user": (
        add("Member u6 does not exist", 404),
        add("Group 41 not found", 404, made(None, "kim")),
        add("Member u6 does not exist", 404, made(None, "kim"), made("u7", "kim")),
        add("Member u6 does not exist", 404, made("u6", "lou"), made(None, "kim")),
        add("Too many members", 413, made(None, "kim")),
        after(made("u9", "kim"), add("member u6 is unknown")),
    ),
    "duplicate-create": (
        after(made("1", "kim"), made("1", "kim")),
        after(made("2", "kim"), made("1", "lou")),
        after(made("2", "kim"), made("1", "kim"), delete("/scim/v2/Users/1")),
        after(made("2", "kim"), made("1", "kim"), get("/scim/v2/Users/1", 404)),
        after(made("2", "kim"), made("1", "kim"), patch({"op": "replace", "path": "userName", "value": "old"},
                                                         url="/scim/v2/Users/1")),
        after(made("2", "kim", "https://b/scim/Users"), made("1", "kim", "https://a/scim/Users")),
        after(made("2", "kim", externalId="e1"), made("1", "lou", externalId="E1")),
        after(made("2", "kim"), made(None, "kim")),
    ),
    "flapping-active": (
        switch(True, history=(switch(True), switch(False))),
        switch(True, history=(switch(False),) * 5),
        switch(False, history=(switch(True), switch(False, id_="8"), switch(True, id_="8"), switch(False))),
        switch(False, history=(switch(True), switch(False, 500), switch(True), switch(False, 403))),
        get("/scim/v2/Users/7c1", 200, user(), history=(switch(True), switch(False), switch(True), switch(False))),
    ),
    "delete-without-disable": (
        delete(history=(switch(False),)),
        delete(before=user(active=False)),
        delete("/scim/v2/Groups/1"),
        delete(status=404),
        delete(history=(put(user(active=False)),)),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("id_", "situation"), each(HOLDS))
def test_the_pattern_is_found(id_: str, situation: Situation) -> None:
    assert id_ in ids(situation)


@pytest.mark.parametrize(("id_", "situation"), each(SILENT))
def test_the_near_miss_is_not(id_: str, situation: Situation) -> None:
    assert id_ not in ids(situation)


def test_every_switch_is_shown() -> None:
    found = hit("flapping-active", HOLDS["flapping-active"][0])
    assert found.note == "The account “7c1” was switched 3 times: on, off, on, off."
    assert found.evidence[0] == "/history/0/request/body/Operations/0/value"
    assert found.evidence[-1] == "/request/body/Operations/0/value"


def test_only_members_that_are_unknown_are_named() -> None:
    note = hit("member-add-before-user", HOLDS["member-add-before-user"][1]).note
    assert "“u6” cannot be added" in note
    assert "u5" not in note
