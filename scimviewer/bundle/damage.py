"""Say in one sentence why a part of a bundle cannot be read."""

from scimviewer.errors import UserError
from scimviewer.event import Problem

# What xz and zstd say of a stream that looks back further than they may.
TOO_WIDE = ("memory usage limit", "too much memory")
LONGEST = 100  # characters of a name in a sentence


class BundleError(UserError):
    """A stream ends here because of damage or a limit; what was read before stays good."""

    @property
    def sentence(self) -> str:
        """The whole message: what happened and, where there is something, what to do."""
        return str(self)


def name_of(path: str) -> str:
    """The last part of a path in the bundle, as sentences call it; shortened, for it may be a thousand long."""
    name = path.rstrip("/").rpartition("/")[2] or path
    return name if len(name) <= LONGEST else name[: LONGEST - 1] + "…"


def about(path: str, predicate: str) -> BundleError:
    """An error whose sentence is the name of `path` and what is the matter with it."""
    return BundleError(f"{name_of(path)} {predicate}")


def problem(path: str, predicate: str) -> Problem:
    """The same sentence as a problem, for what is not handed out at all."""
    return Problem(path, None, None, f"{name_of(path)} {predicate}")


def cut(path: str) -> BundleError:
    """The bytes end before the thing does."""
    return about(path, "is cut off: it ends in the middle. Ask for it again; what came before is kept.")


def explained(path: str, error: Exception) -> BundleError:
    """Any exception that a parser or the disk raised while reading `path`, as a sentence."""
    if isinstance(error, BundleError):
        return error
    if isinstance(error, EOFError):
        return cut(path)
    if isinstance(error, PermissionError):
        return about(path, "cannot be opened: you are not allowed to read it.")
    if isinstance(error, MemoryError) or any(words in str(error).lower() for words in TOO_WIDE):
        return about(path, "needs more memory to unpack than a log does; unpack it and import the file.")
    if isinstance(error, OSError) and error.errno is not None:  # without a number it is bzip2's word for damage
        return about(path, f"could not be read: {error.strerror}.")
    return about(path, "is damaged. Ask for it again; what could be read before the damage is kept.")
