"""Where and between whom: the map and the network of a window as pictures."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files
from typing import Any

from dragoman.errors import UsageError
from dragoman.relations.dyads import EVERY_DYAD, Panel, dyads
from dragoman.relations.extras import extra
from dragoman.relations.network import Network, Tie, balance_sentence
from dragoman.relations.pictures import (
    FRIENDLY,
    HOSTILE,
    INK,
    WIDTH,
    Row,
    dressed,
    rows_of,
    said,
)
from dragoman.relations.source import Source
from dragoman.relations.states import party_name

LABELLED = 40
"""Parties of a network that are drawn at most: those with most edges."""


@lru_cache(maxsize=1)
def _world() -> dict[str, Any]:
    path = files("dragoman.relations") / "data" / "countries.json"
    world: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return world


def map_picture(source: Source, panel: Panel = EVERY_DYAD) -> Any:
    """The world in a window, with the outlines that ship with the package.

    With one party in the panel each other country is coloured by the mean score of what was
    reported between the two; else by how much was reported of it. Organisations have no place.

    Raises:
        UsageError: nothing to draw.
        DragomanError: Altair is not installed.
    """
    alt = extra("altair")
    whole = replace(panel, by="all", directed=False, top=None)
    rows = [row for row in rows_of(dyads(source, whole)) if row[source.counted]]
    centre = panel.among[0].upper() if len(panel.among) == 1 else None
    values = _towards(rows, centre, source.counted) if centre else _all(rows, source.counted)
    world = _world()
    drawn = {one["id"] for one in world["topology"]["objects"]["countries"]["geometries"]}
    values = {code: one for code, one in values.items() if code in drawn | set(world["points"])}
    if not values:
        raise UsageError("nothing was reported of any country in this window: nothing to draw")
    shapes = alt.Data(
        values=world["topology"], format=alt.TopoDataFormat(type="topojson", feature="countries")
    )
    known = alt.Data(values=[{"id": code, **one} for code, one in values.items()])
    facts = alt.LookupData(known, "id", ["value", "name", "count"])
    if centre:
        far = max(1.0, max(abs(one["value"]) for one in values.values()))
        title = [f"Mean score with {party_name(centre)}", "-10 conflict, +10 cooperation"]
        scale = alt.Scale(
            domain=[-far, 0, far], range=[HOSTILE, "#f4f1ea", FRIENDLY], interpolate="rgb"
        )
    else:
        title = [f"{source.counted.capitalize()} with others"]
        most = max(one["value"] for one in values.values())
        scale = alt.Scale(
            type="sqrt", domain=[0, most], range=["#e8eef7", "#14315f"], interpolate="rgb"
        )
    colour = alt.Color(
        "value:Q",
        title=title,
        scale=scale,
        legend=alt.Legend(
            orient="bottom-left", direction="horizontal", gradientLength=150, titleLimit=240,
            tickCount=4,
        ),
    )  # fmt: skip
    tooltip = ["name:N", alt.Tooltip("value:Q", format=".2f"), "count:Q"]
    land = alt.Chart(shapes).mark_geoshape(fill="#e4e4e6", stroke="white", strokeWidth=0.5)
    coloured = (
        alt.Chart(shapes)
        .mark_geoshape(stroke="white", strokeWidth=0.5)
        .transform_lookup(lookup="id", from_=facts)
        .transform_filter("isValid(datum.value)")
        .encode(color=colour, tooltip=tooltip)
    )
    small = [
        {"id": code, "lon": place[0], "lat": place[1], **values[code]}
        for code, place in world["points"].items()
        if code in values
    ]
    layers = [land, coloured]
    if small:
        layers.append(
            alt.Chart(alt.Data(values=small))
            .mark_circle(size=46, stroke=INK, strokeWidth=0.6, opacity=1)
            .encode(longitude="lon:Q", latitude="lat:Q", color=colour, tooltip=tooltip)
        )
    if centre in drawn:
        own = [{"id": centre, "own": True}]
        layers.append(
            alt.Chart(shapes)
            .mark_geoshape(fill="#4b4b4f", stroke="white", strokeWidth=0.5)
            .transform_lookup(
                lookup="id", from_=alt.LookupData(alt.Data(values=own), "id", ["own"])
            )
            .transform_filter("datum.own")
        )
    since, until = rows[0]["period"], rows[0]["end"]
    count = sum(row[source.counted] for row in rows)
    subtitle = [
        f"{since} to {until}, {said(panel)}: {count:,} {source.counted}; "
        f"{rows[0]['read']:,} {source.read}.",
        "Light grey: nothing was reported." + (" Dark grey: the country itself." if centre else ""),
    ]
    chart = alt.layer(*layers).properties(width=WIDTH + 120, height=390)
    return dressed(
        chart.project(type="naturalEarth1"),
        f"{party_name(centre)} and the world" if centre else "Who is in the news with others",
        subtitle,
    )


def _towards(rows: list[Row], centre: str, counted: str) -> dict[str, Row]:
    found = {}
    for row in rows:
        other = row["recipient"] if row["actor"] == centre else row["actor"]
        if row["score_mean"] is not None:
            found[other] = {
                "name": party_name(other), "value": row["score_mean"], "count": row[counted]
            }  # fmt: skip
    return found


def _distances(
    names: Sequence[str], ties: Sequence[Tie], most: float
) -> dict[str, dict[str, float]]:
    """How far apart any two parties should stand: near for friends, far for foes."""
    far = {one: dict.fromkeys(names, 2.0) for one in names}
    for tie in ties:
        wanted = {1: 1.4 - 0.5 * abs(tie.weight) / most, -1: 2.8, 0: 1.8}[tie.sign]
        far[tie.one][tie.other] = far[tie.other][tie.one] = wanted
    return far


def _all(rows: list[Row], counted: str) -> dict[str, Row]:
    found: dict[str, Row] = {}
    for row in rows:
        for code in (row["actor"], row["recipient"]):
            one = found.setdefault(code, {"name": party_name(code), "value": 0, "count": 0})
            one["value"] += row[counted]
            one["count"] += row[counted]
    return found


def network_picture(net: Network) -> Any:
    """The network of a window: friends stand near each other, foes far apart.

    At most the forty parties with most edges are drawn.

    Raises:
        UsageError: a network without edges.
        DragomanError: Altair or networkx is not installed.
    """
    if not net.ties:
        raise UsageError("a network without edges: nothing to draw")
    alt = extra("altair")
    networkx = extra("networkx")
    members = net.members[:LABELLED]
    names = {one.party for one in members}
    ties = [tie for tie in net.ties if tie.one in names and tie.other in names]
    most = max(abs(tie.weight) for tie in ties) or 1
    place = networkx.kamada_kawai_layout(
        networkx.complete_graph(sorted(names)), dist=_distances(sorted(names), ties, most)
    )
    spots = {name: (float(x), float(y)) for name, (x, y) in place.items()}
    lines = [
        {
            "x": spots[tie.one][0], "y": spots[tie.one][1],
            "x2": spots[tie.other][0], "y2": spots[tie.other][1],
            "between": f"{party_name(tie.one)} and {party_name(tie.other)}",
            "weight": tie.weight, "size": abs(tie.weight), "count": tie.count,
            "sign": {1: "friendly", -1: "hostile", 0: "neither"}[tie.sign],
        }
        for tie in reversed(ties)
    ]  # fmt: skip
    nodes = [
        {
            "x": spots[one.party][0], "y": spots[one.party][1], "party": one.party,
            "name": one.name, "ties": one.ties, "friends": one.friends, "foes": one.foes,
        }
        for one in members
    ]  # fmt: skip
    x, y = (alt.X("x:Q", axis=None), alt.Y("y:Q", axis=None))
    signs = ["friendly", "hostile", "neither"]
    edges = (
        alt.Chart(alt.Data(values=lines))
        .mark_rule(opacity=0.65)
        .encode(
            x=x, y=y, x2="x2:Q", y2="y2:Q",
            color=alt.Color(
                "sign:N",
                scale=alt.Scale(domain=signs, range=[FRIENDLY, HOSTILE, "#b5b5b8"]),
                legend=None,
            ),
            strokeDash=alt.StrokeDash(
                "sign:N", scale=alt.Scale(domain=signs, range=[[1, 0], [6, 3], [2, 3]]), legend=None
            ),
            strokeWidth=alt.StrokeWidth(
                "size:Q", scale=alt.Scale(domain=[0, most], range=[0.8, 8]), legend=None
            ),
            tooltip=["between:N", "count:Q", alt.Tooltip("weight:Q", format=".1f")],
        )
    )  # fmt: skip
    base = alt.Chart(alt.Data(values=nodes)).encode(x=x, y=y)
    dots = base.mark_circle(color="white", stroke=INK, strokeWidth=1.2, opacity=1).encode(
        size=alt.Size("ties:Q", scale=alt.Scale(range=[560, 1500]), legend=None),
        tooltip=["name:N", "ties:Q", "friends:Q", "foes:Q"],
    )
    words = base.mark_text(fontSize=11, fontWeight="bold", color=INK).encode(text="party:N")
    left = len(net.members) - len(members)
    subtitle = [
        "Blue: more cooperation. Red, dashed: more conflict. Width: sum of scores. "
        "Circles: number of edges.",
        *balance_sentence(net).replace("read. ", "read.\n").split("\n"),
        *([f"{left} parties with fewer edges are not drawn."] if left else []),
    ]
    chart = alt.layer(edges, dots, words).properties(width=WIDTH, height=WIDTH * 0.75)
    return dressed(chart, "Who stands with whom", subtitle)
