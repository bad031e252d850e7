"""HTML pages: the article's text and what the page says about it, by trafilatura."""

from __future__ import annotations

import re
from functools import cache

from dragoman.article.build import article_from_text
from dragoman.article.decoding import declared_charset, decode
from dragoman.article.limits import Limits
from dragoman.article.pagedate import date_on_page
from dragoman.errors import EmptyInputError, FormatError, TooLargeError
from dragoman.record import Article, Comment

# Trafilatura asks htmldate for a date, which is not used: it takes timestamps of scripts and
# dates of other articles, and reads 3/4 as April.
_FAST = {"extensive_search": False}
# libxml2 cuts a tree off below this depth.
_DEPTH = 256
# Elements whose end tag may be left out, or that have none: they say nothing about depth.
_FLAT = """
    area base br col embed hr img input link meta param source track wbr p li dt dd tr td th
    thead tbody tfoot option optgroup colgroup rp rt html head body
"""


def article_from_page(
    data: bytes,
    *,
    url: str | None = None,
    charset: str | None = None,
    published: str | None = None,
    limits: Limits,
) -> Article:
    """The article on an HTML page.

    The text is what trafilatura extracts, its paragraphs set apart by blank lines, the title
    first when the page has one. The date is what the page says of itself (``date_on_page``).

    Raises:
        EmptyInputError: no article on the page.
        TooLargeError: page, a tag or the nesting beyond the limits.
        FormatError: the page breaks off, or no encoding fits.
    """
    page = _without_inlined(decode(data, charset or declared_charset(data)))
    if len(page) > limits.html_bytes:
        raise TooLargeError(
            f"a page of {len(page) / 1e6:.1f} MB; at most {limits.html_bytes / 1e6:.0f} MB are read"
        )
    if re.search(rf"<[a-zA-Z!?/][^<>]{{{limits.tag_bytes},}}", page):
        raise TooLargeError(f"an HTML tag of more than {limits.tag_bytes:,} characters")
    if _breaks_off(page):
        raise FormatError("the page breaks off before its end; was it downloaded only in part?")
    return _extracted(page, url, published, limits)


def _extracted(page: str, url: str | None, published: str | None, limits: Limits) -> Article:
    from trafilatura import bare_extraction, load_html

    found = None
    try:
        tree = load_html(page)
        if tree is not None:
            found = bare_extraction(
                tree,
                url=url,
                with_metadata=True,
                include_tables=False,
                date_extraction_params=_FAST,
            )
    except Exception as error:  # hostile trees raise errors of many types in parser and extractor
        raise FormatError(f"the page cannot be taken apart: {type(error).__name__}") from error
    if tree is None or found is None or not (found.text or "").strip():
        if _depth(page) > _DEPTH:
            raise TooLargeError(f"HTML nested deeper than {_DEPTH} elements")
        raise EmptyInputError("no text of an article on this page")
    title = " ".join((found.title or "").split()) or None
    return article_from_text(
        _with_title(title, found.text),
        url=url or found.url,
        outlet=_outlet(found.sitename, url),
        title=title,
        byline=_byline(found.author),
        published=published or date_on_page(tree),
        published_from="given" if published else "page",
        comments=tuple(Comment(text=line) for line in (found.comments or "").split("\n") if line),
        limits=limits,
    )


def _with_title(title: str | None, text: str) -> str:
    lines = [line for line in text.split("\n") if line.strip()]
    if title and lines and _bare(lines[0]) != _bare(title):
        lines.insert(0, title)
    return "\n\n".join(lines)


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _outlet(named: str | None, url: str | None) -> str | None:
    # Without a name on the page, trafilatura gives the address's host, port and all.
    return None if named and url and f"://{named}/" in f"{url}/" else named


def _byline(author: str | None) -> str | None:
    return author.replace("; ", ", ") if author else None


def _without_inlined(page: str) -> str:
    """The page without inlined images, which a saved page may carry by the megabyte."""
    return _inlined().sub('""', page) if "data:" in page else page


def _breaks_off(page: str) -> bool:
    tail = page[-5000:].lower()
    if tail.rfind("<") > tail.rfind(">"):
        return True
    begun = re.search(r"<(?:html|body)[\s>]", page[:20_000], re.IGNORECASE)
    return bool(begun) and "</html" not in tail and "</body" not in tail


def _depth(page: str) -> int:
    flat = frozenset(_FLAT.split())
    depth = deepest = 0
    for closing, name in _tags().findall(page):
        if name.lower() in flat:
            continue
        depth += -1 if closing else 1
        deepest = max(deepest, depth)
    return deepest


@cache
def _tags() -> re.Pattern[str]:
    return re.compile(r"<(/?)([a-zA-Z][\w:-]*)")


@cache
def _inlined() -> re.Pattern[str]:
    return re.compile(r"\"data:[^\"]{500,}\"|'data:[^']{500,}'")
