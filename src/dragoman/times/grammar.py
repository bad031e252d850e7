"""The grammar of time expressions: templates over classes of words, and what a match offers.

A template is a regular expression (verbose syntax) in which a word in capitals stands for one
word of that class in ``data/words.toml`` or for a part defined in ``PARTS``; groups are named in
lower case. A rule ties templates to the function that reads a match. Of all rules that match at a
word the longest match is taken whose function returns a reading.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from dragoman.times.calendar import Reading
from dragoman.times.words import Vocabulary, vocabulary

PARTS = {
    "MONTHNAME": "(?: MONTH | MON DOT? )",
    "DAYNAME": "(?: WEEKDAY | WKD DOT? )",
    "DAY": "(?: DAYNUM | DAYORD )",
    "NUMBER": "(?: NUM (?: SLASH NUM | DASH? NUM SLASH NUM )? | A? CARD (?: DASH? CARD | AND CARD )* | A CARD )",
    "ABOUTS": "(?: ABOUT | MORE THAN | NO? MORE THAN | AT LEAST | UP TO | AS QUANT AS )",
    "COUNT": "(?: NUMBER (?: (?: OR | TO | DASH ) NUMBER )? | (?: A | DET )? QUANT OF? | (?: HALF )? A? DOZENS? | A )",
    "ANYUNIT": "(?: UNIT | CLOCKUNIT )",
    "ANYUNITS": "(?: UNIT | UNITS | CLOCKUNIT | CLOCKUNITS )",
    "EDGE": "(?: (?: DET? EDGENOUN OF ) | EARLY DASH? | SOONER )",
    "YEARS": "(?: YEAR | TEEN CARD (?: DASH? CARD )? | CARD CARD (?: AND? CARD )* )",
    "DOZENS": "DOZEN",
}
_NAME = re.compile(r"(?<![<\w])[A-Z]{2,}\b|(?<![<\w])A\b")


@dataclass(frozen=True, slots=True)
class Rule:
    """Templates and the function that reads what they match; None from it means no reading."""

    templates: tuple[str, ...]
    read: Callable[[Phrase], Reading | None]


Maker = Callable[[Callable[["Phrase"], Reading | None]], Callable[["Phrase"], Reading | None]]


def rules() -> tuple[list[Rule], Callable[..., Maker]]:
    """A list of rules and the decorator that adds to it: one such pair for each module of rules."""
    made: list[Rule] = []

    def rule(*templates: str) -> Maker:
        def add(read: Callable[[Phrase], Reading | None]) -> Callable[[Phrase], Reading | None]:
            made.append(Rule(templates, read))
            return read

        return add

    return made, rule


def expand(template: str, words: Vocabulary) -> str:
    """The template as a regular expression over shapes; raises KeyError on an unknown class."""

    def one(match: re.Match[str]) -> str:
        name = match[0]
        return expand(PARTS[name], words) if name in PARTS else f"[{words.classes[name]}]"

    return _NAME.sub(one, template)


class Phrase:
    """A match of a rule: the words of its groups, and the context that it is read in."""

    __slots__ = ("context", "end", "match", "start")

    def __init__(self, match: re.Match[str], context: Context) -> None:
        self.match = match
        self.context = context
        self.start, self.end = match.span()

    def has(self, group: str) -> bool:
        """Whether the group took part in the match."""
        return group in self.match.re.groupindex and self.match.start(group) >= 0

    def words(self, group: str = "") -> list[str]:
        """The words of a group (none when it took no part), or of the whole match."""
        if group and not self.has(group):
            return []
        start, end = self.match.span(group or 0)
        return self.context.words[start:end]

    def text(self, group: str = "") -> str:
        """The words of a group, in lower case, with single blanks."""
        return " ".join(self.words(group)).lower()

    def value(self, group: str, table: str) -> Any:
        """What the first word of the group stands for in a class; KeyError when it is not in it."""
        return vocabulary().value(table, self.words(group)[0])


class Context:
    """What an expression is read against.

    Attributes:
        words: the words of the text.
        published: day of publication, or None when unknown.
        earlier: readings of the expressions before this one, in text order.
        sentence: index of the first word of the sentence of the expression.
    """

    __slots__ = ("earlier", "published", "sentence", "sentence_end", "words")

    def __init__(self, words: Sequence[str], published: date | None) -> None:
        self.words = list(words)
        self.published = published
        self.earlier: list[Reading] = []
        self.sentence = 0
        self.sentence_end = len(self.words)

    def reference(self, *granularities: str) -> Reading | None:
        """The last dated expression before this one, of one of the granularities if any are given."""
        for reading in reversed(self.earlier):
            if reading.first is None or reading.type not in ("DATE", "TIME"):
                continue
            if reading.value.endswith("_REF"):
                continue
            if not granularities or reading.granularity in granularities:
                return reading
        return None

    def word(self, index: int) -> str:
        """The word at ``index`` in lower case, or an empty one outside the sentence."""
        return self.words[index].lower() if self.sentence <= index < self.sentence_end else ""


@dataclass(frozen=True, slots=True)
class Compiled:
    """All rules, ready to match."""

    patterns: tuple[tuple[re.Pattern[str], Rule], ...]
    core: re.Pattern[str]


@cache
def compiled() -> Compiled:
    """The rules of all modules, compiled on first use."""
    from dragoman.times.rules import ALL_RULES

    words = vocabulary()
    patterns = tuple(
        (re.compile(expand(template, words), re.VERBOSE), rule)
        for rule in ALL_RULES
        for template in rule.templates
    )
    return Compiled(patterns, re.compile("[^x]+"))
