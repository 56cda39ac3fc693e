from __future__ import annotations

import pytest

from scimviewer.privacy.secrets import SecretMasker
from scimviewer.store.cells import secret_columns, without_secrets

MASKER = SecretMasker(b"key")
COLUMNS = ("method", "access_token", "note")


def masked(row: str, columns: tuple[str, ...] = COLUMNS, delimiter: str = ",") -> tuple[str, dict[str, int]]:
    data, counts = without_secrets(row.encode(), columns, delimiter, MASKER)
    return data.decode(), counts


def test_names_of_columns_betray_credentials() -> None:
    assert secret_columns(("time", "client_secret", "Authorization", "token_type", "page_token", "url")) == {
        1: "client_secret",
        2: "Authorization",
    }
    assert secret_columns(("cs-method", "cs(Cookie)")) == {1: "Cookie"}


def test_a_cell_under_such_a_name_is_masked_and_nothing_else() -> None:
    assert masked("GET,opaque-value-77,opaque-value-77") == ("GET,⟦secret:token⟧,opaque-value-77", {"token": 1})


@pytest.mark.parametrize(
    ("row", "left"),
    [
        ('GET,"a ""b"", 77x",n', 'GET,"⟦secret:token⟧",n'),
        ('"a,b","s3cret-s3cret\nx","x"', '"a,b","⟦secret:token⟧","x"'),
        ("GET,,n", "GET,,n"),
        ("GET", "GET"),
        ("GET,a1b2c3d4,n,more,cells", "GET,⟦secret:token⟧,n,more,cells"),
        ("GET,⟦secret:token#0123abcd⟧,n", "GET,⟦secret:token#0123abcd⟧,n"),
    ],
)
def test_rows_of_any_shape(row: str, left: str) -> None:
    assert masked(row)[0] == left


def test_entries_of_w3c_logs_are_parted_by_blanks() -> None:
    columns = ("cs-method", "cs(Cookie)", "sc-status")

    assert masked("GET  sid=abcdefgh123;+lang=de 200", columns, " ")[0].startswith("GET  sid=⟦secret:cookie⟧;")


def test_bytes_that_are_no_text_stay() -> None:
    row, counts = without_secrets(b"\xff\xfe,opaque-77,\xfc", COLUMNS, ",", MASKER)

    assert row == b"\xff\xfe,\xe2\x9f\xa6secret:token\xe2\x9f\xa7,\xfc"
    assert counts == {"token": 1}
