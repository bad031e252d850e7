"""What became of an expectation, from what later articles report: one rule after the other.

Confidence is built from what the answer rests on: the expected event's own, times that of the
reports. Reports of one outlet count as one (the best of them); reports of several outlets err
independently, so that all of them are wrong with the product of their doubts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, TypeAlias, get_args

from dragoman.ledger.coverage import Silence
from dragoman.ledger.evidence import Evidence, pooled, quote, strongest
from dragoman.ledger.expectations import Expectation

Outcome: TypeAlias = Literal["happened", "postponed", "not-happened", "void", "unresolved"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
"""Happened in its window; put off; not in its window; not to be judged; not known."""
LEAST = 0.5
"""Below this confidence, as likely wrong as right, the reports decide nothing; a person does."""
ENOUGH = 0.8
"""An archive that would have reported the thing with this probability speaks by its silence."""
SHORT = timedelta(days=31)
"""In a window no longer than this, what is called off is settled before the window ends."""


@dataclass(frozen=True)
class Verdict:
    """What became of an expectation.

    Attributes:
        outcome: see ``OUTCOMES``.
        basis: why, in a sentence with its numbers.
        confidence: 0 to 1; None where nothing is decided.
        evidence: the report that is cited; None where there is none.
    """

    outcome: Outcome
    basis: str
    confidence: float | None = None
    evidence: Evidence | None = None


def judge(
    expected: Expectation,
    evidence: Sequence[Evidence],
    horizon: date,
    silence: Callable[[Expectation], Silence],
) -> Verdict:
    """The verdict on ``expected``.

    Args:
        expected: what is to be judged.
        evidence: what later reports say for and against it.
        horizon: day of the newest article that may be used.
        silence: asked only when the window is over and nothing was reported.
    """
    if expected.hindrance is not None:
        return Verdict("unresolved", f"{expected.hindrance}: a person decides")
    assert expected.event is not None and expected.end is not None
    came = [one for one in evidence if one.came]
    against = [one for one in evidence if not one.came]
    if came:
        # What was called off and carried out after all was carried out.
        last = max(one.last for one in came)
        against = [one for one in against if one.published >= last]
    long = expected.start is not None and expected.end - expected.start > SHORT
    if against and not came and long and horizon <= expected.end:
        return _open(expected, horizon, f"; {quote(against)}, but it may still come")
    if came or against:
        return _weighed(expected.event.confidence, came, against)
    if horizon <= expected.end:
        return _open(expected, horizon)
    return _silent(expected, silence(expected))


def _weighed(own: float, came: list[Evidence], against: list[Evidence]) -> Verdict:
    yes, no = pooled(came), pooled(against)
    winner = came if yes >= no else against
    sure = own * max(yes, no) * (1 - min(yes, no))
    cited = strongest(winner)
    if sure < LEAST:
        other = against if winner is came else came
        but = f", but {quote(other)}" if other else ""
        basis = f"too little to go by (confidence {sure:.2f}): {quote(winner)}{but}"
        return Verdict("unresolved", basis, None, cited)
    outcome: Outcome = "happened"
    if winner is against:
        outcome = "postponed" if any(one.put_off for one in against) else "not-happened"
    return Verdict(outcome, quote(winner), round(sure, 3), cited)


def _open(expected: Expectation, horizon: date, more: str = "") -> Verdict:
    return Verdict(
        "unresolved",
        f"its window runs until {expected.end}, the newest article is of {horizon}{more}",
    )


def _silent(expected: Expectation, silence: Silence) -> Verdict:
    assert expected.event is not None
    parties = " and ".join(sorted(expected.keys))
    articles = f"{silence.articles} article{'s' if silence.articles != 1 else ''}"
    would = f"one would have told of it with probability {silence.reported:.2f}"
    if len(expected.keys) < 2:
        why = f"nothing of it was reported, but {articles} about {parties} may tell of anything"
        return Verdict("unresolved", why)
    if silence.reported < ENOUGH:
        return Verdict(
            "unresolved",
            f"the archive has too little of {parties}: {articles} in and after the window; {would}",
        )
    return Verdict(
        "not-happened",
        f"nothing of it in {articles} about {parties} in and after the window; {would}",
        round(expected.event.confidence * silence.reported, 3),
    )
