"""A sample to judge by hand, and what follows from it."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Ran
from dragoman.errors import DataError, UsageError
from dragoman.relations import precision
from dragoman.relations.validation import JUDGED, wilson
from dyads import Told, article, stored


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hundred accusations, twenty planned meetings, three sanctions."""
    accused, met, hit = (
        Told(("USA",), ("CHN",), "ACCUSE"),
        Told(("USA", "CHN"), (), "CONSULT", "planned"),
        Told(("USA",), ("CHN",), "SANCTION"),
    )
    records = [article(f"a{n}", "2024-01-10", accused) for n in range(100)]
    records += [article(f"b{n}", "2024-01-11", met) for n in range(20)]
    records += [article(f"c{n}", "2024-01-12", hit) for n in range(3)]
    return stored(tmp_path_factory.mktemp("validation") / "news.duckdb", records)


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def _filled(
    rows: list[dict[str, str]], path: Path, answer: Callable[[dict[str, str]], str]
) -> Path:
    with path.open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, list(rows[0]))
        writer.writeheader()
        for row in rows:
            writer.writerow({**row, **dict.fromkeys(JUDGED, answer(row))})
    return path


def test_a_sheet_has_every_stratum_and_is_the_same_again(
    cli: Callable[..., Ran], news: Path
) -> None:
    call = ("validate", "--archive", news, "--sample", "30")
    sheet = cli(*call, "--seed", "4")
    rows = _rows(sheet.out)
    assert sheet.code == 0 and len(rows) == 30
    drawn = Counter(row["stratum"] for row in rows)
    assert set(drawn) == {"ACCUSE happened", "CONSULT planned", "SANCTION happened"}
    assert min(drawn.values()) >= 2 and max(drawn, key=drawn.__getitem__) == "ACCUSE happened"
    assert {row["stratum"]: row["in_archive"] for row in rows}["CONSULT planned"] == "20"
    assert all(row[name] == "" for row in rows for name in JUDGED)
    assert len({(row["article"], row["event"]) for row in rows}) == 30
    assert cli(*call, "--seed", "4").out == sheet.out != cli(*call, "--seed", "5").out
    assert len(_rows(cli("validate", "--archive", news, "--sample", "1000").out)) == 123


def test_precision_is_weighted_back_to_the_archive(
    cli: Callable[..., Ran], news: Path, tmp_path: Path
) -> None:
    rows = _rows(cli("validate", "--archive", news, "--sample", "30").out)
    sheet = _filled(rows, tmp_path / "filled.csv", lambda row: "yn"[row["type"] != "ACCUSE"])
    found = {(one.judged, one.type): one for one in precision(sheet)}
    assert found["type", "ACCUSE"].share == 1 and found["type", "CONSULT"].share == 0
    # 100 of the 123 events are of the type that is always right.
    assert found["type", "overall"].share == pytest.approx(100 / 123)
    overall = found["all", "overall"]
    assert overall.low < overall.share < overall.high
    ran = cli("validate", "--sheet", sheet)
    assert "We judged a sample of 30 coded events" in ran.out
    assert "precision is 81% for type" in ran.out
    assert len(_rows(cli("validate", "--sheet", sheet, "--format", "csv").out)) == len(found)


def test_a_sheet_from_a_spreadsheet_is_read_and_a_slip_is_named(news: Path, tmp_path: Path) -> None:
    head = ";".join(("stratum", "type", "in_archive", *JUDGED))
    sheet = tmp_path / "filled.csv"
    sheet.write_text(f"\ufeff{head}\nA happened;A;5;Y;yes;1;x;\n", "utf-8")
    assert {one.judged for one in precision(sheet)} == {
        "all", "type", "status", "actors", "recipients",
    }  # fmt: skip
    sheet.write_text(f"{head}\nA happened;A;5;maybe;;;;\n", "utf-8")
    with pytest.raises(DataError, match="line 2, column 'type_right': 'maybe'"):
        precision(sheet)
    sheet.write_text(f"{head}\nA happened;A;5;;;;;\n", "utf-8")
    with pytest.raises(UsageError, match="nothing is judged yet"):
        precision(sheet)
    sheet.write_text("stratum;type\n", "utf-8")
    with pytest.raises(DataError, match="no column"):
        precision(sheet)


@given(st.integers(1, 500), st.data())
def test_wilson_holds_the_share_and_stays_between_nought_and_one(
    count: int, data: st.DataObject
) -> None:
    right = data.draw(st.integers(0, count))
    low, high = wilson(right, count)
    assert 0 <= low <= right / count + 1e-12 and right / count - 1e-12 <= high <= 1
    assert low < high


def test_wilson_is_that_of_the_textbook() -> None:
    # Newcombe 1998, Statistics in Medicine 17, table I: 81 of 263.
    low, high = wilson(81, 263)
    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)


@pytest.mark.parametrize("wrong", [[], ["--archive", "{news}", "--sample", "3"]], ids=str)
def test_wrong_usage_is_two(cli: Callable[..., Ran], news: Path, wrong: list[str]) -> None:
    ran = cli("validate", *(one.format(news=news) for one in wrong))
    assert ran.code == 2 and len(ran.err) > 20
