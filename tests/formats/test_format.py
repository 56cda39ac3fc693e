from __future__ import annotations

from scimviewer.event import Exchange
from scimviewer.formats import FORMATS
from scimviewer.formats.format import NOT_A_REQUEST, PLAIN, Dialect, Format, LeftOut, Likeness, Part, Sample, likely


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


def test_what_must_be_known_beside_a_record_can_be_kept_as_text() -> None:
    dialect = Dialect(("a", "ü"), "\t", {"unit": "ms"})

    assert Dialect.of(dialect.stored()) == dialect
    assert PLAIN.stored() is None
    assert Dialect.of(None) == PLAIN


def test_only_a_format_that_learns_is_told_the_dialect() -> None:
    def read(record: str, dialect: Dialect = PLAIN) -> Exchange:
        return Exchange(method=record, target=dialect.facts.get("host"))

    def likeness(sample: Sample) -> Likeness:
        return Likeness(0.0, ())

    spoken = Dialect(facts={"host": "h"})
    plain = Format("plain", "", "", likeness, read)
    learning = Format("learning", "", "", likeness, read, learn=lambda sample: spoken)
    assert plain.reader(spoken)("GET").target is None
    assert learning.reader(spoken)("GET").target == "h"


def test_one_line_in_many_is_a_quotation() -> None:
    assert likely(1, 1, ("x",)) == Likeness(0.95, ("x",))
    assert likely(1, 3, ("x",)).confidence == 0
    assert likely(2, 4, ("x",), most=1.0).confidence == 0.75
    assert likely(0, 0, ()).confidence == 0
