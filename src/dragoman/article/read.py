"""The door of the room: any input becomes articles, and errors that are said and passed over."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from dragoman.article.build import article_from_text
from dragoman.article.dates import is_iso_date
from dragoman.article.decoding import decode
from dragoman.article.detection import detect
from dragoman.article.feed import read_feed
from dragoman.article.fetch import DEFAULT_POLICY, Fetched, FetchPolicy, fetch, is_address
from dragoman.article.limits import DEFAULT_LIMITS, Limits
from dragoman.article.packing import as_lines, as_raw, chunks_of, read_whole, unpacked
from dragoman.article.page import article_from_page
from dragoman.article.rows import read_json, read_json_lines, read_table
from dragoman.article.warc import read_warc
from dragoman.errors import FormatError, InputError, UsageError
from dragoman.record import Article


def read_articles(
    source: str | Path | BinaryIO,
    *,
    published: str | None = None,
    policy: FetchPolicy = DEFAULT_POLICY,
    limits: Limits = DEFAULT_LIMITS,
) -> Iterator[Article | InputError]:
    """Every article in ``source``, in its order; what cannot be read comes as an ``InputError``.

    ``source`` is a file, an ``http(s)`` address (fetched, within ``policy``, only because it is
    named here), ``-`` for standard input, or an open binary file. Its format is told by its
    content: plain text or a pasted page, HTML, JSON lines, JSON, CSV, WARC, RSS or Atom, each
    also packed with gzip or zstd. ``published`` (``YYYY-MM-DD``) wins over every date found.

    Nothing is raised once reading began, so one bad input or row never stops a batch.

    Raises:
        UsageError: ``published`` is no ISO date.
    """
    if published is not None and not is_iso_date(published):
        raise UsageError(f"{published!r} is no date; write it as YYYY-MM-DD, like 2023-01-20")
    return _guarded(source, published, policy, limits)


def _guarded(
    source: str | Path | BinaryIO, published: str | None, policy: FetchPolicy, limits: Limits
) -> Iterator[Article | InputError]:
    name = _name(source)
    try:
        if isinstance(source, str) and is_address(source):
            page = fetch(source, policy)
            yield from _read([page.data], name, published, limits, page)
        else:
            with ExitStack() as stack:
                stream = _opened(source, stack)
                yield from _read(chunks_of(stream), name, published, limits)
    except InputError as error:
        yield error if error.source else error.at(name)
    except OSError as error:
        yield InputError(error.strerror or str(error), source=name)


def _read(
    chunks: Iterable[bytes],
    name: str,
    published: str | None,
    limits: Limits,
    page: Fetched | None = None,
) -> Iterator[Article | InputError]:
    head, chunks = unpacked(chunks, limits)
    url, charset = (page.url, page.charset) if page else (None, None)
    found = detect(head, urlsplit(url).path if url else name)
    match found:
        case "jsonl" | "csv":
            read = read_json_lines if found == "jsonl" else read_table
            yield from read(as_lines(chunks), source=name, published=published, limits=limits)
        case "warc":
            yield from read_warc(as_raw(chunks), source=name, published=published, limits=limits)
        case "json" | "feed":
            data = read_whole(chunks, limits.input_bytes)
            read_all = read_json if found == "json" else read_feed
            yield from read_all(data, source=name, published=published, limits=limits)
        case "html":
            data = read_whole(chunks, limits.input_bytes)
            yield article_from_page(
                data, url=url, charset=charset, published=published, limits=limits
            )
        case "text":
            text = decode(read_whole(chunks, limits.input_bytes), charset)
            yield article_from_text(text, url=url, published=published, limits=limits)


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
