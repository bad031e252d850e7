"""Publication dates: full dates in metadata, in lines of their own, in bylines and datelines.

Never from the middle of a sentence, never from the clock of the machine. A numeric date is read
only when it can mean one day: 3/4/2023 stays unknown, 20/1/2023 does not.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from functools import cache

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<{}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DATE = rf"""
    (?<![A-Za-z])(?:
        (?<!\d)(?P<y1>\d{{4}})[-/.](?P<m1>\d{{1,2}})[-/.](?P<d1>\d{{1,2}})(?!\d)
      | {_MONTH.format("n2")}\.?\s(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>\d{{4}})(?!\d)
      | (?<!\d)(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?[\s-](?:of\s)?
        {_MONTH.format("n3")}\.?,?[\s-](?P<y3>\d{{4}})(?!\d)
      | (?<!\d)(?P<a4>\d{{1,2}})(?P<sep>[/.-])(?P<b4>\d{{1,2}})(?P=sep)(?P<y4>\d{{4}})(?!\d)
    )
"""
_LABEL = (
    r"(?:first\s|originally\s|date\s)?(?:published|posted|issued|released|publication\sdate|"
    r"date|dated|created|written)"
)
_REVISED = r"(?:last\s)?(?:updated|modified|edited|revised)"
# What may stand beside the date in a line of its own.
_BESIDE = r"""
    \b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?
  | \bT?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\.\d+)?z?\s*(?:[ap]\.?\s?m\.?(?=\W|$))?
  | \b\d{1,2}\s?[ap]\.?m\b\.?
  | \b(?:GMT|UTC|EST|EDT|ET|CET|CEST|BST|PST|PDT|IST|MSK|JST|KST|SGT|AEST|AEDT|HKT|EAT|WAT)\b
    (?:\s?[+-]\s?\d{1,2}(?::?\d{2})?)?
  | [+-]\d{2}:?\d{2}\b | \bat\b | \bon\b | \d+\s?min(?:ute)?s?\sread
"""


def read_date(value: str) -> str | None:
    """The day that a whole metadata value names, as ``YYYY-MM-DD``, or ``None``.

    Reads ISO 8601 (with or without time), ``20230120``, RFC 2822, dates with the month's name,
    and numeric dates that can mean only one day. The day is the one written, in its own zone.
    """
    value = value.strip()
    if re.fullmatch(r"\d{8}", value):
        value = f"{value[:4]}-{value[4:6]}-{value[6:]}"
    if re.match(r"\d{4}-\d{2}-\d{2}", value):
        return _checked(int(value[:4]), int(value[5:7]), int(value[8:10]))
    found = _date().search(value)
    return _day(found) if found and len(value) <= 80 else None


def is_iso_date(value: str) -> bool:
    """Whether ``value`` is a day as ``YYYY-MM-DD``."""
    return bool(re.fullmatch(r"\d{4}-\d{2}-\d{2}", value)) and read_date(value) == value


def date_in_url(url: str) -> str | None:
    """The day in an address such as ``/2023/01/20/``, which most news sites date their pages by."""
    found = re.search(r"/((?:19|20)\d{2})[/-](\d{1,2}|[a-z]{3})[/-](\d{1,2})(?=[/.-]|$)", url)
    if not found:
        return None
    month = found[2] if found[2].isdigit() else str(_month(found[2]))
    return _checked(int(found[1]), int(month), int(found[3]))


def date_in_lines(lines: Sequence[str], *, head: int = 12, tail: int = 4) -> str | None:
    """The publication date that an article's own lines give.

    ``lines`` are the article's lines that are not blank, the headline first. Looked at, in this
    order: a labelled date ("Published: …"), a line that is a date (with weekday, time, place or
    outlet beside it) or a byline with a date, a dateline, a date of revision.
    """
    front = [line.strip() for line in lines[:head]]
    back = [line.strip() for line in lines[head:][-tail:]]
    candidates = [line for line in front + back if len(line) <= 160 and _date().search(line)]
    for line in candidates:
        if found := _labelled().match(line):
            return _day(found)
    for number, line in enumerate(front):
        if line in candidates and (day := _own_line(line, first=number == 0)):
            return day
    for line in front[:5]:
        if (found := _dateline().match(line)) and (day := _day(found)):
            return day
    for line in candidates:
        if found := _revision().match(line):
            return _day(found)
    return None


def is_date_line(line: str) -> bool:
    """Whether a line is a publication date and nothing that belongs to the article's prose."""
    line = line.strip()
    return len(line) <= 160 and bool(
        _labelled().match(line) or _revision().match(line) or _own_line(line, first=False)
    )


