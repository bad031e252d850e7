"""Days, units and TIMEX3 values: the arithmetic under every time expression.

A ``Reading`` is what an expression means: its TIMEX3 type and value and, where they are known,
the first and last day that it covers. Values follow TIMEX3 as used in TempEval-3: ``1998``,
``1998-02``, ``1998-02-13``, ``1998-W07``, ``1998-W07-WE``, ``1998-Q3``, ``1998-H2``, ``1998-SU``,
``199`` (decade), ``19`` (century), ``1998-02-13T10:35``, ``1998-02-13TMO``, ``P3D``, ``PXW``,
``PRESENT_REF``. Seasons are those of the northern half of the earth by whole months; the winter
of a year begins in its December.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from dragoman.record import Granularity, TimexType

SEASON_START: Final = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_MONTHS_IN: Final = {
    "month": 1,
    "quarter": 3,
    "half": 6,
    "year": 12,
    "decade": 120,
    "century": 1200,
}
_VALUE = re.compile(
    r"(?P<year>\d{4})"
    r"(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)(?:T.*)?)?"
    r"|-W(?P<week>\d\d)(?P<weekend>-WE)?"
    r"|-Q(?P<quarter>[1-4])|-H(?P<half>[12])|-(?P<season>SP|SU|FA|WI))?$"
    r"|(?P<decade>\d{3})$|(?P<century>\d\d)$"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a time expression means.

    Attributes:
        type: TIMEX3 type.
        value: TIMEX3 value.
        first: first day covered, or None when unknown.
        last: last day covered, or None when unknown.
        granularity: how finely the expression dates something.
        aside: named only to compare with ("a year ago"), so that no later one rests on it.
    """

    type: TimexType
    value: str
    first: date | None = None
    last: date | None = None
    granularity: Granularity = "vague"
    aside: bool = False


def make_date(year: int, month: int, day: int) -> date | None:
    """The day, or None when there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_of(year: int, month: int) -> tuple[date, date]:
    """First and last day of a month."""
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def covered(value: str) -> tuple[date, date, Granularity] | None:
    """The days that a DATE or TIME value covers, or None for one without known days."""
    match = _VALUE.match(value)
    if match is None:
        return None
    try:
        return _days(match)
    except (ValueError, OverflowError):
        return None


def _days(match: re.Match[str]) -> tuple[date, date, Granularity]:
    """The days of a parsed value; raises ValueError when there are none such."""
    if digits := match["decade"] or match["century"]:
        span = 10 if match["decade"] else 100
        start = int(digits) * span
        return date(start, 1, 1), date(start + span - 1, 12, 31), "vague"
    year = int(match["year"])
    if match["day"]:
        day = date(year, int(match["month"]), int(match["day"]))
        return day, day, "day"
    if match["month"]:
        return *month_of(year, int(match["month"])), "month"
    if match["week"]:
        monday = date.fromisocalendar(year, int(match["week"]), 1)
        return monday + timedelta(5 if match["weekend"] else 0), monday + timedelta(6), "week"
    if match["quarter"]:
        last = 3 * int(match["quarter"])
        return date(year, last - 2, 1), month_of(year, last)[1], "quarter"
    if match["half"]:
        last = 6 * int(match["half"])
        return date(year, last - 5, 1), month_of(year, last)[1], "vague"
    if match["season"]:
        month = SEASON_START[match["season"]]
        end = (year + 1, 2) if match["season"] == "WI" else (year, month + 2)
        return date(year, month, 1), month_of(*end)[1], "season"
    return date(year, 1, 1), date(year, 12, 31), "year"


def dated(value: str, type: TimexType = "DATE") -> Reading:
    """The reading of a DATE or TIME value, with the days that it covers."""
    days = covered(value)
    return Reading(type, value, *days) if days else Reading(type, value)


def shift(day: date, count: int, unit: str) -> date | None:
    """The day ``count`` units after ``day`` (before it when negative); None beyond the calendar."""
    try:
        if unit in _MONTHS_IN:
            months = day.year * 12 + day.month - 1 + count * _MONTHS_IN[unit]
            year, month = divmod(months, 12)
            return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
        days = {"week": 7, "weekend": 7, "fortnight": 14}.get(unit, 1)
        return day + timedelta(count * days)
    except (ValueError, OverflowError):
        return None


def stamp(day: date, unit: str) -> str:
    """The TIMEX3 value of the unit that holds ``day``: ``1998-02`` for its month."""
    match unit:
        case "week" | "weekend" | "fortnight":
            year, week, _ = day.isocalendar()
            return f"{year:04}-W{week:02}" + ("-WE" if unit == "weekend" else "")
        case "month":
            return f"{day.year:04}-{day.month:02}"
        case "quarter":
            return f"{day.year:04}-Q{(day.month + 2) // 3}"
        case "half":
            return f"{day.year:04}-H{1 if day.month < 7 else 2}"
        case "year":
            return f"{day.year:04}"
        case "decade":
            return f"{day.year // 10:03}"
        case "century":
            return f"{day.year // 100:02}"
        case "SP" | "SU" | "FA" | "WI":
            year = day.year - 1 if unit == "WI" and day.month < 3 else day.year
            return f"{year:04}-{unit}"
        case _:
            return day.isoformat()


_ENDS: Final = {"year": 31, "month": 7, "quarter": 14, "season": 14}
"""Days that "the end of" a unit is taken to mean; of others it is the last third."""


def end_part(reading: Reading, part: int) -> Reading:
    """The reading narrowed to its first days (0), middle (1) or last days (2); the value stays."""
    days = _ENDS.get(reading.granularity)
    if part == 1 or days is None or reading.first is None or reading.last is None:
        return third(reading, part)
    if part == 0:
        return replace(reading, last=reading.first + timedelta(days - 1))
    return replace(reading, first=reading.last - timedelta(days - 1))


_DECADE: Final = 3
"""Characters of a decade's value."""
_CUTS: Final = {"month": ("day", (0, 10, 20, 20)), "year": ("month", (0, 4, 8, 12))}
"""Where a period divides into early, middle and late: the unit and how many of it have passed."""


def third(reading: Reading, part: int) -> Reading:
    """The reading narrowed to its first (0), middle (1) or last (2) third; the value stays.

    TIMEX3 keeps "early 1990" at ``1990`` and puts START into ``mod``; the days say it here. Months
    divide after the 10th and the 20th, years after April and August, decades after the years in 3
    and 6.
    """
    if reading.first is None or reading.last is None:
        return reading
    if reading.granularity in _CUTS or len(reading.value) == _DECADE:
        unit, steps = _CUTS.get(reading.granularity, ("year", (0, 4, 7, 10)))
        start, end = (shift(reading.first, steps[part + i], unit) for i in (0, 1))
        if start is None or end is None:
            return reading
        last = reading.last if part == 2 else end - timedelta(1)
        return replace(reading, first=start, last=last)
    days = (reading.last - reading.first).days + 1
    if days < 3:
        return reading
    first = reading.first + timedelta(days * part // 3)
    last = reading.first + timedelta(days * (part + 1) // 3 - 1)
    return replace(reading, first=first, last=last)
