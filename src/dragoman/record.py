"""The record: what Dragoman says of one article, as frozen typed classes.

This module is the vocabulary of the whole project and the only one that knows the JSON.
Field names are those of the JSON objects; ``to_dict`` and ``from_dict`` convert, ``schema``
publishes the JSON schema. Offsets are Unicode code points of ``article.text``, end excluded.
Dates are ISO strings (``YYYY-MM-DD``), first and last day both included.

A field that does not apply is ``None``; a list without members is an empty tuple.
"""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

import msgspec

SCHEMA_VERSION = "1.0"

Status: TypeAlias = Literal["happened", "ongoing", "planned", "hypothetical", "negated"]
STATUSES: tuple[Status, ...] = ("happened", "ongoing", "planned", "hypothetical", "negated")

Stance: TypeAlias = Literal["reports", "confirms", "denies"]

ActorKind: TypeAlias = Literal[
    "state",
    "government",
    "person",
    "intergovernmental",
    "organization",
    "armed",
    "social",
    "outlet",
    "unnamed",
]
ACTOR_KINDS: tuple[ActorKind, ...] = (
    "state",
    "government",
    "person",
    "intergovernmental",
    "organization",
    "armed",
    "social",
    "outlet",
    "unnamed",
)

ArticleKind: TypeAlias = Literal["report", "opinion", "statement", "unknown"]
PublishedFrom: TypeAlias = Literal["given", "page", "text", "none"]
StatementKind: TypeAlias = Literal["direct", "indirect", "mixed"]
Granularity: TypeAlias = Literal["day", "week", "month", "season", "quarter", "year", "vague"]
DateBasis: TypeAlias = Literal["text", "inferred", "publication"]
TimexType: TypeAlias = Literal["DATE", "TIME", "DURATION", "SET"]
PlacePrecision: TypeAlias = Literal["point", "city", "region", "country", "area"]


class Span(msgspec.Struct, frozen=True):
    """A stretch of ``article.text``: ``article.text[start:end] == text``."""

    start: int
    end: int
    text: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """The span ``[start, end)`` of ``text``."""
        return cls(start, end, text[start:end])


class Comment(msgspec.Struct, frozen=True, kw_only=True):
    """A reader's comment found on the page, kept apart from the article's text."""

    author: str | None = None
    text: str


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """One article as it was read.

    ``text`` is the input with whole lines left out; no character of a kept line is changed, and
    a headline in the input stays its first line. ``published_from`` says where the date was
    found: given by the caller, on the page (metadata), in the text (byline, dateline) or nowhere.
    """

    id: str
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    byline: str | None = None
    published: str | None = None
    published_from: PublishedFrom = "none"
    language: str | None = None
    kind: ArticleKind = "unknown"
    text: str
    comments: tuple[Comment, ...] = ()
    sha256: str


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """A party to events or a source of statements.

    ``country`` is ISO 3166-1 alpha-3 (Kosovo ``XKX``), ``organization`` the usual acronym,
    ``sector`` the primary PLOVER sector and ``sectors`` all of them, primary first. ``role`` is
    the office held at the article's date, or as the article states it.
    """

    id: str
    name: str
    kind: ActorKind
    country: str | None = None
    organization: str | None = None
    sector: str | None = None
    sectors: tuple[str, ...] = ()
    role: str | None = None


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """One place where the text names an actor (by name, title, description or pronoun)."""

    id: str
    actor: str
    start: int
    end: int
    text: str


