"""Hostile and broken inputs: a clear error for that input, in bounded time and memory."""

from __future__ import annotations

import gzip
import io
import json
import sys
import time
import tracemalloc
import zlib
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.article import Limits, read_articles
from dragoman.errors import EmptyInputError, FormatError, InputError, TooLargeError
from dragoman.record import Article

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

TEXT = "The foreign minister of Examplia said that the talks with the others would go on. " * 20


def only_error(data: bytes, limits: Limits | None = None) -> InputError:
    (error,) = read_articles(io.BytesIO(data), limits=limits or Limits())
    assert isinstance(error, InputError), error
    assert error.source == "the given stream" and len(error.reason) > 15
    return error


@pytest.mark.parametrize("data", [b"", b" \n\n", b"\xef\xbb\xbf", gzip.compress(b"")])
def test_empty_inputs(data: bytes) -> None:
    assert isinstance(only_error(data), EmptyInputError)


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7 and so on",
        b"PK\x03\x04 a document",
        b"\x89PNG\r\n\x1a\n",
        bytes(range(256)) * 100,
        b"text with \0 in it " * 30,
        b"\x01\x02\x03\x04 text " * 50,
        b"SQLite format 3\0",
    ],
)
def test_binary_inputs(data: bytes) -> None:
    assert isinstance(only_error(data), FormatError)


