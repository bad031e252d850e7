"""The table of office holders: it parses, its dates make sense, and it knows what happened."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import date, timedelta
from importlib.resources import files
from itertools import combinations

import pytest

COLUMNS = ["person", "aliases", "country", "office", "title", "start", "end", "gender", "source"]
OFFICES = {"head_of_state", "head_of_government", "foreign_minister", "defence_minister", "other"}

CHIEF = {"head_of_state", "head_of_government", "foreign_minister", "defence_minister"}

# Offices that more than one person held at a time, and why.
SHARED = {
    ("AFG", "head_of_state"): "the Taliban and the Northern Alliance until 2001",
    ("BIH", "head_of_state"): "a presidency of three members",
    ("LBY", "head_of_government"): "governments in Tripoli and in the east since 2014",
    ("NIC", "head_of_state"): "co-presidents since the constitution of 2025",
    ("YEM", "head_of_state"): "Sanaa and Aden since 2014",
    ("YEM", "head_of_government"): "Sanaa and Aden since 2014",
}

G20 = "ARG AUS BRA CAN CHN DEU FRA GBR IDN IND ITA JPN KOR MEX RUS SAU TUR USA ZAF"


def first_day(value: str) -> date:
    return date.fromisoformat(value if len(value) == 10 else f"{value}-01")


def last_day(value: str) -> date:
    if not value:
        return date.max
    if len(value) == 10:
        return date.fromisoformat(value)
    return (first_day(value) + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def load() -> list[dict[str, str]]:
    text = (files("dragoman.actors") / "data" / "offices.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


ROWS = load()


def holders(country: str, office: str, day: str, title: str | None = None) -> set[str]:
    at = date.fromisoformat(day)
    return {
        row["person"]
        for row in ROWS
        if row["country"] == country
        and row["office"] == office
        and (title is None or row["title"] == title)
        and first_day(row["start"]) <= at < last_day(row["end"])
    }


def test_every_row_is_complete_and_in_its_vocabulary() -> None:
    assert list(ROWS[0]) == COLUMNS
    for row in ROWS:
        assert None not in row.values(), row
        assert row["person"] and row["title"] and row["source"], row
        assert row["person"] == row["person"].strip(), row
        assert row["office"] in OFFICES, row
        assert row["gender"] in {"m", "f"}, row
        assert row["country"].isupper(), row


def test_aliases_are_other_names_and_never_empty_or_repeated() -> None:
    for row in ROWS:
        aliases = row["aliases"].split("|") if row["aliases"] else []
        assert all(alias and alias == alias.strip() for alias in aliases), row
        assert len(aliases) == len(set(aliases)), row
        assert row["person"] not in aliases, row


def test_terms_start_before_they_end() -> None:
    for row in ROWS:
        assert first_day(row["start"]) <= last_day(row["end"]), row
        assert last_day(row["end"]) >= date(2000, 1, 1), row


def test_no_row_stands_twice() -> None:
    keys = [(r["person"], r["country"], r["office"], r["title"], r["start"]) for r in ROWS]
    assert len(keys) == len(set(keys))


def test_one_person_has_one_gender_and_one_set_of_aliases() -> None:
    seen: dict[str, tuple[str, str]] = {}
    for row in ROWS:
        facts = (row["gender"], row["aliases"])
        assert seen.setdefault(row["person"], facts) == facts, row


def long_overlaps(rows: list[dict[str, str]]) -> list[tuple[str, str]]:
    return [
        (one["person"], other["person"])
        for one, other in combinations(rows, 2)
        if min(last_day(one["end"]), last_day(other["end"]))
        - max(first_day(one["start"]), first_day(other["start"]))
        > timedelta(days=60)
    ]


def test_two_people_hold_one_chief_office_only_where_we_know_why() -> None:
    terms: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for row in ROWS:
        # An acting holder stands in beside one who is suspended or ill.
        if row["office"] in CHIEF and not row["title"].startswith("Acting"):
            terms[row["country"], row["office"]].append(row)
    found = {key: long_overlaps(rows) for key, rows in terms.items()}
    assert {key for key, pairs in found.items() if pairs} == set(SHARED), found


@pytest.mark.parametrize("country", G20.split())
def test_a_state_of_the_g20_is_never_long_without_a_known_minister(country: str) -> None:
    for office in ("foreign_minister", "defence_minister"):
        terms = sorted(
            (first_day(row["start"]), last_day(row["end"]))
            for row in ROWS
            if row["country"] == country and row["office"] == office
        )
        known = date(2000, 1, 1)
        for start, end in terms:
            assert (start - known).days <= 100, (office, known, start)
            known = max(known, end)
        assert known == date.max, office


def test_every_country_has_a_present_head_of_state_or_government() -> None:
    states = {row["country"] for row in ROWS if row["office"].startswith("head_of_")}
    present = {
        row["country"] for row in ROWS if row["office"].startswith("head_of_") and not row["end"]
    }
    assert len(states) >= 193
    assert states == present


@pytest.mark.parametrize(
    ("alias", "person"),
    [
        ("Lula", "Luiz Inácio Lula da Silva"),
        ("Xi", "Xi Jinping"),
        ("MBS", "Mohammed bin Salman"),
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
        ("von der Leyen", "Ursula von der Leyen"),
        ("Recep Tayyip Erdogan", "Recep Tayyip Erdoğan"),
        ("Moon Jae In", "Moon Jae-in"),
    ],
)
def test_the_usual_printed_form_leads_to_the_person(alias: str, person: str) -> None:
    assert {row["person"] for row in ROWS if alias in row["aliases"].split("|")} == {person}


@pytest.mark.parametrize(
    ("country", "office", "day", "person"),
    [
        ("USA", "foreign_minister", "2023-01-20", "Antony Blinken"),
        ("CHN", "foreign_minister", "2023-01-20", "Qin Gang"),
        ("CHN", "foreign_minister", "2022-12-01", "Wang Yi"),
        ("CHN", "foreign_minister", "2023-08-01", "Wang Yi"),
        ("GBR", "head_of_government", "2022-10-01", "Liz Truss"),
        ("GBR", "head_of_state", "2022-09-01", "Queen Elizabeth II"),
        ("RUS", "head_of_government", "2010-06-01", "Vladimir Putin"),
        ("RUS", "head_of_state", "2010-06-01", "Dmitry Medvedev"),
        ("JPN", "head_of_government", "2008-11-15", "Taro Aso"),
        ("FRA", "foreign_minister", "2003-02-14", "Dominique de Villepin"),
        ("DEU", "defence_minister", "2014-09-01", "Ursula von der Leyen"),
        ("IRN", "head_of_government", "2009-06-12", "Mahmoud Ahmadinejad"),
        ("EGY", "head_of_state", "2013-06-01", "Mohamed Morsi"),
        ("ISR", "defence_minister", "2023-10-07", "Yoav Gallant"),
        ("KOR", "head_of_state", "2018-04-27", "Moon Jae-in"),
    ],
)
def test_who_held_an_office_of_state(country: str, office: str, day: str, person: str) -> None:
    assert holders(country, office, day) == {person}


@pytest.mark.parametrize(
    ("country", "title", "day", "person"),
    [
        ("USA", "Speaker of the House", "2023-04-05", "Kevin McCarthy"),
        ("USA", "National Security Adviser", "2019-09-01", "John Bolton"),
        ("USA", "Vice President", "2003-03-20", "Dick Cheney"),
        ("UN", "Secretary-General", "2003-03-20", "Kofi Annan"),
        ("NATO", "Secretary-General", "2022-02-24", "Jens Stoltenberg"),
        ("EU", "High Representative", "2015-07-14", "Federica Mogherini"),
        ("IMF", "Managing Director", "2010-05-09", "Dominique Strauss-Kahn"),
        ("RUS", "Kremlin spokesman", "2023-01-20", "Dmitry Peskov"),
    ],
)
def test_who_held_another_office(country: str, title: str, day: str, person: str) -> None:
    assert holders(country, "other", day, title) == {person}
