"""How well time expressions are found and read.

    python -m benchmarks.times                     # the held-out parts
    python -m benchmarks.times --part development  # what the rules were written on

Data, from ``DRAGOMAN_DATA`` (default ``../shared/data`` beside the repository):

- *TBAQ-cleaned* (TimeBank and AQUAINT as cleaned for TempEval-3,
  https://www.cs.york.ac.uk/semeval-2013/task1/): of each of the two, the first 60 % of the
  documents by sorted name are the development part, the rest is held out. Scored as in TempEval-3:
  strict spans, relaxed (overlapping) spans, relaxed spans with the right value, and the share of
  given spans whose value is right.
- *timenorm* (https://github.com/clulab/timenorm, Apache-2.0): 1,609 phrases, each with its
  document's date and a value. The first half of the documents is the development part. The
  phrases are TimeBank's, so the held-out half is also scored without the documents that the
  development part of TBAQ holds (recognised by the date and the phrases).
- *GUM news* (https://github.com/amir-zeldes/gum, CC BY 4.0): TEI ``date`` elements of Wikinews
  articles, never developed on: the share whose days are exactly those of the expression found.
- *the project's own corpus* (``training/corpus``): strict spans, days, and of the events that the
  text dates in the trigger's sentence those for which the right expression is chosen. Held out
  are the articles from ``e-016`` on, which were written after the rules.
"""

from __future__ import annotations

import os
import sys
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import process_time

from training.markup import MarkedArticle, MarkupError, read_file

from dragoman.language.document import read_document
from dragoman.record import STATUSES, Time
from dragoman.times import date_event, find_times, read_spans, resolve_phrase
from dragoman.times.calendar import covered

DATA = Path(os.environ.get("DRAGOMAN_DATA", Path(__file__).parents[1] / "../shared/data"))
DEVELOPMENT_SHARE = 0.6
FIRST_HELD_OUT = "e-016"


@dataclass(frozen=True)
class Gold:
    """A document with its expressions: (start, end, TIMEX3 value)."""

    name: str
    published: date
    text: str
    times: tuple[tuple[int, int, str], ...]


def tbaq(part: str) -> list[Gold]:
    """The documents of one part of TBAQ-cleaned."""
    chosen: list[Path] = []
    for folder in ("AQUAINT", "TimeBank"):
        files = sorted(
            (DATA / "time/TBAQ-cleaned" / folder).glob("*.tml"), key=lambda file: file.name
        )
        cut = round(len(files) * DEVELOPMENT_SHARE)
        chosen += files[:cut] if part == "development" else files[cut:]
    return [_timeml(file) for file in chosen]


def _timeml(file: Path) -> Gold:
    root = ET.parse(file).getroot()
    created = root.find(".//DCT/TIMEX3")
    body = root.find("TEXT")
    assert created is not None and body is not None, file
    text, times = _flatten(body, "TIMEX3")
    spans = tuple((start, end, element.attrib.get("value", "")) for start, end, element in times)
    return Gold(file.name, date.fromisoformat(created.attrib["value"][:10]), text, spans)


def _flatten(root: ET.Element, tag: str) -> tuple[str, list[tuple[int, int, ET.Element]]]:
    """The text below an element, and the spans of the elements of one name in it."""
    pieces: list[str] = []
    found: list[tuple[int, int, ET.Element]] = []
    length = 0

    def add(piece: str | None) -> None:
        nonlocal length
        if piece:
            pieces.append(piece)
            length += len(piece)

    def walk(element: ET.Element) -> None:
        start = length
        add(element.text)
        for child in element:
            walk(child)
            add(child.tail)
        if element.tag == tag:
            found.append((start, length, element))

    walk(root)
    return "".join(pieces), sorted(found, key=lambda one: one[0])


def same_value(made: str, gold: str) -> bool:
    """Values are compared as TempEval-3 does, as strings; only the zero of a week is ignored."""
    return made == gold or made.replace("-W0", "-W") == gold.replace("-W0", "-W")


