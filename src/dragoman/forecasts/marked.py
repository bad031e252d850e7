"""Claims about the future that their own words give away, whatever the model thinks.

"It will not succeed", "is unlikely to work", "will probably fail": a marker of likelihood with a
clause around it. Used where the model tags no claim; plans, promises and threats have none of
these words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from dragoman.language import Document

CLAUSE = re.compile(
    r"[,;:—–]\s|\b(?:although|though|because|since|whereas|while|but|and|that|which|who|if|unless)\s",
    re.I,
)
"""Where a clause begins."""
ENDS = re.compile(r"[,;:—–](?=\s)|\s(?:because|since|although|but|if|unless|as long as)\b", re.I)
"""Where a clause ends."""
LEAST = 3
"""Words that a claim has at least."""


@lru_cache(maxsize=1)
def _marker() -> re.Pattern[str]:
    adverbs = (
        "probably|likely|almost certainly|certainly|inevitably|surely|undoubtedly|hardly|never|"
        "most likely|very likely"
    )
    return re.compile(
        rf"\b(?:will|would|could) (?:{adverbs})\b"
        rf"|\b(?:{adverbs}) (?:will|would)\b"
        r"|\b(?:is|are|was|were|be|seems?|appears?|looks?|remains?) "
        r"(?:still |now |also |therefore |thus )?(?:very |highly |most |extremely |more |un)?"
        r"(?:un)?likely (?:to|that)\b"
        r"|\b(?:it|this|that|there|neither|none) (?:will not|won[’']t|will never)\b",
        re.I,
    )


def marked_claims(document: Document, taken: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Character spans of marked claims that overlap none of ``taken``, in text order."""
    found: list[tuple[int, int]] = []
    for start, end in document.sentences:
        for match in _marker().finditer(document.text, start, end):
            span = _clause(document.text, start, end, match.start(), match.end())
            overlaps = any(a < span[1] and span[0] < b for a, b in (*taken, *found))
            if not overlaps and len(document.words_in(*span)) >= LEAST:
                found.append(span)
    return found


def _clause(text: str, start: int, end: int, first: int, last: int) -> tuple[int, int]:
    begin = max((m.end() for m in CLAUSE.finditer(text, start, first)), default=start)
    match = ENDS.search(text, last, end)
    stop = match.start() if match else end
    while begin < first and not text[begin].isalnum():
        begin += 1
    while stop > last and not text[stop - 1].isalnum():
        stop -= 1
    return begin, stop
