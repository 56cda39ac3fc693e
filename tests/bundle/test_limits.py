import gzip

import pytest

from scimviewer.bundle.damage import BundleError
from scimviewer.bundle.limits import LIMITS, Allowance, Limits


def test_the_promised_limits():
    assert (LIMITS.levels, LIMITS.members, LIMITS.unpacked) == (4, 100_000, 20_000_000_000)
    assert (LIMITS.ratio, LIMITS.ratio_after, LIMITS.tar_header) == (200, 50_000_000, 1 << 20)


def test_one_member_too_many():
    allowance = Allowance(Limits(members=2))
    allowance.member("a.zip")
    allowance.member("a.zip")

    with pytest.raises(BundleError, match=r"a\.zip .* more than 2 members"):
        allowance.member("a.zip")


def test_a_second_reading_is_not_counted_again():
    allowance = Allowance(Limits(unpacked=150))
    account = allowance.account("a.gz")
    for unpacked in (50, 100, 50, 100):
        account.reached(unpacked, 90)

    assert allowance.unpacked == 100


def test_all_files_share_one_total():
    allowance = Allowance(Limits(unpacked=150))
    allowance.account("a.gz").reached(100, 90)

    with pytest.raises(BundleError, match=r"b\.gz .* more than 0\.00015 MB"):
        allowance.account("b.gz").reached(100, 90)


def test_ratio_counts_only_after_a_while():
    account = Allowance(Limits(ratio=10, ratio_after=1000)).account("a.gz")
    account.reached(1000, 1)
    account.reached(1_000_000, 100_000)

    with pytest.raises(BundleError, match="more than 10 times its size"):
        account.reached(1_000_001, 100_000)


def test_accepted_bombs_are_read_and_refused_ones_are_listed():
    refusing, accepting = Allowance(), Allowance(accept_bombs=True)
    accepting.account("a.gz").reached(60_000_000, 1)
    with pytest.raises(BundleError):
        refusing.account("a.gz").reached(60_000_000, 1)

    assert (refusing.bombs, accepting.bombs) == (["a.gz"], [])


def test_a_row_of_empty_streams_is_limited(seen_in):
    seen = seen_in(gzip.compress(b"") * 100, limits=Limits(members=50))

    assert "more than 50 members" in seen.sentences
