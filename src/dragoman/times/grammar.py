"""The grammar of time expressions: templates over classes of words, and what a match offers.

A template is a regular expression (verbose syntax) in which a word in capitals stands for one
word of that class in ``data/words.toml`` or for a part defined in ``PARTS``; groups are named in
lower case. A rule ties templates to the function that reads a match. Of all rules that match at a
word the longest match is taken whose function returns a reading.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any

from dragoman.times.calendar import Reading
from dragoman.times.words import Vocabulary, vocabulary

PARTS = {
    "MONTHNAME": "(?: MONTH | MON DOT? )",
    "DAYNAME": "(?: WEEKDAY | WKD DOT? )",
    "DAY": "(?: DAYNUM | DAYORD )",
    "NUMBER": """(?: NUM (?: SLASH NUM | DASH? NUM SLASH NUM )?
                   | (?: A (?= BIG ) )? CARD (?: DASH? CARD | AND CARD )* )""",
    "ABOUTS": """(?: ABOUT | OVER (?= A ) | NO? MORE THAN | AT LEAST | UP TO | AS QUANT AS )""",
    "COUNT": """(?: NUMBER (?: (?: OR | TO | DASH ) NUMBER )? | A? QUANT OF?
                  | (?: HALF A? | A )? DOZEN | A )""",
    "ANYUNIT": "(?: UNIT | CLOCKUNIT )",
    "ANYUNITS": "(?: UNIT | UNITS | CLOCKUNIT | CLOCKUNITS )",
    "EDGE": "(?: DET? EDGENOUN OF | EARLY DASH? | SOONER )",
    "YEARS": "(?: YEAR | TEEN CARD (?: DASH? CARD )? | CARD CARD (?: AND? CARD )* )",
    "STEP": "(?: LAST | NEXT | THIS | PAST | COMING )",
}
"""Parts of templates that several rules share."""
_LONGEST = 16
"""Words in the longest expression."""
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
    """A match of a rule: the words of its groups, and the context that it is read in.

    Attributes:
        context: what the phrase is read against.
        start: index of its first word.
        end: index after its last word.
    """

    __slots__ = ("_match", "context", "end", "start")

    def __init__(self, match: re.Match[str], start: int, context: Context) -> None:
        self._match = match
        self.context = context
        self.start = start
        self.end = start + match.end()

    def has(self, group: str) -> bool:
        """Whether the rule has the group and it took part in the match."""
        return group in self._match.re.groupindex and self._match.start(group) >= 0

    def words(self, group: str = "") -> list[str]:
        """The words of a group (none when it took no part), or of the whole phrase."""
        if group and not self.has(group):
            return []
        start, end = self._match.span(group or 0)
        return self.context.words[self.start + start : self.start + end]

    def text(self, group: str = "") -> str:
        """The same in lower case, with single blanks."""
        return " ".join(self.words(group)).lower()

    def value(self, group: str, table: str) -> Any:
        """What the first word of the group stands for in a class; KeyError when not in it."""
        return vocabulary().value(table, self.words(group)[0])

    @property
    def before(self) -> str:
        """The word before the phrase, in lower case; empty at the start of the sentence."""
        return self.context.word(self.start - 1)

    @property
    def after(self) -> str:
        """The word after the phrase, in lower case; empty at the end of the sentence."""
        return self.context.word(self.end)


class Context:
    """What expressions are read against.

    Attributes:
        words: the words of the text.
        published: day of publication, or None when unknown.
        earlier: readings of the expressions before this one, in text order.
        sentence: index of the first word of the sentence of the expression.
        sentence_end: index after its last word.
        marked: whether somebody marked the expressions, so that none need be doubted.
    """

    __slots__ = ("earlier", "marked", "published", "sentence", "sentence_end", "words")

    def __init__(self, words: list[str], published: date | None, *, marked: bool = False) -> None:
        self.words = words
        self.published = published
        self.marked = marked
        self.earlier: list[Reading] = []
        self.sentence = 0
        self.sentence_end = 0

    def reference(self, *granularities: str) -> Reading | None:
        """The last dated expression before this one, of one of the granularities if given."""
        for reading in reversed(self.earlier):
            if reading.first is None or reading.aside or reading.type not in ("DATE", "TIME"):
                continue
            if reading.value.endswith("_REF"):
                continue
            if not granularities or reading.granularity in granularities:
                return reading
        return None

    def quarter(self) -> date | None:
        """The first day of the quarter that the text is about: the first one it names."""
        for reading in self.earlier:
            if reading.granularity == "quarter" and not reading.aside and reading.first:
                return reading.first
        return None

    def word(self, index: int) -> str:
        """The word at ``index`` in lower case, or an empty one outside the sentence."""
        return self.words[index].lower() if self.sentence <= index < self.sentence_end else ""


@cache
def _compiled() -> tuple[tuple[re.Pattern[str], Rule], ...]:
    """The templates of all rules as patterns, compiled on first use."""
    from dragoman.times.rules import ALL_RULES

    words = vocabulary()
    return tuple(
        (re.compile(expand(template, words), re.VERBOSE), rule)
        for rule in ALL_RULES
        for template in rule.templates
    )


@lru_cache(maxsize=20_000)
def _matches(shape: str) -> tuple[tuple[re.Match[str], Rule], ...]:
    """Every match at the start of a piece of shape, the longest first, in the rules' order.

    Few pieces are frequent ("the", a comma, a month and a day), so that remembering them saves
    most of the work.
    """
    found = [(match, rule) for pattern, rule in _compiled() if (match := pattern.match(shape))]
    return tuple(sorted(found, key=lambda one: -one[0].end()))


def read_longest(shape: str, start: int, context: Context) -> tuple[int, Reading] | None:
    """The reading of the longest expression at word ``start``, and the index after it.

    ``shape`` is that of the words from ``start`` on, as far as the expression may reach.
    """
    for match, rule in _matches(shape[:_LONGEST]):
        phrase = Phrase(match, start, context)
        reading = rule.read(phrase)
        if reading is not None:
            return phrase.end, reading
    return None
