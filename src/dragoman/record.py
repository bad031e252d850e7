"""The record: what Dragoman says of one article, as frozen typed classes.

This module is the vocabulary of the whole project and the only one that knows the JSON.
Field names are those of the JSON objects; ``to_dict`` and ``from_dict`` convert, ``schema``
in ``dragoman.schema`` publishes the JSON schema, with the attributes as documented here. Offsets
are Unicode code points of ``article.text``, end excluded; dates are ISO strings
(``YYYY-MM-DD``), first and last day both included.

A field that does not apply is ``None``; a list without members is an empty tuple. What several
classes have (``id``, ``start``, ``end``, ``text``, ``confidence``) is described once, in
``dragoman.schema``.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias, get_args

import msgspec

Status: TypeAlias = Literal["happened", "ongoing", "planned", "hypothetical", "negated"]
STATUSES: tuple[Status, ...] = get_args(Status)

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
ACTOR_KINDS: tuple[ActorKind, ...] = get_args(ActorKind)

ArticleKind: TypeAlias = Literal["report", "opinion", "statement", "unknown"]
PublishedFrom: TypeAlias = Literal["given", "page", "text", "none"]
StatementKind: TypeAlias = Literal["direct", "indirect", "mixed"]
Granularity: TypeAlias = Literal["day", "week", "month", "season", "quarter", "year", "vague"]
DateBasis: TypeAlias = Literal["text", "inferred", "publication"]
TimexType: TypeAlias = Literal["DATE", "TIME", "DURATION", "SET"]
PlacePrecision: TypeAlias = Literal["point", "city", "region", "country", "area"]

Offset: TypeAlias = Annotated[int, msgspec.Meta(ge=0)]
Day: TypeAlias = Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Share: TypeAlias = Annotated[float, msgspec.Meta(ge=0, le=1)]


class Span(msgspec.Struct, frozen=True):
    """A stretch of ``article.text``: ``article.text[start:end] == text``.

    Attributes:
        text: the characters themselves.
    """

    start: Offset
    end: Offset
    text: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """The span ``[start, end)`` of ``text``."""
        return cls(start, end, text[start:end])


class Comment(msgspec.Struct, frozen=True, kw_only=True):
    """A reader's comment found on the page, kept apart from the article's text.

    Attributes:
        author: the name the reader goes by there.
        text: what the reader wrote.
    """

    author: str | None = None
    text: str


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """One article as it was read.

    ``text`` is the input with whole lines left out; no character of a kept line is changed, and
    a headline in the input stays its first line.

    Attributes:
        id: the input's own id where it has one, else made from its address or its text.
        url: address of the page.
        outlet: who published it.
        title: the headline.
        byline: who wrote it, as printed.
        published: day of publication.
        published_from: where that day was found: given by the caller, on the page (metadata), in
            the text (byline, dateline), or nowhere.
        language: ISO 639-1 code of the language; only ``en`` is coded.
        kind: report, opinion (leaders and columns too), statement (a release of an office), or
            unknown.
        text: what was read; every offset of the record counts in it.
        comments: readers' comments, taken out of the text.
        sha256: hash of ``text`` in UTF-8, hexadecimal.
    """

    id: str
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    byline: str | None = None
    published: Day | None = None
    published_from: PublishedFrom = "none"
    language: str | None = None
    kind: ArticleKind = "unknown"
    text: str
    comments: tuple[Comment, ...] = ()
    sha256: str


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """A party to events or a source of statements.

    Attributes:
        name: the fullest or the usual name.
        kind: what sort of party it is.
        country: ISO 3166-1 alpha-3 (Kosovo ``XKX``).
        organization: usual acronym of the organisation it is or belongs to (``UN``, ``NATO``).
        sector: the primary PLOVER sector (``GOV``, ``MIL``, …).
        sectors: all sectors, the primary one first.
        role: office held at the article's date, or as the article states it.
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
    """One place where the text names an actor (by name, title, description or pronoun).

    Attributes:
        actor: id of the actor.
    """

    id: str
    actor: str
    start: Offset
    end: Offset
    text: str


