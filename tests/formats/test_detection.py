from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from scimviewer.formats.chunks import Framing
from scimviewer.formats.detection import SAMPLE, Detected, detect
from scimviewer.formats.framing import cut, line_spans
from tests.conftest import call

USER = {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "7", "userName": "ann"}
ANSWERED_BULK = {"Operations": [{"method": "POST", "location": "/Users/7", "bulkId": "1", "status": "201"}]}
BULK = {"Operations": [{"method": "POST", "path": "/Users", "bulkId": "1", "status": "201", "data": USER}]}
ENTRY = {
    "startedDateTime": "2026-03-04T09:15:23.512Z",
    "time": 4,
    "request": {"method": "GET", "url": "https://h/scim/v2/Users", "headers": []},
    "response": {"status": 200, "headers": [], "content": {}},
}


def look(data: bytes | str, encoding: str = "utf-8", bom: int = 0, forced: str | None = None) -> Detected:
    if isinstance(data, str):
        data = data.encode(encoding)
    return detect("some.log", data[:SAMPLE], encoding, bom, 2 if "16" in encoding else 1, forced)


def lines(*records: Any) -> str:
    return "".join(json.dumps(record) + "\n" for record in records)


GET, PATCH = call("GET", "/scim/v2/Users"), call("PATCH", "/scim/v2/Users/7", 204)


# --- what is recognised -------------------------------------------------------------------------------------------


def test_json_lines() -> None:
    found = look(lines(GET, PATCH))

    assert (found.format, found.confidence) == ("json_exchange", 0.9)
    assert found.keys == ("request.method", "request.url", "response.status")
    assert (found.framing, found.joins) == (Framing("lines"), False)


@pytest.mark.parametrize(
    ("text", "kind", "path"),
    [
        (lines(GET), "lines", ()),
        (json.dumps(GET), "lines", ()),
        ("\0\0\0" + lines(GET, PATCH), "lines", ()),
        ("# comment\n" + lines(GET, PATCH), "lines", ()),
        ("starting\nlistening on 8080\n" + lines(GET, GET, PATCH), "lines", ()),
        (json.dumps(GET, indent=2), "values", ()),
        (json.dumps(GET, indent=2) + "\n" + json.dumps(PATCH, indent=2), "values", ()),
        (json.dumps(GET) + json.dumps(PATCH), "values", ()),
        (json.dumps([GET, PATCH]), "array", ()),
        (json.dumps([GET, PATCH], indent=2), "array", ()),
        ("[\n" + json.dumps(GET) + "\n,\n" + json.dumps(PATCH) + "\n]\n", "array", ()),
        (json.dumps({"value": [GET, PATCH]}), "array", ("value",)),
        ('{"value":[\n' + json.dumps(GET) + "\n,\n" + json.dumps(PATCH) + "\n]}\n", "array", ("value",)),
        (
            json.dumps({"users": [USER], "n": {"m": [1]}, "data": {"calls": [GET]}, "more": [USER]}),
            "array",
            ("data", "calls"),
        ),
        (json.dumps({"grüße": "ü", "value": [GET]}, ensure_ascii=False), "array", ("value",)),
    ],
)
def test_framings(text: str, kind: str, path: tuple[str, ...]) -> None:
    found = look(text)

    assert (found.format, found.framing.kind, found.framing.path) == ("json_exchange", kind, path)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "text", [lines(GET, PATCH), json.dumps([GET]), json.dumps({"ü": "€", "value": [GET]}, ensure_ascii=False)]
)
def test_utf16(encoding: str, text: str) -> None:
    found = look(text, encoding)

    assert found.format == "json_exchange"
    assert (found.framing.encoding, found.framing.unit) == (encoding, 2)


def test_a_byte_order_mark_is_remembered() -> None:
    assert look("\ufeff" + lines(GET, PATCH), bom=3).framing.bom == 3
    assert look(json.dumps({"log": {"entries": [ENTRY]}}).encode("utf-8-sig"), "utf-8-sig", 3).format == "har"


