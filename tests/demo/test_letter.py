from scimviewer.demo.faults import FAULTS
from scimviewer.demo.letter import letter


def test_people_complain_about_what_goes_wrong():
    text = letter(FAULTS[:2])

    assert all(fault.complaint in text for fault in FAULTS[:2])
    assert FAULTS[2].complaint not in text


def test_a_clean_run_has_no_complaint():
    assert "Nothing is wrong" in letter(())
