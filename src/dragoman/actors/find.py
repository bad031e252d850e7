"""Who is in an article: ``find_actors`` puts the parts of this room together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from dragoman.actors.bodies import (
    body_party,
    context_country,
    home_country,
    office_party,
    organization_party,
    people_party,
    state_party,
)
from dragoman.actors.cast import Cast, Party
from dragoman.actors.knowledge import Knowledge
from dragoman.actors.marks import Marks, mark
from dragoman.actors.people import Scene, describe, named_person, officeholder
from dragoman.actors.phrases import Phrase, analyse
from dragoman.actors.groups import group_parties, is_group, land_party, member
from dragoman.actors.pronouns import pronoun_party
from dragoman.actors.spans import Candidate, gather, looks_like_person, with_members
from dragoman.actors.usage import usage
from dragoman.actors import words as w
from dragoman.language.document import Document
from dragoman.record import Actor, Mention

MentionForm: TypeAlias = Literal[
    "name", "adjective", "people", "capital", "seat", "description", "pronoun", "group"
]


@dataclass(frozen=True, slots=True)
class Detail:
    """What later rooms need to know of a mention beyond the record.

    Attributes:
        mention: the mention's id.
        actor: the actor's id.
        form: how the actor is named.
        head: index of the word that heads the mention.
        plural: grammatical number.
        subject: whether it looks like the subject of its clause.
    """

    mention: str
    actor: str
    form: MentionForm
    head: int
    plural: bool
    subject: bool


@dataclass(frozen=True, slots=True)
class Setting:
    """A state or capital named as a place: left to the places room.

    ``actor`` is the id of that state's actor when the article has one.
    """

    start: int
    end: int
    country: str
    actor: str | None


@dataclass(frozen=True, slots=True)
class Found:
    """The actors of an article.

    Attributes:
        actors, mentions: as the record has them, ids in text order.
        details: one for each mention, in the same order.
        settings: states and capitals that are places here.
        author: the id of the byline's actor, or ``None`` without a byline.
    """

    actors: tuple[Actor, ...] = ()
    mentions: tuple[Mention, ...] = ()
    details: tuple[Detail, ...] = ()
    settings: tuple[Setting, ...] = ()
    author: str | None = None


@dataclass(slots=True)
class _Met:
    """A phrase with the parties that it was resolved to."""

    phrase: Phrase
    parties: tuple[Party, ...]
    form: MentionForm
    subject: bool


def find_actors(
    document: Document,
    candidates: Sequence[Candidate],
    published: date | None,
    knowledge: Knowledge,
    byline: str | None = None,
    outlet: str | None = None,
) -> Found:
    """The actors of ``document`` and every place where it names them.

    Args:
        document: the article's text, taken apart.
        candidates: spans proposed by the trained tagger; empty, and rules alone decide.
        published: the article's date, by which offices are looked up; ``None``: only what the
            text itself says of offices counts.
        knowledge: from ``load_knowledge``.
        byline: the author's name, who becomes an actor even when the text never names them.
        outlet: the outlet's name, kept from being taken for a party of the story.

    Returns:
        Found: actors, mentions and what later rooms need besides.
    """
    marks = mark(document, knowledge)
    scene = Scene(marks, knowledge, published, Cast())
    phrases = gather(scene, candidates)
    scene.home = home_country(scene)
    met: list[_Met] = []
    settings: list[tuple[int, int, str]] = []
    author = _author(scene, byline)
    for index, phrase in enumerate(phrases):
        _resolve(scene, phrases, index, met, settings)
    return _found(scene, met, settings, author)


def _resolve(
    scene: Scene,
    phrases: list[Phrase],
    index: int,
    met: list[_Met],
    settings: list[tuple[int, int, str]],
) -> None:
    """Finds the parties of one phrase and appends it to ``met``, or to ``settings``."""
    phrase = phrases[index]
    form: MentionForm = "name"
    parties: tuple[Party, ...] = ()
    if phrase.shape == "pronoun":
        parties, form = pronoun_party(scene, phrase), "pronoun"
    elif phrase.shape == "state":
        meaning = "actor" if phrase.kind else usage(scene.marks, phrase)
        if meaning == "place":
            settings.append((phrase.start, phrase.end, phrase.states[0]))
        if meaning != "actor":
            return
        parties = (state_party(scene, phrase.states[0]),)
        form = phrase.form if phrase.form in ("adjective", "people", "capital", "seat") else "name"
    elif phrase.shape == "organization":
        assert phrase.organization is not None
        parties = (organization_party(scene, phrase.organization),)
    elif phrase.shape == "person":
        parties = (named_person(scene, phrase),)
    elif phrase.shape == "unknown":
        parties = _bare_name(scene, phrase)
    else:
        form = "description"
        parties = _described(scene, phrases, index, met)
        if len(parties) > 1:
            form = "group"
    if not parties:
        _inner_states(scene, phrase, met, settings)
        return
    _meet(scene, met, _Met(phrase, parties, form, _is_subject(scene.marks, phrase)))


def _meet(scene: Scene, met: list[_Met], one: _Met) -> None:
    phrase = one.phrase
    for party in one.parties:
        scene.cast.mention(party, phrase.start, phrase.end, subject=one.subject)
    if len(one.parties) > 1 and one.form != "pronoun":
        scene.cast.groups.append((phrase.start, one.parties))
    elif met and one.form != "pronoun" and met[-1].form != "pronoun":
        before = met[-1]
        joint = scene.marks.codes[before.phrase.end : phrase.start]
        alike = before.parties[0].kind == one.parties[0].kind
        if joint in _JOINTS and alike and before.parties[0] is not one.parties[0]:
            members = [*before.parties, *one.parties]
            first = before
            for earlier in reversed(met[:-1]):
                comma = scene.marks.codes[earlier.phrase.end : first.phrase.start]
                if comma not in ([","], [",", "D"]) or earlier.parties[0] in members:
                    break
                members = [*earlier.parties, *members]
                first = earlier
            scene.cast.groups.append((first.phrase.start, tuple(members)))
    met.append(one)


_JOINTS = (["a"], ["a", "D"], [",", "a"], [",", "a", "D"])
"""Marks between the last two members of a list."""


def _bare_name(scene: Scene, phrase: Phrase) -> tuple[Party, ...]:
    """A name without a title: a person met before, in office, or that looks like one."""
    if not phrase.name:
        return ()
    alone = len(phrase.name) == 1
    if phrase.person is None and alone:
        if scene.marks.codes[phrase.start] != "K":
            return ()
        known = any(
            phrase.name[0] in (name[0], name[-1])
            for party in scene.cast.bearing(phrase.name[0])
            for name in party.names
        )
        if not known and officeholder(scene, phrase.name[0]) is None:
            return ()
    elif phrase.person is None and not looks_like_person(scene, phrase):
        return ()
    return (named_person(scene, phrase),)


def _described(
    scene: Scene, phrases: list[Phrase], index: int, met: list[_Met]
) -> tuple[Party, ...]:
    """The parties of a phrase with a common noun for its head."""
    phrase = phrases[index]
    possessor = _possessor(scene, phrase)
    if phrase.coordinated and len(phrase.states) > 1 and phrase.head is not None:
        return tuple(_each(scene, phrase, state) for state in phrase.states)
    if is_group(phrase):
        group = group_parties(scene, phrase)
        if group:
            return group
    if phrase.shape == "land":
        land = land_party(scene, phrase, possessor)
        return (land,) if land else _tagged(scene, phrase)
    apposed = _apposed(scene, phrases, index, met)
    if apposed is not None:
        return (apposed,)
    if phrase.shape == "office":
        return (office_party(scene, phrase, possessor),)
    if phrase.shape == "people":
        return (people_party(scene, phrase, possessor),)
    body = body_party(scene, phrase, possessor)
    return (body,) if body else _tagged(scene, phrase)


def _tagged(scene: Scene, phrase: Phrase) -> tuple[Party, ...]:
    """A party of the tagger's kind for a phrase that the rules can make nothing of."""
    if phrase.kind is None or phrase.head is None or phrase.plural and phrase.kind == "state":
        return ()
    return (people_party(scene, phrase, None),)


