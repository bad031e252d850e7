"""What framing is reported as: counts, and the words that each count rests on.

Offsets are those of the record: Unicode code points of ``article.text``. Ids are those of the
record's actors, statements and events.
"""

from __future__ import annotations

from typing import Any, Literal, TypeAlias, get_args

import msgspec

from dragoman.record import ActorKind, Offset, Share, Span

Voice: TypeAlias = Literal["author", "paraphrased", "quoted"]
Category: TypeAlias = Literal[
    "evaluative",
    "emotive",
    "dehumanising",
    "mind_reading",
    "intensifier",
    "delegitimising",
    "scare_quotes",
]
CATEGORIES: tuple[Category, ...] = get_args(Category)
HedgeKind: TypeAlias = Literal["modal", "adverb", "seeming", "hearsay", "possibility"]
HEDGE_KINDS: tuple[HedgeKind, ...] = get_args(HedgeKind)
Naming: TypeAlias = Literal["named", "unnamed", "unstated"]
Finding: TypeAlias = Literal["carried", "only_claimed", "not_as_fact", "not_in_body"]


class Shares(msgspec.Struct, frozen=True, kw_only=True):
    """Whose words the text is made of. A word counts once; the three parts add up to ``words``.

    Attributes:
        words: words of the text, headline included, punctuation not.
        author: those outside every statement and every quotation of a sentence's length.
        cited: those inside a statement's content.
        unattributed: those in quotation marks of four words or more that no statement covers.
        verbatim: of ``cited``, those that stand in quotation marks.
        share: ``author`` / ``words``.
    """

    words: int
    author: int
    cited: int
    unattributed: int
    verbatim: int
    share: Share


class LoadedWord(msgspec.Struct, frozen=True, kw_only=True):
    """A word or phrase of the lexicon of loaded words, or words in delegitimising marks.

    Attributes:
        category: what sort of colouring it gives.
        voice: whose word it is: the author's, a cited source's in the author's words, or
            somebody's inside quotation marks.
        statement: id of the innermost statement it stands in.
        headline: whether it stands in the headline.
    """

    start: Offset
    end: Offset
    text: str
    category: Category
    voice: Voice
    statement: str | None = None
    headline: bool = False


class Hedge(msgspec.Struct, frozen=True, kw_only=True):
    """A word that makes what is said less than certain.

    Attributes:
        kind: modal verb, adverb, verb of seeming, word of hearsay, or noun or adjective of
            possibility.
        voice: as of a loaded word.
        statement: id of the innermost statement it stands in.
    """

    start: Offset
    end: Offset
    text: str
    kind: HedgeKind
    voice: Voice
    statement: str | None = None


class Count(msgspec.Struct, frozen=True, kw_only=True):
    """How often one category of loaded words or hedges occurs, by voice.

    Attributes:
        what: ``loaded`` or ``hedge``.
        category: category of loaded words, or kind of hedge.
        author: in the author's own voice.
        paraphrased: in what a source is cited for, in the author's words.
        quoted: inside quotation marks.
        per_1000: ``author`` for every thousand words of the author's own voice; null when the
            text has none.
    """

    what: Literal["loaded", "hedge"]
    category: str
    author: int
    paraphrased: int
    quoted: int
    per_1000: float | None = None


class HeadlineClaim(msgspec.Struct, frozen=True, kw_only=True):
    """An event that the headline tells, and what the body says of it.

    Attributes:
        event: id of the event.
        trigger: the words of the headline that name it.
        finding: ``carried`` (the author tells it in the body), ``only_claimed`` (the headline
            states it, in the body it is only somebody's word), ``not_as_fact`` (the headline
            tells it as a fact, the body only as planned, possible or denied), or ``not_in_body``
            (no event of like type and parties).
        body: sentences of the body that tell it.
        statements: ids of the statements that those stand in.
    """

    event: str
    trigger: Span
    finding: Finding
    body: tuple[Span, ...] = ()
    statements: tuple[str, ...] = ()


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """One who is cited, with everything cited from there.

    Attributes:
        name: name of the actor, else the words of the text, else an empty string.
        naming: ``named``; ``unnamed`` ("a senior official"); ``unstated`` (no source given:
            "it is speculated").
        actor: id of the actor, where the speaker is one of the record's.
        kind: kind of that actor.
        country: that actor's country, ISO 3166-1 alpha-3.
        statements: ids of the statements.
        spans: the words that name the source, statement by statement.
        words: words cited; each counts for the innermost source only.
        verbatim: of these, those in quotation marks.
    """

    name: str
    naming: Naming
    actor: str | None = None
    kind: ActorKind | None = None
    country: str | None = None
    statements: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    words: int = 0
    verbatim: int = 0


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """How much the sources of one country are heard.

    Attributes:
        country: ISO 3166-1 alpha-3; null for sources of no known country.
        named: sources with a name.
        unnamed: sources without.
        outlets: of all, newspapers and other media: they belong to a country and need not speak
            for it.
        statements: statements of theirs; one of several sources counts for the side of each.
        words: words cited.
        verbatim: of these, those in quotation marks.
    """

    country: str | None
    named: int
    unnamed: int
    outlets: int
    statements: int
    words: int
    verbatim: int


class Framing(msgspec.Struct, frozen=True, kw_only=True):
    """How an article tells its story, in counts with evidence. It is no verdict on truth.

    Attributes:
        article: id of the article.
        sha256: hash of the article's text, to which the offsets belong.
        lexicon: hash of the lexicons of loaded and contested words and hedges, shortened.
        shares: whose words the text is made of; null when the text is not English.
        counts: how often each category of loaded words and hedges occurs.
        loaded: the loaded words.
        headline: what the headline tells and whether the body carries it.
        sources: who is cited, those of most words first.
        sides: the same by country.
        hedges: the words of doubt.
    """

    article: str
    sha256: str
    lexicon: str
    shares: Shares | None = None
    counts: tuple[Count, ...] = ()
    loaded: tuple[LoadedWord, ...] = ()
    headline: tuple[HeadlineClaim, ...] = ()
    sources: tuple[Source, ...] = ()
    sides: tuple[Side, ...] = ()
    hedges: tuple[Hedge, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The same as plain dictionaries and lists, as in the JSON."""
        plain = msgspec.json.decode(msgspec.json.encode(self))
        assert isinstance(plain, dict)
        return plain

    def to_json(self) -> str:
        """The same as one line of JSON."""
        return msgspec.json.encode(self).decode()
