"""URL and headers unfolded."""

from __future__ import annotations

from scimviewer.event import Exchange
from scimviewer.ui.headers_page import HeadersPage


def test_all_three_parts_are_shown_or_said_to_be_missing(qtbot):
    page = HeadersPage()
    qtbot.addWidget(page)
    page.resize(400, 300)
    page.show()
    page.show_exchange(Exchange(url="/scim/Users", request_headers=[("A", "1"), ("B", "2")]))
    assert page.request_title.text() == "Request, 2 headers"
    assert page.request.pairs_model.rowCount() == 2
    assert page.response_title.text() == "Response headers: this log holds none"
    assert not page.response.isVisible()
    page.show_exchange(None)
    assert page.url_title.text() == "URL: this log does not say"
