"""Every filter has its sentence."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given

from scimviewer.query.filters import FilterError
from scimviewer.query.words import in_words
from tests.query.conftest import FILTER_TEXTS


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "all events"),
        ("~(status:409)", "all events"),
        ("status:>=400 op:patch -actor:okta", "status is 400 or more, operation is patch, actor is not okta"),
        ("status:4xx", "status is 4xx"),
        ("-status:5xx", "status is not 5xx"),
        ("status:400..404", "status is from 400 to 404"),
        ("status:401,403", "status is 401 or 403"),
        ("-status:(401 OR 403)", "status is not 401 or 403"),
        ("status:(409 OR >=500 OR none)", "status is 409 or 500 or more or unknown"),
        ("error:*", "error is known"),
        ("-error:*", "error is unknown"),
        ("error:none", "error is unknown"),
        ("ms:>500", "duration is over 500 ms"),
        ("ms:1s..", "duration is 1s or more"),
        ("name:ann*", "resource starts with “ann”"),
        ("-name:*ann*", "resource does not contain “ann”"),
        ("name:*ann", "resource ends with “ann”"),
        ("name:a*b", "resource looks like “a*b”"),
        ('name:"Ines Carvalho"', "resource is “Ines Carvalho”"),
        ("error:/quota|limit/", "error matches /quota|limit/"),
        ("-error:/quota/", "error does not match /quota/"),
        ("speaks_scim:true", "is about SCIM"),
        ("-speaks_scim:yes", "is not about SCIM"),
        ("after:2026-09-01T14:00Z", "time is 2026-09-01 14:00 UTC or later"),
        ("before:2026-09-02", "time is before 2026-09-02 UTC"),
        ("time:2026-09-02T14:00:01+02:00..16:00z", "time is from 2026-09-02 14:00:01 +02:00 to 16:00 UTC"),
        ("after:-2h", "time is 2h before the last event or later"),
        ("quota", "the record contains “quota”"),
        ('-"quota exceeded"', "the record does not contain “quota exceeded”"),
        ("/quot./", "the record matches /quot./"),
        ("((", "the record contains “((”"),
        ("op:patch (quota OR status:429)", "operation is patch, (the record contains “quota” or status is 429)"),
        ("-(op:patch quota)", "not (operation is patch, the record contains “quota”)"),
        ("op:patch OR a b", "operation is patch or (the record contains “a”, the record contains “b”)"),
    ],
)
def test_a_filter_in_words(text: str, words: str) -> None:
    assert in_words(text) == words


@given(FILTER_TEXTS)
def test_every_filter_has_words(text: str) -> None:
    with suppress(FilterError):
        assert in_words(text).strip()
