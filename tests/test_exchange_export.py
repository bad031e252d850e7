"""The archive's own events in other formats: exact columns, nothing made up, nothing silent."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import msgspec
import networkx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import dragoman
from conftest import Ran
from dragoman.errors import UsageError
from dragoman.exchange import FORMATS, Exported, Imported, export_events
from dragoman.exchange.rows import fraction_date, quad_class
from dragoman.record import Mention, Place
from dyads import Told, article, stored


def _archive(path: Path) -> Path:
    """France accuses Mali and Niger; France and Romania meet; some that did not happen."""
    record = article(
        "n1",
        "2024-05-08",
        Told(("FRA",), ("MLI", "NER"), "ACCUSE", start="2024-05-07"),
        Told(("FRA", "ROU"), (), "CONSULT", start="2024-05-06"),
        Told(("FRA",), ("MLI",), "ASSAULT", "negated"),
        Told(("FRA",), ("MLI",), "CONSULT", "planned", start="2024-06-01"),
        Told(("MLI",), ("FRA",), "THREATEN", "hypothetical"),
    )
    place = Place(
        id="p1", start=0, end=2, text="n1", name="Bamako", country="MLI", lat=12.65, lon=-8.0,
        geonameid=2460596, precision="city",
    )  # fmt: skip
    france = msgspec.structs.replace(
        record.actors[0], name="France", sectors=("GOV", "JRN"), role="host\tof\ntalks"
    )
    events = (msgspec.structs.replace(record.events[0], place="p1"), *record.events[1:])
    record = msgspec.structs.replace(
        record,
        article=msgspec.structs.replace(record.article, url="https://example.org/n1"),
        actors=(france, *record.actors[1:]),
        mentions=(Mention(id="m1", actor=france.id, start=0, end=2, text="n1"),),
        places=(place,),
        events=events,
    )
    return stored(path, [record])


def _export(archive: Path, format: str, path: Path) -> Exported:
    with dragoman.open_archive(archive, read_only=True) as opened:
        return export_events(opened, format, path)


def _lines(path: Path, format: str) -> list[dict[str, str]]:
    rows = [line.split("\t") for line in path.read_text("utf-8").split("\n")[:-1]]
    one = FORMATS[format]
    if one.header:
        assert tuple(rows.pop(0)) == one.columns
    return [dict(zip(one.columns, row, strict=True)) for row in rows]


def _said(line: dict[str, str], missing: str = "") -> dict[str, str]:
    return {column: cell for column, cell in line.items() if cell != missing}


def test_polecat_has_a_line_an_event_with_lists_of_parties(tmp_path: Path) -> None:
    done = _export(_archive(tmp_path / "a.duckdb"), "polecat", tmp_path / "o")
    assert (done.rows, done.events, done.left_out.total()) == (3, 3, 2)
    assert any("negated" in reason for reason in done.left_out)
    first, talks, planned = _lines(tmp_path / "o", "polecat")
    assert _said(first, "None") == {
        "Event ID": "1-e1",
        "Event Date": "2024-05-07",
        "Event Type": "ACCUSE",
        "Event Intensity": first["Event Intensity"],
        "Quad Code": "VERBAL CONFLICT",
        "Actor Name": "France",
        "Actor Country": "FRA",
        "Actor COW": "220",
        "Primary Actor Sector": "GOV",
        "Actor Sectors": "GOV; JRN",
        "Actor Title": "host of talks",
        "Actor Name Raw": "n1",
        "Recipient Name": "MLI; NER",
        "Recipient Country": "MLI; NER",
        "Recipient COW": "432; 436",
        "Primary Recipient Sector": "GOV; GOV",
        "Placename": "Bamako",
        "City": "Bamako",
        "Country": "MLI",
        "Latitude": "12.65",
        "Longitude": "-8.0",
        "GeoNames ID": "2460596",
        "Raw Placename": "n1",
        "Source": "Northern Courier",
        "Publication Date": "2024-05-08",
        "Story Locations": "Bamako",
        "Language": "en",
        "Version": "dragoman 0.1.0",
    }
    assert float(first["Event Intensity"]) < 0
    assert (talks["Actor Country"], talks["Recipient Country"]) == ("FRA; ROU", "None")
    assert planned["Event Type"] == "AGREE", "PLOVER codes an announced meeting as AGREE"


def test_icews_has_a_line_for_each_pair(tmp_path: Path) -> None:
    done = _export(_archive(tmp_path / "a.duckdb"), "icews", tmp_path / "o")
    lines = _lines(tmp_path / "o", "icews")
    assert (done.rows, done.events) == (len(lines), 3)
    pairs = [(one["Source Country"], one["Target Country"]) for one in lines]
    assert pairs == [
        ("France", "Mali"), ("France", "Niger"), ("France", "Romania"), ("Romania", "France"),
        ("France", "Mali"),
    ]  # fmt: skip
    assert [one["Event ID"] for one in lines] == ["1", "2", "3", "4", "5"]
    assert {one["Story ID"] for one in lines} == {"1"}
    assert lines[0]["Source Sectors"] == "Government,Media"
    assert lines[0]["CAMEO Code"].startswith("11") and lines[2]["CAMEO Code"].startswith("04")
    assert (lines[0]["City"], lines[0]["Country"], lines[2]["City"]) == ("Bamako", "Mali", "")


def test_gdelt_has_its_own_codes(tmp_path: Path) -> None:
    archive = _archive(tmp_path / "a.duckdb")
    _export(archive, "gdelt2", tmp_path / "o")
    _export(archive, "gdelt1", tmp_path / "o1")
    _export(archive, "mentions", tmp_path / "m")
    lines, older = _lines(tmp_path / "o", "gdelt2"), _lines(tmp_path / "o1", "gdelt1")
    first = lines[0]
    assert first["SQLDATE"] == "20240507" and first["FractionDate"] == "2024.3479"
    assert (first["Actor1Code"], first["Actor1Name"]) == ("FRAGOVMED", "FRANCE")
    assert (first["Actor1Type1Code"], first["Actor1Type2Code"]) == ("GOV", "MED")
    assert lines[2]["Actor2CountryCode"] == "ROM"
    assert first["EventCode"].startswith(first["EventBaseCode"])
    assert (first["EventRootCode"], first["QuadClass"]) == ("11", "3")
    assert (first["ActionGeo_CountryCode"], first["ActionGeo_Type"]) == ("ML", "4")
    assert (first["DATEADDED"], older[0]["DATEADDED"]) == ("20240508000000", "20240508")
    assert first["SOURCEURL"] == "https://example.org/n1"
    assert first["AvgTone"] == "" and first["IsRootEvent"] == ""
    numbers = [one["GLOBALEVENTID"] for one in lines]
    assert numbers == [one["GLOBALEVENTID"] for one in _lines(tmp_path / "m", "mentions")]


def test_plover_says_all_of_an_event_and_of_every_event(tmp_path: Path) -> None:
    done = _export(_archive(tmp_path / "a.duckdb"), "plover", tmp_path / "o")
    found = [json.loads(line) for line in (tmp_path / "o").read_text("utf-8").splitlines()]
    assert done == Exported(5, 5)
    assert [one["status"] for one in found] == [
        "happened", "happened", "negated", "planned", "hypothetical",
    ]  # fmt: skip
    assert (found[3]["event"], found[3]["underlying"]) == ("AGREE", "CONSULT")
    assert [one["country"] for one in found[0]["target"]] == ["MLI", "NER"]
    assert found[0]["location"][0]["geonameid"] == 2460596


def test_csv_has_a_line_an_event(tmp_path: Path) -> None:
    _export(_archive(tmp_path / "a.duckdb"), "csv", tmp_path / "o.csv")
    with (tmp_path / "o.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [row["recipients"] for row in rows[:2]] == ["MLI;NER", ""]
    assert len(rows) == 5 and rows[0]["place"] == "Bamako"


def test_graphml_is_a_graph_of_events(tmp_path: Path) -> None:
    done = _export(_archive(tmp_path / "a.duckdb"), "graphml", tmp_path / "o.graphml")
    graph = networkx.read_graphml(tmp_path / "o.graphml")
    assert graph.is_directed() and graph.is_multigraph()
    assert (done.rows, done.events) == (graph.number_of_edges(), 5) == (7, 5)
    names = networkx.get_node_attributes(graph, "name")
    assert sorted(names.values()) == ["France", "MLI", "NER", "ROU"]
    edges = [(names[one], names[other], data) for one, other, data in graph.edges(data=True)]
    accused = [(a, b) for a, b, data in edges if data["type"] == "ACCUSE"]
    assert sorted(accused) == [("France", "MLI"), ("France", "NER")]
    assert all(isinstance(data["score"], float) for _, _, data in edges)
    assert {data["historical"] for _, _, data in edges} == {False}


@pytest.mark.parametrize("format", ["icews", "gdelt1", "gdelt2", "polecat", "plover"])
def test_what_goes_out_comes_in_again(tmp_path: Path, format: str) -> None:
    archive = _archive(tmp_path / "a.duckdb")
    _export(archive, format, tmp_path / "o")
    (done,) = dragoman.import_events(tmp_path / "o", tmp_path / "b.duckdb")
    assert isinstance(done, Imported)
    assert (done.format, done.rejects, done.unread) == (format, (), {})
    with dragoman.open_archive(tmp_path / "b.duckdb", read_only=True) as opened:
        found = opened.connection.execute(
            "SELECT date, actor_country, recipient_country, type, quad, place_country, lat "
            "FROM imported WHERE import = 1"
        ).fetchall()
    accused = (date(2024, 5, 7), "FRA", "MLI", "ACCUSE", "verbal conflict", "MLI", 12.65)
    assert found[0] == accused
    assert {row[3] for row in found} >= {"ACCUSE", "CONSULT", "AGREE"}


_TEXT = st.text(st.characters(codec="utf-8"), max_size=12)


@pytest.mark.parametrize("format", [*FORMATS, "plover", "graphml"])
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(name=_TEXT, outlet=_TEXT, url=_TEXT, role=_TEXT)
def test_no_text_breaks_a_file(
    format: str,
    name: str,
    outlet: str,
    url: str,
    role: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("text")
    made = article("n1", "2024-05-08", Told(("FRA",), ("MLI",), "ACCUSE", start="2024-05-07"))
    actor = msgspec.structs.replace(made.actors[0], name=name, role=role)
    about = msgspec.structs.replace(made.article, outlet=outlet, url=url)
    record = msgspec.structs.replace(made, article=about, actors=(actor, *made.actors[1:]))
    archive = stored(folder / "a.duckdb", [record])
    assert _export(archive, format, folder / "o").rows == 1
    if format == "graphml":
        assert networkx.read_graphml(folder / "o").number_of_edges() == 1
        return
    (done,) = dragoman.import_events(folder / "o", folder / "b.duckdb", format=format)
    assert isinstance(done, Imported)
    assert (done.rows, done.rejects) == (1, ())


def test_an_article_coded_again_counts_once(tmp_path: Path) -> None:
    record = article("n1", "2024-05-08", Told(("FRA",), ("MLI",), "ACCUSE"))
    archive = stored(tmp_path / "a.duckdb", [record, record])
    for format in ("polecat", "plover", "csv", "graphml"):
        assert _export(archive, format, tmp_path / "o").rows == 1
    (line,) = _lines_of_polecat(archive, tmp_path)
    assert line["Event Date"] == "2024-05-08", "without a date of its own, the article's"


def _lines_of_polecat(archive: Path, folder: Path) -> list[dict[str, str]]:
    _export(archive, "polecat", folder / "p")
    return _lines(folder / "p", "polecat")


@pytest.mark.parametrize(
    ("code", "quad"),
    [("010", 1), ("057", 1), ("061", 2), ("090", 2), ("100", 3), ("141", 3), ("150", 4),
     ("2042", 4)],
)  # fmt: skip
def test_quads_of_gdelt(code: str, quad: int) -> None:
    assert quad_class(code) == quad


@pytest.mark.parametrize(
    ("day", "fraction"),
    [(date(2018, 10, 24), "2018.8055"), (date(2019, 1, 1), "2019.0027")],
)
def test_days_as_parts_of_the_year(day: date, fraction: str) -> None:
    assert fraction_date(day) == fraction


def test_the_command_says_what_it_wrote_and_what_not(
    cli: Callable[..., Ran], tmp_path: Path
) -> None:
    archive, file = _archive(tmp_path / "a.duckdb"), tmp_path / "o.tab"
    ran = cli("export", "--archive", archive, "--format", "icews", "-o", file)
    assert (ran.code, f"{file}: 5 rows of 3 events" in ran.out) == (0, True)
    assert "left out: 1 events, negated" in ran.out
    again = tmp_path / "again.tab"
    assert cli("import", file, "--archive", archive).code == 0
    ran = cli("export", "--archive", archive, "--format", "icews", "--imported", "-o", again)
    assert (ran.code, again.read_bytes()) == (0, file.read_bytes())
    none = cli("export", "--archive", archive, "--format", "polecat", "--imported", "-o", again)
    assert none.code == 2 and "nothing of format polecat was imported" in none.err
    csv_again = cli("export", "--archive", archive, "--format", "csv", "--imported", "-o", again)
    assert csv_again.code == 2 and "unknown format" in csv_again.err
    with pytest.raises(UsageError, match="one of"):
        _export(archive, "acled", tmp_path / "x")
