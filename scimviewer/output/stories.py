"""How does the life of a resource read on a terminal?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scimviewer.output.terminal import safe

MOST_CHANGES = 12


def story_text(told: dict[str, Any]) -> str:
    """The document of `story --json` as text for people."""
    return "\n".join(safe(line) for line in _lines(told))


def _lines(told: dict[str, Any]) -> Iterator[str]:
    resource = told["resource"]
    where = f" at {resource['target']}" if resource["target"] else ""
    yield f"{resource['type'] or 'Resource'} {resource['id'] or resource['name']}{where}"
    for alias in told["aliases"]:
        why = f"; {alias['possible']}" if alias["possible"] else ""
        yield f"  {alias['kind']}: {alias['value']} (event {alias['event']}{why})"
    yield from (f"  {note}" for note in told["notes"])
    states = {one["event"]: one for one in told["states"]}
    for event in told["events"]:
        yield ""
        status = event["status"] if event["status"] is not None else event["outcome"]
        mark = {"own": "", "name": "  (by name)", "mention": "  (mentioned)"}[event["role"]]
        yield f"{event['time'] or 'no time'}  {event['event']}  {event['method'] or event['operation']} {status}{mark}"
        yield f"    {event['text']}"
        if event["event"] in states:
            yield from _state(states[event["event"]])


def _state(state: dict[str, Any]) -> Iterator[str]:
    words = set(state["basis"].values())
    word = next((one for one in ("unknown", "computed") if one in words), "observed")
    yield f"    State: {word}. {state['reason'] or ''}".rstrip()
    for change in state["changes"][:MOST_CHANGES]:
        yield f"      {_change(change)}"
    if len(state["changes"]) > MOST_CHANGES:
        yield f"      and {len(state['changes']) - MOST_CHANGES} more changes"


def _change(change: dict[str, Any]) -> str:
    old, new = change["old"], change["new"]
    if change["kind"] == "added":
        return f"+ {change['path']}: {new}"
    if change["kind"] == "removed":
        return f"- {change['path']}: {old}"
    return f"~ {change['path']}: {old} → {new}"
