"""Pictures of relations, for a screen, a paper or a notebook.

Each function gives an Altair chart: interactive in a notebook, and ``save_picture`` writes it as
SVG or PNG without a browser, or as one HTML file with everything in it. Cooperation is blue and
conflict vermilion (told apart by colour-blind readers too), labels stand at what they name, and
every axis says its unit.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from dragoman.errors import UsageError
from dragoman.relations.dyads import EVERY_DYAD, PER, Panel, dyads
from dragoman.relations.extras import extra
from dragoman.relations.intervals import dyads_with_intervals
from dragoman.relations.source import Source
from dragoman.relations.states import party_name
from dragoman.relations.triangle import Triangle, explain

FRIENDLY, HOSTILE, INK, FAINT = "#2b5fa8", "#c9431f", "#1d1d1f", "#767676"
"""Cooperation, conflict, text, and what stands back."""
WIDTH = 640
MOST = 6
"""Dyads in one picture."""
LABELS = 8
"""Labels at most below an axis of time."""

Row = dict[str, Any]


def save_picture(chart: Any, path: str | Path) -> None:
    """Writes a picture; the ending says how: ``.svg``, ``.png``, ``.html`` or ``.json``.

    Raises:
        UsageError: another ending.
        DragomanError: a package is not installed.
    """
    path = Path(path)
    ending = path.suffix.lower()
    if ending not in (".svg", ".png", ".html", ".json"):
        raise UsageError(f"{path}: a picture ends in .svg, .png, .html or .json")
    extra("vl_convert")
    if ending == ".png":
        chart.save(str(path), scale_factor=2)
    elif ending == ".html":
        chart.save(str(path), inline=True)
    else:
        chart.save(str(path))


def dressed(chart: Any, title: str, subtitle: str | Sequence[str]) -> Any:
    """The chart with its title, on white, in dark ink."""
    return (
        chart.properties(
            title={"text": title, "subtitle": subtitle},
            background="white",
            padding={"left": 8, "right": 16, "top": 8, "bottom": 8},
        )
        .configure(font="Liberation Sans, Arial, Helvetica, sans-serif")
        .configure_title(
            anchor="start", fontSize=17, subtitleFontSize=12, color=INK, subtitleColor="#4a4a4d",
            subtitleLineHeight=16, offset=14,
        )
        .configure_axis(
            labelColor=INK, titleColor=INK, labelFontSize=11, titleFontSize=11,
            titleFontWeight="normal", gridColor="#e8e8ea", domainColor="#9a9a9d",
            tickColor="#9a9a9d",
        )
        .configure_header(labelColor=INK, labelFontSize=12, labelFontWeight="bold")
        .configure_legend(labelColor=INK, titleColor=INK, titleFontWeight="normal")
        .configure_view(stroke=None)
    )  # fmt: skip


def rows_of(relation: Any) -> list[Row]:
    """A relation's rows as dictionaries."""
    names = relation.columns
    return [dict(zip(names, row, strict=True)) for row in relation.fetchall()]


def pair_name(row: Row, directed: bool) -> str:
    """A dyad in words."""
    joint = "to" if directed else "and"
    return f"{party_name(row['actor'])} {joint} {party_name(row['recipient'])}"


def series_picture(
    source: Source,
    panel: Panel = EVERY_DYAD,
    *,
    marks: Mapping[str, str] | None = None,
    draws: int = 500,
    seed: int = 0,
) -> Any:
    """Dyads over time: cooperation above the line, conflict below, the net with its interval.

    Args:
        source: where events come from.
        panel: the dyads; without ``top`` at most six are drawn, those with most events.
        marks: events to mark: day (ISO) and a word or two.
        draws, seed: of the 95 % interval.

    Raises:
        UsageError: nothing to draw, or a mark's day that is none.
        DragomanError: Altair is not installed.
    """
    alt = extra("altair")
    if len(set(panel.among)) != 2:
        panel = replace(panel, top=min(panel.top or MOST, MOST))
    found = rows_of(dyads_with_intervals(source, panel, draws=draws, seed=seed))
    rows = [_rates(row, panel, source.counted) for row in found if row["read"]]
    if not rows:
        raise UsageError("nothing was reported of these dyads in this window: nothing to draw")
    names = sorted({row["dyad"] for row in rows}, key=[row["dyad"] for row in rows].index)
    typed = any(row["cooperation"] or row["conflict"] for row in rows)
    look = _look(alt, source, panel, rows, typed)
    parts = []
    for name in names:
        own = alt.Chart(alt.Data(values=[row for row in rows if row["dyad"] == name]))
        drawn = _signed(alt, own, look) if typed else _counted(alt, own, look)
        layers = [*drawn, *_marked(alt, marks or {}, label=name == names[0])]
        parts.append(
            alt.layer(*layers).properties(
                width=WIDTH,
                height=220 if len(names) < 3 else 130,
                **({"title": heading(alt, name)} if len(names) > 1 else {}),
            )
        )
    read = sum({row["period"]: row["read"] for row in rows}.values())
    subtitle = [
        "Blue up: cooperation. Red down: conflict. Black: cooperation less conflict, with its "
        "95 % interval."
        if typed
        else "All that was reported, of whatever sort: these events have no type.",
        f"By {panel.by}, {said(panel)}: {sum(row['count'] for row in rows):,} {source.counted}; "
        f"{read:,} {source.read}.",
    ]
    title = names[0] if len(names) == 1 else "Relations over time"
    return dressed(alt.vconcat(*parts, spacing=20), title, subtitle)


