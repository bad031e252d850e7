"""The names that rows of articles go by, and what is read from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dragoman.errors import FormatError

#: For each field of an article, the column names it goes by in corpora, first choice first.
COLUMNS: dict[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "fulltext", "full_text", "article_text", "maintext"),
    "id": ("id", "guid", "article_id", "doc_id", "docid", "uuid"),
    "title": ("title", "headline"),
    "url": ("url", "link", "source_url"),
    "outlet": ("outlet", "publisher", "publication", "source", "source_name", "sitename"),
    "byline": ("byline", "author", "authors"),
    "published": (
        "date",
        "published",
        "published_at",
        "publication_date",
        "publish_date",
        "date_publish",
        "pubdate",
        "datetime",
    ),
}
_LONGEST_ID = 1000


@dataclass(frozen=True, slots=True)
class Row:
    """What one row gives: its text, and the fields it has (``None`` where it has none)."""

    text: str
    id: str | None
    title: str | None
    url: str | None
    outlet: str | None
    byline: str | None
    published: str | None


def is_header(cells: Sequence[str]) -> bool:
    """Whether a table's first line names a text column and another known one."""
    names = {cell.strip().lower() for cell in cells}
    known = [field for field, columns in COLUMNS.items() if names.intersection(columns)]
    return "text" in known and len(known) > 1


def row_of(cells: Mapping[str, Any]) -> Row:
    """The row in ``cells``; names are matched without regard to case.

    Raises:
        FormatError: no text column, a text that is not a string, or an id that is no plain value.
    """
    named = {str(name).strip().lower(): value for name, value in cells.items()}
    text = next((named[name] for name in COLUMNS["text"] if name in named), None)
    if text is None:
        had = ", ".join(list(named)[:10]) or "none"
        raise FormatError(f'a row needs a column "text"; it has: {had}')
    if not isinstance(text, str):
        raise FormatError(f'"text" must be a string, not {type(text).__name__}')
    return Row(
        text=text,
        id=_id(named),
        title=_plain(named, "title"),
        url=_plain(named, "url"),
        outlet=_plain(named, "outlet"),
        byline=_plain(named, "byline"),
        published=_plain(named, "published"),
    )


def _id(named: Mapping[str, Any]) -> str | None:
    # A given id is kept to the letter, blanks and all: it is the user's key.
    for name in COLUMNS["id"]:
        value = named.get(name)
        if value is None or value == "":
            continue
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise FormatError(f'"{name}" must be a string or a number')
        if len(str(value)) > _LONGEST_ID:
            raise FormatError(f'"{name}" is longer than {_LONGEST_ID} characters')
        return str(value)
    return None


def _plain(named: Mapping[str, Any], field: str) -> str | None:
    for name in COLUMNS[field]:
        value = named.get(name)
        if isinstance(value, list):
            value = ", ".join(part for part in value if isinstance(part, str))
        elif isinstance(value, Mapping):
            value = value.get("name")
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if isinstance(value, str) and value.strip():
            return value.strip()
    return None
