"""How good forecasts were: Brier and log score, a base rate to compare with, calibration.

A forecast gives its thing a probability *p*: the middle of the range that its wording stands for.
With *y* = 1 when the thing happened in its window and 0 when it did not (or was postponed):

- Brier score (p − y)²: 0 is perfect, 0.25 is what "fifty-fifty" earns (G. W. Brier, 1950, Monthly
  Weather Review 78: 1–3);
- log score −ln p when it happened, −ln(1 − p) when not: 0 is perfect, 0.693 is "fifty-fifty"
  (I. J. Good, 1952, JRSS B 14: 107–114); p is kept within ``CLIP`` so that no single word costs
  infinitely much.

Because the wording stands for a range, each score has one as well: the least and the greatest
that a probability in the range would have earned. The base rate of a forecast is the share of all
*other* resolved forecasts whose thing happened; the skill is 1 − Brier / Brier of the base rates:
1 is perfect, 0 no better than the base rate, below 0 worse. Fewer than ten resolved forecasts in
all give no base rate.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log, sqrt

RANKED = 10
"""Fewer resolved forecasts than these are never ranked."""
CLIP = (0.01, 0.99)
"""Probabilities of the log score are kept within these."""
BINS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
"""Bounds of the calibration table."""
Z = 1.96
"""Of a 95 % interval."""


@dataclass(frozen=True)
class Scored:
    """A resolved forecast as the scores need it.

    Attributes:
        low: lower end of the probability of the thing foreseen.
        high: upper end.
        happened: whether the thing happened in its window.
    """

    low: float
    high: float
    happened: bool

    @property
    def middle(self) -> float:
        """The probability that is scored."""
        return (self.low + self.high) / 2


@dataclass(frozen=True)
class Score:
    """Scores of a forecaster or an outlet.

    Attributes:
        who: the forecaster's or outlet's name.
        forecasts: resolved forecasts that the scores are means over.
        happened: share of them whose thing happened.
        brier: mean Brier score.
        brier_least: the same with the best probability of each range.
        brier_most: with the worst.
        log: mean log score, in nats.
        log_least: with the best probability of each range.
        log_most: with the worst.
        base_brier: mean Brier score of the base rates; None where there are none.
        skill: 1 − brier / base_brier; None where that has no value.
        rank: place by skill among those with at least ``RANKED`` forecasts; None for the rest.
    """

    who: str
    forecasts: int
    happened: float
    brier: float
    brier_least: float
    brier_most: float
    log: float
    log_least: float
    log_most: float
    base_brier: float | None
    skill: float | None
    rank: int | None = None


@dataclass(frozen=True)
class Bin:
    """A row of the calibration table.

    Attributes:
        low: lower bound of the probabilities, included.
        high: upper bound, excluded but for 1.
        forecasts: forecasts in it.
        said: their mean probability.
        happened: share whose thing happened.
        happened_low: lower end of the 95 % interval of that share (Wilson, 1927).
        happened_high: upper end.
    """

    low: float
    high: float
    forecasts: int
    said: float
    happened: float
    happened_low: float
    happened_high: float


@dataclass(frozen=True)
class Decomposition:
    """The Brier score in Murphy's three parts: reliability − resolution + uncertainty.

    A. H. Murphy, 1973, Journal of Applied Meteorology 12: 595–600. Exact, because forecasts are
    grouped by their very probability.

    Attributes:
        reliability: how far the shares that happened lie from what was said; 0 is best.
        resolution: how far they lie from the base rate; more is better.
        uncertainty: base rate × (1 − base rate): what the world left open.
    """

    reliability: float
    resolution: float
    uncertainty: float

    @property
    def brier(self) -> float:
        """The mean Brier score that the parts add up to."""
        return self.reliability - self.resolution + self.uncertainty


def brier(probability: float, happened: bool) -> float:
    """(p − y)²."""
    return (probability - happened) ** 2


def log_score(probability: float, happened: bool) -> float:
    """−ln of the probability given to what came about, in nats; see ``CLIP``."""
    kept = min(max(probability, CLIP[0]), CLIP[1])
    return -log(kept if happened else 1 - kept)


def base_rates(scored: Sequence[Scored]) -> list[float | None]:
    """For each forecast the share of the others whose thing happened.

    Fewer than ``RANKED`` forecasts in all have no base rate (None): one of them would turn it.
    """
    total, happened = len(scored), sum(one.happened for one in scored)
    if total < RANKED:
        return [None] * total
    return [(happened - one.happened) / (total - 1) for one in scored]


def score(groups: Iterable[tuple[str, Sequence[int]]], scored: Sequence[Scored]) -> list[Score]:
    """Scores of each group, the ranked ones first, the others by number and name.

    Args:
        groups: who, and which of ``scored`` are theirs, by index.
        scored: all resolved forecasts; the base rates are taken over all of them.
    """
    rates = base_rates(scored)
    made = [
        _score(who, [scored[i] for i in mine], [rates[i] for i in mine])
        for who, mine in groups
        if mine
    ]
    ranked = sorted(
        (one for one in made if one.forecasts >= RANKED and one.skill is not None),
        key=lambda one: (-(one.skill or 0.0), one.who),
    )
    rest = sorted(
        (one for one in made if one not in ranked), key=lambda one: (-one.forecasts, one.who)
    )
    return [
        *(Score(**{**vars(one), "rank": rank}) for rank, one in enumerate(ranked, 1)),
        *rest,
    ]


def _score(who: str, mine: Sequence[Scored], rates: Sequence[float | None]) -> Score:
    def mean(values: Iterable[float]) -> float:
        return sum(values) / len(mine)

    base: float | None = None
    known = [(rate, one) for rate, one in zip(rates, mine, strict=True) if rate is not None]
    if len(known) == len(mine):
        base = mean(brier(rate, one.happened) for rate, one in known)
    best = [one.high if one.happened else one.low for one in mine]
    worst = [one.low if one.happened else one.high for one in mine]
    own = mean(brier(one.middle, one.happened) for one in mine)
    return Score(
        who=who,
        forecasts=len(mine),
        happened=mean(one.happened for one in mine),
        brier=own,
        brier_least=mean(brier(p, one.happened) for p, one in zip(best, mine, strict=True)),
        brier_most=mean(brier(p, one.happened) for p, one in zip(worst, mine, strict=True)),
        log=mean(log_score(one.middle, one.happened) for one in mine),
        log_least=mean(log_score(p, one.happened) for p, one in zip(best, mine, strict=True)),
        log_most=mean(log_score(p, one.happened) for p, one in zip(worst, mine, strict=True)),
        base_brier=base,
        skill=1 - own / base if base else None,
    )


def calibration(scored: Sequence[Scored]) -> list[Bin]:
    """How often what was said with some probability happened; empty bins are left out."""
    made = []
    for low, high in pairwise(BINS):
        mine = [
            one
            for one in scored
            if low <= one.middle < high or (high == BINS[-1] and one.middle == high)
        ]
        if mine:
            happened = sum(one.happened for one in mine)
            made.append(
                Bin(
                    low,
                    high,
                    len(mine),
                    sum(one.middle for one in mine) / len(mine),
                    happened / len(mine),
                    *wilson(happened, len(mine)),
                )
            )
    return made


def wilson(hits: int, of: int) -> tuple[float, float]:
    """95 % interval of a share (E. B. Wilson, 1927, JASA 22: 209–212)."""
    share = hits / of
    width = 1 + Z**2 / of
    middle = share + Z**2 / (2 * of)
    half = Z * sqrt(share * (1 - share) / of + Z**2 / (4 * of**2))
    return max(0.0, (middle - half) / width), min(1.0, (middle + half) / width)


def decompose(scored: Sequence[Scored]) -> Decomposition:
    """Murphy's parts of the mean Brier score; raises ``ValueError`` without forecasts."""
    if not scored:
        raise ValueError("no resolved forecast to decompose")
    groups: dict[float, list[bool]] = {}
    for one in scored:
        groups.setdefault(one.middle, []).append(one.happened)
    total = len(scored)
    rate = sum(one.happened for one in scored) / total
    shares = {said: sum(them) / len(them) for said, them in groups.items()}
    return Decomposition(
        sum(len(them) * (said - shares[said]) ** 2 for said, them in groups.items()) / total,
        sum(len(them) * (shares[said] - rate) ** 2 for said, them in groups.items()) / total,
        rate * (1 - rate),
    )
