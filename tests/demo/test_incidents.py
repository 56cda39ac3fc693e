from scimviewer.demo.faults import FAULT_NAMES
from scimviewer.demo.incidents import INCIDENTS


def test_incidents_are_put_in_by_name_only():
    assert not {fault.name for fault in INCIDENTS} & set(FAULT_NAMES)
    assert len({fault.name for fault in INCIDENTS}) == len(INCIDENTS)
    assert all(fault.sentence.endswith(".") and fault.complaint.endswith((".", "?")) for fault in INCIDENTS)
