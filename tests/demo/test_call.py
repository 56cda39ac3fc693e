from scimviewer.demo.call import Call, Reply


def test_no_answer_is_no_success():
    assert not Reply(None, no_answer="nothing came").fine


def test_request_headers_are_found_in_any_case():
    call = Call("okta", "h", 0, 1500, "::1", "r", "GET", "/", [("User-Agent", "x")], None, 200, [], None)

    assert call.request_header("user-agent") == "x"
    assert call.request_header("Accept") == ""
    assert call.end_ns == 1_500_000
