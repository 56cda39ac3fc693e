"""Changes of the filter can be taken back."""

from __future__ import annotations

from scimviewer.ui.filter_history import MOST, FilterHistory


def test_back_and_forth() -> None:
    history = FilterHistory()
    for text in ("a", "a b"):
        history.note(text)

    assert [history.step(-1), history.step(-1), history.step(-1)] == ["a", "", None]
    assert [history.step(1), history.step(1), history.step(1)] == ["a", "a b", None]


def test_typing_is_one_step() -> None:
    history = FilterHistory()
    history.note("status:409")
    for text in ("status:409 q", "status:409 qu", "status:409 quota"):
        history.note(text, typed=True)
    history.note("quota")

    assert [history.step(-1), history.step(-1)] == ["status:409 quota", "status:409"]


def test_a_new_change_forgets_what_was_taken_back() -> None:
    history = FilterHistory()
    history.note("a")
    history.step(-1)
    history.note("b")

    assert history.step(1) is None
    assert history.step(-1) == ""


def test_length_is_limited() -> None:
    history = FilterHistory()
    for number in range(MOST * 2):
        history.note(str(number))

    steps = 0
    while history.step(-1) is not None:
        steps += 1
    assert steps == MOST - 1
