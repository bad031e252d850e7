"""Files as data sets ship them, made plain: unpacked, recognised, line ends mended.

GDELT ships zip, others gzip; some files end their lines with CR LF, some of POLECAT's have empty
cells too many at the end of each line. DuckDB then reads a plain file whose line numbers are the
original's.
"""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Protocol

from dragoman.article.limits import DEFAULT_LIMITS
from dragoman.article.packing import chunks_of, unpacked, with_head
from dragoman.errors import FormatError, InputError, TooLargeError, UsageError
from dragoman.exchange.formats import FORMATS, GDELT1, POLECAT, Format

LONGEST_LINE = 10_000_000
"""Bytes; what has longer lines is no table of events."""
_HEAD = 1 << 18
_BLOCK = 1 << 22
_ZIP = b"PK\x03\x04"
_PACKED = (b"\x1f\x8b", b"\x28\xb5\x2f\xfd")


class _Hash(Protocol):
    """What ``hashlib`` makes."""

    def update(self, data: bytes, /) -> None: ...


@dataclass(frozen=True)
class Reject:
    """A line (or object) that was set aside.

    Attributes:
        line: its number in the unpacked file, from 1.
        reason: what is wrong with it.
        text: the line itself; bytes that are no UTF-8 are replaced.
    """

    line: int
    reason: str
    text: str


@dataclass(frozen=True)
class Shape:
    """How a file is laid out.

    Attributes:
        format: what its lines follow; ``None`` for PLOVER's JSON.
        header: whether the first line names the columns.
        width: cells of a line: the format's columns, or 57 in GDELT 1.0 before April 2013, which
            has no SOURCEURL.
        surplus: whether lines have empty cells beyond these.
    """

    format: Format | None
    header: bool = False
    width: int = 0
    surplus: bool = False


@dataclass(frozen=True)
class Plain:
    """A file that is ready to be read.

    Attributes:
        source: what the user calls it; a member of a zip follows its file.
        path: where the plain lines are.
        sha256: of the unpacked bytes as they came.
        rejects: lines that do not fit; they are blank in ``path``.
    """

    source: str
    path: Path
    shape: Shape
    sha256: str
    rejects: tuple[Reject, ...] = ()


def plain_files(path: Path, folder: Path, format: str | None = None) -> Iterator[Plain]:
    """The file, or each member of a zip, ready to be read; copies go to ``folder``.

    Raises ``InputError`` for what cannot be unpacked or recognised and ``OSError`` for what
    cannot be opened.
    """
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    if head.startswith(_ZIP):
        yield from _members(path, folder, format)
    elif head.startswith(_PACKED):
        with path.open("rb") as stream:
            _, chunks = unpacked(chunks_of(stream), DEFAULT_LIMITS)
            yield _copied(str(path), chunks, folder, format)
    else:
        shape = recognise(head, format)
        digest = sha256()
        with path.open("rb") as stream:
            blocks = _blocks(iter(lambda: stream.read(_BLOCK), b""), shape, digest)
            # Every block is looked at, because the hash needs the whole file.
            tidy = sum(not _is_tidy(block, shape) for block in blocks) == 0
        if tidy:
            yield Plain(str(path), path, shape, digest.hexdigest())
            return
        with path.open("rb") as stream:
            yield _copied(str(path), chunks_of(stream), folder, format)


def _members(path: Path, folder: Path, format: str | None) -> Iterator[Plain]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = [one for one in archive.infolist() if not one.is_dir()]
            for member in members:
                source = str(path) if len(members) == 1 else f"{path}: {member.filename}"
                with archive.open(member) as stream:
                    chunks = _limited(chunks_of(stream), member.compress_size)  # type: ignore[arg-type]
                    yield _copied(source, chunks, folder, format)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise InputError(f"the zip cannot be unpacked: {error}") from error


def _limited(chunks: Iterator[bytes], packed: int) -> Iterator[bytes]:
    """The chunks, refusing what inflates like a decompression bomb."""
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > max(DEFAULT_LIMITS.inflation_floor, packed * DEFAULT_LIMITS.inflation):
            raise TooLargeError(f"unpacks to more than {DEFAULT_LIMITS.inflation} times its size")
        yield chunk


def _copied(source: str, chunks: Iterator[bytes], folder: Path, format: str | None) -> Plain:
    """A copy in ``folder`` with LF at the end of lines, and blanks for lines that do not fit."""
    head, chunks = with_head(chunks, _HEAD)
    shape = recognise(head, format)
    digest = sha256()
    rejects: list[Reject] = []
    line = 0
    with NamedTemporaryFile(dir=folder, delete=False) as target:
        for block in _blocks(chunks, shape, digest):
            tidy = _is_tidy(block, shape)
            target.write(block if tidy else _mended(block, line, shape, rejects))
            line += block.count(b"\n")
    return Plain(source, Path(target.name), shape, digest.hexdigest(), tuple(rejects))


