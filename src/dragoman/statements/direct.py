"""Quotations that their punctuation and a verb of saying give away, whatever the model thinks.

"…," said X; X said: "…"; "…," X told reporters, "…". Used for quotations that no tagged content
covers: a rule, because here the marks themselves are the evidence.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from dragoman.language import Document
from dragoman.record import Mention

SAYING = frozenset(
    """said says say saying told tells added adds wrote writes tweeted posted stated states declared
    declares announced insisted insists noted notes stressed stresses warned warns argued argues
    replied replies explained explains continued commented remarked observed concluded recalled
    complained asked vowed pledged promised claimed reported reports admitted acknowledged
    emphasized emphasised underlined reiterated joked quipped shouted read reads""".split()
)
LEAST = 4
"""Words that a quotation has at least; shorter ones are names, irony or single terms."""
REACH = 9
"""Words between the quotation and the verb of saying, at most."""


class Quoted(NamedTuple):
    """A quotation with its verb and the mention of who said it, as ranges of words."""

    content: tuple[int, int]
    cue: tuple[int, int]
    source: tuple[int, int] | None


def direct_quotes(
    document: Document, quotes: Sequence[tuple[int, int]], mentions: Sequence[Mention]
) -> list[Quoted]:
    """Quotations with a verb of saying beside them in their paragraph."""
    outer = [one for one in quotes if not any(_inside(one, other) for other in quotes)]
    quoted = {i for start, end in outer for i in document.words_in(start, end)}
    found = []
    for start, end in outer:
        words = document.words_in(start, end)
        if len(words) < LEAST:
            continue
        cue = _cue(document, words, quoted)
        if cue is not None:
            source = _source(document, cue, quoted, mentions)
            found.append(Quoted((words.start, words.stop), (cue, cue + 1), source))
    return found


def _inside(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one != other and other[0] <= one[0] and one[1] <= other[1]


def _cue(document: Document, words: range, quoted: set[int]) -> int | None:
    """The verb of saying nearest to the quotation, in its paragraph and outside all marks."""
    first, last = document.paragraphs[document.paragraph_at(document.starts[words.start])]
    room = document.words_in(first, last)
    best: tuple[int, int] | None = None
    for step in (1, -1):
        at = words.stop if step > 0 else words.start - 1
        for distance in range(REACH + 2):
            place = at + step * distance
            if place not in room:
                break
            word = document.words[place]
            if word in (".", "!", "?") and distance > 1 and place not in quoted:
                break  # the verb of another sentence is another's
            if place not in quoted and word.lower() in SAYING:
                best = min(best, (distance, place)) if best else (distance, place)
                break
    return best[1] if best else None


def _source(
    document: Document, cue: int, quoted: set[int], mentions: Sequence[Mention]
) -> tuple[int, int] | None:
    """The mention beside the verb: before it ("X said"), else after it ("said X")."""
    sentence = document.sentence_at(document.starts[cue])
    ranked = []
    for one in mentions:
        words = document.words_in(one.start, one.end)
        if not len(words) or words.start in quoted:
            continue
        gap = cue - words.stop if words.stop <= cue else words.start - cue - 1
        near = abs(document.sentence_at(one.start) - sentence) == 0
        if near and 0 <= gap <= REACH:
            # "told reporters": whoever follows "told" is the hearer.
            told = document.words[cue].lower() in ("told", "tells") and words.start > cue
            ranked.append((told, gap, words.start, words.stop))
    if not ranked or min(ranked)[0]:
        return None
    _, _, start, stop = min(ranked)
    return start, stop
