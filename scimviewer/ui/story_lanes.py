"""Which dots and ribbons tell the life of a resource, and what does the table below them say?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scimviewer.event import Json
from scimviewer.query.memberships import Membership
from scimviewer.query.stories import Story, StoryEvent
from scimviewer.scim.facts import attribute
from scimviewer.scim.pointers import pointer
from scimviewer.times import instant
from scimviewer.ui.events_columns import counted, grouped

if TYPE_CHECKING:
    from scimviewer.privacy.redaction import Redactor

ALWAYS = ("active", "userName", "displayName")
NEVER = ("schemas", "meta", "id")
MOST_RIBBONS = 7
GROUP = {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"]}  # whose names are no person's
SECOND = 1_000_000_000
READS = ("read", "search", "discovery")
# What a dot's shape says; the word stands in the legend.
LOOKS = {
    "changed": "changed",
    "same": "no effect",
    "rejected": "rejected, throttled",
    "error": "server error",
    "unknown": "not known",
}


@dataclass(frozen=True, slots=True)
class Dot:
    """One event on a lane."""

    ns: int
    event: int
    look: str  # a key of LOOKS
    words: str


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a ribbon. `basis`: observed, computed, unknown, or gone."""

    start: int
    stop: int
    words: str
    basis: str
    event: int = 0  # that began it


