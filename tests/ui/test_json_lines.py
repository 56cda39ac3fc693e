"""A body as lines."""

from __future__ import annotations

import json

from scimviewer.ui.json_lines import LONGEST_TEXT, Lines, text_lines


def whole(lines: Lines) -> list[str]:
    texts: list[str] = []
    while not lines.finished:
        texts += lines.more(1000)
    return texts


BODY = {
    "schemas": ["urn:a"],
    "name": {"givenName": "Ann", "familyName": "Lee"},
    "emails": [{"value": "a@b.example", "type": "work", "note": {"x": []}}],
    "active": False,
}


def test_short_containers_stand_on_one_line():
    assert whole(Lines(BODY)) == [
        "{",
        '  "schemas": ["urn:a"],',
        '  "name": { "givenName": "Ann", "familyName": "Lee" },',
        '  "emails": [',
        "    {",
        '      "value": "a@b.example",',
        '      "type": "work",',
        '      "note": {',
        '        "x": []',
        "      }",
        "    }",
        "  ],",
        '  "active": false',
        "}",
    ]


def test_the_text_is_the_same_json():
    assert json.loads("\n".join(whole(Lines(BODY)))) == BODY


def test_every_line_knows_its_value_and_where_it_ends():
    lines = Lines(BODY)
    whole(lines)
    assert lines.path(5) == ("emails", 0, "value")
    assert lines.path(10) == ("emails", 0)
    assert lines.path(0) == ()
    assert lines.ends == {0: 13, 3: 11, 4: 10, 7: 9}


def test_nothing_beyond_the_page_is_built():
    taken = []

    class Watched(dict):
        def items(self):
            for key, value in super().items():
                taken.append(key)
                yield key, value

    lines = Lines(Watched({str(n): "x" * 100 for n in range(1000)}))
    lines.more(1000)
    assert not lines.finished
    assert len(taken) < 20


def test_a_very_long_text_is_cut_and_says_by_how_much():
    (_, line, _) = whole(Lines({"photo": "x" * (LONGEST_TEXT + 1500)}))
    assert line.endswith("… 1\u202f500 characters more")


def test_replaced_names_do_not_move_lines():
    body = {"a": {"value": "x" * 70, "b": 1}, "c": {"value": "short"}}
    lines = Lines(body)
    before = whole(lines)
    hidden = {"a": {"value": "p", "b": 1}, "c": {"value": "y" * 200}}
    after = whole(Lines(hidden, like=lines))
    assert len(after) == len(before)
    assert [text.strip()[:4] for text in after] == [text.strip()[:4] for text in before]


def test_plain_text_shows_what_is_hidden_and_breaks_only_long_lines():
    told = list(text_lines("a\x00b\r\nc" + "d" * LONGEST_TEXT))
    assert [continued for _, continued in told] == [False, True, False]
    assert "\x00" not in told[0][0]
    assert "".join(text for text, _ in told[1:]) == "c" + "d" * LONGEST_TEXT
