"""What does somebody think of a finding: known, or none at all, and why?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from scimviewer.errors import UserError
from scimviewer.store import migrations
from scimviewer.store.case import Case
from scimviewer.store.chain import Chain

KNOWN, FALSE_POSITIVE = "acknowledged", "false positive"
VERDICTS = (KNOWN, FALSE_POSITIVE)
MOST_NOTE = 2000


@dataclass(frozen=True, slots=True)
class Judgement:
    """One of VERDICTS with a note, and when it was given (UTC)."""

    verdict: str
    note: str
    at: str


def judgements(case: Case) -> dict[str, Judgement]:
    """finding → what was said of it."""
    with case.reader() as reader:
        if not migrations.has_table(reader, "judgement"):
            return {}
        rows = reader.execute("select finding, verdict, note, at from judgement")
        return {finding: Judgement(verdict, note, at) for finding, verdict, note, at in rows}


def judge(case: Case, finding: str, verdict: str, note: str) -> None:
    """Keep what is thought of a finding, in place of what was thought before; the custody log says so."""
    if verdict not in VERDICTS:
        raise UserError(f"A finding is {' or '.join(VERDICTS)}.")
    note = note.strip()
    if len(note) > MOST_NOTE:
        raise UserError(f"A note has at most {MOST_NOTE} characters.")
    at = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    sql = (
        "insert into judgement (finding, verdict, note, at) values (?, ?, ?, ?)"
        " on conflict (finding) do update set verdict = excluded.verdict, note = excluded.note, at = excluded.at"
    )
    _write(case, sql, (finding, verdict, note, at), "finding judged", finding, verdict, note)


def take_back(case: Case, finding: str) -> None:
    """Think nothing of a finding any more; the custody log keeps what was thought."""
    _write(case, "delete from judgement where finding = ?", (finding,), "judgement taken back", finding, None, None)


def _write(
    case: Case, sql: str, values: tuple[str, ...], action: str, finding: str, verdict: str | None, note: str | None
) -> None:
    with migrations.writing(case.path) as writer:
        writer.execute("begin immediate")
        try:
            writer.execute(sql, values)
            Chain(writer).custody(action, finding=finding, verdict=verdict, note=note)
            writer.execute("commit")
        except BaseException:
            writer.execute("rollback")
            raise
