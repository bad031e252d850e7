"""Does one series come before another? Granger's test, with the care that short series need.

Each series is tested for a unit root (augmented Dickey-Fuller) and differenced once where it has
one; the number of lags is that of the bivariate VAR with the smallest BIC, or more where the
caller looks further back; the F test compares
the effect's own past with its past and the cause's (C. W. J. Granger, *Econometrica* 37, 1969).
Counts of news are no Gaussian series, so that the F distribution is checked by circular shifts:
the cause is turned around the calendar by every possible number of periods, which keeps how each
series moves by itself and breaks what they have in common.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dragoman.relations.extras import extra

LEVEL = 0.05
"""Level of the unit root test."""
MOST_LAGS = 6
"""Lags tried at most; and never more than a tenth of the periods."""

Series = NDArray[np.float64]


@dataclass(frozen=True)
class Precedence:
    """What the past of one series adds to the forecast of another.

    Attributes:
        cause, effect: what is asked to come first, and what after it.
        periods: periods in the regression.
        lags: periods looked back.
        differenced: which of the two are changes from one period to the next, not levels.
        f, p_value: Granger's F and its p.
        p_shifted: share of circular shifts with an F at least as large.
        sum: sum of the cause's coefficients, in standard deviations of the effect for one of the
            cause: positive, when more of one is followed by more of the other.
        gain: share of the effect's variance, left by its own past, that the cause's past explains.
        detectable: the gain that this test would have found in four of five cases.
    """

    cause: str
    effect: str
    periods: int
    lags: int
    differenced: tuple[str, ...]
    f: float
    p_value: float
    p_shifted: float
    sum: float
    gain: float
    detectable: float


class Untestable(Exception):
    """The two series cannot be tested; the message says why."""


def precedence(
    cause: str, first: Series, effect: str, then: Series, *, least: int = 1
) -> Precedence:
    """Whether ``first`` (called ``cause``) comes before ``then`` (called ``effect``).

    The series are equally long, a value a period, in order; ``least`` is the number of periods to
    look back at least. BIC likes a single lag where series are short and would be blind to what
    takes longer: who expects an answer within three months says ``least=3``.

    Raises:
        Untestable: a series does not change, or wanders even when differenced.
        DragomanError: statsmodels or scipy is not installed.
    """
    x, y, differenced = _stationary(cause, first, effect, then)
    lags = max(least, _lags(x, y))
    f, gain, total = _f_test(x, y, lags)
    rows = len(y) - lags
    free = rows - 1 - 2 * lags
    shifted = np.array(
        [_f_test(np.roll(x, turn), y, lags)[0] for turn in range(lags + 1, len(x) - lags)]
    )
    return Precedence(
        cause=cause,
        effect=effect,
        periods=rows,
        lags=lags,
        differenced=differenced,
        f=f,
        p_value=float(extra("scipy.stats").f.sf(f, lags, free)),
        p_shifted=float((1 + (shifted >= f).sum()) / (1 + len(shifted))),
        sum=total,
        gain=gain,
        detectable=_detectable(lags, free),
    )


def corrected(p_values: Sequence[float]) -> tuple[list[float], list[float]]:
    """The p values corrected for being several: Holm (any false one), Benjamini-Hochberg (share).

    Holm 1979, *Scandinavian Journal of Statistics* 6; Benjamini and Hochberg 1995, *Journal of
    the Royal Statistical Society B* 57.
    """
    multiple = extra("statsmodels.stats.multitest").multipletests
    return (
        [float(one) for one in multiple(p_values, method="holm")[1]],
        [float(one) for one in multiple(p_values, method="fdr_bh")[1]],
    )


def _stationary(
    cause: str, first: Series, effect: str, then: Series
) -> tuple[Series, Series, tuple[str, ...]]:
    """Both series without unit roots, equally long, and the names of those differenced."""
    wander = [_wanders(name, series) for name, series in ((cause, first), (effect, then))]
    if not any(wander):
        return first, then, ()
    made = []
    for name, series, wandering in ((cause, first, wander[0]), (effect, then, wander[1])):
        change = np.diff(series)
        if wandering and _wanders(name, change):
            raise Untestable(f"{name} wanders without end, even as changes between periods")
        made.append(change if wandering else series[1:])
    names = tuple(name for name, one in zip((cause, effect), wander, strict=True) if one)
    return made[0], made[1], names


def _wanders(name: str, series: Series) -> bool:
    if np.ptp(series) == 0:
        raise Untestable(f"{name} never changes")
    adfuller = extra("statsmodels.tsa.stattools").adfuller
    with warnings.catch_warnings():
        # A perfect fit of a short series divides by nought on the way; its p value is nan.
        warnings.simplefilter("ignore")
        p_value = adfuller(series, maxlag=_most_lags(len(series)), regression="c", autolag="BIC")[1]
    return not p_value < LEVEL


def _most_lags(periods: int) -> int:
    return max(1, min(MOST_LAGS, periods // 10))


def _lags(x: Series, y: Series) -> int:
    """Lags of the bivariate VAR with the smallest BIC."""
    model = extra("statsmodels.tsa.api").VAR(np.column_stack([y, x]))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return int(model.select_order(_most_lags(len(x))).bic)


def _f_test(x: Series, y: Series, lags: int) -> tuple[float, float, float]:
    """F of the cause's lags, their partial R squared, and the sum of their coefficients."""
    x, y = (x - x.mean()) / (x.std() or 1), (y - y.mean()) / (y.std() or 1)
    rows = len(y) - lags
    own = [y[lags - back : len(y) - back] for back in range(1, lags + 1)]
    others = [x[lags - back : len(x) - back] for back in range(1, lags + 1)]
    small = np.column_stack([np.ones(rows), *own])
    large = np.column_stack([small, *others])
    target = y[lags:]
    left, _ = _residuals(small, target)
    still, coefficients = _residuals(large, target)
    free = rows - large.shape[1]
    if still <= 0 or free <= 0:
        return 0.0, 0.0, 0.0
    f = (left - still) / lags / (still / free)
    return float(f), float((left - still) / left), float(coefficients[1 + lags :].sum())


def _residuals(design: Series, target: Series) -> tuple[float, Series]:
    coefficients: Series = np.linalg.lstsq(design, target, rcond=None)[0].astype(np.float64)
    rest = target - design @ coefficients
    return float(rest @ rest), coefficients


def _detectable(lags: int, free: int, power: float = 0.8) -> float:
    """The partial R squared that an F test at ``LEVEL`` finds with this power (Cohen 1988)."""
    stats = extra("scipy.stats")
    limit = stats.f.isf(LEVEL, lags, free)
    low, high = 0.0, 0.99
    for _ in range(40):
        middle = (low + high) / 2
        noncentral = middle / (1 - middle) * (free + 2 * lags + 1)
        found = stats.ncf.sf(limit, lags, free, noncentral)
        low, high = (middle, high) if found < power else (low, middle)
    return high
