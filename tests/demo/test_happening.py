from dataclasses import replace

from scimviewer.demo.faults import chosen
from scimviewer.demo.schedule import HOUR
from scimviewer.demo.simulation import Simulation


def calls(name, **changes):
    fault = replace(chosen((name,))[name], **changes)
    return fault, list(Simulation(1500, 1, (fault,)).calls_of(fault.provider))


def test_it_happens_in_the_run_after_its_time_and_as_often_as_asked():
    fault, sent = calls("forbidden", amount=6)
    refused = [call for call in sent if call.status == 403]
    assert len(refused) == 6
    assert all(fault.start_ns <= call.time_ns < fault.start_ns + HOUR for call in refused)


def test_a_stranger_has_another_program_address_and_token():
    _, sent = calls("stranger", amount=2)
    strange = [call for call in sent if "curl" in call.request_header("User-Agent")]
    assert len(strange) == 2
    assert not {call.address for call in strange} & {call.address for call in sent if call not in strange}


def test_overlapping_writes_lose_the_first():
    _, sent = calls("lost-update")
    first, second = (call for call in sent if call.duration_us > 850_000 and call.method == "PATCH")
    assert first.time_ns < second.time_ns < first.end_ns
    assert "Deputy" in first.response_text
    assert "Deputy" not in second.response_text


def test_other_places_and_times_are_possible():
    fault, sent = calls("mass-deletion", provider="okta", amount=11)
    hours = [call for call in sent if call.method == "DELETE" and 0 <= call.time_ns - fault.start_ns < HOUR]
    assert len(hours) >= 11
