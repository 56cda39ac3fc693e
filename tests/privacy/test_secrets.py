"""No credential survives, and nothing else changes."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scimviewer.privacy.secrets import Masked, SecretMasker
from tests.privacy.canaries import FIXED_SECRETS, FIXED_VALUES, HARMLESS, dump, marker, nested, records, writings

MASK = re.compile("⟦secret:[^⟧]*⟧")
MASKER = SecretMasker(b"k" * 32)
RECORDS = records()


def masked(text: str) -> str:
    return MASKER.mask(text.encode())[0].decode()


def is_same_elsewhere(before: str, after: str) -> bool:
    """Whether `after` is `before` with some of its pieces replaced by masks."""
    pieces = MASK.split(after)
    pos = len(pieces[0])
    if not before.startswith(pieces[0]) or not before.endswith(pieces[-1]):
        return False
    for piece in pieces[1:]:
        found = before.find(piece, pos)
        if found < 0:
            return False
        pos = found + len(piece)
    return True


def cpu_seconds(data: bytes) -> float:
    start = time.process_time()
    MASKER.mask(data)
    return time.process_time() - start


def is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def test_there_are_enough_places() -> None:
    assert len(RECORDS) > 500


def test_no_marker_survives() -> None:
    survivors = [record for mark, record in RECORDS if mark in masked(record)]

    assert survivors == []


def test_json_stays_json() -> None:
    broken = [record for _, record in RECORDS if is_json(record) and not is_json(masked(record))]

    assert broken == []


def test_all_other_bytes_stay() -> None:
    changed = [record for _, record in RECORDS if not is_same_elsewhere(record, masked(record))]

    assert changed == []


def test_masking_again_changes_nothing() -> None:
    for _, record in RECORDS:
        once, _ = MASKER.mask(record.encode())

        assert MASKER.mask(once) == (once, {})


@pytest.mark.parametrize("record", FIXED_SECRETS)
def test_secrets_without_marker_go_too(record: object) -> None:
    for text in (dump(record), nested(record, 1), nested(record, 2)):
        left = masked(text)

        assert is_json(left)
        assert not any(value in left for value in FIXED_VALUES)


@pytest.mark.parametrize("record", HARMLESS)
def test_near_misses_stay(record: object) -> None:
    for text in writings(record):
        assert MASKER.mask(text.encode()) == (text.encode(), {})


def test_tag_is_the_same_in_every_form() -> None:
    secret = 'ab/cD+12"x\\34fGh56=zzQ9'
    forms = (
        dump({"token": secret}),
        json.dumps({"token": secret}).replace("/", "\\/").replace("+", "\\u002B"),
        nested({"x-api-key": secret}, 2),
        dump({"authorization": "Bearer " + secret}),
        "GET /?token=ab%2FcD%2B12%22x%5C34fGh56%3DzzQ9&a=1",
    )

    tags = {re.search("#([0-9a-f]{8})⟧", masked(form))[1] for form in forms}  # type: ignore[index]

    assert len(tags) == 1


def test_tag_depends_on_the_key() -> None:
    data = b'{"token":"3f9a77c2d1b0e4f5a6978813fe20cd41"}'

    assert SecretMasker(b"a" * 32).mask(data) != SecretMasker(b"b" * 32).mask(data)


def test_words_get_no_tag() -> None:
    assert masked('{"authorization":"Bearer entra-secret-token"}') == '{"authorization":"Bearer ⟦secret:bearer⟧"}'
    assert masked('{"password":"Summer-Holidays-2026"}') == '{"password":"⟦secret:password⟧"}'


def test_scheme_and_cookie_names_stay() -> None:
    assert masked('{"Authorization":"SSWS x1234567"}') == '{"Authorization":"SSWS ⟦secret:ssws⟧"}'
    assert masked('{"cookie":"sid=abc; lang=en"}') == '{"cookie":"sid=⟦secret:cookie⟧; lang=⟦secret:cookie⟧"}'
    assert masked('{"set-cookie":"sid=abc; Path=/; Secure"}') == '{"set-cookie":"sid=⟦secret:cookie⟧; Path=/; Secure"}'


def test_numbers_become_strings_at_their_depth() -> None:
    assert masked('{"pin": 1234, "a": 1}') == '{"pin": "⟦secret:pin⟧", "a": 1}'
    assert masked('{"b":"{\\"pin\\": 1234}"}') == '{"b":"{\\"pin\\": \\"⟦secret:pin⟧\\"}"}'


def test_objects_under_a_secret_key_keep_their_form() -> None:
    before = {
        "credentials": {
            "type": "t",
            "password": {"value": "hunter2", "n": 12, "pin": 12, "ok": True},
            "list": ["a", None],
        }
    }
    after = json.loads(masked(dump(before)))

    mask = "⟦secret:credential⟧"
    assert after == {
        "credentials": {
            "type": "t",
            "password": {"value": mask, "n": 12, "pin": "⟦secret:pin⟧", "ok": True},
            "list": [mask, None],
        }
    }


def test_counts_say_what_was_there() -> None:
    data = b'{"headers":{"authorization":"Bearer abc123","cookie":"a=1; b=2"},"password":"x","token":"***"}'

    assert MASKER.mask(data)[1] == {"bearer": 1, "cookie": 2, "password": 1}


def block(lines: Iterable[bytes]) -> tuple[bytes, list[tuple[int, int]]]:
    data, spans = b"", []
    for line in lines:
        spans.append((len(data), len(data) + len(line)))
        data += line + b"\n"
    return data, spans


def test_block_is_its_records_masked() -> None:
    lines = [record.encode() for _, record in RECORDS] + [b"", b"{}", b'{"password":"x']
    result = MASKER.mask_block(*block(lines))

    assert [result.data[lo:hi] for lo, hi in result.spans] == [MASKER.mask(line)[0] for line in lines]
    assert sum(result.counts.values()) > len(RECORDS)


def test_records_do_not_reach_into_each_other() -> None:
    lines = [b'{"password":"cut of', b'{"userName":"ann"}', b"Authorization: ", b"ann", b'["authorization",', b'"x"]']
    result = MASKER.mask_block(*block(lines))

    left = [result.data[lo:hi] for lo, hi in result.spans]
    assert left[0] == '{"password":"⟦secret:password⟧'.encode()
    assert left[1:] == lines[1:]


def test_what_lies_between_the_records_is_masked_too() -> None:
    data = b'token=abc123 [{"a":1},{"token":"x"}] pwd=abc'

    assert MASKER.mask_block(data, [(14, 21), (22, 35)]) == Masked(
        'token=⟦secret:token⟧ [{"a":1},{"token":"⟦secret:token⟧"}] pwd=⟦secret:password⟧'.encode(),
        [(26, 33), (34, 64)],
        {"token": 2, "password": 1},
    )


def test_nothing_in_nothing_out() -> None:
    assert MASKER.mask_block(b"", []) == Masked(b"", [], {})
    assert MASKER.mask(b"\xff\xfe{}") == (b"\xff\xfe{}", {})


@pytest.mark.parametrize(
    "unit",
    [
        b'"', b"\\", b"password", b'"password":', b'password\\"', b"password=,", b'"name":"password",', b'["token",',
        b"eyJ", b"eyJa.", b"://a:", b"-----BEGIN PRIVATE KEY-----", b'{"token":[', b"password>",
        b"cookie: a=\\", b"bearer ",
    ],
)  # fmt: skip
def test_hostile_input_takes_linear_time(unit: bytes) -> None:
    short, long = (cpu_seconds(unit * (size // len(unit))) for size in (30_000, 240_000))

    assert long < 0.3 + 24 * short


def test_hundred_thousand_passwords() -> None:
    data = b'\\"password' * 100_000

    assert MASKER.mask(data) == (data, {})


# Random documents

TEXT = st.text(st.sampled_from("ab01 \"\\/\n\r\t{}[]:,=&%;'<>+-_.#é⟦\u2028\x00"), max_size=12)
WORDS = st.sampled_from(["userName", "value", "name", "path", "emails", "pageToken", "op", "x", "Bearer", "note"])
PLAIN = st.one_of(TEXT, st.integers(-(10**6), 10**6), st.booleans(), st.none(), WORDS)
SECRET_KEYS = st.sampled_from(
    ["password", "clientSecret", "access_token", "X-Api-Key", "pin", "private_key", "Authorization"]
)
VALUES = st.builds(lambda before, after: before + "MARK" + after, TEXT, TEXT)


def cookie_value(text: str) -> str:
    return re.sub(r"[;,=\s]", "", text)


SECRETS = st.one_of(
    st.builds(lambda key, value: {key: value}, SECRET_KEYS, VALUES),
    st.builds(lambda key, value, note: {"name": key, "note": note, "value": value}, SECRET_KEYS, VALUES, PLAIN),
    st.builds(lambda key, value, note: {"value": value, "note": note, "name": key}, SECRET_KEYS, VALUES, PLAIN),
    st.builds(lambda value, note: {"op": "replace", "note": note, "path": "password", "value": [value]}, VALUES, PLAIN),
    st.builds(lambda value: {"tokens": {"a": [value, {"b": value}]}}, VALUES),
    st.builds(lambda value: {"cookies": [{"name": "a", "value": value}]}, VALUES.map(cookie_value)),
)  # fmt: skip


def inside(documents: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.one_of(
        st.lists(documents, max_size=3),
        st.dictionaries(WORDS, documents, max_size=3),
        documents.map(lambda value: json.dumps(value)),
        documents.map(lambda value: "body: " + json.dumps(value, ensure_ascii=False, separators=(",", ":"))),
    )


@settings(max_examples=300, deadline=None)
@given(
    document=st.recursive(st.one_of(SECRETS, PLAIN), inside, max_leaves=12).map(lambda value: {"data": value}),
    indent=st.sampled_from([None, 2]),
)
def test_random_documents_lose_their_secrets_only(document: object, indent: int | None) -> None:
    before = json.dumps(document, indent=indent).replace("MARK", marker(7))
    after = masked(before)

    assert marker(7) not in after
    assert is_json(after)
    assert is_same_elsewhere(before, after)
    assert masked(after) == after
