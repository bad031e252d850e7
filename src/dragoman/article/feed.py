"""RSS and Atom files: an article an entry, by feedparser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from typing import Any

from dragoman.article.build import article_from_text
from dragoman.article.limits import Limits
from dragoman.errors import EmptyInputError, FormatError, InputError
from dragoman.record import Article


def read_feed(
    data: bytes, *, source: str, published: str | None, limits: Limits
) -> Iterator[Article | InputError]:
    """The entries of a feed, each its title and its fullest text, dated as the feed says.

    Raises:
        FormatError: entity declarations (a way to blow a small file up), or no feed.
        EmptyInputError: a feed without entries.
    """
    import feedparser

    if b"<!ENTITY" in data[:100_000].upper():
        raise FormatError("a feed that declares its own XML entities is not read")
    try:
        feed = feedparser.parse(data)
    except Exception as error:  # hostile feeds raise errors of many types in the parser
        raise FormatError(f"the feed cannot be taken apart: {type(error).__name__}") from error
    if not feed.entries:
        if feed.bozo:
            raise FormatError(f"no readable feed: {_plainly(feed.bozo_exception)}")
        raise EmptyInputError("a feed without entries")
    outlet = " ".join(feed.feed.get("title", "").split()) or None
    for number, entry in enumerate(feed.entries, 1):
        try:
            yield _article(entry, outlet, published, limits)
        except InputError as error:
            yield error.at(f"{source}, entry {number}")
    if feed.bozo and not data.rstrip().endswith((b"</rss>", b"</feed>", b"</rdf:RDF>")):
        what = f"{source}, after entry {len(feed.entries)}"
        yield FormatError("the feed breaks off; was it downloaded only in part?", source=what)


def _article(entry: Any, outlet: str | None, published: str | None, limits: Limits) -> Article:
    bodies = [part.get("value", "") for part in entry.get("content", ())]
    text = max((markup_text(body) for body in [*bodies, entry.get("summary", "")]), key=len)
    title = " ".join(unescape(entry.get("title", "")).split()) or None
    if title and not text.startswith(title):
        text = f"{title}\n\n{text}" if text else title
    return article_from_text(
        text,
        id=entry.get("id") or None,
        url=entry.get("link") or None,
        outlet=entry.get("source", {}).get("title") or outlet,
        title=title,
        byline=entry.get("author") or None,
        published=published or entry.get("published") or entry.get("updated"),
        published_from="given" if published else "page",
        limits=limits,
    )


def markup_text(markup: str) -> str:
    """The text of a fragment of HTML: blocks set apart by blank lines, tags left out."""
    if "<" not in markup:
        return unescape(markup).strip()
    text = _hidden().sub(" ", markup)
    text = _block().sub("\n\n", re.sub(r"\s+", " ", text))
    text = unescape(_tag().sub("", text))
    lines = (line.strip(" \t") for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _plainly(error: Exception) -> str:
    return re.sub(r"\s+", " ", str(error))[:120]


@cache
def _hidden() -> re.Pattern[str]:
    return re.compile(r"<(script|style)\b.*?(?:</\1>|$)|<!--.*?(?:-->|$)", re.I | re.S)


@cache
def _block() -> re.Pattern[str]:
    return re.compile(
        r"</?(?:p|div|br|li|ul|ol|h[1-6]|blockquote|section|article|table|tr|figure|hr)\b[^>]*>",
        re.I,
    )


@cache
def _tag() -> re.Pattern[str]:
    return re.compile(r"<[^<>]*>")
