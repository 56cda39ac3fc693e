"""Which filters were used last in a case?"""

from __future__ import annotations

import json
from collections.abc import Sequence

from scimviewer.store import migrations
from scimviewer.store.case import Case

MOST = 30
KEY = "recent_filters"


def recent(case: Case) -> list[str]:
    """The filters that were used last, the latest first."""
    kept = case.meta(KEY)
    try:
        read = json.loads(kept) if isinstance(kept, str) else []
    except ValueError:
        return []
    return [text for text in read if isinstance(text, str)][:MOST] if isinstance(read, list) else []


def keep_recent(case: Case, texts: Sequence[str]) -> None:
    """Remember these instead."""
    with migrations.writing(case.path) as writer:
        writer.execute(
            "insert into meta (key, value) values (?, ?) on conflict (key) do update set value = excluded.value",
            (KEY, json.dumps(list(texts[:MOST]))),
        )
