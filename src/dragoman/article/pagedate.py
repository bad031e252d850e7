"""The day of publication that an HTML page states."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from dragoman.article.dates import read_date

_LONGEST = 200
# Names of metadata that hold the day of publication; each scheme has its own.
_METADATA = """
    article:published_time og:published_time article:published og:article:published_time
    datepublished date pubdate publishdate publish_date publish-date publication_date
    publication-date published_date dc.date dc.date.issued dc.date.created dcterms.date
    dcterms.issued dcterms.created citation_publication_date citation_date parsely-pub-date
    sailthru.date article.published article_date_original cxenseparse:recs:publishtime
    rnews:datepublished
"""


def date_on_page(tree: Any) -> str | None:
    """The day of publication that a page states, as ``YYYY-MM-DD``; ``None`` when it states none.

    Looked at in this order: metadata in the head (Open Graph, Dublin Core, schema.org and their
    like), JSON-LD, elements marked as the date of publication. Never a date of revision, and
    never a date that merely stands somewhere on the page.
    """
    known = frozenset(_METADATA.split())
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        if name.lower() in known and (day := read_date(element.get("content") or "")):
            return day
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        found = _json_date().search(script.text or "")
        if found and (day := read_date(found[1])):
            return day
    for element in tree.xpath("//*[@itemprop or @pubdate or @class]"):
        marks = f"{element.get('itemprop') or ''} {element.get('class') or ''}"
        if element.get("pubdate") is not None or _date_mark().search(marks):
            stated = element.get("datetime") or element.get("content")
            inner = element.find(".//time[@datetime]")
            if stated is None and inner is not None:
                stated = inner.get("datetime")
            if day := read_date(stated or _short_text(element)):
                return day
    return None


def _short_text(element: Any) -> str:
    """An element's text, cut off beyond what a date may have around it."""
    text = ""
    for part in element.itertext():
        text += part
        if len(text) > _LONGEST:
            break
    return " ".join(text.split())


@cache
def _json_date() -> re.Pattern[str]:
    return re.compile(r"\"datePublished\"\s*:\s*\"([^\"]{8,40})\"")


@cache
def _date_mark() -> re.Pattern[str]:
    return re.compile(
        r"\bdatePublished\b|\b(?:entry|post|article|story|publish(?:ed)?|pub|news|page)"
        r"(?:__|[-_])?(?:date|time|on)\b|\bposted-on\b|\bdateline\b|\bdate-published\b",
        re.IGNORECASE,
    )
