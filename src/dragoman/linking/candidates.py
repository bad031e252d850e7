"""Which accounts are worth comparing: blocks by type and a rare thing in common.

Accounts are put into blocks by their type together with a party, a place or one of the rarest
words of the event or its article; of all its blocks an account uses the ``KEYS`` with the fewest
members. Inside a block accounts stand in the order of their days, and each is compared with the
``NEAR`` next ones that are no more than ``WINDOW`` away. So the pairs grow with n and the sorting
with n log n, however news is distributed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import timedelta

from dragoman.linking.accounts import Account, Corpus, rarest

KEYS = 12
"""Blocks of an account."""
WORDS = 8
"""Rarest words of an event and of its article that make blocks."""
NEAR = 20
"""Neighbours in a block that an account is compared with."""
WINDOW = timedelta(days=240)
"""Days that reports of one event may lie apart: a visit announced in winter, made in summer."""


def candidates(corpus: Corpus) -> set[tuple[int, int]]:
    """Pairs of places in ``corpus.accounts`` that are worth comparing, the earlier first."""
    size: Counter[tuple[str, str | int]] = Counter()
    for account in corpus.accounts:
        size.update(_keys(account, corpus))
    blocks: dict[tuple[str, str | int], list[int]] = defaultdict(list)
    for number, account in enumerate(corpus.accounts):
        shared = [key for key in _keys(account, corpus) if size[key] > 1]
        for key in sorted(shared, key=lambda key: (size[key], str(key)))[:KEYS]:
            blocks[key].append(number)
    return {pair for members in blocks.values() for pair in _near(members, corpus.accounts)}


def _keys(account: Account, corpus: Corpus) -> set[tuple[str, str | int]]:
    things: set[str | int] = {*account.parties, *account.triggers}
    themes = corpus.themes[account.key.article]
    for words in (account.words & themes, account.words, themes):
        things.update(rarest(words, corpus.rarity, WORDS))
    if account.place:
        things.add(account.place)
    return {(account.type, thing) for thing in things}


def _near(members: list[int], accounts: list[Account]) -> Iterator[tuple[int, int]]:
    """Pairs of a block: each member with the next ones by day, those of its own article apart."""
    ordered = sorted(members, key=lambda number: (accounts[number].day, number))
    for place, one in enumerate(ordered):
        for other in ordered[place + 1 : place + 1 + NEAR]:
            if accounts[other].day - accounts[one].day > WINDOW:
                break
            if accounts[one].key.article != accounts[other].key.article:
                yield min(one, other), max(one, other)
