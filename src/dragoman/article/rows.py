"""JSON lines, JSON and CSV: an article a row, a bad row said and passed over."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

import msgspec

from dragoman.article.build import article_from_text
from dragoman.article.columns import row_of
from dragoman.article.decoding import bom_charset, decode
from dragoman.article.detection import header_of
from dragoman.article.limits import Limits
from dragoman.errors import FormatError, InputError, TooLargeError
from dragoman.record import Article


def read_json_lines(
    stream: io.BufferedReader, *, source: str, published: str | None, limits: Limits
) -> Iterator[Article | InputError]:
    """An article a line; blank lines are passed over. Errors name ``source`` and the line."""
    for number, line in enumerate(_lines(stream, limits.input_bytes), 1):
        where = f"{source}, line {number}"
        if isinstance(line, InputError):
            yield line.at(where)
        elif row := line.strip():
            yield _from_json(row, where, published, limits)


def read_json(
    data: bytes, *, source: str, published: str | None, limits: Limits
) -> Iterator[Article | InputError]:
    """A JSON file that is one row or a list of rows; raises ``FormatError`` on anything else."""
    whole = _parsed(decode(data))
    rows = whole if isinstance(whole, list) else [whole]
    for number, row in enumerate(rows, 1):
        yield _from_cells(row, f"{source}, row {number}", published, limits)


def read_table(
    stream: io.BufferedReader, *, source: str, published: str | None, limits: Limits
) -> Iterator[Article | InputError]:
    """An article a row of a table with a header; comma, semicolon, tab or bar between columns.

    Raises:
        FormatError: no header with a text column.
    """
    # One limit for the whole process, 131,072 unless raised: less than a long article.
    csv.field_size_limit(max(csv.field_size_limit(), limits.input_bytes))
    lines = _text_lines(stream, limits.input_bytes)
    header, delimiter = header_of(next(lines, ""))
    row_of(dict.fromkeys(header, ""))
    rows = csv.reader(lines, delimiter=delimiter)
    while True:
        where = f"{source}, line {rows.line_num + 2}"
        try:
            cells = next(rows, None)
        except (csv.Error, TooLargeError) as error:
            yield FormatError(f"{error}; the rows from here on are not read", source=where)
            return
        if cells is None:
            return
        if len(cells) > len(header):
            what = f"{len(cells)} columns under a header of {len(header)}; is a text not quoted?"
            yield FormatError(what, source=where)
        elif any(cells):
            yield _from_cells(dict(zip(header, cells, strict=False)), where, published, limits)


def _from_json(
    line: bytes | str, where: str, published: str | None, limits: Limits
) -> Article | InputError:
    try:
        cells = _parsed(line)
    except InputError as error:
        return error.at(where)
    return _from_cells(cells, where, published, limits)


def _from_cells(
    cells: Any, where: str, published: str | None, limits: Limits
) -> Article | InputError:
    try:
        if not isinstance(cells, dict):
            raise FormatError('a row must be a JSON object, like {"text": "…"}')
        row = row_of(cells)
        return article_from_text(
            row.text,
            id=row.id,
            url=row.url,
            outlet=row.outlet,
            title=row.title,
            byline=row.byline,
            published=published or row.published,
            limits=limits,
        )
    except InputError as error:
        return error.at(where)


def _parsed(line: bytes | str) -> Any:
    try:
        return msgspec.json.decode(line)
    except UnicodeDecodeError:
        return _parsed(decode(line)) if isinstance(line, bytes) else None
    except msgspec.DecodeError as error:
        what = str(error)
        if "truncated" in what:
            what = "it ends in the middle; was it downloaded or written only in part?"
        raise FormatError(f"no valid JSON: {what}") from None
    except RecursionError:
        raise TooLargeError("JSON nested too deep to be an article") from None


def _lines(stream: io.BufferedReader, limit: int) -> Iterator[bytes | str | InputError]:
    """The lines of a stream; one beyond ``limit`` becomes an error and is passed over."""
    charset = bom_charset(stream.peek(4)[:4])
    if charset and charset != "utf-8-sig":
        yield from io.TextIOWrapper(stream, charset, errors="replace")
        return
    if charset:
        stream.read(3)
    while line := stream.readline(limit):
        if len(line) == limit and not line.endswith(b"\n"):
            while (rest := stream.readline(limit)) and not rest.endswith(b"\n"):
                pass
            yield TooLargeError(f"a line of more than {limit // 1_000_000} MB")
        else:
            yield line


def _text_lines(stream: io.BufferedReader, limit: int) -> Iterator[str]:
    for line in _lines(stream, limit):
        if isinstance(line, InputError):
            raise line
        yield line if isinstance(line, str) else _decoded(line)


def _decoded(line: bytes) -> str:
    # Line by line, as the rows stream: what is not UTF-8 is windows-1252 in practice.
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace")
