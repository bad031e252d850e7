"""Files of every format become articles; a bad row or record is said and passed over."""

from __future__ import annotations

import csv
import gzip
import io
import json
import sys
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from dragoman.article import has_headline, read_articles
from dragoman.errors import EmptyInputError, FormatError, InputError, TooLargeError
from dragoman.record import Article

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

SENTENCES = [
    "The foreign minister of Examplia said on Monday that the talks would go on in March.",
    "Her counterpart from Samplestan had threatened to leave the table over the disputed canal.",
    "“We will not be hurried,” the minister told reporters after the meeting in the capital.",
]
BODY = "\n\n".join(SENTENCES)
PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="{{charset}}">
<meta property="article:published_time" content="2023-01-20T23:30:00-05:00">
<meta property="og:site_name" content="The Daily Example"><meta name="author" content="Jane Roe">
<title>Café talks resume | The Daily Example</title></head><body>
<nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>Café talks resume</h1>{"".join(f"<p>{s}</p>" for s in SENTENCES)}
<p>Share on Facebook</p></article>
<div id="comments" class="comments"><p>They will fail again, as they always have, says I.</p></div>
<footer>Copyright 2019 The Daily Example</footer></body></html>"""


def results(data: bytes, **options: str) -> list[Article | InputError]:
    return list(read_articles(io.BytesIO(data), **options))


def one(data: bytes, **options: str) -> Article:
    (article,) = results(data, **options)
    assert isinstance(article, Article), article
    return article


def test_json_lines_with_the_usual_fields_and_one_bad_line() -> None:
    rows: list[object] = [
        {"id": " 0042 ", "text": f"Talks resume\n\n{BODY}", "date": "2023-01-20", "outlet": "DE"},
        {"guid": "g-2", "title": "Talks resume", "text": BODY, "author": "Jane Roe"},
        {"id": 7, "text": BODY, "published": "2023-01-20T23:30:00+02:00", "extra": {"a": [1]}},
    ]
    lines = [json.dumps(row) for row in rows]
    data = "\n".join(
        [lines[0], '{"text": "half', "", lines[1], "[1, 2]", '{"title": "x"}', lines[2]]
    )
    first, cut, second, no_row, no_text, third = results(data.encode())
    assert isinstance(first, Article) and isinstance(second, Article) and isinstance(third, Article)
    assert (first.id, first.published, first.published_from) == (" 0042 ", "2023-01-20", "given")
    assert (first.title, first.outlet) == ("Talks resume", "DE")
    assert (second.id, second.title, second.byline) == ("g-2", "Talks resume", "Jane Roe")
    assert second.text == BODY and not has_headline(second)
    assert (third.id, third.published) == ("7", "2023-01-20")
    for error, line, word in [(cut, 2, "middle"), (no_row, 5, "object"), (no_text, 6, '"text"')]:
        assert isinstance(error, FormatError)
        assert error.source.endswith(f"line {line}")
        assert word in error.reason


def test_a_given_date_wins_over_every_row() -> None:
    data = json.dumps({"text": BODY, "date": "2020-01-01"}).encode()
    assert one(data, published="2023-01-20").published == "2023-01-20"
    unread = one(json.dumps({"text": BODY, "date": "3/4/2023"}).encode())
    assert (unread.published, unread.published_from) == (None, "none")


def test_one_json_object_or_a_list_of_them() -> None:
    row = {"text": BODY, "id": "a"}
    assert one(json.dumps(row, indent=2).encode()).id == "a"
    several = results(json.dumps([row, 3, {**row, "id": "b"}], indent=2).encode())
    assert [getattr(found, "id", None) for found in several] == ["a", None, "b"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_with_lines_inside_texts(delimiter: str, tmp_path: Path) -> None:
    path = tmp_path / "news.csv"
    with path.open("w", newline="", encoding="utf-8") as out:
        rows = csv.writer(out, delimiter=delimiter)
        rows.writerow(["GUID", "Headline", "Date", "Text"])
        rows.writerow(["1", "Talks resume", "20 January 2023", BODY])
        rows.writerow(["2", "Talks resume", "", ""])
        rows.writerow(["3", "Talks resume", "", BODY, "and", "more"])
        rows.writerow(["4", "Talks resume", "2023-01-21", BODY])
    first, empty, ragged, last = read_articles(path)
    assert isinstance(first, Article) and isinstance(last, Article)
    assert (first.id, first.title, first.published) == ("1", "Talks resume", "2023-01-20")
    assert first.text == last.text == BODY
    assert isinstance(empty, EmptyInputError) and "line 7" in empty.source
    assert isinstance(ragged, FormatError) and "columns" in ragged.reason


def test_a_table_without_a_text_column_says_what_it_has(tmp_path: Path) -> None:
    path = tmp_path / "news.csv"
    path.write_text("id,title\n1,Talks resume\n")
    (error,) = read_articles(path)
    assert isinstance(error, FormatError)
    assert 'needs a column "text"' in error.reason and "id, title" in error.reason


def test_a_text_longer_than_the_csv_module_takes_by_default() -> None:
    out = io.StringIO()
    csv.writer(out).writerows([["id", "text"], ["1", "word " * 40_000], ["2", BODY]])
    long, short = results(out.getvalue().encode())
    assert isinstance(long, Article) and isinstance(short, Article)


def test_an_html_page() -> None:
    article = one(PAGE.format(charset="utf-8").encode())
    assert article.text == f"Café talks resume\n\n{BODY}"
    assert article.title == "Café talks resume" and has_headline(article)
    assert (article.byline, article.outlet) == ("Jane Roe", "The Daily Example")
    assert (article.published, article.published_from) == ("2023-01-20", "page")
    assert [comment.text for comment in article.comments] == [
        "They will fail again, as they always have, says I."
    ]


@pytest.mark.parametrize(
    ("head", "body", "date"),
    [
        ('<meta name="DC.date.issued" content="2023-01-20">', "", "2023-01-20"),
        (
            '<script type="application/ld+json">{"datePublished": "2023-01-20T9:00Z"}</script>',
            "",
            "2023-01-20",
        ),
        ("", '<time itemprop="datePublished" datetime="2023-01-20">Friday</time>', "2023-01-20"),
        ("", '<span class="entry-date">January 20, 2023</span>', "2023-01-20"),
        (
            "",
            '<p class="post-date"><time datetime="2023-01-20T10:00">then</time></p>',
            "2023-01-20",
        ),
        ('<meta name="date" content="03/04/2023">', "", None),
        ('<meta property="article:modified_time" content="2023-01-20">', "", None),
        ("", '<script>var built = "2023-01-20T10:00:00Z"</script>', None),
        ("", '<div class="related"><a href="/2019/02/03/x">Feb 3, 2019</a></div>', None),
        ("", "<footer>Updated 12/12/2018. Copyright 2018</footer>", None),
    ],
)
def test_the_date_of_a_page_is_stated_or_unknown(head: str, body: str, date: str | None) -> None:
    meta = '<meta property="article:published_time" content="2023-01-20T23:30:00-05:00">'
    page = PAGE.format(charset="utf-8").replace(meta, head).replace("<article>", f"{body}<article>")
    article = one(page.encode())
    assert (article.published, article.published_from) == (date, "page" if date else "none")


def test_the_address_dates_a_page() -> None:
    row = {"text": BODY, "url": "https://www.example.org/world/2023/01/20/talks-resume"}
    article = one(json.dumps(row).encode())
    assert (article.published, article.published_from) == ("2023-01-20", "page")
    assert article.outlet == "example.org"


@pytest.mark.parametrize("charset", ["iso-8859-1", "windows-1252", "utf-8", "utf-16"])
def test_pages_and_texts_in_their_own_encodings(charset: str) -> None:
    page = PAGE.format(charset=charset).replace("“", "").replace("”", "")
    assert one(page.encode(charset)).title == "Café talks resume"
    text = f"Café talks resume\n\n{SENTENCES[0]}"
    assert one(text.encode(charset)).text == text


def test_text_in_cyrillic_single_bytes() -> None:
    text = "Министр иностранных дел заявил, что переговоры будут продолжены в марте. " * 5
    article = one(text.encode("cp1251"))
    assert article.text == text.rstrip("\n") and article.language == "ru"


@pytest.mark.parametrize("pack", [gzip.compress, zstd.compress])
def test_packed_inputs_once_and_twice(pack: object) -> None:
    data = json.dumps({"text": BODY, "id": "1"}).encode()
    assert callable(pack)
    assert one(pack(data)).id == "1"
    assert one(pack(gzip.compress(data))).id == "1"
    assert len(results(pack(data + b"\n") + pack(data + b"\n"))) == 2


def test_feeds_with_summaries_and_whole_texts() -> None:
    rss = f"""<?xml version="1.0"?><rss version="2.0"
      xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
      <title>The Daily Example</title>
      <item><title>Talks resume</title><guid>tag:1</guid><link>https://example.org/1</link>
        <pubDate>Fri, 20 Jan 2023 23:30:00 -0500</pubDate><author>Jane Roe</author>
        <description>Short.</description><content:encoded><![CDATA[
        {"".join(f"<p>{s}</p>" for s in SENTENCES)}]]></content:encoded></item>
      <item><title>Ministers &amp; envoys meet</title>
        <description>{SENTENCES[0]}</description></item>
      <item><description></description></item></channel></rss>"""
    full, brief, empty = results(rss.encode())
    assert isinstance(full, Article) and isinstance(brief, Article)
    assert full.text == f"Talks resume\n\n{BODY}"
    assert (full.id, full.url, full.published) == ("tag:1", "https://example.org/1", "2023-01-20")
    assert (full.outlet, full.byline) == ("The Daily Example", "Jane Roe")
    assert brief.text == f"Ministers & envoys meet\n\n{SENTENCES[0]}"
    assert isinstance(empty, EmptyInputError) and "entry 3" in empty.source

    atom = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Example</title><entry>
      <id>urn:1</id><title>Talks resume</title><updated>2023-01-20T10:00:00Z</updated>
      <content type="html">&lt;p&gt;{SENTENCES[0]}&lt;/p&gt;</content></entry></feed>"""
    entry = one(atom.encode())
    assert (entry.id, entry.published, entry.published_from) == ("urn:1", "2023-01-20", "page")


