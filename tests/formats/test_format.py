from __future__ import annotations

from scimviewer.event import Exchange
from scimviewer.formats import FORMATS
from scimviewer.formats.format import NOT_A_REQUEST, LeftOut, Part, Sample


def test_formats_have_names_of_their_own_and_say_how_they_are_recognised() -> None:
    assert len({format_.name for format_ in FORMATS}) == len(FORMATS)
    for format_ in FORMATS:
        assert format_.title
        assert format_.recognised_by.endswith(".")


def test_every_format_says_no_to_nothing() -> None:
    for format_ in FORMATS:
        assert format_.likeness(Sample("empty.json", None, {}, [])).confidence == 0


def test_readings_can_be_told_apart() -> None:
    part = Part("key", Exchange(), "request", False)

    assert isinstance(NOT_A_REQUEST, LeftOut)
    assert not isinstance(part, LeftOut)
    assert not isinstance(NOT_A_REQUEST, Part)
    assert NOT_A_REQUEST.rule == "not a request"