def test_only_some_lines_need_be_calls() -> None:
    found = look(lines(*[{"level": 30, "msg": f"tick {n}"} for n in range(9)], GET))

    assert (found.format, found.confidence) == ("json_exchange", 0.54)


def test_broken_bytes_in_every_line_do_not_hide_the_log() -> None:
    data = lines(GET, PATCH).encode().replace(b"/scim/v2", b"/scim/v2\xfc")

    assert look(data).format == "json_exchange"


def test_halves_are_joined() -> None:
    start = {"reqId": "a", "req": {"method": "GET", "url": "/Users"}, "time": 1761019822315}
    end = {"reqId": "a", "res": {"statusCode": 200}, "responseTime": 3, "time": 1761019822318}

    assert look(lines(start, end)).joins
    assert not look(lines({**start, **end})).joins


def test_bulk_operations_are_parts_of_a_record_and_no_records() -> None:
    bulk = call("POST", "/scim/v2/Bulk", request={"body": BULK}, response={"body": BULK})

    for text in (lines(bulk, GET), lines(bulk), json.dumps(bulk, indent=1), json.dumps(bulk) + json.dumps(GET)):
        assert look(text).framing.path == ()
        assert look(text).format == "json_exchange"


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le"])
def test_har(indent: int | None, encoding: str) -> None:
    pages = [{"id": "page_1", "title": "x"}]
    document = {"log": {"version": "1.2", "creator": {"name": "Firefox"}, "pages": pages, "entries": [ENTRY]}}

    found = look(json.dumps(document, indent=indent), encoding)

    assert (found.format, found.confidence, found.framing.path) == ("har", 1.0, ("log", "entries"))
    assert found.keys == ("log.entries", "log.version")


def test_a_har_longer_than_the_sample() -> None:
    text = json.dumps({"log": {"version": "1.2", "pages": [], "entries": [ENTRY] * 3000}})
    assert len(text) > SAMPLE

    assert look(text).format == "har"


def test_a_har_without_entries() -> None:
    assert look('{"log":{"version":"1.2","pages":[],"entries":[]}}').format == "har"


# --- what is declined ---------------------------------------------------------------------------------------------

PACKAGE = {
    "name": "scimmy", "version": "1.0.0", "scripts": {"start": "node ."}, "contributors": [{"name": "a", "url": "https://h/a"}],
    "repository": {"type": "git", "url": "git+https://github.com/x/y.git"}, "dependencies": {"express": "^4"},
}  # fmt: skip
SARIF = {
    "version": "2.1.0", "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
    "runs": [{"tool": {"driver": {"name": "x", "rules": [{"id": "r", "helpUri": "https://h/r"}]}},
              "results": [{"ruleId": "r", "level": "error", "message": {"text": "GET /x"},
                           "locations": [{"physicalLocation": {"artifactLocation": {"uri": "src/a.py"}}}]}]}],
}  # fmt: skip
REPORT = {"files": {"a.har": {"format": "har", "by_method": {"GET": 5}, "by_status": {"200": 5},
                              "by_method_status": {"GET 200": 5}, "min_time": "2026-03-04T09:15:23Z"}}}  # fmt: skip
POSTMAN = {
    "info": {"name": "SCIM"},
    "item": [{"name": "List", "request": {"method": "GET", "url": "https://h/scim/v2/Users"}}],
}
OPENAPI = {
    "openapi": "3.0.0",
    "servers": [{"url": "https://h/scim"}],
    "paths": {"/Users": {"get": {"responses": {"200": {}}}}},
}


