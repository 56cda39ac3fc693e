"""What goes to the clipboard."""

from __future__ import annotations

from scimviewer.event import Exchange
from scimviewer.ui.event_copies import pair_copy, record_copy, spoken, whole_copy
from tests.ui.made import make_row

EXCHANGE = Exchange(method="GET", url="https://h.example/scim/Users?filter=userName%20eq%20%22ann%22")


class Stars:
    def headers(self, headers):
        return [(name, "*") for name, _ in headers]

    def url(self, url):
        return url.replace("ann", "*")

    def text(self, text):
        return "*"


def test_a_value_of_the_url_is_replaced_where_it_stands():
    assert pair_copy("?filter", 'userName eq "ann"', EXCHANGE, Stars()) == 'userName eq "*"'
    assert pair_copy("User-Agent", "x", EXCHANGE, Stars()) == "*"
    assert pair_copy("User-Agent", "x", EXCHANGE, None) == "x"


def test_the_url_is_copied_with_names_replaced():
    assert whole_copy("url", make_row(), EXCHANGE, Stars()).endswith("%22*%22")
    assert whole_copy("url", make_row(), None, None) is None


def test_curl_and_markdown_come_from_the_output():
    assert "curl" in whole_copy("curl", make_row(), EXCHANGE, None)
    assert "| Time |" in whole_copy("markdown", make_row(), EXCHANGE, None)
    assert whole_copy("curl", make_row(), Exchange(), None) is None


class Names:
    """Knows a name only where it is whole."""

    def text(self, text):
        return text.replace("Ada Lovelace", "*")


def test_a_part_that_cuts_through_a_name_becomes_the_whole_record():
    whole = '{"displayName":"Ada Lovelace"}'
    assert record_copy('"Ada Love', whole, Names()) == '{"displayName":"*"}'
    assert record_copy('"status":2', '{"status":200}', Names()) == '"status":2'
    assert record_copy('"Ada Love', whole, None) == '"Ada Love'


def test_the_status_bar_says_whether_names_are_replaced():
    assert spoken("value", True) == "Copied the value. Names and addresses are replaced."
    assert spoken("value", False) == "Copied the value."
    assert spoken("path", True) == "Copied the path."
