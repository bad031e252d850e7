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

# More than one person holds these at a time by law.
COLLECTIVE = {
    ("BIH", "head_of_state"): "a presidency of three members",
    ("SMR", "head_of_state"): "two captains regent",
    ("AND", "head_of_state"): "two co-princes",
    ("NIC", "head_of_state"): "co-presidents since the constitution of 2025",
}
# Two rival governments, each recognised by somebody.
RIVALS = {
    ("AFG", "head_of_state"): "the Taliban and the Northern Alliance until 2001",
    ("LBY", "head_of_government"): "governments in Tripoli and in the east since 2014",
    ("YEM", "head_of_state"): "Sanaa and Aden since 2014",
    ("YEM", "head_of_government"): "Sanaa and Aden since 2014",
    ("PSE", "head_of_government"): "Ramallah and Gaza from 2007 to 2014",
}


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
        assert row["country"].isupper() or row["country"] in {"OPCW"}, row


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


def test_no_two_people_hold_one_chief_office_for_long() -> None:
    terms: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for row in ROWS:
        # An acting holder stands in beside one who is suspended or ill.
        if row["office"].startswith("head_of_") and not row["title"].startswith("Acting"):
            terms[row["country"], row["office"]].append(row)
    for key, found in terms.items():
        if key in COLLECTIVE or key in RIVALS:
            continue
        for one, other in combinations(found, 2):
            begin = max(first_day(one["start"]), first_day(other["start"]))
            end = min(last_day(one["end"]), last_day(other["end"]))
            assert (end - begin).days <= 60, (key, one["person"], other["person"])


@pytest.mark.parametrize(
    ("country", "office", "day", "person"),
    [
        ("USA", "foreign_minister", "2023-01-20", "Antony Blinken"),
        ("CHN", "foreign_minister", "2023-01-20", "Qin Gang"),
        ("CHN", "foreign_minister", "2022-12-01", "Wang Yi"),
        ("CHN", "foreign_minister", "2023-08-01", "Wang Yi"),
        ("GBR", "head_of_government", "2022-10-01", "Liz Truss"),
        ("GBR", "head_of_state", "2022-09-01", "Elizabeth II"),
        ("RUS", "head_of_government", "2010-06-01", "Vladimir Putin"),
        ("RUS", "head_of_state", "2010-06-01", "Dmitry Medvedev"),
        ("JPN", "head_of_government", "2008-11-15", "Taro Aso"),
        ("FRA", "foreign_minister", "2003-02-14", "Dominique de Villepin"),
        ("DEU", "defence_minister", "2014-09-01", "Ursula von der Leyen"),
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
    ],
)
def test_who_held_another_office(country: str, title: str, day: str, person: str) -> None:
    assert holders(country, "other", day, title) == {person}
