from __future__ import annotations

from collections.abc import Sequence

import pytest

from scimviewer.formats.access_layout import learnt
from scimviewer.formats.access_line import line_of


def roles(rests: Sequence[str], method: str = "GET", size: int = 131) -> dict[str, str]:
    found = [
        line_of(f'1.2.3.4 - - [04/Mar/2026:09:15:23 +0000] "{method} / HTTP/1.1" 200 {size} {rest}') for rest in rests
    ]
    return learnt([line for line in found if line is not None])


def duration(values: Sequence[object], size: int = 131) -> str | None:
    """What a field behind the combined format is, where it has these values."""
    return roles([f'"-" "curl/8" {value}' for value in values], size=size).get("2")


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        ('"-" "curl/8"', {"0": "referer", "1": "user_agent"}),
        ('"-" "-"', {"0": "referer", "1": "user_agent"}),
        ('"curl/8"', {"0": "user_agent"}),
        ('"https://h/x"', {"0": "referer"}),
        ("", {}),
        ("12", {}),
    ],
)
def test_the_fields_of_the_combined_format(rest: str, expected: dict[str, str]) -> None:
    assert roles([rest]) == expected


@pytest.mark.parametrize(
    ("values", "told"),
    [
        (["0.024", "0.004", "-"], "duration 1e+06 three decimals"),  # nginx $request_time
        (["0.049432", "0.017486"], "duration 1e+06 six decimals"),  # gunicorn %(L)s
        ([49432, 17486, 22594], "duration 1 too large for milliseconds"),  # gunicorn %(D)s, Apache %D
        ([1200, 1800, 90_000, 1500, 1600], "duration 1 too large for milliseconds"),
        (["0/49432", "1/1200345"], "duration 1 seconds/microseconds"),  # Apache %T/%D
        (["12.5ms", "9ms"], "duration 1e+06 unit written"),
        ([0, 1, 0, 2], None),  # seconds or milliseconds
        ([120, 450, 300, 210], None),  # milliseconds or microseconds
        (list(range(50_000, 50_020)), None),  # a counter, such as nginx $connection
        (["0.24", "0.004"], None),
        (["3/1200345"], None),
        (["x"], None),
        (["-"], None),
    ],
)
def test_a_unit_is_proved_or_unknown(values: list[object], told: str | None) -> None:
    assert duration(values) == told


def test_bytes_are_no_duration() -> None:
    assert duration([20_231, 20_300, 20_250], size=20_000) is None


def test_of_several_whole_numbers_none_is_chosen_by_chance() -> None:
    assert roles([f'"-" "-" {a} {b}' for a, b in [(40_000, 70_000), (30_000, 60_000)]]).keys() == {"0", "1"}


def test_the_time_of_the_request_covers_that_of_the_server_behind() -> None:
    found = roles(['"-" "-" 0.010 0.033', '"-" "-" - 0.002'])

    assert found.keys() == {"0", "1", "3"}


def test_names_tell_what_a_field_is() -> None:
    found = roles(['"-" "-" rt=0.033 uct="0.002" urt="0.030" rid=3c79 host=h.example xff="1.2.3.4" pipe=.'])

    assert found == {
        "0": "referer", "1": "user_agent", "rt": "duration 1e+06 three decimals", "rid": "request_id",
        "host": "target", "xff": "address",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ('"10.1.2.3"', "address"),
        ('"10.1.2.3, 2001:db8::1"', "address"),
        ("6c5d5a1536697a8434f65cb6e1957981", "request_id"),
        ('"0f8fad5b-d9cb-469f-a165-70867728950e"', "request_id"),
        ('"scim.example.com"', "target"),
        ('"{\\"a\\": 1}"', "request_body"),
        ('"{a}"', None),
        ("TLSv1.3", None),
    ],
)
def test_values_tell_what_a_field_is(text: str, role: str | None) -> None:
    assert roles([f'"-" "-" {text}'], method="POST").get("2") == role


def test_an_id_that_repeats_is_no_request_id() -> None:
    assert "2" not in roles(['"-" "-" 6c5d5a1536697a8434f65cb6e1957981'] * 2)


def test_of_two_bodies_the_first_is_the_requests() -> None:
    found = roles(['"-" "-" "{\\"a\\": 1}" "{\\"b\\": 2}"', '"-" "-" "-" "{\\"b\\": 2}"'])

    assert (found["2"], found["3"]) == ("request_body", "response_body")


def test_a_body_where_requests_send_none_is_the_answers() -> None:
    assert roles(['"-" "-" "{\\"totalResults\\": 0}"'])["2"] == "response_body"
