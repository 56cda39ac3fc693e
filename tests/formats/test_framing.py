from __future__ import annotations

import io
import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scimviewer.formats import framing
from scimviewer.formats.chunks import Framing, shadow, too_long
from scimviewer.formats.framing import cut, line_spans

BOMS = {"utf-8": b"\xef\xbb\xbf", "utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}
TRICKY = [
    {"a": 'quote " brace } bracket ] backslash \\ end\\\\'},
    {"b": [{"c": []}, [], {}], "text": "line\nbreak  €"},
    {"d": {"e": {"f": None}}},
]


class Trickle(io.BytesIO):
    """A stream that answers less than it is asked for, as decompressing ones do."""

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(size if size is None or size < 8 else size // 2 + 1)


class Read:
    """What came out of cutting some bytes."""

    def __init__(self, data: bytes, framing_: Framing, source: io.BytesIO | None = None) -> None:
        self.records: list[bytes] = []
        self.lines: list[int] = []
        self.faults: list[tuple[int, int, int, str, bytes]] = []
        for chunk in cut(source or io.BytesIO(data), framing_):
            assert chunk.data == data[chunk.offset : chunk.offset + len(chunk.data)]
            for span in chunk.spans if chunk.spans is not None else line_spans(chunk, framing_):
                start = span.offset - chunk.offset
                assert start >= 0
                assert start + span.length <= len(chunk.data)
                self.records.append(data[span.offset : span.offset + span.length])
                self.lines.append(span.line)
            self.faults.extend((span.offset, span.length, span.line, what, head) for span, what, head in chunk.faults)
        self.values = [json.loads(record.decode(framing_.encoding)) for record in self.records]


def small(monkeypatch: pytest.MonkeyPatch, chunk: int, longest: int | None = None) -> None:
    monkeypatch.setattr(framing, "CHUNK", chunk)
    if longest is not None:
        monkeypatch.setattr(framing, "LONGEST_RECORD", longest)


def line_of(data: bytes, offset: int) -> int:
    return data.count(b"\n", 0, offset) + 1


# --- lines ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("final", [True, False])
def test_lines(newline: str, final: bool) -> None:
    text = newline.join([json.dumps(TRICKY[0]), "", "  ", json.dumps(TRICKY[1]), json.dumps(TRICKY[2])])

    read = Read((text + newline * final).encode(), Framing("lines"))

    assert read.values == TRICKY
    assert read.lines == [1, 4, 5]
    assert not any(record.endswith(b"\r") for record in read.records)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("with_bom", [True, False])
@pytest.mark.parametrize("kind", ["lines", "array", "values"])
def test_encodings(encoding: str, with_bom: bool, kind: str) -> None:
    values = [{"n": f"ü€{n}ਊ"} for n in range(5)]  # U+0A0A has the newline's byte twice
    whole = json.dumps(values, ensure_ascii=False)
    text = whole if kind == "array" else "\n".join(json.dumps(value, ensure_ascii=False) for value in values)
    bom = BOMS[encoding] if with_bom else b""

    read = Read(bom + text.encode(encoding), Framing(kind, encoding, 1 if encoding == "utf-8" else 2, len(bom)))

    assert read.values == values
    assert read.faults == []


def test_noise_before_a_record_is_not_part_of_it() -> None:
    data = b'\0\0\0\0{"a":1}\n\xef\xbb\xbf{"b":2}\n\0\0\n'

    assert Read(data, Framing("lines")).records == [b'{"a":1}', b'{"b":2}']


def test_separators_within_strings_divide_nothing() -> None:
    record = json.dumps({"a": "x   \x85 y"}, ensure_ascii=False).encode()

    assert Read(record + b"\n" + record, Framing("lines")).records == [record, record]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("chunk", [1, 2, 7, 64])
def test_small_chunks_give_the_same_lines(monkeypatch: pytest.MonkeyPatch, encoding: str, chunk: int) -> None:
    unit = 1 if encoding == "utf-8" else 2
    data = ("\r\n".join(json.dumps(value, ensure_ascii=False) for value in TRICKY * 4) + "\n").encode(encoding)
    frame = Framing("lines", encoding, unit)
    whole = Read(data, frame)

    small(monkeypatch, chunk)
    pieces = Read(data, frame, Trickle(data))

    assert (pieces.records, pieces.lines) == (whole.records, whole.lines)
    assert pieces.values == TRICKY * 4


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("chunk", [16, 33, 100])
def test_a_line_that_is_too_long_is_one_fault(monkeypatch: pytest.MonkeyPatch, encoding: str, chunk: int) -> None:
    small(monkeypatch, chunk, 200)
    lines = ['{"a":1}', '{"long":"' + "ਊ" * 900 + '"}', '{"b":2}', '{"c":3}']
    data = "\n".join(lines).encode(encoding)

    read = Read(data, Framing("lines", encoding, 1 if encoding == "utf-8" else 2), Trickle(data))

    assert read.values == [{"a": 1}, {"b": 2}, {"c": 3}]
    assert read.lines == [1, 3, 4]
    ((offset, length, line, what, head),) = read.faults
    assert data[offset : offset + length] == (lines[1] + "\n").encode(encoding)
    assert (line, what) == (2, too_long(length))
    assert data[offset:].startswith(head)


def test_the_last_line_may_be_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    small(monkeypatch, 16, 50)
    data = b'{"a":1}\n' + b"x" * 500

    read = Read(data, Framing("lines"))

    assert read.values == [{"a": 1}]
    assert [fault[:3] for fault in read.faults] == [(8, 500, 2)]


# --- arrays and values ------------------------------------------------------------------------------------------

DOCUMENTS = [
    ("array", (), lambda values: json.dumps(values)),
    ("array", (), lambda values: json.dumps(values, indent=2)),
    ("array", (), lambda values: "  " + json.dumps(values, separators=(",", ":")) + "\n\n"),
    ("array", ("value",),
     lambda values: json.dumps({"@odata.context": "x[{", "value": values, "@odata.nextLink": "y"})),
    ("array", ("value",), lambda values: json.dumps({"value": values})),
    ("array", ("log", "entries"), lambda values: json.dumps(
        {"log": {"pages": [{"id": "entries"}], "creator": {"entries": [1]}, "entries": values, "comment": "]"}},
        indent=1)),
    ("array", ("data", "a b", "events"), lambda values: json.dumps({"data": {"a b": {"x": [[{}]], "events": values}}})),
    ("values", (), lambda values: "".join(json.dumps(value) for value in values)),
    ("values", (), lambda values: "\n".join(json.dumps(value, indent=2) for value in values)),
    ("values", (), lambda values: " , ".join(json.dumps(value) for value in values)),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "path", "write"), DOCUMENTS)
@pytest.mark.parametrize("count", [0, 1, 3, 40])
@pytest.mark.parametrize("chunk", [1, 13, 512 * 1024])
def test_documents(monkeypatch: pytest.MonkeyPatch, kind: str, path: Any, write: Any, count: int, chunk: int) -> None:
    small(monkeypatch, chunk)
    values = (TRICKY * 14)[:count]
    data = write(values).encode()

    read = Read(data, Framing(kind, path=path), Trickle(data))

    assert read.values == values
    assert read.faults == []
    at = 0
    for record, line in zip(read.records, read.lines, strict=True):
        at = data.index(record, at)
        assert line == line_of(data, at)
        at += len(record)


@given(st.integers(0, 400), st.sampled_from(DOCUMENTS), st.sampled_from([1, 7, 100, 10_000]))
def test_wherever_it_is_cut_off_what_is_whole_comes_out(cut_at: int, document: Any, chunk: int) -> None:
    kind, path, write = document
    whole = write(TRICKY).encode()
    places, at = [], 0
    for record in Read(whole, Framing(kind, path=path)).records:
        places.append((whole.index(record, at), whole.index(record, at) + len(record)))
        at = places[-1][1]
    data = whole[:cut_at]

    with pytest.MonkeyPatch.context() as patch:
        small(patch, chunk)
        read = Read(data, Framing(kind, path=path))

    assert read.values == TRICKY[: sum(end <= len(data) for _, end in places)]
    assert len(read.faults) <= 1
    assert read.faults or not any(start < len(data) < end for start, end in places)
    for offset, length, line, what, head in read.faults:
        assert offset + length == len(data)
        assert line == line_of(data, offset)
        assert what.endswith(".")
        assert data[offset:].startswith(head)


def test_what_follows_the_list_is_passed_over() -> None:
    data = b'{"value":[{"a":1}],"more":[{"b":2}],"c":{"d":[]}} trailing'

    assert Read(data, Framing("array", path=("value",))).values == [{"a": 1}]
    assert Read(data, Framing("array", path=("value",))).faults == []


def test_text_behind_the_last_value_is_a_fault() -> None:
    read = Read(b'{"a":1}\n{"b":2}\noops', Framing("values"))

    assert read.values == [{"a": 1}, {"b": 2}]
    assert [fault[:4] for fault in read.faults] == [(16, 4, 3, "This is not JSON.")]


def test_a_document_without_the_list_is_one_fault() -> None:
    data = b'{"values":{"value":[1]}}'

    ((offset, length, line, what, _),) = Read(data, Framing("array", path=("value",))).faults

    assert (offset, length, line) == (0, len(data), 1)
    assert "missing" in what


def test_a_list_of_the_same_name_elsewhere_is_not_taken() -> None:
    data = json.dumps({"log": {"x": {"entries": [{"a": 1}]}, "entries": [{"b": 2}]}}).encode()

    assert Read(data, Framing("array", path=("log", "entries"))).values == [{"b": 2}]


@pytest.mark.parametrize("kind", ["array", "values"])
@pytest.mark.parametrize("chunk", [1, 16, 33, 1000])
@pytest.mark.parametrize(
    "long",
    ['{"long":"' + "x" * 900 + '"}', '{"long":"' + '\\\\\\"]}' * 200 + '"}', '{"long":[' + '{"a":[]},' * 200 + "{}]}"],
    ids=["string", "escapes", "brackets"],
)
def test_a_value_that_is_too_long_is_one_fault(
    monkeypatch: pytest.MonkeyPatch, kind: str, chunk: int, long: str
) -> None:
    small(monkeypatch, chunk, 200)
    values, separator = ['{"a":1}', long, '{"b":2}', '{"c":3}'], ",\n"
    data = (f"[{separator.join(values)}]" if kind == "array" else "\n".join(values)).encode()

    read = Read(data, Framing(kind), Trickle(data))

    assert read.values == [{"a": 1}, {"b": 2}, {"c": 3}]
    assert read.lines == [1, 3, 4]
    ((offset, length, line, what, head),) = read.faults
    assert data[offset : offset + length] == long.encode()
    assert (line, what, head) == (2, too_long(length), long.encode()[:64])


def test_a_value_that_is_too_long_and_never_ends_is_one_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    small(monkeypatch, 16, 100)
    data = b'{"a":1}{"b":"' + b"x\\\\" * 500

    read = Read(data, Framing("values"))

    assert read.values == [{"a": 1}]
    assert [fault[:2] for fault in read.faults] == [(7, len(data) - 7)]


@pytest.mark.parametrize("kind", ["lines", "array", "values"])
@pytest.mark.parametrize(
    "text",
    [b"[" * 1_000_000, b'{"a":' * 200_000, b'"' * 1_000_001, b"\\" * 1_000_000, b'"' + b"\\" * 1_000_000,
                          b'[{"a":"' + b'\\"' * 500_000,
     b"]" * 1_000_000, b"[" + b"{}" * 400_000, b"," * 1_000_000, b"\n" * 1_000_000, b'{"a":[]}' * 100_000],
)  # fmt: skip
def test_hostile_text_costs_no_more_than_its_length(kind: str, text: bytes) -> None:
    started = time.process_time()

    for chunk in cut(io.BytesIO(text), Framing(kind, path=("a",) if text[:1] == b"{" and kind == "array" else ())):
        list(chunk.spans if chunk.spans is not None else line_spans(chunk, Framing(kind)))

    assert time.process_time() - started < 8


def test_shadow_shows_ascii_and_hides_the_rest() -> None:
    assert shadow('{"ü"ਊ'.encode("utf-16-be"), Framing("lines", "utf-16-be", 2)) == b'{"\xff"\xff'
    assert shadow(b"abc", Framing("lines")) == b"abc"


# --- lines that say how to read those behind them ---------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le"])
def test_a_chunk_knows_the_directives_before_it(monkeypatch: pytest.MonkeyPatch, encoding: str) -> None:
    small(monkeypatch, 16)
    text = "#Fields: a b\n#Date: 1\n1 2\n3 4\n5 6\n7 8\n#Fields: ü\r\n9\n10\n11 and more\n"
    framing_ = Framing("lines", encoding, 2 if "16" in encoding else 1, directive="#")

    chunks = list(cut(io.BytesIO(text.encode(encoding)), framing_))

    assert chunks[0].directives == ()
    assert chunks[-1].directives == ("#Fields: ü", "#Date: 1")
    assert len({chunk.directives for chunk in chunks}) >= 3


def test_directives_without_end_cost_bounded_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    small(monkeypatch, 1000)
    text = "".join(f"#name{n}: x\n" for n in range(2000))

    *_, last = cut(io.BytesIO(text.encode()), Framing("lines", directive="#"))

    assert len(last.directives) < 300


def test_lines_may_end_with_carriage_returns(monkeypatch: pytest.MonkeyPatch) -> None:
    small(monkeypatch, 4)

    read = Read(b'{"a":1}\r\r{"a":2}\r{"a":3}', Framing("lines", newline="\r"))

    assert read.values == [{"a": 1}, {"a": 2}, {"a": 3}]
    assert read.lines == [1, 3, 4]
