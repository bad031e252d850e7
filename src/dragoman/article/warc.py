"""WARC files: an article for each page that a crawler stored, by warcio."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from dragoman.article.build import article_from_text
from dragoman.article.decoding import decode
from dragoman.article.limits import Limits
from dragoman.article.page import article_from_page
from dragoman.errors import FormatError, InputError, TooLargeError
from dragoman.record import Article

_KINDS = {"response", "resource", "conversion"}
_OK = "200"


def read_warc(
    stream: io.RawIOBase, *, source: str, published: str | None, limits: Limits
) -> Iterator[Article | InputError]:
    """The stored pages, in order, with their addresses.

    Requests, metadata, error pages, images, scripts and the like are no articles and are passed
    over; a page that cannot be read is an error that names its address.
    """
    for record in _records(stream, source):
        if isinstance(record, InputError):
            yield record
        elif media := _media(record):
            address = record.rec_headers.get_header("WARC-Target-URI")
            try:
                yield _article(record, media, address, published, limits)
            except InputError as error:
                yield error.at(f"{source}, {address}")


def _records(stream: io.RawIOBase, source: str) -> Iterator[Any]:
    """The records, and an error in place of the first that warcio cannot find its way through."""
    from warcio.archiveiterator import ArchiveIterator

    records = iter(ArchiveIterator(stream))
    while True:
        try:
            record = next(records, None)
        except InputError:
            raise
        except Exception as error:  # on damaged headers warcio raises errors of many types
            yield FormatError(f"the archive is damaged from here on: {error}", source=source)
            return
        if record is None:
            return
        yield record


def _media(record: Any) -> tuple[str, str | None] | None:
    """The media type and charset of a record that may be an article."""
    if record.rec_type not in _KINDS:
        return None
    headers = record.http_headers or record.rec_headers
    if record.rec_type == "response" and (
        record.http_headers is None or record.http_headers.get_statuscode() != _OK
    ):
        return None
    declared = (headers.get_header("Content-Type") or "").lower()
    media, _, rest = declared.partition(";")
    if media.strip() not in {"text/html", "application/xhtml+xml", "text/plain"}:
        return None
    charset = rest.partition("charset=")[2].strip(" \"';") or None
    return media.strip(), charset


def _article(
    record: Any,
    media: tuple[str, str | None],
    address: str | None,
    published: str | None,
    limits: Limits,
) -> Article:
    packing = _header(record, "Content-Encoding")
    if packing not in {"", "identity", "gzip", "x-gzip", "deflate"}:
        raise FormatError(f"stored packed with {packing}, which is not read")
    data = record.content_stream().read(limits.input_bytes + 1)
    if len(data) > limits.input_bytes:
        raise TooLargeError(f"a page of more than {limits.input_bytes // 1_000_000} MB")
    if not packing and _header(record, "Transfer-Encoding") != "chunked" and _missing(record):
        raise FormatError(f"the record ends {_missing(record)} bytes too early")
    kind, charset = media
    if kind != "text/plain":
        return article_from_page(
            data, url=address, charset=charset, published=published, limits=limits
        )
    return article_from_text(decode(data, charset), url=address, published=published, limits=limits)


def _header(record: Any, name: str) -> str:
    headers = record.http_headers
    return (headers.get_header(name) or "").lower() if headers else ""


def _missing(record: Any) -> int:
    """Bytes that the record announces and does not have."""
    return int(getattr(record.raw_stream, "limit", 0))
