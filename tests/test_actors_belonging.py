"""Countries and sectors of parties that no table knows, told by the model or by rules."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from hypothesis import given
from hypothesis import strategies as st

from dragoman.actors import Candidate, Found, find_actors, load_knowledge
from dragoman.language.document import read_document
from dragoman.model.encoder import DISTANCES, distance_class

TEXT = (
    "The Chilean minister was in Santiago. Wanjiru Kamau, a dealer on the Nairobi exchange, spoke."
)


def found(link_to: str | None) -> Found:
    """The actors of TEXT; the model links every mention to the word ``link_to`` and no other."""
    document = read_document(TEXT)
    name = TEXT.index("Wanjiru Kamau")
    dealer = Candidate(name, name + len("Wanjiru Kamau"), "person", 0.9, {"BUS": 0.8, "GOV": 0.1})

    def link(word: int, others: Sequence[int]) -> npt.NDArray[np.float32]:
        scores = [0.9 if document.words[other] == link_to else 0.05 for other in others]
        return np.array(scores, dtype=np.float32)

    knowledge = load_knowledge()
    return find_actors(document, [dealer], None, knowledge, link=link if link_to else None)


def test_a_person_belongs_to_the_country_that_the_model_links_them_to() -> None:
    (dealer,) = [one for one in found("Nairobi").actors if "Kamau" in one.name]
    assert dealer.country == "KEN"


def test_without_a_model_the_country_named_last_is_taken() -> None:
    (dealer,) = [one for one in found(None).actors if "Kamau" in one.name]
    assert dealer.country == "CHL"


def test_the_sector_is_the_one_that_the_mentions_speak_for() -> None:
    (dealer,) = [one for one in found("Nairobi").actors if "Kamau" in one.name]
    assert dealer.sector == "BUS"


@given(st.integers(-500, 500), st.integers(-500, 500))
def test_distance_classes_keep_sides_apart_and_grow_with_distance(one: int, other: int) -> None:
    a, b = distance_class(np.array([one, other])).tolist()
    assert 0 <= a < DISTANCES
    if one * other < 0:
        assert a != b
    if 0 < one < other or other < one < 0:
        assert a <= b
