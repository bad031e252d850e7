"""Plans as an iCalendar file (RFC 5545) for any calendar program.

Every plan with a window is an all-day event, tentative and leaving its days free: it is news of a
plan, nobody's appointment. Folding, escaping and line ends are those of the icalendar package.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from dragoman.plans.find import Plan
from dragoman.views.sentences import counted, harmless, in_words

if TYPE_CHECKING:
    import icalendar


def to_ical(plans: Iterable[Plan]) -> bytes:
    """The plans as an iCalendar file in UTF-8; those without a window are left out.

    The same plans give the same bytes: an event's stamp is its article's day of publication.
    """
    import icalendar

    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Dragoman//Planned events//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", "Planned events")
    for plan in plans:
        if plan.start is not None and plan.end is not None:
            calendar.add_component(_event(plan, plan.start, plan.end))
    return bytes(calendar.to_ical())


def _event(plan: Plan, start: date, end: date) -> icalendar.Event:
    import icalendar

    event = icalendar.Event()
    event.add("uid", plan.uid)
    event.add("dtstamp", datetime.combine(plan.published or start, time(), UTC))
    event.add("dtstart", start)
    if end < date.max:  # the calendar's last day has none after it to end before
        event.add("dtend", end + timedelta(1))
    event.add("summary", summary(plan, start, end))
    event.add("description", _description(plan))
    if plan.place:
        event.add("location", _line(plan.place))
    if plan.url and plan.url.startswith(("https://", "http://")):
        event.add("url", "".join(harmless(plan.url).split()))
    event.add("categories", [plan.type])
    event.add("status", "TENTATIVE")
    event.add("transp", "TRANSPARENT")
    return event


def summary(plan: Plan, start: date, end: date) -> str:
    """The plan in one line; what is not fixed to its days says so: "(some time in March 2023)"."""
    what = _line(plan.what)
    said = what[:1].upper() + what[1:]
    if plan.granularity == "day" or start == end:
        return said
    return f"{said} (some time in {in_words(start.isoformat(), end.isoformat())})"


def _description(plan: Plan) -> str:
    """The sentence, whose word it is, and where it stands."""
    source = ", ".join(
        _line(one)
        for one in (
            plan.outlet,
            in_words(plan.published.isoformat(), plan.published.isoformat())
            if plan.published
            else None,
            plan.title,
            plan.url,
        )
        if one
    )
    parts = [
        f"“{_line(plan.evidence)}”",
        f"According to {_line(plan.announced_by)}.",
        f"Source: {source or 'unknown'}",
        f"Announced in {counted(plan.articles, 'article')}; confidence {plan.confidence:.2f}.",
    ]
    if plan.basis == "inferred":
        parts.append("The date is inferred from the surroundings.")
    return "\n\n".join(parts)


def _line(text: str) -> str:
    return " ".join(harmless(text).split())
