from __future__ import annotations

from datetime import date

import pytest

from dragoman.actors import Found, find_actors, load_knowledge
from dragoman.language.document import read_document
from dragoman.record import Actor

JANUARY_2023 = date(2023, 1, 20)


def found(text: str, day: date | None = JANUARY_2023, byline: str | None = None) -> Found:
    return find_actors(read_document(text), (), day, load_knowledge(), byline)


def named_by(text: str, mention: str, result: Found, nth: int = 0) -> tuple[Actor, ...]:
    """The actors of the nth mention with this text."""
    spans = sorted({(m.start, m.end) for m in result.mentions if m.text == mention})
    ids = [m.actor for m in result.mentions if (m.start, m.end) == spans[nth]]
    actors = {one.id: one for one in result.actors}
    return tuple(actors[id] for id in ids)


def same(text: str, one: str, two: str, day: date | None = JANUARY_2023) -> bool:
    result = found(text, day)
    return named_by(text, one, result) == named_by(text, two, result)


@pytest.mark.parametrize(
    ("text", "one", "two"),
    [
        ("Minister Ada Vance resigned. Vance gave no reason.", "Minister Ada Vance", "Vance"),
        (
            "France objected. The French government recalled an envoy.",
            "France",
            "French government",
        ),
        ("The US objected. Washington recalled an envoy.", "US", "Washington"),
        (
            "Peru objected, but the Biden administration did not. The US left.",
            "Biden administration",
            "US",
        ),
        ("The United Nations objected. The UN left.", "United Nations", "UN"),
        (
            "Ada Vance, the Peruvian foreign minister, resigned. The minister left.",
            "Ada Vance",
            "minister",
        ),
        ("NATO met. The alliance objected.", "NATO", "alliance"),
        ("Japan objected. The Asian country left.", "Japan", "Asian country"),
        ("Morocco and Peru met. The kingdom objected.", "Morocco", "kingdom"),
        ("A Peruvian diplomat left. The diplomat gave no reason.", "Peruvian diplomat", "diplomat"),
        ("Minister Ada Vance resigned. She gave no reason.", "Minister Ada Vance", "She"),
        ("Peru objected. It recalled an envoy.", "Peru", "It"),
        ("Peruvian rebels objected. They left.", "Peruvian rebels", "They"),
    ],
)
def test_mentions_of_one_party(text: str, one: str, two: str) -> None:
    assert same(text, one, two)


@pytest.mark.parametrize(
    ("text", "one", "two"),
    [
        (
            "France objected. The French foreign ministry did not.",
            "France",
            "French foreign ministry",
        ),
        ("President Joe Biden and Hunter Biden met.", "President Joe Biden", "Hunter Biden"),
        ("Minister Ada Vance met Minister Ivo Crane.", "Minister Ada Vance", "Minister Ivo Crane"),
        ("A US official objected. A US official left.", "US official", "official"),
    ],
)
def test_mentions_of_two_parties(text: str, one: str, two: str) -> None:
    result = found(text)
    first = named_by(text, one, result)
    second = [m for m in result.mentions if m.text.endswith(two)][-1]
    assert second.actor not in {actor.id for actor in first}


def test_the_two_countries_are_the_last_two() -> None:
    text = "Brazil and Peru met in Lima. Chile looked on. The two countries signed a pact."
    assert [a.country for a in named_by(text, "two countries", found(text))] == ["BRA", "PER"]


def test_a_third_party_is_not_one_of_both() -> None:
    text = "Kenya accused Sudan. Sudan accused Kenya. Egypt urged both sides to talk."
    assert {a.country for a in named_by(text, "both sides", found(text))} == {"KEN", "SDN"}


def test_leaders_of_two_states_are_two_people() -> None:
    text = "The Russian and Chinese leaders met."
    names = {a.name for a in named_by(text, "Russian and Chinese leaders", found(text))}
    assert names == {"Vladimir Putin", "Xi Jinping"}


def test_a_title_means_its_holder_at_the_date() -> None:
    text = "The Chinese foreign minister will visit Peru."
    (actor,) = named_by(text, "Chinese foreign minister", found(text))
    assert (actor.name, actor.kind, actor.country) == ("Qin Gang", "person", "CHN")
    (actor,) = named_by(text, "Chinese foreign minister", found(text, date(2022, 6, 1)))
    assert actor.name == "Wang Yi"
    (actor,) = named_by(text, "Chinese foreign minister", found(text, None))
    assert (actor.name, actor.country) == ("Chinese foreign minister", "CHN")


