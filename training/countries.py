"""The outlines of countries for maps: writes ``relations/data/countries.json``.

    python -m training.countries countries-110m.json

The input is that of the npm package world-atlas 2.0.2 (ISC licence): TopoJSON of Natural Earth's
1:110m cultural vectors (public domain). Outlines get ISO alpha-3 codes as ids, by the names in
``states.csv``; what is drawn apart there and claimed by a state counts as in the record (Northern
Cyprus, Somaliland), and Crimea, which the atlas gives to Russia, is Ukraine's. States too small
for this scale are points, at GeoNames' coordinates.
"""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).parent.parent / "src" / "dragoman"
OTHER_NAMES = {
    "W. Sahara": "ESH", "Dem. Rep. Congo": "COD", "Dominican Rep.": "DOM", "Falkland Is.": "FLK",
    "Central African Rep.": "CAF", "Eq. Guinea": "GNQ", "eSwatini": "SWZ", "Solomon Is.": "SLB",
    "N. Cyprus": "CYP", "Somaliland": "SOM", "Bosnia and Herz.": "BIH", "S. Sudan": "SSD",
    "Macedonia": "MKD", "Congo": "COG", "Puerto Rico": "USA", "New Caledonia": "FRA",
}  # fmt: skip
"""Natural Earth's short names that are not in ``states.csv``."""
LEFT_OUT = {"Antarctica", "Fr. S. Antarctic Lands"}


def states() -> list[dict[str, str]]:
    """The rows of ``states.csv``."""
    text = (PACKAGE / "actors" / "data" / "states.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


def outlines(atlas: dict[str, Any]) -> dict[str, Any]:
    """The atlas with ISO codes as ids, and only the arcs that are drawn."""
    codes = dict(OTHER_NAMES)
    for row in states():
        for name in (row["name"], row["official"], *row["names"].split("|")):
            codes.setdefault(name, row["iso3"])
    shapes = [
        {"type": one["type"], "id": codes[one["properties"]["name"]], "arcs": one["arcs"]}
        for one in atlas["objects"]["countries"]["geometries"]
        if one["properties"]["name"] not in LEFT_OUT
    ]
    _give_back(shapes, atlas)
    shapes.sort(key=lambda one: str(one["id"]))
    used = sorted({number for one in shapes for number in _arcs(one["arcs"])})
    place = {number: index for index, number in enumerate(used)}
    for one in shapes:
        one["arcs"] = _renumbered(one["arcs"], place)
    return {
        "type": "Topology",
        "transform": atlas["transform"],
        "objects": {"countries": {"type": "GeometryCollection", "geometries": shapes}},
        "arcs": [atlas["arcs"][number] for number in used],
    }


def _give_back(shapes: list[dict[str, Any]], atlas: dict[str, Any]) -> None:
    """Crimea to Ukraine, as the UN General Assembly has it (resolution 68/262)."""
    by_code = {one["id"]: one for one in shapes}
    russia, ukraine = by_code["RUS"], by_code["UKR"]
    crimea = [one for one in russia["arcs"] if _inside(one, atlas, (32, 44, 37, 47))]
    assert len(crimea) == 1, "the atlas draws Crimea otherwise than it did"
    russia["arcs"] = [one for one in russia["arcs"] if one not in crimea]
    whole = ukraine["arcs"] if ukraine["type"] == "MultiPolygon" else [ukraine["arcs"]]
    ukraine["type"], ukraine["arcs"] = "MultiPolygon", [*whole, *crimea]


def _inside(polygon: Any, atlas: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    """Whether a polygon lies in west, south, east, north."""
    (wide, high), (left, low) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    for number in _arcs(polygon):
        x = y = 0
        for step in atlas["arcs"][number]:
            x, y = x + step[0], y + step[1]
            if not (box[0] <= x * wide + left <= box[2] and box[1] <= y * high + low <= box[3]):
                return False
    return True


def _arcs(rings: Any) -> set[int]:
    if isinstance(rings, list):
        return {number for ring in rings for number in _arcs(ring)}
    return {rings if rings >= 0 else ~rings}


def _renumbered(rings: Any, place: dict[int, int]) -> Any:
    # An arc run backwards is written as the complement of its number.
    if isinstance(rings, list):
        return [_renumbered(ring, place) for ring in rings]
    return place[rings] if rings >= 0 else ~place[~rings]


def small_states(drawn: set[str]) -> dict[str, list[float]]:
    """Longitude and latitude of present states without an outline."""
    wanted = {row["iso3"] for row in states() if row["cow"] and not row["until"]} - drawn
    points = {}
    for line in (PACKAGE / "places" / "data" / "places.tsv").read_text("utf-8").splitlines():
        cells = line.split("\t")
        if not line.startswith("#") and cells[-1] == "country" and cells[2] in wanted:
            points[cells[2]] = [float(cells[4]), float(cells[3])]
    return dict(sorted(points.items()))


def main(path: str) -> None:
    """Writes the file."""
    topology = outlines(json.loads(Path(path).read_text("utf-8")))
    drawn = {one["id"] for one in topology["objects"]["countries"]["geometries"]}
    found = {"topology": topology, "points": small_states(drawn)}
    target = PACKAGE / "relations" / "data" / "countries.json"
    target.write_text(json.dumps(found, separators=(",", ":")) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
