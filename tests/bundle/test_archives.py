import pytest

from scimviewer.bundle.archives import ARCHIVES, archive_of
from scimviewer.bundle.encodings import encoding_of


def test_archives_are_recognised_by_content(zip_of, tar_of):
    assert archive_of(zip_of({"a": b"x"})).name == "zip"
    assert archive_of(zip_of({})).name == "zip"
    assert archive_of(tar_of({"a": b"x"})[:512]).name == "tar"
    assert archive_of(b"plain text\n" * 100) is None
    assert archive_of(b"7z\xbc\xaf\x27\x1c" + bytes(26)).name == "7z"
    assert len(ARCHIVES) == 3


def test_a_tar_would_pass_for_text(tar_of):
    head = tar_of({"a.log": b"a line of a log\n" * 300})

    assert head.decode()
    assert archive_of(head[:512]).name == "tar"


def test_an_office_document_is_no_bundle(zip_of):
    document = zip_of({"[Content_Types].xml": b"<x/>"})

    assert archive_of(document) is None
    assert "Office document" in encoding_of(document).reason


@pytest.mark.parametrize("head", [b"", b"P", b"PK", b"ustar", bytes(512), b" " * 512, b"7" * 512])
def test_odd_heads_are_no_archives(head):
    assert archive_of(head) is None
