"""Which filters were saved with a case, and under which names?"""

from __future__ import annotations

from scimviewer.errors import UserError
from scimviewer.store import migrations
from scimviewer.store.case import Case

MOST_NAME = 200


def saved(case: Case) -> dict[str, str]:
    """name → filter text, by name."""
    with case.reader() as reader:
        if not migrations.has_table(reader, "search"):
            return {}  # the case was made by an earlier version, and nothing was saved since
        return dict(reader.execute("select name, text from search order by name collate nocase"))


def save(case: Case, name: str, text: str) -> None:
    """Keep a filter under a name; the one that had the name is replaced."""
    name = " ".join(name.split())
    if not name or len(name) > MOST_NAME:
        raise UserError(f"A name for a search has 1 to {MOST_NAME} characters.")
    with migrations.writing(case.path) as writer:
        writer.execute(
            "insert into search (name, text) values (?, ?) on conflict (name) do update set text = excluded.text",
            (name, text),
        )


def forget(case: Case, name: str) -> None:
    """Remove a saved filter; one that is not there is no error."""
    with migrations.writing(case.path) as writer:
        writer.execute("delete from search where name = ?", (name,))
