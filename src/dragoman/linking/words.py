"""Words as linking compares them: small letters, without endings, each a number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from zlib import crc32

WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")
STEM = 6
"""Letters that words of one family share (deploy-ed, deploy-ment)."""
COMMON = frozenset(
    "a about after again all also an and another any are as at be because been before but by can "
    "could did do does during each for from had has have he her here him his how if in into is it "
    "its last may me more most new no nor not now of off on one only or other our out over own per "
    "said same say says she should since so some such than that the their them then there these "
    "they this those through to told too two under until up us very was we were what when where "
    "which while who whom whose why will with would yet you your three four monday tuesday "
    "wednesday thursday friday saturday sunday week day days year years month according".split()
)
"""Words that say nothing of what a text is about."""


@lru_cache(maxsize=200_000)
def stem(word: str) -> int:
    """The number of a word's family; numerals and short words stand for themselves."""
    word = word.casefold()
    if word.isalpha():
        word = word[:STEM]
    return crc32(word.encode())


def stems(texts: Iterable[str]) -> frozenset[int]:
    """The families of all telling words of the texts."""
    return frozenset(
        stem(word) for text in texts for word in WORD.findall(text) if word.casefold() not in COMMON
    )


def names(text: str) -> Iterator[str]:
    """Capitalised words and numerals of a text, in order: what a template would have replaced."""
    for word in WORD.findall(text):
        if (word[0].isupper() or word[0].isdigit()) and word.casefold() not in COMMON:
            yield word.casefold()
