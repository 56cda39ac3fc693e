from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scimviewer.scim.request import RequestTarget, looked_up, operation_of, request_target


@pytest.mark.parametrize(
    ("url", "base", "endpoint", "type_", "id_"),
    [
        ("/Users", "", "Users", "User", None),
        ("/Users/", "", "Users", "User", None),
        ("/Users/2819c223", "", "Users", "User", "2819c223"),
        ("/scim/v2/Users/2819c223", "/scim/v2", "Users", "User", "2819c223"),
        ("//scim//v2//Users//7/", "/scim/v2", "Users", "User", "7"),
        ("scim/v2/Users/7", "/scim/v2", "Users", "User", "7"),
        ("/scim2/Groups/9", "/scim2", "Groups", "Group", "9"),
        ("/scim/Groups", "/scim", "Groups", "Group", None),
        ("/scim/v1.1/users/7", "/scim/v1.1", "users", "User", "7"),
        ("/identity/scim/v2/cfg-1/Users/7", "/identity/scim/v2/cfg-1", "Users", "User", "7"),
        ("/source/scim/entra/v2/Groups/9", "/source/scim/entra/v2", "Groups", "Group", "9"),
        (
            "/0e1d0a3c-1111-2222-3333-444455556666/scim/v2/Users",
            "/0e1d0a3c-1111-2222-3333-444455556666/scim/v2",
            "Users",
            "User",
            None,
        ),
        ("/scim/v2/acme/Users/7", "/scim/v2/acme", "Users", "User", "7"),
        ("/tenants/users/scim/v2/Groups/9", "/tenants/users/scim/v2", "Groups", "Group", "9"),
        ("/users/scim/v2/Devices/5", "/users/scim/v2", "Devices", "Device", "5"),
        ("/scim/v2/Devices/5", "/scim/v2", "Devices", "Device", "5"),
        ("/scim/v2/Entitlements", "/scim/v2", "Entitlements", "Entitlement", None),
        (
            "/scim/v2/0e1d0a3c-1111-2222-3333-444455556666/Devices/5",
            "/scim/v2/0e1d0a3c-1111-2222-3333-444455556666",
            "Devices",
            "Device",
            "5",
        ),
        ("/source/scim/entra/v2/Devices/5", "/source/scim/entra/v2", "Devices", "Device", "5"),
        ("/scim/v2/Me", "/scim/v2", "Me", "User", None),
        (
            "/scim/v2/Schemas/urn:ietf:params:scim:schemas:core:2.0:User",
            "/scim/v2",
            "Schemas",
            "Schema",
            "urn:ietf:params:scim:schemas:core:2.0:User",
        ),
        ("/scim/v2/ServiceProviderConfig", "/scim/v2", "ServiceProviderConfig", "ServiceProviderConfig", None),
        ("/scim/v1/ServiceProviderConfigs", "/scim/v1", "ServiceProviderConfigs", "ServiceProviderConfig", None),
        ("/scim/v2/Bulk", "/scim/v2", "Bulk", None, None),
        ("/scim/v2/Users/.search", "/scim/v2", "Users", "User", None),
        ("/scim/v2/Devices/.search", "/scim/v2", "Devices", "Device", None),
        ("/scim/v2/.search", "/scim/v2", ".search", None, None),
        ("/scim/v2/Users/a%2Fb%20c", "/scim/v2", "Users", "User", "a/b c"),
        ("/Users/ann%40example.com", "", "Users", "User", "ann@example.com"),
        ("/scim/v2/Users/Groups", "/scim/v2", "Users", "User", "Groups"),
        ("/scim/v2/Users/users", "/scim/v2", "Users", "User", "users"),
        ("/Users/me", "", "Users", "User", "me"),
        ("/Groups/Bulk", "", "Groups", "Group", "Bulk"),
        ("/Users/scim", "", "Users", "User", "scim"),
        ("/Groups/9/members", "", "Groups", "Group", "9"),
    ],
)
def test_paths(url: str, base: str, endpoint: str, type_: str | None, id_: str | None) -> None:
    target = request_target(url)

    assert (target.base, target.endpoint, target.resource_type, target.resource_id) == (base, endpoint, type_, id_)
    assert target.is_scim


@pytest.mark.parametrize(
    "url", ["/", "", "/favicon.ico", "/api/v2/clients", "/scimitar/x", "/me", "-", "::", "/api/.search"]
)
def test_what_is_not_scim(url: str) -> None:
    assert not request_target(url).is_scim


def test_a_scim_base_alone_is_scim_without_an_endpoint() -> None:
    for url in ("/scim", "/scim/v2", "https://h/scim/v2/"):
        assert request_target(url).is_scim
        assert request_target(url).endpoint is None


