"""Which person a name, a title or a description means."""

from __future__ import annotations

from dragoman.actors import words as w
from dragoman.actors.cast import Party
from dragoman.actors.phrases import Phrase
from dragoman.actors.roles import covers, head_word, is_former, office_named, sectors_of
from dragoman.actors.scene import Scene

_NO_ROLE = frozenset("counterpart successor predecessor number mr mrs ms miss".split())
_LEADING = frozenset(
    """new newly visiting current incumbent embattled powerful its his her senior top chief leading
    ranking high-ranking""".split()
)
_MEMORY = 20
"""How many parties back a description may reach."""
_SUFFIXES = frozenset(("Jr", "Sr", "II", "III", "IV", "Jr.", "Sr."))


def named_person(scene: Scene, phrase: Phrase) -> Party:
    """The person that a phrase with a name in it means; new ones join the cast."""
    name = tuple(
        word.title() if word.isupper() and len(word) > 2 else word
        for word in phrase.name
        if word not in _SUFFIXES
    )
    name = name or phrase.name  # nothing but "III"
    party: Party | None
    if phrase.person is not None:
        party = _known_person(scene, _likeliest(scene, phrase))
    else:
        party = _by_name(scene, phrase, name)
        if party is None and len(name) == 1:
            holder = officeholder(scene, name[0])
            if holder is not None and _fits_title(scene, holder, phrase):
                party = _known_person(scene, holder)
        if party is None:
            party = Party("person", _printed_name(scene, phrase), individual=True)
            scene.cast.file(party, "name", *name)
    scene.cast.name(party, name)
    describe(scene, party, phrase)
    return party


def _leads(scene: Scene, person: str) -> bool:
    assert scene.published is not None
    return any(
        one.country in scene.knowledge.states
        and one.office == scene.knowledge.states[one.country].leader
        for one in scene.knowledge.offices.of_on(person, scene.published)
    )


def _fits_title(scene: Scene, person: str, phrase: Phrase) -> bool:
    """Whether a title before a surname does not speak against this holder of another office."""
    if phrase.head is None or phrase.head.sort == "honorific" or scene.published is None:
        return True
    wanted = head_word(phrase.head.noun)
    held = {
        head_of_title(scene, one.title)
        for one in scene.knowledge.offices.of_on(person, scene.published)
    }
    return wanted in held or any(covers(wanted, narrow) for narrow in held)


def _printed_name(scene: Scene, phrase: Phrase) -> str:
    """The name as the text has it, initials and hyphens included; capitals throughout reduced."""
    document = scene.marks.document
    printed = " ".join(phrase.name)
    for index in range(phrase.start, phrase.end):
        if document.words[index] == phrase.name[0]:
            printed = document.text[document.starts[index] : document.ends[phrase.end - 1]]
            break
    printed = " ".join(printed.split())
    return printed.title() if printed.isupper() and len(printed) > 3 else printed


def _likeliest(scene: Scene, phrase: Phrase) -> str:
    """Of several known people with one name, the one in office at the article's date."""
    for index in range(phrase.start, phrase.end):
        senses = [s for s in scene.marks.senses.get(index, ()) if s.form == "person"]
        if senses and scene.marks.codes[index] == "P":
            if len(senses) > 1 and scene.published is not None:
                for sense in senses:
                    if scene.knowledge.offices.of_on(sense.key, scene.published):
                        return sense.key
            return senses[0].key
    assert phrase.person is not None
    return phrase.person


def _known_person(scene: Scene, person: str) -> Party:
    party = scene.cast.get("person", person)
    if party is not None:
        return party
    tenures = scene.knowledge.offices.of(person)
    held = tenures
    if scene.published is not None:
        held = scene.knowledge.offices.of_on(person, scene.published)
    country = (held or tenures)[-1 if not held else 0].country
    party = Party("person", person, person=person, gender=tenures[0].gender)
    party.individual = True
    _place(scene, party, country)
    scene.cast.name(party, tuple(person.split()))
    party.offices = {one.office for one in held} - {"other"}
    party.titles = {one.title.lower() for one in held}
    if held:
        party.heads.update(head_of_title(scene, one.title) for one in held)
    elif scene.published is not None:
        party.sectors = ("ELI",)
    if scene.published is not None and held:
        party.role = held[0].title
        party.sectors = title_sectors(scene, held[0].title) or ("GOV",)
    return scene.cast.file(party, "person", person)


