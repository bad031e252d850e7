"""Every report points at the innermost statement it stands in, or at none: the author's voice."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from dragoman.record import Event, Statement


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


def attach_statements(
    events: Sequence[Event], statements: Sequence[Statement]
) -> tuple[Event, ...]:
    """The events with the statement of each report filled in."""
    result = []
    for event in events:
        reports = tuple(
            msgspec.structs.replace(
                report, statement=innermost(statements, report.trigger.start, report.trigger.end)
            )
            for report in event.reports
        )
        own = innermost(statements, event.trigger.start, event.trigger.end)
        result.append(msgspec.structs.replace(event, reports=reports, statement=own))
    return tuple(result)