@dataclass(frozen=True)
class _Look:
    """What the dyads of a picture share: scales, unit, width of a bar, what pointing shows."""

    x: Any
    scale: Any
    unit: str
    wide: float
    tooltip: list[Any]


def _look(alt: Any, source: Source, panel: Panel, rows: Sequence[Row], typed: bool) -> _Look:
    unit = f"per {PER:,} {source.read}"
    steps = len({row["period"] for row in rows})
    limit = max(_reach(row) if typed else row["rate"] for row in rows)
    return _Look(
        x=_time(alt, [row["period"] for row in rows], panel.by),
        scale=alt.Scale(domain=[-limit if typed else 0, limit], nice=True),
        unit=unit,
        wide=max(1.5, min(18.0, WIDTH / steps * 0.72)),
        tooltip=[
            alt.Tooltip("period:T", title=f"{panel.by} around"),
            alt.Tooltip("count:Q", title=source.counted),
            alt.Tooltip("rate:Q", title=unit, format=".1f"),
            alt.Tooltip("net:Q", title=f"net {unit}", format=".1f"),
            alt.Tooltip("read:Q", title=source.read),
        ],
    )


def _reach(row: Row) -> float:
    """How far from zero a row is drawn, its interval included."""
    drawn = (row[name] for name in ("cooperation", "conflict", "low", "high"))
    return max(abs(float(value)) for value in drawn if value is not None)


def _time(alt: Any, periods: Sequence[str], by: str) -> Any:
    """The axis of time: labels stand at periods, never between them."""
    shown = sorted(set(periods))
    days = [date.fromisoformat(one) for one in shown[:: math.ceil(len(shown) / LABELS)]]
    axis = alt.Axis(
        grid=False,
        values=[alt.DateTime(year=one.year, month=one.month, date=one.day) for one in days],
        format={"year": "%Y", "quarter": "%b %Y", "month": "%b %Y"}.get(by, "%d %b %Y"),
        labelOverlap=True,
    )
    return alt.X("period:T", title=None, axis=axis, scale=alt.Scale(padding=14))


def _signed(alt: Any, own: Any, look: _Look) -> list[Any]:
    """Cooperation and conflict as bars, the net as a line with its interval."""

    def y(field: str) -> Any:
        return alt.Y(f"{field}:Q", title=look.unit, scale=look.scale)

    bars = [
        own.mark_bar(color=color, opacity=0.5, size=look.wide).encode(
            x=look.x, y=y(field), tooltip=look.tooltip
        )
        for field, color in (("cooperation", FRIENDLY), ("conflict", HOSTILE))
    ]
    zero = alt.Chart(alt.Data(values=[{"zero": 0}])).mark_rule(color=FAINT).encode(y="zero:Q")
    spread = own.mark_rule(color=INK, strokeWidth=1).encode(x=look.x, y=y("low"), y2="high:Q")
    point = alt.OverlayMarkDef(size=18, color=INK, filled=True)
    net = own.mark_line(color=INK, strokeWidth=1.6, point=point).encode(
        x=look.x, y=y("net"), tooltip=look.tooltip
    )
    return [*bars, zero, spread, net]


