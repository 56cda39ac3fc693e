"""Values without quotation marks end where a reader would end them."""

from __future__ import annotations

import pytest

from scimviewer.privacy.secret_text import bare_credentials
from scimviewer.privacy.secret_words import meaning_of


@pytest.mark.parametrize(
    ("text", "name", "values"),
    [
        ("password=hunter2 user=ann", "password", ["hunter2"]),
        ("?password=a,b;c&x=1", "password", ["a,b;c"]),
        ("password=a,b=c&x=1", "password", ["a,b=c"]),
        ("Password=abc;User=sa", "Password", ["abc"]),
        ("login(password=abc)", "password", ["abc"]),
        ("password='it is', x", "password", ["it is"]),
        ('password="a b"', "password", ["a b"]),
        ('password="" x="y"', "password", []),
        ("password= x", "password", []),
        ("password: hunter2.", "password", ["hunter2"]),
        ("password: must be longer", "password", []),
        ("token=a\\u0026b=c", "token", ["a"]),
        ("token=a\\u002Bb\\/c&", "token", ["a\\u002Bb\\/c"]),
        ("token%3Dabc%2Fd%26e", "token", ["abc%2Fd"]),
        ("token%253Dabc%2526e", "token", ["abc"]),
        ("Cookie: a=1; b=2\\r\\nHost: x", "Cookie", ["1", "2"]),
        ("authorization: Bearer abc", "authorization", ["abc"]),
        ("Authorization: failed for ann", "Authorization", []),
        ("Authorization:[Bearer abc]", "Authorization", ["abc"]),
        ('password eq "x y"', "password", ["x y"]),
        ("password%20eq%20%22x%22", "password", ["x"]),
        ("<password>abc</password>", "password", ["abc"]),
        ("a password of mine", "password", []),
        ("?code=abc#x", "code", ["abc"]),
        ("code=409", "code", []),
        ("?code=409", "code", []),
        ("&state=active", "state", []),
        ("arn:aws:x:secret:name", "secret", []),
        ("pwd:abc", "pwd", ["abc"]),
    ],
)
def test_values(text: str, name: str, values: list[str]) -> None:
    data = text.encode()
    first = text.index(name)
    meaning = meaning_of(name.encode())
    assert meaning is not None

    parts = bare_credentials(data, 0, first, first + len(name), len(data), meaning, in_json=False)

    shown = (data[part.start : part.end].decode() for part in parts)
    assert [value for value in shown if value] == values


def test_closing_mark_of_json_begins_no_value() -> None:
    data = b'{"msg":"token: ","x":"abc"}'
    meaning = meaning_of(b"token")
    assert meaning is not None

    assert list(bare_credentials(data, 0, 8, 13, len(data), meaning, in_json=True)) == []