def test_half_downloaded_inputs() -> None:
    packed = gzip.compress(TEXT.encode() * 50)
    framed = zstd.compress(TEXT.encode() * 50)
    page = f"<html><body><article><h1>Talks</h1><p>{TEXT}</p></article></body></html>".encode()
    for data in (packed[:-10], packed[: len(packed) // 2], framed[:-10], page[:-30], page[:300]):
        error = only_error(data)
        assert isinstance(error, FormatError)
        assert "only in part" in error.reason
    damaged = bytearray(packed)
    damaged[len(damaged) // 2] ^= 0xFF
    assert isinstance(only_error(bytes(damaged)), FormatError)


def test_rows_before_the_break_of_a_packed_file_are_kept() -> None:
    rows = b"".join(
        json.dumps({"id": n, "text": f"{n} {TEXT}"}).encode() + b"\n" for n in range(500)
    )
    found = list(read_articles(io.BytesIO(gzip.compress(rows)[:-20])))
    assert isinstance(found[-1], FormatError)
    assert len([f for f in found if isinstance(f, Article)]) > 400


def test_text_decoded_with_the_wrong_encoding_is_reported() -> None:
    lost = TEXT.replace("i", "\ufffd").encode()
    assert "U+FFFD" in only_error(lost).reason


@pytest.mark.parametrize("compress", [gzip.compress, zstd.compress])
def test_a_bomb_is_refused_in_bounded_memory(compress: Callable[[bytes], bytes]) -> None:
    whole, rows = compress(b"a word " * 20_000_000), compress(b'{"text": ""}\n' * 400_000)
    tracemalloc.start()
    assert isinstance(only_error(whole), TooLargeError)
    assert tracemalloc.get_traced_memory()[1] < 100_000_000
    tracemalloc.stop()
    *_, error = read_articles(io.BytesIO(rows), limits=Limits(inflation_floor=1_000_000))
    assert isinstance(error, TooLargeError) and "bomb" in error.reason


def test_packed_over_and_over() -> None:
    data = TEXT.encode()
    for _ in range(5):
        data = gzip.compress(data)
    assert isinstance(only_error(data), TooLargeError)


@pytest.mark.parametrize(
    "page",
    [
        "<html><body>"
        + "<div>" * 100_000
        + f"<p>{TEXT}</p>"
        + "</div>" * 100_000
        + "</body></html>",
        "<html><body><div "
        + " ".join(f'a{n}="x"' for n in range(100_000))
        + "></div></body></html>",
        "<html><body>" + f"<p>{TEXT}</p>" * 4000 + "</body></html>",
    ],
    ids=["deep", "attributes", "large"],
)
def test_hostile_pages_are_refused_quickly(page: str) -> None:
    begin = time.perf_counter()
    assert isinstance(only_error(page.encode()), TooLargeError)
    assert time.perf_counter() - begin < 5


def test_pages_that_only_look_hostile_are_read() -> None:
    image = f'<img src="data:image/png;base64,{"A" * 3_000_000}">'
    page = f"<html><body><article>{image}<p>{TEXT}</p>{'<!--' * 1000}--></article></body></html>"
    (article,) = read_articles(io.BytesIO(page.encode()))
    assert isinstance(article, Article) and article.text.startswith("The foreign minister")


def test_deeply_nested_json_is_an_error_of_its_row() -> None:
    deep = '{"text": ' + "[" * 100_000 + "]" * 100_000 + "}"
    fine = json.dumps({"text": TEXT})
    unused = '{"text": "Talks go on.", "x": ' + "[" * 100_000 + "]" * 100_000 + "}"
    found = list(read_articles(io.BytesIO("\n".join([deep, unused, fine]).encode())))
    assert [type(f) for f in found] == [TooLargeError, TooLargeError, Article]


def test_entities_of_a_feed_are_not_unfolded() -> None:
    levels = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(12))
    feed = f"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "ha">{levels}]>
    <rss version="2.0"><channel><item><title>&e12;</title></item></channel></rss>"""
    assert "entities" in only_error(feed.encode()).reason


def test_a_row_beyond_the_limit_is_passed_over() -> None:
    limits = Limits(input_bytes=100_000)
    long = json.dumps({"text": "word " * 100_000})
    data = "\n".join([long, json.dumps({"text": TEXT})]).encode()
    found = list(read_articles(io.BytesIO(data), limits=limits))
    assert [type(f) for f in found] == [TooLargeError, Article]
    assert isinstance(found[0], TooLargeError) and found[0].source.endswith("line 1")


def test_fifty_megabytes_of_rows_are_streamed() -> None:
    line = json.dumps({"text": TEXT, "html": "x" * 60_000}).encode() + b"\n"
    count = 50_000_000 // len(line)
    given_out = 0

    class Rows(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            nonlocal given_out
            if given_out == count:
                return 0
            given_out += 1
            buffer[: len(line)] = line
            return len(line)

    articles = read_articles(Rows())  # type: ignore[arg-type]
    assert isinstance(next(articles), Article)
    assert given_out < 5
    assert sum(isinstance(found, Article) for found in articles) == count - 1


def test_an_unclosed_quote_in_a_table_is_said() -> None:
    data = f'id,text\n1,"{TEXT}"\n2,"{TEXT}\n3,{TEXT}\n'.encode()
    found = list(read_articles(io.BytesIO(data)))
    assert isinstance(found[0], Article) and len(found) == 2


def sources() -> Iterator[st.SearchStrategy[bytes]]:
    seeds = [
        TEXT.encode(),
        json.dumps({"text": TEXT}).encode(),
        f"<html><body><p>{TEXT}</p></body></html>".encode(),
        f'<rss version="2.0"><channel><item><title>{TEXT}</title></item></channel></rss>'.encode(),
        f"id,text\n1,{TEXT}\n".encode(),
        gzip.compress(TEXT.encode()),
        zstd.compress(TEXT.encode()),
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999\r\n\r\nHTTP/1.1 200 OK\r\n\r\nx",
        zlib.compress(TEXT.encode()),
        f"id,text\n1,{TEXT}\n".encode("utf-16"),
        json.dumps({"text": TEXT}).encode("utf-16"),
        json.dumps([{"text": TEXT}], indent=1).encode(),
    ]
    for seed in seeds:
        yield st.tuples(
            st.integers(0, len(seed)), st.integers(0, len(seed)), st.binary(max_size=40)
        ).map(lambda cut, seed=seed: seed[: cut[0]] + cut[2] + seed[cut[1] :])  # type: ignore[misc]


@pytest.mark.parametrize(
    "unit",
    ["#a   ", "ap / ", "a\n", "\n", "Home > ", "Related articles\n", "3 comments\nAnn says:\n",
     "A A and A, ", "By A A, ", "Jan 20, ", "“a ", "Share ", "x: ", "1 ", "© "],
)  # fmt: skip
def test_no_text_takes_long(unit: str) -> None:
    begin = time.perf_counter()
    for text in (unit * (220 // len(unit)) + "!", f"{TEXT}\n" + unit * (300_000 // len(unit))):
        list(read_articles(io.BytesIO(text.encode())))
        list(read_articles(io.BytesIO("\n".join([text[:230]] * 20).encode())))
    assert time.perf_counter() - begin < 5


@settings(deadline=None, max_examples=300)
@given(st.one_of(st.binary(max_size=300), *sources()))
def test_whatever_the_bytes_only_articles_and_input_errors_come(data: bytes) -> None:
    for found in read_articles(io.BytesIO(data)):
        assert isinstance(found, Article | InputError)
        if isinstance(found, InputError):
            assert found.source and found.reason
