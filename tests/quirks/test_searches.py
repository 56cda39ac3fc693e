"""Group D: searches that answer with something else than was asked for."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from scimviewer.quirks.situation import Situation
from tests.quirks.made import call, each, get, group, hit, ids, listed, patch, post, user

WORK = 'emails[type eq "work"].value'
NONE = listed()
SEARCH = "urn:ietf:params:scim:api:messages:2.0:SearchRequest"


def search(filter_: str, status: int = 200, answer: object = None, of: str = "Users", **more: object) -> Situation:
    return get(f"/scim/v2/{of}?filter={quote(filter_)}&startIndex=1&count=50", status, answer, **more)


def posted(filter_: str, status: int = 200, answer: object = None) -> Situation:
    return call("POST", "/scim/v2/Users/.search", {"schemas": [SEARCH], "filter": filter_}, status, answer)


KNOWN = get("/scim/v2/Users/7c1", answer=user(userName="Mira.Hill"))
DELETED = call("DELETE", "/scim/v2/Users/7c1", None, 204)
RENAMED = patch({"op": "replace", "path": "userName", "value": "m.ridge"}, status=200, answer=user(userName="m.ridge"))

HOLDS = {
    "filter-ignored-returns-all": (
        search('userName eq "mira"', answer=listed(user(userName="mira"), user(id="2", userName="jo"))),
        search('displayName eq "Ridge"', answer=listed(group(), total=40), of="Groups"),
        search('userName eq "mira@hill.example"', answer=listed(user(), total=812)),
        search('emails.value eq "a@hill.example"', answer=listed(user(emails=[{"value": "z@hill.example"}]))),
    ),
    "filter-wildcard-match": (
        search('displayName eq "Climb"', answer=listed(group(displayName="Climb"), group(id="2")), of="Groups"),
        search('userName eq "mira"', answer=listed(user(userName="mira"), user(id="2", userName="xmira2"))),
        search('externalId eq "7"', answer=listed(user(externalId="17"), user(id="2", externalId="7"))),
    ),
    "filter-case-sensitive-match": (
        search('userName eq "mira.hill"', answer=NONE, history=(KNOWN,)),
        search('displayName eq "CLIMBERS"', answer=NONE, of="Groups",
               history=(get("/scim/v2/Groups?count=5", answer=listed(group())),)),
        search('userName eq "MIRA"', answer=NONE, history=(post({"userName": "mira"}, answer=None),)),
    ),
}  # fmt: skip
SILENT = {
    "filter-ignored-returns-all": (
        search('userName eq "MIRA@hill.example"', answer=listed(user())),
        search('userName sw "mira"', answer=listed(user(), user(id="2", userName="jo"))),
        search(
            'userName eq "mira" or userName eq "jo"', answer=listed(user(userName="jo"), user(id="2", userName="mira"))
        ),
        search('externalId eq "9"', answer=listed({"id": "3", "schemas": []})),  # the server does not return it
        search('displayName eq "Climbers"', answer=listed(group(), group(id="2")), of="Groups"),
        search("active eq true", answer=listed(user(), user(id="2", active="True"))),
    ),
    "filter-wildcard-match": (
        search(
            'displayName eq "Climb"', answer=listed(group(displayName="Climb"), group(displayName="Ski")), of="Groups"
        ),
        search('displayName co "Climb"', answer=listed(group(displayName="Climb"), group()), of="Groups"),
        search('displayName eq "climbers"', answer=listed(group()), of="Groups"),
    ),
    "filter-case-sensitive-match": (
        search('userName eq "mira.hill"', answer=NONE, history=(KNOWN, DELETED)),
        search('userName eq "mira.hill"', answer=NONE, history=(KNOWN, RENAMED)),
        search('userName eq "Mira.Hill"', answer=NONE, history=(KNOWN,)),
        search('externalId eq "AB"', answer=NONE, history=(get("/scim/v2/Users/7c1", answer=user(externalId="ab")),)),
        search('userName eq "mira.hill"', answer=listed(user(userName="Mira.Hill")), history=(KNOWN,)),
    ),
}


@pytest.mark.parametrize(("id_", "situation"), each(HOLDS))
def test_the_pattern_is_found(id_: str, situation: Situation) -> None:
    assert id_ in ids(situation)


@pytest.mark.parametrize(("id_", "situation"), each(SILENT))
def test_the_near_miss_is_not(id_: str, situation: Situation) -> None:
    assert id_ not in ids(situation)


def test_only_one_of_the_two_patterns_of_loose_answers_holds() -> None:
    wide = search('userName eq "mira"', answer=listed(user(userName="mira"), user(id="2", userName="mira2")))
    assert "filter-ignored-returns-all" not in ids(wide)
    assert "filter-wildcard-match" in ids(wide)


def test_the_spelling_that_the_log_knows_is_evidence() -> None:
    found = hit("filter-case-sensitive-match", search('userName eq "mira.hill"', answer=NONE, history=(KNOWN,)))
    assert found.evidence == ("/request/url", "/history/0/response/body")
