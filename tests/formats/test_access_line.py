from __future__ import annotations

import pytest

from scimviewer.formats.access_line import Field, Line, line_of, request_of, unescaped
from scimviewer.formats.format import Unreadable

TIME = "04/Mar/2026:09:15:23 +0100"
USUAL = f'10.0.0.1 - - [{TIME}] "GET /scim/v2/Users HTTP/1.1" 200 131'


def line(text: str) -> Line:
    found = line_of(text)
    assert found is not None
    return found


def test_a_line_of_the_combined_format() -> None:
    assert line(f'10.0.0.1 - ann [{TIME}] "PUT /Users/7 HTTP/2.0" 200 131 "-" "Okta SCIM Client 1.0.0"') == Line(
        virtual_host=None,
        address="10.0.0.1",
        user="ann",
        time=TIME,
        request="PUT /Users/7 HTTP/2.0",
        status="200",
        size="131",
        fields=[Field("0", "-", True), Field("1", "Okta SCIM Client 1.0.0", True)],
    )


@pytest.mark.parametrize(
    ("before", "who"),
    [
        ("2001:db8::7 - -", (None, "2001:db8::7", None)),
        ("scim.example.com:443 10.0.0.1 - -", ("scim.example.com:443", "10.0.0.1", None)),
        ("scim.example.com 10.0.0.1 - ann", ("scim.example.com", "10.0.0.1", "ann")),
        ("10.0.0.1 - Ann Lee", (None, "10.0.0.1", "Ann Lee")),
        ('10.0.0.1 - ""', (None, "10.0.0.1", None)),
        ("10.0.0.1 id7 ann", (None, "10.0.0.1", "ann")),
        (r"10.0.0.1 - a\x22b", (None, "10.0.0.1", 'a"b')),
        ("- - -", (None, None, None)),
        ("web-1  | 10.0.0.1 - -", (None, "10.0.0.1", None)),
        ("Mar  4 09:15:23 web nginx: 10.0.0.1 - -", (None, "10.0.0.1", None)),
        ("INFO:werkzeug:10.0.0.1 - -", (None, "10.0.0.1", None)),
        ("", (None, None, None)),
    ],
)
def test_who(before: str, who: tuple[str | None, ...]) -> None:
    assert line(f'{before} [{TIME}] "GET / HTTP/1.1" 200 1')[:3] == who


@pytest.mark.parametrize(
    "time",
    ["04/Mar/2026 09:15:23", "04/Mar/2026:09:15:23.512 +0000", "2026-03-04T09:15:23+01:00", "2026-03-04T09:15:23.5Z"],
)
def test_times(time: str) -> None:
    assert line(f'10.0.0.1 - - [{time}] "GET / HTTP/1.1" 200 -').time == time


@pytest.mark.parametrize(
    ("rest", "fields"),
    [
        (' rt=0.033 uct="0.002"', [Field("rt", "0.033", False), Field("uct", "0.002", True)]),
        (' "a \\"b\\"" 12', [Field("0", 'a "b"', True), Field("1", "12", False)]),
        (" - 0.843 ms", [Field("0", "-", False), Field("1", "0.843ms", False)]),
        (' "x" "never closed', [Field("0", "x", True)]),
        ("", []),
    ],
)
def test_what_follows_the_size(rest: str, fields: list[Field]) -> None:
    assert line(USUAL + rest).fields == fields


@pytest.mark.parametrize(
    ("end", "status", "size"),
    [
        ('"GET / HTTP/1.1" 200', "200", "-"),
        ('"GET / HTTP/1.1" - -', "-", "-"),
        ('"" 400 0', "400", "0"),
        ('"-" 408 -', "408", "-"),
    ],
)
def test_what_is_missing_is_missing(end: str, status: str, size: str) -> None:
    found = line(f"10.0.0.1 - - [{TIME}] {end}")

    assert (found.status, found.size) == (status, size)


def test_quotes_that_nobody_escaped() -> None:
    found = line(f'10.0.0.1 - - [{TIME}] "GET /?filter=userName eq "ann" HTTP/1.1" 200 5 "-" "x"')

    assert found.request == 'GET /?filter=userName eq "ann" HTTP/1.1'
    assert found.fields == [Field("0", "-", True), Field("1", "x", True)]


@pytest.mark.parametrize(
    "text",
    [
        "Serving SCIM on http://127.0.0.1:9101/v2",
        "INFO:scim2_server:404 User 'x' not found",
        "127.0.0.1 - - [23/Nov/2026 19:55:42] code 404, message Not found",
        '2026/11/23 19:31:59 [error] 3#3: *10 limiting requests, request: "POST /Users HTTP/1.1", host: "a"',
        "2026-03-04 09:15:23 [main] INFO done",
        "",
        "\0\0\0",
        '"' * 1000,
        "[" * 1000,
    ],
)
def test_lines_that_are_no_request(text: str) -> None:
    assert line_of(text) is None


@pytest.mark.parametrize(
    "end", ["", '"GET /scim/v2/Use', '"GET /scim/v2/Users HTTP/1.1"', '"GET /scim/v2/Users HTTP/1.1" ', '"GET /" abc']
)
def test_a_line_that_was_cut_off_is_a_problem(end: str) -> None:
    with pytest.raises(Unreadable, match="cut off or broken"):
        line_of(f"10.0.0.1 - - [{TIME}] {end}")


def test_a_line_that_ends_in_its_time_is_a_problem() -> None:
    with pytest.raises(Unreadable, match="cut off or broken"):
        line_of("10.0.0.1 - - [04/Mar/2026:09:1")


@pytest.mark.parametrize("middle", ["\\", '\\"', " a", '" ', "=x", '"a', "["])
def test_long_lines_cost_no_more_than_their_length(middle: str) -> None:
    hostile = middle * (300_000 // len(middle))
    for text in (hostile, f'10.0.0.1 - - [{TIME}] "GET /{hostile} HTTP/1.1" 200 1 "{hostile}', f"{USUAL} {hostile}"):
        try:
            line_of(text)
        except Unreadable:
            continue


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("GET /Users HTTP/1.1", ("GET", "/Users")),
        ("GET /Users?filter=userName eq 7 HTTP/1.1", ("GET", "/Users?filter=userName eq 7")),
        ("PATCH https://h/scim/Users/7 HTTP/2.0", ("PATCH", "https://h/scim/Users/7")),
        ("GET /", ("GET", "/")),
        ("- http://h:80- -", (None, None)),
        ("-", (None, None)),
        ("", (None, None)),
        ("\x16\x03\x01", (None, None)),
        ("quit now", (None, None)),
        ("SSH-2.0 OpenSSH", (None, None)),
    ],
)
def test_request_lines(line: str, told: tuple[str | None, str | None]) -> None:
    assert request_of(line) == told


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r"{\x22a\x22:\x22\xC3\xBC\x5C\x22\x22}", '{"a":"ü\\""}'),
        (r"{\"a\":\"x\\ny\"}", '{"a":"x\\ny"}'),
        (r"a\tb\q\\", "a\tb\\q\\"),
        (r"\xFF", "�"),
        ("plain ü", "plain ü"),
        (r"ü\x41", "üA"),
    ],
)
def test_escapes(written: str, meant: str) -> None:
    assert unescaped(written) == meant
