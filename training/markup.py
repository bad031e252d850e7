"""Reads the corpus markup (``*.dgm``) into annotated articles with offsets.

The markup is made for people: tags in the running text, a table below it
(``training/corpus/GUIDELINE.md``). This module removes the tags, keeps the offsets, and checks
everything that can be checked without reading: unknown ids, types, modes, sectors, empty spans.

    python -m training.markup training/corpus/articles/*.dgm      # check, and count
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path

from dragoman.events import load_ontology
from dragoman.record import STATUSES

TAG = re.compile(r"<(/?)([aetlqcsfwkn]\d+(?:\+[a-z]\d+)*)>")
ANCHOR_ID = re.compile(r"^[aetlqcsfwkn]\d+$")
KEYED = re.compile(r'([a-z]+)=("([^"]*)"|\S+)')

ONTOLOGY = load_ontology()
MODES = {name: frozenset(one.modes) for name, one in ONTOLOGY.types.items()}
SECTORS = frozenset(ONTOLOGY.sectors)
CONTEXTS = frozenset(ONTOLOGY.contexts)
KINDS = {
    "state": "state",
    "government": "government",
    "person": "person",
    "igo": "intergovernmental",
    "org": "organization",
    "armed": "armed",
    "social": "social",
    "outlet": "outlet",
    "unnamed": "unnamed",
}
NEAR_MISSES = frozenset("plan promise threat wish demand conditional".split())
GRANULARITIES = frozenset("day week month season quarter year vague duration set".split())
STANCES = {"r": "reports", "c": "confirms", "d": "denies"}

LEADING_ARTICLE = re.compile(r"(?:the|an?)\s+", re.I)


class MarkupError(ValueError):
    """The markup is wrong; the message names file, article and what to mend."""


@dataclass
class MarkedActor:
    """An actor of the table: kind in the record's words, country or None, sectors."""

    id: str
    kind: str
    country: str | None
    sectors: tuple[str, ...]
    name: str | None = None
    role: str | None = None
    organization: str | None = None


@dataclass
class MarkedEvent:
    """An event of the table; its mentions are in ``MarkedArticle.spans[id]``."""

    id: str
    type: str
    mode: str | None
    status: str
    historical: bool
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    time: str | None = None
    place: str | None = None
    contexts: tuple[str, ...] = ()
    stances: tuple[str, ...] = ()
    main: int | None = None


@dataclass
class MarkedTime:
    """A time expression: first and last day (None for durations and sets), granularity."""

    id: str
    start: str | None
    end: str | None
    granularity: str


@dataclass
class MarkedStatement:
    """A statement: speakers' ids when resolvable, the statement it stands in."""

    id: str
    speakers: tuple[str, ...]
    parent: str | None
    kind: str | None


@dataclass
class MarkedForecast:
    """A forecast: probability range, forecasters (empty: the author), window, events."""

    id: str
    low: float
    high: float
    by: tuple[str, ...]
    window: tuple[str, str] | None
    of: tuple[str, ...]


@dataclass
class MarkedArticle:
    """One article: the text without tags, spans by tag id, and the table."""

    id: str
    text: str
    headline: bool
    meta: dict[str, str]
    spans: dict[str, list[tuple[int, int]]]
    actors: dict[str, MarkedActor] = field(default_factory=dict)
    events: dict[str, MarkedEvent] = field(default_factory=dict)
    times: dict[str, MarkedTime] = field(default_factory=dict)
    statements: dict[str, MarkedStatement] = field(default_factory=dict)
    forecasts: dict[str, MarkedForecast] = field(default_factory=dict)
    near_misses: dict[str, str] = field(default_factory=dict)

    @property
    def groups(self) -> dict[str, list[tuple[int, int]]]:
        """Mentions that stand for several actors, keyed by ``a1+a2``."""
        return {key: spans for key, spans in self.spans.items() if "+" in key}


def strip_tags(marked: str) -> tuple[str, dict[str, list[tuple[int, int]]]]:
    """The text without tags, and the spans of each tag in text order.

    Raises ``MarkupError`` for a tag that is not opened, not closed, or empty.
    """
    text: list[str] = []
    length = 0
    position = 0
    open_tags: dict[str, int] = {}
    spans: dict[str, list[tuple[int, int]]] = {}
    for match in TAG.finditer(marked):
        piece = marked[position : match.start()]
        text.append(piece)
        length += len(piece)
        position = match.end()
        closing, tag = match.groups()
        if not closing:
            if tag in open_tags:
                raise MarkupError(f"<{tag}> opened twice near {marked[match.start() :][:40]!r}")
            open_tags[tag] = length
        else:
            if tag not in open_tags:
                raise MarkupError(
                    f"</{tag}> was not opened near {marked[match.start() - 40 :][:60]!r}"
                )
            start = open_tags.pop(tag)
            if start == length:
                raise MarkupError(f"<{tag}> marks nothing")
            spans.setdefault(tag, []).append((start, length))
    text.append(marked[position:])
    if open_tags:
        raise MarkupError(f"not closed: {', '.join(open_tags)}")
    plain = "".join(text)
    if "<" in plain or ">" in plain:
        at = min(i for i in (plain.find("<"), plain.find(">")) if i >= 0)
        raise MarkupError(f"not a tag: {plain[max(0, at - 20) : at + 30]!r}")
    for found in spans.values():
        for start, end in found:
            if plain[start:end] != plain[start:end].strip():
                raise MarkupError(f"span with blanks at its ends: {plain[start:end]!r}")
        found.sort()
    return plain, spans


