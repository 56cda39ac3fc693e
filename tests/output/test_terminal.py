"""Text from logs stays text on a terminal."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scimviewer.output.terminal import UNSAFE, safe


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("plain ü 日本 🦊", "plain ü 日本 🦊"),
        ("\x1b]0;title\x07", "\\x1b]0;title\\x07"),
        ("\x9b31m", "\\x9b31m"),
        ("a\nb\r", "a\\x0ab\\x0d"),
        ("\u202egnp.exe", "\\u202egnp.exe"),
        ("\u200b\ufeff\u00ad", "\\u200b\\ufeff\\xad"),
        ("\ud800", "\\ud800"),
        ("\U000e0041", "\\U000e0041"),
    ],
)
def test_what_a_terminal_obeys_is_written_out(text: str, written: str) -> None:
    assert safe(text) == written


def test_what_is_kept_passes() -> None:
    assert safe("a\nb\x00", keep="\n") == "a\nb\\x00"


@given(st.text())
def test_nothing_unsafe_is_left(text: str) -> None:
    assert not UNSAFE.search(safe(text))


def test_pipes_are_utf_8_whatever_the_system_speaks() -> None:
    code = "from scimviewer.output.terminal import speak_utf8; speak_utf8(); print('ü⟦')"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=Path(__file__).parents[2], env={"PYTHONIOENCODING": "cp1252"},
        capture_output=True, check=True,
    )  # fmt: skip
    assert done.stdout.decode().strip() == "ü⟦"