def _each(scene: Scene, phrase: Phrase, state: str) -> Party:
    """The member of "Russian and Chinese leaders" that belongs to ``state``."""
    head = phrase.head
    if phrase.shape == "body" or (head is not None and head.sort == "office"):
        return member(scene, phrase, state) or state_party(scene, state)
    return people_party(scene, with_members(phrase, state), None)


def _possessor(scene: Scene, phrase: Phrase) -> Party | None:
    if phrase.possessor < 0:
        return None
    found = pronoun_party(scene, Phrase(phrase.possessor, phrase.possessor + 1, "pronoun"))
    return found[0] if len(found) == 1 else None


def _apposed(scene: Scene, phrases: list[Phrase], index: int, met: list[_Met]) -> Party | None:
    """The person whom a title stands beside, set off by a comma: "Qin Gang, the minister"."""
    phrase = phrases[index]
    if phrase.plural or phrase.shape not in ("office", "people"):
        return None
    codes = scene.marks.codes
    if met and met[-1].phrase.shape in ("person", "unknown") and len(met[-1].parties) == 1:
        before = met[-1].phrase
        if codes[before.end : phrase.start] in ([","], [",", "D"], [",", "V"]):
            party = met[-1].parties[0]
            if party.kind == "person" and not _conflicts(scene, party, phrase):
                describe(scene, party, phrase)
                return party
    if index + 1 < len(phrases):
        after = phrases[index + 1]
        if codes[phrase.end : after.start] == [","] and after.shape in ("person", "unknown"):
            if after.head is not None and after.head.sort != "honorific":
                return None
            named = after.shape == "person" or looks_like_person(scene, after)
            known = scene.marks.codes[after.start] in "KP" and phrase.shape == "office"
            if after.name and (named or known):
                party = named_person(scene, after)
                if not _conflicts(scene, party, phrase):
                    describe(scene, party, phrase)
                    return party
    return None


