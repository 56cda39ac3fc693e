"""A case tells what it holds: sources, problems, custody, records, exchanges."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path

import pytest

from scimviewer.errors import UserError
from scimviewer.privacy.secrets import SecretMasker
from scimviewer.store.case import Case, own_labels
from scimviewer.store.removing import remove_bundle
from tests.conftest import call
from tests.store.conftest import SECRET, calls, events, imported, lines


def test_what_is_no_case_is_refused_in_a_sentence(tmp_path: Path) -> None:
    text, empty = tmp_path / "text.scimcase", tmp_path / "empty.scimcase"
    text.write_text("just text\n" * 200)
    empty.touch()
    for path, said in (
        (tmp_path / "missing", "does not exist"),
        (tmp_path, "is not a case file"),
        (text, "is not a case file"),
        (empty, "not a scimviewer case"),
    ):
        with pytest.raises(UserError, match=said):
            Case.open(path)


def test_sources_problems_and_custody_are_told(tmp_path: Path) -> None:
    log = tmp_path / "log.ndjson"
    log.write_bytes(lines(calls(3)) + b'{"request": {"method": "GET"\n' + b'{"level": "info", "msg": "hello"}\n')
    _, case = imported(log, tmp_path / "a.scimcase")

    (source,) = case.sources()
    assert (source["path"], source["format"], source["status"]) == ("log.ndjson", "json_exchange", "read")
    assert (source["records"], source["used"], source["left_out"], source["problems"]) == (5, 3, 1, 1)
    assert (source["first"], source["last"]) == ("2026-09-01T00:00:00Z", "2026-09-01T00:00:02.002Z")
    (problem,) = case.problems()
    assert (problem["line"], problem["source"], problem["head"]) == (4, "log.ndjson", b'{"request": {"method": "GET"')
    assert problem["offset"] == len(lines(calls(3)))
    assert problem["what"].endswith(".")
    assert case.problems(source["id"]) == [problem]
    assert case.problems(source["id"] + 1) == []
    assert case.left_out() == [{"source": "log.ndjson", "rule": "not a request", "count": 1}]
    assert [one["action"] for one in case.custody()] == ["case created", "import started", "import done"]
    assert case.secrets()[0]["count"] == 3
    assert [(one["name"], one["sources"], one["events"]) for one in case.bundles()] == [("log.ndjson", 1, 3)]


@pytest.mark.parametrize("kind", ["lines", "gz", "har", "array", "utf-16"])
def test_a_record_is_the_sources_bytes_but_for_credentials(tmp_path: Path, kind: str) -> None:
    made = calls(150)
    encoding = "utf-16-le" if kind == "utf-16" else "utf-8"
    name, whole = f"log.{kind}", lines(made)
    if kind == "har":
        entries = [
            {"startedDateTime": one["timestamp"], "time": 1, "request": {**one["request"], "headers": [
                {"name": "Authorization", "value": one["request"]["headers"]["Authorization"]}]},
             "response": {"status": one["response"]["status"], "headers": [], "content": {}}}
            for one in made
        ]  # fmt: skip
        whole = json.dumps({"log": {"version": "1.2", "entries": entries}}, indent=1).encode()
    elif kind == "array":
        whole = json.dumps(made, indent=2).encode()
    elif kind == "utf-16":
        whole = b"\xff\xfe" + whole.decode().encode("utf-16-le")
    (tmp_path / name).write_bytes(gzip.compress(whole) if kind == "gz" else whole)
    _, case = imported(tmp_path / name, tmp_path / "a.scimcase")

    masker = SecretMasker(case.meta("tag_key"))
    masked = masker.mask(whole.decode("utf-16" if kind == "utf-16" else "utf-8").encode())[0]
    found = events(case)
    assert len(found) == 150
    for row in random.Random(1).sample(found, 100):
        (record,) = case.raw(row["id"])
        text = record.decode(encoding)
        assert SECRET not in text
        assert "⟦secret:" in text
        assert text.encode() in masked
        if kind in ("lines", "gz", "utf-16"):
            assert text.encode() == masked.split(b"\n")[row["line"] - 1].removeprefix("\ufeff".encode())


def test_an_exchange_is_what_the_log_says(tmp_path: Path) -> None:
    log = tmp_path / "log.ndjson"
    body = {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "bärbel@example.com"}
    log.write_bytes(
        lines([call("POST", "/scim/v2/Users", 201, request={"body": body}, response={"body": {"id": "7"}})])
    )
    _, case = imported(log, tmp_path / "a.scimcase")

    exchange = case.exchange(1)
    assert (exchange.method, exchange.url, exchange.status) == ("POST", "/scim/v2/Users", 201)
    assert (exchange.request_body, exchange.response_body) == (body, {"id": "7"})
    assert exchange.duration_us == 12_500


def test_an_event_of_two_records_has_both(tmp_path: Path) -> None:
    log = tmp_path / "log.ndjson"
    start = {
        "time": "2026-09-01T08:00:00Z",
        "reqId": "r1",
        "method": "PATCH",
        "url": "/scim/v2/Users/1",
        "msg": "start",
    }
    end = {"time": "2026-09-01T08:00:01Z", "reqId": "r1", "res": {"statusCode": 204}, "responseTime": 9, "msg": "end"}
    log.write_bytes(lines([*calls(2), start, {"msg": "between"}, end]))
    _, case = imported(log, tmp_path / "a.scimcase")

    assert [json.loads(record)["msg"] for record in case.raw(3)] == ["start", "end"]
    exchange = case.exchange(3)
    assert (exchange.method, exchange.status) == ("PATCH", 204)


def test_an_event_that_is_not_there_is_said(log: Path, tmp_path: Path) -> None:
    _, case = imported(log, tmp_path / "a.scimcase")
    for ask in (case.raw, case.exchange):
        with pytest.raises(UserError, match="There is no event 999"):
            ask(999)


def test_a_case_that_was_begun_and_killed_is_made_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.scimcase"
    path.touch()
    assert len(Case.ready(path).custody()) == 1
    assert len(Case.ready(path).custody()) == 1


def test_own_files_are_known_by_the_name_a_bundle_gives_them(tmp_path: Path) -> None:
    folder = tmp_path / "logs"
    (folder / "deep").mkdir(parents=True)
    labels = own_labels([folder], folder / "deep" / "a.scimcase")
    assert {"logs/deep/a.scimcase", "logs/deep/a.scimcase-wal", "logs/deep/a.scimcase-lock"} <= labels
    assert own_labels([folder], tmp_path / "a.scimcase") == set()


# --- what a record needs beside its bytes -------------------------------------------------------------------------

TABLE = "time;method;url;status;request_body\n" + "".join(
    f'2026-03-04T09:15:{n % 60:02d}Z;PATCH;/scim/v2/Users/{n};200;"{{""n"": {n},\n""text"": ""a;b""}}"\n'
    for n in range(3000)
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_row_of_a_table_is_decoded_again(tmp_path: Path, encoding: str) -> None:
    log = tmp_path / "calls.csv"
    log.write_bytes(TABLE.encode(encoding))
    done, case = imported(log, tmp_path / "a.scimcase")

    assert (done.added, done.records, done.problems, done.left_out) == (3000, 3000, 0, 0)
    for event in (1, 1500, 3000):
        exchange = case.exchange(event)
        assert (exchange.url, exchange.status) == (f"/scim/v2/Users/{event - 1}", 200)
        assert exchange.request_body == {"n": event - 1, "text": "a;b"}
        (raw,) = case.raw(event)
        assert raw in log.read_bytes()
        assert raw.decode(encoding.replace("utf-16", "utf-16-le")).count("\n") == 1


def test_an_entry_is_read_by_the_fields_that_were_named_before_it(tmp_path: Path) -> None:
    log = tmp_path / "u_ex.log"
    parts = []
    for part in range(8):
        names = ["date", "time", "cs-method", "cs-uri-stem", "sc-status"]
        names = names if part % 2 else names[::-1]
        parts.append(f"#Software: Microsoft IIS\n#Fields: {' '.join(names)}\n")
        told = {"date": "2026-03-04", "time": "09:15:23", "cs-method": "PUT", "sc-status": "200"}
        for n in range(3000):
            told["cs-uri-stem"] = f"/scim/v2/Users/{part}-{n}-{'x' * 40}"
            parts.append(" ".join(told[name] for name in names) + "\n")
    log.write_text("".join(parts))
    done, case = imported(log, tmp_path / "a.scimcase")

    assert (done.added, done.left_out, done.problems) == (24_000, 16, 0)
    for event in (1, 3000, 3001, 6001, 14_500, 24_000):
        exchange = case.exchange(event)
        part, n = divmod(event - 1, 3000)
        assert exchange.url is not None
        assert exchange.url.startswith(f"/scim/v2/Users/{part}-{n}-")
        assert (exchange.method, exchange.status) == ("PUT", 200)
    remove_bundle(case, 1)
    with case.reader() as reader:
        assert reader.execute("select count(*) from dialect").fetchone()[0] == 0


def test_what_was_learnt_from_the_first_lines_holds_for_the_last(tmp_path: Path) -> None:
    log = tmp_path / "access.log"
    line = '10.0.0.1 - - [04/Mar/2026:09:15:23 +0000] "GET /Users/{n} HTTP/1.1" 200 1 "-" "curl/8" {taken}\n'
    log.write_text("".join(line.format(n=n, taken=40_000 + n % 7) for n in range(8000)))
    _, case = imported(log, tmp_path / "a.scimcase")

    assert case.exchange(8000).duration_us == 40_000 + 7999 % 7


def test_credentials_under_a_column_never_enter_the_case(tmp_path: Path) -> None:
    log = tmp_path / "calls.csv"
    log.write_text("method,url,status,access_token\nGET,/Users,200,opaque-77-value\nGET,/Users,200,opaque-77-value,x\n")
    done, case = imported(log, tmp_path / "a.scimcase")

    assert (done.added, done.problems) == (1, 1)
    assert done.secrets == {"token": 2}
    assert b"opaque-77" not in case.raw(1)[0]
    assert "opaque-77" not in str(case.problems())
