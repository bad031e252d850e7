"""Which state, body, group or unnamed party a phrase means."""

from __future__ import annotations

from collections import defaultdict

from dragoman.actors import words as w
from dragoman.actors.belonging import NONE, SURE
from dragoman.actors.cast import Party
from dragoman.actors.people import (
    describe,
    described_person,
    office_holder_by_title,
    role_of,
)
from dragoman.actors.phrases import Phrase
from dragoman.actors.roles import head_word, is_former, sectors_of
from dragoman.actors.scene import Scene
from dragoman.record import ActorKind

_FAR = 200
"""How many words back a nationality is looked for, in sentences that have no end."""
_GENERIC_ORGANIZATIONS: dict[str, tuple[str, ...]] = {
    "alliance": ("NATO", "CSTO", "AES"),
    "bloc": ("EU", "ECOWAS", "ASEAN", "AU", "SADC", "BRICS", "MERCOSUR", "GCC", "EAC", "CARICOM"),
    "agency": ("IAEA", "UNHCR", "UNRWA", "WHO", "WFP"),
    "commission": ("EUCOM",),
    "council": ("UNSC", "EUCO", "UNHRC"),
    "court": ("ICC", "ICJ", "ECHR", "SCOTUS"),
    "bank": ("WB", "ECB"),
}
_PART_OF = {"EUCOM": "EU", "EUCO": "EU"}
"""Bodies that need no name of their own where the whole has been named."""
_SEATED = {"Brussels": ("EU", "NATO"), "Addis Ababa": ("AU",), "The Hague": ("ICC", "ICJ")}
"""Cities that stand for the body that sits there, the likeliest first."""
_OF_A_STATE = frozenset(("GOV", "MIL", "LEG", "JUD", "COP", "SPY"))
"""Sectors whose bodies always belong to some state."""


def state_party(scene: Scene, iso3: str) -> Party:
    """The party that is this state (or entity), joined to the cast when new."""
    knowledge = scene.knowledge
    iso3 = knowledge.state_on(iso3, scene.published)
    party = scene.cast.get("state", iso3)
    if party is None:
        state = knowledge.states[iso3]
        recognised = state.sovereign
        kind: ActorKind = "state" if recognised or state.sector == "PRE" else "government"
        sectors = ("GOV",) if state.sector == "GOV" else (state.sector, "GOV")
        party = Party(kind, state.name, state.country, sectors=sectors, iso3=iso3)
        scene.cast.file(party, "state", iso3)
    return party


def organization_party(scene: Scene, id: str) -> Party:
    """The party that is this organisation, joined to the cast when new."""
    party = scene.cast.get("organization", id)
    if party is None:
        known = scene.knowledge.organizations[id]
        party = Party(
            known.kind,
            known.name,
            known.country,
            known.acronym,
            known.sectors,
            organization_id=id,
            plural=known.kind == "armed" and known.name.endswith("s"),
        )
        scene.cast.file(party, "organization", id)
    return party


def country_hint(scene: Scene, phrase: Phrase, possessor: Party | None) -> str | None:
    """The country that a phrase itself gives: by nationality, organisation or possessor."""
    if phrase.states:
        return scene.country_of(phrase.states[0])
    if phrase.organization is not None:
        return scene.knowledge.organizations[phrase.organization].country
    if possessor is not None:
        return possessor.country
    if phrase.located is not None:
        return scene.country_of(phrase.located)
    for index in range(phrase.start, phrase.end):
        if scene.marks.codes[index] in "KP":
            owner = _person_at(scene, index)
            if owner is not None:
                return owner.country
    return None


def _person_at(scene: Scene, index: int) -> Party | None:
    word = scene.marks.document.words[index]
    senses = scene.marks.senses.get(index, ())
    if senses and senses[0].form == "person":
        known = scene.cast.get("person", senses[0].key)
        if known is not None:
            return known
    for party in scene.cast.bearing(word):
        if party.individual:
            return party
    if senses and senses[0].form == "person":
        tenures = scene.knowledge.offices.of(senses[0].key)
        return Party("person", senses[0].key, tenures[0].country)
    if scene.published is not None:
        people = scene.knowledge.offices.named(word, scene.published)
        if len(people) == 1:
            return Party("person", people[0], scene.knowledge.offices.of(people[0])[-1].country)
    return None


