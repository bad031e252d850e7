"""Pictures: complete in themselves, without a browser and without a network."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars
import pytest

from conftest import Ran
from dragoman.errors import DragomanError, UsageError
from dragoman.relations import (
    Panel,
    Source,
    calendar_picture,
    map_picture,
    network,
    network_picture,
    save_picture,
    series_picture,
    table_events,
    triangle,
    triangle_picture,
)


def _frame() -> polars.DataFrame:
    rows = []
    for month in range(1, 13):
        for day in (3, 17):
            when = f"2021-{month:02d}-{day:02d}"
            rows += [(when, "USA", "CHN", "112", f"a{month}")] * (1 + month % 3)
            rows += [(when, "USA", "CHN", "040", f"b{month}"), (when, "CHN", "RUS", "057", "c")]
            rows += [(when, "USA", "SGP", "040", f"d{day}"), (when, "UN", "USA", "040", "e")]
    columns = ["date", "actor", "recipient", "cameo", "source"]
    return polars.DataFrame(rows, schema=columns, orient="row")


@pytest.fixture(scope="module")
def source() -> Source:
    return table_events(_frame())


PICTURES: dict[str, Callable[[Source], Any]] = {
    "series": lambda source: series_picture(
        source, Panel(among=("USA", "CHN")), marks={"2021-03-18": "Talks"}, draws=50
    ),
    "calendar": lambda source: calendar_picture(source, Panel(among=("USA", "CHN"))),
    "map": lambda source: map_picture(source, Panel(among=("USA",))),
    "world": map_picture,
    "network": lambda source: network_picture(network(source)),
    "triangle": lambda source: triangle_picture(triangle(source, "USA", "CHN", "RUS")),
}
WORDS = {
    "series": ("China to United States", "Talks", "per 1,000 events in the table", "95 % interval"),
    "calendar": ("United States and China", "2021", "Mon", "Nov"),
    "map": ("United States and the world", "Mean score with United States"),
    "world": ("Who is in the news with others",),
    "network": ("Who stands with whom", "CHN", "RUS", "SGP", "UN"),
    "triangle": ("who comes first?", "No verdict", "Pressure", "Closeness"),
}


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_has_its_words_and_reaches_nowhere(
    source: Source, tmp_path: Path, name: str
) -> None:
    chart = PICTURES[name](source)
    file = tmp_path / f"{name}.svg"
    save_picture(chart, file)
    drawn = file.read_text("utf-8")
    for word in WORDS[name]:
        assert word in drawn, word
    assert set(re.findall(r"https?://[^\"' <]+", drawn)) <= {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }
    assert not re.search(r'"url":', chart.to_json()), "the data is in the picture, not behind it"


def test_pictures_are_written_as_their_ending_says(source: Source, tmp_path: Path) -> None:
    chart = PICTURES["network"](source)
    save_picture(chart, tmp_path / "a.png")
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    save_picture(chart, tmp_path / "a.html")
    page = (tmp_path / "a.html").read_text("utf-8")
    assert len(page) > 100_000 and not re.search(r'(?:src|href)="https?:', page)
    with pytest.raises(UsageError, match=r"ends in \.svg"):
        save_picture(chart, tmp_path / "a.gif")


def test_countries_too_small_for_an_outline_are_points(source: Source) -> None:
    drawn = map_picture(source, Panel(among=("USA",))).to_dict()
    points = [one for one in drawn["layer"] if "longitude" in one.get("encoding", {})]
    assert [row["id"] for row in points[0]["data"]["values"]] == ["SGP"]


def test_nothing_to_draw_is_said(source: Source) -> None:
    quiet = Panel(among=("USA", "CHN"), since="2021-01-04", until="2021-01-05")
    for draw in (calendar_picture, map_picture):
        with pytest.raises(UsageError, match="nothing to draw"):
            draw(source, quiet)
    with pytest.raises(UsageError, match="nothing to draw"):
        network_picture(network(source, quiet))
    with pytest.raises(UsageError, match="a mark needs a day"):
        series_picture(source, marks={"soon": "x"}, draws=10)


def test_a_missing_package_is_named_with_its_remedy(
    source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "altair", None)
    with pytest.raises(DragomanError, match=r'needs altair.*pip install "dragoman\[analysis\]"'):
        calendar_picture(source)


def test_the_commands_draw(cli: Callable[..., Ran], tmp_path: Path) -> None:
    events = tmp_path / "events.csv"
    _frame().write_csv(events)
    for number, call in enumerate(
        (
            ("relations", "USA", "CHN", "--mark", "2021-03-18=Talks", "--draws", "0"),
            ("relations", "USA", "--drawn", "map", "--draws", "0"),
            ("relations", "USA", "CHN", "--drawn", "calendar", "--draws", "0"),
            ("network",),
            ("triangle", "USA", "CHN", "RUS"),
        )
    ):
        file = tmp_path / f"{number}.svg"
        ran = cli(*call, "--events", events, "--picture", file)
        assert ran.code == 0, ran.err
        assert file.read_text("utf-8").startswith("<svg")
    wrong = cli("relations", "USA", "--events", events, "--mark", "x", "--picture", "a.svg")
    assert wrong.code == 2
