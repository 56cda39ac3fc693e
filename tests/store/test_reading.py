"""A chunk becomes a block: masked, understood, bounded; what cannot be understood is a problem, never an exception."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scimviewer.formats import FORMATS
from scimviewer.formats.chunks import Framing, Span
from scimviewer.formats.format import Dialect, Format, Unreadable
from scimviewer.formats.framing import cut
from scimviewer.formats.records import decoded
from scimviewer.store import blocks, reading
from scimviewer.store.reading import Block, Task, read_chunk, recognised, text_hash, while_masking
from tests.conftest import call
from tests.store.conftest import SECRET, calls, lines

FRAMING = Framing("lines")


def read(data: bytes, **more: Any) -> Block:
    block = read_chunk(Task("json_exchange", more.pop("framing", FRAMING), 0, 1, b"key", data, **more))
    assert block.records == block.used + sum(block.left_out.values()) + len(block.troubles)
    return block


def stored(block: Block) -> list[bytes]:
    data, spans = blocks.decompressed(block.data), blocks.unpacked_spans(block.spans, block.records)
    return [data[start:end] for start, end in zip(spans.starts, spans.ends, strict=True)]


def test_records_are_stored_as_they_stand_but_for_credentials() -> None:
    made = lines(calls(3))
    block = read(made)

    assert b"".join(one + b"\n" for one in stored(block)).count(b"secret:") == 3
    assert SECRET.encode() not in blocks.decompressed(block.data)
    assert sum(block.secrets.values()) == 3
    assert [row[0] for row in block.rows] == [0, 1, 2]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_two_byte_text_is_stored_in_its_own_encoding(encoding: str) -> None:
    text = '{"request": {"method": "GET", "url": "/scim/v2/Users/ü中"}, "response": {"status": 200}}\n'
    block = read(text.encode(encoding), framing=Framing("lines", encoding, 2))
    assert stored(block) == [text.strip().encode(encoding)]
    assert block.rows[0][8] == "ü中"


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        (b'{"request": {"method": "GET"', "cut off"),
        (b'{"request": }', "broken"),
        (b"hello", "not JSON"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"a":' * 5000 + b"1" + b"}" * 5000, "nested too deeply"),
        (b'{"a": ' + b"9" * 5000 + b"}", "broken"),
    ],
)
def test_what_is_broken_says_why(broken: bytes, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        decoded(broken)
    block = read(lines(calls(1)) + broken + b"\n" + lines(calls(1)))
    assert (block.used, len(block.troubles)) == (2, 1)
    assert block.troubles[0].what.endswith(".")
    assert block.troubles[0].head == broken[:64]


@pytest.mark.parametrize("odd", [b'{"a": NaN}', b'{"a": "\x01"}', b'{"a": "\xff"}', b'{"a": 1e999}'])
def test_what_is_nearly_json_is_read(odd: bytes) -> None:
    assert "a" in decoded(odd)


def test_a_parser_that_fails_loses_one_record(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = reading.event_of

    def event_of(exchange: Any) -> Any:
        if exchange.url.endswith("x1"):
            raise KeyError("surprise")
        return whole(exchange)

    monkeypatch.setattr(reading, "event_of", event_of)
    block = read(lines(calls(3)))
    assert (block.used, [one.what for one in block.troubles]) == (2, ["This record could not be read (KeyError)."])
    assert len(stored(block)[1]) > 64


def test_what_cannot_be_masked_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = reading.SecretMasker.mask_block

    def mask_block(self: Any, data: bytes, spans: Any) -> Any:
        if b"Users/x1" in data:
            raise MemoryError
        return whole(self, data, spans)

    monkeypatch.setattr(reading.SecretMasker, "mask_block", mask_block)
    block = read(lines(calls(3)))
    assert (block.used, len(block.troubles)) == (2, 1)
    assert (block.troubles[0].head, stored(block)[1]) == (b"", b"")
    assert SECRET.encode() not in blocks.decompressed(block.data)


def test_records_that_killed_before_are_passed_over() -> None:
    block = read(lines(calls(4)), skip=frozenset({1, while_masking(2)}), waiting=[])
    assert [one.record for one in block.troubles] == [1]
    watch = type("Watch", (), {"value": -1})()
    block = read_chunk(Task("json_exchange", FRAMING, 0, 1, b"key", lines(calls(4)), skip=frozenset({1, -4})), watch)
    assert [one.record for one in block.troubles] == [1, 2]
    assert [bool(one) for one in stored(block)] == [True, True, False, True]
    assert watch.value == 3


def test_every_column_holds_what_a_log_may_claim() -> None:
    made = [
        call("GET", "/scim/v2/Users/1", 200, durationMs=10**15 - 1),
        call("GET", "/scim/v2/Users/1", 200, duration_seconds=9.9e14, durationMs=None),
        call("GET", "/scim/v2/Users/" + "n" * 9000, 599, requestId="\ud800\x00\x1b[31m"),
        call("GET", "/scim/v2/Users", 200, timestamp="2262-04-11T23:47:16Z"),
        call("GET", "/scim/v2/Users", 200, timestamp=-1e300),
    ]
    block = read(lines(made))
    assert block.used == 5
    assert all(row[6] is None or row[6] < 2**63 for row in block.rows)
    assert all(len(text) <= 9000 and text.isprintable() for row in block.rows for text in row[8:13] if text)
    assert "\\x00\\x1b[31m" in block.rows[2][11]


def test_halves_in_one_chunk_are_counted_from_the_blocks_first_record() -> None:
    start = {"reqId": "r1", "method": "PATCH", "url": "/scim/v2/Users/1"}
    end = {"reqId": "r1", "res": {"statusCode": 204}, "responseTime": 9}
    open_end = {"reqId": "r2", "method": "PATCH", "url": "/scim/v2/Users/1"}
    data = lines([{"msg": "x"}, start, end, open_end])

    alone = read(data)
    assert (alone.parts, alone.rows[0][0], alone.used) == ([(0, 1, "request")], 2, 2)
    assert alone.left_out == {"not a request": 1, "request without its end": 1}

    joining = read_chunk(Task("json_exchange", FRAMING, 0, 1, b"key", data, joins=True, first_record=100))
    assert joining.parts == [(0, 1, "request")]
    later = read_chunk(
        Task("json_exchange", FRAMING, 0, 1, b"key", lines([{**end, "reqId": "r2"}]), joins=True, first_record=104,
             waiting=joining.waiting)
    )  # fmt: skip
    assert (later.parts, later.used, later.waiting) == ([(0, -1, "request")], 2, [])


def test_an_element_of_an_array_is_read_by_its_span() -> None:
    data = json.dumps(calls(2)).encode()
    inner = data[1:-1].split(b', {"timestamp"')[0]
    block = read(data, framing=Framing("array"), spans=[Span(1, len(inner), 1)])
    assert (block.records, block.used) == (1, 1)


def test_what_no_reader_can_look_at_is_no_log(monkeypatch: pytest.MonkeyPatch) -> None:
    def surprise(*_: Any) -> None:
        raise RecursionError

    monkeypatch.setattr(reading, "detect", surprise)
    found = recognised("a", b"{}", "utf-8", 0, 1, None)
    assert (found.format, found.reason) == (None, "This could not be read (RecursionError).")


def test_no_text_has_the_hash_of_no_text() -> None:
    assert 0 not in {text_hash(text) for text in ("", "a", "\ud800", "x" * 5000)}


@settings(max_examples=150, deadline=None)
@given(st.lists(st.binary(max_size=60), max_size=5))
def test_no_bytes_stop_the_reading(junk: list[bytes]) -> None:
    read(b"\n".join([*junk, lines(calls(1))]))


@settings(max_examples=150, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
            ["request", "response", "method", "url", "status", "headers", "body", "time", "reqId", "Operations", "path",
             "value", "members", "op", "schemas", "filter", "error", "duration", "user"]), inner, max_size=5),
        max_leaves=12,
    )
)  # fmt: skip
def test_no_json_stops_the_reading(value: Any) -> None:
    try:
        text = json.dumps(value).encode()
    except ValueError:
        return
    read(text + b"\n" + lines([call("POST", "/scim/v2/Users", 400, request={"body": value}, response={"body": value})]))


PIECES = (
    '10.0.0.1 - - [04/Mar/2026:09:15:23 +0000] "GET /Users HTTP/1.1" 200 1 "-" "x"',
    "#Fields: cs-method cs-uri-stem sc-status",
    "GET /Users 200", "GET,/Users,200", '"', "\n", "\r", "\0", "\\x22", " 0.033", ",", ";", "[", "ü", " ",
)  # fmt: skip


@pytest.mark.parametrize("format_", [one for one in FORMATS if one.takes != "json"], ids=lambda one: one.name)
@given(data=st.lists(st.sampled_from(PIECES), max_size=30).map(lambda pieces: "".join(pieces).encode()))
@settings(max_examples=60, deadline=None)
def test_no_text_is_an_exception_or_gets_lost(format_: Format, data: bytes) -> None:
    framing = Framing("rows" if format_.takes == "row" else "lines", directive=format_.directive, columns=3)
    dialect = Dialect(("method", "url", "status"))
    for chunk in cut(io.BytesIO(data), framing):
        task = Task(format_.name, framing, chunk.offset, chunk.first_line, b"key", chunk.data, spans=chunk.spans)
        task.dialect = dialect
        block = read_chunk(task)
        assert block.records == block.used + sum(block.left_out.values()) + len(block.troubles)
        assert not any("could not be read" in trouble.what for trouble in block.troubles)
        for record in stored(block):
            assert record in data
