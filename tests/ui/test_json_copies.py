"""What of a body is copied."""

from __future__ import annotations

import json

from scimviewer.ui.json_copies import copied_lines, copied_part, copied_value
from scimviewer.ui.json_lines import Lines

BODY = {"active": True, "userName": "ann@x.example", "photo": "x" * 9000}


class Stars:
    """Replaces user names, and knows them by their key."""

    def json(self, value, path=()):
        if isinstance(value, dict):
            return {key: self.json(one, (*path, key)) for key, one in value.items()}
        return "*" if path and path[-1] == "userName" else value

    def text(self, text):
        return text.replace("ann", "*")


def test_a_text_is_copied_bare_and_anything_else_as_json():
    assert copied_value(BODY, ("userName",), None) == "ann@x.example"
    assert copied_value(BODY, ("active",), None) == "true"
    assert json.loads(copied_value(BODY, (), None)) == BODY
    assert copied_value("<html>ann", (), Stars()) == "<html>*"


def test_a_part_is_copied_only_where_nothing_is_to_be_replaced():
    assert copied_part(BODY, ("userName",), "ann", Stars()) == "*"
    assert copied_part(BODY, ("photo",), "xx", Stars()) == "xx"


def test_lines_are_copied_with_names_replaced():
    shown = Lines(BODY)
    shown.more()
    assert copied_lines(BODY, shown, 1, 2, Stars()).splitlines() == ['  "active": true,', '  "userName": "*",']
