"""Runs of paragraphs that go through the encoder together.

Neighbouring paragraphs share a chunk, with a separator between them, so that "he" and "the visit"
see what they refer to; a paragraph longer than the limit is cut at sentence ends.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.language import Document
from dragoman.model.tokenizer import SEPARATOR, START, Tokenizer

LIMIT = 160
"""Word pieces a chunk: about six sentences; attention cost grows with its square."""

SHAPES = 5
"""Shapes of a word: none (a separator), lower case, Capitalised, CAPITALS, no letter."""


@dataclass(slots=True)
class Chunk:
    """Word pieces of a run of text.

    Attributes:
        ids: piece ids with ``[CLS]`` in front and ``[SEP]`` after each unit.
        words: indices of the document's words in the chunk, in order.
        heads: position in ``ids`` of each word's first piece.
        shapes: for each piece how its word is written (``SHAPES``); the pieces are uncased.
    """

    ids: list[int]
    words: list[int]
    heads: list[int]
    shapes: list[int]


def make_chunks(
    document: Document, paragraphs: Iterable[int], tokenizer: Tokenizer, limit: int = LIMIT
) -> list[Chunk]:
    """Chunks that cover the given paragraphs (indices, ascending) of the document."""
    units = [span for index in paragraphs for span in _units(document, index, limit)]
    encoded = tokenizer.encode([document.text[start:end] for start, end in units])
    chunks: list[Chunk] = []
    chunk = Chunk([START], [], [], [0])
    for (start, end), (ids, offsets) in zip(units, encoded, strict=True):
        if len(chunk.ids) > 1 and len(chunk.ids) + len(ids) + 1 > limit:
            chunks.append(chunk)
            chunk = Chunk([START], [], [], [0])
        _add(chunk, document, start, end, ids, offsets)
    if chunk.words:
        chunks.append(chunk)
    return chunks


def _units(document: Document, paragraph: int, limit: int) -> list[tuple[int, int]]:
    """The paragraph whole, or its sentences (cut again when endless) when it is too long."""
    start, end = document.paragraphs[paragraph]
    words = document.words_in(start, end)
    if len(words) * 4 < limit * 3:
        return [(start, end)]
    units: list[tuple[int, int]] = []
    first, last = document.sentence_at(start), document.sentence_at(end - 1)
    for sentence_start, sentence_end in document.sentences[first : last + 1]:
        inside = document.words_in(sentence_start, sentence_end)
        # A "sentence" of more than the limit is a list or a table: cut every so many words.
        for begin in range(inside.start, inside.stop, limit // 2):
            stop = min(begin + limit // 2, inside.stop)
            units.append((document.starts[begin], document.ends[stop - 1]))
    return units


def _add(
    chunk: Chunk,
    document: Document,
    start: int,
    end: int,
    ids: list[int],
    offsets: list[tuple[int, int]],
) -> None:
    base = len(chunk.ids)
    first_piece: dict[int, int] = {}
    for position, (piece_start, _) in enumerate(offsets):
        first_piece.setdefault(start + piece_start, base + position)
    shapes = [0] * (len(ids) + 1)
    for word in document.words_in(start, end):
        head = first_piece.get(document.starts[word])
        if head is not None:
            chunk.words.append(word)
            chunk.heads.append(head)
            shapes[head - base] = shape_of(document.words[word])
    # A piece inside a word is written as its word is.
    for position in range(1, len(ids)):
        shapes[position] = shapes[position] or shapes[position - 1]
    chunk.ids.extend(ids)
    chunk.ids.append(SEPARATOR)
    chunk.shapes.extend(shapes)


def shape_of(word: str) -> int:
    """How a word is written: an index into the five shapes."""
    if not word[0].isalpha():
        return 4
    if not word[0].isupper():
        return 1
    return 3 if len(word) > 1 and word.isupper() else 2
