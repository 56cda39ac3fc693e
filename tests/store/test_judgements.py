"""What somebody thinks of a finding is kept in the case."""

from __future__ import annotations

from pathlib import Path

import pytest

from scimviewer.errors import UserError
from scimviewer.store.case import Case
from scimviewer.store.judgements import FALSE_POSITIVE, KNOWN, judge, judgements, take_back


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return Case.ready(tmp_path / "a.scimcase")


def custody(case: Case) -> list[str]:
    with case.reader() as reader:
        return [row[0] for row in reader.execute("select action from custody order by seq")]


def test_the_last_word_counts_and_the_custody_log_has_all(case: Case) -> None:
    assert judgements(case) == {}
    judge(case, "retry-chain 1", KNOWN, " ticket 7 ")
    judge(case, "retry-chain 1", FALSE_POSITIVE, "a test")
    said = judgements(case)["retry-chain 1"]
    assert (said.verdict, said.note) == (FALSE_POSITIVE, "a test")
    take_back(case, "retry-chain 1")
    assert judgements(case) == {}
    assert custody(case)[-3:] == ["finding judged", "finding judged", "judgement taken back"]


def test_no_other_verdict_and_no_endless_note(case: Case) -> None:
    for verdict, note in (("perhaps", ""), (KNOWN, "x" * 2001)):
        with pytest.raises(UserError):
            judge(case, "retry-chain 1", verdict, note)
    assert judgements(case) == {}
