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
                window=_window(span, times, published),
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


def _window(claim: Span, times: Sequence[Time], published: date | None) -> Window:
    """The dates the claim names, from publication on; else a year, and ``basis`` says so."""
    for time in times:
        if not (claim.start <= time.start and time.end <= claim.end and time.to):
            continue
        if published is None or time.to >= published.isoformat():
            start = time.from_ or time.to
            if published is not None:
                start = max(start, published.isoformat())
            return Window(start=start, end=time.to, basis="text")
    if published is None:
        return Window(basis="none: no date in the claim, publication date unknown")
    return Window(
        start=published.isoformat(),
        end=(published + HORIZON).isoformat(),
        basis="default: one year from publication",
    )