@pytest.mark.parametrize(
    "document",
    [
        PACKAGE, SARIF, REPORT, POSTMAN, OPENAPI, {"schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
        "totalResults": 2, "Resources": [USER, USER]}, [USER, USER], [], {}, [1, 2], {"log": [2, 1, 3]},
        {"log": {"entries": {"a": 1}}}, ANSWERED_BULK,
    ],
)  # fmt: skip
def test_documents_that_are_no_logs(document: Any) -> None:
    for text in (json.dumps(document), json.dumps(document, indent=2)):
        found = look(text)
        assert (found.format, found.confidence, found.keys) == (None, 0.0, ())
        assert found.reason.endswith(".")


@pytest.mark.parametrize(
    "text", ["", "\n\n", "# SCIM\n\nGET /Users gives 200.\n", "{", "[", "{}", "null", "12", '"x"', "\0" * 500]
)
def test_text_that_is_no_log(text: str) -> None:
    assert look(text).format is None


@pytest.mark.parametrize(
    "folder",
    ["okta_system_log", "entra_provisioning", "cloudtrail", "github_audit", "slack_audit", "gcp_audit", "k8s_audit",
     "ocsf",
     "otlp", "panther_tests", "sailpoint", "azure_other", "timestamps"],
)  # fmt: skip
def test_audit_logs_of_vendors_are_not_taken_for_requests(samples: Path, folder: str) -> None:
    for file in sorted((samples / folder).iterdir()):
        assert look(file.read_bytes()).format in (None, "okta_log", "entra_provisioning"), file.name


@pytest.mark.parametrize(
    ("file", "format_"),
    [
        ("har/chrome.har", "har"), ("har/safari.har", "har"), ("har/corrupted_broken_headers.json", None),
        ("jsonl_app_logs/bunyan_withreq.log", "json_exchange"),
        ("jsonl_app_logs/lnav_logfile_cloudflare.json", "json_exchange"),
        ("jsonl_app_logs/lnav_logfile_pino.0", None), ("jsonl_app_logs/lnav_logfile_ecs_log.json", None),
        ("jsonl_app_logs/lnav_logfile_bunyan.0", None), ("jsonl_app_logs/lnav_logfile_journald.json", None),
        ("access_logs/plaso_apache_access.log", "access_log"),
    ],
)  # fmt: skip
def test_samples(samples: Path, file: str, format_: str | None) -> None:
    assert look((samples / file).read_bytes()).format == format_


def test_reports_beside_recorded_traffic_are_no_logs(corpus: Path) -> None:
    for file in [*corpus.glob("*/EXPECTED.json"), *corpus.glob("*/README.md")]:
        assert look(file.read_bytes()).format is None, file


# --- what the user says, and hostile text ---------------------------------------------------------------------------


def test_a_format_chosen_by_hand_is_taken() -> None:
    found = look(lines(USER, USER), forced="json_exchange")

    assert (found.format, found.confidence, found.keys) == ("json_exchange", 0.5, ("chosen by hand",))
    assert look(lines(GET), forced="har").format == "har"
    assert look("no json", forced="har").format is None


@pytest.mark.parametrize(
    "text",
    ["{" * 200_000, '{"a":' * 50_000, "[" * 200_000, '{"a":[' * 40_000, '{"' * 100_000, "[{" * 100_000,
                                                                                           '{"a":"' + "\\" * 250_000,
     '{"a":[{}],' * 20_000, "{}" * 100_000, '{"a":{}}\n' * 20_000, "[]" * 100_000],
)  # fmt: skip
def test_hostile_text_is_looked_at_in_bearable_time(text: str) -> None:
    started = time.process_time()

    look(text)

    assert time.process_time() - started < 8


def test_what_was_detected_can_be_cut(tmp_path: Path) -> None:
    text = json.dumps({"meta": {"n": 1}, "data": {"calls": [GET, PATCH]}}, indent=1)
    path = tmp_path / "calls.json"
    path.write_text(text)
    found = look(text)

    with path.open("rb") as file:
        spans = [
            span for chunk in cut(file, found.framing) for span in (chunk.spans or line_spans(chunk, found.framing))
        ]

    assert [json.loads(text[span.offset : span.offset + span.length]) for span in spans] == [GET, PATCH]


