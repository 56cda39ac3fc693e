"""How does an incident happen: which requests does it send?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from scimviewer.demo.call import Request
from scimviewer.demo.faults import Fault
from scimviewer.demo.people import Change, Person
from scimviewer.demo.sites import CORE_USER, MESSAGE

if TYPE_CHECKING:
    from scimviewer.demo.sender import Sender

_STRANGER = [("User-Agent", "curl/8.5.0"), ("Accept", "*/*")]
_STRANGERS_ADDRESS = "203.0.113.66"
_APART_NS = 5_000_000  # how soon the second of two overlapping writes comes


def happen(sender: Sender, fault: Fault) -> Iterator[None]:
    """Let an incident happen, one step at a time; nothing for faults that work otherwise."""
    steps = _HAPPENINGS.get(fault.name)
    if steps is not None:
        yield from steps(sender, fault)


def _leave(sender: Sender, fault: Fault) -> Iterator[None]:
    for _ in range(fault.amount):
        sender.settle(sender.directory.change("leave"))
        yield


def _delete(sender: Sender, fault: Fault) -> Iterator[None]:
    for person in _some(sender, fault):
        sender.directory.active.drop(person)
        for group in sender.directory.groups:
            group.members.drop(person)
        sender.depart(person)
        yield


def _shrink(sender: Sender, fault: Fault) -> Iterator[None]:
    groups = [group for group in sender.directory.groups if group.target_id]
    group = max(groups, key=lambda one: len(one.members))
    kept = [person for person in group.members if person.target_id and not person.gone][: fault.amount]
    for person in list(group.members):
        if person not in kept:
            group.members.drop(person)
    members = [{"value": person.target_id} for person in kept]
    sender.send(_patch("Groups", group.target_id, {"op": "replace", "path": "members", "value": members}))
    yield


def _add_members(sender: Sender, fault: Fault) -> Iterator[None]:
    group = next(group for group in sender.directory.groups if group.target_id)
    sender.send(Request("GET", "Groups", group.target_id))
    people = [one for one in _some(sender, fault, 40) if one not in group.members][: fault.amount]
    for person in people:
        group.members.add(person)
    members = [{"value": person.target_id} for person in people]
    sender.send(_patch("Groups", group.target_id, {"op": "add", "path": "members", "value": members}))
    yield
    sender.send(Request("GET", "Groups", group.target_id))
    yield


def _overlap(sender: Sender, fault: Fault) -> Iterator[None]:
    for person in _some(sender, fault):
        old = person.title
        begin = sender.wire.now_ns
        title = _patch("Users", person.target_id, {"op": "replace", "path": "title", "value": f"Deputy {old}"})
        sender.send(replace(title, seconds=0.9))
        sender.wire.undo(person.target_id, {"title": old})
        sender.wire.now_ns = begin + _APART_NS
        number = {"op": "replace", "path": "displayName", "value": f"{person.display} II"}
        sender.send(replace(_patch("Users", person.target_id, number), seconds=1.2))
        sender.wire.wait_until(begin + 3_000_000_000)
        sender.send(Request("GET", "Users", person.target_id))
        yield


def _forbid(sender: Sender, fault: Fault) -> Iterator[None]:
    for person in _some(sender, fault):
        sender.send(Request("DELETE", "Users", person.target_id, refused=(403, "The token may not delete users")))
        yield


def _intrude(sender: Sender, fault: Fault) -> Iterator[None]:
    with sender.wire.disguised(_STRANGER, _STRANGERS_ADDRESS):
        for person in _some(sender, fault):
            person.title = "Global Lead"
            operation = {"op": "replace", "path": "title", "value": person.title}
            sender.send(_patch("Users", person.target_id, operation))
            yield


def _send_passwords(sender: Sender, fault: Fault) -> Iterator[None]:
    for number, person in enumerate(_some(sender, fault)):
        operation = {"op": "replace", "path": "password", "value": f"Winter-{number}-is-coming!"}
        sender.send(_patch("Users", person.target_id, operation))
        yield


def _tell_token(sender: Sender, fault: Fault) -> Iterator[None]:
    for person in _some(sender, fault):
        query = f"access_token={sender.dice.getrandbits(160):040x}"
        sender.send(Request("GET", "Users", person.target_id, query=query))
        yield


def _create_twice(sender: Sender, fault: Fault) -> Iterator[None]:
    for _ in range(fault.amount):
        person = sender.directory.hire()
        body = {"schemas": [CORE_USER], "userName": person.user_name, "displayName": person.display, "active": True}
        first = sender.send(Request("POST", "Users", body=body))
        sender.wire.undo(first.ids[0], {"userName": f"{first.ids[0]}@nobody.example"})
        second = sender.send(Request("POST", "Users", body=body))
        sender.directory.provisioned(person, second.ids[0])
        yield


def _make_powerful(sender: Sender, fault: Fault) -> Iterator[None]:
    group = sender.directory.found()
    group.name = "Domain Administrators"
    sender.settle(Change("new_group", group=group, people=_some(sender, fault)))
    yield


def _some(sender: Sender, fault: Fault, at_least: int = 0) -> list[Person]:
    return sender.directory.active.draw_some(sender.dice, max(fault.amount, at_least))


def _patch(kind: str, key: str, operation: dict[str, Any]) -> Request:
    return Request("PATCH", kind, key, body={"schemas": [MESSAGE + "PatchOp"], "Operations": [operation]})


_HAPPENINGS: dict[str, Callable[[Sender, Fault], Iterator[None]]] = {
    "mass-deactivation": _leave,
    "mass-deletion": _delete,
    "shrunk-group": _shrink,
    "lost-members": _add_members,
    "lost-update": _overlap,
    "forbidden": _forbid,
    "stranger": _intrude,
    "password-sent": _send_passwords,
    "token-in-url": _tell_token,
    "created-twice": _create_twice,
    "powerful-group": _make_powerful,
}
