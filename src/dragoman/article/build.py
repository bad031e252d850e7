"""A text and what is known of it become an Article."""

from __future__ import annotations

import hashlib

from dragoman.article.dates import date_in_lines, date_in_url, read_date
from dragoman.article.decoding import with_newlines
from dragoman.article.identify import identify
from dragoman.article.kind import kind_of
from dragoman.article.limits import DEFAULT_LIMITS, Limits
from dragoman.article.lines import article_lines
from dragoman.article.masthead import find_byline, find_outlet, looks_like_headline
from dragoman.errors import EmptyInputError, FormatError, TooLargeError
from dragoman.record import Article, Comment, PublishedFrom

_ID_LENGTH = 16
# Decoders write U+FFFD for what they cannot read; a handful may be the page's own.
_REPLACED = 5
_REPLACED_SHARE = 0.001


def article_from_text(
    text: str,
    *,
    id: str | None = None,
    url: str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    byline: str | None = None,
    published: str | None = None,
    published_from: PublishedFrom = "given",
    comments: tuple[Comment, ...] = (),
    limits: Limits = DEFAULT_LIMITS,
) -> Article:
    r"""The article in ``text``, with what is given about it and what its own lines tell.

    Line endings become ``\n``; whole lines that are not the article are left out; nothing else
    changes. ``published`` may be any date that names one day and came from where
    ``published_from`` says; without one, the address and the text are looked at. ``id`` is the
    first 16 hexadecimal digits of the text's SHA-256 unless given; ``outlet`` falls back on the
    host of ``url``.

    Raises:
        EmptyInputError: no line of an article in it.
        TooLargeError: longer than ``limits.text_chars``.
        FormatError: NUL bytes, half a surrogate pair, or many replacement characters.
    """
    _check(text, limits)
    found = article_lines(with_newlines(text))
    filled = [line for line in found.lines if line.strip()]
    if not filled:
        raise EmptyInputError("no text of an article in it, only blanks or page furniture")
    kept = "\n".join(found.lines)
    if title is None and looks_like_headline(filled[0], filled[1] if len(filled) > 1 else ""):
        title = filled[0].strip()
    front = filled if title is None or filled[0].strip() == title else ["", *filled]
    day, origin = _publication(published, published_from, url, front)
    sha256 = _sha256(kept)
    byline = byline or find_byline(front)
    return Article(
        id=id if id is not None else sha256[:_ID_LENGTH],
        url=url,
        outlet=outlet or find_outlet(filled) or _host(url),
        title=title,
        byline=byline,
        published=day,
        published_from=origin,
        language=identify(kept),
        kind=kind_of(kept, title=title, url=url),
        text=kept,
        comments=(*comments, *found.comments),
        sha256=sha256,
    )


def _publication(
    published: str | None, published_from: PublishedFrom, url: str | None, lines: list[str]
) -> tuple[str | None, PublishedFrom]:
    if published and (day := read_date(published)):
        return day, published_from
    if url and (day := date_in_url(url)):
        return day, "page"
    if day := date_in_lines(lines):
        return day, "text"
    return None, "none"


def _check(text: str, limits: Limits) -> None:
    if len(text) > limits.text_chars:
        raise TooLargeError(
            f"a text of {len(text):,} characters; an article has at most {limits.text_chars:,}"
        )
    if "\0" in text:
        raise FormatError("it holds NUL bytes: binary or damaged, not text")
    replaced = text.count("\ufffd")
    if replaced >= _REPLACED and replaced >= _REPLACED_SHARE * len(text):
        raise FormatError(
            f"{replaced} characters were lost (U+FFFD) when it was decoded with the wrong "
            "encoding; fetch it again and save it as UTF-8"
        )


def _sha256(text: str) -> str:
    try:
        return hashlib.sha256(text.encode("utf-8")).hexdigest()
    except UnicodeEncodeError as error:
        raise FormatError(
            f"half a surrogate pair at character {error.start}: its writer broke a character in two"
        ) from None


def _host(url: str | None) -> str | None:
    from urllib.parse import urlsplit

    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None