def test_roles_are_those_of_the_date() -> None:
    text = "Antony Blinken spoke."
    assert found(text).actors[0].role == "Secretary of State"
    assert found(text, date(2016, 6, 1)).actors[0].role == "Deputy Secretary of State"
    assert found(text, None).actors[0].role is None


def test_the_texts_own_title_counts_without_a_date() -> None:
    actor = found("Chinese Foreign Ministry Spokesperson Bao Mingde objected.", None).actors[0]
    assert (actor.country, actor.sector) == ("CHN", "GOV")
    assert actor.role == "Foreign Ministry Spokesperson"


def test_the_portfolio_is_part_of_the_title() -> None:
    text = "Peruvian Minister of Foreign Affairs Ada Vance spoke. The foreign minister left."
    result = found(text, None)
    (actor,) = named_by(text, "foreign minister", result)
    assert (actor.name, actor.role) == ("Ada Vance", "Minister of Foreign Affairs")


def test_ministers_of_other_portfolios_are_others() -> None:
    text = "Peruvian Minister of Tourism Ada Vance spoke. The defence minister left."
    result = found(text, None)
    assert [actor.name for actor in named_by(text, "defence minister", result)] != ["Ada Vance"]


def test_a_lone_surname_needs_its_state_in_the_text() -> None:
    assert "Kamala Harris" in {a.name for a in found("The US said that Harris left.").actors}
    assert found("The shop said that Harris left.").actors == ()


def test_a_rank_before_a_name_does_not_part_it_from_the_office() -> None:
    text = "The army chief, General Ivo Crane, spoke."
    assert same(text, "army chief", "General Ivo Crane", None)


def test_both_sides_may_be_of_different_kinds() -> None:
    text = "Peru's army and the Blue Dawn militia agreed to talk. France urged both sides to meet."
    assert {a.kind for a in named_by(text, "both sides", found(text))} == {"government", "armed"}


def test_a_former_holder_stays_former() -> None:
    actor = found("Former US president Donald Trump objected.").actors[0]
    assert (actor.name, actor.sector) == ("Donald Trump", "ELI")
    assert actor.role is not None and actor.role.lower() == "former president"


def test_a_counterpart_holds_the_same_office() -> None:
    text = "US Secretary of State Antony Blinken will meet his Chinese counterpart in Rome."
    (actor,) = named_by(text, "his Chinese counterpart", found(text))
    assert actor.name == "Qin Gang"


def test_an_unclear_pronoun_stays_unresolved() -> None:
    text = "It is likely to rain."
    assert found(text).mentions == ()


def test_an_object_is_not_the_subject_of_its_clause() -> None:
    text = "Japan had answered. South Korea then asked it to wait."
    assert named_by(text, "it", found(text))[0].country == "JPN"


def test_i_is_whoever_is_quoted() -> None:
    text = '"I will resign," Minister Ada Vance said.'
    assert named_by(text, "I", found(text))[0].name == "Ada Vance"


def test_we_in_an_officials_mouth_is_the_state() -> None:
    text = 'Peruvian Foreign Minister Ada Vance said: "We will not wait."'
    assert named_by(text, "We", found(text))[0].country == "PER"


def test_the_byline_is_the_author_even_unnamed() -> None:
    text = "I think that Peru will object."
    result = found(text, byline="By Ada Reporter")
    author = next(one for one in result.actors if one.id == result.author)
    assert (author.name, author.kind, author.sector) == ("Ada Reporter", "person", "JRN")
    assert named_by(text, "I", result) == (author,)
    assert found("Peru objected.").author is None


def test_places_lead_to_the_party_of_the_same_state() -> None:
    result = found("China objected. He arrived in Beijing on Monday.")
    (place,) = result.settings
    assert place.country == "CHN" and place.actor == result.actors[0].id


def test_endless_texts_stay_cheap() -> None:
    text = "China and the minister of the minister said that he told both sides. " * 3000
    result = found(text)
    assert len(result.mentions) > 3000
