"""Print text from logs on a terminal so that it stays text."""

from __future__ import annotations

import io
import re
import sys

# C0, C1 and DEL move cursors and titles; bidirectional and invisible characters make text look like other text.
UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u115f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\u3164\ufeff"
    "\U000e0000-\U000e007f\ud800-\udfff]"
)


def safe(text: str, keep: str = "") -> str:
    """The text with everything a terminal could obey, or an eye not see, written out; `keep` passes as it is."""
    return UNSAFE.sub(lambda match: match[0] if match[0] in keep else _written_out(match[0]), text)


def _written_out(character: str) -> str:
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def speak_utf8() -> None:
    """Write UTF-8 into files and pipes on every system; a terminal keeps its own encoding."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and not stream.isatty():
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
