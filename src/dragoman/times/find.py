"""Finding time expressions in a document, and reading single phrases."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from dragoman.language.document import Document, read_document
from dragoman.record import Time
from dragoman.times.calendar import Reading
from dragoman.times.grammar import Context, read_longest
from dragoman.times.words import vocabulary

_RUN = re.compile("[^x]+")
Found = tuple[int, int, Reading]
"""Index of the first word, index after the last word, reading."""


def find_times(document: Document, published: date | None) -> tuple[Time, ...]:
    """The time expressions of a document, in text order, with ids ``t1``, ``t2`` …

    ``published`` is what relative and partial expressions are read against; without it they keep
    their type and a value with ``X`` for what is unknown, and no days.
    """
    context = Context(document.words, published)
    shape = vocabulary().shape(document.words)
    found: list[Found] = []
    for run in _RUN.finditer(shape):
        for one in _read(document, context, shape, *run.span()):
            if found and (joined := _join(document, found[-1], one)):
                found[-1] = joined
                context.earlier[-1] = joined[2]
            else:
                found.append(one)
                context.earlier.append(one[2])
    return tuple(
        _time(f"t{number}", document, document.starts[start], document.ends[end - 1], reading)
        for number, (start, end, reading) in enumerate(found, 1)
    )


def resolve_phrase(text: str, anchor: date | None, earlier: Sequence[Time] = ()) -> Time | None:
    """What one time expression means, read against ``anchor``; None when it is none.

    ``earlier`` are the expressions before it in its text, oldest first: "a year earlier" is read
    against them.
    """
    document = read_document(text)
    context = Context(document.words, anchor, marked=True)
    context.earlier = [_reading(time) for time in earlier]
    best = _best(document, context, 0, len(document.words))
    if best is None:
        return None
    return _time("t1", document, document.starts[0], document.ends[-1], best)


def read_spans(
    document: Document, spans: Sequence[tuple[int, int]], published: date | None
) -> tuple[Time | None, ...]:
    """What the expressions at given character spans mean, in text order; None where none is."""
    context = Context(document.words, published, marked=True)
    read: list[Time | None] = []
    for number, (start, end) in enumerate(spans, 1):
        words = document.words_in(start, end)
        best = _best(document, context, words.start, words.stop) if words else None
        if best is None:
            read.append(None)
        else:
            context.earlier.append(best)
            read.append(_time(f"t{number}", document, start, end, best))
    return tuple(read)


def _best(document: Document, context: Context, start: int, end: int) -> Reading | None:
    """The reading of the longest expression among words ``[start, end)``."""
    shape = " " * start + vocabulary().shape(document.words[start:end])
    best: Found | None = None
    for one in _read(document, context, shape, start, end):
        if best is None:
            best = one
        elif joined := _join(document, best, one):
            best = joined
        elif one[1] - one[0] > best[1] - best[0]:
            best = one
    return best[2] if best else None


def _read(
    document: Document, context: Context, shape: str, start: int, end: int
) -> Iterator[Found]:
    """The expressions among words ``[start, end)``, left to right, none overlapping."""
    position = start
    while position < end:
        _enter(document, context, position)
        stop = min(end, context.sentence_end)
        one = read_longest(shape[position:stop], position, context)
        if one is None:
            position += 1
        else:
            yield position, *one
            position = one[0]


def _enter(document: Document, context: Context, position: int) -> None:
    """Moves the context to the sentence of the word at ``position``."""
    if (
        position < context.sentence_end
        and context.sentence <= position
        and context.sentence_end < len(context.words)
    ):
        return
    start, end = document.sentences[document.sentence_at(document.starts[position])]
    words = document.words_in(start, end)
    context.sentence, context.sentence_end = words.start, max(words.stop, position + 1)


def _join(document: Document, one: Found, two: Found) -> Found | None:
    """A time of day and its day as one expression: "noon Thursday", "Tuesday at 5 p.m."."""
    between = " ".join(document.words[one[1] : two[0]]).lower()
    clock, day = (one[2], two[2]) if one[2].type == "TIME" else (two[2], one[2])
    if clock.type != "TIME" or day.type != "DATE" or day.granularity != "day":
        return None
    if between not in (_LINKS_DAY if clock is one[2] else _LINKS_CLOCK):
        return None
    value = f"{day.value}T{clock.value.partition('T')[2]}"
    return one[0], two[1], Reading("TIME", value, day.first, day.last, "day")


_LINKS_DAY = frozenset({"", ",", "on"})
_LINKS_CLOCK = frozenset({"at"})


def _time(id: str, document: Document, start: int, end: int, reading: Reading) -> Time:
    return Time(
        id=id,
        start=start,
        end=end,
        text=document.text[start:end],
        type=reading.type,
        value=reading.value,
        from_=reading.first.isoformat() if reading.first else None,
        to=reading.last.isoformat() if reading.last else None,
        granularity=reading.granularity,
    )


def _reading(time: Time) -> Reading:
    return Reading(
        time.type,
        time.value,
        date.fromisoformat(time.from_) if time.from_ else None,
        date.fromisoformat(time.to) if time.to else None,
        time.granularity,
    )