def _own_line(line: str, *, first: bool) -> str | None:
    found = _date().search(line)
    if not found or len(line) > 120:
        return None
    beside = _beside().sub(" ", line[: found.start()] + " | " + line[found.end() :])
    words = re.findall(r"[^\W\d_][\w.’'-]*", beside)
    if not words:
        return None if re.search(r"\d", beside) else _day(found)
    if first or line[-1] in ".!?…" or line[0] in "–—-":  # the last signs a quotation
        return None
    if re.match(r"(?:by|writes|author)\b", line, re.IGNORECASE):
        return _day(found)
    # "Brussels, 20 January 2023", "January 20, 2023 | The Daily Example": names, no verb.
    names = all(word[0].isupper() or word in {"of", "the", "and", "in"} for word in words)
    edge = found.end() >= len(line) - 12 or found.start() <= 12
    return _day(found) if names and edge and len(words) <= 6 else None


def _day(found: re.Match[str]) -> str | None:
    part = found.groupdict()
    if part["y1"]:
        return _checked(int(part["y1"]), int(part["m1"]), int(part["d1"]))
    if part["y2"]:
        return _checked(int(part["y2"]), _month(part["n2"]), int(part["d2"]))
    if part["y3"]:
        return _checked(int(part["y3"]), _month(part["n3"]), int(part["d3"]))
    one, other, year = int(part["a4"]), int(part["b4"]), int(part["y4"])
    readings = {_checked(year, one, other), _checked(year, other, one)} - {None}
    return readings.pop() if len(readings) == 1 else None


def _checked(year: int, month: int, day: int) -> str | None:
    try:
        made = datetime.date(year, month, day)
    except ValueError:
        return None
    return made.isoformat() if 1800 <= year <= 2200 else None


def _month(name: str) -> int:
    month = name.lower()[:3]
    return _MONTHS.index(month) + 1 if month in _MONTHS else 0


@cache
def _date() -> re.Pattern[str]:
    return re.compile(_DATE, re.IGNORECASE | re.VERBOSE)


@cache
def _labelled() -> re.Pattern[str]:
    return re.compile(
        rf"\W*{_LABEL}\b(?:\s?:|\son|\sat|\sin)?\s[^.!?]{{0,40}}?(?:{_DATE})", re.I | re.X
    )


@cache
def _revision() -> re.Pattern[str]:
    return re.compile(rf"\W*{_REVISED}\b[^.!?]{{0,40}}?(?:{_DATE})", re.I | re.X)


@cache
def _dateline() -> re.Pattern[str]:
    return re.compile(
        # A place opens it, never "On June 19, 1865 —".
        r"(?!(?:On|In|By|Since|Until|After|Before|From|As|At)\b)"
        r"[A-Z][\w.’'/\ -]{1,40}(?:,\s?[\w.’'/\ -]{2,30}){0,2}[,:]?\s*"
        rf"[(]?(?i:{_DATE})[)]?\s*(?:[(][^()]{{2,60}}[)]\s*)?(?:[—–:]|--|-\s)",
        re.VERBOSE,
    )


@cache
def _beside() -> re.Pattern[str]:
    return re.compile(_BESIDE, re.IGNORECASE | re.VERBOSE)
