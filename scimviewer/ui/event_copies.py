"""What goes to the clipboard when something of an event is copied, and what is said about it?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scimviewer.event import Exchange
from scimviewer.ui.url_parts import url_pairs

if TYPE_CHECKING:
    from scimviewer.privacy.redaction import Redactor

Row = dict[str, Any]
# How a kind of copy is spoken of: "Copied …".
WORDS = {
    "value": "the value",
    "body": "the body",
    "path": "the path",
    "pointer": "the JSON pointer",
    "markdown": "as Markdown",
    "curl": "as cURL, the credential is $TOKEN",
    "url": "the URL",
    "plan": "the rollback plan",
}
# These name places in a body, never people.
IMPERSONAL = {"path", "pointer", "SHA-256", "what to ask for"}


def whole_copy(kind: str, row: Row, exchange: Exchange | None, redactor: Redactor | None) -> str | None:
    """An event as cURL, Markdown or URL; None where it has none."""
    if exchange is None:
        return None
    if kind == "url":
        return redactor.url(exchange.url) if exchange.url and redactor else exchange.url
    from scimviewer.output import copying  # not needed before somebody copies

    if kind == "markdown":
        return copying.markdown(row, exchange, redactor)
    return copying.curl(row, exchange, redactor) if exchange.method else None


def pair_copy(name: str, value: str, exchange: Exchange, redactor: Redactor | None) -> str:
    """The value of a header or of a part of the URL."""
    if redactor is None:
        return value
    if exchange.url and (name, value) in url_pairs(exchange.url):
        place = url_pairs(exchange.url).index((name, value))
        hidden = url_pairs(redactor.url(exchange.url))
        return hidden[place][1] if place < len(hidden) else redactor.text(value)
    ((_, hidden_value),) = redactor.headers([(name, value)])
    return hidden_value


def record_copy(text: str, whole: str, redactor: Redactor | None) -> str:
    """A record, or a part of it. Where the record holds names a part becomes the whole: what cuts through a name
    or its key hides it from whoever looks for names."""
    if redactor is None:
        return text
    hidden = redactor.text(whole)
    return text if hidden == whole else hidden


def spoken(kind: str, replaced: bool) -> str:
    """What the status bar says: "Copied as cURL. Names and addresses are replaced."."""
    words = f"Copied {WORDS.get(kind, f'the {kind}')}."
    if replaced and kind not in IMPERSONAL:
        words += " Names and addresses are replaced."
    return words
