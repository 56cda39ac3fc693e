"""The filter's text as chips, and the text after a change of one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scimviewer.query.filters import parse
from scimviewer.ui.chip_faces import all_switched, changed, chips, face, sentence_of, text_of, whole
from tests.query.conftest import FILTER_TEXTS


def faces(text: str) -> list[str]:
    return [face(chip).spoken() for chip in chips(text)]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", []),
        ('actor:"Entra ID" -op:read', ["actor Entra ID", "not operation read"]),
        ("status:>=400 ms:100..500", ["status ≥ 400", "duration ms 100 – 500"]),
        ("status:(401 OR 403)", ["status 401, 403"]),
        ("~(outcome:failure)", ["outcome failure, off"]),
        ("-status:none", ["not status not said"]),
        ('"quota exceeded"', ["text “quota exceeded”"]),
        ("quota op:patch", ["text “quota”", "operation patch"]),
        ("status:409 OR type:User", ["status:409 OR type:User"]),
    ],
)
def test_chips_say_field_and_value(text: str, shown: list[str]) -> None:
    assert faces(text) == shown


def test_what_is_no_expression_is_no_chip() -> None:
    assert chips('status:"unfinished') == []
    assert chips("colour:red") == []
    assert all_switched("colour:red") == "colour:red"


def test_both_ends_of_a_time_are_one_chip() -> None:
    text = "after:2026-09-01T13:58Z before:2026-09-01T14:12Z op:patch"
    (times, _) = chips(text)

    assert len(times) == 2
    assert face(times).timed
    assert changed(text, 0, "remove") == "op:patch"
    assert changed(text, 0, "toggle") == "~(after:2026-09-01T13:58Z) ~(before:2026-09-01T14:12Z) op:patch"
    assert changed(changed(text, 0, "toggle"), 0, "toggle") == text
    assert text_of(times) == "after:2026-09-01T13:58Z before:2026-09-01T14:12Z"
    inverted = changed(text, 0, "invert")
    assert inverted == "-(after:2026-09-01T13:58Z before:2026-09-01T14:12Z) op:patch"
    assert len(chips(inverted)) == 2


@pytest.mark.parametrize(
    ("deed", "after"),
    [
        ("invert", "a:b -op:patch status:409"),
        ("toggle", "a:b ~(op:patch) status:409"),
        ("remove", "a:b status:409"),
        ("only", "op:patch"),
    ],
)
def test_a_deed_changes_one_term(deed: str, after: str) -> None:
    assert changed("a:b op:patch status:409".replace("a:b", "actor:b"), 1, deed) == after.replace("a:b", "actor:b")


def test_only_this_turns_it_on() -> None:
    assert changed("op:patch ~(status:409)", 1, "only") == "status:409"


def test_what_is_typed_stands_between_the_chips() -> None:
    before, after = chips("op:patch"), chips("status:409")
    assert whole(before, "a OR b", after) == "op:patch (a OR b) status:409"
    assert whole([], "a OR b", []) == "a OR b"
    assert whole(before, " ", after) == "op:patch status:409"


def test_all_off_and_on_again() -> None:
    text = "op:patch ~(status:409) quota"
    off = all_switched(text)

    assert off == "~(op:patch) ~(status:409) ~(quota)"
    assert all_switched(off) == "op:patch status:409 quota"


def test_a_filter_has_its_sentence_or_what_is_wrong_with_it() -> None:
    assert sentence_of("op:patch -actor:okta") == "operation is patch, actor is not okta"
    assert sentence_of("colour:red").startswith("There is no field")


def test_a_chip_says_what_it_asks_for_also_when_it_is_off() -> None:
    said = [face(chip).sentence for chip in chips("-op:patch ~(status:>=400)")]
    assert said == ["operation is not patch", "status is 400 or more"]


def test_names_are_hidden_in_all_that_a_chip_says() -> None:
    shown = face(chips("name:ann")[0], lambda _field, value: value.replace("ann", "user-1"))
    assert (shown.value, shown.sentence) == ("user-1", "resource is user-1")


TERMS = ["op:patch", "-actor:okta", "~(status:>=400)", '"a b"', "(x OR y)", "after:2026-09-01", "before:2026-09-02"]


@given(st.lists(st.sampled_from(TERMS), max_size=6), st.data())
def test_a_chip_comes_back_when_it_is_toggled_or_inverted_twice(parts: list[str], data: st.DataObject) -> None:
    text = " ".join(parts)
    found = chips(text)
    if not found:
        return
    number = data.draw(st.integers(0, len(found) - 1))
    for deed in ("toggle", "invert"):
        if deed == "invert" and len(found[number]) > 1:
            continue
        once = changed(text, number, deed)
        assert parse(changed(once, number, deed)) == parse(text)


@given(FILTER_TEXTS, st.sampled_from(["invert", "toggle", "remove", "only"]))
def test_whatever_is_typed_has_chips_that_can_be_changed(text: str, deed: str) -> None:
    found = chips(text)
    for number, chip in enumerate(found):
        face(chip)
        changed(text, number, deed)
    all_switched(text)
    sentence_of(text)
