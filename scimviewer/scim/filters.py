"""What does a SCIM filter say, and does a resource fit it? (RFC 7644 §3.4.2.2)"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

OPERATORS = ("eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le")
SPELLED = {"==": "eq", "=": "eq", "!=": "ne", "<>": "ne", ">": "gt", ">=": "ge", "<": "lt", "<=": "le"}
WORDS = {"&&": "and", "||": "or", "!": "not"}
DEEPEST = 40
LONGEST = 1_000_000
NAME = re.compile(r"\$?[A-Za-z][\w$-]*")  # $ref begins with its sign
TOKEN = re.compile(
    r"""\s*(?:(?P<string>"(?:[^"\\]|\\.)*")|(?P<single>'(?:[^'\\]|\\.)*')|(?P<mark>[()\[\]])"""
    r"""|(?P<sign>==|!=|<>|>=|<=|&&|\|\||[=<>!])|(?P<word>[^\s()\[\]"'=<>!]+))""",
    re.DOTALL,
)
NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?P<part>(?:\.\d+)?(?:[eE][+-]?\d+)?)", re.ASCII)
ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))", re.DOTALL)
ESCAPED = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}

Value = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class FilterError:
    """What the grammar does not allow: where (a character of the text), and what to write instead."""

    message: str
    position: int
    hint: str = ""


@dataclass(frozen=True, slots=True)
class AttributePath:
    """The name of an attribute as a filter writes it; names keep their spelling."""

    name: str
    sub: str | None = None
    urn: str | None = None


@dataclass(frozen=True, slots=True)
class Compare:
    attribute: AttributePath
    operator: str  # one of OPERATORS
    value: Value


@dataclass(frozen=True, slots=True)
class Present:
    attribute: AttributePath


@dataclass(frozen=True, slots=True)
class And:
    terms: tuple[Filter, ...]


@dataclass(frozen=True, slots=True)
class Or:
    terms: tuple[Filter, ...]


@dataclass(frozen=True, slots=True)
class Not:
    term: Filter


@dataclass(frozen=True, slots=True)
class Within:
    """`emails[type eq "work"]`: one and the same element fits the filter."""

    attribute: AttributePath
    filter: Filter


Filter = Compare | Present | And | Or | Not | Within


class ParsedFilter(NamedTuple):
    """What was understood. With errors and a filter, people would understand it but the grammar forbids it."""

    filter: Filter | None
    errors: tuple[FilterError, ...] = ()

    @property
    def is_strict(self) -> bool:
        return self.filter is not None and not self.errors


class Unreadable(Exception):
    """Parsing ends here; it never leaves this module and `paths`."""

    def __init__(self, message: str, position: int, hint: str = "") -> None:
        super().__init__(message)
        self.error = FilterError(message, position, hint)


class Token(NamedTuple):
    kind: str
    text: str
    position: int


def parsed_filter(text: str) -> ParsedFilter:
    """Read a filter; never fails. Names and operators in any case, as the RFC says."""
    return _remembered(text) if len(text) < 1000 else _parsed(text)


@lru_cache(maxsize=4096)
def _remembered(text: str) -> ParsedFilter:
    return _parsed(text)


def _parsed(text: str) -> ParsedFilter:
    if len(text) > LONGEST:
        return ParsedFilter(None, (FilterError("The filter is longer than a million characters.", LONGEST),))
    parser = Parser(text)
    try:
        found = parser.whole()
    except Unreadable as stop:
        return ParsedFilter(None, (*parser.slips, stop.error))
    return ParsedFilter(found, tuple(parser.slips))


def tokens(text: str) -> Iterator[Token]:
    at, end = 0, len(text.rstrip())
    while at < end:
        match = TOKEN.match(text, at)
        if match is None or match.lastgroup is None:
            at = end - len(text[at:end].lstrip())
            raise Unreadable(f"The text that begins with {text[at]} does not end.", at, f"Close it with {text[at]}.")
        yield Token(match.lastgroup, match[match.lastgroup], match.start(match.lastgroup))
        at = match.end()