def context_country(scene: Scene, phrase: Phrase) -> str | None:
    """The country that a party without nationality most likely belongs to.

    It is what the model reads. Where that is undecided, it is that of the party that it is joined
    to by "and", or else of the state or person named last before it in its sentence, or else the
    article's home country.
    """
    if phrase.organization is not None:
        return scene.knowledge.organizations[phrase.organization].country
    if scene.belonging is not None:
        scores = scene.belonging.scores([phrase.start])
        if scores and not NONE <= max(scores.values()) < SURE:
            return _likeliest_country(scores)
    marks = scene.marks
    beside = scene.joined_to(phrase)
    if beside is not None and beside.country is not None:
        return beside.country
    first = marks.sentences[marks.sentence_of[phrase.start]][0]
    for index in range(phrase.start - 1, max(first, phrase.start - _FAR) - 1, -1):
        if marks.codes[index] in "ASWG":
            return scene.country_of(marks.senses[index][0].key)
        if marks.codes[index] in "KP":
            owner = _person_at(scene, index)
            if owner is not None and owner.country is not None:
                return owner.country
    return scene.home


def home_country(scene: Scene) -> str | None:
    """The country that the article names most, its dateline and its headline counting more."""
    marks = scene.marks
    document = marks.document
    weights: dict[str, float] = defaultdict(float)
    for index, senses in marks.senses.items():
        if marks.codes[index] not in "ASWG":
            continue
        weight = 1.0
        place = document.paragraph_at(document.starts[index])
        if place == 0 and document.has_headline:
            weight = 1.5
        elif place <= 1 and document.starts[index] - document.paragraphs[place][0] < 20:
            weight = 2.0
        weights[scene.country_of(senses[0].key)] += weight
    return max(weights, key=lambda one: weights[one]) if weights else None


def _likeliest_country(scores: dict[str, float]) -> str | None:
    """The likeliest country; ``None`` when the model sees that a party belongs to none of them."""
    best = max(scores, key=lambda country: scores[country])
    return best if scores[best] >= SURE else None


def settle_countries(scene: Scene) -> None:
    """Gives people whose nationality the text never tells the country that all mentions speak for.

    Without a model it is the country of their first mention.
    """
    for one in scene.met:
        for party in one.parties:
            stateless = party.country is None and party.organization is None
            if stateless and party.kind == "person" and party is not scene.author:
                if scene.belonging is not None:
                    words = [start for start, _, _ in party.mentions]
                    party.country = _likeliest_country(scene.belonging.scores(words) or {"": 0.0})
                party.country = party.country or context_country(scene, one.phrase)


def settle_sectors(scene: Scene) -> None:
    """Gives parties that no table knows the sector that their mentions speak for together."""
    votes: dict[int, dict[str, float]] = {}
    for one in scene.met:
        if len(one.parties) == 1 and one.form != "pronoun":
            mine = votes.setdefault(id(one.parties[0]), defaultdict(float))
            for sector, value in one.phrase.sectors.items():
                mine[sector] += value
    for party in scene.cast.parties:
        known = party.person or party.organization_id or party.iso3
        told = votes.get(id(party))
        if told and not known:
            best = max(told, key=lambda sector: told[sector])
            if best != "-":
                party.sectors = tuple(dict.fromkeys((best, *party.sectors)))


