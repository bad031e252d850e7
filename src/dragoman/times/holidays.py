"""The days of feasts that news prose uses as dates, mostly those of the United States."""

from __future__ import annotations

from datetime import date, timedelta

_FIXED = {
    "christmas": (12, 25),
    "christmas day": (12, 25),
    "christmastime": (12, 25),
    "christmas eve": (12, 24),
    "boxing day": (12, 26),
    "new year": (1, 1),
    "new year day": (1, 1),
    "new year eve": (12, 31),
    "halloween": (10, 31),
    "valentine day": (2, 14),
    "independence day": (7, 4),
    "veterans day": (11, 11),
    "armistice day": (11, 11),
    "may day": (5, 1),
    "bastille day": (7, 14),
    "inauguration day": (1, 20),
}
_NTH = {  # month, weekday (Monday is 1), which one (-1: the last)
    "thanksgiving": (11, 4, 4),
    "thanksgiving day": (11, 4, 4),
    "labor day": (9, 1, 1),
    "memorial day": (5, 1, -1),
    "columbus day": (10, 1, 2),
}
_FROM_EASTER = {"easter": 0, "easter sunday": 0, "easter monday": 1, "good friday": -2}


def holiday_in(name: str, year: int) -> date | None:
    """The day of a feast in a year, or None when it is none of those known here."""
    key = " ".join(
        word for word in name.lower().replace("’", "'").split() if word not in ("'s", "'")
    )
    if key in _FIXED:
        return date(year, *_FIXED[key])
    if key in _NTH:
        return nth_weekday(year, *_NTH[key])
    if key in _FROM_EASTER:
        return easter(year) + timedelta(_FROM_EASTER[key])
    if key == "election day":
        return nth_weekday(year, 11, 1, 1) + timedelta(1)
    return None


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth given weekday (1 to 7) of a month; the last one for -1."""
    if nth > 0:
        first = date(year, month, 1)
        return first + timedelta((weekday - first.isoweekday()) % 7 + 7 * (nth - 1))
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(1)
    return last - timedelta((last.isoweekday() - weekday) % 7)


def easter(year: int) -> date:
    """Western Easter: the anonymous Gregorian computus (Meeus, Astronomical Algorithms, 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (a + 11 * h) // 319
    r = (2 * e + 2 * i - k - h + m + 32) % 7
    month = (h - m + r + 90) // 25
    return date(year, month, (h - m + r + month + 19) % 32)
