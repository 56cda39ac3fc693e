"""How is the state of a source told: in a picture, a word and a line of facts?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from scimviewer.formats import FORMATS
from scimviewer.ui.events_columns import counted, grouped

Source = Mapping[str, Any]
TITLES = {one.name: one.title for one in FORMATS}
# Status of a source → picture, colour, word. Shapes differ, not only colours.
STATES = {
    "waiting": ("checkbox-blank-circle-line", "ctrl", "waiting"),
    "reading": ("", "accent", "reading"),
    "read": ("checkbox-circle-fill", "ok", "read"),
    "in part": ("error-warning-fill", "p_bad", "read in part"),
    "repeated": ("file-copy-2-line", "t2", "known already"),
    "not read": ("indeterminate-circle-line", "t2", "not read"),
    "damaged": ("close-circle-fill", "err", "damaged"),
}
UNKNOWN_STATE = ("question-fill", "t2", "")
# Kinds of credentials as the masking names them → what people call one of them.
SECRETS = {
    "bearer": "bearer token",
    "basic": "user name with password",
    "ssws": "Okta API token",
    "digest": "digest credential",
    "negotiate": "Kerberos ticket",
    "authorization": "Authorization value",
    "apikey": "API key",
    "private-key": "private key",
    "pem": "private key",
    "jwt": "signed token",
    "pin": "PIN",
    "otp": "one-time code",
}
SIZES = ((1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "KB"))


def state(source: Source) -> tuple[str, str, str]:
    """Picture, colour and word of a source's state; the picture of one being read is a ring."""
    return STATES.get(str(source.get("status")), (*UNKNOWN_STATE[:2], str(source.get("status") or "")))


def format_words(source: Source) -> str:
    """The format as a title, and how sure it is where that is not certain."""
    title = TITLES.get(str(source.get("format")), str(source.get("format") or ""))
    confidence = source.get("confidence")
    sure = isinstance(confidence, int | float) and confidence >= 0.9
    return f"{title}, likely" if title and confidence is not None and not sure else title


def source_facts(source: Source) -> str:
    """What is said under a source's name: state, format, counts, and why it was not read."""
    status = source.get("status")
    _, _, word = state(source)
    parts = [] if status in ("read", "reading") else [word]
    if status in ("read", "reading", "in part"):
        parts.append(format_words(source))
        parts.append(counted(int(source.get("events") or 0), "event"))
        for key, told in (("problems", "not understood"), ("left_out", "left out")):
            number = int(source.get(key) or 0)
            parts += [f"{grouped(number)} {told}"] if number else []
    parts.append(str(source.get("note") or "").rstrip("."))
    return " · ".join(part for part in parts if part)


def sources_words(sources: Iterable[Source]) -> str:
    """A list of sources summed up: "3 read, 1 not read"."""
    counts: dict[str, int] = {}
    for source in sources:
        word = state(source)[2]
        counts[word] = counts.get(word, 0) + 1
    return ", ".join(f"{number} {word}" for word, number in counts.items() if word)


def secrets_words(secrets: Mapping[str, int]) -> str:
    """What was masked and what to do: "17 bearer tokens were masked. Ask the customer to rotate them."."""
    told = [counted(number, SECRETS.get(kind, kind.replace("_", " "))) for kind, number in secrets.items() if number]
    if not told:
        return ""
    whole = told[0] if len(told) == 1 else f"{', '.join(told[:-1])} and {told[-1]}"
    one = sum(secrets.values()) == 1
    return (
        f"{whole} {'was' if one else 'were'} masked. Ask the customer to rotate {'it' if one else 'them'}: "
        f"whoever had {'the file' if one else 'these files'} could have used {'it' if one else 'them'}."
    )


def size_words(number: float) -> str:
    """A count of bytes: "31.4 MB"."""
    for unit, name in SIZES:
        if number >= unit:
            return f"{number / unit:.1f} {name}"
    return counted(round(number), "byte")


def left_words(seconds: float) -> str:
    """A time that is left, told as roughly as it is known."""
    if seconds < 1.5:
        return "about a second left"
    if seconds < 90:
        return f"about {round(seconds)} s left"
    return f"about {round(seconds / 60)} min left"
