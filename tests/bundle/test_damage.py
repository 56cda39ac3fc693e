import pickle

import pytest

from scimviewer.bundle.damage import BundleError, cut, explained, name_of, problem
from scimviewer.errors import UserError


def test_bundle_error_is_for_the_user_and_crosses_processes():
    error = pickle.loads(pickle.dumps(cut("case.zip/logs/a.log")))

    assert isinstance(error, BundleError)
    assert isinstance(error, UserError)
    assert error.sentence.startswith("a.log is cut off")


@pytest.mark.parametrize(
    ("error", "word"),
    [
        (EOFError(), "cut off"),
        (PermissionError(13, "Permission denied"), "not allowed"),
        (OSError(28, "No space left on device"), "No space left"),
        (TypeError("whatever tarfile raises"), "damaged"),
    ],
)
def test_every_exception_becomes_a_sentence_about_the_file(error, word):
    sentence = explained("case.zip/a.log", error).sentence

    assert sentence.startswith("a.log ")
    assert word in sentence


def test_a_bundle_error_keeps_its_own_sentence():
    error = cut("inner.gz")

    assert explained("outer.tar", error) is error


def test_problem_carries_the_whole_path_and_names_the_last_part():
    found = problem("case.zip/secret/a.log", "is protected.")

    assert (found.source, found.what) == ("case.zip/secret/a.log", "a.log is protected.")


def test_names_of_odd_paths():
    assert [name_of(path) for path in ("a", "a/b/", "/", "")] == ["a", "b", "/", ""]
    assert name_of("case.zip/" + "n" * 1000) == "n" * 99 + "…"
