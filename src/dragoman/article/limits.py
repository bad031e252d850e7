"""How much of one input is read: pages are hostile until shown otherwise."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one input.

    A format of many articles (JSON lines, CSV, WARC) is streamed, so its length is not bounded;
    each of its rows is.

    Attributes:
        input_bytes: a whole input of one article, a feed, or one row, after decompression.
        text_chars: the text of one article, in code points.
        html_bytes: one HTML page without its inlined ``data:`` images; extraction takes about
            a second for each million bytes.
        tag_bytes: one HTML tag; parsers take quadratic time over its attributes.
        inflation: unpacked over packed bytes, looked at once ``inflation_floor`` bytes came out.
            News text packs 3 to 10 times, a decompression bomb about a thousand times.
    """

    input_bytes: int = 20_000_000
    text_chars: int = 2_000_000
    html_bytes: int = 5_000_000
    tag_bytes: int = 32_000
    inflation: int = 200
    inflation_floor: int = 64_000_000


DEFAULT_LIMITS = Limits()
