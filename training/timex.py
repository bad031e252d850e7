"""The time expressions of an annotated article as the record's times.

The annotation gives the days of an expression; the record asks for its TIMEX3 type and value too.
They are the grammar's reading of the words where it covers the same days, else made from the days.
"""

from __future__ import annotations

from datetime import date
from typing import cast

from dragoman.language import Document
from dragoman.record import Granularity, Time, TimexType
from dragoman.times import read_spans
from dragoman.times.calendar import covered, stamp
from training.markup import MarkedArticle, MarkedTime

UNITS = ("week", "weekend", "month", "SP", "SU", "FA", "WI", "quarter", "half", "year", "decade")
"""Units of the calendar in which the value of some days may be written; the first that fits."""
UNREAD: dict[TimexType, str] = {"DURATION": "PX", "SET": "XXXX"}
"""Values of lengths and sets that the grammar cannot read: not known."""


def times_by_tag(article: MarkedArticle, document: Document) -> dict[str, list[Time]]:
    """The times of each tag; an expression that is tagged twice is two (ids in text order)."""
    found = sorted(
        (start, end, tag)
        for tag, spans in article.spans.items()
        if tag[0] == "t"
        for start, end in spans
    )
    published = date.fromisoformat(article.meta["date"])
    readings = read_spans(document, [(start, end) for start, end, _ in found], published)
    times: dict[str, list[Time]] = {}
    for number, ((start, end, tag), reading) in enumerate(zip(found, readings, strict=True), 1):
        marked = article.times[tag]
        type_, value, granularity = _timex(marked, reading)
        time = Time(
            id=f"t{number}",
            start=start,
            end=end,
            text=article.text[start:end],
            type=type_,
            value=value,
            from_=marked.start,
            to=marked.end,
            granularity=granularity,
        )
        times.setdefault(tag, []).append(time)
    return times


def _timex(marked: MarkedTime, reading: Time | None) -> tuple[TimexType, str, Granularity]:
    """Type, value and granularity of an annotated time, beside the grammar's reading of it."""
    if marked.granularity in ("duration", "set"):
        type_: TimexType = "DURATION" if marked.granularity == "duration" else "SET"
        # "A week" in "three times a week" reads as a length: a set's value is its period.
        if reading is not None and reading.type in (type_, "DURATION"):
            return type_, reading.value, reading.granularity
        return type_, UNREAD[type_], "vague"
    granularity = cast(Granularity, marked.granularity)
    if reading is not None and (reading.from_, reading.to) == (marked.start, marked.end):
        return reading.type, reading.value, granularity
    if reading is not None and reading.type == "TIME" and marked.start == marked.end:
        day, clock = marked.start or "XXXX-XX-XX", reading.value.partition("T")[2]
        return "TIME", f"{day}T{clock}", granularity
    return "DATE", _days_value(marked.start, marked.end), granularity


def _days_value(start: str | None, end: str | None) -> str:
    """The TIMEX3 value of some days: a unit of the calendar, else first and last day."""
    if start is None or end is None:
        return "XXXX-XX-XX" if end is None else "PAST_REF"
    if start == end:
        return start
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    for unit in UNITS:
        value = stamp(first, unit)
        if (days := covered(value)) and days[:2] == (first, last):
            return value
    return f"{start}/{end}"
