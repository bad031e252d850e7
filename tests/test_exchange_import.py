"""Other people's event data: every cell kept, every bad line named, the shared columns right."""

from __future__ import annotations

import gzip
import json
import zipfile
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import dragoman
from conftest import Ran
from dragoman.errors import InputError, UsageError
from dragoman.exchange import FORMATS, Imported, export_imported, import_files
from dragoman.exchange.mapping import SHARED

GDELT = {
    "GLOBALEVENTID": "881990832",
    "SQLDATE": "20240507",
    "Actor1Code": "FRAGOV",
    "Actor1Name": "FRANCE",
    "Actor1CountryCode": "FRA",
    "Actor1Type1Code": "GOV",
    "Actor2Name": "BUCHAREST",
    "Actor2CountryCode": "ROM",
    "Actor2Type1Code": "MED",
    "EventCode": "010",
    "EventRootCode": "01",
    "GoldsteinScale": "0.0",
    "NumMentions": "4",
    "ActionGeo_FullName": "Bamako, Bamako, Mali",
    "ActionGeo_CountryCode": "ML",
    "ActionGeo_Lat": "12.65",
    "ActionGeo_Long": "-8",
    "SOURCEURL": "https://example.org/1",
}
ICEWS = {
    "Event ID": "1",
    "Event Date": "2018-06-01",
    "Source Name": "Army (Mali)",
    "Source Sectors": "Government,Military",
    "Source Country": "Mali",
    "CAMEO Code": "190",
    "Intensity": "-10",
    "Target Country": "Cote d'Ivoire",
    "City": "NA",
    "Province": "Sikasso",
    "Country": "Mali",
    "Latitude": "11.3",
    "Longitude": "-5.7",
}
POLECAT = {
    "Event ID": "p1",
    "Event Date": "2022-03-02",
    "Event Type": "ASSAULT",
    "Event Mode": "aerial",
    "Event Intensity": "-9.5",
    "Actor Name": "Chad",
    "Actor Country": "TCD",
    "Primary Actor Sector": "MIL",
    "Recipient Country": "None",
    "Country": "TCD",
}


def _line(format: str, cells: dict[str, str]) -> str:
    one = FORMATS[format]
    return "\t".join(cells.get(column, one.missing) for column in one.columns)


def _file(path: Path, format: str, rows: Iterable[dict[str, str]]) -> Path:
    one = FORMATS[format]
    lines = ["\t".join(one.columns)] if one.header else []
    lines += [_line(format, row) for row in rows]
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return path


def _import(path: Path, archive: Path, **how: Any) -> Imported:
    (done,) = dragoman.import_events(path, archive, **how)
    assert isinstance(done, Imported), done
    return done


def _query(archive: Path, query: str) -> list[tuple[Any, ...]]:
    with dragoman.open_archive(archive, read_only=True) as opened:
        return opened.connection.execute(query).fetchall()


def _shared(archive: Path) -> list[dict[str, Any]]:
    rows = _query(archive, f"SELECT {', '.join(SHARED)} FROM imported")
    return [dict(zip(SHARED, row, strict=True)) for row in rows]


def test_the_formats_have_the_columns_of_their_documents() -> None:
    widths = {name: len(one.columns) for name, one in FORMATS.items()}
    assert widths == {"icews": 20, "gdelt1": 58, "gdelt2": 61, "mentions": 16, "polecat": 40}
    assert all(len(set(one.columns)) == len(one.columns) for one in FORMATS.values())


def test_tables_hold_the_shared_columns_and_every_column_of_the_format(tmp_path: Path) -> None:
    archive = tmp_path / "a.duckdb"
    dragoman.import_events(_file(tmp_path / "e.tab", "icews", [ICEWS]), archive)
    with dragoman.open_archive(archive, read_only=True) as opened:
        for name, one in FORMATS.items():
            columns = opened.connection.table(one.table).columns
            shared = SHARED if name != "mentions" else ()
            assert columns == ["import", *shared, *one.columns]


