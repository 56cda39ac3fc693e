from scimviewer.demo.call import Request
from scimviewer.demo.sites import SITES, site_of, target


def test_the_sites_share_all_traffic_and_no_host():
    assert abs(sum(site.share for site in SITES) - 1) < 1e-9
    assert len({site.host for site in SITES}) == len(SITES)
    assert all(site.host.endswith(".example") and site.domain.endswith(".example") for site in SITES)


def test_entra_writes_blanks_as_plus_and_its_flag_last():
    request = Request("GET", "Groups", filter=("displayName", "SG & Co"), slim=True)

    assert target(site_of("entra-legacy"), request) == (
        "/scim/Groups?excludedAttributes=members&filter=displayName+eq+%22SG+%26+Co%22"
    )
    assert target(site_of("entra-modern"), Request("DELETE", "Users", "7")).endswith("/Users/7?aadOptscim062020")


def test_okta_pages_and_writes_blanks_as_percent_20():
    request = Request("GET", "Users", filter=("userName", "a@b"), start=1, count=100)

    assert target(site_of("okta"), request) == (
        "/scim/v2/Users?filter=userName%20eq%20%22a%40b%22&startIndex=1&count=100"
    )
