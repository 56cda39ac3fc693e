"""One pass through a log knows states and what went before."""

from __future__ import annotations

from pathlib import Path

from scimviewer.query.quirk_pass import Pass, States
from tests.query.conftest import case_of
from tests.query.lives import ID, LIFE
from tests.store.conftest import lines


def test_states_are_followed_through_the_log(tmp_path: Path) -> None:
    table = case_of(tmp_path, lines(LIFE))
    one = Pass(table.case)
    seen = []
    for event in table.ids.tolist():
        one.take([event], looks=False)
        key = next((key for key in one.states.resources() if key[2] == ID), None)
        seen.append(None if key is None else (one.states[key] or {}).get("title", ""))
    assert seen == [None, "", "Head", "Head", "Head", "Head", "Head", None, "", None, None]


def test_shares_together_look_at_every_event_once(tmp_path: Path) -> None:
    table = case_of(tmp_path, lines(LIFE))
    ids = table.ids.tolist()
    whole = sorted(Pass(table.case).take(ids))
    parts = [hit for share in range(3) for hit in Pass(table.case, share, 3).take(ids)]
    assert sorted(parts) == whole


def test_states_never_take_more_room_than_they_may() -> None:
    states = States(most=200)
    for number in range(50):
        states["t", "User", str(number)] = {"id": number}
    assert ("t", "User", "49") in states
    assert ("t", "User", "0") not in states
    states["t", "User", "49"] = None
    assert states["t", "User", "49"] is None
