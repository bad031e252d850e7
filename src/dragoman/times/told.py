"""The day that a text is telling of where the sentence of an event names none.

A report names its day once and goes on: "On Friday he flew to Tunis. He met the president." So
does a programme: "She will visit three states on July 24-29. In Algeria she will meet …".
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date

from dragoman.language.document import Document
from dragoman.record import Status, Time

_BEFORE: dict[Status, int] = {"happened": 3, "negated": 3, "planned": 1}
"""Sentences back to which a report goes on about the day it named; a plan is soon another one."""
_LEAD = 3
"""Sentences from the top, with the headline, in which a text says what day it is about."""
_NEWS, _LONGEST = 7, 7
"""Oldest that news is, and longest that one happening lasts, in days."""
_DATELINE_END = ("—", "–", "-", "(", ")")
"""Marks after the date of a dateline, which is no day that the text tells of."""


def time_told(
    document: Document, times: Sequence[Time], here: int, published: date, status: Status
) -> Time | None:
    """The expression whose days the sentences around sentence ``here`` tell of, or None.

    That is the last one in the sentences before it (after it, for a headline), else the first one
    at the top of the text, if it lies in the week before publication for what ``happened`` or did
    not, and ahead for what is ``planned``; of other events nothing is told that way.
    """
    if status not in _BEFORE:
        return None
    headline = document.has_headline and here == 0
    for step in range(1, _BEFORE[status] + 1):
        beside = list(times_in(document, times, here + step if headline else here - step))
        for time in reversed(beside):
            if _fits(document, time, published, status):
                return time
    for sentence in range(min(here, _LEAD + 1)):
        for time in times_in(document, times, sentence):
            if _fits(document, time, published, status):
                return time
    return None


def times_in(document: Document, times: Sequence[Time], sentence: int) -> Iterator[Time]:
    """The expressions that begin in a sentence, in order; none where there is no such sentence."""
    if not 0 <= sentence < len(document.sentences):
        return
    start, end = document.sentences[sentence]
    for index in range(bisect_left(times, start, key=lambda one: one.start), len(times)):
        if times[index].start >= end:
            break
        yield times[index]


def _fits(document: Document, time: Time, published: date, status: Status) -> bool:
    """Whether an expression can date what the article tells as news, or announces."""
    if time.type not in ("DATE", "TIME") or time.value.endswith("_REF"):
        return False
    if time.from_ is None or time.to is None:
        return False
    if document.text[time.end : time.end + 2].lstrip().startswith(_DATELINE_END):
        return False
    first, last = date.fromisoformat(time.from_), date.fromisoformat(time.to)
    if (last - first).days >= _LONGEST:
        return False
    if status == "planned":
        return last > published
    return 0 <= (published - first).days <= _NEWS
