"""Near-duplicate articles: one text printed again, cut or rewritten, or carried on.

A text is the set of its shingles: runs of ``SIZE`` words (A. Broder, 1997, On the resemblance and
containment of documents). MinHash signatures in bands find candidates without comparing all pairs
(locality-sensitive hashing: P. Indyk and R. Motwani, 1998); with ``BANDS`` bands of ``ROWS`` values
a pair whose sets overlap by *J* is found with probability 1 − (1 − Jʳ)ᵇ: 0.93 at J = 0.2 and
0.9999 at 0.4. Each candidate is then verified exactly. In a band of many equal values each article
is compared with the ``NEAR`` next ones by date, so that cost stays n log n.

What makes a form letter is left out of the count: shingles that one outlet prints on several days.
Forty outlets that print one dispatch make no form of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias, get_args

import numpy as np
import numpy.typing as npt

from dragoman.linking.words import WORD, names, stem

CopyKind: TypeAlias = Literal["copy", "edited", "update"]
COPY_KINDS: tuple[CopyKind, ...] = get_args(CopyKind)
Hashes: TypeAlias = npt.NDArray[np.uint64]

SIZE = 4
"""Words of a shingle: fewer meet by chance, more break at every edit."""
BANDS, ROWS = 64, 2
NEAR = 12
"""Articles of one band value that each is compared with."""
SHORT = 20
"""Texts of fewer words are too short to tell a copy from a formula."""
SAME = 0.8
"""Share of all shingles in common that makes a copy."""
CONTAINED = 0.5
"""Share of the shorter text's shingles in the longer one that makes an edited copy or update."""
NAMED = 0.85
"""Share of the shorter text's names and numerals that the longer must have: a form letter to
another country repeats everything but those."""
NAMED_AT_HOME = 0.98
"""The same for names within one outlet, which seldom prints a text twice and often fills in a
form."""
FIGURES = 0.7
"""The same for figures within one outlet: an update has a new toll, a form another date."""
FORM = 3
"""Days on which one outlet prints the same words before they are a form."""
FRESH = 0.25
"""Share of the later text that is new in an update."""
DAYS = 30
"""What was not simply copied is the same text only within so many days."""
_MASK = np.uint64(0xFFFFFFFF)


@dataclass(frozen=True)
class Text:
    """An article as a text to compare.

    Attributes:
        key: what the caller calls it; keys order texts of one day.
        text: the words.
        published: day of publication.
        outlet: who published it.
    """

    key: str
    text: str
    published: date | None = None
    outlet: str | None = None


@dataclass(frozen=True)
class Copy:
    """A text that is made from another one.

    Attributes:
        key: the text.
        origin: the earliest text of the group that it belongs to.
        kind: ``copy``: the same but for a line or a few words; ``edited``: cut or rewritten;
            ``update``: later, with much that is new.
        similarity: shared shingles over those of the shorter text of the pair it was found by, 0
            to 1.
    """

    key: str
    origin: str
    kind: CopyKind
    similarity: float


def shingles(text: str) -> Hashes:
    """The hashes of all runs of ``SIZE`` words, sorted, each once; case and marks do not matter."""
    words = np.array([stem(f"={word}") for word in _words(text)], dtype=np.uint64)
    if len(words) < SHORT:
        return np.empty(0, dtype=np.uint64)
    runs = np.zeros(len(words) - SIZE + 1, dtype=np.uint64)
    for offset in range(SIZE):
        runs = runs * np.uint64(0x100000001B3) + words[offset : len(words) - SIZE + 1 + offset]
    return np.unique(runs)


def _words(text: str) -> list[str]:
    return [word.casefold() for word in WORD.findall(text)]


def _signature_of(rows: Hashes, factors: Hashes, terms: Hashes) -> Hashes:
    """MinHash by multiply-shift: for each of the hash functions the least value over the set."""
    mixed = (rows[:, None] * factors + terms) >> np.uint64(32)
    least: Hashes = mixed.min(axis=0)
    return least


