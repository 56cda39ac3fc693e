"""Which cells of a table's row are credentials by the name of their column, and what is the row without them?"""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import lru_cache

from scimviewer.privacy.secret_words import meaning_of
from scimviewer.privacy.secrets import SecretMasker

OF_A_HEADER = re.compile(r"\w+\((.+)\)")  # W3C logs: cs(Cookie)
SPACES = " "


@lru_cache(maxsize=256)
def secret_columns(columns: tuple[str, ...]) -> dict[int, str]:
    """Place → name of the columns whose cells are credentials whatever they look like."""
    found = {}
    for place, column in enumerate(columns):
        header = OF_A_HEADER.fullmatch(column)
        name = header[1] if header else column
        if meaning_of(name.encode("ascii", "replace")) is not None:
            found[place] = name
    return found


@lru_cache(maxsize=16)
def _cell(delimiter: str) -> re.Pattern[str]:
    if delimiter == SPACES:
        return re.compile(r"[^ \t]+")
    mark = re.escape(delimiter)
    return re.compile(rf'(?:^|(?<={mark}))(?:"(?:[^"]++|"")*+"|[^{mark}\r\n]*)')


def without_secrets(
    row: bytes, columns: tuple[str, ...], delimiter: str, masker: SecretMasker
) -> tuple[bytes, dict[str, int]]:
    """A row (UTF-8) without the credentials in those cells, and how many of which kind there were."""
    text = row.decode("utf-8", "surrogateescape")
    named, pieces, last, counts = secret_columns(columns), list[str](), 0, Counter[str]()
    for place, match in enumerate(_cell(delimiter).finditer(text)):
        if place in named:
            hidden, found = _hidden(named[place], match[0], masker)
            pieces += (text[last : match.start()], hidden)
            last = match.end()
            counts.update(found)
    return "".join((*pieces, text[last:])).encode("utf-8", "surrogateescape"), dict(counts)


def _hidden(name: str, cell: str, masker: SecretMasker) -> tuple[str, dict[str, int]]:
    """A cell as the masking of credentials leaves it where its name stands beside it."""
    quoted = cell[:1] == '"' and len(cell) > 1
    value = cell[1:-1].replace('""', '"') if quoted else cell
    masked, counts = masker.mask(json.dumps({name: value}).encode())
    if not counts:
        return cell, counts
    told = json.loads(masked)[name]
    return (f'"{told.replace(chr(34), chr(34) * 2)}"' if quoted else told), counts
