"""Whose words: the author's, a source's in the author's words, or somebody's in quotation marks."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, islice

from dragoman.article import has_headline, reads_as_english
from dragoman.framing.result import Shares, Voice
from dragoman.language import Document, read_document
from dragoman.record import Record
from dragoman.statements import find_quotes

SENTENCE = 4
"""Words in quotation marks that are taken for somebody's, though no statement covers them; fewer
are the author's: a title, a term, irony."""


@dataclass(frozen=True)
class Reading:
    """A record's text as words, each with its voice.

    Attributes:
        record: the record.
        document: its text taken apart.
        quotes: quotations, marks excluded.
        statement: index of the innermost statement of each word, -1 for none.
        quoted: whether each word stands in quotation marks.
        foreign: whether each word stands in marks of four words or more.
        headline: offset at which the headline ends; 0 when the text has none.
    """

    record: Record
    document: Document
    quotes: list[tuple[int, int]]
    statement: list[int]
    quoted: list[bool]
    foreign: list[bool]
    headline: int

    def is_word(self, index: int) -> bool:
        """Whether it is a word and no mark of punctuation."""
        return self.document.words[index][0].isalnum()

    def voice(self, index: int) -> Voice:
        """Whose word this is; one in marks is somebody's, whether a statement covers it or not."""
        if self.quoted[index]:
            return "quoted"
        return "paraphrased" if self.statement[index] >= 0 else "author"

    def statement_id(self, index: int) -> str | None:
        """Id of the innermost statement of a word."""
        number = self.statement[index]
        return self.record.statements[number].id if number >= 0 else None


def read_voices(record: Record) -> Reading:
    """The text of the record with the voice of each word."""
    text = record.article.text if reads_as_english(record.article.language) else ""
    document = read_document(text, has_headline=has_headline(record.article))
    size = len(document.words)
    statement = [-1] * size
    contents = [(one.content, number) for number, one in enumerate(record.statements)]
    # The larger first, so that the innermost is left standing.
    for content, number in sorted(contents, key=lambda one: one[0].start - one[0].end):
        for part in content.parts or (content,):
            for index in document.words_in(part.start, part.end):
                statement[index] = number
    quotes = find_quotes(text, document.paragraphs)
    ranges = [document.words_in(start, end) for start, end in quotes]
    long = [one for one in ranges if _is_long(document, one)]
    return Reading(
        record,
        document,
        quotes,
        statement,
        _covered(ranges, size),
        _covered(long, size),
        document.paragraphs[0][1] if document.has_headline else 0,
    )


def _is_long(document: Document, words: range) -> bool:
    spoken = (i for i in words if document.words[i][0].isalnum())
    return len(list(islice(spoken, SENTENCE))) == SENTENCE


def _covered(ranges: list[range], size: int) -> list[bool]:
    """Whether each index lies in any of the ranges, however deep they are nested."""
    steps = [0] * (size + 1)
    for one in ranges:
        steps[one.start] += 1
        steps[one.stop] -= 1
    return [depth > 0 for depth in accumulate(steps)][:size]


def shares(reading: Reading) -> Shares:
    """How many words are whose."""
    author = cited = unattributed = verbatim = 0
    for index in range(len(reading.document.words)):
        if not reading.is_word(index):
            continue
        if reading.statement[index] >= 0:
            cited += 1
            verbatim += reading.quoted[index]
        elif reading.foreign[index]:
            unattributed += 1
        else:
            author += 1
    words = author + cited + unattributed
    return Shares(
        words=words,
        author=author,
        cited=cited,
        unattributed=unattributed,
        verbatim=verbatim,
        share=round(author / words, 4) if words else 0.0,
    )