def _counted(alt: Any, own: Any, look: _Look) -> list[Any]:
    """All events as bars: what has no type has no sign."""
    return [
        own.mark_bar(color=FAINT, opacity=0.7, size=look.wide).encode(
            x=look.x,
            y=alt.Y("rate:Q", title=look.unit, scale=look.scale),
            tooltip=look.tooltip,
        )
    ]


def _rates(row: Row, panel: Panel, counted: str) -> Row:
    """A row of the panel as it is drawn: all for each 1,000 read."""
    each = PER / row["read"]
    low, high = row["net_low"], row["net_high"]
    return {
        "dyad": pair_name(row, panel.directed),
        "period": middle(row["period"], row["end"]),
        "count": row[counted],
        "rate": row[counted] * each,
        "read": row["read"],
        "cooperation": (row["verbal_cooperation"] + row["material_cooperation"]) * each,
        "conflict": -(row["verbal_conflict"] + row["material_conflict"]) * each,
        "net": row["net"] * each,
        "low": None if low is None else low * each,
        "high": None if high is None else high * each,
    }


def middle(first: date, last: date) -> str:
    """The day in the middle of a period, where its mark stands."""
    return (first + (last - first) / 2).isoformat()


def heading(alt: Any, text: str, color: str = INK) -> Any:
    """The title of a part, above its left edge."""
    return alt.TitleParams(text, anchor="start", frame="group", fontSize=13, color=color, offset=6)


def _marked(alt: Any, marks: Mapping[str, str], *, label: bool) -> list[Any]:
    """A rule for each marked day, and its words at the top of the first dyad."""
    if not marks:
        return []
    days: list[tuple[date, str]] = []
    for day, text in marks.items():
        try:
            days.append((date.fromisoformat(day), text))
        except ValueError:
            raise UsageError(f"a mark needs a day like 2022-02-24, not {day!r}") from None
    # Words of neighbours are set below each other.
    values: list[Row] = [
        {"day": day.isoformat(), "text": text, "row": 2 + 13 * (number % 3)}
        for number, (day, text) in enumerate(sorted(days))
    ]
    base = alt.Chart(alt.Data(values=values))
    layers = [base.mark_rule(color=INK, strokeDash=[3, 3], strokeWidth=1).encode(x="day:T")]
    if label:
        layers += [
            base.transform_filter(alt.datum.row == row)
            .mark_text(align="left", baseline="top", dx=4, fontSize=11, **look)
            .encode(x="day:T", y=alt.value(row), text="text:N")
            for row in sorted({one["row"] for one in values})
            # First in white, so that no line runs through the words.
            for look in ({"stroke": "white", "strokeWidth": 4}, {"color": INK})
        ]
    return layers


def said(panel: Panel) -> str:
    """Which events a panel counts, in words."""
    background = "with background" if panel.historical else "without background"
    return f"{' and '.join(panel.statuses)}, {background}"


