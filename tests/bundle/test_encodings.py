import codecs
import gzip
import random

import pytest

from scimviewer.bundle.encodings import (
    SIGNATURES,
    UTF8,
    UTF16_BE,
    UTF16_LE,
    Encoding,
    encoding_of,
    is_office_document,
)

JSON = '{"time": "2026-09-01T14:00:00Z", "actor": "Jürgen Große", "path": "/scim/v2/Users"}\r\n' * 20

NOISE = random.Random(1).randbytes(4096)


def reason(head: bytes) -> str:
    encoding = encoding_of(head)
    assert encoding.name == "binary"
    return encoding.reason


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        (JSON.encode(), UTF8),
        (codecs.BOM_UTF8 + JSON.encode(), Encoding("utf-8-sig", 3, 1)),
        (codecs.BOM_UTF16_LE + JSON.encode("utf-16-le"), Encoding("utf-16-le", 2, 2)),
        (codecs.BOM_UTF16_BE + JSON.encode("utf-16-be"), Encoding("utf-16-be", 2, 2)),
        (JSON.encode("utf-16-le"), UTF16_LE),
        (JSON.encode("utf-16-be"), UTF16_BE),
        ('["x"]'.encode("utf-16-le"), UTF16_LE),
        ('["x"]'.encode("utf-16-be"), UTF16_BE),
        (JSON.encode("utf-16-le")[:1001], UTF16_LE),
        (JSON.encode("cp1252"), UTF8),
        ("ユーザーを作成しました。".encode("shift-jis") * 20, UTF8),
        (b"x", UTF8),
        (b"{}", UTF8),
        (b"\x1b[31mERROR\x1b[0m \x1b]0;title\x07 line\r\n" * 20, UTF8),
        (b"abc\0hidden", UTF8),
    ],
)
def test_text_is_text(head, encoding):
    assert encoding_of(head) == encoding


@pytest.mark.parametrize("zeros", [1, 2, 3, 4095, 4096])
def test_a_log_that_was_emptied_while_open_begins_with_zeros(zeros):
    assert encoding_of(bytes(zeros) + JSON.encode()) == UTF8
    assert encoding_of(bytes(zeros)) == UTF8
    assert encoding_of(JSON.encode() + bytes(zeros) + JSON.encode()) == UTF8


def test_an_empty_file_has_a_reason():
    assert reason(b"") == "this file is empty"


@pytest.mark.parametrize(
    ("head", "what"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a PNG picture"),
        (b"%PDF-1.7\n", "a PDF"),
        (b"\x7fELF\2\1\1\0", "an executable"),
        (b"MZ\x90\0\3\0", "an executable"),
        (b"SQLite format 3\0\x10\0", "an SQLite database"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n", "a Git LFS pointer"),
        (b"PK\3\4" + bytes(26) + b"[Content_Types].xml", "an Office document"),
        ("x".encode("utf-32"), "UTF-32 text"),
    ],
)
def test_what_is_no_log_says_what_it_is(head, what):
    assert what in reason(head)


@pytest.mark.parametrize("data", [NOISE, gzip.compress(NOISE), bytes(range(256)) * 16])
def test_anything_else_is_not_text(data):
    assert reason(data) == "this is not text"


def test_reasons_are_clauses():
    assert all(clause.startswith("this is ") for _, _, clause in SIGNATURES)


def test_a_zip_is_a_document_only_by_its_first_member(zip_of):
    assert is_office_document(zip_of({"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"}))
    assert not is_office_document(zip_of({"a.log": b"x", "[Content_Types].xml": b"<x/>"}))
    assert not is_office_document(b"x" * 30 + b"[Content_Types].xml")
