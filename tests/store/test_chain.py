"""Every change of the evidence changes the digests that follow."""

from __future__ import annotations

from pathlib import Path

import pytest

from scimviewer.store import connection
from scimviewer.store.case import Case
from scimviewer.store.chain import Chain, digest
from tests.store.conftest import imported


def test_parts_cannot_be_pushed_together() -> None:
    different = [digest("x", "ab", "c"), digest("x", "a", "bc"), digest("x", "abc"), digest("y", "ab", "c")]
    different += [digest("x", b"ab", b"c"), digest("x", 1), digest("x", "1"), digest("x", -1), digest("x")]
    assert len(set(different)) == len(different)


def test_text_that_is_no_unicode_has_a_digest() -> None:
    assert digest("x", "\ud800") != digest("x", "?")


def test_every_block_problem_and_source_is_a_link(log: Path, tmp_path: Path) -> None:
    log.write_bytes(log.read_bytes() + b'{"broken":\n')
    _, case = imported(log, tmp_path / "a.scimcase")

    with case.reader() as reader:
        links = reader.execute("select kind, ref from link order by seq").fetchall()
        blocks = [ref for (ref,) in reader.execute("select id from block")]
        problems = [ref for (ref,) in reader.execute("select id from problem")]
    assert [ref for kind, ref in links if kind == "block"] == blocks
    assert [ref for kind, ref in links if kind == "problem"] == problems
    assert ("source", 1) in links


def test_the_same_bundle_makes_the_same_chain(log: Path, tmp_path: Path) -> None:
    heads = []
    for name in ("a", "b"):
        _, case = imported(log, tmp_path / f"{name}.scimcase")
        with case.reader() as reader:
            heads.append([one for (one,) in reader.execute("select digest from link order by seq")])
    assert heads[0] == heads[1]


@pytest.mark.parametrize(
    "sql",
    ["update custody set action = 'x'", "delete from custody", "update block set chunk = 9", "update link set ref = 9"],
)
def test_evidence_is_not_rewritten(log: Path, tmp_path: Path, sql: str) -> None:
    imported(log, tmp_path / "a.scimcase")
    writer = connection.writer(tmp_path / "a.scimcase")
    try:
        with pytest.raises(connection.DatabaseError, match="never"):
            writer.execute(sql)
    finally:
        writer.close()


def test_heads_are_read_again_after_a_rollback(tmp_path: Path) -> None:
    case = Case.ready(tmp_path / "a.scimcase")
    writer = connection.writer(case.path)
    try:
        chain = Chain(writer)
        writer.execute("begin")
        chain.link("block", 1, b"x")
        chain.custody("something")
        writer.execute("rollback")
        chain.restart()
        chain.custody("something else", count=1)
    finally:
        writer.close()
    assert [one["action"] for one in case.custody()] == ["case created", "something else"]
    assert case.custody()[1]["details"] == {"count": 1}
