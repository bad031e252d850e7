"""What a later report says for or against an expectation, and how much it weighs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import prod

from dragoman.ledger.coverage import FRESH
from dragoman.ledger.expectations import Expectation
from dragoman.ledger.fit import Seen, called_off_fit, day_fit, fit, kind_fit
from dragoman.record import Event, Record
from dragoman.views.sentences import describe

_LATER = re.compile(
    r"postpon|delay|put(?:s|ting)? off|push(?:es|ed|ing)? back|reschedul|defer", re.I
)


@dataclass(frozen=True)
class Evidence:
    """A report that something expected came about, or that it did not.

    Attributes:
        article: number of the article in the archive.
        event: id of the event there.
        outlet: who published it.
        published: day of the article.
        first: first day of the event.
        last: last day of the event.
        came: whether it tells that the thing came about; else that it was called off or denied.
        put_off: whether it is said to come later.
        fit: how well it is the thing expected, 0 to 1.
        confidence: of the event, as coded.
        trigger: the words that name it there.
        sentence: the event in words.
    """

    article: int
    event: str
    outlet: str | None
    published: date
    first: date
    last: date
    came: bool
    put_off: bool
    fit: float
    confidence: float
    trigger: str
    sentence: str


def weigh(
    expected: Expectation, article: int, event: Event, record: Record, *, joined: bool = False
) -> Evidence | None:
    """What an event of a later article means for ``expected``; None when it means nothing.

    An event inside a forecast's own claim is foreseen, not reported, and means nothing. With
    ``joined`` the event is known to be the one expected, and only status and days are asked.
    """
    day = record.article.published
    if day is None or expected.published is None or article == expected.article:
        return None
    published = date.fromisoformat(day)
    if published < expected.published or expected.end is None or expected.event is None:
        return None
    if event.status == "negated" and any(event.id in one.events for one in record.forecasts):
        return None
    seen = Seen.of(event, record, published)
    came = event.status in ("happened", "ongoing")
    same = 1.0 if joined and kind_fit(expected.event, event) else fit(expected, seen)
    if event.status == "happened" and (factor := called_off_fit(expected, seen)):
        came = False
        first, last = seen.days
        factor *= float(first <= expected.end and last >= expected.published)
    elif came:
        factor = same * _in_window(expected, seen)
    elif event.status == "negated":
        # Without a day of its own a negation speaks of a day that is just over.
        dated = event.date is not None and event.date.basis != "publication"
        start = expected.start or expected.end
        fresh = float(start <= published <= expected.end + FRESH)
        factor = same * (_in_window(expected, seen) if dated else fresh)
    else:
        return None
    if not factor:
        return None
    return Evidence(
        article=article,
        event=event.id,
        outlet=record.article.outlet,
        published=published,
        first=seen.days[0],
        last=seen.days[1],
        came=came,
        put_off=not came and any(_LATER.search(one.trigger.text) for one in event.reports),
        fit=factor,
        confidence=event.confidence,
        trigger=event.trigger.text,
        sentence=describe(event, record),
    )


def _in_window(expected: Expectation, seen: Seen) -> float:
    assert expected.end is not None
    return day_fit(expected.start or expected.end, expected.end, seen)


def pooled(evidence: Sequence[Evidence]) -> float:
    """How sure all together make it that the thing expected is what they tell.

    Outlets err independently, the best report of each counts; but many reports of a thing that
    fits badly do not make it fit: those that fit at least so well are pooled, and the best such
    pool is taken.
    """
    sure = 0.0
    for fit_ in {one.fit for one in evidence}:
        best: dict[str, float] = {}
        for one in evidence:
            if one.fit >= fit_:
                outlet = one.outlet or f"article {one.article}"
                best[outlet] = max(best.get(outlet, 0.0), one.confidence)
        sure = max(sure, fit_ * (1 - prod(1 - confidence for confidence in best.values())))
    return sure


def strongest(evidence: Sequence[Evidence]) -> Evidence:
    """The one to cite: the heaviest, of equals the earliest."""
    return min(
        evidence, key=lambda one: (-one.fit * one.confidence, one.published, one.article, one.event)
    )


def quote(evidence: Sequence[Evidence]) -> str:
    """The strongest in words, and how many more there are."""
    best = strongest(evidence)
    articles = len({one.article for one in evidence})
    outlets = len({one.outlet for one in evidence})
    more = f" ({articles} articles, {outlets} outlets)" if articles > 1 else ""
    source = best.outlet or "an article"
    return f"{source} of {best.published}, “{best.trigger}”: {best.sentence}{more}"
