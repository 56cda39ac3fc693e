"""What is the same in errors that differ only in whom they are about?"""

from __future__ import annotations

import re
from functools import lru_cache

LONGEST = 600
# In this order: what is inside another pattern comes later.
PLACEHOLDERS = (
    (re.compile(r"https?://[^\s\"'<>]+"), "‹url›"),
    (re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+"), "‹e-mail›"),
    (re.compile(r"(?i)\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b"), "‹id›"),
    (re.compile(r"\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?"), "‹time›"),
    (re.compile(r"“[^”]*”|«[^»]*»|‘[^’]*’|„[^“”]*[“”]"), "‹value›"),
    (re.compile(r'"[^"]*"|`[^`]*`|(?<![\w])\'[^\']*\'(?!\w)'), "‹value›"),
    (re.compile(r"⟦[^⟧]*⟧"), "‹secret›"),
    (re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b|\b(?:[0-9a-f]{1,4}:){4,7}[0-9a-f]{1,4}\b"), "‹address›"),
    (re.compile(r"(?i)\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{8,}\b"), "‹id›"),
    (re.compile(r"\b(?=\w*\d)(?=\w*[A-Za-z])[A-Za-z0-9_-]{12,}\b"), "‹id›"),
    (re.compile(r"(?<![\w.‹])[-+]?\d+(?:[.,]\d+)*(?![\w›])"), "‹number›"),
    (re.compile(r"\b\w+\d\w*\b(?=/|$)"), "‹id›"),
)


@lru_cache(maxsize=65536)
def normalised(error: str) -> str:
    """The error with ids, addresses, quoted values and numbers replaced by placeholders, in one line."""
    text = " ".join(error[:LONGEST].split())
    for pattern, placeholder in PLACEHOLDERS:
        text = pattern.sub(placeholder, text)
    return text
