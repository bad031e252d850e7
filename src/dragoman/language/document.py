"""A text as paragraphs, sentences and words, all with offsets into the unchanged text.

Every later room works on this one view. Words split at hyphens ("Russian", "-", "Chinese") so
that each half can be looked up; a possessive ending is a word of its own ("China", "'s");
abbreviations with inner stops ("U.S.") and numbers ("1,200.5") stay whole.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from dragoman.language.sentences import split_sentences

WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S., a.m.
    r"|[’'][sS]\b"  # the possessive
    r"|\d+(?:[.,:]\d+)*\w*"  # 1,200.5  10:30  5th
    r"|\w+(?:[’'](?![sS]\b)\w+)*"  # words, O'Brien, don't
    r"|[^\w\s]"
)
_LINE = re.compile(r"[^\n]+")
_ENDS_SENTENCE = re.compile(r"[.!?:;…][\"'”’)\]]*\s*$")
_WRAPPED_WIDTH = 100
"""Longest line, in characters, of a text that may have been wrapped by hand or by a mailer."""


@dataclass(frozen=True)
class Document:
    """One text, taken apart once.

    Attributes:
        text: the article's text, unchanged.
        words: the words in order; ``text[starts[i]:ends[i]] == words[i]``.
        starts: offset of the first character of each word, in code points.
        ends: offset after the last character of each word.
        sentences: character spans, in order, without surrounding blanks.
        paragraphs: character spans, in order; the headline is the first when there is one.
        has_headline: whether the first paragraph is a headline.
    """

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    sentences: list[tuple[int, int]]
    paragraphs: list[tuple[int, int]]
    has_headline: bool = False

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [start for start, _ in self.sentences]

    @cached_property
    def _paragraph_starts(self) -> list[int]:
        return [start for start, _ in self.paragraphs]

    def sentence_at(self, offset: int) -> int:
        """Index of the sentence that holds ``offset``, or of the last one before it."""
        return max(0, bisect_right(self._sentence_starts, offset) - 1)

    def paragraph_at(self, offset: int) -> int:
        """Index of the paragraph that holds ``offset``, or of the last one before it."""
        return max(0, bisect_right(self._paragraph_starts, offset) - 1)

    def words_in(self, start: int, end: int) -> range:
        """Indices of the words that begin inside the character span ``[start, end)``."""
        first = bisect_right(self.starts, start - 1)
        return range(first, bisect_right(self.starts, end - 1))


def read_document(text: str, *, has_headline: bool = False) -> Document:
    """Takes ``text`` apart into paragraphs, sentences and words."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in WORD.finditer(text):
        words.append(match[0])
        starts.append(match.start())
        ends.append(match.end())
    paragraphs = _paragraphs(text)
    sentences = [span for start, end in paragraphs for span in split_sentences(text, start, end)]
    return Document(text, words, starts, ends, sentences, paragraphs, has_headline and bool(words))


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """Lines that are not blank; lines of a hard-wrapped text are joined to paragraphs."""
    lines: list[tuple[int, int]] = []
    for match in _LINE.finditer(text):
        line = match[0]
        stripped = line.strip()
        if stripped:
            start = match.start() + line.index(stripped[0])
            lines.append((start, start + len(stripped)))
    if not _is_wrapped(text, lines):
        return lines
    joined = [lines[0]]
    for start, end in lines[1:]:
        adjacent = text.count("\n", joined[-1][1], start) == 1
        if adjacent and joined[-1][0] != lines[0][0]:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _is_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """Whether most lines run on into the next, as in mail or old wire copy."""
    if len(lines) < 6 or max(end - start for start, end in lines) > _WRAPPED_WIDTH:
        return False
    pairs = [(one, two) for one, two in pairwise(lines) if text.count("\n", one[1], two[0]) == 1]
    running = sum(1 for one, _ in pairs if not _ENDS_SENTENCE.search(text[one[0] : one[1]]))
    return len(pairs) >= len(lines) // 2 and running >= 0.6 * len(pairs)