class Parser:
    """Recursive descent over the tokens: or, and, not, parentheses, comparisons."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.slips: list[FilterError] = []
        self.tokens: list[Token] = []
        self.at = 0

    def whole(self) -> Filter:
        self.tokens = list(tokens(self.text))
        if not self.tokens:
            raise Unreadable("The filter is empty.", 0, 'Write for example userName eq "ann".')
        found = self._any_of(0)
        if self.at < len(self.tokens):
            token = self.tokens[self.at]
            raise Unreadable(f"{token.text[:40]} was not expected here.", token.position, self._hint_for(token))
        return found

    def _hint_for(self, token: Token) -> str:
        if token.kind in ("word", "string"):
            return "Join comparisons with and or or; put a value with blanks in double quotes."
        return "Remove it, or open it before." if token.text in ")]" else ""

    def _peek(self) -> Token:
        return self.tokens[self.at] if self.at < len(self.tokens) else Token("end", "", len(self.text))

    def _take(self) -> Token:
        token = self._peek()
        self.at += 1
        return token

    def _is_word(self, word: str) -> bool:
        token = self._peek()
        if token.kind == "sign" and WORDS.get(token.text) == word:
            self._slip(f"{token.text} is no operator of SCIM.", token, f"Write {word}.")
            return True
        return token.kind == "word" and token.text.lower() == word

    def _slip(self, message: str, token: Token, hint: str) -> None:
        self.slips.append(FilterError(message, token.position, hint))

    def _expect(self, mark: str) -> None:
        token = self._take()
        if token.text != mark or token.kind != "mark":
            raise Unreadable(f"{mark} is missing.", token.position, f"Write {mark} here.")

    def _any_of(self, depth: int) -> Filter:
        terms = [self._all_of(depth)]
        while self._is_word("or"):
            self.at += 1
            terms.append(self._all_of(depth))
        return terms[0] if len(terms) == 1 else Or(tuple(terms))

    def _all_of(self, depth: int) -> Filter:
        terms = [self._term(depth)]
        while self._is_word("and"):
            self.at += 1
            terms.append(self._term(depth))
        return terms[0] if len(terms) == 1 else And(tuple(terms))

    def _term(self, depth: int) -> Filter:
        token = self._peek()
        if depth > DEEPEST:
            raise Unreadable("The filter is nested too deeply.", token.position, "")
        if token.text == "(" and token.kind == "mark":
            self.at += 1
            found = self._any_of(depth + 1)
            self._expect(")")
            return found
        if self._is_word("not") and self._negates():
            self.at += 1
            if self._peek().text != "(":
                self._slip("not needs parentheses.", self._peek(), "Write not (…).")
            return Not(self._term(depth + 1))
        return self._comparison(depth)

    def _negates(self) -> bool:
        """An attribute may itself be called not."""
        behind = self.tokens[self.at + 1] if self.at + 1 < len(self.tokens) else Token("end", "", 0)
        return self._peek().kind == "sign" or behind.text.lower() not in (*OPERATORS, *SPELLED, "pr")

    def _comparison(self, depth: int) -> Filter:
        token = self._take()
        if token.kind != "word":
            what = "An attribute is missing" if token.kind == "end" else f"{token.text[:40]} is no attribute"
            raise Unreadable(f"{what}.", token.position, 'A comparison reads like userName eq "ann".')
        attribute = attribute_path(token.text, token.position)
        if self._peek().text == "[" and self._peek().kind == "mark":
            return self._within(attribute, depth)
        return self._compared(attribute)

    def _within(self, attribute: AttributePath, depth: int) -> Filter:
        self.at += 1
        inner = self._any_of(depth + 1)
        self._expect("]")
        token = self._peek()
        if token.kind == "word" and token.text.startswith(".") and len(token.text) > 1:
            # emails[type eq "work"].value eq "x": not in the grammar, but Entra sends it.
            self._slip(
                "A filter cannot go on behind its bracket.", token, "Put both conditions into the bracket, with and."
            )
            self.at += 1
            second = self._compared(attribute_path(token.text[1:], token.position + 1))
            inner = And((*(inner.terms if isinstance(inner, And) else (inner,)), second))
        return Within(attribute, inner)

    def _compared(self, attribute: AttributePath) -> Filter:
        token = self._take()
        operator = token.text.lower()
        if token.kind == "word" and operator == "pr":
            return Present(attribute)
        if token.kind == "sign" and token.text in SPELLED:
            operator = SPELLED[token.text]
            self._slip(f"{token.text} is no operator of SCIM.", token, f"Write {operator}.")
        if token.kind not in ("word", "sign") or operator not in OPERATORS:
            what = "An operator is missing" if token.kind == "end" else f"{token.text[:40]} is no operator"
            raise Unreadable(f"{what}.", token.position, f"Use one of {', '.join(OPERATORS)}, pr.")
        return Compare(attribute, operator, self._value())

    def _value(self) -> Value:
        token = self._take()
        if token.kind == "string":
            return unquoted(token.text)
        if token.kind == "single":
            self._slip("Text stands in single quotes.", token, "Use double quotes.")
            return unquoted(token.text)
        if token.kind != "word":
            raise Unreadable("A value is missing.", token.position, "Text stands in double quotes.")
        literal = {"true": True, "false": False, "null": None}
        if token.text.lower() in literal:
            return literal[token.text.lower()]
        number = NUMBER.fullmatch(token.text) if len(token.text) < 300 else None
        if number:
            return float(token.text) if number["part"] else int(token.text)
        self._slip("Text stands without quotes.", token, f'Write "{token.text[:60]}" in double quotes.')
        return token.text


def attribute_path(text: str, position: int) -> AttributePath:
    """`urn:…:User:name.familyName` taken apart."""
    urn, colon, rest = text.rpartition(":")
    name, dot, sub = rest.partition(".")
    if not NAME.fullmatch(name) or (dot and not NAME.fullmatch(sub)) or (colon and not urn):
        hint = "A name has letters, digits, - and _, and at most one sub-attribute behind a dot."
        raise Unreadable(f"{text[:60]} is no name of an attribute.", position, hint)
    return AttributePath(name, sub or None, urn or None)


def unquoted(text: str) -> str:
    """The text in quotes, escapes resolved as in JSON."""
    return _joined(ESCAPE.sub(lambda match: chr(int(match[1], 16)) if match[1] else _plain(match[2]), text[1:-1]))


def _plain(letter: str) -> str:
    return ESCAPED.get(letter, letter)


def _joined(text: str) -> str:
    """Two escaped surrogates are one character."""
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def filter_text(found: Filter) -> str:
    """A filter as the grammar writes it."""
    if isinstance(found, Compare):
        return f"{attribute_text(found.attribute)} {found.operator} {value_text(found.value)}"
    if isinstance(found, Present):
        return f"{attribute_text(found.attribute)} pr"
    if isinstance(found, Within):
        return f"{attribute_text(found.attribute)}[{filter_text(found.filter)}]"
    if isinstance(found, Not):
        return f"not ({filter_text(found.term)})"
    word = " and " if isinstance(found, And) else " or "
    loose = (Or, And) if isinstance(found, And) else (Or,)
    return word.join([f"({filter_text(one)})" if isinstance(one, loose) else filter_text(one) for one in found.terms])


def attribute_text(attribute: AttributePath) -> str:
    prefix = f"{attribute.urn}:" if attribute.urn else ""
    return f"{prefix}{attribute.name}.{attribute.sub}" if attribute.sub else f"{prefix}{attribute.name}"


def value_text(value: Value) -> str:
    """A value as JSON writes it, so that quotes and backslashes in it are escaped."""
    return json.dumps(value, ensure_ascii=False)
