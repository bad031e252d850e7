"""The reports of one event over time, with Altair (the ``analysis`` extra)."""

from __future__ import annotations

from typing import Any

from dragoman.errors import UsageError
from dragoman.linking.story import Story

WIDTH, ROW = 460, 34
"""Width of the picture, and height of each outlet's row, in pixels."""
COLOURS = {
    "planned": "#2b5fa8",
    "happened": "#3a7d44",
    "ongoing": "#7fae6b",
    "negated": "#b5483a",
    "hypothetical": "#8a8478",
}


def story_chart(story: Story) -> Any:
    """An Altair chart: a point for each report, by day and outlet, coloured by status.

    Copies of an earlier article are pale: they are no origin of their own. Reports without a
    day of publication are left out.

    Raises:
        UsageError: Altair is not installed, or no report has a day.
    """
    rows = [
        {
            "published": str(row["published"]),
            "outlet": row["outlet"] or "unknown",
            "status": row["status"],
            "origin": "copy" if row["derived"] else "own",
            "report": row["report"],
        }
        for row in story.reports
        if row["published"] is not None
    ]
    if not rows:
        raise UsageError(f"no report of event {story.happening} has a day: nothing to draw")
    try:
        import altair
    except ImportError:
        raise UsageError('pictures need Altair: pip install "dragoman[analysis]"') from None
    return (
        altair.Chart(altair.InlineData(values=rows))
        .mark_point(filled=True, size=140)
        .encode(
            x=altair.X(
                "published:T",
                title="published",
                axis=altair.Axis(format="%-d %b %Y", tickCount=4),
                scale=altair.Scale(padding=14),
            ),
            y=altair.Y("outlet:N", title=None, sort=list(story.outlets)),
            color=altair.Color(
                "status:N",
                title="status",
                scale=altair.Scale(domain=list(COLOURS), range=list(COLOURS.values())),
            ),
            opacity=altair.Opacity(
                "origin:N", scale=altair.Scale(domain=["own", "copy"], range=[1, 0.4]), legend=None
            ),
            tooltip=["report:N", "published:T", "outlet:N", "status:N"],
        )
        .properties(width=WIDTH, height=ROW * max(1, len(story.outlets)))
    )
