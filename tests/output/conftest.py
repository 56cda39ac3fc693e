"""One case with people, credentials and hostile text in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from scimviewer.privacy.pseudonyms import Pseudonyms
from scimviewer.privacy.redaction import Redactor
from scimviewer.store.case import Case
from scimviewer.store.importing import ImportOptions, import_paths
from tests.conftest import call
from tests.store.conftest import SECRET, lines

FORMULA = '=HYPERLINK("http://evil.example","x")'
PERSON = "bärbel.kanarienvogel@example.com"


@pytest.fixture(scope="session")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    folder = tmp_path_factory.mktemp("output")
    user = {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": PERSON}
    token = {"Authorization": f"Bearer {SECRET}", "Content-Type": "application/scim+json", "Host": "a.example"}
    records = [
        call("POST", "https://a.example/scim/v2/Users", 201, request={"headers": token, "body": user},
             response={"headers": {"Set-Cookie": f"sid={SECRET}"}, "body": {**user, "id": "7"}}),
        call("POST", "/scim/v2/Users", 409, request={"body": {**user, "userName": FORMULA}},
             response={"body": {"scimType": "uniqueness", "detail": f"{PERSON} exists\r\n-1+1|\x1b[31m```"}}),
        call("GET", f"/scim/v2/Users?filter=userName+eq+%22{PERSON}%22&access_token={SECRET}",
             requestId="'; $(id)"),
        call("DELETE", "/scim/v2/Users/7", None, error="connection reset"),
        call("PATCH", "/scim/v2/Users/7", 200, timestamp=None, durationMs=None,
             request={"body": {"Operations": [{"op": "replace", "path": "password", "value": SECRET}]}}),
    ]  # fmt: skip
    (folder / "log.ndjson").write_bytes(lines(records))
    import_paths([folder / "log.ndjson"], folder / "a.scimcase", ImportOptions(workers=1))
    return Case.open(folder / "a.scimcase")


@pytest.fixture(scope="session")
def redactor(case: Case) -> Redactor:
    return Redactor(Pseudonyms(case.meta("pseudonym_key")))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"