# --- text and tables ----------------------------------------------------------------------------------------------

ACCESS = '10.0.0.1 - - [04/Mar/2026:09:15:23 +0000] "GET /scim/v2/Users HTTP/1.1" 200 131 "-" "curl/8" 0.033\n'
W3C = "#Software: Microsoft IIS\n#Fields: date time cs-method cs-uri-stem sc-status\n2026-03-04 09:15:23 GET /U 200\n"
TABLE = "time;method;url;status\n2026-03-04T09:15:23Z;GET;/Users;200\n2026-03-04T09:15:24Z;PUT;/Users/7;404\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le"])
@pytest.mark.parametrize(
    ("text", "format_", "kind"),
    [(ACCESS * 3, "access_log", "lines"), (W3C, "w3c_log", "lines"), (TABLE, "csv_exchange", "rows")],
)
def test_text_and_tables(text: str, format_: str, kind: str, encoding: str) -> None:
    found = look(text, encoding)

    assert (found.format, found.framing.kind, found.framing.encoding) == (format_, kind, encoding)
    assert found.confidence >= 0.9


def test_what_the_records_need_is_learnt() -> None:
    assert look(ACCESS).dialect.facts["2"].startswith("duration")
    assert look(W3C).dialect.columns == ("date", "time", "cs-method", "cs-uri-stem", "sc-status")
    assert look(W3C).framing.directive == "#"
    assert look(TABLE).dialect.columns == ("time", "method", "url", "status")
    assert look(TABLE).framing.header == TABLE.index("2026")


def test_carriage_returns_may_end_lines() -> None:
    assert look(ACCESS.replace("\n", "\r") * 3).framing.newline == "\r"
    assert look(TABLE.replace("\n", "\r")).format == "csv_exchange"
    assert look(lines(GET, PATCH).replace("\n", "\r")).format == "json_exchange"
    assert look(ACCESS.replace("\n", "\r\n") * 3).framing.newline == "\n"


def test_a_format_chosen_by_hand_reads_what_looks_like_another() -> None:
    found = look(ACCESS + "noise\n" * 300, forced="haproxy_log")

    assert (found.format, found.confidence, found.keys) == ("haproxy_log", 0.5, ("chosen by hand",))
    assert look("name,city\nann,Rome\n", forced="csv_exchange").format == "csv_exchange"


@pytest.mark.parametrize(
    "text",
    [
        "name,city\nann,Rome\nbob,Oslo\n",
        "time,level,message\n2026-03-04,INFO,started\n",
        "# Read me\n\nThe log has lines such as\n\n    " + ACCESS + "\nand more.\n" * 3,
        '2026/11/23 19:31:59 [error] 3#3: *10 limiting requests, client: 1.2.3.4, request: "POST /Users HTTP/1.1"\n'
        * 5,
        "#Fields: time c-ip\n09:15:23 10.0.0.1\n",
        "\0\0\0\0",
        "\r\r\r",
    ],
)
def test_text_that_tells_no_requests_is_declined(text: str) -> None:
    assert look(text).format is None


@pytest.mark.parametrize(
    "text",
    [
        ACCESS[:-20] + '"' * 200_000, "," * 200_000, '"' * 200_001, 'a,"' * 70_000, "a,b\n" + '"x' * 100_000,
        "#Fields: " + "x " * 100_000, "[" + "01/Jan/2026:00:00:00] \"" * 10_000, ACCESS[:60] + "\\" * 200_000,
        "a;b\n" + ";" * 200_000, "sep=,\n" * 30_000, "127.0.0.1 - - " * 15_000,
    ],
)  # fmt: skip
def test_hostile_text_that_is_no_json_is_looked_at_in_bearable_time(text: str) -> None:
    started = time.process_time()

    look(text)

    assert time.process_time() - started < 8
