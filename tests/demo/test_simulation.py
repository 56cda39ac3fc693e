import json
from collections import Counter
from urllib.parse import parse_qs, urlsplit

import pytest

from scimviewer.demo.faults import FAULT_NAMES, FAULTS
from scimviewer.demo.simulation import SMALLEST, Simulation
from scimviewer.errors import UserError


class Replay:
    """What a target must hold if senders are taken at their word; knows only what the log has shown."""

    def __init__(self):
        self.active = {}  # user id → active
        self.names = {}  # user id → userName
        self.gone = set()
        self.members = {}  # group id → ids
        self.checked = Counter()
        self.lies = []  # calls whose answer does not agree

    def expect(self, what, call, told, held):
        self.checked[what] += 1
        if told != held:
            self.lies.append((what, call))

    def see(self, call):
        url = urlsplit(call.target)
        _, _, tail = url.path.partition("/v2/") if "/v2/" in url.path else url.path.partition("/scim/")
        kind, _, key = tail.partition("/")
        asked = json.loads(call.request_text) if call.request_text else {}
        answered = json.loads(call.response_text) if call.response_text else None
        if kind == "Bulk":
            for operation, result in zip(asked["Operations"], answered["Operations"], strict=True):
                self.created(call, operation["data"], result["location"].rpartition("/")[2])
        elif call.method == "GET" and not key:
            self.listed(call, kind, parse_qs(url.query), answered)
        elif kind == "Users":
            self.user(call, key, asked, answered)
        elif kind == "Groups":
            self.group(call, key, asked, answered, "excludedAttributes" in url.query)

    def created(self, call, body, key):
        self.expect("new id", call, key in self.active or key in self.gone, False)
        self.expect("free name", call, body["userName"] in self.names.values(), False)
        self.active[key], self.names[key] = body["active"], body["userName"]

    def listed(self, call, kind, query, answered):
        for resource in answered.get("Resources", ()):
            self.shown(call, kind, resource)
        wanted = query.get("filter", [""])[0]
        if wanted.startswith("userName eq "):
            name = json.loads(wanted.partition(" eq ")[2])
            found = [each["id"] for each in answered["Resources"]]
            self.expect("found", call, found, [key for key, each in self.names.items() if each == name])

    def shown(self, call, kind, resource):
        """Somebody looks: what is known must be so, what is not known becomes known."""
        key = resource["id"]
        self.expect("not deleted", call, key in self.gone, False)
        if kind == "Users":
            self.expect("active", call, resource["active"], self.active.setdefault(key, resource["active"]))
            self.names.setdefault(key, resource["userName"])
        elif "members" in resource:
            told = {each["value"] for each in resource["members"]}
            self.expect("members", call, told, self.members.setdefault(key, set(told)))

    def user(self, call, key, asked, answered):
        if call.method == "POST":
            self.created(call, asked, answered["id"])
        elif call.method == "DELETE":
            self.gone.add(key)
            self.active.pop(key)
            self.names.pop(key)
            for members in self.members.values():
                members.discard(key)
        elif call.method == "PUT":
            self.active[key] = asked["active"]
        elif call.method == "PATCH":
            for operation in asked["Operations"]:
                told = operation["value"]
                if operation.get("path") == "active" or (isinstance(told, dict) and "active" in told):
                    told = told["active"] if isinstance(told, dict) else told
                    self.active[key] = str(told) == "True"
        if answered:
            self.shown(call, "Users", answered)

    def group(self, call, key, asked, answered, slim):
        if call.method == "POST":
            key = answered["id"]
            self.members[key] = {each["value"] for each in asked.get("members", ())}
        elif call.method == "PATCH" and key in self.members:
            for operation in asked["Operations"]:
                self.change(self.members[key], operation)
        if answered and not slim:
            self.shown(call, "Groups", answered)

    def change(self, members, operation):
        path = operation.get("path") or ""
        if not path.startswith("members"):
            return
        ids = {each["value"] for each in operation.get("value", ())}
        if "[" in path:
            ids = {path.split('"')[1]}
        (members.update if operation["op"].lower() == "add" else members.difference_update)(ids)


