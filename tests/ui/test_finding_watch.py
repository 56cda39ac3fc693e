"""Findings are looked for beside the window."""

from __future__ import annotations

from scimviewer.findings import FINDERS
from scimviewer.store.judgements import KNOWN, judge
from scimviewer.ui.finding_watch import FindingWatch, Looked, bars_of, key_of, looked_of
from scimviewer.ui.jobs import Jobs
from scimviewer.ui.opened_case import OpenedCase
from tests.ui.made_findings import finding, made_looked
from tests.ui.made_traffic import jobs as jobs
from tests.ui.made_traffic import opened as opened


def test_every_rule_runs_and_is_counted(jobs: Jobs, opened: OpenedCase, qtbot) -> None:
    watch = FindingWatch(jobs)
    watch.look(opened)
    qtbot.waitUntil(lambda: watch.looked.complete)
    assert (watch.looked.rules, watch.looked.events) == (len(FINDERS), 61)


def test_what_was_found_goes_with_the_case(jobs: Jobs, opened: OpenedCase, qtbot) -> None:
    watch = FindingWatch(jobs)
    watch.look(opened)
    watch.stop()
    qtbot.waitUntil(lambda: not jobs.busy("findings"))
    assert watch.looked == Looked()


def test_the_most_severe_stands_first_and_the_judged_last(jobs: Jobs, opened: OpenedCase) -> None:
    looked = made_looked(opened)
    assert [one.finding.severity for one in looked.shown] == ["critical", "medium", "low"]
    watch = FindingWatch(jobs)
    watch.opened = opened
    watch.show(looked)
    judge(opened.case, looked.shown[0].key, KNOWN, "")
    watch.judge_again()
    assert [one.finding.severity for one in watch.looked.shown] == ["medium", "low", "critical"]
    assert watch.looked.ribbons == {41: "rib_medium", 51: "rib_medium"}


def test_a_key_is_rule_and_proof_whatever_the_words(opened: OpenedCase) -> None:
    one, same, other = (finding(opened, "low", (event,), title) for event, title in ((1, "a"), (1, "b"), (2, "a")))
    assert key_of(one) == key_of(same) != key_of(other)


def test_bars_show_where_in_the_case_it_was(opened: OpenedCase) -> None:
    bars = bars_of(opened.table.now, finding(opened, "low", (1, 60), ""))
    assert (bars[0], bars[-1], sum(bars)) == (1, 1, 2)


def test_names_in_a_sentence_are_replaced(opened: OpenedCase) -> None:
    one = made_looked(opened).shown[0]
    assert "bob" not in one.told(one.finding.title, opened.redactor())
    assert one.told(one.finding.title, None) == one.finding.title
    assert looked_of([one], 61, True).silent == len(FINDERS) - 1
