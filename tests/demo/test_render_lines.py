import json

from scimviewer.demo.render_lines import django, pino, winston


def lines(render, calls):
    return [json.loads(line) for piece in render(calls) for line in piece.splitlines()]


def parsed(text):
    return json.loads(text) if text else None


def of(calls, provider):
    return [call for call in calls if call.provider == provider]


def test_pino_says_first_that_it_listens_and_then_everything(all_faults):
    calls = of(all_faults, "entra-legacy")
    first, *rest = lines(pino, calls)

    assert "req" not in first
    assert len(rest) == len(calls)
    for call, line in zip(calls, rest, strict=True):
        assert line["time"] == call.end_ns // 1_000_000
        assert line["res"]["statusCode"] == call.status
        assert line["req"].get("body") == parsed(call.request_text)
        assert line["res"].get("body") == parsed(call.response_text)
        assert line["req"]["headers"]["authorization"].startswith("Bearer ")
        assert line["level"] == (30 if call.status < 400 else 40)


def test_winston_keeps_the_exchange_in_meta(all_faults):
    calls = of(all_faults, "script")

    for call, line in zip(calls, lines(winston, calls), strict=True):
        meta = line["meta"]
        assert line["message"].startswith(f"{call.method} {call.target} {call.status} ")
        assert meta["req"].get("body") == parsed(call.request_text)
        assert meta["res"].get("body") == parsed(call.response_text)
        assert meta["responseTime"] == call.duration_us // 1000


def test_django_writes_four_lines_with_one_request_id(all_faults):
    calls = of(all_faults, "okta")
    found = lines(django, calls)

    assert len(found) == 4 * len(calls)
    for call, four in zip(calls, zip(*[iter(found)] * 4, strict=True), strict=True):
        started, asked, answered, finished = four
        assert len({line["request_id"] for line in four}) == 1
        assert [line["timestamp"] for line in four] == sorted(line["timestamp"] for line in four)
        assert started["request"] == finished["request"] == f"{call.method} {call.target}"
        assert asked["event"].endswith(f"\nBODY\n{call.request_text or ''}")
        assert answered["event"].endswith(f"{call.response_text or ''}\nSTATUS_CODE\n{call.status}")
        assert finished["code"] == call.status


def test_a_body_that_is_no_json_stays_text(all_faults):
    html = [call for call in all_faults if call.status == 503]

    assert lines(winston, html)[0]["meta"]["res"]["body"].startswith("<html>")
