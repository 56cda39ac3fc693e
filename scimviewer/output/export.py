"""Write the events of a case to a file: CSV, JSON lines, HAR."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from scimviewer.errors import UserError
from scimviewer.output import har
from scimviewer.output.listing import csv_line
from scimviewer.privacy.redaction import Redactor
from scimviewer.progress import UNWATCHED, Progress
from scimviewer.query.columns import COLUMNS
from scimviewer.query.rows import PAGE, Case, Row, rows

KINDS = (".csv", ".ndjson", ".har")


def export(
    case: Case, ids: Sequence[int], out: Path, redactor: Redactor | None, progress: Progress = UNWATCHED
) -> dict[str, Any]:
    """Write these events in this order, without a limit; answers the number of rows and the file's SHA-256.

    The ending of `out` decides the form. Nothing is left behind where writing fails or is cancelled.
    """
    kind = out.suffix.lower()
    if kind not in KINDS:
        raise UserError(f"“{out.suffix}” cannot be written. The file must end in {', '.join(KINDS)}.")
    pages = _pages(case, ids, redactor, progress)
    lines = _csv(pages) if kind == ".csv" else _ndjson(pages) if kind == ".ndjson" else _har(case, pages, redactor)
    sha, part = hashlib.sha256(), out.with_name(out.name + ".part")
    try:
        with part.open("wb") as file:
            for line in lines:
                data = line.encode("utf-8", "replace")
                sha.update(data)
                file.write(data)
        part.replace(out)
    except OSError as error:
        raise UserError(f"{out} cannot be written: {(error.strerror or 'no access').lower()}.") from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return {"rows": len(ids), "sha256": sha.hexdigest(), "file": str(out), "redacted": redactor is not None}


def _pages(case: Case, ids: Sequence[int], redactor: Redactor | None, progress: Progress) -> Iterator[list[Row]]:
    for start in range(0, len(ids), PAGE):
        page = rows(case, ids[start : start + PAGE])
        yield [redactor.row(row) for row in page] if redactor else page
        progress.report(min(start + PAGE, len(ids)), len(ids))


def _csv(pages: Iterator[list[Row]]) -> Iterator[str]:
    keys = [column.key for column in COLUMNS]
    # The zone stands in the header, as a spreadsheet drops the Z.
    yield csv_line(["time (UTC)" if key == "time" else key for key in keys]) + "\r\n"
    for page in pages:
        yield "".join(csv_line([row[key] for key in keys]) + "\r\n" for row in page)


def _ndjson(pages: Iterator[list[Row]]) -> Iterator[str]:
    keys = [column.key for column in COLUMNS]
    for page in pages:
        yield "".join(json.dumps({key: row[key] for key in keys}, ensure_ascii=False) + "\n" for row in page)


def _har(case: Case, pages: Iterator[list[Row]], redactor: Redactor | None) -> Iterator[str]:
    yield har.opening()
    comma = ""
    for page in pages:
        for row in page:
            exchange = case.exchange(row["id"])
            yield comma + "\n" + har.entry(row, redactor.exchange(exchange) if redactor else exchange)
            comma = ","
    yield "\n" + har.CLOSING + "\n"
