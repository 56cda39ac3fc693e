"""Which chips does a filter text have, what do they show, and how does the text read after a change of one?"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lark import Tree

from scimviewer.query.filters import FilterError, is_plain_text
from scimviewer.query.grammar import tree
from scimviewer.query.terms import Term, edited, inverted, joined, removed, switched, terms
from scimviewer.query.words import in_words
from scimviewer.ui.chip import ChipFace
from scimviewer.ui.time_words import time_words

# One chip: a term, or the two ends of a range of time.
Terms = tuple[Term, ...]
# Field or None, value → the value as it may be shown.
Hide = Callable[[str | None, str], str]
SIGNS = ((">=", "≥ "), ("<=", "≤ "), (">", "> "), ("<", "< "))


def as_it_is(_field: str | None, value: str) -> str:
    """Nothing is replaced."""
    return value


def chips(text: str) -> list[Terms]:
    """The chips of a filter; a text that is no expression, or cannot be used at all, has none."""
    found: list[Terms] = []
    for term in _usable(text):
        before = found[-1] if found else ()
        if len(before) == 1 and _is_range(before[0], term):
            found[-1] = (before[0], term)
        else:
            found.append((term,))
    return found


def _usable(text: str) -> list[Term]:
    try:
        return [] if is_plain_text(text) else terms(text)
    except FilterError:
        return []


def _is_range(first: Term, second: Term) -> bool:
    ends = (first.value.partition(":")[0].lower(), second.value.partition(":")[0].lower())
    plain = not first.negated and not second.negated and first.disabled == second.disabled
    return first.field == second.field == "time" and ends == ("after", "before") and plain


def text_of(chip: Terms) -> str:
    """The text that a chip stands for."""
    return joined(term.text for term in chip)


def whole(before: Sequence[Terms], typed: str, after: Sequence[Terms]) -> str:
    """The filter of chips with what is being typed between them."""
    return joined([*(term.text for chip in before for term in chip), typed, *(t.text for chip in after for t in chip)])


def changed(text: str, number: int, deed: str) -> str:
    """The filter after a chip was inverted, switched, removed, or all others were (`only`)."""
    chip = chips(text)[number]
    if deed == "only":
        alone = text_of(chip)
        return changed(alone, 0, "toggle") if chip[0].disabled else alone
    if deed == "invert" and len(chip) > 1:
        negated = joined([f"-({text_of(chip)})"])
        return edited(removed(text, chip[1]), chip[0], negated)
    change = {"invert": inverted, "toggle": switched, "remove": removed}[deed]
    for term in reversed(chip):  # from behind, so that the places of those before stay true
        text = change(text, term)
    return text


def all_switched(text: str) -> str:
    """The filter with every term off, or on again where all are off."""
    found = _usable(text)
    every = all(term.disabled for term in found)
    for term in reversed(found):
        if term.disabled == every:
            text = switched(text, term)
    return text


def face(chip: Terms, hide: Hide = as_it_is) -> ChipFace:
    """What a chip shows; `hide` replaces names in a value of a field (or of a text, where the field is None)."""
    first = chip[0]
    title, value = "", hide(None, first.value)
    if first.field == "time":
        title, value = "time", time_words([term.value for term in chip])
    elif first.field is not None:
        title, value = first.field.replace("_", " "), _value(first, first.field, hide)
    elif _is_search(first):
        title, value = "text", f"“{value}”"
    said = hide(None, sentence_of(changed(text_of(chip), 0, "toggle") if first.disabled else text_of(chip)))
    return ChipFace(value, title, first.negated, first.disabled, first.field == "time", said)


def sentence_of(text: str) -> str:
    """A filter in words, or what is wrong with it."""
    try:
        return in_words(text)
    except FilterError as error:
        return str(error)


def _is_search(term: Term) -> bool:
    """Whether a term is a text to search for, rather than an expression with several fields."""
    node = tree(term.text)
    while node is not None and node.data in ("disabled", "without", "group"):
        node = next(one for one in reversed(node.children) if isinstance(one, Tree))
    return node is not None and node.data == "text"


def _value(term: Term, field: str, hide: Hide) -> str:
    if term.values:
        return ", ".join("not said" if value is None else hide(field, value) for value in term.values)
    for sign, shown in SIGNS:
        if term.value.startswith(sign):
            return shown + term.value[len(sign) :]
    return "any" if term.value == "*" else hide(field, term.value.replace("..", " – ").strip('"'))
