"""A text with a given actor and recipient, marked for the encoder.

Unused word pieces of the vocabulary open and close each party, so that one pass reads the text
and the question at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from dragoman.language import read_document
from dragoman.model.chunks import shape_of
from dragoman.model.tokenizer import SEPARATOR, START, Tokenizer

ACTOR_OPENS, ACTOR_CLOSES, RECIPIENT_OPENS, RECIPIENT_CLOSES = 1, 2, 3, 4
LIMIT = 250
"""Word pieces kept around the parties of a longer text."""


@dataclass(slots=True)
class MarkedPair:
    """Piece ids and shapes; positions of the markers that open actor and recipient (or 0)."""

    ids: list[int]
    shapes: list[int]
    actor: int
    recipient: int


def encode_pair(
    text: str,
    actor: tuple[int, int] | None,
    recipient: tuple[int, int] | None,
    tokenizer: Tokenizer,
) -> MarkedPair:
    """Marks the parties (character spans of ``text``; None: not named) and encodes.

    Spans may nest or cross.
    """
    # Closing marks first at one place, so that neighbouring spans do not interleave.
    marks: list[tuple[int, int, int]] = []
    if actor:
        marks += [(actor[0], 1, ACTOR_OPENS), (actor[1], 0, ACTOR_CLOSES)]
    if recipient:
        marks += [(recipient[0], 1, RECIPIENT_OPENS), (recipient[1], 0, RECIPIENT_CLOSES)]
    marks.sort()
    cuts = [0, *(offset for offset, _, _ in marks), len(text)]
    pieces = tokenizer.encode([text[a:b] for a, b in pairwise(cuts)])
    document = read_document(text)
    shapes_at = {
        start: shape_of(word) for start, word in zip(document.starts, document.words, strict=True)
    }
    ids, shapes = [START], [0]
    for number, (piece_ids, offsets) in enumerate(pieces):
        for piece, (start, _) in zip(piece_ids, offsets, strict=True):
            ids.append(piece)
            shapes.append(shapes_at.get(cuts[number] + start, shapes[-1]))
        if number < len(marks):
            ids.append(marks[number][2])
            shapes.append(0)
    ids, shapes = _shorten(ids, shapes)
    ids.append(SEPARATOR)
    shapes.append(0)
    return MarkedPair(
        ids,
        shapes,
        ids.index(ACTOR_OPENS) if actor else 0,
        ids.index(RECIPIENT_OPENS) if recipient else 0,
    )


def _shorten(ids: list[int], shapes: list[int]) -> tuple[list[int], list[int]]:
    """Keeps ``LIMIT`` pieces around the markers of a long text."""
    if len(ids) <= LIMIT:
        return ids, shapes
    marked = [i for i, piece in enumerate(ids) if 1 <= piece <= 4] or [1]
    room = max(0, LIMIT - (marked[-1] - marked[0] + 1))
    first = max(1, marked[0] - room // 2)
    last = min(len(ids), marked[-1] + 1 + room // 2)
    kept = list(range(first, last))
    if len(kept) > 2 * LIMIT:  # the parties are far apart: keep what is near each of them
        kept = [i for i in kept if min(abs(i - m) for m in marked) <= LIMIT // 4]
    return [START, *(ids[i] for i in kept)], [0, *(shapes[i] for i in kept)]
