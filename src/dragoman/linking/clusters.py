"""From likely pairs to events: the likeliest pairs first, and never by a chain alone.

Two groups of accounts become one when the mean probability over the pairs between them is high
enough (average link) and nothing contradicts: no article tells one event as two, and what took
place on one day did not take place on another. Groups are compared by ``SAMPLE`` members each, so
that an event with a thousand reports costs no more than one with ten. The result is an
equivalence: each account is in exactly one event.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.linking.accounts import Account

LEAST = 0.65
"""Probability from which two accounts are joined, and the mean from which two groups are."""
SAMPLE = 8
"""Members of a group that stand for it: the earliest."""
TOOK_PLACE = frozenset({"happened", "ongoing"})
LATE = timedelta(days=1)
"""By how much reports of one deed may differ: night falls between them, or a time zone."""


@dataclass(slots=True)
class _Group:
    """Accounts of one event, and what must not be contradicted.

    Attributes:
        members: places of the accounts, in order.
        articles: numbers of their articles.
        latest: latest first day of those that took place on a day that is stated.
        earliest: earliest last day of those.
    """

    members: list[int]
    articles: set[int]
    latest: date | None = None
    earliest: date | None = None

    @classmethod
    def of(cls, number: int, account: Account) -> _Group:
        stated = account.exact and account.status in TOOK_PLACE
        return cls(
            [number],
            {account.key.article},
            account.start if stated else None,
            account.end if stated else None,
        )

    def contradicts(self, other: _Group) -> bool:
        """Whether they cannot be of one event, however alike they are."""
        if not self.articles.isdisjoint(other.articles):
            return True
        return _after(self.latest, other.earliest) or _after(other.latest, self.earliest)

    def take(self, other: _Group) -> None:
        """Makes the other's accounts one's own."""
        self.members = sorted(self.members + other.members)
        self.articles |= other.articles
        self.latest = max((d for d in (self.latest, other.latest) if d), default=None)
        self.earliest = min((d for d in (self.earliest, other.earliest) if d), default=None)


def contradict(one: Account, other: Account) -> bool:
    """Whether both took place on stated days that are not the same."""
    return _Group.of(0, one).contradicts(_Group.of(1, other))


def _after(start: date | None, end: date | None) -> bool:
    return start is not None and end is not None and start - end > LATE


def cluster(
    accounts: list[Account],
    likely: Iterable[tuple[float, int, int]],
    chance: Callable[[int, int], float],
) -> list[list[int]]:
    """Events as the places of their accounts, in order.

    Args:
        accounts: all of them, in the order of publication.
        likely: probability and places of pairs that are at least ``LEAST`` likely.
        chance: the probability of any pair of one type.
    """
    groups = [_Group.of(number, account) for number, account in enumerate(accounts)]
    home = list(range(len(accounts)))
    for _, first, second in sorted(likely, key=lambda pair: (-pair[0], pair[1], pair[2])):
        into, away = sorted((home[first], home[second]))
        if into == away or groups[into].contradicts(groups[away]):
            continue
        pairs = [
            (one, other)
            for one in groups[into].members[:SAMPLE]
            for other in groups[away].members[:SAMPLE]
        ]
        if sum(chance(*pair) for pair in pairs) < LEAST * len(pairs):
            continue
        for one in groups[away].members:
            home[one] = into
        groups[into].take(groups[away])
    return [groups[number].members for number in sorted(set(home))]
