"""What stands over and under an article's text: headline, byline, outlet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from dragoman.article.dates import is_date_line
from dragoman.record import Article

_HEAD = 10
_TAIL = 4
_LONGEST_HEADLINE = 200
_HEADLINE_WORDS = 30

_PARTICLE = r"(?:de|del|della|di|da|dos|van|von|der|den|ter|al|el|bin|ibn|bint|abu|la|le|du|y|e)"
_PART = r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w.’'‘-]*"
_PERSON = rf"{_PART}(?:\s(?:{_PARTICLE}\s){{0,2}}{_PART}){{0,4}}"
_PEOPLE = rf"{_PERSON}(?:(?:,\s|\sand\s|,\sand\s|\s&\s){_PERSON}){{0,5}}"
_AGENCIES = (
    "Reuters", "AP", "Associated Press", "AFP", "Xinhua", "TASS", "Interfax", "Bloomberg", "UPI",
    "DPA", "dpa", "ANI", "PTI", "IANS", "Kyodo", "Yonhap", "Anadolu", "KUNA", "RIA", "EFE", "ANSA",
    "Sputnik", "CNN", "BBC", "Politico", "POLITICO", "Al Jazeera",
)  # fmt: skip


def looks_like_headline(line: str, below: str) -> bool:
    """Whether a first line over ``below`` (the next line with text, or "") is a headline.

    A headline is short, is no sentence with a full stop, no date, byline, dateline or
    speaker's label, and stands over something.
    """
    line = line.strip()
    if not below or not line or len(line) > _LONGEST_HEADLINE:
        return False
    if len(line.split()) > _HEADLINE_WORDS or line[-1] in ".:;,…" or not line[0].isprintable():
        return False
    if is_date_line(line) or _by_line().match(line) or _dateline().match(line):
        return False
    return not _speaker().match(line)


def has_headline(article: Article) -> bool:
    """Whether the first line of ``article.text`` is its headline.

    It is when it says what ``article.title`` says. Pages shorten and extend their titles
    ("… | The Daily Example"), so a line that could be a headline and shares most of its words
    with the title, and half of the title's with it, is one as well.
    """
    first, _, rest = article.text.partition("\n")
    if not article.title or not rest:
        return False
    words, title = _telling(first), _telling(article.title)
    if first.strip() == article.title or (words and words == title):
        return True
    shared = len(words & title)
    alike = shared >= 0.6 * len(words) and shared >= 0.5 * len(title)
    return shared >= 2 and alike and looks_like_headline(first, rest)


def find_byline(lines: Sequence[str]) -> str | None:
    """The people who signed the article, as its own lines name them.

    ``lines`` are those with text, the headline first: "By Jane Roe and John Doe", "Writes Jane
    Roe" at the end of a standfirst, "Opinion by …", "(Reporting by …)" below the text.
    """
    for line in lines[:_HEAD]:
        if len(line) <= 160 and (found := _by_line().match(line.strip())):
            return _without_roles(found["people"])
        if len(line) <= 400 and (found := _writes().search(line.strip())):
            return _without_roles(found["people"])
    for line in reversed(lines[_HEAD:][-_TAIL:]):
        if found := _reporting().match(line.strip()):
            return found["people"]
    return None


def find_outlet(lines: Sequence[str]) -> str | None:
    """The outlet or agency that the dateline or a source line names."""
    for line in lines[:6]:
        if found := _dateline().match(line.strip()):
            return found["agency"]
    for line in [*lines[:_HEAD], *lines[_HEAD:][-_TAIL:]]:
        if len(line) <= 80 and (found := _source().fullmatch(line.strip())):
            return found["outlet"]
    return None


def names_its_makers(line: str) -> bool:
    """Whether a line below an article says who reported, wrote or edited it."""
    return bool(
        re.match(r"\W?(?:additional )?(?:reporting|editing|writing|edited) by\b", line, re.I)
    )


def _without_roles(people: str) -> str:
    """The names without an office after them: "Jane Roe, Diplomatic Editor"."""
    roles = re.search(
        r"(?:,| and) [^,]*\b(?:Editor|Correspondent|Writer|Reporter|Staff|Bureau|Columnist"
        r"|Analyst|Chief|Contributor|Professor|Director|Fellow|News|Press|Agency|Agencies)\b",
        people,
    )
    return people[: roles.start()] if roles and roles.start() else people


def _telling(line: str) -> set[str]:
    words = re.findall(r"[^\W_]+", line.lower())
    return {word for word in words if word not in {"the", "of", "a", "an", "in", "to", "and", "on"}}


@cache
def _by_line() -> re.Pattern[str]:
    return re.compile(
        r"(?:(?i:by|written by|words by|opinion by|analysis by|commentary by|story by|text by|"
        r"reporting by|posted by|published by|report by|author|authors|opinion \| by)(?:\s*:)?)\s+"
        rf"(?P<people>{_PEOPLE})"
        r"(?=$|\s*[|,•·—–@(:]|\s+-|\s+\d|\s+(?:in|for|at|on|from|of)\s)(?!.*[^.A-Z][.]\s+[A-Z]\w+\s\w+\s\w+)"
    )


@cache
def _writes() -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?:^|[.!?:…–—|]\s*)(?i:writes|wrote)\s+(?P<people>{_PEOPLE})\.?"
        rf"(?:\s*[,|–—-]\s*[^.]{{1,40}})?)$"
    )


@cache
def _reporting() -> re.Pattern[str]:
    return re.compile(rf"\(?(?:Additional\s)?[Rr]eporting by (?P<people>{_PEOPLE})")


@cache
def _dateline() -> re.Pattern[str]:
    agencies = "|".join(map(re.escape, _AGENCIES))
    return re.compile(
        r"[A-Z][\w.’'/ -]{1,40}(?:,\s?[\w.’'/ -]{2,30}){0,3},?\s*"
        rf"\((?P<agency>{agencies})\)\s*(?:[—–:-]|--)"
    )


@cache
def _source() -> re.Pattern[str]:
    return re.compile(
        r"(?:Source|Outlet|Publication|Originally published (?:in|by|on))\s?:?\s"
        r"(?P<outlet>[A-Z][\w.&’' -]{1,50})"
    )


@cache
def _speaker() -> re.Pattern[str]:
    return re.compile(r"(?:[A-Z][A-Z.’' -]{1,40}|Q|A)\s?:\s|Q\s{2,}")
