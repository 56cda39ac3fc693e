"""Tell from the first bytes of a source how its text is encoded, or why it is no text."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Encoding:
    """How to decode a source. `name` is Python's, or "binary", which has a `reason` for the user."""

    name: str  # utf-8, utf-8-sig, utf-16-le, utf-16-be, binary
    bom: int = 0  # bytes before the text
    unit: int = 1  # bytes of the smallest character
    reason: str | None = None  # "this is a PNG picture"


UTF8, UTF16_LE, UTF16_BE = Encoding("utf-8"), Encoding("utf-16-le", unit=2), Encoding("utf-16-be", unit=2)

# UTF-32's mark begins with that of UTF-16; nobody writes logs in it.
MARKS: tuple[tuple[bytes, Encoding], ...] = (
    (b"\xff\xfe\0\0", Encoding("binary", reason="this is UTF-32 text; save it as UTF-8")),
    (b"\0\0\xfe\xff", Encoding("binary", reason="this is UTF-32 text; save it as UTF-8")),
    (b"\xef\xbb\xbf", Encoding("utf-8-sig", bom=3)),
    (b"\xff\xfe", Encoding("utf-16-le", bom=2, unit=2)),
    (b"\xfe\xff", Encoding("utf-16-be", bom=2, unit=2)),
)

SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (
        0,
        b"version https://git-lfs.github.com/spec/",
        "this is a Git LFS pointer; the log itself was not sent",
    ),
    (0, b"\x89PNG\r\n", "this is a PNG picture"),
    (0, b"\xff\xd8\xff", "this is a JPEG picture"),
    (0, b"GIF8", "this is a GIF picture"),
    (0, b"%PDF-", "this is a PDF"),
    (0, b"\x7fELF", "this is an executable"),
    (0, b"MZ\x90\0", "this is an executable"),
    (0, b"\xcf\xfa\xed\xfe", "this is an executable"),
    (0, b"\xca\xfe\xba\xbe", "this is an executable"),
    (0, b"SQLite format 3\0", "this is an SQLite database"),
    (0, b"PAR1", "this is a Parquet file; export it as JSON lines"),
    (0, b"ElfFile\0", "this is a Windows event log; export it as text or XML"),
    (0, b"LPKSHHRH", "this is a systemd journal; export it with “journalctl -o json”"),
    (0, b"\xd4\xc3\xb2\xa1", "this is a network capture; send the HAR or the server's log instead"),
    (0, b"\xa1\xb2\xc3\xd4", "this is a network capture; send the HAR or the server's log instead"),
    (0, b"\x0a\x0d\x0d\x0a", "this is a network capture; send the HAR or the server's log instead"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "this is an Office document or a mail; save it as CSV or text"),
    (30, b"[Content_Types].xml", "this is an Office document; save the sheet as CSV"),
    (30, b"_rels/.rels", "this is an Office document; save the sheet as CSV"),
    (30, b"docProps/app.xml", "this is an Office document; save the sheet as CSV"),
    (30, b"mimetypeapplication/vnd.oasis", "this is an Office document; save the sheet as CSV"),
    (0, b"Rar!\x1a\x07", "this is a RAR archive; unpack it and import the files"),
    (0, b"MSCF\0", "this is a Windows cabinet; unpack it and import the files"),
    (0, b"\x04\x22\x4d\x18", "this is compressed with lz4; unpack it and import the file"),
)
OFFICE = tuple(magic for at, magic, _ in SIGNATURES if at == 30)

CONTROLS = bytes({*range(1, 32), 127} - {*b"\a\b\t\n\v\f\r\x1b"})  # those that no log writes; zeros apart
FEW = 4  # that are no reason to give up a short log
TOO_MANY = 0.05  # share of control characters from which bytes are no text: random ones have 0.09


def is_office_document(head: bytes) -> bool:
    """Whether a zip is a document rather than a bundle; its XML parts are nothing to read as logs."""
    return head.startswith(b"PK\3\4") and head.startswith(OFFICE, 30)


def encoding_of(head: bytes) -> Encoding:
    """How the source is encoded that begins with `head`: give 4 KiB or more, a whole number of characters."""
    if not head:
        return Encoding("binary", reason="this file is empty")
    for mark, encoding in MARKS:
        if head.startswith(mark):
            return encoding
    for at, magic, reason in SIGNATURES:
        if head.startswith(magic, at):
            return Encoding("binary", reason=reason)
    # A log that was emptied while its writer went on begins with zeros; step over them in pairs for UTF-16.
    text = head[(len(head) - len(head.lstrip(b"\0"))) // 2 * 2 :]
    return _unmarked_utf16(text) or _one_byte_text(text)


def _unmarked_utf16(text: bytes) -> Encoding | None:
    """Of two bytes, ASCII characters have one that is zero; which one tells the order."""
    pairs = len(text) // 2
    if pairs < 2:
        return None
    first, second = text[0 : pairs * 2 : 2].count(0) / pairs, text[1 : pairs * 2 : 2].count(0) / pairs
    if second > 0.4 and first < 0.05:
        return UTF16_LE
    if first > 0.4 and second < 0.05:
        return UTF16_BE
    return None


def _one_byte_text(text: bytes) -> Encoding:
    # Other encodings of one byte a character are read as UTF-8 too; their few odd bytes show as such.
    strange = len(text) - len(text.translate(None, CONTROLS))
    runs_of_zeros = len(re.findall(rb"\0+", text))
    if strange + runs_of_zeros > FEW + TOO_MANY * len(text):
        return Encoding("binary", reason="this is not text")
    return UTF8
