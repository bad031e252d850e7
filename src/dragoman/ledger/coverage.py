"""Would the archive have reported it? Only then does its silence mean that nothing happened.

An event on day *d* is news for ``FRESH`` days. Of the n(d) articles that name its parties in these
days each tells of it with probability q, so that all of them are silent with (1 − q)^n(d); over a
window, the mean over its days. q is measured in the archive itself: of the articles about the
parties of something that did happen, in the days after its first report and without that report,
the share that tells of it; a prior of ``PRIOR_TOLD`` in ``PRIOR`` articles stands in where there is
little to measure.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

FRESH = timedelta(days=30)
"""How long an event is news."""
PRIOR_TOLD = 2
PRIOR = 10
"""Prior of q: two articles in ten tell of it."""


@dataclass(frozen=True)
class Silence:
    """What it means that an archive says nothing of a thing.

    Attributes:
        articles: articles about its parties, from the window's first day until its news is old.
        reported: probability that at least one would have told of the thing.
    """

    articles: int
    reported: float


def share_told(told: int, articles: int) -> float:
    """Q from ``told`` of ``articles`` about parties of things that happened."""
    return (PRIOR_TOLD + told) / (PRIOR + articles)


def silence(days: Sequence[date], start: date, end: date, share: float) -> Silence:
    """What it means that none of the articles told of a thing in a window.

    Args:
        days: days of publication of all articles about its parties, in order.
        start: first day of the window.
        end: last day of the window.
        share: probability q that one such article tells of it.
    """
    length = (end - start).days + 1
    missed = 0.0
    for offset in range(length):
        day = start + timedelta(days=offset)
        articles = bisect_right(days, day + FRESH) - bisect_left(days, day)
        missed += (1 - share) ** articles
    in_all = bisect_right(days, end + FRESH) - bisect_left(days, start)
    return Silence(in_all, 1 - missed / length)