class Time(msgspec.Struct, frozen=True, kw_only=True):
    """A time expression: TIMEX3 type and value, and the days it covers.

    Attributes:
        type: TIMEX3 type.
        value: TIMEX3 value (``2023-02``, ``P3D``, ``PRESENT_REF``).
        from: first day covered, where the expression can be put on the calendar.
        to: last day covered.
        granularity: how fine the expression is.
    """

    id: str
    start: Offset
    end: Offset
    text: str
    type: TimexType
    value: str
    from_: Day | None = msgspec.field(name="from", default=None)
    to: Day | None = None
    granularity: Granularity


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A place named as a place.

    Attributes:
        name: the gazetteer's name for it.
        country: ISO 3166-1 alpha-3; null for what lies in no one country.
        lat: degrees north, WGS 84.
        lon: degrees east, WGS 84.
        geonameid: its number in GeoNames.
        precision: how large the place is.
    """

    id: str
    start: Offset
    end: Offset
    text: str
    name: str
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonameid: int | None = None
    precision: PlacePrecision


class EventDate(msgspec.Struct, frozen=True, kw_only=True):
    """When an event takes or took place.

    Attributes:
        start: first day.
        end: last day.
        granularity: how exactly the text says it.
        basis: text (an expression says it), inferred (from tense and the surroundings), or
            publication (only the day of publication is known).
        time: id of the expression it rests on.
    """

    start: Day
    end: Day
    granularity: Granularity
    basis: DateBasis
    time: str | None = None


class Plover(msgspec.Struct, frozen=True, kw_only=True):
    """What the PLOVER manual prescribes for the event's type and status together.

    Attributes:
        type: one of the sixteen types; a planned visit is ``AGREE`` here.
        mode: mode of that type.
        quad: verbal or material, cooperation or conflict.
        score: conflict to cooperation, -10 to +10.
    """

    type: str
    mode: str | None = None
    quad: str
    score: float


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One mention of an event in the article.

    Attributes:
        trigger: the word or words that name the event.
        evidence: the sentence.
        statement: id of the statement it stands in; null for the author's own voice.
        stance: whether this mention reports, confirms or denies the event.
    """

    trigger: Span
    evidence: Span
    statement: str | None = None
    stance: Stance = "reports"


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One distinct happening (or plan, fear, denial of one), however often it is mentioned.

    ``type`` and ``mode`` are the underlying ones; ``plover`` applies the manual's rules for
    status. ``trigger``, ``evidence`` and ``statement`` are those of the fullest report in the
    body.

    Attributes:
        type: underlying PLOVER type: what is or would be done.
        mode: how it is done, where the type has modes.
        contexts: what it is about (PLOVER's contexts).
        status: whether it happened, goes on, is planned, only feared or possible, or did not
            happen.
        historical: whether it is background, not news of this article.
        actors: ids of those who do it; everybody, when it is mutual.
        recipients: ids of those it is done to.
        plover: type, mode, quad and score as the manual prescribes.
        cameo: CAMEO code, always a string (``010`` is not 10).
        goldstein: Goldstein score of that code, -10 to +10.
        date: when.
        place: id of the place where.
        trigger: the word or words that name the event.
        evidence: the sentence it rests on.
        statement: id of the statement it stands in; null for the author's own voice.
        reports: every mention of the event in the article, in order.
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
    confidence: Share
    reports: tuple[Report, ...] = ()


class Content(msgspec.Struct, frozen=True, kw_only=True):
    """What a source is cited for: the whole stretch, and its parts when it is interrupted.

    Attributes:
        parts: the pieces that belong to the source, when the cue stands between them.
    """

    start: Offset
    end: Offset
    text: str
    parts: tuple[Span, ...] = ()


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody other than the author is cited.

    Attributes:
        speakers: ids of those who are cited.
        speaker: the words that name them here.
        cue: the words that mark it (``said``, ``according to``).
        content: what they are cited for.
        kind: direct (in quotation marks), indirect, or both mixed.
        parent: id of the statement it is quoted inside.
    """

    id: str
    speakers: tuple[str, ...] = ()
    speaker: Span | None = None
    cue: Span | None = None
    content: Content
    kind: StatementKind
    parent: str | None = None
    confidence: Share


class Probability(msgspec.Struct, frozen=True, kw_only=True):
    """A range of probabilities, 0 to 1, that the wording of a forecast stands for.

    Attributes:
        low: lower end.
        high: upper end.
    """

    low: Share
    high: Share


class Window(msgspec.Struct, frozen=True, kw_only=True):
    """When a forecast is due.

    Attributes:
        start: first day on which it can come true.
        end: last day.
        basis: whether the text states it or a default applies.
    """

    start: Day | None = None
    end: Day | None = None
    basis: str


class Forecast(msgspec.Struct, frozen=True, kw_only=True):
    """A claim about the future, by whom and how firmly.

    Attributes:
        forecasters: ids of those who make it; the byline's actor for the author's own voice.
        claim: what is said to come.
        wording: the words of likelihood (``will probably not``).
        probability: how likely the thing foreseen is by that wording; a negation counts (a
            flat "will not" is at most 0.10).
        condition: what it depends on (``if …``).
        window: when it is due.
        events: ids of the events it is about.
        statement: id of the statement it stands in; null for the author's own voice.
    """

    id: str
    forecasters: tuple[str, ...] = ()
    claim: Span
    wording: str
    probability: Probability
    condition: Span | None = None
    window: Window
    events: tuple[str, ...] = ()
    statement: str | None = None
    confidence: Share


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """Why something is missing or doubtful.

    Attributes:
        code: a short stable word (``no-date``, ``not-english``).
        message: the same for people.
        start: offset of the first character it is about; null for the whole article.
        end: offset after the last character it is about.
    """

    code: str
    message: str
    start: Offset | None = None
    end: Offset | None = None


class Provenance(msgspec.Struct, frozen=True, kw_only=True):
    """Which version, model and lexicon made the record.

    Attributes:
        version: of the package.
        model: SHA-256 of the model's weights, shortened.
        lexicon: SHA-256 of the lexicon of actors, shortened.
    """

    version: str
    model: str
    lexicon: str


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that Dragoman says of one article.

    Attributes:
        dragoman: what made it.
        article: the article itself.
        actors: who.
        mentions: where the text names them.
        times: when.
        places: where.
        events: did what to whom.
        statements: according to whom.
        forecasts: what next.
        notes: why something is missing.
    """

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
        # By way of the JSON: to_builtins would leave the tuples that they are here.
        plain = msgspec.json.decode(msgspec.json.encode(self))
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
