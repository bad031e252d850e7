"""The calendar: what is planned, each plan once, and a file that calendar programs take."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dragoman
from conftest import Ran
from dragoman.errors import UsageError
from dragoman.plans import Plan, find_plans, to_ical
from dragoman.record import (
    Actor,
    Article,
    Event,
    EventDate,
    Plover,
    Provenance,
    Record,
    Report,
    Span,
    Status,
)

VISIT = "Secretary of State Antony Blinken will visit China on February 5-6, officials said."


def announced(
    id: str,
    text: str = VISIT,
    days: tuple[str, str] | None = ("2023-02-05", "2023-02-06"),
    *,
    published: str = "2023-01-20",
    parties: tuple[str, str] = ("Antony Blinken", "China"),
    countries: tuple[str, str] = ("USA", "CHN"),
    status: Status = "planned",
    **facts: Any,
) -> Record:
    """An article with one event: the first party is to visit the second."""
    outlet = facts.pop("outlet", f"Outlet {id}")
    url = facts.pop("url", None)
    span = Span.of(text, 0, len(text))
    # A plan that nothing dates has a window of a year and no expression in its record.
    dated = (
        EventDate(start=days[0], end=days[1], granularity="day", basis="text", time="t1")
        if days
        else EventDate(start=published, end="2024-01-20", granularity="vague", basis="inferred")
    )
    event = Event(
        id="e1",
        type="CONSULT",
        mode="visit",
        status=status,
        actors=("a1",),
        recipients=("a2",),
        plover=Plover(type="AGREE", mode="meet", quad="verbal cooperation", score=4.0),
        date=facts.pop("dated", dated),
        trigger=span,
        evidence=span,
        confidence=facts.pop("confidence", 0.8),
        reports=(Report(trigger=span, evidence=span),),
    )
    return Record(
        dragoman=Provenance(version="0.1.0", model="m", lexicon="l"),
        article=Article(
            id=id,
            text=text,
            outlet=outlet,
            url=url,
            title=facts.pop("title", None),
            published=published,
            published_from="given",
            language="en",
            sha256=sha256(f"{id}{text}".encode()).hexdigest(),
        ),
        actors=(
            Actor(id="a1", name=parties[0], kind="person", country=countries[0]),
            Actor(id="a2", name=parties[1], kind="state", country=countries[1]),
        ),
        events=(event,),
    )


def store(path: Path, records: Sequence[Record]) -> Path:
    with dragoman.open_archive(path, create=True) as archive:
        archive.add(archive.begin_run(records[0].dragoman, {}, []), records)
    return path


def plans_of(path: Path, records: Sequence[Record], **wanted: str) -> list[Plan]:
    with dragoman.open_archive(store(path, records), read_only=True) as archive:
        return find_plans(archive, **wanted)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """One visit announced by two articles, another, one without a date, and one that took place."""
    return store(
        tmp_path / "news.duckdb",
        [
            announced("one", days=("2023-02-01", "2023-02-28"), url="https://example.org/1"),
            announced("two", published="2023-01-22", title="A visit"),
            announced(
                "three",
                days=("2023-03-10", "2023-03-10"),
                parties=("Wang Yi", "Russia"),
                countries=("CHN", "RUS"),
            ),
            announced(
                "four", days=None, parties=("Olaf Scholz", "India"), countries=("DEU", "IND")
            ),
            announced("five", status="happened", days=("2023-01-10", "2023-01-10")),
        ],
    )


def test_a_plan_that_two_articles_announce_is_there_once_and_most_exactly(archive: Path) -> None:
    with dragoman.open_archive(archive, read_only=True) as opened:
        plans = find_plans(opened)
    assert [one.actors for one in plans] == [("Antony Blinken",), ("Wang Yi",), ("Olaf Scholz",)]
    visit = plans[0]
    assert (visit.start, visit.end) == (date(2023, 2, 5), date(2023, 2, 6))
    assert (visit.articles, visit.outlets) == (2, ("Outlet one", "Outlet two"))
    assert visit.article_id == "two"
    assert visit.what == "Antony Blinken (USA) is to visit China"
    assert (plans[2].start, plans[2].end) == (None, None)


def test_windows_apart_are_two_plans(tmp_path: Path) -> None:
    plans = plans_of(
        tmp_path / "a.duckdb",
        [announced("one"), announced("two", days=("2023-06-01", "2023-06-02"))],
    )
    assert [(one.start, one.articles) for one in plans] == [
        (date(2023, 2, 5), 1),
        (date(2023, 6, 1), 1),
    ]


def test_an_article_coded_again_announces_once(tmp_path: Path) -> None:
    path = tmp_path / "a.duckdb"
    first = plans_of(path, [announced("one")])
    (again,) = plans_of(path, [announced("one")])
    assert (again.articles, again.uid) == (1, first[0].uid)


def test_a_later_announcement_leaves_the_uid_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.duckdb"
    (early,) = plans_of(path, [announced("one", days=("2023-02-01", "2023-02-28"))])
    (late,) = plans_of(path, [announced("two", published="2023-01-25")])
    assert late.start == date(2023, 2, 5) and early.uid == late.uid


@pytest.mark.parametrize(
    ("wanted", "actors"),
    [
        ({"country": "chn"}, ["Antony Blinken", "Wang Yi"]),
        ({"actor": "scholz"}, ["Olaf Scholz"]),
        ({"type": "aid"}, []),
        ({"since": "2023-02-06"}, ["Antony Blinken", "Wang Yi"]),
        ({"since": "2023-02-07"}, ["Wang Yi"]),
        ({"until": "2023-02-05"}, ["Antony Blinken"]),
        ({"until": "2023-02-04"}, []),
    ],
)
def test_filters_keep_what_may_fall_into_the_days(
    archive: Path, wanted: dict[str, str], actors: list[str]
) -> None:
    with dragoman.open_archive(archive, read_only=True) as opened:
        assert [one.actors[0] for one in find_plans(opened, **wanted)] == actors


def test_a_filter_that_makes_no_sense_is_wrong_usage(archive: Path) -> None:
    with dragoman.open_archive(archive, read_only=True) as opened:
        with pytest.raises(UsageError, match="unknown type"):
            find_plans(opened, type="WAR")
        with pytest.raises(UsageError, match="is no day"):
            find_plans(opened, since="soon")


def test_the_file_reads_back_as_all_day_events(cli: Callable[..., Ran], archive: Path) -> None:
    ran = cli("calendar", "--archive", archive, "--format", "ics")
    assert (ran.code, ran.err) == (0, "left out: 1 plan without a date\n")
    target = archive.with_suffix(".ics")
    assert cli("calendar", "--archive", archive, "--format", "ics", "-o", target).out == ""
    raw = target.read_bytes()
    assert raw.replace(b"\r\n", b"").count(b"\n") == 0
    assert max(map(len, raw.split(b"\r\n"))) <= 75
    calendar = icalendar.Calendar.from_ical(raw)
    assert (calendar["version"], calendar.errors) == ("2.0", [])
    visit, other = calendar.walk("VEVENT")
    assert (visit.decoded("dtstart"), visit.decoded("dtend")) == (
        date(2023, 2, 5),
        date(2023, 2, 7),
    )
    assert visit["dtstart"].params["VALUE"] == "DATE"
    assert visit["summary"] == "Antony Blinken (USA) is to visit China"
    assert (visit["status"], visit["transp"]) == ("TENTATIVE", "TRANSPARENT")
    for said in (VISIT, "According to the author.", "Outlet two, 22 January 2023, A visit"):
        assert said in visit["description"]
    assert other["uid"] != visit["uid"]


def test_a_window_that_is_no_fixed_date_says_so() -> None:
    vague = announced(
        "one",
        dated=EventDate(
            start="2023-03-01", end="2023-03-31", granularity="month", basis="text", time="t1"
        ),
    )
    summary = _events([vague])[0]["summary"]
    assert summary == "Antony Blinken (USA) is to visit China (some time in March 2023)"


HOSTILE = "x\r\nEND:VEVENT\r\nBEGIN:VALARM;a,b\\n\x1b[31m\u202e" + "é" * 200


def test_a_hostile_text_stays_text() -> None:
    record = announced(
        "one",
        text=HOSTILE,
        parties=(HOSTILE, "China"),
        url="javascript:alert(1)",
        title=HOSTILE,
        outlet="=cmd()",
    )
    (event,) = _events([record])
    assert "url" not in event and not event.subcomponents
    assert "x END:VEVENT BEGIN:VALARM;a,b\\n[31m" + "é" * 200 in event["description"]


def test_the_last_day_of_the_calendar_does_no_harm() -> None:
    (event,) = _events([announced("one", days=("9999-12-31", "9999-12-31"))])
    assert event.decoded("dtstart") == date.max


@settings(deadline=None, max_examples=50)
@given(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=90),
    st.dates(max_value=date(9999, 12, 1)),
    st.integers(0, 30),
)
def test_any_plan_reads_back(text: str, start: date, days: int) -> None:
    end = start + timedelta(days)
    (event,) = _events([announced("one", text, (start.isoformat(), end.isoformat()), title=text)])
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (start, end + timedelta(1))


def _events(records: Sequence[Record]) -> list[Any]:
    """The events of the calendar of records, read back."""
    with dragoman.open_archive(":memory:", create=True) as archive:
        archive.add(archive.begin_run(records[0].dragoman, {}, []), records)
        raw = to_ical(find_plans(archive))
    return list(icalendar.Calendar.from_ical(raw).walk("VEVENT"))


def test_tables_have_the_undated_last_and_count_them(
    cli: Callable[..., Ran], archive: Path
) -> None:
    shown = cli("calendar", "--archive", archive)
    assert shown.code == 0
    lines = shown.out.splitlines()
    assert "5–6" in lines[1] and "3 plans, 1 undated, of 5 articles read" in lines[-1]
    rows = list(
        csv.DictReader(cli("calendar", "--archive", archive, "--format", "csv").out.splitlines())
    )
    assert [row["start"] for row in rows] == ["2023-02-05", "2023-03-10", ""]
    assert rows[0]["outlets"] == "Outlet one;Outlet two"
    listed = json.loads(cli("calendar", "--archive", archive, "--format", "json").out)
    assert [row["uid"] for row in listed] == [row["uid"] for row in rows]
    lines = cli("calendar", "--archive", archive, "--format", "jsonl").out.splitlines()
    assert [json.loads(line) for line in lines] == listed
