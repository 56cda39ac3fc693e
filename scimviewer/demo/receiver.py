"""What does the target application hold, and what does it answer?

An application in memory: ids, versions, unique names, filters, paging, PATCH, bulk and SCIM errors.
Every answer follows from what it holds at that moment.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from scimviewer.demo.call import Reply, Request
from scimviewer.demo.receiver_patch import Habits, Refused, check_user, patched_group, patched_user
from scimviewer.demo.sites import MESSAGE, Site
from scimviewer.demo.stamps import iso_ms
from scimviewer.event import Headers

_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode
_SPACED = json.JSONEncoder(check_circular=False).encode
_LONGEST_PAGE = 200


@dataclass(slots=True)
class Resource:
    """One user or group as the receiver keeps it: its attributes without id, meta and members."""

    id: str
    kind: str  # Users, Groups
    body: dict[str, Any]
    created_ns: int
    modified_ns: int
    version: int = 1
    members: dict[str, str] = field(default_factory=dict)  # id → display
    text: str | None = None  # as sent last, until something changes


class Receiver:
    """The application behind one site. `handle` answers a request that arrives at a moment."""

    def __init__(self, site: Site, dice: Random, habits: Callable[[int], Habits]) -> None:
        self._site = site
        self._dice = dice
        self._habits = habits
        self._users: dict[str, Resource] = {}
        self._groups: dict[str, Resource] = {}
        self._displays: dict[str, str] = {}  # of all users, by id
        self._ids = {"userName": dict[str, str](), "externalId": dict[str, str]()}
        self._last_number = 0
        self.encode = _SPACED if site.spaced_json else _COMPACT
        self._verbs: dict[str, Callable[[Request, int], Reply]] = {
            "GET": self._get,
            "POST": self._post,
            "PUT": self._put,
            "PATCH": self._patch,
            "DELETE": self._delete,
        }

    def handle(self, request: Request, now_ns: int) -> Reply:
        """Answer a request; refusals become SCIM errors."""
        try:
            if request.kind == "Bulk":
                return self._bulk(request, now_ns)
            if request.kind == "ServiceProviderConfig":
                return Reply(200, self.encode(_CONFIG))
            return self._verbs[request.method](request, now_ns)
        except Refused as refused:
            return self.error(refused.status, refused.detail, refused.scim_type)

    def error(self, status: int, detail: str, scim_type: str | None = None) -> Reply:
        """Make an error message as RFC 7644 §3.12 has it."""
        body = {"schemas": [MESSAGE + "Error"], "status": str(status), "detail": detail}
        if scim_type:
            body["scimType"] = scim_type
        return Reply(status, self.encode(body))

    def create(self, kind: str, sent: dict[str, Any], now_ns: int) -> Resource:
        """Keep a new user or group; raises `Refused`."""
        if kind == "Users":
            check_user(sent)
            self._claim(sent, "")
        elif not sent.get("displayName"):
            raise Refused(400, "invalidValue", "displayName is required")
        body = {key: value for key, value in sent.items() if key not in ("id", "meta", "members", "password")}
        resource = Resource(self._new_id(), kind, body, now_ns, now_ns)
        if kind == "Users":
            self._users[resource.id] = resource
            self._index(resource)
        else:
            operation = {"op": "add", "path": "members", "value": sent.get("members") or []}
            resource.members = patched_group({}, [operation], self._displays, Habits()).members
            self._groups[resource.id] = resource
        return resource

    def undo(self, user_id: str, values: dict[str, Any]) -> None:
        """Give a user old values back without a trace, as a write does that knows nothing of the one before it."""
        user = self._users[user_id]
        self._unindex(user)
        user.body = {**user.body, **values}
        user.text = None
        self._index(user)

    def _new_id(self) -> str:
        if self._site.ids == "number":
            self._last_number += 1
            return str(self._last_number)
        if self._site.ids == "hex":
            return f"{self._dice.getrandbits(96):024x}"
        digits = f"{self._dice.getrandbits(128):032x}"
        return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-a{digits[17:20]}-{digits[20:]}"

    def _claim(self, body: dict[str, Any], own_id: str) -> None:
        name = str(body["userName"])
        if self._ids["userName"].get(name.lower(), own_id) != own_id:
            raise Refused(409, "uniqueness", f"userName '{name}' is already in use")

    def _index(self, user: Resource) -> None:
        self._displays[user.id] = str(user.body.get("displayName") or user.body["userName"])
        self._ids["userName"][str(user.body["userName"]).lower()] = user.id
        if user.body.get("externalId"):
            self._ids["externalId"][user.body["externalId"]] = user.id

    def _unindex(self, user: Resource) -> None:
        self._ids["userName"].pop(str(user.body["userName"]).lower(), None)
        self._ids["externalId"].pop(user.body.get("externalId", ""), None)

    def _store(self, kind: str) -> dict[str, Resource]:
        if kind == "Users":
            return self._users
        if kind == "Groups":
            return self._groups
        raise Refused(404, None, f"There is no endpoint {kind}")

    def _found(self, request: Request) -> Resource:
        resource = self._store(request.kind).get(request.id)
        if resource is None:
            raise Refused(404, None, f"Resource {request.id} not found")
        return resource

    def _location(self, resource: Resource) -> str:
        return f"https://{self._site.host}{self._site.base}/{resource.kind}/{resource.id}"

    def _text(self, resource: Resource, *, slim: bool = False) -> str:
        if resource.text is not None and not slim:
            return resource.text
        body = {"schemas": resource.body.get("schemas"), "id": resource.id, **resource.body}
        if resource.kind == "Groups" and not slim:
            body["members"] = [{"value": key, "display": name} for key, name in resource.members.items()]
        body["meta"] = {
            "resourceType": resource.kind[:-1],
            "created": iso_ms(resource.created_ns) + "Z",
            "lastModified": iso_ms(resource.modified_ns) + "Z",
            "location": self._location(resource),
            "version": f'W/"{resource.version}"',
        }
        text = self.encode(body)
        if resource.kind == "Users":
            resource.text = text
        return text

    def _one(self, status: int, resource: Resource, *, slim: bool = False) -> Reply:
        headers: Headers = [("ETag", f'W/"{resource.version}"')]
        if status == 201:
            headers.append(("Location", self._location(resource)))
        return Reply(status, self._text(resource, slim=slim), headers, [resource.id])

    def _get(self, request: Request, now_ns: int) -> Reply:
        if request.id:
            return self._one(200, self._found(request), slim=request.slim)
        hits = self._matching(request)
        start = max(request.start, 1)
        page = hits[start - 1 : start - 1 + (min(request.count, _LONGEST_PAGE) or _LONGEST_PAGE)]
        items = ("," + " " * self._site.spaced_json).join(self._text(hit, slim=request.slim) for hit in page)
        frame = self.encode(
            {
                "schemas": [MESSAGE + "ListResponse"],
                "totalResults": len(hits),
                "startIndex": start,
                "itemsPerPage": len(page),
                "Resources": [],
            }
        )
        return Reply(200, f"{frame[:-2]}{items}]}}", ids=[hit.id for hit in page])

    def _matching(self, request: Request) -> list[Resource]:
        store = self._store(request.kind)
        if request.filter is None:
            return list(store.values())
        attribute, value = request.filter
        if request.kind == "Users" and attribute in self._ids:
            key = self._ids[attribute].get(value.lower() if attribute == "userName" else value)
            return [store[key]] if key else []
        if attribute == "id":
            return [store[value]] if value in store else []
        if attribute != "displayName":
            raise Refused(400, "invalidFilter", f"Filtering by {attribute} is not supported")
        return [each for each in store.values() if str(each.body.get(attribute)).lower() == value.lower()]

    def _post(self, request: Request, now_ns: int) -> Reply:
        self._store(request.kind)
        return self._one(201, self.create(request.kind, request.body or {}, now_ns))

    def _put(self, request: Request, now_ns: int) -> Reply:
        resource, sent = self._found(request), request.body or {}
        self._keep(resource, {key: sent[key] for key in sent if key not in ("id", "meta", "members")}, now_ns)
        if resource.kind == "Groups":
            members = [{"op": "replace", "path": "members", "value": sent.get("members") or []}]
            self._keep_members(resource, patched_group({}, members, self._displays, Habits()).members, now_ns)
        return self._one(200, resource)

    def _patch(self, request: Request, now_ns: int) -> Reply:
        resource = self._found(request)
        operations = (request.body or {}).get("Operations") or []
        habits = self._habits(now_ns)
        if resource.kind == "Users":
            self._keep(resource, patched_user(resource.body, operations, habits), now_ns)
            return self._one(200, resource)
        change = patched_group(resource.members, operations, self._displays, habits)
        self._keep(resource, {**resource.body, **change.attributes}, now_ns)
        self._keep_members(resource, change.members, now_ns)
        return self._one(200, resource) if self._site.group_status == 200 else Reply(204)

    def _keep(self, resource: Resource, body: dict[str, Any], now_ns: int) -> None:
        """Take over new attributes; a change that changes nothing leaves version and time alone."""
        if resource.kind == "Users":
            check_user(body)
            self._claim(body, resource.id)
        if body == resource.body:
            return
        if resource.kind == "Users":
            self._unindex(resource)
        resource.body = body
        if resource.kind == "Users":
            self._index(resource)
        self._touch(resource, now_ns)

    def _keep_members(self, group: Resource, members: dict[str, str], now_ns: int) -> None:
        if members != group.members:
            group.members = members
            self._touch(group, now_ns)

    def _touch(self, resource: Resource, now_ns: int) -> None:
        resource.text = None
        resource.version += 1
        resource.modified_ns = now_ns

    def _delete(self, request: Request, now_ns: int) -> Reply:
        resource = self._found(request)
        del self._store(request.kind)[resource.id]
        if resource.kind == "Users":
            self._unindex(resource)
            del self._displays[resource.id]
            for group in self._groups.values():
                if group.members.pop(resource.id, None) is not None:
                    self._touch(group, now_ns)
        return Reply(204)

    def _bulk(self, request: Request, now_ns: int) -> Reply:
        results, ids = [], []
        for operation in (request.body or {}).get("Operations") or []:
            _, kind, *rest = operation["path"].split("/")
            inner = Request(operation["method"], kind, rest[0] if rest else "", body=operation.get("data"))
            reply = self.handle(inner, now_ns)
            result = {"method": inner.method, "status": str(reply.status)}
            if "bulkId" in operation:
                result["bulkId"] = operation["bulkId"]
            if reply.fine and (reply.ids or inner.id):
                key = reply.ids[0] if reply.ids else inner.id
                result["location"] = f"https://{self._site.host}{self._site.base}/{kind}/{key}"
                ids.append(key)
            elif not reply.fine and reply.text:
                result["response"] = json.loads(reply.text)
                ids.append("")
            results.append(result)
        body = {"schemas": [MESSAGE + "BulkResponse"], "Operations": results}
        return Reply(200, self.encode(body), ids=ids)


_CONFIG = {
    "schemas": ["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],
    "patch": {"supported": True},
    "bulk": {"supported": True, "maxOperations": 100, "maxPayloadSize": 1_048_576},
    "filter": {"supported": True, "maxResults": _LONGEST_PAGE},
    "changePassword": {"supported": False},
    "sort": {"supported": False},
    "etag": {"supported": False},
    "authenticationSchemes": [
        {"type": "oauthbearertoken", "name": "OAuth Bearer Token", "description": "A token in the header"}
    ],
}
