"""The triangle: does pressure of A on B and C come before closeness of B and C?

*Pressure* is the conflict that A does to B and to C, *closeness* the cooperation less conflict
between B and C, both for each 1,000 articles read in the period. Six questions are asked: the
pressure on both, on B alone and on C alone, each before closeness and after it; six answers are
corrected for being six. No verdict is given where the data cannot bear one.

What comes before is not thereby the cause: a third thing may move both, and the press may write
of one because of the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Literal

import numpy as np

from dragoman.errors import UsageError
from dragoman.relations.dyads import EVERY_DYAD, PER, Panel, Period, dyads, window
from dragoman.relations.precedence import Precedence, Series, Untestable, corrected, precedence
from dragoman.relations.source import Source
from dragoman.relations.states import in_a_sentence

FEWEST_PERIODS = 36
"""Periods below which there is no verdict."""
FEWEST_ACTIVE = 12
"""Periods with anything reported, of pressure and between B and C, below which there is none."""
LOOK_BACK: dict[Period, int] = {"day": 7, "week": 4, "month": 3, "quarter": 2, "year": 1}
"""Periods that are looked back at least: states answer within weeks or months, not hours."""
LEVEL = 0.05

Verdict = Literal["closer", "apart", "not shown", "refused"]


_MEASURED = tuple(one.name for one in fields(Precedence))


@dataclass(frozen=True)
class Question:
    """One of the six questions and its answer.

    Attributes:
        test: the test of which comes first.
        holm: its p value, corrected so that any false answer among the six has 5 %.
        hochberg: corrected by Benjamini and Hochberg, for the share of false ones.
    """

    test: Precedence
    holm: float
    hochberg: float

    @property
    def holds(self) -> bool:
        """Whether the corrected test and the circular shifts both say so."""
        return self.holm < LEVEL and self.test.p_shifted < LEVEL


@dataclass(frozen=True)
class Triangle:
    """Three parties over time, and what the data says about who comes first.

    Attributes:
        a, b, c: the parties; A is the one that presses.
        by: length of a period.
        since, until: the window.
        counted: reports or events.
        read: what the denominator counts, in words.
        starts: first day of each period.
        articles: read in each.
        on_b, on_c: how much conflict from A, for each 1,000 read; ``pressure`` is their sum.
        closeness: cooperation less conflict of B and C, for each 1,000 read.
        reported: how many reports (or events) stand behind pressure on B, on C, and closeness.
        together: Pearson's correlation of pressure and closeness in the same period; None when
            one does not change.
        questions: the six, the pressure on both before closeness first; none when refused.
        verdict: ``closer`` (more pressure comes before more closeness), ``apart`` (before less),
            ``not shown``, or ``refused``.
        reasons: why it was refused.
    """

    a: str
    b: str
    c: str
    by: Period
    since: str
    until: str
    counted: str
    read: str
    starts: tuple[date, ...]
    articles: tuple[int, ...]
    on_b: tuple[float | None, ...]
    on_c: tuple[float | None, ...]
    closeness: tuple[float | None, ...]
    reported: tuple[int, int, int]
    together: float | None
    questions: tuple[Question, ...]
    verdict: Verdict
    reasons: tuple[str, ...]

    @property
    def pressure(self) -> tuple[float | None, ...]:
        """Conflict from A on B and C, for each 1,000 read; null where nothing was read."""
        return tuple(
            None if one is None or other is None else one + other
            for one, other in zip(self.on_b, self.on_c, strict=True)
        )

    def rows(self) -> list[dict[str, Any]]:
        """The six tests, a row each, with the verdict; one row without a test when refused."""
        if not self.questions:
            empty = dict.fromkeys((*_MEASURED, "holm", "hochberg", "holds"))
            return [{**empty, "verdict": self.verdict, "reasons": "; ".join(self.reasons)}]
        return [
            {
                **{name: getattr(one.test, name) for name in _MEASURED},
                "holm": one.holm,
                "hochberg": one.hochberg,
                "holds": one.holds,
                "verdict": self.verdict,
                "reasons": None,
            }
            for one in self.questions
        ]


def triangle(source: Source, a: str, b: str, c: str, panel: Panel = EVERY_DYAD) -> Triangle:
    """Asks whether pressure of ``a`` on ``b`` and ``c`` comes before their closeness.

    Args:
        source: where events come from.
        a, b, c: ISO alpha-3 or acronyms, three different ones.
        panel: periods, statuses, types and days; its parties do not matter.

    Raises:
        UsageError: the parties are not three, or nothing was read that has a date.
        DragomanError: statsmodels is not installed.
    """
    a, b, c = a.upper(), b.upper(), c.upper()
    if len({a, b, c}) < 3 or panel.by == "all":
        raise UsageError("a triangle needs three different parties and periods shorter than all")
    # One window for all three sides, whatever is known of each.
    since, until = window(source, panel)
    panel = replace(panel, since=since, until=until, top=None)
    pressed = [_side(source, panel, a, other) for other in (b, c)]
    between = _side(source, replace(panel, directed=False), *sorted((b, c)))
    starts = tuple(between)
    articles = tuple(row[0] for row in between.values())
    conflict = [[row[3] for row in one.values()] for one in pressed]
    closeness = _rate([row[2] - row[3] for row in between.values()], articles)
    on_b, on_c = (_rate(one, articles) for one in conflict)
    active = (
        sum(one + other > 0 for one, other in zip(*conflict, strict=True)),
        sum(row[1] > 0 for row in between.values()),
    )
    reasons = _too_little(active, articles, (a, b, c), panel.by)
    questions: tuple[Question, ...] = ()
    if not reasons:
        try:
            questions = _ask(
                np.array(on_b, dtype=np.float64),
                np.array(on_c, dtype=np.float64),
                np.array(closeness, dtype=np.float64),
                (a, b, c),
                LOOK_BACK[panel.by],
            )
        except Untestable as fault:
            reasons = (str(fault),)
    return Triangle(
        a=a,
        b=b,
        c=c,
        by=panel.by,
        since=since,
        until=until,
        counted=source.counted,
        read=source.read,
        starts=starts,
        articles=articles,
        on_b=on_b,
        on_c=on_c,
        closeness=closeness,
        reported=(
            sum(conflict[0]),
            sum(conflict[1]),
            sum(row[1] for row in between.values()),
        ),
        together=_together(on_b, on_c, closeness),
        questions=questions,
        verdict=_verdict(questions),
        reasons=reasons,
    )


def _side(
    source: Source, panel: Panel, one: str, other: str
) -> dict[date, tuple[int, int, int, int]]:
    """By period: articles read, all that was reported, cooperation, conflict."""
    relation = dyads(source, replace(panel, among=(one, other)))
    names = relation.columns
    found = {}
    for values in relation.fetchall():
        row = dict(zip(names, values, strict=True))
        if (row["actor"], row["recipient"]) == (one, other):
            found[row["period"]] = (
                row["read"],
                row[source.counted],
                row["verbal_cooperation"] + row["material_cooperation"],
                row["verbal_conflict"] + row["material_conflict"],
            )
    return found


def _rate(counts: Sequence[int], articles: Sequence[int]) -> tuple[float | None, ...]:
    return tuple(
        count * PER / read if read else None for count, read in zip(counts, articles, strict=True)
    )


def _too_little(
    active: tuple[int, int], articles: Sequence[int], parties: tuple[str, str, str], by: Period
) -> tuple[str, ...]:
    """Why there can be no verdict; empty when there can be one."""
    a, b, c = map(in_a_sentence, parties)
    reasons = []
    if len(articles) < FEWEST_PERIODS:
        reasons.append(
            f"{len(articles)} periods ({by}) are too few: at least {FEWEST_PERIODS} are needed"
        )
    if silent := sum(read == 0 for read in articles):
        reasons.append(
            f"in {silent} of {len(articles)} periods nothing was read, which is not the same as "
            "nothing happening: take longer periods, or a window that was read throughout"
        )
    for number, what in zip(
        active, (f"conflict from {a} on {b} or {c}", f"anything between {b} and {c}"), strict=True
    ):
        if number < FEWEST_ACTIVE:
            reasons.append(
                f"{what} is reported in {number} of {len(articles)} periods: too sparse, at "
                f"least {FEWEST_ACTIVE} are needed"
            )
    return tuple(reasons)


def _ask(
    on_b: Series, on_c: Series, closeness: Series, parties: tuple[str, str, str], least: int
) -> tuple[Question, ...]:
    """The six questions; one about a party that is never pressed is left out."""
    a, b, c = parties
    close = f"closeness of {b} and {c}"
    tests: list[Precedence] = []
    for name, series in (
        (f"pressure of {a} on {b} and {c}", on_b + on_c),
        (f"pressure of {a} on {b}", on_b),
        (f"pressure of {a} on {c}", on_c),
    ):
        whole = not tests
        if not whole and np.count_nonzero(series) < FEWEST_ACTIVE:
            continue
        tests.append(precedence(name, series, close, closeness, least=least))
        tests.append(precedence(close, closeness, name, series, least=least))
    holm, hochberg = corrected([one.p_value for one in tests])
    return tuple(Question(*one) for one in zip(tests, holm, hochberg, strict=True))


def _together(
    on_b: Sequence[float | None], on_c: Sequence[float | None], closeness: Sequence[float | None]
) -> float | None:
    known = [
        (one + other, close)
        for one, other, close in zip(on_b, on_c, closeness, strict=True)
        if one is not None and other is not None and close is not None
    ]
    pairs = np.array(known, dtype=np.float64).reshape(-1, 2)
    if len(pairs) < 3 or (np.ptp(pairs, axis=0) == 0).any():
        return None
    return float(np.corrcoef(pairs[:, 0], pairs[:, 1])[0, 1])


def _verdict(questions: Sequence[Question]) -> Verdict:
    if not questions:
        return "refused"
    if not questions[0].holds:
        return "not shown"
    return "closer" if questions[0].test.sum > 0 else "apart"


def explain(found: Triangle) -> list[str]:
    """What the data says and what it cannot say, a sentence or two in each line."""
    a, b, c = map(in_a_sentence, (found.a, found.b, found.c))
    on_b, on_c, between = found.reported
    lines = [
        f"{found.since} to {found.until}, {len(found.starts)} periods ({found.by}): "
        f"{on_b} {found.counted} of conflict from {a} on {b}, {on_c} on {c}; {between} "
        f"{found.counted} of any sort between {b} and {c}; {sum(found.articles):,} {found.read}."
    ]
    if found.verdict == "refused":
        lines.append("No verdict: " + "; ".join(found.reasons) + ".")
        return lines
    first, back = found.questions[0], found.questions[1]
    test = first.test
    looked = f"{test.lags} {found.by}{'s' if test.lags > 1 else ''}"
    numbers = (
        f"F = {test.f:.2f}, p = {test.p_value:.3f}, corrected {first.holm:.3f}; "
        f"by circular shifts {test.p_shifted:.3f}"
    )
    if found.verdict == "not shown":
        lines.append(
            f"Not shown: what {a} did to {b} and {c} in the {looked} before does not help to "
            f"foresee how close they are, beyond their own past ({numbers}). A link that explains "
            f"less than {test.detectable:.0%} of what their own past leaves open would probably "
            "have been missed."
        )
    else:
        more = "more cooperation" if found.verdict == "closer" else "less cooperation"
        lines.append(
            f"More pressure of {a} on {b} and {c} comes before {more} between {b} and {c}, within "
            f"{looked} ({numbers}). It explains {test.gain:.0%} of what their own past leaves open."
        )
    if back.holds:
        lines.append(
            f"The other way round holds as well: how close {b} and {c} are comes before the "
            f"pressure of {a}. Neither is simply first."
        )
    if test.differenced:
        lines.append(
            f"Tested on changes from one {found.by} to the next, because the level wanders: "
            + ", ".join(test.differenced)
            + "."
        )
    if found.together is not None:
        lines.append(f"In the same {found.by} the two correlate at {found.together:+.2f}.")
    lines.append(
        "Coming before is not causing: a third thing may move both, and the press may write of one "
        "because of the other. The reports are those of the outlets read, as coded."
    )
    return lines
