import pytest

from scimviewer.demo.faults import FAULT_NAMES, FAULTS, chosen
from scimviewer.demo.sites import SITES
from scimviewer.errors import UserError


def test_every_fault_says_what_it_is_in_one_sentence():
    for fault in FAULTS:
        assert fault.sentence.endswith(".")
        assert fault.start_ns < fault.end_ns
        assert fault.provider in {site.provider for site in SITES}
    assert len(set(FAULT_NAMES)) == 7


def test_faults_are_chosen_by_name_in_their_own_order():
    assert list(chosen(("throttling", "expired-token"))) == ["expired-token", "throttling"]
    assert chosen(()) == {}


def test_an_unknown_fault_is_refused_with_the_known_ones():
    with pytest.raises(UserError, match="slow-database"):
        chosen(("gremlins",))
