"""What somebody confirms or denies in the passive: "This meeting was later confirmed by X".

The content stands before the verb and the source after "by": a rule, because the order of words
says it all, and the tagger, which has seen it seldom, mostly overlooks it.
"""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.language import Document
from dragoman.record import Mention
from dragoman.statements.direct import Quoted

VERBS = frozenset("confirmed denied disputed acknowledged announced reported refuted".split())
PASSIVE = frozenset("was were is are been be".split())
PERFECT = frozenset("has have had".split())
CLAUSES = frozenset(", ; : — – . and but while which who although though".split())
"""Marks and words before which another clause ends."""
ADVERBS = 2
"""Adverbs at most before the verb, and words at most between it and "by"."""
BEFORE_NAME = 3
"""Words at most between "by" and the mention: "by a spokesman for X" names the spokesman."""


def passive_attributions(document: Document, mentions: Sequence[Mention]) -> list[Quoted]:
    """Contents that are said to be confirmed, denied or reported by a party."""
    starting: dict[int, int] = {}
    for one in mentions:
        words = document.words_in(one.start, one.end)
        if len(words):
            starting[words.start] = max(words.stop, starting.get(words.start, 0))
    lower = [word.lower() for word in document.words]
    found = []
    for cue, word in enumerate(lower):
        if word not in VERBS:
            continue
        first, last = document.sentences[document.sentence_at(document.starts[cue])]
        sentence = document.words_in(first, last)
        source = _source(lower, cue, sentence, starting)
        content = _content(lower, cue, sentence)
        if source is not None and content is not None:
            found.append(Quoted(content, (cue, cue + 1), source))
    return found


def _source(
    lower: Sequence[str], cue: int, sentence: range, starting: dict[int, int]
) -> tuple[int, int] | None:
    for at in range(cue + 1, min(cue + 2 + ADVERBS, sentence.stop)):
        if lower[at] == "by":
            for name in range(at + 1, min(at + 2 + BEFORE_NAME, sentence.stop)):
                if name in starting:
                    return name, starting[name]
    return None


def _content(lower: Sequence[str], cue: int, sentence: range) -> tuple[int, int] | None:
    """The subject of the passive verb: back to where its clause begins."""
    at = cue - 1
    while at > sentence.start and cue - at <= ADVERBS and lower[at] not in PASSIVE:
        at -= 1
    if lower[at] not in PASSIVE:
        return None
    end = next(
        (i for i in range(at - 1, max(at - 3, sentence.start), -1) if lower[i] in PERFECT), at
    )
    start = end
    while start > sentence.start and lower[start - 1] not in CLAUSES:
        start -= 1
    return (start, end) if start < end else None
