"""Let long work say how far it is, and let somebody stop it."""


class Cancelled(Exception):
    """The user asked the work to stop; raised out of `Progress.report`."""


class Progress:
    """Watch a piece of long work. This one watches nothing; the window and the command line subclass it."""

    def report(self, done: int, total: int | None = None, note: str = "") -> None:
        """Say that `done` of `total` units (usually bytes) are through; raises `Cancelled` if it should stop."""
        if self.cancelled():
            raise Cancelled

    def cancelled(self) -> bool:
        """Answer whether the work should stop at the next good moment."""
        return False


UNWATCHED = Progress()
