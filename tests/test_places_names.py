from importlib.resources import files
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dragoman.language.document import read_document
from dragoman.places import find_places, load_gazetteer


def read(text: str, taken: list[tuple[int, int]] | None = None) -> list[tuple[str, str | None]]:
    places = find_places(read_document(text), taken or [], load_gazetteer())
    return [(place.text, place.country) for place in places]


def test_a_country_after_a_comma_tells_which_city() -> None:
    assert ("Portland", "USA") in read("He spoke in Portland, Maine, before the vote.")
    assert ("St. Petersburg", "USA") in read("A fire in St. Petersburg, Fla., killed two.")
    assert ("Tripoli", "LBN") in read("Clashes broke out in Tripoli, Lebanon, on Friday.")


def test_the_countries_of_an_article_tell_which_city() -> None:
    assert ("Tripoli", "LBY") in read("Libyan forces retook Tripoli.")
    made = read("Pakistani police in Hyderabad arrested two men. Pakistan denied it.")
    assert ("Hyderabad", "PAK") in made


def test_people_and_ordinary_words_are_no_places() -> None:
    assert read("Reading is nice. Mobile phones were seized. Of course, Paris Hilton left.") == []
    assert read("Victoria Nuland spoke. Mr. Sullivan agreed.") == []


def test_seas_and_disputed_areas_are_places() -> None:
    made = read("A ship sailed through the Taiwan Strait while shelling hit Donbas and Gaza.")
    assert made == [("Taiwan Strait", None), ("Donbas", "UKR"), ("Gaza", "PSE")]


def test_a_span_that_is_taken_is_no_place() -> None:
    text = "Beijing rejected the charge in Geneva."
    assert read(text, [(0, 7)]) == [("Geneva", "CHE")]


PIECES = st.sampled_from(
    """Paris|Kyiv|,|Texas|Port|-|au|Prince|St|.|Petersburg|of|the|in|Mr|Moscow|Tripoli|Libya|New|York|
    Xi'an|(AP)|

|'s|Washington""".split("|")
)


@given(st.lists(PIECES | st.text(max_size=5), max_size=25))
def test_spans_slice_to_their_text_and_never_overlap(words: list[str]) -> None:
    text = " ".join(words)
    places = find_places(read_document(text), [], load_gazetteer())
    for place in places:
        assert text[place.start : place.end] == place.text
        assert place.lat is not None and -90 <= place.lat <= 90
    assert all(one.end <= two.start for one, two in pairwise(places))


def test_the_gazetteer_is_small_and_names_its_source() -> None:
    folder = files("dragoman.places").joinpath("data")
    tables = [file for file in folder.iterdir() if file.name.endswith(".tsv")]
    assert sum(len(file.read_bytes()) for file in tables) < 10_000_000
    for name in ("places.tsv", "names.tsv"):
        assert "GeoNames" in folder.joinpath(name).read_text("utf-8").partition("\n")[0]


def test_every_name_leads_to_a_place_with_a_known_country() -> None:
    gazetteer = load_gazetteer()
    for key in ("kyiv", "kiev", "mecca", "cologne", "gaza", "taiwan strait", "port au prince"):
        candidates = gazetteer.candidates(key)
        assert candidates, key
        for candidate in candidates:
            country = candidate.entry.country
            assert country is None or (len(country) == 3 and country.isupper())
    assert gazetteer.candidates("no such place") == []
