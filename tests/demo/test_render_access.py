import re

from scimviewer.demo.render_access import combined

LINE = re.compile(
    r'\S+ - - \[\d\d/\w{3}/2026:\d\d:\d\d:\d\d \+0000\] "([A-Z]+) (\S+) HTTP/1\.1" (\d{3}) (\d+) "-" "(.*)"\n'
)


def test_every_exchange_is_a_combined_line(all_faults):
    for call in all_faults:
        method, target, status, sent, agent = LINE.fullmatch(combined(call)).groups()
        assert (method, target, int(status)) == (call.method, call.target, call.status or 499)
        assert int(sent) == len((call.response_text or "").encode())
        assert agent == (call.request_header("User-Agent") or "-")