def score_tbaq(documents: Sequence[Gold]) -> dict[str, float]:
    """Strict and relaxed F1, F1 of relaxed spans with the right value, accuracy on given spans."""
    gold = made = strict = relaxed = valued = given = words = 0
    seconds = 0.0
    for one in documents:
        document = read_document(one.text)
        begun = process_time()
        times = find_times(document, one.published)
        seconds += process_time() - begun
        words += len(document.words)
        gold, made = gold + len(one.times), made + len(times)
        spans = {(time.start, time.end) for time in times}
        strict += sum((start, end) in spans for start, end, _ in one.times)
        for start, end, value in one.times:
            near = [time for time in times if time.start < end and start < time.end]
            if near:
                relaxed += 1
                valued += same_value(near[0].value, value)
        read = read_spans(document, [(start, end) for start, end, _ in one.times], one.published)
        given += sum(
            time is not None and same_value(time.value, value)
            for time, (_, _, value) in zip(read, one.times, strict=True)
        )
    return {
        "expressions": gold,
        "strict span F1": _f1(strict, made, gold),
        "relaxed span F1": _f1(relaxed, made, gold),
        "relaxed span and value F1": _f1(valued, made, gold),
        "value of a given span": given / max(gold, 1),
        "microseconds a word": 1e6 * seconds / max(words, 1),
    }


def _f1(right: int, made: int, gold: int) -> float:
    return 2 * right / max(made + gold, 1)


Phrases = list[tuple[str, str]]


