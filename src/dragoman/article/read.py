"""The door of the room: any input becomes articles, and errors that are said and passed over."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

from dragoman.article.build import article_from_text
from dragoman.article.dates import is_iso_date
from dragoman.article.decoding import decode
from dragoman.article.detection import detect
from dragoman.article.limits import DEFAULT_LIMITS, Limits
from dragoman.article.packing import as_stream, chunks_of, read_whole, unpacked
from dragoman.article.page import article_from_page
from dragoman.article.rows import read_json, read_json_lines, read_table
from dragoman.errors import FormatError, InputError, UsageError
from dragoman.record import Article


def read_articles(
    source: str | Path | BinaryIO,
    *,
    published: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Iterator[Article | InputError]:
    """Every article in ``source``, in its order; what cannot be read comes as an ``InputError``.

    ``source`` is a file, an ``http(s)`` address (fetched only because it is named here), ``-``
    for standard input, or an open binary file. Its format is told by its content: plain text or
    a pasted page, HTML, JSON lines, JSON, CSV, WARC, RSS or Atom, each also packed with gzip or
    zstd. ``published`` (``YYYY-MM-DD``) wins over every date found.

    Nothing is raised once reading began, so one bad input or row never stops a batch.

    Raises:
        UsageError: ``published`` is no ISO date.
    """
    if published is not None and not is_iso_date(published):
        raise UsageError(f"{published!r} is no date; write it as YYYY-MM-DD, like 2023-01-20")
    return _guarded(source, published, limits)


def _guarded(
    source: str | Path | BinaryIO, published: str | None, limits: Limits
) -> Iterator[Article | InputError]:
    name = _name(source)
    try:
        with ExitStack() as stack:
            yield from _read(_opened(source, stack), name, published, limits)
    except InputError as error:
        yield error if error.source else error.at(name)
    except OSError as error:
        yield InputError(error.strerror or str(error), source=name)


def _read(
    stream: BinaryIO, name: str, published: str | None, limits: Limits
) -> Iterator[Article | InputError]:
    head, chunks = unpacked(chunks_of(stream), limits)
    match detect(head, name):
        case "jsonl":
            rows = as_stream(chunks)
            yield from read_json_lines(rows, source=name, published=published, limits=limits)
        case "csv":
            rows = as_stream(chunks)
            yield from read_table(rows, source=name, published=published, limits=limits)
        case "json":
            whole = read_whole(chunks, limits.input_bytes)
            yield from read_json(whole, source=name, published=published, limits=limits)
        case "html":
            whole = read_whole(chunks, limits.input_bytes)
            yield article_from_page(whole, published=published, limits=limits)
        case _:
            text = decode(read_whole(chunks, limits.input_bytes))
            yield article_from_text(text, published=published, limits=limits)


def _opened(source: str | Path | BinaryIO, stack: ExitStack) -> BinaryIO:
    if source == "-":
        return sys.stdin.buffer
    if isinstance(source, str | Path):
        path = Path(source)
        if path.is_dir():
            raise FormatError("a folder; name the files in it")
        return stack.enter_context(path.open("rb"))
    return source


def _name(source: str | Path | BinaryIO) -> str:
    if source == "-":
        return "standard input"
    if isinstance(source, str | Path):
        return str(source)
    name = getattr(source, "name", None)
    return name if isinstance(name, str) else "the given stream"
