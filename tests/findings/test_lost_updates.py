"""Two writes that overlap are told where one of them is not there afterwards."""

from __future__ import annotations

from typing import Any

from scimviewer.findings.lost_updates import FINDER
from tests.findings.conftest import at


def write(seconds: float, ms: float, path: str, value: Any, answered: Any = None) -> dict[str, Any]:
    asked = {"Operations": [{"op": "replace", "path": path, "value": value}]}
    return at(seconds, "PATCH", "/Users/7", 200, asked, answered, durationMs=ms)


def read(seconds: float, **attributes: Any) -> dict[str, Any]:
    return at(seconds, "GET", "/Users/7", 200, None, {"id": "7", "userName": "ann", **attributes})


TITLE, NICK = write(0, 900, "title", "new"), write(0.2, 300, "nickName", "annie")


def test_the_first_of_two_is_gone(look) -> None:
    (found,) = look(FINDER, TITLE, NICK, read(5, title="old", nickName="annie"))
    assert found.title == "1 change of ann was lost: two writes overlapped"
    assert (found.severity, found.events) == ("medium", (1, 2, 3))
    assert "title" in found.explanation


def test_the_second_answer_alone_can_tell_where_it_came_last(look) -> None:
    late = write(0.2, 2000, "nickName", "annie", {"id": "7", "title": "old", "nickName": "annie"})
    (found,) = look(FINDER, TITLE, late)
    assert found.events == (1, 2)


def test_both_there_or_one_after_the_other_are_none(look) -> None:
    assert look(FINDER, TITLE, NICK, read(5, title="new", nickName="annie")) == []
    assert look(FINDER, TITLE, write(1, 300, "nickName", "annie"), read(5, title="old", nickName="annie")) == []
    assert look(FINDER, TITLE, write(0.2, 300, "title", "newer"), read(5, title="newer")) == []
