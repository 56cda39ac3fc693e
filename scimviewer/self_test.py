"""Does this installed program work? Resources, import, questions, picture."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from scimviewer.errors import UserError

MANUAL = ("01-start.md", "02-reading-an-event.md")


def checks() -> Iterator[tuple[str, str | None]]:
    """(name, trouble) of each check; trouble is None where it passed."""
    with tempfile.TemporaryDirectory(prefix="scimviewer-self-test-") as folder:
        where = Path(folder)
        steps: tuple[tuple[str, Callable[[Path], None]], ...] = (
            ("resources", _resources),
            ("test traffic and import", _import),
            ("questions", _questions),
            ("picture", _picture),
        )
        for name, step in steps:
            try:
                step(where)
            except (UserError, AssertionError, ImportError, OSError) as error:
                yield name, f"{type(error).__name__}: {error}"
            else:
                yield name, None


def _resources(_where: Path) -> None:
    from scimviewer.ui.theme import resource

    for page in MANUAL:
        assert resource(f"manual/{page}").is_file(), f"manual/{page} is missing"


def _import(where: Path) -> None:
    from scimviewer.demo.bundle import make_bundle
    from scimviewer.store.importing import import_paths

    bundle = make_bundle(where, size=400, seed=1)
    imported = import_paths([bundle], where / "case.scimcase")
    assert imported.added > 100, f"only {imported.added} events were read"


def _questions(where: Path) -> None:
    from scimviewer.query.query import Query, event_ids
    from scimviewer.query.rows import rows
    from scimviewer.query.table import Table
    from scimviewer.store.case import Case

    table = Table(Case.open(where / "case.scimcase"))
    table.refresh()
    ids = event_ids(table, Query("method:POST"))
    assert len(ids), "no POST was found"
    assert rows(table.case, ids[:1].tolist())[0]["method"] == "POST"


def _picture(where: Path) -> None:
    from scimviewer.ui.picture import Shot, shot

    out = where / "main.png"
    shot(where / "case.scimcase", out, Shot("main"))
    assert out.stat().st_size > 10_000, "the picture is empty"