def _blocks(chunks: Iterable[bytes], shape: Shape, digest: _Hash) -> Iterator[bytes]:
    """The bytes in blocks of whole lines; counts them into ``digest`` on the way.

    Raises ``FormatError`` for a line that is longer than any of a table.
    """
    rest: list[bytes] = []
    size = 0
    for chunk in chunks:
        digest.update(chunk)
        end = chunk.rfind(b"\n") + 1
        if end:
            yield b"".join([*rest, chunk[:end]])
            rest, size = [], 0
        rest.append(chunk[end:])
        size += len(chunk) - end
        if size > 2 * LONGEST_LINE and shape.format:
            raise FormatError(f"it has lines longer than {2 * LONGEST_LINE:,} bytes")
    if any(rest):
        yield b"".join(rest)


def _is_tidy(block: bytes, shape: Shape) -> bool:
    """Whether the lines can be read as they are, as far as a look at the whole block tells.

    Lines too short and too long may make up for each other here: DuckDB finds these.
    """
    if shape.format is None:
        return True
    lines = block.count(b"\n") + (not block.endswith(b"\n"))
    return block.count(b"\t") == lines * (shape.width - 1) and b"\r" not in block


def _mended(block: bytes, line: int, shape: Shape, rejects: list[Reject]) -> bytes:
    """The lines that fit, and blanks in place of the others; ``line`` lines stand before them.

    Lines that do not fit are taken out here and not left to DuckDB, which reports a short line
    once for each cell that it lacks: a damaged file would fill the memory.
    """
    lines = block.split(b"\n")
    for number, text in enumerate(lines, line + 1):
        fit = text.removesuffix(b"\r")
        while shape.surplus and fit.count(b"\t") >= shape.width and fit.endswith(b"\t"):
            fit = fit[:-1]
        cells = fit.count(b"\t") + 1
        reason = ""
        if b"\r" in fit:
            reason = "a carriage return splits the line"
        elif fit and cells != shape.width and not (shape.header and number == 1):
            reason = f"{cells} cells instead of {shape.width}"
        if reason:
            rejects.append(Reject(number, reason, fit.decode("utf-8", "replace")))
            fit = b""
        lines[number - line - 1] = fit
    return b"\n".join(lines)


def recognise(head: bytes, format: str | None = None) -> Shape:
    """The layout of a file that begins with ``head``; ``format`` is what the user says it is.

    Raises:
        UsageError: ``format`` is none that is known.
        FormatError: the lines are of no known format, or not of the one named.
    """
    if format is not None and format != "plover" and format not in FORMATS:
        raise UsageError(f"unknown format {format!r}; one of {', '.join([*FORMATS, 'plover'])}")
    text = head.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    if format == "plover" or (format is None and text.lstrip()[:1] in ("{", "[")):
        return Shape(None)
    lines = [one.removesuffix("\r").split("\t") for one in text.split("\n")]
    if len(head) >= _HEAD:
        lines.pop()
    lines = [one for one in lines if len(one) > 1]
    if not lines:
        raise FormatError(
            "no tab-separated lines and no JSON in it; formats that are read: "
            + ", ".join([*FORMATS, "plover"])
        )
    wanted = [FORMATS[format]] if format else list(FORMATS.values())
    for one in wanted:
        header = _is_header(lines[0], one)
        if one.header and format is None and not header:
            continue
        shape = _laid_out(lines[header:], one, header)
        if shape is not None:
            return shape
    cells = Counter(map(len, lines)).most_common(1)[0][0]
    known = ", ".join(f"{one.title} {len(one.columns)}" for one in wanted)
    raise FormatError(f"its lines have {cells} cells; these have: {known}")


def _is_header(cells: list[str], format: Format) -> bool:
    """Whether these are names of columns; some POLECAT files name more than there are."""
    names = [one.strip().strip('"').lower() for one in cells]
    columns = [one.lower() for one in format.columns]
    if format is POLECAT:
        return names[0] == "event id" and "actor name raw" in names
    return names[: len(columns)] == columns or (
        not format.header and names[0] == columns[0] and len(names) >= len(columns) - 1
    )


def _laid_out(lines: list[list[str]], format: Format, header: bool) -> Shape | None:
    """The layout that most of the lines have, where it is one of this format."""
    width = len(format.columns)
    if not lines:
        return Shape(format, header, width) if header else None
    cells = Counter(map(len, lines)).most_common(1)[0][0]
    if cells == width or (format is GDELT1 and cells == width - 1):
        return Shape(format, header, cells)
    long = [one for one in lines if len(one) > width]
    if format.header and cells > width and not any(any(one[width:]) for one in long):
        return Shape(format, header, width, surplus=True)
    return None
