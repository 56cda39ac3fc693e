"""Every pattern is whole, and all of them together stay silent where nothing is wrong and never raise."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scimviewer.event import Exchange
from scimviewer.quirks import QUIRKS, found, severity_of
from scimviewer.quirks.quirk import SEVERITIES, Quirk, named
from scimviewer.quirks.situation import Situation
from scimviewer.scim.pointers import NOWHERE, pointed
from tests.quirks.made import ENTERPRISE, PATCH_OP, USER, each, patch
from tests.quirks.well_behaved import WELL_BEHAVED

IDS = [quirk.id for quirk in QUIRKS]
GROUPS = (
    "payload", "schemas", "paths", "filters", "searches", "required", "values", "plurals", "membership",
    "membership_answers", "uniqueness", "lifecycle", "replacement", "access", "limits", "paging", "reach",
    "answers_errors", "answers_lists", "answers_resources", "flow_accounts", "flow",
)  # fmt: skip
MANUAL = Path(__file__).resolve().parents[2] / "resources/manual/09-patterns.md"
TESTS = [importlib.import_module(f"tests.quirks.test_{group}") for group in GROUPS]


def test_no_id_stands_twice() -> None:
    assert len(set(IDS)) == len(IDS)


@pytest.mark.parametrize("quirk", QUIRKS, ids=IDS)
def test_a_pattern_says_everything_that_people_need(quirk: Quirk) -> None:
    assert quirk.severity in SEVERITIES
    assert quirk.group in "ABCDEFGHIJK"
    assert all((quirk.title, quirk.explanation, quirk.fix_sender, quirk.fix_receiver, quirk.ask_customer, quirk.source))
    assert not quirk.title.endswith(".")
    assert quirk.id not in quirk.behind


@pytest.mark.parametrize("id_", IDS)
def test_a_pattern_has_three_examples_and_two_near_misses(id_: str) -> None:
    assert sum(len(test.HOLDS.get(id_, ())) for test in TESTS) >= 3
    assert sum(len(test.SILENT.get(id_, ())) for test in TESTS) >= 2


def told(exchange: Exchange) -> dict[str, object]:
    return {
        "request": {
            "url": exchange.url,
            "headers": dict(exchange.request_headers),
            "body": exchange.request_body,
        },
        "response": {
            "status": exchange.status,
            "headers": dict(exchange.response_headers),
            "body": exchange.response_body,
        },
    }


@pytest.mark.parametrize(("id_", "situation"), [one for test in TESTS for one in each(test.HOLDS)])
def test_evidence_points_at_something(id_: str, situation: Situation) -> None:
    document = {
        **told(situation.exchange),
        "before": situation.before,
        "history": [told(one) for one in situation.history],
    }
    for quirk, hit in found(situation):
        assert hit.evidence, quirk.id
        for at in hit.evidence:
            assert pointed(document, at) is not NOWHERE, (quirk.id, at)


def test_the_manual_lists_every_pattern_by_group() -> None:
    """The page is this listing; a new pattern is one more line under the heading of its group."""
    lines = [line for line in MANUAL.read_text(encoding="utf-8").splitlines() if line.startswith(("## ", "- `"))]
    listing = []
    for letter, title in TITLES.items():
        listing.append(f"## {title}")
        listing += [f"- `{one.id}` ({one.severity}): {one.title}." for one in QUIRKS if one.group == letter]
    assert lines == listing


def test_there_are_sixty_exchanges_in_which_nothing_is_wrong() -> None:
    assert sum(len(them) for them in WELL_BEHAVED.values()) >= 60


@pytest.mark.parametrize(("who", "situation"), each(WELL_BEHAVED))
def test_where_nothing_is_wrong_nothing_is_found(who: str, situation: Situation) -> None:
    assert [(quirk.id, hit.note) for quirk, hit in found(situation) if severity_of(quirk, hit) != "info"] == []


def test_words_of_a_log_are_quoted_shortened_and_few() -> None:
    assert named(["a", "b", "a"]) == "“a” and “b”"
    assert named("abcdef") == "“a”, “b”, “c”, “d” and 2 more"
    assert named(["x" * 500]) == f"“{'x' * 120}…”"


def test_what_a_specific_pattern_explains_comes_last_and_says_so() -> None:
    hits = found(patch({"op": "Add", "path": "roles", "value": [{"value": '{"id": "7"}'}]}))
    told = [(quirk.id, hit.behind) for quirk, hit in hits]
    assert told[0] == ("value-json-encoded-string", None)
    assert told[-1] == ("op-casing", "value-json-encoded-string")


TITLES = {
    "A": "The form of the request", "B": "Schemas", "C": "Paths", "D": "Filters", "E": "Values and types",
    "F": "Members of groups", "G": "Names that are taken", "H": "The life of an account",
    "I": "Access, limits, paging, versions, bulk", "J": "Answers that confuse the other side",
    "K": "What several calls show together",
}  # fmt: skip

# Names and texts that SCIM uses, so that nonsense comes in the right places.
words = st.sampled_from(
    ["op", "path", "value", "Operations", "schemas", "Resources", "totalResults", "id", "members", "active", "emails",
     "detail", "scimType", "status", "Errors", "data", "method", "bulkId", "response", "meta", "name.givenName",
     USER, ENTERPRISE, f"{ENTERPRISE}:manager", 'emails[type eq "work"].value', "filter", "attributes", "roles"]
)  # fmt: skip
texts = st.one_of(
    st.text(max_size=12),
    words,
    st.sampled_from(
        [PATCH_OP, "Add", "remove", "replace", "True", "/emails/0", "members[value eq x", "<html>", "{", '{"a":[1]}']
    ),
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words | st.text(max_size=6), inner, max_size=5),
    max_leaves=14,
)
urls = st.sampled_from(
    ["/scim/v2/Users", "/scim/v2/Users/7", "/Groups/4", "/Bulk", "/.search", "/Schemas", "", "/Users?filter=a%20eq%20b",
     '/Users?filter=emails[type eq "x"].value eq "y"&count=1', "/scim/v2?x/Users", "/ServiceProviderConfig"]
) | st.text(max_size=30)  # fmt: skip
headers = st.lists(
    st.tuples(st.sampled_from(["Content-Type", "User-Agent", "retry-after", "If-Match"]), texts), max_size=3
)
exchanges = st.builds(
    Exchange,
    time_ns=st.none() | st.integers(0, 2**62),
    method=st.sampled_from(["GET", "POST", "PUT", "PATCH", "DELETE", "patch", "TRACE"]) | st.none(),
    url=st.none() | urls,
    request_headers=headers,
    request_body=json_values,
    status=st.none() | st.sampled_from([0, 200, 201, 204, 400, 404, 409, 429, 500, 501]),
    response_headers=headers,
    response_body=json_values,
)


@given(exchanges, json_values, st.lists(exchanges, max_size=3))
def test_no_json_makes_a_pattern_raise(exchange: Exchange, before: object, history: list[Exchange]) -> None:
    for _, hit in found(Situation(exchange, before, history)):
        assert all(at.startswith(("/request", "/response", "/history/", "/before")) for at in hit.evidence)
