"""Who is in an article: ``find_actors`` puts the parts of this room together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dragoman.actors.belonging import Belonging, Linker, country_words
from dragoman.actors.bodies import (
    home_country,
    organization_party,
    settle_countries,
    settle_sectors,
    state_party,
)
from dragoman.actors.cast import Party
from dragoman.actors.coreference import resolve
from dragoman.actors.found import Found, as_found
from dragoman.actors.knowledge import Knowledge
from dragoman.actors.marks import mark
from dragoman.actors.scene import Scene
from dragoman.actors.spans import Candidate, gather
from dragoman.actors.speech import first_person
from dragoman.language.document import Document, read_document


def find_actors(
    document: Document,
    candidates: Sequence[Candidate],
    published: date | None,
    knowledge: Knowledge,
    byline: str | None = None,
    outlet: str | None = None,
    link: Linker | None = None,
) -> Found:
    """The actors of ``document`` and every place where it names them.

    Args:
        document: the article's text, taken apart.
        candidates: spans proposed by the trained tagger; empty, and rules alone decide.
        published: the article's date, by which offices are looked up; ``None``: only what the
            text itself says of offices counts.
        knowledge: from ``load_knowledge``.
        byline: the author's name, who becomes an actor even when the text never names them.
        outlet: who published the text; in an official statement the "we" of its text.
        link: the model's probability that a mention belongs to the country that other words
            show; without it the nearest country named before a party is taken for its own.

    Returns:
        Actors and mentions as the record has them, ids in text order, and what later rooms
        need besides.
    """
    scene = Scene(mark(document, knowledge), knowledge, published)
    if link is not None:
        scene.belonging = Belonging(country_words(scene.marks, knowledge), link)
    scene.home = home_country(scene)
    scene.named = frozenset(
        sense.key for senses in scene.marks.senses.values() for sense in senses[:1]
    )
    phrases = gather(scene, candidates)
    scene.author = _author(scene, byline)
    for index in range(len(phrases)):
        resolve(scene, phrases, index)
    settle_countries(scene)
    settle_sectors(scene)
    scene.issuer = _issuer(scene, outlet)
    scene.met.extend(first_person(scene, phrases))
    return as_found(scene)


def _author(scene: Scene, byline: str | None) -> Party | None:
    """The person of the byline, or ``None`` when there is no byline."""
    words = (byline or "").split()
    if words and words[0].lower() == "by":
        del words[0]
    if not words:
        return None
    party = Party("person", " ".join(words), sectors=("JRN",), individual=True)
    scene.cast.name(party, tuple(words))
    return scene.cast.file(party, "name", *words)


def _issuer(scene: Scene, outlet: str | None) -> Party | None:
    """The state or organisation that the outlet's name holds, or else the article's home state."""
    if outlet:
        senses = mark(read_document(outlet), scene.knowledge).senses
        for index in sorted(senses):
            first = senses[index][0]
            if first.form == "organization":
                known = scene.knowledge.organizations[first.key]
                if known.kind == "intergovernmental":
                    return organization_party(scene, first.key)
                if known.kind == "government" and known.country in scene.knowledge.states:
                    return state_party(scene, str(known.country))
            elif first.form in ("name", "adjective", "capital"):
                return state_party(scene, first.key)
    if scene.home in scene.knowledge.states:
        return state_party(scene, str(scene.home))
    return None