def _place(scene: Scene, party: Party, code: str) -> None:
    """Sets country or organisation from a code of the table of offices."""
    if code in scene.knowledge.states:
        party.country = scene.country_of(code)
    elif code in scene.knowledge.organizations:
        party.organization = scene.knowledge.organizations[code].acronym


def head_of_title(scene: Scene, title: str) -> str:
    """The noun that heads a title ("Minister of Foreign Affairs": minister)."""
    words = title.split(" for ")[0].lower().replace("-", " - ").split()
    for start in range(len(words)):
        length, nouns = scene.knowledge.nouns.longest(words, start)
        ends = start + length
        if (
            length
            and any(n.sort == "office" for n in nouns)
            and (ends == len(words) or words[ends] in ("of", "to", "at", "-", "and"))
        ):
            return head_word(next(n.noun for n in nouns if n.sort == "office"))
    return head_word(words[-1])


def title_sectors(scene: Scene, title: str) -> tuple[str, ...]:
    """The sectors of the office that a title names."""
    words = title.lower().split()
    for start in range(len(words)):
        length, nouns = scene.knowledge.nouns.longest(words, start)
        if length:
            for noun in nouns:
                if noun.sort == "office" and noun.sectors:
                    return noun.sectors
    return ()


def officeholder(scene: Scene, surname: str) -> str | None:
    """The key of the one person whom a surname alone can mean, from the table of offices.

    They held an office at the article's date, for a state or organisation that the article names;
    when several did, for the state that the article is mostly about. The leader of a state that
    it does not name counts when nobody else of that name ever held any office.
    """
    if scene.published is None:
        return None
    offices = scene.knowledge.offices
    served: dict[str, set[str]] = {}
    people = offices.named(surname, scene.published)
    if len(people) == len(offices.named(surname)) == 1 and _leads(scene, people[0]):
        return people[0]
    for person in people:
        codes = {one.country for one in offices.of_on(person, scene.published)}
        if codes & scene.named:
            served[person] = codes
    if len(served) > 1:
        served = {person: codes for person, codes in served.items() if scene.home in codes}
    return next(iter(served)) if len(served) == 1 else None


def _by_name(scene: Scene, phrase: Phrase, name: tuple[str, ...]) -> Party | None:
    """The person already met whose name this is, in full or in part."""
    fitting: list[Party] = []
    for party in scene.cast.bearing(name[-1]):
        if party.individual and any(_same(full, name, party.country) for full in party.names):
            fitting.append(party)
    if len(fitting) > 1 and phrase.head is not None:
        head = head_word(phrase.head.noun)
        titled = [one for one in fitting if head in one.heads]
        fitting = titled or fitting
    if len(fitting) > 1:
        before = [one for one in fitting if one.mentions]
        fitting = before or fitting
        fitting.sort(key=lambda one: one.mentions[-1][0] if one.mentions else -1)
    return fitting[-1] if fitting else None


def _same(full: tuple[str, ...], part: tuple[str, ...], country: str | None) -> bool:
    """Whether ``part`` can stand for ``full``: its end, its first word, or first and last."""
    if full == part or full[-len(part) :] == part:
        return True
    if len(part) == 1:
        first = country in w.SURNAME_FIRST or len(full[0]) <= 4
        return full[0] == part[0] and (first or len(full) == 1)
    if part[-len(full) :] == full:
        return len(full) == 1
    return full[0] == part[0] and full[-1] == part[-1]