def replayed(calls, provider):
    replay = Replay()
    for call in calls:
        if call.provider == provider and call.status and call.status < 400:
            replay.see(call)
    return replay


PROVIDERS = ("entra-legacy", "entra-modern", "okta", "script")


@pytest.mark.parametrize("provider", PROVIDERS)
def test_every_answer_agrees_with_what_the_receiver_holds(clean, provider):
    replay = replayed(clean, provider)

    assert replay.lies == []
    assert replay.checked["new id"] > 2
    assert replay.checked["active"] > 50
    assert replay.checked["members"] > 2


def test_what_was_already_there_is_paged_completely(clean):
    replay = replayed(clean, "okta")

    assert max(len(members) for members in replay.members.values()) > 100


@pytest.mark.parametrize("size", [1000, 4000, 12_000])
def test_about_as_many_exchanges_as_were_asked_for(traffic, size):
    assert abs(len(traffic(*FAULT_NAMES, size=size)) - size) <= 0.15 * size


def test_too_small_is_said():
    with pytest.raises(UserError, match="300"):
        Simulation(SMALLEST - 1)


def test_calls_come_in_the_order_of_their_start(all_faults):
    times = [call.time_ns for call in all_faults]

    assert times == sorted(times)


def test_a_clean_run_has_no_failure(clean):
    assert {call.status for call in clean} == {200, 201, 204}
    assert {call.provider for call in clean} == set(PROVIDERS)


STATUSES = {
    "expired-token": {401},
    "throttling": {429},
    "refused-attribute": {400},
    "duplicate-create": {409},
    "slow-database": {500, 503, 504, None},
    "emptied-group": set(),
    "ignored-deactivation": set(),
}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_each_fault_alone_has_its_own_symptom_in_its_time_and_place(traffic, fault):
    failed = [call for call in traffic(fault.name) if call.status is None or call.status >= 400]

    assert {call.status for call in failed} == STATUSES[fault.name]
    assert {call.provider for call in failed} <= {fault.provider}
    assert all(fault.at_work(call.time_ns) for call in failed)


def test_with_an_expired_token_nothing_succeeds_for_an_hour(traffic):
    fault = next(fault for fault in FAULTS if fault.name == "expired-token")
    calls = [call for call in traffic("expired-token") if call.provider == fault.provider]
    tokens = {call.request_header("Authorization") for call in calls}

    assert {call.status for call in calls if fault.at_work(call.time_ns)} == {401}
    assert len(tokens) == 2


def test_refusals_name_a_value_and_a_path(traffic):
    refused = [call for call in traffic("refused-attribute") if call.status == 400]

    assert {json.loads(call.response_text)["scimType"] for call in refused} == {"invalidValue", "invalidPath"}


def test_a_slow_database_is_slow_before_it_fails(traffic):
    fault = next(fault for fault in FAULTS if fault.name == "slow-database")
    calls = [call for call in traffic("slow-database") if call.provider == fault.provider and call.status == 200]
    slow = [call.duration_us for call in calls if fault.at_work(call.time_ns)]
    usual = [call.duration_us for call in calls if not fault.at_work(call.time_ns)]

    assert sum(slow) / len(slow) > 8 * sum(usual) / len(usual)


def test_an_emptied_group_looks_like_a_success_and_shows_later(traffic):
    replay = replayed(traffic("emptied-group"), "entra-legacy")
    what, shown = replay.lies[0]

    assert (what, shown.method, shown.status) == ("members", "GET", 200)
    assert json.loads(shown.response_text)["members"] == []
    assert len(replay.lies) >= 2


def test_an_ignored_deactivation_looks_like_a_success_and_shows_at_once_and_later(traffic):
    replay = replayed(traffic("ignored-deactivation"), "entra-legacy")
    told = Counter(call.method for what, call in replay.lies if what == "active")

    assert told["PATCH"] >= 3
    assert told["GET"] >= 3
    assert all(call.status == 200 for _, call in replay.lies)
