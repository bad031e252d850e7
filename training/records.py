"""The annotated articles as records: one JSON line an article, in the record's published schema.

    python -m training.records build/corpus/own.jsonl training/corpus/articles/*.dgm
    python -m training.records build/corpus/real.jsonl training/corpus/real/*.jsonl

Sources are markup (``.dgm``) or packed annotation of real text (``.jsonl``, which needs the texts:
``DRAGOMAN_DATA``). What the annotation says stands in the record with confidence 1; where the
record asks for more, the rules are:

- ``plover``, ``cameo`` and ``goldstein`` are what the ontology prescribes for type, mode, status
  and contexts.
- TIMEX3 types and values of times: ``training.timex``.
- A place is annotated as a span alone, and a note says so.
- An event has a date when an annotated expression dates it; none is inferred.
- A forecast without window gets the record's default of a year, and its ``basis`` says so.
- Near-misses of forecasts and the story that several articles tell are notes.

A group's mention ("both sides") is one mention for each of its actors, with the same span. Actors,
events, statements and forecasts keep their ids.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import cast

from benchmarks.common import DATA

from dragoman import __version__
from dragoman.events import load_ontology
from dragoman.forecasts.find import HORIZON
from dragoman.language import Document, read_document
from dragoman.record import (
    Actor,
    ActorKind,
    Article,
    ArticleKind,
    Content,
    Event,
    EventDate,
    Forecast,
    Mention,
    Note,
    Place,
    Probability,
    Provenance,
    Record,
    Report,
    Span,
    Stance,
    Statement,
    StatementKind,
    Status,
    Time,
    Window,
)
from dragoman.statements import innermost
from dragoman.statements.quotes import find_quotes
from training.markup import MarkedArticle, MarkedEvent, MarkedForecast, MarkupError, read_file
from training.standoff import unpack
from training.timex import times_by_tag

PROVENANCE = Provenance(version=__version__, model="annotation", lexicon="annotation")
"""The version is that of the contract; no model and no lexicon made the record."""
OUTLETS = {
    "state": "U.S. Department of State",
    "whitehouse": "The White House",
    "wikinews": "Wikinews",
}
"""Publishers of the real texts, by source."""
DIRECT = 0.9
"""Share of a direct statement that stands in quotation marks, as the coder has it."""


def to_record(article: MarkedArticle) -> Record:
    """The record of an annotated article."""
    document = read_document(article.text, has_headline=article.headline)
    times = times_by_tag(article, document)
    places = _places(article)
    statements = _statements(article, document)
    author = _author(article)
    events = [
        _event(one, article, document, statements, times, places) for one in article.events.values()
    ]
    forecasts = [_forecast(one, article, statements, author) for one in article.forecasts.values()]
    return Record(
        dragoman=PROVENANCE,
        article=_head(article),
        actors=(*_actors(article), *([author] if author else [])),
        mentions=_mentions(article),
        times=tuple(sorted(chain(*times.values()), key=lambda one: (one.start, one.end))),
        places=tuple(sorted(chain(*places.values()), key=lambda one: (one.start, one.end))),
        events=tuple(sorted(events, key=lambda one: one.reports[0].trigger.start)),
        statements=statements,
        forecasts=tuple(sorted(forecasts, key=lambda one: one.claim.start)),
        notes=_notes(article),
    )


def _spans(article: MarkedArticle, tag: str) -> list[Span]:
    """What a tag marks, in text order."""
    return [Span.of(article.text, start, end) for start, end in article.spans.get(tag, [])]


def _tagged(article: MarkedArticle, letter: str) -> list[tuple[int, int, str]]:
    """Start, end and tag of every span whose tag begins with a letter, in text order."""
    return sorted(
        (start, end, tag)
        for tag, spans in article.spans.items()
        if tag[0] == letter
        for start, end in spans
    )


def _headline(article: MarkedArticle) -> str | None:
    return article.text.partition("\n")[0] if article.headline else None


def _head(article: MarkedArticle) -> Article:
    return Article(
        id=article.id,
        url=article.meta.get("url"),
        outlet=article.meta.get("outlet"),
        title=_headline(article),
        byline=article.meta.get("byline"),
        published=article.meta["date"],
        published_from="given",
        language="en",
        kind=cast(ArticleKind, article.meta.get("kind", "unknown")),
        text=article.text,
        sha256=sha256(article.text.encode()).hexdigest(),
    )


def _actors(article: MarkedArticle) -> Iterator[Actor]:
    names: dict[str, list[str]] = defaultdict(list)
    for mention in _mentions(article):
        names[mention.actor].append(mention.text)
    for one in article.actors.values():
        yield Actor(
            id=one.id,
            name=one.name or max(names[one.id], key=len),
            kind=cast(ActorKind, one.kind),
            country=one.country,
            organization=one.organization,
            sector=one.sectors[0] if one.sectors else None,
            sectors=one.sectors,
            role=one.role,
        )


def _author(article: MarkedArticle) -> Actor | None:
    """The actor of the byline, who answers for forecasts that nobody is cited for."""
    if "byline" not in article.meta:
        return None
    number = 1 + max((int(key[1:]) for key in article.actors), default=0)
    name = article.meta["byline"]
    return Actor(id=f"a{number}", name=name, kind="person", sector="JRN", sectors=("JRN",))


def _mentions(article: MarkedArticle) -> tuple[Mention, ...]:
    found = [
        (start, -end, actor)
        for start, end, tag in _tagged(article, "a")
        for actor in tag.split("+")
    ]
    return tuple(
        Mention(id=f"m{number}", actor=actor, start=start, end=-end, text=article.text[start:-end])
        for number, (start, end, actor) in enumerate(sorted(found), 1)
    )


def _places(article: MarkedArticle) -> dict[str, list[Place]]:
    """The places of each tag: spans, whose words are the name; "area" is the vaguest size."""
    places: dict[str, list[Place]] = {}
    for number, (start, end, tag) in enumerate(_tagged(article, "l"), 1):
        words = article.text[start:end]
        place = Place(
            id=f"p{number}", start=start, end=end, text=words, name=words, precision="area"
        )
        places.setdefault(tag, []).append(place)
    return places


def _statements(article: MarkedArticle, document: Document) -> tuple[Statement, ...]:
    """The statements in text order; of a source or cue in pieces, the first piece."""
    quotes = find_quotes(article.text, document.paragraphs)
    quoted = {at for start, end in quotes for at in range(start, end)}
    found = []
    for one in article.statements.values():
        parts = _spans(article, one.id)
        start, end = parts[0].start, max(part.end for part in parts)
        found.append(
            Statement(
                id=one.id,
                speakers=one.speakers,
                speaker=next(iter(_spans(article, "q" + one.id[1:])), None),
                cue=next(iter(_spans(article, "c" + one.id[1:])), None),
                content=Content(
                    start=start,
                    end=end,
                    text=article.text[start:end],
                    parts=tuple(parts) if len(parts) > 1 else (),
                ),
                kind=cast(StatementKind, one.kind or _kind(parts, quoted)),
                parent=one.parent,
                confidence=1.0,
            )
        )
    return tuple(sorted(found, key=lambda one: (one.content.start, -one.content.end)))


def _kind(parts: Sequence[Span], quoted: Collection[int]) -> StatementKind:
    """Direct when it stands in quotation marks ("that" before them may belong to it)."""
    inside = sum(at in quoted for part in parts for at in range(part.start, part.end))
    if inside >= DIRECT * sum(part.end - part.start for part in parts):
        return "direct"
    return "mixed" if inside else "indirect"


def _event(
    one: MarkedEvent,
    article: MarkedArticle,
    document: Document,
    statements: Sequence[Statement],
    times: Mapping[str, list[Time]],
    places: Mapping[str, list[Place]],
) -> Event:
    triggers = _spans(article, one.id)
    stances = one.stances or ("reports",) * len(triggers)
    sentences = [document.sentences[document.sentence_at(span.start)] for span in triggers]
    reports = tuple(
        Report(
            trigger=trigger,
            evidence=Span.of(article.text, *sentence),
            statement=innermost(statements, trigger.start, trigger.end),
            stance=cast(Stance, stance),
        )
        for trigger, sentence, stance in zip(triggers, sentences, stances, strict=True)
    )
    body = len(_headline(article) or "")
    first = next((i for i, span in enumerate(triggers) if span.start >= body), 0)
    main = reports[one.main - 1 if one.main else first]

    def nearness(anchor: Time | Place) -> int:
        return abs(anchor.start - main.trigger.start)

    time = min(times.get(one.time or "", []), key=nearness, default=None)
    place = min(places.get(one.place or "", []), key=nearness, default=None)
    ontology, status = load_ontology(), cast(Status, one.status)
    code, goldstein = ontology.cameo(one.type, one.mode, status, one.contexts) or (None, None)
    return Event(
        id=one.id,
        type=one.type,
        mode=one.mode,
        contexts=one.contexts,
        status=status,
        historical=one.historical,
        actors=one.actors,
        recipients=one.recipients,
        plover=ontology.prescribe(one.type, one.mode, status),
        cameo=code,
        goldstein=goldstein,
        date=_date(time) if time else None,
        place=place.id if place else None,
        trigger=main.trigger,
        evidence=main.evidence,
        statement=main.statement,
        confidence=1.0,
        reports=reports,
    )


def _date(time: Time) -> EventDate | None:
    """The date that an expression gives; None for a length or a set, which name no days."""
    if time.to is None:
        return None
    return EventDate(
        start=time.from_ or time.to,
        end=time.to,
        granularity=time.granularity if time.from_ else "vague",
        basis="text",
        time=time.id,
    )


def _forecast(
    one: MarkedForecast,
    article: MarkedArticle,
    statements: Sequence[Statement],
    author: Actor | None,
) -> Forecast:
    """The forecast; a claim in pieces reaches from the first to the last."""
    parts, conditions = _spans(article, one.id), _spans(article, "k" + one.id[1:])
    statement = innermost(statements, parts[0].start, parts[0].end)
    speakers = next((said.speakers for said in statements if said.id == statement), ())
    published = date.fromisoformat(article.meta["date"])
    start, end = one.window or (published.isoformat(), (published + HORIZON).isoformat())
    return Forecast(
        id=one.id,
        forecasters=one.by or speakers or ((author.id,) if author else ()),
        claim=Span.of(article.text, parts[0].start, parts[-1].end),
        wording=" … ".join(span.text for span in _spans(article, "w" + one.id[1:])),
        probability=Probability(low=one.low, high=one.high),
        condition=conditions[0] if conditions else None,
        window=Window(
            start=start,
            end=end,
            basis="text" if one.window else "default: one year from publication",
        ),
        events=one.of,
        statement=statement,
        confidence=1.0,
    )


def _notes(article: MarkedArticle) -> tuple[Note, ...]:
    notes = [
        Note(
            code="near-miss",
            message=f"about the future, yet no forecast: {article.near_misses[tag]}",
            start=start,
            end=end,
        )
        for start, end, tag in _tagged(article, "n")
    ]
    if _tagged(article, "l"):
        message = "places are annotated as spans: name repeats the words, precision is not judged"
        notes.append(Note(code="places-not-resolved", message=message))
    if story := article.meta.get("story"):
        message = f"{story}: other articles tell this story; which events they share is not said"
        notes.append(Note(code="story", message=message))
    return tuple(notes)


def read_source(path: Path) -> Iterator[MarkedArticle]:
    """The articles of one file of markup or packed annotation; raises ``MarkupError``."""
    if path.suffix != ".jsonl":
        yield from read_file(path)
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        about = {"outlet": OUTLETS[row["source"]]}
        if row["document"].startswith("http"):
            about["url"] = row["document"]
        article = unpack(row)
        yield replace(article, meta=about | article.meta)


def summary(records: Sequence[Record]) -> str:
    """How much the records hold, in one line."""
    counts = Counter(articles=len(records))
    for record in records:
        counts["words"] += len(record.article.text.split())
        for layer in ("mentions", "times", "places", "events", "statements", "forecasts"):
            counts[layer] += len(getattr(record, layer))
        counts["near-misses"] += sum(note.code == "near-miss" for note in record.notes)
    return ", ".join(f"{number:,} {what}" for what, number in counts.items())


def main(words: list[str]) -> int:
    """Command line of the module: the file to write, then the files to read."""
    if len(words) < 2:
        print(__doc__)
        return 2
    target, *sources = map(Path, words)
    if not (DATA / "text").exists() and any(one.suffix == ".jsonl" for one in sources):
        print(f"{target}: skipped, no {DATA / 'text'}; docs/data.md names where the texts are")
        return 0
    try:
        records = [to_record(one) for path in sources for one in read_source(path)]
    except MarkupError as error:
        print(f"{target}: not written: {error}", file=sys.stderr)
        return 1
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("".join(one.to_json() + "\n" for one in records), encoding="utf-8")
    print(f"{target}: {summary(records)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
