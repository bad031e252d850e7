"""What ``find_actors`` hands on: the record's actors and mentions, and a little besides."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.actors.cast import Party
from dragoman.actors.marks import Marks
from dragoman.actors.phrases import Phrase
from dragoman.actors.scene import MentionForm, Scene
from dragoman.record import Actor, Mention


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


def as_found(scene: Scene) -> Found:
    """Numbers parties and mentions in text order and makes the record's objects."""
    document = scene.marks.document
    met = sorted(scene.met, key=lambda one: (one.phrase.start, -one.phrase.end))
    author = scene.author
    ids: dict[int, str] = {}
    order: list[Party] = []
    for one in met:
        for party in one.parties:
            if id(party) not in ids:
                ids[id(party)] = f"a{len(ids) + 1}"
                order.append(party)
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
        tuple(_setting(scene, ids, *place) for place in sorted(scene.settings)),
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