def office_party(scene: Scene, phrase: Phrase, possessor: Party | None) -> Party:
    """Whom a title without a name means: "the US envoy", "Chinese foreign minister"."""
    assert phrase.head is not None
    country = country_hint(scene, phrase, possessor)
    if phrase.head.noun in ("counterpart", "opposite number"):
        party = _counterpart(scene, phrase, possessor, country)
    elif phrase.indefinite:
        party = None
    else:
        party = described_person(scene, phrase, country)
        if party is None:
            country = country or context_country(scene, phrase)
            party = office_holder_by_title(scene, phrase, country)
    if party is None:
        country = country or context_country(scene, phrase)
        party = _unnamed(scene, phrase, country)
        if not phrase.indefinite and phrase.head.sort == "office":
            party.kind = phrase.kind or "person"
            party.role = role_of(phrase.title)
    describe(scene, party, phrase)
    return party


def _counterpart(
    scene: Scene, phrase: Phrase, possessor: Party | None, country: str | None
) -> Party | None:
    """The holder of the same office on the other side."""
    if possessor is None or not phrase.states:
        return None
    for party, _ in scene.cast.recent(phrase.start):
        if (
            party is not possessor
            and party.individual
            and party.country == country
            and (party.offices & possessor.offices or party.heads & possessor.heads)
        ):
            return party
    if scene.published is not None and country is not None:
        for office in sorted(possessor.offices):
            holders = scene.knowledge.offices.holders(country, office, scene.published)
            if len({one.person for one in holders}) == 1:
                return office_holder_by_title(scene, _as_title(phrase, holders[0].title), country)
    return None


def _as_title(phrase: Phrase, title: str) -> Phrase:
    return Phrase(phrase.start, phrase.end, "office", phrase.head, title=title)


def people_party(scene: Scene, phrase: Phrase, possessor: Party | None) -> Party:
    """Whom a noun for people means: "some US observers", "the protesters", "a diplomat"."""
    assert phrase.head is not None
    country = country_hint(scene, phrase, possessor)
    if not phrase.plural:
        party = None if phrase.indefinite else described_person(scene, phrase, country)
        return party or _unnamed(scene, phrase, country or context_country(scene, phrase))
    head = head_word(phrase.head.noun)
    if phrase.definite:
        for party, _ in scene.cast.recent(phrase.start):
            if (
                party.plural
                and head in party.heads
                and (country is None or party.country is None or party.country == country)
            ):
                return party
    if country is None:
        country = context_country(scene, phrase)
    first = scene.marks.lower[phrase.start]
    number = first if scene.marks.codes[phrase.start] == "Q" else ""
    key = ("people", country or "", head, " ".join(phrase.modifiers), number)
    party = scene.cast.get(*key)
    if party is None:
        party = _unnamed(scene, phrase, country)
        scene.cast.file(party, *key)
    return party


def _unnamed(scene: Scene, phrase: Phrase, country: str | None) -> Party:
    assert phrase.head is not None
    kind = phrase.kind or phrase.head.kind
    organization = None
    if phrase.organization is not None:
        known = scene.knowledge.organizations[phrase.organization]
        organization = known.acronym
        country = country or known.country
        if known.kind == "armed" and kind == "government":
            kind = "armed"
    party = Party(
        kind,
        _description(scene, phrase),
        None if kind == "intergovernmental" else country,
        organization,
        sectors_of(phrase, scene.knowledge),
        gender=phrase.head.gender,
        plural=phrase.plural,
    )
    party.heads.add(head_word(phrase.head.noun))
    single = phrase.head.sort in ("office", "person", "honorific") and not phrase.plural
    party.individual = single or kind == "person"
    if not phrase.plural and not is_former(phrase.title):
        party.titles.add(phrase.title.lower())
    return scene.cast.file(party)


def _description(scene: Scene, phrase: Phrase) -> str:
    document = scene.marks.document
    start = phrase.start + (scene.marks.codes[phrase.start] == "V")
    return " ".join(document.text[document.starts[start] : document.ends[phrase.end - 1]].split())


