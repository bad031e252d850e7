from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from dragoman.actors import find_actors, load_knowledge
from dragoman.actors.knowledge import DATA
from dragoman.actors.lexicon import Lexicon
from dragoman.errors import DataError
from dragoman.language.document import read_document

ORGANIZATIONS = "id,name,names,kind,country,part_of,plover,sectors,seat,source\n"
OFFICES = "person,aliases,country,office,title,start,end,gender,source\n"


def test_every_member_of_the_united_nations_is_known() -> None:
    states = load_knowledge().states
    sovereign = [one for one in states.values() if one.sovereign and one.until is None]
    assert len(sovereign) >= 193 + 4  # with Taiwan, Kosovo, Palestine and the Holy See
    assert {"TWN", "XKX", "PSE", "VAT"} <= {one.iso3 for one in sovereign}


@pytest.mark.parametrize(
    ("name", "iso3", "form"),
    [
        ("U.S.", "USA", "name"),
        ("Burma", "MMR", "name"),
        ("Côte d'Ivoire", "CIV", "name"),
        ("Cote d’Ivoire", "CIV", "name"),
        ("Elysee", "FRA", "seat"),
        ("Kiev", "UKR", "capital"),
        ("Dutch", "NLD", "adjective"),
        ("Poles", "POL", "people"),
        ("Türkiye", "TUR", "name"),
        ("Myanmar", "MMR", "name"),
    ],
)
def test_variants_of_a_state_lead_to_it(name: str, iso3: str, form: str) -> None:
    assert (form, iso3) in load_knowledge().names.find(name)


def test_partially_recognised_entities_carry_the_claimants_country() -> None:
    states = load_knowledge().states
    assert (states["XAB"].country, states["XAB"].sector) == ("GEO", "PRE")
    assert states["ESH"].country == "MAR"
    assert states["HKG"].country == "CHN" and not states["HKG"].sovereign


def test_organs_carry_the_acronym_of_the_organisation() -> None:
    organizations = load_knowledge().organizations
    assert organizations["UNSC"].acronym == "UN"
    assert organizations["EUCOM"].acronym == "EU"
    assert organizations["NATO"].plover == "IGO"


def test_an_empty_half_of_a_name_is_no_name() -> None:
    lexicon: Lexicon[str] = Lexicon()
    lexicon.add("New Zealand", "NZL")
    assert lexicon.longest(["New", "York"], 0) == (0, ())
    assert lexicon.longest(["New", "Zealand", "said"], 0)[0] == 2
    assert lexicon.find("") == ()


def test_a_users_rows_are_added_and_change_the_hash(tmp_path: Path) -> None:
    own = tmp_path / "groups.csv"
    own.write_text(
        ORGANIZATIONS + "BLUEDAWN,Blue Dawn,Blue Dawn Front,armed,PER,,,REB,,own notes\n",
        encoding="utf-8",
    )
    knowledge = load_knowledge(own)
    assert knowledge.lexicon_hash != load_knowledge().lexicon_hash
    found = find_actors(read_document("The Blue Dawn Front denied it."), (), None, knowledge)
    assert [(one.name, one.kind, one.country) for one in found.actors] == [
        ("Blue Dawn", "armed", "PER")
    ]


def test_a_users_folder_may_hold_several_tables(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        ORGANIZATIONS + "XORG,Xanadu Organisation,,intergovernmental,,,IGO,,,own\n", "utf-8"
    )
    (tmp_path / "b.csv").write_text(
        OFFICES + "Mara Lindqvist,,SWE,foreign_minister,Foreign Minister,2031-01-01,,f,own\n",
        "utf-8",
    )
    knowledge = load_knowledge(tmp_path)
    assert "XORG" in knowledge.organizations
    holders = knowledge.offices.holders("SWE", "foreign_minister", date(2031, 6, 1))
    assert "Mara Lindqvist" in {one.person for one in holders}


@pytest.mark.parametrize(
    ("content", "line", "column"),
    [
        (ORGANIZATIONS + "A,Name,,tribe,PER,,,REB,,s\n", 2, "kind"),
        (ORGANIZATIONS + "A,Name,,armed,PER,,,XYZ,,s\n", 2, "sectors"),
        (ORGANIZATIONS + "A,Name,,armed,PER,NOSUCH,,REB,,s\n", 2, "part_of"),
        (ORGANIZATIONS + "A,,,armed,PER,,,REB,,s\n", 2, "name"),
        (ORGANIZATIONS + "A,Name,,armed,PER,,,REB,s\n", 2, "source"),
        (OFFICES + "P,,SWE,other,T,2001-02-30,,f,s\n", 2, "start"),
        (OFFICES + "P,,SWE,other,T,2001,,f,s\nQ,,SWE,king,T,2001,,f,s\n", 3, "office"),
        (OFFICES + "P,,SWE,other,T,2005,2001,f,s\n", 2, "end"),
    ],
)
def test_faults_name_file_line_and_column(
    tmp_path: Path, content: str, line: int, column: str
) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load_knowledge(path)
    message = str(caught.value)
    assert "mine.csv" in message and f"line {line}" in message and f"'{column}'" in message


def test_unknown_tables_and_missing_files_are_told(tmp_path: Path) -> None:
    path = tmp_path / "what.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(DataError, match="columns are of no table"):
        load_knowledge(path)
    with pytest.raises(DataError, match=r"gone\.csv"):
        load_knowledge(tmp_path / "gone.csv")
    (tmp_path / "empty").mkdir()
    with pytest.raises(DataError, match="no CSV file"):
        load_knowledge(tmp_path / "empty")


def test_a_state_had_a_forerunner() -> None:
    knowledge = load_knowledge()
    assert knowledge.state_on("RUS", date(1985, 1, 1)) == "SUN"
    assert knowledge.state_on("RUS", date(1995, 1, 1)) == "RUS"
    assert knowledge.state_on("RUS", None) == "RUS"


def test_every_town_belongs_to_a_known_state() -> None:
    knowledge = load_knowledge()
    with (DATA / "cities.csv").open(encoding="utf-8") as file:
        assert {row["country"] for row in csv.DictReader(file)} <= set(knowledge.states)


def test_a_territory_belongs_to_its_state() -> None:
    text = "The minister flew to Svalbard, where a researcher said the ice was thin."
    found = find_actors(read_document(text), (), None, load_knowledge())
    assert {one.country for one in found.actors} <= {"NOR", None}
