from __future__ import annotations

from typing import Any

from scimviewer.formats.aliases import ALIASES, folded, learn, outline


def found(record: dict[str, Any], field: str) -> list[str]:
    return [place.path for place in learn(outline(record)[0]).get(field, ())]


def test_names_are_folded() -> None:
    assert folded("HTTP_Status-Code") == "httpstatuscode"
    assert all(alias == folded(alias) for aliases in ALIASES.values() for alias in aliases)


def test_no_alias_is_listed_twice_for_a_field() -> None:
    for field, aliases in ALIASES.items():
        assert len(aliases) == len(set(aliases)), field


def test_places_come_in_the_order_of_the_table() -> None:
    record = {"time": 1, "@timestamp": 2, "req": {"url": "/a", "originalUrl": "/b"}}

    assert found(record, "time") == ["@timestamp", "time"]
    assert found(record, "url") == ["req.originalUrl", "req.url"]


def test_dotted_names_may_be_flat_or_nested() -> None:
    assert found({"http.request.method": "GET"}, "method") == ["http.request.method"]
    assert found({"http": {"request": {"method": "GET"}}}, "method") == ["http.request.method"]
    assert found({"http.request": {"method": "GET"}}, "method") == ["http.request.method"]


def test_wrappers_are_looked_through_after_all_else() -> None:
    record = {"data": {"method": "GET", "path": "/inner"}, "path": "/outer"}

    assert found(record, "url") == ["path", "data.path"]
    assert found({"data": {"details": {"request": {"path": "/x"}}}}, "url") == ["data.details.request.path"]


def test_a_name_of_a_wrapper_may_be_a_value_itself() -> None:
    assert found({"result": "SUCCESS"}, "outcome") == ["result"]


def test_bodies_are_not_searched() -> None:
    assert found({"request": {"id": "7", "name": "x"}}, "request_id") == []
    assert found({"response": {"schemas": [], "status": "409"}}, "status") == []
    assert found({"request": {"id": "7", "method": "GET"}}, "request_id") == ["request.id"]


def test_records_with_equal_names_have_equal_keys() -> None:
    one = {"req": {"method": "GET", "url": "/a"}, "res": {"statusCode": 200}}
    other = {"req": {"method": "PUT", "url": None}, "res": {"statusCode": 201}}
    different = {"req": {"method": "GET"}, "res": {"statusCode": 200}}
    moved = {"req": "GET", "res": {"method": "GET", "url": "/a"}}

    assert outline(one)[0] == outline(other)[0]
    assert len({outline(record)[0] for record in (one, different, moved)}) == 3


def test_places_lead_to_the_values() -> None:
    record = {"level": 30, "meta": {"req": {"method": "GET"}}}
    key, held = outline(record)

    (place,) = learn(key)["method"]

    assert held[place.container][place.key] == "GET"


def test_a_bare_code_is_a_status_only_beside_a_request() -> None:
    assert found({"code": 200, "path": "/x"}, "status") == ["code"]
    assert found({"code": 200}, "status") == []


def test_huge_and_deep_records_are_walked_in_part() -> None:
    wide = {f"k{n}": n for n in range(100_000)}
    deep: dict[str, Any] = {"method": "GET"}
    for _ in range(500):
        deep = {"data": deep}

    assert len(outline({**wide, "request": wide})[0][1]) == 200
    assert len(outline(deep)[1]) <= 4
