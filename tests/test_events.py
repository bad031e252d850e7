"""The clearest of sentences must be coded as a reader would."""

import pytest

import dragoman
from dragoman.record import Event, Record


def coded(text: str, published: str = "2023-05-10") -> Record:
    return dragoman.read(text + "\n", published=published)


def event(record: Record, type_: str) -> Event:
    found = [one for one in record.events if one.type == type_]
    assert found, [(one.type, one.trigger.text) for one in record.events]
    return found[0]


def countries(record: Record, ids: tuple[str, ...]) -> set[str | None]:
    by_id = {actor.id: actor for actor in record.actors}
    return {by_id[one].country for one in ids}


@pytest.mark.parametrize(
    ("text", "type_", "actors", "recipients"),
    [
        ("France condemned Mali on Tuesday.", "ACCUSE", {"FRA"}, {"MLI"}),
        ("Turkey expelled two Swedish diplomats on Tuesday.", "SANCTION", {"TUR"}, {"SWE"}),
        ("Japan imposed sanctions on Belarus on Tuesday.", "SANCTION", {"JPN"}, {"BLR"}),
    ],
)
def test_who_did_what_to_whom(
    text: str, type_: str, actors: set[str], recipients: set[str]
) -> None:
    record = coded(text)
    found = event(record, type_)
    assert found.status == "happened"
    assert countries(record, found.actors) == actors
    assert countries(record, found.recipients) == recipients
    assert found.date is not None and found.date.start == "2023-05-09"


def test_an_announced_visit_is_planned_and_counts_as_agree() -> None:
    record = coded("Polish President Jan Zawadzki will visit Kenya on June 3-4.")
    found = event(record, "CONSULT")
    assert found.status == "planned"
    assert found.plover.type == "AGREE"
    assert found.date is not None
    assert (found.date.start, found.date.end) == ("2023-06-03", "2023-06-04")


def test_cameo_codes_are_strings_and_only_for_what_happened_or_is_intended() -> None:
    record = coded("France condemned Mali on Tuesday. Chad may expel the French ambassador.")
    for one in record.events:
        assert one.cameo is None or (isinstance(one.cameo, str) and one.cameo.isdigit())
        if one.status in ("hypothetical", "negated"):
            assert one.cameo is None and one.goldstein is None


def test_an_article_without_politics_says_why_it_is_empty() -> None:
    record = coded("Whisk the eggs with sugar. Fold in the flour and bake for an hour.")
    assert not record.events
    assert [note.code for note in record.notes] == ["nothing-political"]


def test_the_hosts_of_a_visit_stand_behind_it() -> None:
    text = (
        "President Park will visit Japan, South Africa and Peru in May, said the ministry of Kenya."
    )
    record = coded(text)
    (visit,) = [one for one in record.events if one.mode == "visit"]
    names = {one.id: one.name for one in record.actors}
    assert [names[one] for one in visit.recipients] == ["Japan", "South Africa", "Peru"]


def test_who_is_of_the_country_visited_is_a_host() -> None:
    record = coded("Peru's president will visit Chile, where he will meet President Diego Rojas.")
    (visit,) = [one for one in record.events if one.mode == "visit"]
    countries = {one.id: one.country for one in record.actors}
    assert {countries[one] for one in visit.actors} == {"PER"}
    assert {countries[one] for one in visit.recipients} == {"CHL"}


def test_what_is_listed_beside_a_war_does_not_wage_it() -> None:
    record = coded(
        "The talks are expected to touch on Taiwan, the war in Ukraine and restrictions on exports "
        "of advanced chips, which the United States imposed on China in October."
    )
    names = {one.id: one.name for one in record.actors}
    for war in [one for one in record.events if one.trigger.text == "war"]:
        assert not {"Taiwan", "China"} & {names[one] for one in (*war.actors, *war.recipients)}
    (imposed,) = [one for one in record.events if one.trigger.text == "imposed"]
    assert [names[one] for one in imposed.actors] == ["United States"]


def test_whose_visit_it_is_is_said_before_it() -> None:
    record = coded(
        "Kenya's foreign minister praised Peru's president. Le Monde reported that the president's "
        "“long-awaited” trip to Chile is a follow-up to the talks that Kenya and Japan held in May."
    )
    names = {one.id: one.name for one in record.actors}
    (trip,) = [one for one in record.events if one.trigger.text == "trip"]
    assert "Japan" not in {names[one] for one in (*trip.actors, *trip.recipients)}
    assert [names[one] for one in trip.recipients] == ["Chile"]


def test_an_office_is_no_second_party_beside_its_holder() -> None:
    record = coded(
        "US Secretary of State Antony Blinken will travel to Peru on June 3 for talks.\n\n"
        "It would be the first trip by a US secretary of state in five years."
    )
    names = {one.id: one.name for one in record.actors}
    for one in record.events:
        if one.type == "CONSULT":
            assert [names[party] for party in one.actors] == ["Antony Blinken"]