@pytest.mark.parametrize(
    ("url", "host", "path", "query"),
    [
        ("https://h.example:8443/Users?a=1#top", "h.example:8443", "/Users", "a=1"),
        ("https://user:pass@h/Users", "h", "/Users", ""),
        ("http://h?x=/Users", "h", "", "x=/Users"),
        ("//scim/v2/Users", None, "//scim/v2/Users", ""),
        ("/Users?filter=a?b&c=http://x/y", None, "/Users", "filter=a?b&c=http://x/y"),
        ('/Users?filter=userName eq "a#EXT#@b"', None, "/Users", 'filter=userName eq "a#EXT#@b"'),
        ("http://[broken/Users/7", "[broken", "/Users/7", ""),
        (" /Users ", None, "/Users", ""),
    ],
)
def test_host_path_and_query(url: str, host: str | None, path: str, query: str) -> None:
    target = request_target(url)

    assert (target.host, target.path, target.query) == (host, path, query)


@pytest.mark.parametrize(
    ("method", "url", "operation"),
    [
        ("POST", "/Users", "create"), ("post", "/scim/v2/Devices", "create"), ("POST", "/Users/7", "other"),
        ("POST", "/Users/.search", "search"), ("POST", "/.search", "search"), ("POST", "/Bulk", "bulk"),
        ("GET", "/Users/7", "read"), ("HEAD", "/Users/7", "read"), ("GET", "/Me", "read"), ("GET", "/Users", "search"),
        ("GET", "/Users/", "search"), ("GET", "/Users?filter=x", "search"),
        ("GET", "/scim/v2/Groups/9/members", "read"),
        ("PUT", "/Users/7", "replace"), ("PUT", "/Me", "replace"), ("PATCH", "/Groups/9", "patch"),
        ("DELETE", "/Groups/9", "delete"), ("DELETE", "/Groups/9/members/7", "other"),
        ("PATCH", "/Groups/9/members", "other"),
        ("GET", "/Schemas", "discovery"), ("GET", "/Schemas/urn:x", "discovery"),
        ("GET", "/ServiceProviderConfigs", "discovery"),
        ("GET", "/ResourceTypes/Users", "discovery"), ("OPTIONS", "/Users", "other"), ("GET", "/favicon.ico", "other"),
        (None, "/Users", "other"),
    ],
)  # fmt: skip
def test_operations(method: str | None, url: str, operation: str) -> None:
    assert operation_of(method, request_target(url)) == operation


def test_parameters_and_filter_are_decoded() -> None:
    target = request_target("/Users?startIndex=1&Filter=userName+eq+%22a%26b%22&flag&attributes=id%2Cname")

    assert target.filter() == 'userName eq "a&b"'
    assert target.parameters() == [
        ("startIndex", "1"), ("Filter", 'userName eq "a&b"'), ("flag", ""), ("attributes", "id,name"),
    ]  # fmt: skip
    assert request_target("/Users?x=filter").filter() is None
    assert request_target("/Users").parameters() == []


def test_thousands_of_parameters_are_bearable() -> None:
    target = request_target("/Users?" + "filters=1&" * 50_000)

    assert len(target.parameters()) == 1000
    assert target.filter() is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('userName eq "ann"', ("userName", "ann")),
        ('  USERNAME EQ "ann" ', ("USERNAME", "ann")),
        ("externalId eq 4711", ("externalId", "4711")),
        ('userName eq "a \\"b\\" \\\\"', ("userName", 'a "b" \\')),
        ('emails[type eq "work"].value eq "a@b"', ('emails[type eq "work"].value', "a@b")),
        ('urn:ietf:params:scim:schemas:core:2.0:User:userName eq "ann"',
         ("urn:ietf:params:scim:schemas:core:2.0:User:userName", "ann")),
        ('id eq "1" and members eq "2"', None), ('userName sw "a"', None), ("", None), (None, None), ("eq", None),
    ],
)  # fmt: skip
def test_one_equality_names_whom_it_seeks(text: str | None, expected: tuple[str, str] | None) -> None:
    assert looked_up(text) == expected


@given(st.text() | st.text("/:?#[]@%.&=Usersgroupsimv2", max_size=60))
def test_any_text_is_taken_apart(url: str) -> None:
    target = request_target(url)

    assert isinstance(target, RequestTarget)
    assert operation_of("GET", target)
    target.parameters()
    looked_up(target.filter())


@pytest.mark.parametrize(
    "text", ["a." * 30_000, '"' * 60_000, "userName eq " + '\\"' * 30_000, "a[" * 30_000, " " * 60_000]
)
def test_hostile_filters_are_bearable(text: str) -> None:
    started = time.process_time()

    looked_up(text)
    request_target("/Users?filter=" + text).filter()

    assert time.process_time() - started < 2
