"""Lines that belong to the page, not to the article: left out whole, or kept as they are.

The patterns are in ``boilerplate.txt`` and match whole lines. A line that only contains such
words ("readers share this view", "read more about it, he said") stays: leaving out a sentence
of the article is worse than keeping a button.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

# Longer lines are prose, but for notices about cookies.
_LONGEST = 240
_LONGEST_HEADING = 60
_SECTION = "section"
_PLACES = {
    "<network>": r"(facebook|twitter|x|whatsapp|telegram|linkedin|reddit|pinterest|e-?mail|print"
    r"|sms|vk|tumblr|flipboard|instagram|youtube|messenger|mastodon|bluesky|threads|pocket|line"
    r"|copy( the)? link|link( copied)?!?|wechat|weibo|google\+|viber|koo( app)?)",
    "<vote>": r"(reply|like|dislike|report|flag|quote|up ?vote|down ?vote)",
    "<legal>": r"(terms( of (use|service)| (and|&) conditions)?|privacy( policy| notice)?"
    r"|cookies?( policy)?|contact( us)?|about( us)?|advertise( with us)?|careers|help|faq"
    r"|site ?map|imprint|accessibility|do not sell my (personal )?(info|information))",
    "<count>": r"\d[\d.,]*\s?[km]?",
    "<end>": r"[\s.!:…»›>→*-]*",
}


def is_boilerplate(line: str) -> bool:
    """Whether the whole line is page furniture: a button, a form, a notice, a credit, a counter.

    A line without a letter or digit ("###", "* * *") is.
    """
    line = line.strip()
    if not line:
        return False
    if len(line) > _LONGEST:
        return bool(_notice().match(line))
    if not any(map(str.isalnum, line)):
        return True
    return bool(_whole().fullmatch(line.lower()) or _notice().match(line) or _credit().search(line))


def boilerplate_family(line: str) -> str | None:
    """Which family of ``boilerplate.txt`` the line belongs to; ``None`` when to none."""
    line = line.strip().lower()
    return next((name for name, found in _families().items() if found.fullmatch(line)), None)


def is_section_name(line: str) -> bool:
    """Whether the line is the name of a newspaper's section ("World", "Politics | Asia")."""
    return bool(_families()[_SECTION].fullmatch(line.strip().lower()))


def heads_links(line: str) -> bool:
    """Whether the line is a heading over links to other articles ("Related articles")."""
    line = line.strip().lower()
    return len(line) <= _LONGEST_HEADING and bool(_headings().fullmatch(line))


def _patterns(name: str) -> Iterator[tuple[str, str]]:
    family = ""
    for line in files("dragoman.article").joinpath(name).read_text("utf-8").splitlines():
        if line.startswith("["):
            family = line.strip("[]")
        elif line and not line.startswith("#"):
            for place, pattern in _PLACES.items():
                line = line.replace(place, pattern)
            yield (
                family,
                re.sub(r"\((?!\?)", "(?:", line.replace(r"\(", r"\x28")).replace(" ", r"\s"),
            )


@cache
def _families() -> dict[str, re.Pattern[str]]:
    grouped: dict[str, list[str]] = {}
    for family, pattern in _patterns("boilerplate.txt"):
        grouped.setdefault(family, []).append(pattern)
    # Lines are matched in lower case: without IGNORECASE, branches fail at their first letter.
    return {family: re.compile("|".join(patterns)) for family, patterns in grouped.items()}


@cache
def _whole() -> re.Pattern[str]:
    patterns = (found.pattern for name, found in _families().items() if name != _SECTION)
    return re.compile("|".join(patterns))


@cache
def _headings() -> re.Pattern[str]:
    patterns = "|".join(pattern for _, pattern in _patterns("links.txt"))
    return re.compile(rf"(?:{patterns})\s?[:…»>]*")


@cache
def _notice() -> re.Pattern[str]:
    return re.compile(
        r"(?:this|our|the) (?:web)?site (?:uses|makes use of) .{0,60}cookies"
        r"|(?:we|we and our partners|by continuing to) .{0,100}\bcookies\b"
        r"|by (?:signing up|subscribing|clicking|registering|submitting|providing|entering),? "
        r".{0,80}\b(?:you|I) (?:agree|accept|consent|confirm)",
        re.IGNORECASE,
    )


@cache
def _credit() -> re.Pattern[str]:
    """A caption that ends in its credit: "… on Monday. (AP Photo/Jane Roe)"."""
    agency = r"(?:AP|AFP|Reuters|REUTERS|EPA|Getty(?: Images)?|Xinhua|TASS|Sputnik|Anadolu|AA|PTI)"
    picture = r"(?:[Pp]hotos?|PHOTOS?|[Ii]mages?|[Pp]ictures?)"
    return re.compile(
        rf"[(\[](?:{agency} {picture}\b[^()\[\]]{{0,60}}"
        rf"|[^()\[\]]{{0,60}}/{agency}\b[^()\[\]]{{0,40}}"
        rf"|(?:File )?{picture}(?: by|:|/| courtesy)[^()\[\]]{{1,80}})[)\]]\.?$"
        r"|[.’”\"] (?:REUTERS|AFP|AP|EPA)/[A-Z][\w.’'-]+(?: [\w.’'-]+){0,3}$"
        r"|(?:/|\b(?:AFP|AP|Reuters)\s?/\s?)Getty Images$|\bvia (?:Getty Images|AFP|AP|Reuters)$",
    )
