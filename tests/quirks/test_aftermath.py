"""What the answer of a write, or the next read, shows of its outcome."""

from __future__ import annotations

from scimviewer.quirks.aftermath import aftermath, deletes_before, writes_backwards
from tests.quirks.made import call, get, listed, patch, refused, user

ME = "/scim/v2/Users/7c1"
TITLE = {"op": "replace", "path": "title", "value": "Guide"}
SEEN = get(ME, answer=user())
DELETED = call("DELETE", ME, None, 204)


def test_the_answer_of_a_write_shows_its_outcome() -> None:
    found = aftermath(patch(TITLE, status=200, answer=user(title="Guide"), before=user()))
    assert found is not None
    assert (found.before, found.shown["title"], found.at) == (user(), "Guide", "/response/body")


def test_a_write_without_a_resource_shows_at_the_next_read() -> None:
    found = aftermath(get(ME, answer=user(title="Head"), history=(SEEN, patch(TITLE), refused(TITLE))))
    assert found is not None
    assert found.write.asked_at == "/history/1/request/body"
    assert found.before == user()


def test_a_read_behind_another_one_shows_nothing_of_the_write() -> None:
    assert aftermath(get(ME, answer=user(), history=(patch(TITLE), SEEN))) is None
    assert (
        aftermath(get(ME, answer=user(), history=(patch(TITLE), get("/scim/v2/Users", answer=listed(user()))))) is None
    )


def test_an_answer_with_chosen_attributes_shows_too_little() -> None:
    assert aftermath(get(f"{ME}?attributes=title", answer=user(), history=(patch(TITLE),))) is None


def test_a_delete_counts_until_the_resource_shows_again() -> None:
    assert len(deletes_before(get(ME, status=404, history=(SEEN, DELETED)))) == 1
    assert deletes_before(get(ME, status=404, history=(DELETED, SEEN))) == []


def test_the_latest_call_on_a_resource_comes_first() -> None:
    case = get(ME, history=(SEEN, patch(TITLE), get("/scim/v2/Users/8", answer=user(id="8"))))
    assert [one.method for one in writes_backwards(case, "7c1")] == ["PATCH", "GET"]