@dataclass(frozen=True, slots=True)
class Lane:
    """One line of the picture: events as dots, or an attribute or membership as a ribbon."""

    title: str
    kind: str  # events, attribute, membership
    dots: tuple[Dot, ...] = ()
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the table."""

    event: int
    time: str | None
    look: str
    words: str
    basis: str  # "" where the event shows no state
    where: str


@dataclass(frozen=True, slots=True)
class ToldStory:
    """All that the page shows, names replaced where they are to be."""

    name: str
    kind: str
    counts: str
    names: tuple[tuple[str, str], ...]  # what it is called: kind, value
    possible: tuple[str, ...]  # names that may be another's
    lanes: tuple[Lane, ...]
    steps: tuple[Step, ...]
    notes: tuple[str, ...]
    start: int = 0
    stop: int = 1
    undated: int = 0  # events without a time, which have no dot


def told_story(story: Story, groups: Iterable[Membership], redactor: Redactor | None = None) -> ToldStory:
    """A story as lanes and rows."""
    hide = _hiding(redactor)
    times = [ns for ns in (_ns(one.time) for one in story.events) if ns is not None]
    start, stop = (min(times), max(times)) if times else (0, 1)
    # What is known last goes on to the end, and wants room for its word.
    margin = max((stop - start) // 40, SECOND)
    start, stop = start - margin, stop + 3 * margin
    looks = _looks(story)
    lanes = [
        _dots("About this " + (story.resource.type or "resource").lower(), story, looks, False, hide),
        _dots("Naming this " + (story.resource.type or "resource").lower(), story, looks, True, hide),
        *_ribbons(story, start, stop, hide),
        *(_membership(one, start, stop, hide) for one in groups),
    ]
    own = sum(one.role != "mention" for one in story.events)
    more = len(story.events) - own
    words = [counted(own, "event"), *([f"{grouped(more)} more name it"] if more else [])]
    count = sum(lane.kind == "membership" for lane in lanes)
    about = GROUP if story.resource.type == "Group" else {}
    aliases = [(one.kind, hide({**about, one.kind: one.value}, one.kind)) for one in story.aliases if not one.possible]
    name = next((value for kind, value in aliases[::-1] if kind in ("displayName", "userName")), None)
    return ToldStory(
        name or hide({**about, "userName": story.resource.name or story.resource.id or ""}, "userName"),
        story.resource.type or "Resource",
        ", ".join([*words, *([counted(count, "group")] if count else [])]),
        tuple(_former(aliases)),
        tuple(f"{hide({'id': one.value}, 'id')}: {one.possible}" for one in story.aliases if one.possible)
        if redactor is None
        else tuple(hide({"id": one.value}, "id") for one in story.aliases if one.possible),
        tuple(lane for lane in lanes if lane.dots or lane.spans),
        tuple(_steps(story, looks, hide, redactor is not None)),
        story.notes,
        start,
        stop,
        len(story.events) - len(times),
    )


Hide = Callable[[dict[str, Json], str], str]


def _hiding(redactor: Redactor | None) -> Hide:
    """How the value of an attribute is written, replaced by what the attribute is where names are replaced."""

    def hide(told: dict[str, Json], name: str) -> str:
        value = attribute(told if redactor is None else redactor.json(told), name)
        return _written(name, value)

    return hide


def _written(name: str, value: Json) -> str:
    if name == "members" and isinstance(value, list):
        return counted(len(value), "member")
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        inner = attribute(value, "displayName") or attribute(value, "formatted") or attribute(value, "value")
        return str(inner) if inner is not None else f"{len(value)} parts"
    if isinstance(value, list):
        return counted(len(value), "value")
    return "" if value is None else str(value)


def _former(aliases: list[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    """What it is called now, then what it was called before."""
    last = dict(aliases)
    yield from last.items()
    yield from (("was", value) for kind, value in aliases if last[kind] != value)


def _ns(time: str | None) -> int | None:
    found = instant(time) if time else None
    return None if found is None else found.ns


def _looks(story: Story) -> dict[int, str]:
    """The look of each event: a write that changed nothing that is known had no effect."""
    silent = {one.event for one in story.states[1:] if one.state is not None and not one.changes}
    return {one.event: _look(one, silent) for one in story.events}


def _look(one: StoryEvent, silent: set[int]) -> str:
    if one.status is not None and one.status >= 400:
        return "error" if one.status >= 500 else "rejected"
    if one.outcome == "failure":
        return "error"
    if one.outcome not in ("success", "skipped"):
        return "unknown"
    return "same" if one.outcome == "skipped" or one.operation in READS or one.event in silent else "changed"


def _dots(title: str, story: Story, looks: dict[int, str], mentions: bool, hide: Hide) -> Lane:
    dots = []
    for one in story.events:
        ns = _ns(one.time)
        if ns is not None and (one.role == "mention") == mentions:
            dots.append(Dot(ns, one.event, looks[one.event], f"{one.operation or 'event'}: {LOOKS[looks[one.event]]}"))
    return Lane(title, "events", tuple(dots))


def _ribbons(story: Story, start: int, stop: int, hide: Hide) -> list[Lane]:
    """The attributes that change, and those that everybody asks for."""
    seen: Counter[str] = Counter()
    names: dict[str, str] = {}
    for state in story.states:
        for name in _attributes(state.state or state.known):
            names.setdefault(name.lower(), name)
        for path in {_top(one.path) for one in state.changes}:
            seen[path.lower()] += 1
    fixed = [name.lower() for name in ALWAYS if name.lower() in names]
    if "members" in names:
        fixed.append("members")
    others = [name for name, _ in seen.most_common() if name in names and name not in fixed]
    chosen = [*fixed, *others][:MOST_RIBBONS]
    return [_ribbon(story, names[name], start, stop, hide) for name in chosen]


def _attributes(state: dict[str, Json]) -> Iterable[str]:
    """Names of attributes, those of extensions among them."""
    for name, value in state.items():
        if name[:4].lower() == "urn:" and isinstance(value, dict):
            yield from value
        elif name not in NEVER:
            yield name


def _top(path: str) -> str:
    return path.rpartition(":")[2].partition(".")[0].partition("[")[0]


def _find(state: dict[str, Json], name: str) -> tuple[dict[str, Json], str]:
    """The object in which an attribute stands, and its pointer."""
    if attribute(state, name) is not None:
        return state, pointer(name)
    for urn, value in state.items():
        if urn[:4].lower() == "urn:" and isinstance(value, dict) and attribute(value, name) is not None:
            return value, pointer(urn, name)
    return {}, pointer(name)


def _ribbon(story: Story, name: str, start: int, stop: int, hide: Hide) -> Lane:
    points: list[tuple[int, str, str, int]] = []
    for state in story.states:
        ns = _ns(state.time)
        if ns is None:
            continue
        if state.state is None and not state.known:
            gone = state.reason.startswith("The resource was deleted")
            points.append((ns, "deleted" if gone else "", "gone" if gone else "unknown", state.event))
            continue
        holder, where = _find(state.state if state.state is not None else state.known, name)
        if holder:
            points.append((ns, hide(holder, name), state.basis.get(where, state.word), state.event))
        else:
            known = state.state is not None
            points.append((ns, "not set" if known else "", state.word if known else "unknown", state.event))
    return Lane(name, "attribute", (), _spans(points, start, stop))


def _membership(one: Membership, start: int, stop: int, hide: Hide) -> Lane:
    words = {True: "member", False: "not a member", None: ""}
    points = []
    for moment in one.moments:
        ns = _ns(moment.time)
        if ns is not None:
            basis = "unknown" if moment.member is None else moment.basis if moment.member else "gone"
            points.append((ns, words[moment.member], basis, moment.event))
    title = hide({**GROUP, "displayName": one.group.name or one.group.id or ""}, "displayName")
    return Lane(title, "membership", (), _spans(points, start, stop))


def _spans(points: list[tuple[int, str, str, int]], start: int, stop: int) -> tuple[Span, ...]:
    """Stretches between points; the same value known the same way goes on."""
    spans: list[Span] = []
    begun, words, basis, event = start, "", "unknown", 0
    for ns, said, how, number in points:
        if (said, how) != (words, basis):
            if ns > begun:
                spans.append(Span(begun, ns, words, basis, event))
            begun, words, basis, event = ns, said, how, number
    if points:
        spans.append(Span(begun, stop, words, basis, event))
    return tuple(spans)


def _steps(story: Story, looks: dict[int, str], hide: Hide, hidden: bool) -> Iterable[Step]:
    states = {one.event: one for one in story.states}
    first = story.states[0].event if story.states else None
    for one in story.events:
        state, look = states.get(one.event), looks[one.event]
        basis = "" if state is None else state.word
        words = "" if hidden else one.text
        if state is not None and state.changes and state.state is not None:
            words = _change_words(state.state, [_top(change.path) for change in state.changes], hide)
        elif state is not None and one.event == first:
            words = "Seen first"
        elif state is not None and state.reason:
            words = state.reason
        if not words:
            words = (
                f"named in a {one.operation}" if one.role == "mention" else f"{one.operation or 'event'}".capitalize()
            )
        if look in ("rejected", "error") and one.status is not None:
            words = f"refused with {one.status}: {words}"
        where = {"observed": "answer", "computed": "request only", "unknown": "no answer"}.get(basis, "")
        yield Step(one.event, one.time, look, words, basis, where or f"{one.method or ''} {one.status or ''}".strip())


def _change_words(state: dict[str, Json], paths: list[str], hide: Hide) -> str:
    names = list(dict.fromkeys(paths))
    if len(names) > 3:
        return f"{len(names)} attributes changed: {', '.join(names[:5])}{', …' if len(names) > 5 else ''}"
    said = []
    for name in names:
        holder, _ = _find(state, name)
        verb = "are" if isinstance(attribute(holder, name), list) else "is"
        said.append(f"{name} {verb} now {hide(holder, name)[:80]}" if holder else f"{name} removed")
    return "; ".join(said)