def _ids(
    listed: str, article: MarkedArticle, known: dict[str, MarkedActor], where: str
) -> tuple[str, ...]:
    ids = tuple(part for part in re.split(r"[,\s+]+", listed.strip()) if part)
    for one in ids:
        if one not in known:
            raise MarkupError(f"{article.id}: {where}: unknown {one!r}")
    return ids


def _day(text: str, article: MarkedArticle, where: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise MarkupError(f"{article.id}: {where}: not a day: {text!r}") from None


def _read_actor(article: MarkedArticle, key: str, rest: str) -> None:
    keyed = {m[1]: m[3] if m[3] is not None else m[2] for m in KEYED.finditer(rest)}
    plain = KEYED.sub("", rest).split()
    if len(plain) != 3:
        raise MarkupError(f"{article.id}: {key}: want KIND COUNTRY SECTOR, got {plain}")
    kind, country, sectors = plain
    if kind not in KINDS:
        raise MarkupError(f"{article.id}: {key}: unknown kind {kind!r}")
    if country != "-" and not re.fullmatch(r"[A-Z]{3}", country):
        raise MarkupError(f"{article.id}: {key}: country {country!r} is not alpha-3")
    listed = () if sectors == "-" else tuple(sectors.split(","))
    for sector in listed:
        if sector not in SECTORS:
            raise MarkupError(f"{article.id}: {key}: unknown sector {sector!r}")
    article.actors[key] = MarkedActor(
        key,
        KINDS[kind],
        None if country == "-" else country,
        listed,
        keyed.get("name"),
        keyed.get("role"),
        keyed.get("org"),
    )


def _read_event(article: MarkedArticle, key: str, rest: str) -> None:
    head = re.match(r"^([A-Z]+)(?:/([a-z-]+))?\s+([a-z]+)(\+historical)?\s*(.*)$", rest)
    if head is None:
        raise MarkupError(f"{article.id}: {key}: want TYPE[/mode] STATUS, got {rest!r}")
    type_, mode, status, historical, tail = head.groups()
    if type_ not in MODES:
        raise MarkupError(f"{article.id}: {key}: unknown type {type_!r}")
    if mode is not None and mode not in MODES[type_]:
        raise MarkupError(f"{article.id}: {key}: {type_} has no mode {mode!r}")
    if status not in STATUSES:
        raise MarkupError(f"{article.id}: {key}: unknown status {status!r}")
    parties = re.match(r"^([a\d,\s+]*)>([a\d,\s+]*)", tail)
    if parties is None:
        raise MarkupError(f"{article.id}: {key}: want ACTORS > RECIPIENTS, got {tail!r}")
    actors = _ids(parties[1], article, article.actors, key)
    recipients = _ids(parties[2], article, article.actors, key)
    event = MarkedEvent(key, type_, mode, status, bool(historical), actors, recipients)
    for part in tail[parties.end() :].split():
        name, _, value = part.partition("=")
        if part.startswith("@"):
            event.time = part[1:].split(",")[0]
            if event.time not in article.spans:
                raise MarkupError(f"{article.id}: {key}: no span {event.time!r}")
        elif name == "in":
            event.place = value.split(",")[0]
            if event.place not in article.spans:
                raise MarkupError(f"{article.id}: {key}: no span {event.place!r}")
        elif name == "ctx":
            event.contexts = tuple(value.split(","))
            if unknown := set(event.contexts) - CONTEXTS:
                raise MarkupError(f"{article.id}: {key}: unknown context {unknown}")
        elif name == "stance":
            if set(value.split(",")) - set(STANCES):
                raise MarkupError(f"{article.id}: {key}: stance is r, c or d: {value!r}")
            event.stances = tuple(STANCES[letter] for letter in value.split(","))
        elif name == "main":
            event.main = int(value)
        else:
            raise MarkupError(f"{article.id}: {key}: what is {part!r}?")
    mentions = len(article.spans.get(key, ()))
    if event.stances and len(event.stances) != mentions:
        raise MarkupError(f"{article.id}: {key}: {len(event.stances)} stances, {mentions} mentions")
    if event.main is not None and not 1 <= event.main <= mentions:
        raise MarkupError(f"{article.id}: {key}: main={event.main}, {mentions} mentions")
    article.events[key] = event


def _read_time(article: MarkedArticle, key: str, rest: str) -> None:
    days, _, granularity = rest.strip().partition(" ")
    granularity = granularity.strip() or "day"
    if granularity not in GRANULARITIES:
        raise MarkupError(f"{article.id}: {key}: unknown granularity {granularity!r}")
    if days == "-":
        article.times[key] = MarkedTime(key, None, None, granularity)
        return
    start, _, end = days.partition("..")
    article.times[key] = MarkedTime(
        key,
        _day(start, article, key) if start else None,
        _day(end or start, article, key),
        granularity,
    )


def _read_forecast(article: MarkedArticle, key: str, rest: str) -> None:
    keyed = {m[1]: m[3] if m[3] is not None else m[2] for m in KEYED.finditer(rest)}
    numbers = re.fullmatch(r"(\d*\.?\d+)-(\d*\.?\d+)", keyed.get("p", ""))
    if numbers is None:
        raise MarkupError(f"{article.id}: {key}: want p=LOW-HIGH, got {rest!r}")
    low, high = float(numbers[1]), float(numbers[2])
    if not 0 <= low <= high <= 1:
        raise MarkupError(f"{article.id}: {key}: probability {low}-{high}")
    window = None
    if "window" in keyed:
        start, _, end = keyed["window"].partition("..")
        window = (_day(start, article, key), _day(end or start, article, key))
    by = _ids(keyed.get("by", ""), article, article.actors, key)
    of = tuple(part for part in keyed.get("of", "").split(",") if part)
    article.forecasts[key] = MarkedForecast(key, low, high, by, window, of)


def _inside(inner: tuple[int, int], outer: tuple[int, int]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _finish_statements(article: MarkedArticle, given: dict[str, str]) -> None:
    """Speakers from actors tagged inside the source, nesting from the spans."""
    contents = {k: v for k, v in article.spans.items() if re.fullmatch(r"s\d+", k)}
    for key, parts in contents.items():
        rest = given.get(key, "")
        keyed = {m[1]: m[2].strip('"') for m in KEYED.finditer(rest)}
        kinds = KEYED.sub("", rest).split()
        if "by" in keyed:
            speakers = _ids(keyed["by"], article, article.actors, key)
        else:
            sources = article.spans.get("q" + key[1:], [])
            found = [
                (span, tag)
                for tag, spans in article.spans.items()
                if tag[0] == "a"
                for span in spans
                if any(_inside(span, source) for source in sources)
            ]
            found.sort(key=lambda item: (item[0][0], -item[0][1]))
            speakers = tuple(dict.fromkeys(p for _, tag in found[:1] for p in tag.split("+")))
            if len(found) > 1 and any(re.search(r",| and ", article.text[s:e]) for s, e in sources):
                speakers = tuple(dict.fromkeys(p for _, tag in found for p in tag.split("+")))
        holders = [
            (other_parts[0][1] - other_parts[0][0], other)
            for other, other_parts in contents.items()
            if other != key
            and any(_inside(parts[0], part) for part in other_parts)
            and parts[0] not in other_parts
        ]
        parent = keyed.get("in") or (min(holders)[1] if holders else None)
        article.statements[key] = MarkedStatement(
            key, speakers, parent, kinds[0] if kinds else None
        )


def _check(article: MarkedArticle) -> None:
    tables: dict[str, Collection[str]] = {
        "a": article.actors,
        "e": article.events,
        "t": article.times,
        "f": article.forecasts,
        "n": article.near_misses,
    }
    for tag in article.spans:
        for one in tag.split("+"):
            if one[0] in tables and one not in tables[one[0]]:
                raise MarkupError(f"{article.id}: {one} is tagged but not in the table")
            if one[0] in "qc" and "s" + one[1:] not in article.spans:
                raise MarkupError(f"{article.id}: {one} has no content s{one[1:]}")
            if one[0] in "wk" and "f" + one[1:] not in article.spans:
                raise MarkupError(f"{article.id}: {one} has no claim f{one[1:]}")
    tagged = {one for tag in article.spans for one in tag.split("+")}
    for key in [*article.actors, *article.events, *article.times, *article.forecasts]:
        if key not in tagged:
            raise MarkupError(f"{article.id}: {key} is in the table but nowhere tagged")
    for key in article.events:
        for start, end in article.spans[key]:
            trigger = article.text[start:end]
            if len(trigger.split()) > 4:
                raise MarkupError(f"{article.id}: {key}: trigger of over four words: {trigger!r}")


def _without_article(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """A mention begins after "the", "a" or "an", whoever annotated it."""
    start, end = span
    match = LEADING_ARTICLE.match(text, start, end)
    return (match.end(), end) if match and match.end() < end else span


def read_article(block: str) -> MarkedArticle:
    """One article from its block (header, text, ``---``, table); raises ``MarkupError``."""
    header, _, rest = block.partition("\n")
    parts = [part.strip() for part in header.removeprefix("===").split("|")]
    name = parts[0]
    meta = dict(part.split("=", 1) for part in parts[1:] if "=" in part)
    try:
        if "date" not in meta:
            raise MarkupError("no date in the header")
        body, divider, table = re.sub(r"\\\n\s*", "", rest).partition("\n---")
        if not divider:
            raise MarkupError("no --- between text and table")
        lines = [line.strip() for line in body.split("\n") if line.strip()]
        headline = bool(lines) and lines[0].startswith("# ")
        if headline:
            lines[0] = lines[0][2:]
        text, spans = strip_tags("\n\n".join(lines))
    except MarkupError as error:
        raise MarkupError(f"{name}: {error}") from None
    for tag, found in spans.items():
        if tag[0] == "a":
            spans[tag] = [_without_article(text, span) for span in found]
    article = MarkedArticle(name, text, headline, meta, spans)
    _day(meta["date"], article, "date")
    rows = []
    for row in table.split("\n"):
        row = row.split("  #")[0].strip()
        if not row or row.startswith("#"):
            continue
        key, _, value = row.partition(" ")
        if not ANCHOR_ID.match(key):
            raise MarkupError(f"{name}: table row {row!r}")
        rows.append((key, value.strip()))
    given: dict[str, str] = {}
    for key, value in sorted(rows, key=lambda item: "atlsnef".find(item[0][0])):
        if key[0] == "a":
            _read_actor(article, key, value)
        elif key[0] == "e":
            _read_event(article, key, value)
        elif key[0] == "t":
            _read_time(article, key, value)
        elif key[0] == "f":
            _read_forecast(article, key, value)
        elif key[0] == "n":
            if value not in NEAR_MISSES:
                raise MarkupError(f"{name}: {key}: unknown near-miss {value!r}")
            article.near_misses[key] = value
        elif key[0] == "s":
            given[key] = value
        # places need no row: the gazetteer resolves them
    _check(article)
    _finish_statements(article, given)
    return article


def read_file(path: Path) -> Iterator[MarkedArticle]:
    """The articles of one ``.dgm`` file; raises ``MarkupError`` naming file and article."""
    blocks = re.split(r"(?m)^(?====\s)", path.read_text(encoding="utf-8"))
    for block in blocks:
        if block.startswith("==="):
            try:
                yield read_article(block)
            except MarkupError as error:
                raise MarkupError(f"{path.name}: {error}") from None


def corpus_articles(folder: Path) -> list[MarkedArticle]:
    """All articles of the own corpus, in the order of their files."""
    return [article for path in sorted(folder.glob("*.dgm")) for article in read_file(path)]


def held_out(name: str) -> bool:
    """Whether a document (or a story told by several) is of the tenth kept from training."""
    return int(sha256(name.encode()).hexdigest(), 16) % 10 == 0


def check(paths: list[Path]) -> int:
    """Prints every faulty article and the counts; returns the number of faults."""
    faults = 0
    counts: Counter[str] = Counter()
    seen: set[str] = set()
    for path in paths:
        blocks = re.split(r"(?m)^(?====\s)", path.read_text(encoding="utf-8"))
        for block in blocks:
            if not block.startswith("==="):
                continue
            try:
                article = read_article(block)
            except MarkupError as error:
                print(f"{path.name}: {error}")
                faults += 1
                continue
            if article.id in seen:
                print(f"{path.name}: {article.id}: id used twice")
                faults += 1
            seen.add(article.id)
            counts["articles"] += 1
            counts["words"] += len(article.text.split())
            counts["sentences (about)"] += len(re.findall(r"[.!?][”\"’]?(?:\s|$)", article.text))
            counts["mentions"] += sum(len(v) for k, v in article.spans.items() if k[0] == "a")
            for event in article.events.values():
                counts["events"] += 1
                counts[f"type {event.type}"] += 1
                counts[f"status {event.status}"] += 1
                counts["historical"] += event.historical
                if event.mode:
                    counts[f"mode {event.type}/{event.mode}"] += 1
            counts["statements"] += len(article.statements)
            counts["nested statements"] += sum(
                s.parent is not None for s in article.statements.values()
            )
            counts["forecasts"] += len(article.forecasts)
            counts["near-misses"] += len(article.near_misses)
    for key, number in sorted(counts.items()):
        print(f"{number:7d}  {key}")
    print(f"{faults} faulty articles")
    return faults


if __name__ == "__main__":
    sys.exit(1 if check([Path(name) for name in sys.argv[1:]]) else 0)
