from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.actors import Candidate, Found, find_actors, load_knowledge
from dragoman.language.document import read_document
from dragoman.record import ACTOR_KINDS


def found(text: str, day: date | None = None, candidates: tuple[Candidate, ...] = ()) -> Found:
    return find_actors(read_document(text), candidates, day, load_knowledge())


def countries(text: str) -> list[tuple[str, str | None]]:
    """Each mention with the country of its actor."""
    result = found(text)
    country = {one.id: one.country for one in result.actors}
    return [(one.text, country[one.actor]) for one in result.mentions]


def spans(text: str) -> list[str]:
    return [mention.text for mention in found(text).mentions]


def settings_of(text: str) -> list[str]:
    return [text[place.start : place.end] for place in found(text).settings]


def test_case_tells_the_state_from_the_word() -> None:
    assert countries("They told us that the US objected.") == [("US", "USA")]
    assert spans("We ate turkey off china plates.") == []
    assert countries("Yesterday Turkey objected.") == [("Turkey", "TUR")]


def test_names_of_people_are_no_states() -> None:
    assert ("Jordan", "JOR") not in countries("Michael Jordan visited the school.")
    assert countries("Iraq warned Jordan.") == [("Iraq", "IRQ"), ("Jordan", "JOR")]


def test_georgia_in_america_is_told_from_the_country() -> None:
    assert "Georgia" not in spans("Voters in Atlanta and Savannah, Georgia, queued for hours.")
    assert ("Georgia", "GEO") in countries("Georgia expelled two envoys, Tbilisi said.")


def test_tripoli_in_lebanon_is_told_from_the_capital() -> None:
    text = "TRIPOLI, Lebanon, Oct 5 - Men fought in Tripoli. Lebanese soldiers came."
    assert "LBY" not in {country for _, country in countries(text)}
    assert ("Tripoli", "LBY") in countries("Tripoli accused Egypt of arming the general.")


def organizations(text: str, *candidates: Candidate) -> list[tuple[str, str | None]]:
    """Each mention with the organisation of its actor."""
    result = found(text, candidates=candidates)
    organization = {one.id: one.organization for one in result.actors}
    return [(one.text, organization[one.actor]) for one in result.mentions]


def test_a_city_stands_for_the_body_that_sits_there() -> None:
    text = "Brussels cautioned Kenya. The Commission urged calm."
    tagged = Candidate(0, 8, "intergovernmental", 0.9)
    assert organizations(text, tagged)[0] == ("Brussels", "EU")
    assert ("Commission", "EU") in organizations(text, tagged)


def test_an_agency_goes_by_its_own_acronym_and_an_organ_by_that_of_the_whole() -> None:
    text = "The UN refugee agency warned Chad. The Security Council met."
    assert organizations(text)[0] == ("UN refugee agency", "UNHCR")
    assert ("Security Council", "UN") in organizations(text)


@pytest.mark.parametrize(
    ("text", "actors", "places"),
    [
        ("He was born in Peru.", [], ["Peru"]),
        ("Troops entered Chad at dawn.", [], ["Chad"]),
        ("Russia imposed sanctions on Peru.", ["Russia", "Peru"], []),
        ("Washington said that talks would go on.", ["Washington"], []),
        ("Talks went on in Beijing.", [], ["Beijing"]),
        ("It is a signal to Beijing.", ["Beijing"], []),
        ("It was his first visit to Beijing.", [], ["Beijing"]),
        ("The bill is a problem for Moscow.", ["Moscow"], []),
        ("GENEVA, Switzerland, May 3 (Agency) — Talks began.", [], ["Switzerland"]),
        ("BEIJING, Jan 17 — Talks began.", [], ["BEIJING"]),
    ],
)
def test_governments_and_places(text: str, actors: list[str], places: list[str]) -> None:
    names = [one for one in spans(text) if one in (*actors, *places)]
    assert names == actors
    assert [one for one in settings_of(text) if one in places] == places


def test_adjectives_name_a_party_only_where_politics_follows() -> None:
    assert countries("Russian-Chinese cooperation grows.") == [
        ("Russian", "RUS"),
        ("Chinese", "CHN"),
    ]
    assert spans("She loves Chinese food.") == []
    assert countries("A French offer was refused.") == [("French", "FRA")]


def test_the_longest_name_wins() -> None:
    result = found("The UN Security Council met. South Sudan and Guinea-Bissau abstained.")
    assert [one.text for one in result.mentions] == [
        "UN Security Council",
        "South Sudan",
        "Guinea-Bissau",
    ]
    assert result.actors[0].organization == "UN"
    assert [one.country for one in result.actors[1:]] == ["SSD", "GNB"]


def test_seas_and_currencies_are_no_parties() -> None:
    assert spans("Ships crossed the South China Sea with US dollars.") == []


