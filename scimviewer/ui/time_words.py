"""How does a range of time read on a chip: "1 Sep 13:58 – 14:12Z"?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from scimviewer.query.filters import FilterError
from scimviewer.query.moments import moment
from scimviewer.ui.display_zone import UTC_NAME, display_zone

MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()  # noqa: SIM905 - reads better
SIGNS = (">=", "<=", ">", "<")
SAYS = {"after": "from ", "before": "before ", ">=": "from ", "<=": "until ", ">": "after ", "<": "before "}


def time_words(values: Sequence[str]) -> str:
    """The ends of a range as the filter has them: `after:…` and `before:…`, one of them, or `a..b`."""
    ends = [_end(value) for value in values]
    if len(ends) == 1 and ".." in ends[0][1]:
        ends = [("", part) for part in ends[0][1].split("..", 1)]
    days = [_shown(text) for _word, text in ends]
    zone = "Z" if display_zone().name == UTC_NAME and any(clock for _day, clock in days) else ""
    words = [f"{day} {clock}".strip() for day, clock in days]
    if len(ends) == 2:
        same = days[0][0] == days[1][0] and days[1][1]
        return f"{words[0]} – {days[1][1] if same else words[1]}{zone}"
    return SAYS.get(ends[0][0], "") + words[0] + zone


def _end(value: str) -> tuple[str, str]:
    """What an end says, and its time."""
    word, colon, rest = value.partition(":")
    if colon and word.lower() in ("after", "before"):
        return word.lower(), rest.strip('"')
    sign = next((one for one in SIGNS if value.startswith(one)), "")
    return sign, value[len(sign) :].strip('"')


def _shown(text: str) -> tuple[str, str]:
    """Day and clock in the zone in which times are shown; what is no moment of its own stands as it was typed."""
    try:
        ns = moment(text)
    except FilterError:
        return text, ""
    day, _, clock = display_zone().text(ns).partition("T")
    clock = re.sub(r":00$", "", clock)
    date = f"{int(day[8:10])} {MONTHS[int(day[5:7]) - 1]}"
    return date, "" if clock == "00:00" else clock
