"""Where the content of a statement begins and ends: at marks, cues and sentence ends."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.language import Document
from dragoman.model import Tagged

FURTHER = 15
"""Words that a content is moved on at most."""
BACK = 3
"""Words that a content's beginning is moved back at most."""
OPENERS = frozenset("that to whether how what why if for".split())
"""Words with which an indirect content begins: nothing before them belongs to it."""
CLAUSE_MARKS = frozenset(".,;:!?—–()")


def to_boundary(
    document: Document, first: int, last: int, cues: Sequence[Tagged], sources: Sequence[Tagged]
) -> int:
    """The end of a content, moved on to where a clause can end.

    A content that stops in the middle of a phrase goes on to the next mark of punctuation, or to
    the cue or source that follows it.
    """
    stops = {one.first for one in (*cues, *sources) if one.first >= last}
    sentence_end = document.sentences[document.sentence_at(document.starts[first])][1]
    end = last
    while (
        end < len(document.words)
        and end - last < FURTHER
        and document.starts[end] < sentence_end
        and end not in stops
        and document.words[end] not in CLAUSE_MARKS
    ):
        end += 1
    return end if end - last < FURTHER else last


def one_sentence(
    document: Document, first: int, last: int, quotes: Sequence[tuple[int, int]]
) -> int:
    """The end of a content that leaves its sentence without quotation marks: the sentence's."""
    start = document.starts[first]
    end = document.sentences[document.sentence_at(start)][1]
    if document.starts[last - 1] < end or any(a - 1 <= start < b for a, b in quotes):
        return last
    return document.words_in(start, end).stop


def from_boundary(document: Document, first: int, taken: Sequence[Tagged]) -> int:
    """The beginning of a content, moved back over the few words to a mark, cue or source."""
    sentence_start = document.sentences[document.sentence_at(document.starts[first])][0]
    for one in taken:
        if one.first < first < one.last:
            return one.first  # the content begins with the source of a statement inside it
    if document.words[first].lower() in OPENERS:
        return first
    begin = first
    while begin > 0 and first - begin <= BACK and document.starts[begin - 1] >= sentence_start:
        word = document.words[begin - 1]
        if word in CLAUSE_MARKS or any(one.first <= begin - 1 < one.last for one in taken):
            return begin
        begin -= 1
    return begin if document.starts[begin] == sentence_start and first - begin <= BACK else first