class Time(msgspec.Struct, frozen=True, kw_only=True):
    """A time expression: TIMEX3 ``type`` and ``value``, and the days it covers."""

    id: str
    start: int
    end: int
    text: str
    type: TimexType
    value: str
    from_: str | None = msgspec.field(name="from", default=None)
    to: str | None = None
    granularity: Granularity


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A place named as a place. ``lat``/``lon`` in degrees, WGS 84; ``geonameid`` of GeoNames."""

    id: str
    start: int
    end: int
    text: str
    name: str
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonameid: int | None = None
    precision: PlacePrecision


class EventDate(msgspec.Struct, frozen=True, kw_only=True):
    """When an event takes or took place. ``time`` is the id of the expression it rests on."""

    start: str
    end: str
    granularity: Granularity
    basis: DateBasis
    time: str | None = None


class Plover(msgspec.Struct, frozen=True, kw_only=True):
    """What the PLOVER manual prescribes for the event's type and status together."""

    type: str
    mode: str | None = None
    quad: str
    score: float


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One mention of an event in the article."""

    trigger: Span
    evidence: Span
    statement: str | None = None
    stance: Stance = "reports"


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One distinct happening (or plan, fear, denial of one), however often it is mentioned.

    ``type`` and ``mode`` are the underlying ones; ``plover`` applies the manual's rules for
    status. ``trigger``, ``evidence`` and ``statement`` are those of the fullest report in the
    body. ``cameo`` is a string, always ("010" is not 10).
    """

    id: str
    type: str
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    status: Status
    historical: bool = False
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    plover: Plover
    cameo: str | None = None
    goldstein: float | None = None
    date: EventDate | None = None
    place: str | None = None
    trigger: Span
    evidence: Span
    statement: str | None = None
    confidence: float
    reports: tuple[Report, ...] = ()


class Content(msgspec.Struct, frozen=True, kw_only=True):
    """What a source is cited for: the whole stretch, and its parts when it is interrupted."""

    start: int
    end: int
    text: str
    parts: tuple[Span, ...] = ()


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody other than the author is cited. ``parent`` is the statement it is quoted inside."""

    id: str
    speakers: tuple[str, ...] = ()
    speaker: Span | None = None
    cue: Span | None = None
    content: Content
    kind: StatementKind
    parent: str | None = None
    confidence: float


class Probability(msgspec.Struct, frozen=True, kw_only=True):
    """A range of probabilities, 0 to 1, that the wording of a forecast stands for."""

    low: float
    high: float


class Window(msgspec.Struct, frozen=True, kw_only=True):
    """When a forecast is due. ``basis`` says whether the text states it or a default applies."""

    start: str | None = None
    end: str | None = None
    basis: str


class Forecast(msgspec.Struct, frozen=True, kw_only=True):
    """A claim about the future, by whom and how firmly."""

    id: str
    forecasters: tuple[str, ...] = ()
    claim: Span
    wording: str
    probability: Probability
    condition: Span | None = None
    window: Window
    events: tuple[str, ...] = ()
    statement: str | None = None
    confidence: float


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """Why something is missing or doubtful; ``start``/``end`` are null for the whole article."""

    code: str
    message: str
    start: int | None = None
    end: int | None = None


class Provenance(msgspec.Struct, frozen=True, kw_only=True):
    """Which version, model and lexicon made the record; both hashes are short SHA-256 prefixes."""

    version: str
    model: str
    lexicon: str


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that Dragoman says of one article."""

    dragoman: Provenance
    article: Article
    actors: tuple[Actor, ...] = ()
    mentions: tuple[Mention, ...] = ()
    times: tuple[Time, ...] = ()
    places: tuple[Place, ...] = ()
    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()
    forecasts: tuple[Forecast, ...] = ()
    notes: tuple[Note, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The record as plain dictionaries and lists, as in the JSON."""
        plain = msgspec.to_builtins(self)
        assert isinstance(plain, dict)
        return plain

    def to_json(self) -> str:
        """The record as one line of JSON."""
        return msgspec.json.encode(self).decode()

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Record:
        """The inverse of ``to_dict``; raises ``msgspec.ValidationError`` on anything else."""
        return msgspec.convert(data, cls)

    @classmethod
    def from_json(cls, line: str | bytes) -> Record:
        """The inverse of ``to_json``; raises ``msgspec.ValidationError`` on anything else."""
        return msgspec.json.decode(line, type=cls)

    def events_frame(self) -> Any:
        """One row an event, as a data frame of pandas or polars (whichever is installed)."""
        from dragoman.views.table import events_frame

        return events_frame([self])

    def _repr_html_(self) -> str:
        """The record as notebooks show it."""
        from dragoman.views.html import fragment

        return fragment(self)

    def actor(self, id: str) -> Actor:
        """The actor with this id; raises ``KeyError`` when there is none."""
        for actor in self.actors:
            if actor.id == id:
                return actor
        raise KeyError(id)


def schema() -> dict[str, Any]:
    """The JSON schema (draft 2020-12) of a record, with the version of the contract."""
    made = msgspec.json.schema(Record)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Dragoman record {SCHEMA_VERSION}",
        **made,
    }