def timenorm(part: str) -> list[tuple[str, Phrases]]:
    """Documents of phrases: (date of the document, its (phrase, value) pairs)."""
    made: list[tuple[str, Phrases]] = []
    for block in (DATA / "time/timenorm_en_train.tsv").read_text("utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line.strip()]
        if rows:
            made.append((rows[0][0], [(row[0], row[2]) for row in rows[1:] if len(row) == 3]))
    half = sum(len(phrases) for _, phrases in made) / 2
    cut = seen = 0
    while seen < half:
        seen += len(made[cut][1])
        cut += 1
    return made[:cut] if part == "development" else made[cut:]


def score_phrases(documents: Sequence[tuple[str, Phrases]]) -> tuple[int, int]:
    """Phrases read right, and all; each phrase knows the ones before it in its document."""
    right = total = 0
    for created, phrases in documents:
        earlier: list[Time] = []
        for text, value in phrases:
            time = resolve_phrase(text, date.fromisoformat(created[:10]), earlier)
            total += 1
            if time is not None:
                right += same_value(time.value, value)
                earlier.append(time)
    return right, total


def unseen(documents: list[tuple[str, Phrases]]) -> list[tuple[str, Phrases]]:
    """Those documents of phrases that are none of the development part of TBAQ."""
    known: dict[str, list[set[str]]] = {}
    for one in tbaq("development"):
        texts = {one.text[start:end].casefold() for start, end, _ in one.times}
        known.setdefault(one.published.isoformat(), []).append(texts)
    return [
        (created, phrases)
        for created, phrases in documents
        if not any(
            len({text.casefold() for text, _ in phrases} & texts)
            >= 0.5 * len({text for text, _ in phrases})
            for texts in known.get(created[:10], [])
        )
    ]


def score_gum() -> tuple[int, int, int]:
    """Dated expressions of GUM news: found with exactly the right days, found at all, and all."""
    right = found = total = 0
    for file in sorted((DATA / "statements/gum_news/xml").glob("*.xml")):
        root = ET.parse(file).getroot()
        text, elements = _gum_text(root)
        times = find_times(read_document(text), date.fromisoformat(root.attrib["dateCreated"]))
        for start, end, attributes in elements:
            first = covered(attributes.get("when", attributes.get("from", ""))[:10])
            last = covered(attributes.get("when", attributes.get("to", ""))[:10])
            if first is None or last is None:
                continue
            total += 1
            near = [time for time in times if time.start < end and start < time.end]
            found += bool(near)
            right += any(
                (time.from_, time.to) == (first[0].isoformat(), last[1].isoformat())
                for time in near
            )
    return right, found, total


def corpus(part: str) -> list[MarkedArticle]:
    """The articles of one part of the project's corpus; a file that is malformed is named."""
    folder = Path(__file__).parents[1] / "training/corpus/articles"
    articles: list[MarkedArticle] = []
    for file in sorted(folder.glob("*.dgm")):
        try:
            articles += read_file(file)
        except MarkupError as error:
            print(f"left out: {error}")
    held_out = part == "held-out"
    return [one for one in articles if (one.id >= FIRST_HELD_OUT) == held_out]


def score_corpus(articles: Sequence[MarkedArticle]) -> list[tuple[str, int, int]]:
    """(what, right, all) for spans, days and the expressions that date events."""
    strict = found = days = gold = made = chosen = events = 0
    for article in articles:
        document = read_document(article.text, has_headline=article.headline)
        published = date.fromisoformat(article.meta["date"])
        times = find_times(document, published)
        made += len(times)
        for id, marked in article.times.items():
            for start, end in article.spans.get(id, []):
                gold += 1
                near = [time for time in times if time.start < end and start < time.end]
                strict += any((time.start, time.end) == (start, end) for time in near)
                found += bool(near)
                days += bool(near) and (near[0].from_, near[0].to) == (marked.start, marked.end)
        for id, event in article.events.items():
            spans, own = article.spans.get(id, []), article.spans.get(event.time or "", [])
            if not spans or not own or not article.times[event.time or ""].start:
                continue
            trigger = spans[(event.main or 1) - 1]
            sentence = document.sentence_at(trigger[0])
            if all(document.sentence_at(start) != sentence for start, _ in own):
                continue
            events += 1
            status = next(one for one in STATUSES if one == event.status)
            dated = date_event(document, times, trigger, published, status, None)
            time = next((one for one in times if dated and one.id == dated.time), None)
            chosen += time is not None and any(
                time.start < end and start < time.end for start, end in own
            )
    return [
        (f"own corpus: spans exactly right (F1 {_f1(strict, made, gold):.3f})", strict, gold),
        ("  days right of those found", days, found),
        ("  events given the right expression of their sentence", chosen, events),
    ]


def _gum_text(root: ET.Element) -> tuple[str, list[tuple[int, int, dict[str, str]]]]:
    """GUM's one-word-a-line XML as running text, with the spans of its ``date`` elements."""
    pieces: list[str] = []
    found: list[tuple[int, int, dict[str, str]]] = []
    length = 0

    def add(block: str | None) -> None:
        nonlocal length
        for line in (block or "").splitlines():
            if "\t" in line:
                piece = line.split("\t", 1)[0] + " "
                pieces.append(piece)
                length += len(piece)

    def walk(element: ET.Element) -> None:
        nonlocal length
        start = length
        add(element.text)
        for child in element:
            walk(child)
            add(child.tail)
        if element.tag == "date" and length > start:
            found.append((start, length - 1, dict(element.attrib)))
        if element.tag in ("p", "head") and pieces:
            pieces.append("\n\n")
            length += 2

    walk(root)
    return "".join(pieces), found


def _print(what: str, right: int, total: int) -> None:
    print(f"{what}: {right} of {total} = {right / max(total, 1):.3f}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints every score with its denominator and data."""
    arguments = sys.argv[1:] if arguments is None else arguments
    part = "development" if "development" in arguments else "held-out"
    if not (DATA / "time/TBAQ-cleaned").is_dir():
        print(f"skipped: no TBAQ-cleaned under {DATA}/time (set DRAGOMAN_DATA)")
        return 0
    documents = tbaq(part)
    scores = score_tbaq(documents)
    print(f"TBAQ-cleaned, {part} part: {len(documents)} documents, ", end="")
    print(f"{scores.pop('expressions')} expressions")
    for name, score in scores.items():
        print(f"  {name:28} {score:.3f}")
    phrases = timenorm(part)
    _print("timenorm phrases, " + part + " half: values right", *score_phrases(phrases))
    if part == "held-out":
        _print("  of those in no development document", *score_phrases(unseen(phrases)))
        right, found, total = score_gum()
        _print("GUM news, dated expressions: found", found, total)
        _print("  with exactly the right days", right, total)
    for what, right, total in score_corpus(corpus(part)):
        _print(what, right, total)
    return 0


if __name__ == "__main__":
    sys.exit(main())
