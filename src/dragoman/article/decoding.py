r"""Bytes become text: byte order marks, declared charsets, UTF-8, and good guesses, in this order.

Line endings become ``\n`` here and nowhere else; no other character is touched.
"""

from __future__ import annotations

import codecs
import re
from functools import cache

from dragoman.errors import FormatError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 200_000
# English in a single-byte charset has few bytes above 127 (quote marks, dashes, names).
_FEW = 0.04


def decode(data: bytes, declared: str | None = None) -> str:
    r"""The text of ``data`` with line endings as ``\n`` and without a byte order mark.

    Tries the byte order mark, the ``declared`` charset (from a page or an HTTP header), UTF-8,
    UTF-16 without a mark, windows-1252 when nearly all is ASCII, then charset-normalizer's guess.

    Raises:
        FormatError: no charset fits.
    """
    marked = bom_charset(data)
    candidates = [marked] if marked else [declared, "utf-8", _bare_utf16(data)]
    for charset in candidates:
        if charset and (text := _decoded(data, charset)) is not None:
            return with_newlines(text)
    for charset in (_few_high_bytes(data), _guessed(data), "cp1252", "latin-1"):
        if charset and (text := _decoded(data, charset)) is not None:
            return with_newlines(text)
    raise FormatError("no known character encoding fits; save it as UTF-8")


def bom_charset(data: bytes) -> str | None:
    """The charset that a byte order mark at the beginning names, if there is one."""
    return next((charset for bom, charset in _BOMS if data.startswith(bom)), None)


def with_newlines(text: str) -> str:
    r"""``text`` with ``\r\n`` and ``\r`` as ``\n``."""
    if "\r" not in text:
        return text
    return text.replace("\r\n", "\n").replace("\r", "\n")


def declared_charset(page: bytes) -> str | None:
    """The charset that an HTML page declares in its first bytes, if any."""
    found = _declaration().search(page[:4096])
    if not found:
        return None
    name = found.group(1).decode("ascii").lower()
    # Browsers read both as windows-1252 (WHATWG Encoding Standard, labels table).
    return "cp1252" if name in {"iso-8859-1", "latin1", "us-ascii", "ascii"} else name


@cache
def _declaration() -> re.Pattern[bytes]:
    return re.compile(
        rb"""(?:<meta[^>]{0,200}?charset|<\?xml[^>]{0,100}?encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""",
        re.IGNORECASE,
    )


def _decoded(data: bytes, charset: str) -> str | None:
    try:
        return data.decode(charset)
    except (UnicodeDecodeError, LookupError):
        return None


def _bare_utf16(data: bytes) -> str | None:
    sample = data[:2000]
    if len(sample) < 8 or b"\0" not in sample:
        return None
    half = len(sample) / 2
    if sample[1::2].count(0) > 0.7 * half:
        return "utf-16-le"
    if sample[0::2].count(0) > 0.7 * half:
        return "utf-16-be"
    return None


def _few_high_bytes(data: bytes) -> str | None:
    sample = data[:_SAMPLE]
    high = len(sample) - len(sample.decode("ascii", "ignore"))
    return "cp1252" if high <= _FEW * len(sample) else None


def _guessed(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    return best.encoding if best else None
