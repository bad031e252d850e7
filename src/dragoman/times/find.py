"""Finding time expressions in a document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from dragoman.language.document import Document, read_document
from dragoman.record import Time
from dragoman.times.calendar import Reading
from dragoman.times.grammar import Compiled, Context, Phrase, compiled
from dragoman.times.words import vocabulary

_RUN = re.compile("[^x]+")


def find_times(document: Document, published: date | None) -> tuple[Time, ...]:
    """The time expressions of a document, in text order, with ids ``t1``, ``t2`` …

    ``published`` is what relative and partial expressions are read against; without it they keep
    their type and a value with ``X`` for what is unknown, and no days.
    """
    context = Context(document.words, published)
    found: list[tuple[int, int, Reading]] = []
    for start, end, reading in _readings(document, context):
        if found and _joins(document, found[-1], start, reading):
            first, _, before = found.pop()
            context.earlier.pop()
            reading, start = _joined(before, reading), first
        found.append((start, end, reading))
        context.earlier.append(reading)
    return tuple(
        _time(f"t{number}", document, document.starts[start], document.ends[end - 1], reading)
        for number, (start, end, reading) in enumerate(found, 1)
    )


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


def _readings(document: Document, context: Context) -> Iterator[tuple[int, int, Reading]]:
    """Readings by word indices, left to right, none overlapping."""
    grammar = compiled()
    shape = vocabulary().shape(document.words)
    position = 0
    for run in _RUN.finditer(shape):
        position = max(position, run.start())
        while position < run.end():
            _enter(document, context, position)
            best = _best(grammar, shape, position, min(run.end(), context.sentence_end), context)
            if best is None:
                position += 1
                continue
            yield position, best[0], best[1]
            position = best[0]


def _enter(document: Document, context: Context, position: int) -> None:
    """Moves the context to the sentence of the word at ``position``."""
    if context.sentence <= position < context.sentence_end and context.sentence_end < len(
        context.words
    ):
        return
    start, end = document.sentences[document.sentence_at(document.starts[position])]
    words = document.words_in(start, end)
    context.sentence, context.sentence_end = words.start, max(words.stop, position + 1)


def _best(
    grammar: Compiled, shape: str, position: int, end: int, context: Context
) -> tuple[int, Reading] | None:
    """The longest match at ``position`` that has a reading."""
    matches = [
        (match.end(), -order, match, rule)
        for order, (pattern, rule) in enumerate(grammar.patterns)
        if (match := pattern.match(shape, position, end))
    ]
    matches.sort(key=lambda one: one[:2], reverse=True)
    for stop, _, match, rule in matches:
        reading = rule.read(Phrase(match, context))
        if reading is not None:
            return stop, reading
    return None


def _joins(
    document: Document, before: tuple[int, int, Reading], start: int, reading: Reading
) -> bool:
    """Whether a time of day and the day right after it are one expression ("noon Thursday")."""
    _, end, earlier = before
    if earlier.type != "TIME" or reading.type != "DATE" or reading.granularity != "day":
        return False
    between = document.words[end:start]
    return not between or (between == [","] and "XST" not in between)


def _joined(clock: Reading, day: Reading) -> Reading:
    time = clock.value.split("T", 1)[1] if "T" in clock.value else ""
    return Reading("TIME", f"{day.value}T{time}", day.first, day.last, "day")


def resolve_phrase(text: str, anchor: date | None, earlier: Sequence[Time] = ()) -> Time | None:
    """What one time expression means, read against ``anchor``; None when it is none.

    ``earlier`` are the expressions before it in its text, oldest first: "a year earlier" is read
    against them.
    """
    document = read_document(text)
    context = Context(document.words, anchor)
    context.earlier = [_reading(time) for time in earlier]
    best: tuple[int, int, Reading] | None = None
    for start, end, reading in _readings(document, context):
        if best is not None and _joins(document, best, start, reading):
            best = (best[0], end, _joined(best[2], reading))
        elif best is None or end - start > best[1] - best[0]:
            best = (start, end, reading)
    return _time("t1", document, document.starts[0], document.ends[-1], best[2]) if best else None


def read_spans(
    document: Document, spans: Sequence[tuple[int, int]], published: date | None
) -> tuple[Time | None, ...]:
    """What the expressions at given character spans mean, in text order; None where none is read."""
    grammar = compiled()
    shape = vocabulary().shape(document.words)
    context = Context(document.words, published)
    read: list[Time | None] = []
    for number, (start, end) in enumerate(spans, 1):
        words = document.words_in(start, end)
        best: tuple[int, int, Reading] | None = None
        position = words.start
        if words:
            _enter(document, context, position)
        while position < words.stop:
            match = _best(grammar, shape, position, words.stop, context)
            if match is None:
                position += 1
                continue
            if best is not None and _joins(document, best, position, match[1]):
                best = (best[0], match[0], _joined(best[2], match[1]))
            elif best is None or match[0] - position > best[1] - best[0]:
                best = (position, match[0], match[1])
            position = match[0]
        if best is None:
            read.append(None)
            continue
        context.earlier.append(best[2])
        read.append(_time(f"t{number}", document, start, end, best[2]))
    return tuple(read)


def _reading(time: Time) -> Reading:
    return Reading(
        time.type,
        time.value,
        date.fromisoformat(time.from_) if time.from_ else None,
        date.fromisoformat(time.to) if time.to else None,
        time.granularity,
    )
