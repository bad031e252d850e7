"""Who foresaw it: the scores of an archive's forecasters and outlets, and whose plans were kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from dragoman.archive import Archive
from dragoman.ledger.entries import Wanted, entries
from dragoman.ledger.scores import Score, Scored, score, wilson

Of: TypeAlias = Literal["forecasters", "outlets"]

NOBODY = "(nobody named)"
"""Who answers for a forecast without a forecaster, or of no known outlet."""


@dataclass(frozen=True)
class Kept:
    """What became of the plans announced for a party.

    Attributes:
        who: the party.
        announcements: announced events with an outcome; several reports of one count once.
        happened: those that took place in the days announced.
        postponed: those put off.
        not_happened: those called off, or that did not take place.
        kept: share that took place.
        kept_low: lower end of its 95 % interval (Wilson).
        kept_high: upper end.
    """

    who: str
    announcements: int
    happened: int
    postponed: int
    not_happened: int
    kept: float
    kept_low: float
    kept_high: float


@dataclass(frozen=True)
class Book:
    """The resolved forecasts of an archive, each claim once.

    Attributes:
        scored: the forecasts.
        forecasters: of each, who made it.
        outlets: of each, who printed it.
    """

    scored: tuple[Scored, ...]
    forecasters: tuple[tuple[str, ...], ...]
    outlets: tuple[tuple[str, ...], ...]

    def scores(self, of: Of = "forecasters") -> list[Score]:
        """Scores of forecasters or outlets; those of fewer than ``RANKED`` have no rank."""
        groups: dict[str, list[int]] = {}
        for number, names in enumerate(getattr(self, of)):
            for name in names:
                groups.setdefault(name, []).append(number)
        return score(sorted(groups.items()), self.scored)

    def of(self, name: str) -> Sequence[Scored]:
        """The forecasts of one forecaster, for a calibration of his own."""
        return [
            one for one, names in zip(self.scored, self.forecasters, strict=True) if name in names
        ]


def book(archive: Archive, least: float = 0.0) -> Book:
    """The forecasts with an outcome that can be scored; void ones are left out.

    A claim that several articles print in the same words by the same forecasters counts once.

    Args:
        archive: the archive.
        least: leaves out outcomes of less confidence.
    """
    rows = (
        entries(archive, Wanted(state="resolved"))
        .filter("outcome <> 'void'")
        .project("claim, forecasters, outlet, low, high, outcome, outcome_confidence")
        .fetchall()
    )
    places: dict[tuple[str, tuple[str, ...]], int] = {}
    scored: list[Scored] = []
    makers: list[tuple[str, ...]] = []
    outlets: list[list[str]] = []
    for claim, who, outlet, low, high, outcome, sure in rows:
        if sure is not None and sure < least:
            continue
        names = tuple(dict.fromkeys(who)) or (NOBODY,)
        key = (" ".join(claim.casefold().split()), names)
        if key not in places:
            places[key] = len(scored)
            scored.append(Scored(low, high, outcome == "happened"))
            makers.append(names)
            outlets.append([])
        printed = outlets[places[key]]
        if (outlet or NOBODY) not in printed:
            printed.append(outlet or NOBODY)
    return Book(tuple(scored), tuple(makers), tuple(map(tuple, outlets)))


def kept(archive: Archive, least: float = 0.0) -> list[Kept]:
    """Of whose announced plans how many were kept, most announcements first.

    Announcements of one party that cite the same report as evidence are one plan.
    """
    rows = (
        entries(archive, Wanted(kind="announcement", state="resolved"))
        .filter("outcome <> 'void'")
        .project("forecasters, outcome, evidence, window_start, window_end, outcome_confidence")
        .fetchall()
    )
    plans: dict[str, dict[str, str]] = {}
    for who, outcome, evidence, start, end, sure in rows:
        if sure is None or sure >= least:
            for name in who:
                plans.setdefault(name, {})[evidence or f"{start}/{end}"] = outcome
    made = []
    for name, outcomes in plans.items():
        counts = {one: list(outcomes.values()).count(one) for one in outcomes.values()}
        happened, total = counts.get("happened", 0), len(outcomes)
        made.append(
            Kept(
                name,
                total,
                happened,
                counts.get("postponed", 0),
                counts.get("not-happened", 0),
                happened / total,
                *wilson(happened, total),
            )
        )
    return sorted(made, key=lambda one: (-one.announcements, one.who))
