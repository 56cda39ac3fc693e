from __future__ import annotations

from scimviewer.scim.drafts import Draft, canonical, spelled
from scimviewer.scim.readings import MISSING, UNKNOWN
from scimviewer.scim.schemas import BUILT_IN, ENTERPRISE_USER

ANN = {"USERNAME": "ann", "title": None, ENTERPRISE_USER: {"department": "IT"}}


def test_names_keep_the_spelling_of_the_resource() -> None:
    draft = Draft(ANN)
    draft.set(None, "userName", "bea")
    draft.set(ENTERPRISE_USER.lower(), "DEPARTMENT", "HR")

    assert draft.state() == {"USERNAME": "bea", "title": None, ENTERPRISE_USER: {"department": "HR"}}
    assert draft.where(ENTERPRISE_USER, "Department") == f"/{ENTERPRISE_USER}/department"
    assert spelled(ANN, "username") == "USERNAME"
    assert canonical(BUILT_IN, "USERNAME", "User", None) == "userName"


def test_what_was_before_is_never_touched() -> None:
    draft = Draft(ANN)
    draft.set(ENTERPRISE_USER, "department", None)
    draft.set(None, "userName", None)

    assert draft.state() == {"title": None}
    assert ANN[ENTERPRISE_USER] == {"department": "IT"}


def test_unassigned_is_missing() -> None:
    draft = Draft(ANN)

    assert [draft.get(None, name) for name in ("title", "nothing")] == [MISSING, MISSING]
    assert draft.get("urn:x", "y") is MISSING


def test_without_a_state_before_only_what_was_set_is_known() -> None:
    draft = Draft(None)
    draft.set(None, "title", None)
    draft.set(None, "active", True)
    draft.set(None, "emails", UNKNOWN)
    draft.set("urn:x", "y", None)
    draft.set("urn:x", "z", 1)

    assert draft.get(None, "title") is MISSING
    assert draft.get(None, "userName") is UNKNOWN
    assert draft.known() == {"active": True, "title": None, "urn:x": {"z": 1, "y": None}}
    assert draft.state() is None


def test_one_unknown_attribute_leaves_the_rest_known() -> None:
    draft = Draft(ANN)
    draft.set(ENTERPRISE_USER, "department", UNKNOWN)

    assert draft.state() is None
    assert draft.known() == {"USERNAME": "ann", "title": None, ENTERPRISE_USER: {}}
    draft.forget()
    assert draft.known() == {}
