"""Which accounts are worth comparing: blocks by type and a rare thing in common.

Accounts are put into blocks by their type together with a party, a place or one of the rarest
words of the event or its article; of all its blocks an account uses the ``KEYS`` with the fewest
members. Inside a block accounts stand in the order of their days, and each is compared with the
``NEAR`` next ones that are no more than ``WINDOW`` away. So the pairs grow with n and the sorting
with n log n, however news is distributed.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from datetime import timedelta
from zlib import crc32

import numpy as np
import numpy.typing as npt

from dragoman.linking.accounts import Account, Corpus, rarest

KEYS = 16
"""Blocks of an account."""
WORDS = 10
"""Rarest words of an event and of its article that make blocks."""
NEAR = 6
"""Neighbours in a block that an account is compared with."""
WINDOW = timedelta(days=240)
"""Days that reports of one event may lie apart: a visit announced in winter, made in summer."""
_Numbers = npt.NDArray[np.int64]


def candidates(corpus: Corpus) -> Iterator[tuple[int, int]]:
    """Pairs of places in ``corpus.accounts`` that are worth comparing, the earlier first."""
    accounts = corpus.accounts
    if len(accounts) < 2:
        return
    blocks, owners = _blocks(corpus)
    days = np.array([one.day.toordinal() for one in accounts], dtype=np.int64)
    articles = np.array([one.key.article for one in accounts], dtype=np.int64)
    order = np.lexsort((owners, days[owners], blocks))
    blocks, owners = blocks[order], owners[order]
    found: list[_Numbers] = []
    for step in range(1, NEAR + 1):
        one, other = owners[:-step], owners[step:]
        kept = (
            (blocks[:-step] == blocks[step:])
            & (days[other] - days[one] <= WINDOW.days)
            & (articles[one] != articles[other])
        )
        one, other = one[kept], other[kept]
        found.append(np.minimum(one, other) * len(accounts) + np.maximum(one, other))
    for pair in np.unique(np.concatenate(found)):
        first, second = divmod(int(pair), len(accounts))
        yield first, second


def _blocks(corpus: Corpus) -> tuple[npt.NDArray[np.uint64], _Numbers]:
    """The blocks that accounts are in, and beside each the account."""
    keys, owners = array("Q"), array("q")
    for number, account in enumerate(corpus.accounts):
        own = _keys(account, corpus)
        keys.extend(own)
        owners.extend([number] * len(own))
    blocks = np.frombuffer(keys, dtype=np.uint64)
    holders = np.frombuffer(owners, dtype=np.int64)
    _, place, counts = np.unique(blocks, return_inverse=True, return_counts=True)
    sizes = counts[place]
    shared = sizes > 1
    blocks, holders, sizes = blocks[shared], holders[shared], sizes[shared]
    order = np.lexsort((blocks, sizes, holders))
    blocks, holders = blocks[order], holders[order]
    # The rank of each block among those of its account.
    first = np.searchsorted(holders, holders, side="left")
    chosen = np.arange(len(holders)) - first < KEYS
    return blocks[chosen], holders[chosen]


def _keys(account: Account, corpus: Corpus) -> set[int]:
    """Each block as a number: the type in the upper half, the thing shared in the lower."""
    things = {crc32(one.encode()) for one in (*account.parties, account.place) if one}
    things |= account.triggers
    own, themes = account.words.stems, corpus.themes[account.key.article].stems
    for words in (own & themes, own, themes):
        things.update(rarest(words, corpus.rarity, WORDS))
    upper = crc32(account.type.encode()) << 32
    return {upper | one for one in things}
