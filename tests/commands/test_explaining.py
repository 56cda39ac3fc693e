"""`explain`, of a case and of stdin."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from scimviewer.cli import main
from tests.commands.conftest import refused, run

ODD = {
    "request": {"method": "PATCH", "path": "/scim/v2/Users/7", "body": {"Operations": [{"op": "set"}]}},
    "response": {"status": 400},
    "before": {"id": "7", "userName": "mira.hill@hill.example"},
}


def told(data: str | bytes, *options: str) -> Result:
    return CliRunner().invoke(main, ["explain", "-", *options], input=data)


def test_an_exchange_from_stdin_is_explained_as_json() -> None:
    result = told(json.dumps(ODD))
    assert result.exit_code == 0
    assert "op-unknown" in [quirk["id"] for quirk in json.loads(result.stdout)["quirks"]]


@pytest.mark.parametrize(
    "data", ["null", "[]", '"x"', "{}", "7", b"\xef\xbb\xbf{}", '{"a": NaN}', "[" * 150 + "]" * 150]
)
def test_whatever_parses_is_explained(data: str | bytes) -> None:
    result = told(data)
    assert (result.exit_code, set(json.loads(result.stdout)) >= {"verdict", "inverse"}) == (0, True)


@pytest.mark.parametrize(
    ("data", "said"),
    [("", "not JSON"), ("{", "not JSON"), (b"\xff\xfe", "not JSON"), ("[" * 5000 + "]" * 5000, "deeper than 200")],
)
def test_what_does_not_parse_is_said_in_one_sentence(data: str | bytes, said: str) -> None:
    refused(told(data), said)


def test_pseudonyms_replace_names_in_all_that_is_said() -> None:
    assert "mira.hill" not in told(json.dumps(ODD), "--redact").stdout


def test_an_event_of_a_case_is_explained(case: Path) -> None:
    document = json.loads(run("explain", case, "1", "--json").stdout)
    assert document["verdict"]
    assert run("explain", case, "1").stdout.startswith(document["verdict"][:40])


def test_an_event_that_is_not_there_is_said(case: Path) -> None:
    refused(run("explain", case, "999999", "--json"), "no event 999999")
    refused(run("explain", case), "Say which event")
