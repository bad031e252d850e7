"""Bytes in chunks, unpacked on the way: gzip and zstd, one inside another, bombs refused.

An input is an iterator of byte chunks everywhere in this room, so that 50 MB of rows are never
in memory at once.
"""

from __future__ import annotations

import io
import itertools
import sys
import zlib
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from dragoman.article.limits import Limits
from dragoman.errors import FormatError, InputError, TooLargeError

HEAD_BYTES = 1 << 16
_CHUNK = 1 << 16
_LAYERS = 3
_GZIP = b"\x1f\x8b"
_ZSTD = b"\x28\xb5\x2f\xfd"
_ZSTD_WINDOW = 27
"""Binary logarithm of the memory that a zstd frame may ask for."""
_BROKEN = "the {name} data {what}; was it downloaded only in part? Fetch or pack it again"


def chunks_of(stream: BinaryIO) -> Iterator[bytes]:
    """The stream's bytes as they come; text streams are taken as UTF-8."""
    while data := stream.read(_CHUNK):
        yield data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data


def with_head(chunks: Iterable[bytes], size: int = HEAD_BYTES) -> tuple[bytes, Iterator[bytes]]:
    """The first ``size`` bytes (or all there are), and the whole sequence again.

    Data that breaks off within the head is an error only once the reader gets there.
    """
    rest = iter(chunks)
    head = b""
    try:
        for chunk in rest:
            head += chunk
            if len(head) >= size:
                break
    except InputError as error:
        if not head:
            raise
        rest = _raising(error)
    return head[:size], itertools.chain([head], rest)


def _raising(error: InputError) -> Iterator[bytes]:
    raise error
    yield b""


def unpacked(chunks: Iterable[bytes], limits: Limits) -> tuple[bytes, Iterator[bytes]]:
    """The head and the chunks below every layer of gzip and zstd.

    Raises:
        FormatError: packed data that is damaged or ends too early (possibly while iterating).
        TooLargeError: a decompression bomb, or more than three layers.
    """
    head, chunks = with_head(chunks)
    for _ in range(_LAYERS):
        if head.startswith(_GZIP):
            chunks = _gunzip(chunks, limits)
        elif head.startswith(_ZSTD):
            chunks = _unzstd(chunks, limits)
        else:
            return head, chunks
        head, chunks = with_head(chunks)
    raise TooLargeError(f"packed more than {_LAYERS} times over; unpack it first")


def read_whole(chunks: Iterable[bytes], limit: int) -> bytes:
    """All bytes together; raises ``TooLargeError`` beyond ``limit``."""
    parts: list[bytes] = []
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > limit:
            raise TooLargeError(
                f"more than {limit // 1_000_000} MB in one article; "
                "split it, or give many articles as JSON lines, CSV or WARC"
            )
        parts.append(chunk)
    return b"".join(parts)


class _Chunked(io.RawIOBase):
    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._left:
            chunk = next(self._chunks, None)
            if chunk is None:
                return 0
            self._left = chunk
        size = min(len(buffer), len(self._left))
        buffer[:size] = self._left[:size]
        self._left = self._left[size:]
        return size


def as_raw(chunks: Iterator[bytes]) -> io.RawIOBase:
    """The chunks as an unbuffered file: a read gives what there is before it meets an error."""
    return _Chunked(chunks)


def as_lines(chunks: Iterator[bytes]) -> io.BufferedReader:
    """The chunks as a buffered file; errors while unpacking come through as they are."""
    return io.BufferedReader(_Chunked(chunks), _CHUNK)


class _Inflation:
    """Counts bytes in and out and refuses what swells beyond the limit."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self.packed = 0
        self.unpacked = 0

    def count(self, data: bytes) -> bytes:
        self.unpacked += len(data)
        limits = self._limits
        if (
            self.unpacked > limits.inflation_floor
            and self.unpacked > limits.inflation * self.packed
        ):
            raise TooLargeError(
                f"{self.packed} packed bytes swell to more than {self.unpacked}: "
                "a decompression bomb; unpack it yourself if you trust it"
            )
        return data


def _gunzip(chunks: Iterable[bytes], limits: Limits) -> Iterator[bytes]:
    seen = _Inflation(limits)
    unpacker = zlib.decompressobj(wbits=31)
    for chunk in chunks:
        seen.packed += len(chunk)
        data = chunk
        while data:
            if unpacker.eof:
                data = data.lstrip(b"\0")  # archivers pad the last member with zeros
                if not data:
                    break
                unpacker = zlib.decompressobj(wbits=31)
            try:
                out = unpacker.decompress(data, _CHUNK)
            except zlib.error:
                raise FormatError(_BROKEN.format(name="gzip", what="is damaged")) from None
            if out:
                yield seen.count(out)
            data = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
    if not unpacker.eof:
        yield from _rest_of(unpacker, seen)
    if not unpacker.eof:
        raise FormatError(_BROKEN.format(name="gzip", what="ends in the middle"))


def _rest_of(unpacker: zlib._Decompress, seen: _Inflation) -> Iterator[bytes]:
    # The last call may have filled its output exactly, with more still inside.
    while out := unpacker.decompress(b"", _CHUNK):
        yield seen.count(out)


def _unzstd(chunks: Iterable[bytes], limits: Limits) -> Iterator[bytes]:
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd

    seen = _Inflation(limits)
    options = {int(zstd.DecompressionParameter.window_log_max): _ZSTD_WINDOW}
    unpacker = zstd.ZstdDecompressor(options=options)
    for data in chunks:
        seen.packed += len(data)
        while data or not unpacker.needs_input:
            if unpacker.eof:
                unpacker = zstd.ZstdDecompressor(options=options)
            try:
                out = unpacker.decompress(data, _CHUNK)
            except zstd.ZstdError:
                raise FormatError(_BROKEN.format(name="zstd", what="is damaged")) from None
            if out:
                yield seen.count(out)
            data = unpacker.unused_data if unpacker.eof else b""
            if unpacker.eof and not data:
                break
    if not unpacker.eof:
        raise FormatError(_BROKEN.format(name="zstd", what="ends in the middle"))
