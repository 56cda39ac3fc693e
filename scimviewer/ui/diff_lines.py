"""Which lines of two aligned JSON values are shown, which are folded away, and which characters of a line changed?"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from scimviewer.event import Json
from scimviewer.scim.facts import attribute
from scimviewer.scim.pointers import pointed
from scimviewer.scim.rows import INDENT, Row, rows
from scimviewer.ui.events_columns import grouped

ALIKE = "same value, different type"
SIGNS = {"added": "+", "removed": "−", "changed": "~", ALIKE: "≈", "equal": "=", "around": "", "fold": ""}
WHOLE = ("equal", "added", "removed")
# A short part is one line: { "value": "89bb41c0", "display": "Ann" }.
ONE_LINE, ONE_LINE_PARTS = 80, 5
# So many of a long run of added or removed parts are shown before the rest is folded.
FIRST_OF_MANY, MANY = 5, 8
NAMED = 6


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the view. `part` counts the lines below that belong to it, its closing one included.

    In a list of attributes `name` is the attribute and `verdict` what is said of it. A fold holds `hidden` lines.
    """

    kind: str
    left: str | None
    right: str | None
    depth: int = 0
    part: int = 0
    pointer: str = ""
    name: str = ""
    verdict: str = ""
    note: str = ""
    hidden: tuple[Line, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether something is other on this line."""
        return self.kind in ("added", "removed", "changed", ALIKE)


def aligned(left: Json, right: Json) -> list[Line]:
    """Two values line by line, short parts on one line each."""
    return _recounted(list(_joined(list(_with_operations(rows(left, right), left, right)))))


def _with_operations(found: list[Row], left: Json, right: Json) -> Iterator[Row]:
    """The same with operations of a PATCH beside those that do the same, or alone beside each other.

    Rows know elements by their value, and what an operation sets is just what differs.
    """
    at = 0
    while at < len(found):
        olds, end = _operations(found, at, "removed", left)
        news, stop = _operations(found, end, "added", right)
        pairs = _paired(olds, news) if olds and news else {}
        for place, (start, count, old) in enumerate(olds):
            if place in pairs:
                begin, _, new = news[pairs[place]]
                yield from _moved(rows(old, new), found[start], found[begin])
            else:
                yield from found[start : start + count]
        for place, (start, count, _) in enumerate(news):
            if place not in pairs.values():
                yield from found[start : start + count]
        if stop == at:
            yield found[at]
            stop += 1
        at = stop


def _operations(found: list[Row], at: int, kind: str, side: Json) -> tuple[list[tuple[int, int, Json]], int]:
    """The operations of one kind from a row on: where each begins, how many rows it has, and its value."""
    told = []
    while at < len(found) and found[at].kind == kind and found[at].fold:
        value = pointed(side, found[at].left_pointer or found[at].right_pointer or "")
        if not isinstance(value, dict) or attribute(value, "op") is None:
            break
        told.append((at, found[at].fold + 1, value))
        at += found[at].fold + 1
    return told, at


def _paired(olds: list[tuple[int, int, Json]], news: list[tuple[int, int, Json]]) -> dict[int, int]:
    """Which operation left is which right: the same path in the same order; the only ones left and right."""
    if len(olds) == len(news) == 1:
        return {0: 0}
    pairs: dict[int, int] = {}
    for place, (_, _, old) in enumerate(olds):
        for other, (_, _, new) in enumerate(news):
            if other not in pairs.values() and _does(old) == _does(new):
                pairs[place] = other
                break
    return pairs


def _does(operation: Json) -> tuple[str, str]:
    return str(attribute(operation, "op")).lower(), str(attribute(operation, "path")).lower()


def _moved(found: list[Row], old: Row, new: Row) -> Iterator[Row]:
    """Rows of two values, put where they stand in the whole."""
    blank = INDENT * old.depth
    for row in found:
        one, other = (None if text is None else f"{blank}{text}" for text in (row.left, row.right))
        at = None if row.left_pointer is None else f"{old.left_pointer}{row.left_pointer}"
        to = None if row.right_pointer is None else f"{new.right_pointer}{row.right_pointer}"
        yield Row(row.kind, one, other, at, to, row.depth + old.depth, row.fold)


def _joined(found: list[Row]) -> Iterator[Line]:
    at = 0
    while at < len(found):
        row = found[at]
        inner = found[at + 1 : at + row.fold] if 0 < row.fold <= ONE_LINE_PARTS + 1 else []
        line = _line(row)
        if inner and row.depth and row.kind in WHOLE and not any(one.fold for one in inner):
            part = found[at : at + row.fold + 1]
            texts = [_one_line([one.left for one in part]), _one_line([one.right for one in part])]
            if all(text is None or len(text) <= ONE_LINE for text in texts):
                yield Line(row.kind, texts[0], texts[1], row.depth, 0, line.pointer)
                at += row.fold + 1
                continue
        yield line
        at += 1


def _line(row: Row) -> Line:
    return Line(row.kind, row.left, row.right, row.depth, row.fold, row.left_pointer or row.right_pointer or "")


def _one_line(texts: list[str | None]) -> str | None:
    told = [text for text in texts if text is not None]
    if not told:
        return None
    first, *parts, last = told
    return f"{first} {', '.join(part.strip() for part in parts)} {last.strip()}"


def folded(lines: list[Line]) -> list[Line]:
    """The lines with what is unchanged, and the rest of long runs, hidden behind lines that count them."""
    return list(_folded(lines, 0, len(lines)))


def _recounted(lines: list[Line]) -> list[Line]:
    """How far each part goes, now that short ones are one line."""
    open_at: list[int] = []
    ends: dict[int, int] = {}
    for at, line in enumerate(lines):
        if line.part:
            open_at.append(at)
        elif open_at and line.depth == lines[open_at[-1]].depth:
            ends[open_at.pop()] = at
    return [
        Line(one.kind, one.left, one.right, one.depth, ends[at] - at if at in ends else 0, one.pointer)
        for at, one in enumerate(lines)
    ]


def _folded(lines: list[Line], start: int, stop: int) -> Iterator[Line]:
    at = start
    while at < stop:
        line = lines[at]
        if line.kind in WHOLE and line.depth:
            end, heads = _run(lines, at, stop)
            yield from _whole(line.kind, lines, heads, end)
            at = end
        elif line.part:
            yield line
            yield from _folded(lines, at + 1, at + line.part)
            yield lines[at + line.part]
            at += line.part + 1
        else:
            yield line
            at += 1


def _run(lines: list[Line], at: int, stop: int) -> tuple[int, list[int]]:
    """Where a run of neighbours of one kind ends, and where each of them begins."""
    kind, heads = lines[at].kind, []
    while at < stop and lines[at].kind == kind:
        heads.append(at)
        at += lines[at].part + 1
    return at, heads


def _whole(kind: str, lines: list[Line], heads: list[int], end: int) -> Iterator[Line]:
    if kind == "equal":
        if end - heads[0] < 2:
            yield from lines[heads[0] : end]
        else:
            yield _fold(kind, lines, heads, end)
    else:
        for at in heads if len(heads) <= MANY else heads[:FIRST_OF_MANY]:
            # A long list that is gone as a whole is as long as one that lost its elements.
            inside = lines[at + 1 : at + lines[at].part]
            yield lines[at]
            yield from _folded(lines, at + 1, at + 1 + len(inside))
            yield from lines[at + 1 + len(inside) : at + 1 + lines[at].part]
        if len(heads) > MANY:
            yield _fold(kind, lines, heads[FIRST_OF_MANY:], end)


def _fold(kind: str, lines: list[Line], heads: list[int], end: int) -> Line:
    names = [_last_step(lines[at].pointer) for at in heads[:NAMED]]
    word = "unchanged" if kind == "equal" else f"more {kind}"
    count = grouped(len(heads))
    if all(name.isdecimal() for name in names):
        words = f"{count} {word} {'entry' if len(heads) == 1 else 'entries'}"
    else:
        more = ", …" if len(heads) > NAMED else ""
        words = f"{count} {word}: {', '.join(names)}{more}"
    return Line("fold", words, None, lines[heads[0]].depth, name=kind, hidden=tuple(lines[heads[0] : end]))


def _last_step(pointer: str) -> str:
    return pointer.rpartition("/")[2].replace("~1", "/").replace("~0", "~")


def inline(lines: list[Line]) -> list[Line]:
    """The same below each other: what was, then what is."""
    return [one for line in lines for one in _below(line)]


def _below(line: Line) -> tuple[Line, ...]:
    if line.kind in ("changed", ALIKE):
        return (
            Line(line.kind, line.left, line.right, line.depth, pointer=line.pointer, name="left"),
            Line(line.kind, line.left, line.right, line.depth, pointer=line.pointer, name="right"),
        )
    if line.hidden:
        hidden = tuple(one for inner in line.hidden for one in _below(inner))
        return (Line("fold", line.left, None, line.depth, name=line.name, hidden=hidden),)
    return (line,)


def changed_span(text: str, other: str) -> tuple[int, int]:
    """From where to where a text is other than another, to the ends of words."""
    limit = min(len(text), len(other))
    start = next((at for at in range(limit) if text[at] != other[at]), limit)
    room = limit - start
    tail = next((at for at in range(room) if text[-1 - at] != other[-1 - at]), room)
    stop = len(text) - tail
    while start > 0 and text[start - 1].isalnum():
        start -= 1
    while stop < len(text) and text[stop].isalnum():
        stop += 1
    return start, stop


def counts(lines: list[Line]) -> dict[str, int]:
    """How many lines of each kind, parts counted once; a list that came or went counts by its entries."""
    found: dict[str, int] = {}
    at = 0
    while at < len(lines):
        line = lines[at]
        whole = line.kind in WHOLE
        count = _entries(lines, at) if whole and line.kind != "equal" else 1
        found[line.kind] = found.get(line.kind, 0) + count
        at += line.part + 1 if whole else 1
    return found


def _entries(lines: list[Line], at: int) -> int:
    """How many entries the list that begins at a line has; 1 of anything else."""
    head = lines[at]
    if not head.part or not (head.left or head.right or "").endswith("["):
        return 1
    _, heads = _run(lines, at + 1, at + head.part)
    return len(heads)


def text_of(lines: list[Line], left: str = "", right: str = "") -> str:
    """Lines as a patch reads: "-" what was, "+" what is."""
    heads = [f"--- {left}", f"+++ {right}"] if left or right else []
    return "\n".join([*heads, *(one for line in lines for one in _texts(line))])


def _texts(line: Line) -> list[str]:
    if line.kind == "fold":
        return [f"  {'  ' * line.depth}… {line.left}"]
    if line.verdict:
        sides = [f"{sign} {text}" for sign, text in (("  -", line.left), ("  +", line.right)) if text is not None]
        return [f"{SIGNS[line.kind]} {line.name}: {line.verdict}", *sides]
    was = [] if line.left is None or line.name == "right" else [f"- {line.left}"]
    now = [] if line.right is None or line.name == "left" else [f"+ {line.right}"]
    return [*was, *now] if line.differs else [f"  {line.left}"]


def markdown_of(lines: list[Line], left: str, right: str) -> str:
    """The same for a ticket: a table of attributes, or a block of code."""
    if not any(line.verdict for line in lines):
        text = text_of(lines, left, right)
        longest = max((len(run) for run in re.findall("`+", text)), default=0)
        fence = "`" * max(3, longest + 1)
        return f"{fence}diff\n{text}\n{fence}"
    table = [["", "Attribute", left, right, "Verdict"], ["---"] * 5]
    for line in lines:
        if line.verdict:
            sides = ("" if text is None else _cell(text) for text in (line.left, line.right))
            table.append([SIGNS[line.kind], _cell(line.name), *sides, line.verdict])
    return "\n".join(f"| {' | '.join(row)} |" for row in table)


def _cell(text: str) -> str:
    """A value in a table of Markdown, as code in which nothing is markup."""
    text = text.replace("|", "\\|").replace("\n", " ")
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    return f"{fence} {text} {fence}" if longest else f"`{text}`"


def brief(value: Json, most: int = 300) -> str:
    """A value on one line, cut where it is long."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= most else f"{text[: most - 1]}…"