def warc(*pages: tuple[str, str, str, bytes], packed: bool = True) -> bytes:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    for url, status, media, body in pages:
        headers = StatusAndHeaders(status, [("Content-Type", media)], protocol="HTTP/1.1")
        record = writer.create_warc_record(
            url, "response", payload=io.BytesIO(body), length=len(body), http_headers=headers
        )
        writer.write_record(record)
    return out.getvalue()


def test_warc_gives_its_pages_and_skips_what_is_no_article() -> None:
    page = PAGE.format(charset="utf-8").encode()
    data = warc(
        ("https://example.org/a", "200 OK", "text/html; charset=utf-8", page),
        ("https://example.org/b", "404 Not Found", "text/html", page),
        ("https://example.org/c.png", "200 OK", "image/png", b"\x89PNG"),
        ("https://example.org/d", "200 OK", "text/html", b"<html><body></body></html>"),
        ("https://example.org/e", "200 OK", "text/plain", BODY.encode()),
    )
    first, empty, last = results(data)
    assert isinstance(first, Article) and isinstance(last, Article)
    assert first.url == "https://example.org/a" and first.published == "2023-01-20"
    assert isinstance(empty, EmptyInputError) and "https://example.org/d" in empty.source
    assert last.text == BODY and last.outlet == "example.org"


