"""Group D: filters that are written, read or applied otherwise than the RFC has them."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from scimviewer.quirks.situation import Situation
from tests.quirks.made import call, each, error, get, hit, ids, listed, patch, refused, user

WORK = 'emails[type eq "work"].value'
NONE = listed()
SEARCH = "urn:ietf:params:scim:api:messages:2.0:SearchRequest"


def search(filter_: str, status: int = 200, answer: object = None, of: str = "Users", **more: object) -> Situation:
    return get(f"/scim/v2/{of}?filter={quote(filter_)}&startIndex=1&count=50", status, answer, **more)


def posted(filter_: str, status: int = 200, answer: object = None) -> Situation:
    return call("POST", "/scim/v2/Users/.search", {"schemas": [SEARCH], "filter": filter_}, status, answer)


def write(path: str, op: str = "replace") -> dict[str, object]:
    return {"op": op, "path": path, "value": "x"}


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
}


@pytest.mark.parametrize(("id_", "situation"), each(HOLDS))
def test_the_pattern_is_found(id_: str, situation: Situation) -> None:
    assert id_ in ids(situation)


@pytest.mark.parametrize(("id_", "situation"), each(SILENT))
def test_the_near_miss_is_not(id_: str, situation: Situation) -> None:
    assert id_ not in ids(situation)


def test_the_note_says_what_the_resource_had_instead() -> None:
    before = user(phoneNumbers=[{"value": "1", "type": "work"}, {"value": "2", "type": "pager"}])
    found = hit(
        "filter-no-target", refused(write('phoneNumbers[type eq "fax"].value'), scim_type="noTarget", before=before)
    )
    assert "it had “work” and “pager”" in found.note


def test_only_the_filter_that_fits_nothing_is_blamed() -> None:
    before = user(emails=[{"value": "m@hill.example", "type": "work"}])
    case = refused(write(WORK), write('phoneNumbers[type eq "fax"].value'), scim_type="noTarget", before=before)
    assert hit("filter-no-target", case).evidence[0] == "/request/body/Operations/1/path"
