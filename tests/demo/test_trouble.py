from scimviewer.demo.call import Reply
from scimviewer.demo.faults import FAULT_NAMES, chosen
from scimviewer.demo.schedule import HOUR, at
from scimviewer.demo.trouble import Trouble

ALL = chosen(FAULT_NAMES)


def answer(trouble, time_ns):
    return trouble.answer(time_ns, lambda status, detail: Reply(status, detail))


def test_without_faults_nothing_comes_between():
    trouble = Trouble("okta", {})

    assert answer(trouble, at(2, 14, 30)) is None
    assert trouble.slowness(at(3, 11)) == 1


def test_a_fault_troubles_only_its_own_provider_in_its_own_time():
    assert answer(Trouble("okta", ALL), at(2, 9, 30)) is None
    assert answer(Trouble("entra-modern", ALL), at(2, 9, 4)) is None
    assert answer(Trouble("entra-modern", ALL), at(2, 9, 30)).status == 401
    assert answer(Trouble("entra-modern", ALL), at(2, 10, 5)) is None


def test_throttling_lets_every_third_request_through_and_says_how_long_to_wait():
    trouble = Trouble("okta", ALL)
    replies = [answer(trouble, at(2, 14, 30)) for _ in range(6)]

    assert [reply and reply.status for reply in replies] == [429, 429, None, 429, 429, None]
    assert dict(replies[0].headers)["Retry-After"].isdigit()


def test_a_slow_database_fails_in_four_ways_and_ever_more_slowly():
    trouble = Trouble("entra-modern", ALL)
    replies = [answer(trouble, at(3, 11)) for _ in range(9)]

    assert [reply.status for reply in replies if reply] == [500, 503, 504, None]
    assert trouble.slowness(at(3, 10, 30)) < trouble.slowness(at(3, 12))


def test_habits_change_with_the_hour():
    trouble = Trouble("entra-legacy", ALL)

    assert trouble.habits(at(2, 12)).empties_groups
    assert not trouble.habits(at(2, 12) + 2 * HOUR).empties_groups
    assert trouble.habits(at(2, 16)).ignores_text_active


def test_the_token_is_renewed_when_the_trouble_ends():
    assert Trouble("entra-modern", ALL).token_renewed_ns() == at(2, 10, 5)