def describe(scene: Scene, party: Party, phrase: Phrase) -> None:
    """Adds to ``party`` what the phrase says of it: nationality, title, sectors, gender."""
    head = phrase.head
    if phrase.states:
        iso3 = phrase.states[0]
        if party.country is None and not (head and head.noun == "counterpart" and party.person):
            party.country = scene.country_of(iso3)
    elif phrase.organization is not None:
        organization = scene.knowledge.organizations[phrase.organization]
        party.country = party.country or organization.country
        party.organization = party.organization or organization.acronym
    if head is None:
        return
    party.gender = party.gender or head.gender
    last = head_word(head.noun)
    if last in _NO_ROLE or head.sort == "honorific":
        for sector in head.sectors:
            party.sectors = party.sectors or (sector,)
        return
    party.heads.add(last)
    former = is_former(phrase.title)
    if not former:
        office = office_named(phrase.title, party.country)
        if office:
            party.offices.add(office)
        party.titles.add(phrase.title.lower())
    role = role_of(phrase.title)
    known = party.person is not None and party.role is not None
    if role and not known and (party.role is None or len(party.mentions) == 0):
        party.role = party.role or role
    sectors = sectors_of(phrase, scene.knowledge)
    if not party.sectors or (former and party.sectors[0] != "ELI"):
        party.sectors = sectors
    else:
        party.sectors = tuple(dict.fromkeys((*party.sectors, *sectors)))


def role_of(title: str) -> str:
    """A title without words that are no part of the office ("new", "visiting")."""
    words = title.split()
    while words and words[0].lower() in _LEADING:
        del words[0]
    return " ".join(words)


def described_person(scene: Scene, phrase: Phrase, country: str | None) -> Party | None:
    """The person already met whom "the US envoy", "the minister" takes up again, if any."""
    assert phrase.head is not None
    head = head_word(phrase.head.noun)
    office = office_named(phrase.title, country)
    former = is_former(phrase.title)
    title = phrase.title.lower()
    best: tuple[float, Party] | None = None
    for order, (party, mention) in enumerate(scene.cast.recent(phrase.start)):
        if not party.individual or (country and party.country and party.country != country):
            continue
        if phrase.head.gender and party.gender and phrase.head.gender != party.gender:
            continue
        score = 0.0
        if title in party.titles or (office and office in party.offices):
            score = 4
        elif office and party.offices:
            continue
        elif head in party.heads:
            score = 3 if _modifiers_agree(phrase, party) else 0
        elif not _specifics(phrase) and any(covers(head, narrow) for narrow in party.heads):
            score = 2
        if not score or former != is_former(party.role or ""):
            continue
        score -= 0.3 * order
        sentences = scene.marks.sentence_of
        score -= 0.1 * (sentences[phrase.start] - sentences[mention[0]])
        if best is None or score > best[0]:
            best = (score, party)
        if order > _MEMORY:
            break
    return best[1] if best and best[0] > -1 else None


def _modifiers_agree(phrase: Phrase, party: Party) -> bool:
    """Whether no modifier of the phrase is missing in the titles that the party bears."""
    wanted = _specifics(phrase)
    return not wanted or any(all(word in title for word in wanted) for title in party.titles)


def _specifics(phrase: Phrase) -> list[str]:
    """The words of a title that tell which office of its sort is meant ("agriculture")."""
    assert phrase.head is not None
    own = (*phrase.head.noun.split()[-1:], *_LEADING, "of", "the", "and")
    return [word for word in phrase.title.lower().split() if word not in own]


def office_holder_by_title(scene: Scene, phrase: Phrase, country: str | None) -> Party | None:
    """The holder at the article's date of the office that a title names, from the table."""
    if country is None or scene.published is None:
        return None
    office = office_named(phrase.title, country)
    if office is None and phrase.title.lower() == "leader" and country in scene.knowledge.states:
        office = scene.knowledge.states[country].leader
    if office is None:
        return None
    holders = scene.knowledge.offices.holders(country, office, scene.published)
    if office == "head_of_state" and not holders:
        return None
    people = tuple(dict.fromkeys(one.person for one in holders))
    if len(people) != 1:
        return None
    return _known_person(scene, people[0])
