"""Loaded words, delegitimising quotation marks and hedges, each with the voice it is in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal, cast

from dragoman.framing.lexicon import Hit, Lexicon, load_lexicon
from dragoman.framing.result import (
    CATEGORIES,
    HEDGE_KINDS,
    Category,
    Count,
    Hedge,
    HedgeKind,
    LoadedWord,
    Shares,
    Voice,
)
from dragoman.framing.voice import Reading
from dragoman.language import Document

CITING = frozenset(
    """said says say saying told tells calls called calling described describes describing dubbed
    dubs termed terms labelled labeled labels branded brands named names known wrote writes stated
    states declared quoted quotes denounced dismissed hailed praised condemned criticised criticized
    accused pledged vowed promised warned claimed claims insisted argued urged asked demanded
    announced added noted reported reports cited citing according referred refers deemed titled
    entitled word words term phrase slogan motto meaning means expression chanted chanting
    considered spoke speaks vows warns insists stressed emphasised emphasized urges urging asks
    accuse accuses asking read reads reading referring headed marked means refers defined""".split()
)
"""With one of these in its sentence, a word in marks is quoted or named, not doubted."""


SHORT = 4
"""Words, hyphens and stops in delegitimising marks, at most."""
OPENING = frozenset("“‘«„\"'([—–:•")
"""Marks after which a capital begins a sentence or a quotation and makes no name."""


def loaded_words(reading: Reading) -> tuple[LoadedWord, ...]:
    """The loaded words of the text in order; delegitimising marks among them."""
    document = reading.document
    found = [
        (document.starts[hit.first], document.ends[hit.last - 1], hit)
        for hit in _hits(reading, load_lexicon("loaded"))
    ]
    taken = {index for _, _, hit in found for index in range(hit.first, hit.last)}
    found += [
        (document.starts[hit.first], document.ends[hit.last - 1], hit)
        for hit in _scare_quotes(reading)
        if not taken & set(range(hit.first, hit.last))
    ]
    return tuple(
        LoadedWord(
            start=start,
            end=end,
            text=document.text[start:end],
            category=cast(Category, hit.category),
            voice="author" if hit.category == "scare_quotes" else reading.voice(hit.first),
            statement=reading.statement_id(hit.first),
            headline=end <= reading.headline,
        )
        for start, end, hit in sorted(found)
    )


def hedges(reading: Reading) -> tuple[Hedge, ...]:
    """The hedges of the text in order."""
    document = reading.document
    return tuple(
        Hedge(
            start=document.starts[hit.first],
            end=document.ends[hit.last - 1],
            text=document.text[document.starts[hit.first] : document.ends[hit.last - 1]],
            kind=cast(HedgeKind, hit.category),
            voice=reading.voice(hit.first),
            statement=reading.statement_id(hit.first),
        )
        for hit in _hits(reading, load_lexicon("hedges"))
    )


def counts(
    loaded: Sequence[LoadedWord], doubts: Sequence[Hedge], shares: Shares
) -> tuple[Count, ...]:
    """Every category with its number in each voice, those that do not occur with zeros."""
    seen: Counter[tuple[str, str, Voice]] = Counter()
    seen.update(("loaded", one.category, one.voice) for one in loaded)
    seen.update(("hedge", one.kind, one.voice) for one in doubts)
    rows: list[tuple[Literal["loaded", "hedge"], str]] = [
        *(("loaded", one) for one in CATEGORIES),
        *(("hedge", one) for one in HEDGE_KINDS),
    ]
    return tuple(
        Count(
            what=what,
            category=category,
            author=seen[what, category, "author"],
            paraphrased=seen[what, category, "paraphrased"],
            quoted=seen[what, category, "quoted"],
            per_1000=(
                round(1000 * seen[what, category, "author"] / shares.author, 2)
                if shares.author
                else None
            ),
        )
        for what, category in rows
    )


def _hits(reading: Reading, lexicon: Lexicon) -> Iterator[Hit]:
    """Matches of a lexicon that are no names."""
    document = reading.document
    ends = frozenset(document.words_in(one.start, one.end).stop for one in reading.record.mentions)
    openers = {document.words_in(start, end).start for start, end in document.sentences}
    for hit in lexicon.find(document, ends):
        if not _is_name(reading, hit, openers):
            yield hit


def _is_name(reading: Reading, hit: Hit, openers: set[int]) -> bool:
    """Whether a capital in the middle of a sentence makes it part of a name ("Heroes Act").

    Headlines in capitals are no evidence; the first word of a sentence or quotation neither.
    """
    document = reading.document
    if document.starts[hit.first] < reading.headline:
        return False
    for index in range(hit.first, hit.last):
        word = document.words[index]
        first = index in openers or (index > 0 and document.words[index - 1] in OPENING)
        if word[0].isupper() and word[1:].islower() and not first:
            return True
    return False


def _scare_quotes(reading: Reading) -> Iterator[Hit]:
    """One to three words in marks, one of them contested, in the author's voice.

    Words of other kinds stand in marks because they are new, technical or quoted.
    """
    document = reading.document
    contested = {hit.first for hit in load_lexicon("contested").find(document, frozenset())}
    for start, end in reading.quotes:
        words = document.words_in(start, end)
        if not words or words.start == 0 or document.starts[words.start] < reading.headline:
            continue
        if len(words) > SHORT or not contested & set(words):
            continue
        if reading.statement[words.start] >= 0 or reading.foreign[words.start]:
            continue
        if not _closed(document.text, end) or document.text[start - 2 : start - 1] in ("=", "("):
            continue  # an attribute of markup, a name for what was said
        sentence = document.sentences[document.sentence_at(start)]
        around = document.words_in(*sentence)
        if any(document.words[i].lower() in CITING for i in around if i not in words):
            continue
        if _is_defined(document, words):
            continue
        yield Hit("scare_quotes", words.start, words.stop)


def _is_defined(document: Document, words: range) -> bool:
    """Whether the words in marks are explained or introduced as a name.

    'A "tropical depression" is a form of …', '(the "plan")'.
    """
    after = document.words[words.stop + 1 : words.stop + 2]
    before = document.words[max(0, words.start - 3) : words.start - 1]
    return (bool(after) and after[0].lower() in ("is", "are", ")")) or "(" in before


def _closed(text: str, end: int) -> bool:
    return text[end : end + 1] in tuple('"”“’»«›')
