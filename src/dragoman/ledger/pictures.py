"""The calibration picture, with Altair (the ``analysis`` extra)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dragoman.errors import UsageError
from dragoman.ledger.scores import Bin

SIDE = 320
"""Width and height of the picture in pixels."""
INK, MUTED = "#2b5fa8", "#8a8478"


def calibration_chart(bins: Sequence[Bin]) -> Any:
    """An Altair chart: what was said against what happened, with 95 % intervals.

    A point on the diagonal is perfect; its size is the number of forecasts.

    Raises:
        UsageError: Altair is not installed, or there is nothing to draw.
    """
    if not bins:
        raise UsageError("no resolved forecast to draw: run dragoman resolve first")
    try:
        import altair
    except ImportError:
        raise UsageError('pictures need Altair: pip install "dragoman[analysis]"') from None
    rows = [
        {
            "said": one.said,
            "happened": one.happened,
            "low": one.happened_low,
            "high": one.happened_high,
            "forecasts": one.forecasts,
        }
        for one in bins
    ]
    ends = [{"said": 0, "happened": 0}, {"said": 1, "happened": 1}]
    percent = altair.Axis(format="%", tickCount=5)
    whole = altair.Scale(domain=[0, 1])
    x = altair.X("said:Q", title="probability said", axis=percent, scale=whole)
    points = altair.Chart(altair.InlineData(values=rows))
    diagonal = (
        altair.Chart(altair.InlineData(values=ends))
        .mark_line(color=MUTED, strokeDash=[4, 4])
        .encode(x=x, y="happened:Q")
    )
    intervals = points.mark_rule(color=INK).encode(
        x=x,
        y=altair.Y("low:Q", title="share that happened", axis=percent, scale=whole),
        y2="high:Q",
    )
    shares = points.mark_circle(color=INK, opacity=1).encode(
        x=x,
        y="happened:Q",
        size=altair.Size(
            "forecasts:Q",
            title="forecasts",
            scale=altair.Scale(rangeMin=40, rangeMax=400, zero=True),
            legend=altair.Legend(values=sorted({one.forecasts for one in bins})),
        ),
        tooltip=["forecasts:Q", "said:Q", "happened:Q"],
    )
    return altair.layer(diagonal, intervals, shares).properties(width=SIDE, height=SIDE)


def save_picture(chart: Any, path: Path) -> None:
    """Writes an Altair chart as ``.svg`` or ``.png``; needs no browser.

    Raises:
        UsageError: another ending, or vl-convert is not installed.
    """
    if path.suffix not in (".svg", ".png"):
        raise UsageError(f"{path}: pictures are written as .svg or .png")
    try:
        chart.save(str(path))
    except ImportError:
        raise UsageError('pictures need vl-convert: pip install "dragoman[analysis]"') from None
