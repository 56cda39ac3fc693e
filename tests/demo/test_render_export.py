import json

from scimviewer.demo.render_export import export


def test_the_export_is_one_array_with_bodies_as_json(all_faults):
    calls = all_faults[:200]
    elements = json.loads("".join(export(calls)))

    assert [each["status_code"] for each in elements] == [call.status for call in calls]
    for call, each in zip(calls, elements, strict=True):
        assert each["request_body"] == (json.loads(call.request_text) if call.request_text else None)
        assert each["url"].endswith(call.target)
        assert each["request_headers"]["Authorization"].startswith("Bearer ")


def test_no_exchange_is_an_empty_array():
    assert json.loads("".join(export([]))) == []
