"""Every report points at the innermost statement it stands in, or at none: the author's voice."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from dragoman.record import Event, Stance, Statement

DENIAL = re.compile(r"\b(?:den(?:y|ies|ied|ying)|disput|refut|disclaim)")


def innermost(statements: Sequence[Statement], start: int, end: int) -> str | None:
    """Id of the smallest statement whose content (or a part of it) holds the span."""
    best: tuple[int, str] | None = None
    for one in statements:
        parts = one.content.parts or (one.content,)
        if any(part.start <= start and end <= part.end for part in parts):
            size = one.content.end - one.content.start
            if best is None or size < best[0]:
                best = (size, one.id)
    return best[1] if best else None


def _stance(statement: Statement) -> Stance | None:
    """The stance that the cue itself names, if any."""
    cue = statement.cue.text.lower() if statement.cue else ""
    if "confirm" in cue:
        return "confirms"
    return "denies" if DENIAL.search(cue) else None


def attach_statements(
    events: Sequence[Event], statements: Sequence[Statement]
) -> tuple[Event, ...]:
    """The events with the statement of each report filled in.

    A report whose speaker "confirms" or "denies" it takes that stance.
    """
    by_id = {one.id: one for one in statements}
    result = []
    for event in events:
        reports = []
        for report in event.reports:
            found = innermost(statements, report.trigger.start, report.trigger.end)
            stance = _stance(by_id[found]) if found else None
            reports.append(
                msgspec.structs.replace(report, statement=found, stance=stance or report.stance)
            )
        own = innermost(statements, event.trigger.start, event.trigger.end)
        result.append(msgspec.structs.replace(event, reports=tuple(reports), statement=own))
    return tuple(result)