def calendar_picture(source: Source, panel: Panel = EVERY_DYAD) -> Any:
    """A square for each day of up to six years: blue more cooperation, red more conflict.

    Of the dyads of the panel all are added up; its periods do not matter. Days on which nothing
    was read are hatched with a cross, days on which nothing was reported are white.

    Raises:
        UsageError: nothing to draw.
        DragomanError: Altair is not installed.
    """
    alt = extra("altair")
    daily = replace(panel, by="day", directed=False)
    days: dict[date, Row] = {}
    for row in rows_of(dyads(source, daily)):
        day = days.setdefault(row["period"], {"count": 0, "net": 0, "read": row["read"]})
        day["count"] += row[source.counted]
        day["net"] += row["net"]
    if not any(one["count"] for one in days.values()):
        raise UsageError("nothing was reported of these dyads in this window: nothing to draw")
    years = sorted({day.year for day in days})[-6:]
    values = [
        {
            "day": day.isoformat(),
            "year": day.year,
            # Weeks of the year from its first Monday on; the days before it are week 0.
            "week": (day.timetuple().tm_yday + 6 - day.weekday()) // 7,
            "weekday": day.weekday(),
            **one,
        }
        for day, one in days.items()
        if day.year in years
    ]
    names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    far = max(abs(one["net"]) for one in values) or 1
    base = alt.Chart(alt.Data(values=values)).encode(
        x=alt.X(
            "week:O",
            title=None,
            axis=alt.Axis(
                values=[0, 9, 18, 26, 35, 44],
                labelExpr="{'0': 'Jan', '9': 'Mar', '18': 'May', '26': 'Jul', '35': 'Sep', "
                "'44': 'Nov'}[datum.label]",
                labelAngle=0,
                ticks=False,
                domain=False,
            ),
        ),
        y=alt.Y(
            "weekday:O",
            title=None,
            axis=alt.Axis(
                labelExpr=f"{names}[datum.value]", values=[0, 2, 4, 6], ticks=False, domain=False
            ),
        ),
        tooltip=["day:T", "net:Q", "count:Q", "read:Q"],
    )
    squares = base.mark_rect(stroke="#dcdcde", strokeWidth=0.5).encode(
        color=alt.Color(
            "net:Q",
            title=["Cooperation less", "conflict, that day"],
            scale=alt.Scale(
                domain=[-far, 0, far], range=[HOSTILE, "#ffffff", FRIENDLY], interpolate="rgb"
            ),
            legend=alt.Legend(gradientLength=110, tickCount=3),
        )
    )
    unread = (
        base.transform_filter(alt.datum.read == 0)
        .mark_text(text="×", fontSize=9, color="#a9a9ac")
        .encode()
    )
    parts = [
        alt.layer(
            *(one.transform_filter(alt.datum.year == year) for one in (squares, unread))
        ).properties(
            width={"step": 12},
            height={"step": 12},
            title=heading(alt, str(year)),
        )
        for year in years
    ]
    among = [party_name(one.upper()) for one in panel.among]
    title = " and ".join(among) if among else "All relations"
    subtitle = [
        f"{sum(one['count'] for one in values):,} {source.counted}, a square a day; {said(panel)}.",
        "White: nothing reported, or as much of both. ×: nothing was read.",
    ]
    return dressed(alt.vconcat(*parts, spacing=10), title, subtitle)


def triangle_picture(found: Triangle) -> Any:
    """Pressure above, closeness below, and the verdict in words.

    Raises ``DragomanError`` when Altair is not installed.
    """
    alt = extra("altair")
    a, b, c = map(party_name, (found.a, found.b, found.c))
    until = date.fromisoformat(found.until)
    ends = [start - timedelta(days=1) for start in found.starts[1:]] + [until]
    places = [middle(*one) for one in zip(found.starts, ends, strict=True)]
    pressed = [
        {"period": place, "on": name, "rate": rate}
        for rates, name in ((found.on_b, b), (found.on_c, c))
        for place, rate in zip(places, rates, strict=True)
        if rate is not None
    ]
    close = [
        {"period": place, "rate": rate}
        for place, rate in zip(places, found.closeness, strict=True)
        if rate is not None
    ]
    x = _time(alt, places, found.by)
    unit = f"per {PER:,} {found.read}"
    wide = max(1.5, min(18.0, WIDTH / max(1, len(found.starts)) * 0.72))

    above = (
        alt.Chart(alt.Data(values=pressed))
        .mark_bar(size=wide)
        .encode(
            x=x,
            y=alt.Y("sum(rate):Q", title=unit),
            color=alt.Color(
                "on:N",
                scale=alt.Scale(domain=[b, c], range=[HOSTILE, "#e8a48f"]),
                legend=alt.Legend(title=None, orient="top-right", symbolType="square"),
            ),
            order=alt.Order("on:N"),
            tooltip=["period:T", "on:N", alt.Tooltip("rate:Q", format=".1f")],
        )
        .properties(width=WIDTH, height=150)
        .properties(title=heading(alt, f"Pressure: conflict from {a} on {b} and on {c}", HOSTILE))
    )
    below = alt.Chart(alt.Data(values=close))
    bars = below.mark_bar(size=wide).encode(
        x=x,
        y=alt.Y("rate:Q", title=unit),
        color=alt.condition(alt.datum.rate < 0, alt.value(HOSTILE), alt.value(FRIENDLY)),
        tooltip=["period:T", alt.Tooltip("rate:Q", format=".1f")],
    )
    lower = bars.properties(width=WIDTH, height=150).properties(
        title=heading(alt, f"Closeness: cooperation less conflict of {b} and {c}", FRIENDLY)
    )
    lines = explain(found)
    subtitle = [line for text in lines[:2] for line in textwrap.wrap(text, 108)]
    return dressed(
        alt.vconcat(above, lower, spacing=18).resolve_scale(x="shared"),
        f"{a}, {b} and {c}: who comes first?",
        subtitle,
    )