def test_a_phrase_is_one_mention_with_its_titles() -> None:
    text = "The Chinese Foreign Ministry and former US president Aldous Merriweather disagreed."
    result = found(text)
    assert [one.text for one in result.mentions] == [
        "Chinese Foreign Ministry",
        "former US president Aldous Merriweather",
    ]
    ministry, person = result.actors
    assert (ministry.kind, ministry.country, ministry.sector) == ("government", "CHN", "GOV")
    assert (person.kind, person.country, person.sector) == ("person", "USA", "ELI")
    assert person.role == "former president"


@pytest.mark.parametrize(
    ("text", "kind", "country", "sector"),
    [
        ("Some US observers disagreed.", "unnamed", "USA", "SOC"),
        ("A senior Turkish military official objected.", "unnamed", "TUR", "MIL"),
        ("Kenyan police dispersed a march.", "government", "KEN", "COP"),
        ("Malian rebels denied it.", "armed", "MLI", "REB"),
        ("The Peruvian parliament voted.", "government", "PER", "LEG"),
        ("Syrian refugees crossed over.", "social", "SYR", "REF"),
        ("Opposition leader Tamar Gelashvili objected.", "person", None, "OPP"),
    ],
)
def test_unnamed_parties(text: str, kind: str, country: str | None, sector: str) -> None:
    actor = found(text).actors[0]
    assert (actor.kind, actor.country, actor.sector) == (kind, country, sector)


def test_headlines_in_capitals_are_read() -> None:
    text = "CHINA EXPELS TWO FRENCH DIPLOMATS\n\nChina expelled two diplomats on Monday."
    assert countries(text)[:2] == [("CHINA", "CHN"), ("TWO FRENCH DIPLOMATS", "FRA")]


def test_candidates_decide_and_rules_complete_them() -> None:
    text = "Fishermen of the Lofoten cooperative jeered while France and Vladimir Petrov watched."
    spoken = Candidate(0, len("Fishermen of the Lofoten cooperative"), "social", 0.9)
    result = found(text, None, (spoken,))
    kinds = {one.id: one.kind for one in result.actors}
    assert [(one.text, kinds[one.actor]) for one in result.mentions][:2] == [
        ("Fishermen of the Lofoten cooperative", "social"),
        ("France", "state"),
    ]


def test_the_likelier_of_two_overlapping_candidates_wins() -> None:
    text = "The chief inspector of mines objected."
    wide = Candidate(4, 28, "person", 0.9)
    narrow = Candidate(23, 28, "organization", 0.6)
    faint = Candidate(29, 37, "organization", 0.2)
    result = found(text, None, (narrow, faint, wide))
    assert [one.text for one in result.mentions] == ["chief inspector of mines"]
    assert result.actors[0].kind == "person"


def test_a_candidate_never_cuts_a_known_name() -> None:
    text = "The House of Representatives voted."
    result = found(text, None, (Candidate(4, 12, "government", 0.9),))
    assert [one.text for one in result.mentions] == ["House of Representatives"]


def test_an_agency_credit_is_no_party() -> None:
    text = "CAIRO, May 3 (Reuters) - Egypt objected, Reuters reported."
    assert spans(text) == ["Egypt", "Reuters"]


def test_counted_citizens_are_not_their_state() -> None:
    actor = found("Two Peruvians were freed.").actors[0]
    assert (actor.kind, actor.country, actor.sector) == ("social", "PER", "CVL")
    assert found("The Peruvians objected.").actors[0].kind == "state"


@pytest.mark.parametrize(
    "text",
    [
        "The community spirit and a task force helped.",
        "The Executive Order and the Child Tax Credit expired.",
        "There was no army there.",
        "It cost US$ 20,000.",
    ],
)
def test_nobody_is_named(text: str) -> None:
    assert spans(text) == []


def test_an_empty_text_has_no_actors() -> None:
    assert found("").actors == () and found("").mentions == ()


WORDS = st.sampled_from(
    """the a US Russia Chinese and , . " “ ” ' - officials minister Foreign Ministry President Xi
    Jinping of in to Beijing said he they it both countries two leaders Mr Biden former his its
    Georgia Paris – troops against — ( ) : Antony Blinken spokesman's China's U.S. I we
    ¶ Jr III Minister BIDEN""".split()
)


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=60), st.data())
def test_whatever_the_text_the_record_is_sound(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words).replace("¶", "\n\n")
    edges = st.integers(0, len(text))
    kinds = st.sampled_from([*ACTOR_KINDS, "pronoun"])
    proposed = data.draw(
        st.lists(st.builds(Candidate, edges, edges, kinds, st.floats(0, 1)), max_size=5)
    )
    result = find_actors(
        read_document(text), proposed, date(2023, 1, 20), load_knowledge(), "Ada Reporter"
    )
    ids = [one.id for one in result.actors]
    assert len(set(ids)) == len(ids)
    for mention, detail in zip(result.mentions, result.details, strict=True):
        assert text[mention.start : mention.end] == mention.text != ""
        assert mention.actor in ids and detail.mention == mention.id
    for place in result.settings:
        assert 0 <= place.start < place.end <= len(text)
    mentioned = {one.actor for one in result.mentions}
    assert set(ids) - mentioned <= {result.author}
    starts = [mention.start for mention in result.mentions]
    assert starts == sorted(starts)
