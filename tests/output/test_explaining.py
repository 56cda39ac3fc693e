"""An explanation as text."""

from __future__ import annotations

from scimviewer.output.explaining import explanation_text

QUIRK = {
    "id": "op-unknown", "severity": "error", "title": "Not an operation", "evidence": ["/request/body"],
    "explanation": "It is none.", "fix_sender": "Change it.", "fix_receiver": "Refuse it.", "source": "RFC 7644",
    "ask_customer": "Who sent it?",
}  # fmt: skip
TOLD = {
    "verdict": "Refused (400): it is none.",
    "quirks": [QUIRK, {**QUIRK, "id": "op-casing", "behind": "op-unknown"}],
    "operations": ["Set title to “\x1b[31mred”."],
    "differences": [{"text": "title: “a” was expected."}],
    "inverse": {"Operations": []},
}


def test_the_verdict_comes_first_and_the_way_back_last() -> None:
    lines = explanation_text(TOLD).splitlines()
    assert lines[0] == "Refused (400): it is none."
    assert lines[-1] == "  }"
    assert "  Sender:   Change it." in lines


def test_what_a_specific_pattern_explains_is_named_in_one_line() -> None:
    text = explanation_text(TOLD)
    assert "[op-casing, explained by op-unknown]" in text
    assert text.count("It is none.") == 1


def test_nothing_in_it_can_move_a_terminal() -> None:
    assert "\x1b" not in explanation_text(TOLD)
    assert "\\x1b[31mred" in explanation_text(TOLD)
