"""What the user can mend is told as it stands."""

from __future__ import annotations

from scimviewer.errors import UserError


def test_the_message_is_the_sentence() -> None:
    assert str(UserError("The disk is full.")) == "The disk is full."
    assert not issubclass(UserError, OSError | ValueError)
