from __future__ import annotations

from scimviewer.formats.chunks import Framing, shadow, too_long


def test_text_of_one_byte_a_character_is_its_own_shadow() -> None:
    assert shadow("ü,\n".encode(), Framing("rows")) == "ü,\n".encode()


def test_other_characters_of_utf_16_are_no_marks_of_a_table() -> None:
    text = 'a,"Ā∢ਊ"\r\n'  # U+2222 and U+0A0A have the bytes of a quote and of a newline twice

    for encoding in ("utf-16-le", "utf-16-be"):
        assert shadow(text.encode(encoding), Framing("rows", encoding, 2)) == b'a,"\xff\xff\xff"\r\n'


def test_the_limit_is_said_in_words() -> None:
    assert too_long(70 * 1_048_576) == "A record of 70 MiB is longer than the 64 MiB that are read."