def body_party(scene: Scene, phrase: Phrase, possessor: Party | None) -> Party | None:
    """Which ministry, parliament, army, group or company a phrase means; ``None``: no party."""
    assert phrase.head is not None
    country = country_hint(scene, phrase, possessor)
    head = phrase.head
    if head.kind == "state":
        return _government(scene, phrase, country)
    canonical = canonical_body(phrase)
    seated = _SEATED.get(" ".join(phrase.name)) if phrase.kind == "intergovernmental" else None
    if seated:
        return organization_party(
            scene, next((id for id in seated if id in scene.named), seated[0])
        )
    if phrase.name:
        party = scene.cast.get("body", *phrase.name)
        if party is not None:
            return party
    elif country is None:
        party = _taken_up(scene, phrase, canonical)
        if party is not None:
            return party
    loose = head.sort in ("org", "asset", "asset-plural")
    if (
        phrase.kind is None
        and loose
        and not phrase.name
        and country is None
        and (phrase.organization is None and not phrase.modifiers)
    ):
        return None
    if country is None and phrase.organization is None:
        country = context_country(scene, phrase)
        if country is None and not _OF_A_STATE.isdisjoint(head.sectors):
            country = scene.home
    key = ("body", country or "", phrase.organization or "", canonical)
    party = None if phrase.name else scene.cast.get(*key)
    if party is None:
        party = _unnamed(scene, phrase, country)
        party.titles.add(canonical)
        if phrase.organization is not None:
            known = scene.knowledge.organizations[phrase.organization]
            if known.kind == "intergovernmental" and head.kind == "government":
                party.kind = "intergovernmental"
        if phrase.name:
            party.name = " ".join(phrase.name)
            scene.cast.file(party, "body", *phrase.name)
        scene.cast.file(party, *key)
    return party


def _government(scene: Scene, phrase: Phrase, country: str | None) -> Party | None:
    """The state whose government, administration or regime a phrase names."""
    assert phrase.head is not None
    head = phrase.head.noun
    if phrase.states:
        iso3: str | None = phrase.states[0]
    elif phrase.organization is not None:
        return organization_party(scene, phrase.organization)
    elif country is not None:
        iso3 = country
    else:
        for party, _ in scene.cast.recent(phrase.start):
            if party.iso3 is not None and head in party.heads and phrase.definite:
                return party
        if any(scene.marks.codes[index] in "CI" for index in range(phrase.start, phrase.end)):
            return None  # "the Zyxwy regime": of whom, the rules cannot know
        iso3 = context_country(scene, phrase)
    if iso3 is None or iso3 not in scene.knowledge.states:
        return None
    party = state_party(scene, iso3)
    party.heads.add(head)
    return party


def canonical_body(phrase: Phrase) -> str:
    """A body's name, its variants reduced to one ("ministry of defense", "defence ministry")."""
    assert phrase.head is not None
    words = [*phrase.modifiers, *phrase.head.noun.replace("-", " ").split()]
    reduced = {w.CUSTOMARY.get(word, word) for word in words}
    return " ".join(sorted(reduced - {""}))


def _taken_up(scene: Scene, phrase: Phrase, canonical: str) -> Party | None:
    """The body already met that "the ministry", "the alliance", "the group" takes up again."""
    assert phrase.head is not None
    head = head_word(phrase.head.noun)
    bare = not phrase.modifiers
    for party, _ in scene.cast.recent(phrase.start):
        if party.individual or party.kind == "state":
            continue
        if canonical in party.titles:
            return party
        if not (bare and phrase.definite):
            continue
        if head in party.heads and not party.plural:
            return party
        if party.organization_id is not None and (
            party.organization_id in _GENERIC_ORGANIZATIONS.get(head, ())
            or head in party.name.lower().split()
        ):
            return party
        if head in ("group", "movement", "militia", "organisation", "organization") and (
            party.kind in ("armed", "organization") and party.organization_id is not None
        ):
            return party
        if head in ("newspaper", "daily", "agency", "broadcaster") and party.kind == "outlet":
            return party
        if head in ("organisation", "organization", "body") and party.kind == "intergovernmental":
            return party
    for id in _GENERIC_ORGANIZATIONS.get(head, ()):
        whole = scene.cast.get("organization", _PART_OF.get(id, id))
        if bare and phrase.definite and (id in scene.named or whole is not None):
            return organization_party(scene, id)
    return None
