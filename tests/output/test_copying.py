"""An event is copied as a command that can be run, and as Markdown that shows what it is."""

from __future__ import annotations

import shlex
import subprocess

import pytest

from scimviewer.output.copying import curl, markdown, redacted
from scimviewer.privacy.redaction import Redactor
from scimviewer.query.rows import rows
from scimviewer.store.case import Case
from tests.output.conftest import FORMULA, PERSON
from tests.store.conftest import SECRET


def commands(case: Case, redactor: Redactor | None) -> list[str]:
    return [curl(rows(case, [n])[0], case.exchange(n), redactor) for n in range(1, 6)]


def test_the_command_asks_what_was_asked(case: Case) -> None:
    words = shlex.split(commands(case, None)[0])
    assert words[:4] == ["curl", "-X", "POST", "$BASE/scim/v2/Users"]
    assert "Authorization: Bearer $TOKEN" in words
    assert "Content-Type: application/scim+json" in words
    assert not any(word.lower().startswith("host:") for word in words)
    assert PERSON in words[-1]


def test_a_shell_runs_nothing_of_it(case: Case) -> None:
    for command in commands(case, None):
        script = f"curl() {{ printf '%s\\n' \"$@\"; }}\nBASE=base TOKEN=token\n{command}\n"
        done = subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=True)
        assert done.stderr == ""
        assert "uid=" not in done.stdout
        assert "base/" in done.stdout


def test_credentials_are_in_no_copy(case: Case, redactor: Redactor) -> None:
    for number in range(1, 6):
        row, exchange = rows(case, [number])[0], case.exchange(number)
        for one in (None, redactor):
            assert SECRET not in curl(row, case.exchange(number), one)
            assert SECRET not in markdown(row, exchange, one)


def test_redacted_copies_name_nobody(case: Case, redactor: Redactor) -> None:
    for number in range(1, 6):
        row = rows(case, [number])[0]
        for text in (curl(row, case.exchange(number), redactor), markdown(row, case.exchange(number), redactor)):
            assert "kanarienvogel" not in text.lower()
    assert "kanarienvogel" in markdown(rows(case, [1])[0], case.exchange(1), None)
    row, exchange = rows(case, [1])[0], case.exchange(1)
    assert redacted(row, exchange, None) == (row, exchange)


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
def test_markdown_has_facts_and_both_halves(case: Case, number: int) -> None:
    text = markdown(rows(case, [number])[0], case.exchange(number), None)
    assert f"| Event | {number}, log.ndjson:{number} |" in text
    assert text.count("\nRequest") == text.count("\nResponse") == 1
    assert "\x1b" not in text
    assert "\r" not in text


def test_a_fence_in_a_body_does_not_end_the_fence(case: Case) -> None:
    text = markdown(rows(case, [2])[0], case.exchange(2), None)
    assert "\n````\n" in text
    assert FORMULA.split("(")[0] in text