def find_copies(texts: Iterable[Text]) -> list[Copy]:
    """Which texts are made from which; the order of the texts does not matter.

    Each text has one origin at most, the earliest text of its group; texts without one are not
    named. Texts of fewer than ``SHORT`` words are never copies.
    """
    # The earliest first: an origin stands before what is made from it.
    ordered = sorted(texts, key=lambda one: (one.published or date.max, one.key))
    sets = [shingles(one.text) for one in ordered]
    alike = [
        (earlier, later)
        for earlier, later in _candidates(sets)
        if compare(ordered[earlier], ordered[later], sets[earlier], sets[later])
    ]
    found: dict[int, tuple[int, CopyKind, float]] = {}
    own = _without_forms(ordered, sets, {number for pair in alike for number in pair})
    for earlier, later in alike:
        verdict = compare(ordered[earlier], ordered[later], own[earlier], own[later])
        if verdict is None:
            continue
        kind, similarity = verdict
        best = found.get(later)
        if best is None or (similarity, -earlier) > (best[2], -best[0]):
            found[later] = (earlier, kind, similarity)
    copies = []
    for number in sorted(found):
        _, kind, similarity = found[number]
        origin = number
        while origin in found:
            origin = found[origin][0]
        copies.append(Copy(ordered[number].key, ordered[origin].key, kind, round(similarity, 3)))
    return copies


def _without_forms(
    texts: Sequence[Text], sets: Sequence[Hashes], numbers: set[int]
) -> dict[int, Hashes]:
    """The shingles of the texts that are no form of their outlet."""
    printed: dict[str, dict[date | None, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number in sorted(numbers):
        if (outlet := texts[number].outlet) is not None:
            printed[outlet][texts[number].published].append(number)
    own = {number: sets[number] for number in numbers}
    for days in printed.values():
        if len(days) < FORM:
            continue
        daily = [np.unique(np.concatenate([sets[n] for n in day])) for day in days.values()]
        rows, times = np.unique(np.concatenate(daily), return_counts=True)
        forms = rows[times >= FORM]
        for number in (n for day in days.values() for n in day):
            own[number] = np.setdiff1d(sets[number], forms, assume_unique=True)
    return own


def _candidates(sets: Sequence[Hashes]) -> list[tuple[int, int]]:
    """Pairs (earlier, later) that share a band of their signatures."""
    generator = np.random.default_rng(1997)
    factors = generator.integers(1, 2**63, BANDS * ROWS, dtype=np.uint64) | np.uint64(1)
    terms = generator.integers(0, 2**63, BANDS * ROWS, dtype=np.uint64)
    numbers = np.array([n for n, rows in enumerate(sets) if len(rows)], dtype=np.int64)
    if len(numbers) < 2:
        return []
    signatures = np.stack([_signature_of(sets[n], factors, terms) for n in numbers])
    pairs: list[npt.NDArray[np.int64]] = []
    for band in range(BANDS):
        first, second = signatures[:, band * ROWS], signatures[:, band * ROWS + 1]
        values = (first << np.uint64(32)) | (second & _MASK)
        order = np.lexsort((numbers, values))
        for step in range(1, min(NEAR + 1, len(order))):
            same = values[order[:-step]] == values[order[step:]]
            if not same.any():
                break
            pairs.append(numbers[np.stack([order[:-step][same], order[step:][same]], axis=1)])
    if not pairs:
        return []
    return [(int(one), int(other)) for one, other in np.unique(np.concatenate(pairs), axis=0)]


def compare(
    earlier: Text, later: Text, one: Hashes, other: Hashes
) -> tuple[CopyKind, float] | None:
    """What ``later`` is to ``earlier``, with their containment; None when they are two texts."""
    shared = len(np.intersect1d(one, other, assume_unique=True))
    shorter = min(len(one), len(other))
    if shorter < SHORT - SIZE or shared < CONTAINED * shorter:
        return None
    similarity = shared / shorter
    if not _same_names(earlier, later):
        return None
    if not _close(earlier, later):
        return None
    if shared >= SAME * (len(one) + len(other) - shared):
        return "copy", similarity
    fresh = 1 - shared / len(other)
    # What the earlier text has is there, and much besides.
    if fresh >= FRESH and len(other) > len(one) and _days(earlier, later) >= 0:
        return "update", similarity
    return "edited", similarity


def _same_names(earlier: Text, later: Text) -> bool:
    """Whether the poorer text's names and figures are in the other one."""
    known, told = set(names(earlier.text)), set(names(later.text))
    if earlier.outlet is None or earlier.outlet != later.outlet:
        return _within(known, told) >= NAMED
    figures = [{one for one in some if one[0].isdigit()} for some in (known, told)]
    plain = _within(known - figures[0], told - figures[1])
    return plain >= NAMED_AT_HOME and _within(*figures) >= FIGURES


def _within(one: set[str], other: set[str]) -> float:
    """Share of the smaller set that is in the larger."""
    least = min(len(one), len(other))
    return len(one & other) / least if least else 1.0


def _days(earlier: Text, later: Text) -> int:
    if earlier.published is None or later.published is None:
        return 0
    return (later.published - earlier.published).days


def _close(earlier: Text, later: Text) -> bool:
    return abs(_days(earlier, later)) <= DAYS
