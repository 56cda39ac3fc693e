"""Tell the person at the keyboard what went wrong and what to do."""


class UserError(Exception):
    """Something the user can act on; the message is shown as it stands, without a traceback."""

    hint = ""  # what would help, where that is another sentence
