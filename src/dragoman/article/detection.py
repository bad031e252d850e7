"""What an input is, by its first bytes and by its name."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import PurePath
from typing import Literal, TypeAlias

from dragoman.article.columns import is_header
from dragoman.article.decoding import bom_charset
from dragoman.errors import EmptyInputError, FormatError

Format: TypeAlias = Literal["text", "html", "jsonl", "json", "csv", "warc", "feed"]

_OTHERS = (
    (b"%PDF", "a PDF; extract its text first"),
    (b"PK\x03\x04", "a ZIP archive or an Office document; unpack it or save it as text first"),
    (b"\xd0\xcf\x11\xe0", "an old Office document; save it as text first"),
    (b"{\\rtf", "a rich text file; save it as plain text first"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"BZh", "packed with bzip2; unpack it, or pack it with gzip or zstd"),
    (b"\xfd7zXZ", "packed with xz; unpack it, or pack it with gzip or zstd"),
    (b"7z\xbc\xaf", "packed with 7-Zip; unpack it, or pack it with gzip or zstd"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "a database; export its rows as CSV"),
    (b"PAR1", "a Parquet file; write it as JSON lines or CSV"),
)
_SUFFIXES: dict[str, Format] = {
    ".csv": "csv",
    ".tsv": "csv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".txt": "text",
}
_PACKED = {".gz", ".zst", ".zstd", ".gzip"}
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def detect(head: bytes, name: str = "") -> Format:
    """The format of an input that begins with ``head`` and is called ``name``.

    The content decides; the name only where the content leaves a choice (a table without a
    known header, a page without its first tags).

    Raises:
        EmptyInputError: nothing but blanks.
        FormatError: binary data, with a word on what it is.
    """
    _refuse_binary(head)
    text = _glance(head)
    begin = text[:2000].lstrip("\ufeff \t\r\n")
    if not begin:
        if not text.strip("\ufeff \t\r\n\0"):
            raise EmptyInputError("there is nothing in it but blanks")
        begin = text.lstrip("\ufeff \t\r\n")[:2000]
    named = _named(name)
    if begin.startswith("WARC/"):
        return "warc"
    if begin[0] == "{" and named != "text":
        return "jsonl" if _is_json_lines(text) else "json"
    if begin[0] == "[" and _json_array().match(begin) and named in (None, "jsonl"):
        return "json"
    if begin[0] == "<":
        if _feed().search(begin):
            return "feed"
        if named != "text" and _page().match(begin):
            return "html"
    if named in ("csv", "html", "jsonl"):
        return named
    if named is None and is_header(_first_row(begin)):
        return "csv"
    return "text"


def _refuse_binary(head: bytes) -> None:
    for magic, what in _OTHERS:
        if head.startswith(magic):
            raise FormatError(f"this is {what}")
    if bom_charset(head):
        return
    sample = head[:8192]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if even + odd and max(even, odd) < 0.35 * len(sample):
        raise FormatError("binary data, not text (it holds NUL bytes)")
    controls = len(_CONTROLS.findall(sample.decode("latin-1"))) - even - odd
    if controls > 0.02 * len(sample):
        raise FormatError("binary data, not text (it is full of control characters)")


def _glance(head: bytes) -> str:
    """The head as text, near enough to see its format."""
    charset = bom_charset(head)
    if charset:
        return head.decode(charset, "replace")
    return head.replace(b"\0", b"").decode("utf-8", "replace")


def _named(name: str) -> Format | None:
    path = PurePath(name.partition("?")[0])
    suffixes = [suffix.lower() for suffix in path.suffixes]
    while suffixes and suffixes[-1] in _PACKED:
        suffixes.pop()
    return _SUFFIXES.get(suffixes[-1]) if suffixes else None


def _is_json_lines(text: str) -> bool:
    """A JSON object a line, rather than one object laid out over several lines."""
    first, _, rest = text.strip().partition("\n")
    return not rest.strip() or first.rstrip().endswith("}")


def _first_row(begin: str) -> list[str]:
    line = re.split(r"[\r\n]", begin, maxsplit=1)[0]
    return header_of(line)[0] if len(line) <= 1000 else []


def header_of(line: str) -> tuple[list[str], str]:
    """The column names in a table's first line, and the separator: comma, semicolon, tab or bar.

    No names where the line is none of a table.
    """
    delimiter = max(",;\t|", key=line.count)
    try:
        return next(csv.reader([line], delimiter=delimiter), []), delimiter
    except csv.Error:
        return [], delimiter


@cache
def _json_array() -> re.Pattern[str]:
    return re.compile(r"\[\s*(\{|\])")


@cache
def _feed() -> re.Pattern[str]:
    return re.compile(r"<(rss|feed|rdf:RDF)[\s>]", re.IGNORECASE)


@cache
def _page() -> re.Pattern[str]:
    tags = r"!doctype|!--|html|head|body|meta|title|article|main|section|div|p|h[1-6]|span|\?xml"
    return re.compile(rf"<({tags})[\s>/-]", re.IGNORECASE)