def test_a_warc_cut_off_keeps_the_pages_before_the_cut() -> None:
    page = PAGE.format(charset="utf-8").encode()
    pages = [(f"https://example.org/{n}", "200 OK", "text/html", page) for n in range(3)]
    for packed in (True, False):
        data = warc(*pages, packed=packed)
        found = results(data[: int(len(data) * 0.8)])
        assert [type(f) for f in found[:2]] == [Article, Article]
        assert isinstance(found[-1], FormatError) and len(found) == 3


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(gzip.compress(BODY.encode()))))
    (article,) = read_articles("-")
    assert isinstance(article, Article) and article.text == BODY
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"")))
    (error,) = read_articles("-")
    assert isinstance(error, EmptyInputError) and error.source == "standard input"


def test_missing_files_folders_and_limits_are_errors_of_that_input(tmp_path: Path) -> None:
    (missing,) = read_articles(tmp_path / "no.txt")
    assert isinstance(missing, InputError) and "No such file" in missing.reason
    (folder,) = read_articles(tmp_path)
    assert isinstance(folder, FormatError) and "folder" in folder.reason
    big = tmp_path / "big.txt"
    big.write_bytes(b"word and word \n" * 3_500_000)
    (large,) = read_articles(big)
    assert isinstance(large, TooLargeError) and large.source == str(big)
