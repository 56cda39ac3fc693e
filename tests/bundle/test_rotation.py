import pytest

from scimviewer.bundle.rotation import oldest_first


def ordered(*names: str) -> list[str]:
    return oldest_first(list(names), str)


@pytest.mark.parametrize(
    "oldest_to_newest",
    [
        ["app.log.10", "app.log.2.gz", "app.log.1", "app.log"],
        ["access.log.3.bz2", "access.log.2.xz", "access.log.1.zst", "access.log"],
        ["app.log-20260831.gz", "app.log-20260901", "app.log"],
        ["app.log-20260831-1788134400.gz", "app.log-20260831-1788138000", "app.log"],
        ["app.log.2026-08-31", "app.log.2026-09-01", "app.log"],
        ["app-2026-08-31.2.log.gz", "app-2026-08-31.10.log", "app-2026-09-01.0.log", "app.log"],
        ["app-2026-08-31.log", "app-2026-08-31.log.2", "app-2026-08-31.log.10", "app-2026-09-01.log", "app.log"],
        ["app-2026-08-31T23-10-00.000.log", "app-2026-09-01T01-00-00.000.log", "app.log"],
        ["error.log.2026083123", "error.log.2026090100", "error.log"],
    ],
)
def test_names_tell_which_part_is_older(oldest_to_newest):
    assert ordered(*sorted(oldest_to_newest)) == oldest_to_newest
    assert ordered(*reversed(oldest_to_newest)) == oldest_to_newest


def test_only_parts_of_one_log_change_places():
    assert ordered("b/app.log", "a.har", "b/app.log.1", "c/app.log.7", "z") == [
        "b/app.log.1",
        "a.har",
        "b/app.log",
        "c/app.log.7",
        "z",
    ]


@pytest.mark.parametrize("names", [["report.2024", "report"], ["a", ".1", "", "..", "a/"], ["x", "x"]])
def test_other_names_stay_in_their_order(names):
    assert ordered(*names) == names
