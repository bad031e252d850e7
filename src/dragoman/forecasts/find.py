"""What next: claims about the future, by whom, how firmly, until when, on what condition."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from dragoman.forecasts.marked import marked_claims
from dragoman.forecasts.wording import Wording, read_wording
from dragoman.language import Document
from dragoman.model import Signals, Tagged, bio_spans
from dragoman.record import Event, Forecast, Span, Statement, Time, Window
from dragoman.statements import innermost, to_boundary

OUTSIDE = 0.5
MARKED = 0.6
"""Confidence of a claim found by its words alone."""
HORIZON = timedelta(days=365)
"""Window of a forecast that names none: one year from publication, said in ``basis``."""
_EDGE = re.compile(
    r"\b(?:(?P<before>before|ahead of|prior to)|(?P<by>by|until|till)|(?P<after>after|following))"
    r"(?: the)?(?: end of)?(?: the)?\s*$",
    re.I,
)
"""Words before a date that make it one end of the window."""
_CONDITION_ALONE = re.compile(r"(?:if|unless)\b[^,]*$", re.I)
_IF = re.compile(r"\b(?:if|unless|provided(?: that)?|as long as|in case)\b[^,.;:—]*", re.I)


def find_forecasts(
    document: Document,
    signals: Signals,
    statements: Sequence[Statement],
    events: Sequence[Event],
    times: Sequence[Time],
    author: str | None,
    published: date | None,
) -> tuple[Forecast, ...]:
    """The forecasts of the article in text order (ids ``f1``, ``f2`` …).

    ``author`` is the id of the byline's actor, who answers for what nobody else is cited for.
    """
    wordings = bio_spans(signals, "wording", OUTSIDE)
    conditions = bio_spans(signals, "condition", OUTSIDE)
    by_id = {one.id: one for one in statements}
    found: list[Forecast] = []
    for claim in _claims(document, signals):
        if claim.kind != "forecast" or claim.last - claim.first < 3:
            continue
        last = to_boundary(document, claim.first, claim.last, (), ())
        claim = claim._replace(last=last)
        span = _trim(document, claim)
        if _CONDITION_ALONE.match(span.text) or any(
            one.claim.start <= span.start and span.end <= one.claim.end for one in found
        ):
            continue
        wording = _wording(document, claim, wordings)
        if wording is None:
            continue
        statement = innermost(statements, span.start, span.end)
        speakers = by_id[statement].speakers if statement else ((author,) if author else ())
        found.append(
            Forecast(
                id=f"f{len(found) + 1}",
                forecasters=speakers,
                claim=span,
                wording=wording.text,
                probability=wording.probability,
                condition=_condition(document, span, conditions),
                window=_window(document.text, span, times, published),
                events=tuple(
                    one.id
                    for one in events
                    if any(
                        span.start <= r.trigger.start and r.trigger.end <= span.end
                        for r in one.reports
                    )
                ),
                statement=statement,
                confidence=signals.labels.confidence("forecast", claim.score),
            )
        )
    return tuple(found)


def _claims(document: Document, signals: Signals) -> list[Tagged]:
    """Claims that the model tags, and those that their own words give away."""
    tagged = bio_spans(signals, "claim", OUTSIDE)
    taken = [(document.starts[one.first], document.ends[one.last - 1]) for one in tagged]
    marked = []
    for start, end in marked_claims(document, taken):
        words = document.words_in(start, end)
        if any(i in signals.row_of for i in words):
            marked.append(Tagged(words.start, words.stop, "forecast", MARKED))
    return sorted([*tagged, *marked])


def _trim(document: Document, claim: Tagged) -> Span:
    """The claim without punctuation and quotation marks at its ends."""
    first, last = claim.first, claim.last
    while last > first + 1 and not document.words[last - 1][0].isalnum():
        last -= 1
    while first < last - 1 and not document.words[first][0].isalnum():
        first += 1
    return Span.of(document.text, document.starts[first], document.ends[last - 1])


def _wording(document: Document, claim: Tagged, wordings: list[Tagged]) -> Wording | None:
    """The range of the tagged words inside or just before the claim, else of its own words."""
    text = document.text
    own = text[document.starts[claim.first] : document.ends[claim.last - 1]]
    for one in wordings:
        if one.first < claim.last and claim.first - 6 <= one.first:
            hint = text[document.starts[one.first] : document.ends[one.last - 1]]
            around = text[
                document.starts[min(one.first, claim.first)] : document.ends[
                    max(one.last, claim.last) - 1
                ]
            ]
            if (found := read_wording(around, hint)) is not None:
                return found
    if (found := read_wording(own)) is not None:
        return found
    start, _ = document.sentences[document.sentence_at(document.starts[claim.first])]
    before = text[start : document.starts[claim.first]]
    return read_wording(before[-60:]) if before else None


def _condition(document: Document, claim: Span, conditions: list[Tagged]) -> Span | None:
    start, end = document.sentences[document.sentence_at(claim.start)]
    for one in conditions:
        if start <= document.starts[one.first] < end:
            return Span.of(document.text, document.starts[one.first], document.ends[one.last - 1])
    match = _IF.search(document.text, start, end)
    if match and match.end() - match.start() > 8:
        return Span.of(document.text, match.start(), match.start() + len(match[0].rstrip()))
    return None


def _window(text: str, claim: Span, times: Sequence[Time], published: date | None) -> Window:
    """The dates the claim names, from publication on; else a year, and ``basis`` says so.

    "Before" a date ends the window on the eve of it, "by" and "until" on its last day; "after" it
    the year begins.
    """
    first = published.isoformat() if published else ""
    for time in times:
        if not (claim.start <= time.start and time.end <= claim.end and time.to):
            continue
        start, end = time.from_ or time.to, time.to
        if edge := _EDGE.search(text, claim.start, time.start):
            if edge["after"]:
                begin = date.fromisoformat(end) + timedelta(days=1)
                start, end = begin.isoformat(), (begin + HORIZON).isoformat()
            else:
                if edge["before"]:
                    end = (date.fromisoformat(start) - timedelta(days=1)).isoformat()
                start = first or end
        if end >= first:
            return Window(start=max(start, first), end=end, basis="text")
    if published is None:
        return Window(basis="none: no date in the claim, publication date unknown")
    return Window(
        start=published.isoformat(),
        end=(published + HORIZON).isoformat(),
        basis="default: one year from publication",
    )