# A cell holds anything but what ends it; a lone carriage return is a broken line (see below).
# An empty line is no line, so that the first cell is never empty.
_ENDS = "\t\n\r"
_CELL = st.one_of(
    st.sampled_from(["", "NA", "None", "NULL", "010", '"', "'", '"a"b"', " x ", "#", "\x00", "é"]),
    st.text(st.characters(exclude_characters=_ENDS, codec="utf-8"), max_size=8),
)


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_is_imported_is_written_back_as_it_came(
    name: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    one = FORMATS[name]
    row = st.tuples(st.integers(1, 10**12).map(str), *[_CELL for _ in one.columns[1:]])
    rows = data.draw(st.lists(row, min_size=1, max_size=6, unique=True))
    lines = ["\t".join(one.columns)] if one.header else []
    text = "".join(f"{line}\n" for line in [*lines, *("\t".join(row) for row in rows)])
    folder = tmp_path_factory.mktemp("round")
    (folder / "in.tab").write_text(text, "utf-8", newline="")
    with dragoman.open_archive(folder / "a.duckdb", create=True) as archive:
        (done,) = import_files(archive, [folder / "in.tab"], name)
        assert isinstance(done, Imported) and not done.rejects
        assert export_imported(archive, name, folder / "out.tab") == len(rows) == done.rows
    assert (folder / "out.tab").read_bytes() == text.encode()


def test_an_event_of_gdelt_in_the_shared_columns(tmp_path: Path) -> None:
    for name in ("gdelt1", "gdelt2"):
        archive = tmp_path / f"{name}.duckdb"
        assert _import(_file(tmp_path / name, name, [GDELT]), archive).format == name
        (row,) = _shared(archive)
        assert row | {"actor_code": None} == {
            "source_id": "881990832",
            "date": date(2024, 5, 7),
            "actor_name": "FRANCE",
            "actor_country": "FRA",
            "actor_sector": "GOV",
            "actor_code": None,
            "recipient_name": "BUCHAREST",
            "recipient_country": "ROU",
            "recipient_sector": "JRN",
            "recipient_code": None,
            "cameo": "010",
            "type": None,
            "mode": None,
            "quad": None,
            "score": None,
            "goldstein": 0.0,
            "place": "Bamako, Bamako, Mali",
            "place_country": "MLI",
            "lat": 12.65,
            "lon": -8.0,
            "url": "https://example.org/1",
            "mentions": 4,
        }
        assert _query(archive, f"SELECT EventCode FROM {name}") == [("010",)]


def test_an_event_of_icews_in_the_shared_columns(tmp_path: Path) -> None:
    archive = tmp_path / "a.duckdb"
    _import(_file(tmp_path / "e.tab", "icews", [ICEWS]), archive)
    (row,) = _shared(archive)
    said = {name: value for name, value in row.items() if value is not None}
    assert said == {
        "source_id": "1",
        "date": date(2018, 6, 1),
        "actor_name": "Army (Mali)",
        "actor_country": "MLI",
        "actor_sector": "MIL",
        "recipient_country": "CIV",
        "cameo": "190",
        "type": "ASSAULT",
        "quad": "material conflict",
        "score": -9.0,
        "goldstein": -10.0,
        "place": "Sikasso",
        "place_country": "MLI",
        "lat": 11.3,
        "lon": -5.7,
    }


def test_an_event_of_polecat_in_the_shared_columns(tmp_path: Path) -> None:
    archive = tmp_path / "a.duckdb"
    _import(_file(tmp_path / "e.txt", "polecat", [POLECAT]), archive)
    (row,) = _shared(archive)
    said = {name: value for name, value in row.items() if value is not None}
    assert said == {
        "source_id": "p1",
        "date": date(2022, 3, 2),
        "actor_name": "Chad",
        "actor_country": "TCD",
        "actor_sector": "MIL",
        "type": "ASSAULT",
        "mode": "aerial",
        "quad": "material conflict",
        "score": -9.5,
        "place_country": "TCD",
    }


@pytest.mark.parametrize(
    "written",
    ["2018-06-01", "6/1/2018", "06/01/18", "20180601", "01-JUN-2018", "1-Jun-18",
     "2018-06-01 00:00:00", "2018/06/01"],
)  # fmt: skip
def test_the_days_that_icews_writes_in_several_ways(tmp_path: Path, written: str) -> None:
    archive = tmp_path / "a.duckdb"
    _import(_file(tmp_path / "e.tab", "icews", [ICEWS | {"Event Date": written}]), archive)
    assert _query(archive, 'SELECT date, "Event Date" FROM icews') == [(date(2018, 6, 1), written)]


def test_what_cannot_be_read_is_kept_and_counted(tmp_path: Path) -> None:
    archive = tmp_path / "a.duckdb"
    odd = {"SQLDATE": "20241324", "EventCode": "---", "Actor1CountryCode": "EUR",
           "ActionGeo_Lat": "91"}  # fmt: skip
    done = _import(_file(tmp_path / "e", "gdelt2", [GDELT, GDELT | odd]), archive)
    assert done.unread == {"date": 1, "cameo": 1, "actor_country": 1, "lat": 1}
    assert done.repeated == 1
    assert _query(
        archive, "SELECT SQLDATE, EventCode, Actor1CountryCode FROM gdelt2 WHERE date IS NULL"
    ) == [("20241324", "---", "EUR")]
    ((unread, repeated),) = _query(archive, "SELECT unread, repeated FROM imports")
    assert (json.loads(unread), repeated) == (done.unread, 1)


def test_malformed_lines_are_set_aside_with_their_number(
    cli: Callable[..., Ran], tmp_path: Path
) -> None:
    good = _line("gdelt2", GDELT).encode()
    lines = [
        good,
        b"too\tshort",
        good.replace(b"FRANCE", b"\xff\xfe"),
        b"",
        good + b"\tone\tmore",
        good.replace(b"FRANCE", b"FR\rANCE"),
        good.replace(b"881990832", b"2"),
    ]
    file, archive = tmp_path / "bad.csv", tmp_path / "a.duckdb"
    file.write_bytes(b"\n".join(lines))
    ran = cli("import", file, "--archive", archive)
    assert ran.code == 1
    assert f"{file}: gdelt2, 2 rows, 4 lines set aside" in ran.out
    assert "line 2: 2 cells instead of 61" in ran.out
    found = _query(archive, "SELECT line, reason, text FROM import_rejects ORDER BY line")
    assert [row[:2] for row in found] == [
        (2, "2 cells instead of 61"),
        (3, "not UTF-8"),
        (5, "63 cells instead of 61"),
        (6, "a carriage return splits the line"),
    ]
    assert found[0][2] == "too\tshort" and found[2][2] == lines[4].decode()
    assert _query(archive, "SELECT GLOBALEVENTID FROM gdelt2") == [("881990832",), ("2",)]


def test_a_short_and_a_long_line_do_not_make_up_for_each_other(tmp_path: Path) -> None:
    good = _line("gdelt2", GDELT)
    (tmp_path / "e").write_text(f"{good}\n{good.rpartition(chr(9))[0]}\n{good}\tmore\n{good}\n")
    done = _import(tmp_path / "e", tmp_path / "a.duckdb")
    assert (done.rows, [one.line for one in done.rejects]) == (2, [2, 3])
    assert [one.reason[:8] for one in done.rejects] == ["60 cells", "62 cells"]


def test_a_bad_line_far_down_keeps_its_number_under_a_header(tmp_path: Path) -> None:
    archive, file = tmp_path / "a.duckdb", tmp_path / "long.tab"
    text = _file(file, "icews", [ICEWS | {"Event ID": str(n)} for n in range(30_000)]).read_text()
    lines = text.splitlines()
    lines[29_000] = "cut off"
    file.write_text("\n".join(lines))
    done = _import(file, archive)
    assert (done.rows, [one.line for one in done.rejects]) == (29_999, [29_001])


def test_files_as_they_ship(tmp_path: Path) -> None:
    text = _file(tmp_path / "plain", "gdelt2", [GDELT]).read_bytes()
    mention = _line("mentions", {"GLOBALEVENTID": "881990832", "Confidence": "60"}).encode()
    (tmp_path / "lines.csv.gz").write_bytes(gzip.compress(text.replace(b"881990832", b"2")))
    (tmp_path / "dos.csv").write_bytes(text.replace(b"881990832", b"3").replace(b"\n", b"\r\n"))
    with zipfile.ZipFile(tmp_path / "both.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("one.export.CSV", text.replace(b"881990832", b"4"))
        packed.writestr("one.mentions.CSV", mention + b"\n")
    archive = tmp_path / "a.duckdb"
    names = ("plain", "lines.csv.gz", "dos.csv", "both.zip")
    done = dragoman.import_events([tmp_path / name for name in names], archive)
    assert [(one.format, one.rows) for one in done if isinstance(one, Imported)] == [
        *[("gdelt2", 1)] * 4,
        ("mentions", 1),
    ]
    ids = _query(archive, "SELECT GLOBALEVENTID, SOURCEURL FROM gdelt2 ORDER BY 1")
    assert ids == [(one, GDELT["SOURCEURL"]) for one in ("2", "3", "4", "881990832")]
    assert _query(archive, "SELECT Confidence FROM gdelt_mentions") == [("60",)]


def test_a_file_counts_once_however_often_it_is_imported(
    cli: Callable[..., Ran], tmp_path: Path
) -> None:
    archive = tmp_path / "a.duckdb"
    file = _file(tmp_path / "e", "gdelt2", [GDELT])
    copy = tmp_path / "copy.gz"
    copy.write_bytes(gzip.compress(file.read_bytes()))
    assert cli("import", file, "--archive", archive).code == 0
    again = cli("import", file, copy, "--archive", archive)
    assert again.code == 0 and again.out.count("imported before (gdelt2, 1 rows)") == 2
    assert _query(archive, "SELECT count(*) FROM imported") == [(1,)]


def test_layouts_that_real_files_have(tmp_path: Path) -> None:
    archive = tmp_path / "a.duckdb"
    # GDELT 1.0 before April 2013 has no address, and some copies of GDELT got a header.
    old = tmp_path / "old.csv"
    old.write_text(_line("gdelt1", GDELT).rpartition("\t")[0] + "\n")
    headed = tmp_path / "headed.csv"
    headed.write_text("\t".join(FORMATS["gdelt2"].columns) + "\n" + _line("gdelt2", GDELT) + "\n")
    # Some POLECAT files have empty cells too many.
    wide = tmp_path / "wide.txt"
    header = "\t".join(FORMATS["polecat"].columns)
    wide.write_text(f"{header}\t\t\n{_line('polecat', POLECAT)}\t\t\n")
    for file in (old, headed, wide):
        assert (_import(file, archive).rows, _import(file, archive).known) == (1, True)
    assert _query(archive, "SELECT SOURCEURL FROM gdelt1") == [(None,)]
    assert _query(archive, 'SELECT "Version" FROM polecat') == [("None",)]


def test_what_is_no_event_data_is_refused_and_the_rest_goes_on(
    cli: Callable[..., Ran], tmp_path: Path
) -> None:
    text, cut = tmp_path / "letter.txt", tmp_path / "cut.zip"
    text.write_text("Dear Sir,\nno events here.\n")
    cut.write_bytes(b"PK\x03\x04 and no more")
    good = _file(tmp_path / "e", "gdelt2", [GDELT])
    missing = tmp_path / "missing.csv"
    ran = cli("import", text, cut, missing, good, "--archive", tmp_path / "a.duckdb")
    assert ran.code == 1
    assert f"failed: {text}: no tab-separated lines" in ran.out
    assert f"failed: {cut}" in ran.out and f"failed: {missing}" in ran.out
    assert f"{good}: gdelt2, 1 rows, 0 lines set aside" in ran.out
    (wrong,) = dragoman.import_events(good, tmp_path / "a.duckdb", format="icews")
    assert isinstance(wrong, InputError) and "61 cells" in str(wrong)
    with pytest.raises(UsageError, match="unknown format"):
        dragoman.import_events(good, tmp_path / "a.duckdb", format="acled")
    assert cli("import", good, "--archive", tmp_path / "a.duckdb", "--format", "x").code == 2


OBJECT = {
    "id": "7",
    "date": "2021-01-02",
    "event": "141",
    "ccode": "ARM",
    "protesteridentity": "Citizen (Armenia): Social,General Population: Armenia",
    "location": [{"city": "Kapan", "country": "Armenia", "lat": "39.2", "long": "46.4"}],
}


@pytest.mark.parametrize("indent", [None, 2])
def test_plover_objects_one_after_the_other(tmp_path: Path, indent: int | None) -> None:
    other = {"id": 8, "date": "2021-02-30", "event": "CONSULT", "mode": "visit",
             "source": [{"name": "France", "country": "FRA"}], "target": "Mali"}  # fmt: skip
    texts = [json.dumps(one, indent=indent) for one in (OBJECT, other)]
    file, archive = tmp_path / "p.json", tmp_path / "a.duckdb"
    file.write_text(f'{texts[0]}\n{{"broken": \n{texts[1]}\n{{"x": NaN}}\n{{"x": "\\ud800"}}\n')
    done = _import(file, archive)
    line = texts[0].count("\n") + 2
    assert (done.format, done.rows) == ("plover", 2)
    last = line + 1 + texts[1].count("\n") + 1
    assert [one.line for one in done.rejects] == [line, last, last + 1]
    assert [text for (text,) in _query(archive, "SELECT object FROM plover")] == texts
    first, second = _shared(archive)
    assert (first["type"], first["cameo"], first["date"]) == ("PROTEST", "141", date(2021, 1, 2))
    assert (first["actor_country"], first["actor_sector"]) == ("ARM", "CVL")
    assert (first["place"], first["place_country"], first["lon"]) == ("Kapan", "ARM", 46.4)
    assert (second["type"], second["mode"], second["date"]) == ("CONSULT", "visit", None)
    assert (second["actor_country"], second["recipient_name"]) == ("FRA", "Mali")


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=6,
)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    found=st.lists(
        st.dictionaries(
            st.sampled_from(["id", "date", "event", "mode", "source", "location", "ccode", "x"]),
            _JSON,
        ),
        min_size=1,
        max_size=4,
    ),
    ascii_only=st.booleans(),
)
def test_any_object_is_kept_whole(
    found: list[dict[str, Any]], ascii_only: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("plover")
    text = "".join(json.dumps(one, ensure_ascii=ascii_only) + "\n" for one in found)
    (folder / "in.jsonl").write_text(text, "utf-8")
    with dragoman.open_archive(folder / "a.duckdb", create=True) as archive:
        (done,) = import_files(archive, [folder / "in.jsonl"])
        assert isinstance(done, Imported) and done.rows == len(found)
        export_imported(archive, "plover", folder / "out.jsonl")
    assert (folder / "out.jsonl").read_text("utf-8") == text
