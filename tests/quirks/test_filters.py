"""Group D: filters that are written, read or applied otherwise than the RFC has them."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from scimviewer.quirks.situation import Situation
from tests.quirks.made import call, each, error, get, group, hit, ids, listed, patch, post, refused, user

WORK = 'emails[type eq "work"].value'
NONE = listed()
SEARCH = "urn:ietf:params:scim:api:messages:2.0:SearchRequest"


def search(filter_: str, status: int = 200, answer: object = None, of: str = "Users", **more: object) -> Situation:
    return get(f"/scim/v2/{of}?filter={quote(filter_)}&startIndex=1&count=50", status, answer, **more)


def posted(filter_: str, status: int = 200, answer: object = None) -> Situation:
    return call("POST", "/scim/v2/Users/.search", {"schemas": [SEARCH], "filter": filter_}, status, answer)


def write(path: str, op: str = "replace") -> dict[str, object]:
    return {"op": op, "path": path, "value": "x"}


KNOWN = get("/scim/v2/Users/7c1", answer=user(userName="Mira.Hill"))
DELETED = call("DELETE", "/scim/v2/Users/7c1", None, 204)
RENAMED = patch({"op": "replace", "path": "userName", "value": "m.ridge"}, status=200, answer=user(userName="m.ridge"))

HOLDS = {
    "filter-unquoted-value": (
        search("displayName eq Climbers", 400, error(400, "bad filter", "invalidFilter"), of="Groups"),
        search("userName eq 'mira'", answer=NONE),
        refused({"op": "remove", "path": "members[value eq 9af2c]"}, scim_type="invalidFilter"),
        posted("id eq 2819c223-7f76-453a-919d-413861904646", 400, error(400, "bad")),
    ),
    "filter-syntax-nonstandard": (
        search(f'{WORK} eq "mira@hill.example"', 400, error(400, "unexpected .", "invalidFilter")),
        search('phoneNumbers[type eq "work"] eq "77"', answer=NONE),
        posted(f"active eq true and {WORK} sw \"mira\"", answer=NONE),
    ),
    "filter-no-target": (
        refused(write('phoneNumbers[type eq "fax"].value'), scim_type="noTarget"),
        refused(write('addresses[type eq "home"].region', "Add"), scim_type="noTarget", before=user()),
        refused({"op": "remove", "path": 'members[value eq "9"]'}, scim_type="noTarget", url="/Groups/41"),
        refused({"op": "replace", "value": {WORK: "x"}}, detail="noTarget: nothing to change"),
    ),
    "filter-attribute-unsupported": (
        search('externalId eq "77"', 400, error(400, "Only userName can be searched", "invalidFilter")),
        search('title co "Guide"', 501, error(501, "")),
        posted('emails.value eq "m@hill.example"', 400, {"message": "attribute emails is not supported in filters"}),
        search('displayName eq "Climbers"', 400, "Unsupported filter", of="Groups"),
    ),
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
    "filter-unquoted-value": (
        search('userName eq "mira eq jo"', answer=NONE),
        search("active eq true and meta.version eq 7 and title eq null", answer=NONE),
        patch(write(WORK)),
        search("userName pr", answer=NONE),
    ),
    "filter-syntax-nonstandard": (
        search('emails[type eq "work" and value eq "m"]', answer=NONE),
        search('emails[type eq "work"] and active eq true', answer=NONE),
        search('title eq "[a].value eq 1"', answer=NONE),
        patch(write(WORK)),
    ),
    "filter-no-target": (
        refused({"op": "remove", "value": "x"}, scim_type="noTarget"),
        refused(write(WORK), scim_type="invalidPath", detail="no such path"),
        refused(write("title"), scim_type="noTarget"),
    ),
    "filter-attribute-unsupported": (
        search("externalId eq ab77", 400, error(400, "bad filter", "invalidFilter")),
        search('userName eq "m"', 401, error(401, "token not supported")),
        search('userName eq "m"', 400, error(400, "too many", "tooMany")),
        get("/scim/v2/Users?count=-1", 400, error(400, "attribute count is not supported")),
        search('externalId eq "77"', answer=NONE),
    ),
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


def test_the_note_says_what_the_resource_had_instead() -> None:
    before = user(phoneNumbers=[{"value": "1", "type": "work"}, {"value": "2", "type": "pager"}])
    found = hit(
        "filter-no-target", refused(write('phoneNumbers[type eq "fax"].value'), scim_type="noTarget", before=before)
    )
    assert "it had “work” and “pager”" in found.note


def test_the_spelling_that_the_log_knows_is_evidence() -> None:
    found = hit("filter-case-sensitive-match", search('userName eq "mira.hill"', answer=NONE, history=(KNOWN,)))
    assert found.evidence == ("/request/url", "/history/0/response/body")
