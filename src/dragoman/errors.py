"""Everything that Dragoman raises on purpose.

::

    DragomanError                 catch this to catch them all
    ├── InputError                one input cannot be read; a batch lists it and goes on
    │   ├── EmptyInputError       nothing to read in it
    │   ├── TooLargeError         beyond the limits on size or depth
    │   ├── FormatError           not the format it claims to be, or no known format
    │   └── FetchError            a URL that could not or must not be fetched
    ├── DataError                 a user's own data file (actors, gazetteer) is malformed
    ├── ModelError                the model in the package is missing or damaged
    ├── ArchiveError              an archive cannot be opened, written or understood
    └── UsageError                a call that makes no sense: a bad option or argument

Every message says what was wrong, where, and what to do about it.
"""

from __future__ import annotations

from typing import Self


class DragomanError(Exception):
    """Base of every exception that Dragoman raises on purpose."""


class InputError(DragomanError):
    """One input cannot be turned into an article.

    Attributes:
        source: what the user called the input (a path, a URL, ``line 12 of news.jsonl``).
        code: a short stable word for the reason, for tables and tests.
    """

    code = "unreadable"

    def __init__(self, message: str, *, source: str = "") -> None:
        super().__init__(f"{source}: {message}" if source else message)
        self.source = source
        self.reason = message

    def at(self, source: str) -> Self:
        """The same error, said of ``source``."""
        return type(self)(self.reason, source=source)


class EmptyInputError(InputError):
    """There is nothing to read: no bytes, or nothing left after boilerplate."""

    code = "empty"


class TooLargeError(InputError):
    """The input is larger or nested deeper than the limits allow."""

    code = "too-large"


class FormatError(InputError):
    """The input is not what it claims to be, or of no format that Dragoman reads."""

    code = "format"


class FetchError(InputError):
    """A URL could not be fetched, or must not be (scheme, private address)."""

    code = "fetch"


class DataError(DragomanError):
    """A data file given by the user is malformed; the message names file, line and column."""


class ModelError(DragomanError):
    """The model that ships in the package is missing, damaged or of another version."""


class ArchiveError(DragomanError):
    """An archive cannot be opened, written or understood."""


class UsageError(DragomanError):
    """A call that makes no sense as given: an unknown option, a date that is none."""