def _conflicts(scene: Scene, party: Party, phrase: Phrase) -> bool:
    """Whether the phrase gives another nationality than the party has."""
    if not phrase.states or party.country is None:
        return False
    return scene.country_of(phrase.states[0]) != party.country


def _inner_states(
    scene: Scene, phrase: Phrase, met: list[_Met], settings: list[tuple[int, int, str]]
) -> None:
    """States named inside a phrase that is no party itself: "China's neighbours"."""
    marks = scene.marks
    at = phrase.start
    while at < phrase.end:
        end = marks.span_end(at)
        if marks.codes[at] in "ASO" and (at, end) != (phrase.start, phrase.end):
            inner = analyse(marks, scene.knowledge, at, end)
            if inner.shape == "state":
                meaning = usage(marks, inner)
                if meaning == "actor":
                    party = state_party(scene, inner.states[0])
                    _meet(scene, met, _Met(inner, (party,), "name", False))
                elif meaning == "place":
                    settings.append((at, end, inner.states[0]))
            elif inner.shape == "organization" and inner.organization is not None:
                party = organization_party(scene, inner.organization)
                _meet(scene, met, _Met(inner, (party,), "name", False))
        at = end


def _is_subject(marks: Marks, phrase: Phrase) -> bool:
    """Whether the phrase looks like the subject of its clause: a verb follows, no preposition
    precedes.
    """
    first, last = marks.sentences[marks.sentence_of[phrase.start]]
    before = phrase.start - 1
    while before >= first and marks.codes[before] in "DQMh":
        before -= 1
    if before >= first and marks.codes[before] in "inoph":
        return False
    if phrase.end >= last:
        return False
    following = marks.lower[phrase.end]
    return (
        following in w.ACTING_AFTER_CAPITAL
        or following in w.SPEECH
        or (marks.codes[phrase.end] == "x" and following.endswith(("ed", "s")))
        or (marks.codes[phrase.end] == "," and before < first)
    )


def _author(scene: Scene, byline: str | None) -> Party | None:
    if not byline or not byline.strip():
        return None
    name = byline.strip().removeprefix("By ").removeprefix("by ").strip()
    party = Party("person", name, sectors=("JRN",), individual=True)
    scene.cast.name(party, tuple(name.split()))
    return scene.cast.file(party, "name", *name.split())


def _found(
    scene: Scene,
    met: list[_Met],
    settings: list[tuple[int, int, str]],
    author: Party | None,
) -> Found:
    """Numbers parties and mentions in text order and makes the record's objects."""
    document = scene.marks.document
    met.sort(key=lambda one: (one.phrase.start, -one.phrase.end))
    ids: dict[int, str] = {}
    order: list[Party] = []
    for one in met:
        for party in one.parties:
            if id(party) not in ids:
                ids[id(party)] = f"a{len(ids) + 1}"
                order.append(party)
                if party.country is None and party.organization is None and party is not author:
                    if party.kind == "person":
                        party.country = context_country(scene, one.phrase)
    if author is not None and id(author) not in ids:
        ids[id(author)] = f"a{len(ids) + 1}"
        order.append(author)
    mentions: list[Mention] = []
    details: list[Detail] = []
    for one in met:
        start = document.starts[one.phrase.start]
        end = document.ends[one.phrase.end - 1]
        for party in one.parties:
            key = f"m{len(mentions) + 1}"
            actor = ids[id(party)]
            mentions.append(
                Mention(id=key, actor=actor, start=start, end=end, text=document.text[start:end])
            )
            details.append(
                Detail(
                    key,
                    actor,
                    one.form,
                    _head(scene.marks, one.phrase),
                    one.phrase.plural,
                    one.subject,
                )
            )
    return Found(
        tuple(_actor(ids[id(party)], party) for party in order),
        tuple(mentions),
        tuple(details),
        tuple(_setting(scene, ids, *place) for place in sorted(settings)),
        ids[id(author)] if author is not None else None,
    )


def _actor(id: str, party: Party) -> Actor:
    return Actor(
        id=id,
        name=party.name,
        kind=party.kind,
        country=party.country,
        organization=party.organization,
        sector=party.sectors[0] if party.sectors else None,
        sectors=party.sectors,
        role=party.role if party.kind in ("person", "unnamed") else None,
    )


def _setting(scene: Scene, ids: dict[int, str], start: int, end: int, iso3: str) -> Setting:
    document = scene.marks.document
    party = scene.cast.get("state", iso3)
    return Setting(
        document.starts[start],
        document.ends[end - 1],
        scene.country_of(iso3),
        ids.get(id(party)) if party is not None else None,
    )


def _head(marks: Marks, phrase: Phrase) -> int:
    """The index of the head word: the last of the name, or the noun before any "of"."""
    for index in range(phrase.start + 1, phrase.end):
        if marks.codes[index] in "oin" and phrase.shape != "person":
            return index - 1
    return phrase.end - 1
