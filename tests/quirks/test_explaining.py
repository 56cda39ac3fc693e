"""What is said about an exchange, and the contract of `explain --json`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given

from scimviewer.event import Exchange
from scimviewer.quirks import QUIRKS
from scimviewer.quirks.document import situation_of
from scimviewer.quirks.explaining import explain
from scimviewer.quirks.situation import Situation
from tests.quirks.made import call, get, listed, patch, post, refused, user
from tests.quirks.test_quirk import exchanges, json_values

CATALOGUE = Path(__file__).resolve().parents[3] / "shared" / "scim_catalogue.json"
IDS = {quirk.id for quirk in QUIRKS}
NEEDS_TIMES = {"retry-after-ignored"}
TITLE = {"op": "replace", "path": "title", "value": "Guide"}
KEYS = (
    "verdict", "quirks", "operations", "before", "intended", "strict", "observed", "after", "basis", "differences",
    "inverse",
)  # fmt: skip


def timed(example: dict[str, object]) -> dict[str, object]:
    """The example with its calls a second apart; whether somebody waited cannot be told without times."""
    history = [{**one, "time": f"2026-09-07T12:00:{n:02}Z"} for n, one in enumerate(example["history"])]
    return {**example, "history": history, "time": f"2026-09-07T12:00:{len(history):02}Z"}


def catalogue() -> list[dict[str, object]]:
    return json.loads(CATALOGUE.read_text(encoding="utf-8")) if CATALOGUE.exists() else []


@pytest.mark.skipif(not CATALOGUE.exists(), reason="the catalogue of patterns is not beside the project")
@pytest.mark.parametrize("entry", [one for one in catalogue() if one["id"] in IDS], ids=lambda one: one["id"])
def test_every_example_of_the_catalogue_is_recognised(entry) -> None:
    example = timed(entry["example"]) if entry["id"] in NEEDS_TIMES else entry["example"]
    told = explain(situation_of(example)).document()
    assert entry["id"] in [quirk["id"] for quirk in told["quirks"]]


def test_the_document_has_the_keys_of_the_contract() -> None:
    told = explain(refused({"op": "set", "path": "title", "value": "x"}, before=user())).document()
    assert tuple(told) == KEYS
    assert set(told["quirks"][0]) >= {
        "id", "severity", "title", "evidence", "explanation", "fix_sender", "fix_receiver", "source", "ask_customer",
    }  # fmt: skip
    json.dumps(told)


@pytest.mark.parametrize(
    ("case", "verdict"),
    [
        (
            refused({"op": "set", "path": "a", "value": 1}, scim_type="invalidSyntax"),
            r"Refused (400 invalidSyntax): The op",
        ),
        (
            refused(TITLE, status=418, detail="Teapot."),
            "Refused (418): no known pattern fits; the server says “Teapot”.",
        ),
        (patch(TITLE, before=user()), "Accepted (204): Set title to “Guide”; no known pattern of trouble shows."),
        (patch({"op": "remove"}), "Accepted (204), but look closer: A remove that names nothing."),
        (patch(TITLE, status=None), "The log tells no status."),
        (get("/scim/v2/Users/7c1", 304), "Not modified (304): Read the user “7c1”; no known pattern of trouble shows."),
    ],
)
def test_the_verdict_is_one_sentence(case: Situation, verdict: str) -> None:
    assert explain(case).verdict.startswith(verdict)


@pytest.mark.parametrize(
    ("case", "sentences"),
    [
        (patch(TITLE, {"op": "remove", "path": "nickName"}), ["Set title to “Guide”.", "Remove nickName."]),
        (post({"userName": "mira"}, answer=user()), ["Create the user “mira”."]),
        (call("DELETE", "/scim/v2/Groups/4", None, 204), ["Delete the group “4”."]),
        (get("/Users?filter=title pr", answer=listed(user())), ["List the users that fit “title pr”: 1 returned."]),
        (get("/scim/v2/Schemas", answer=listed()), ["Ask for Schemas."]),
        (
            call("POST", "/Bulk", {"Operations": [{"method": "DELETE", "path": "/Users/1"}]}, 200, {"Operations": []}),
            ["DELETE /Users/1 (no result): Delete the user “1”."],
        ),
    ],
)  # fmt: skip
def test_each_operation_has_its_sentence(case: Situation, sentences: list[str]) -> None:
    assert list(explain(case).operations) == sentences


@given(exchanges, json_values)
def test_no_exchange_makes_an_explanation_raise(exchange: Exchange, before: object) -> None:
    explain(Situation(exchange, before)).document()
