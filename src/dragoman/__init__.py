"""Dragoman reads news about international politics and keeps the record.

>>> import dragoman
>>> record = dragoman.read("France condemned Mali's junta on Monday.", published="2022-01-31")
>>> [event.type for event in record.events]
['ACCUSE']

Everything a user needs is here; rooms hand their names on. Nothing is loaded before it is used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from dragoman.api import classify, code, import_events, match, read, read_many
    from dragoman.archive import Archive, open_archive
    from dragoman.coder import Coder
    from dragoman.framing import framing_of
    from dragoman.record import Record

_HOMES = {
    "read": "dragoman.api",
    "read_many": "dragoman.api",
    "code": "dragoman.api",
    "classify": "dragoman.api",
    "import_events": "dragoman.api",
    "match": "dragoman.api",
    "open_archive": "dragoman.archive",
    "Archive": "dragoman.archive",
    "Coder": "dragoman.coder",
    "Record": "dragoman.record",
    "framing_of": "dragoman.framing",
}

__all__ = [
    "Archive",
    "Coder",
    "Record",
    "__version__",
    "classify",
    "code",
    "framing_of",
    "import_events",
    "match",
    "open_archive",
    "read",
    "read_many",
]


def __getattr__(name: str) -> Any:
    """Public names load the room they live in when they are first used."""
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'dragoman' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
