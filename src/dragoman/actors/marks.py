"""Every word of a document gets a one-letter mark; the grammar of ``phrases`` reads the marks.

======  ==============================================================================
mark    the word is, or begins, …
======  ==============================================================================
``A``   a nationality as adjective ("Chinese", "US")
``S``   a state by name, capital or seat ("China", "Moscow", "Kremlin")
``W``   a people in the plural ("Americans")
``G``   a town or region, never a party itself
``O``   an organisation or body with a name of its own
``P``   a known person's full name
``K``   a surname introduced elsewhere in the document, or of somebody then in high office
``T``   an office or title in the singular ("spokesman", "Secretary of State")
``U``   offices in the plural ("ministers")
``H``   a form of address, no party by itself ("Mr")
``N``   a noun for people ("rebels", "officials", "analyst")
``B``   a body, group or organisation by a common noun ("ministry", "army", "party")
``Z``   a noun for the government as such ("government", "administration", "regime")
``L``   a noun for states ("country", "kingdom", "side")
``M``   a modifier ("former", "foreign", "opposition")
``Q``   a quantifier or number
``C``   any other capitalised word; ``I`` when it begins a sentence; ``d`` a particle in a name
``D``   a determiner; ``V`` a possessive pronoun; ``R`` any other pronoun
``l``   a lower-case word that may stand inside a noun phrase
``o``   "of"; ``a`` "and"; ``n`` "in", "at", "from"; ``i`` other prepositions
``p``   a possessive ending; ``h`` a hyphen
``,``   a comma; ``.`` other punctuation; ``x`` anything else
``_``   the rest of what began before
======  ==============================================================================
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dragoman.actors import words as w
from dragoman.actors.knowledge import Knowledge, NameSense, Noun
from dragoman.actors.lexicon import unaccented
from dragoman.language.document import Document

_NOUN_MARKS = {
    "office": "T",
    "honorific": "H",
    "person": "N",
    "person-plural": "N",
    "body": "B",
    "body-plural": "B",
    "group": "B",
    "org": "B",
    "land": "L",
    "asset": "B",
    "asset-plural": "B",
    "modifier": "M",
}
_FORM_MARKS = {
    "name": "S",
    "capital": "S",
    "seat": "S",
    "adjective": "A",
    "people": "W",
    "organization": "O",
    "person": "P",
    "city": "G",
}
_FORM_ORDER = (
    "nothing",
    "person",
    "organization",
    "name",
    "adjective",
    "seat",
    "capital",
    "people",
    "city",
)
"""Which reading of a name is tried first."""
_ATTRIBUTIVE = frozenset("US U.S. UK U.K. UAE U.A.E. USA DPRK ROK USSR".split())
"""Short names that stand before nouns as adjectives do."""
_FUNCTION: dict[str, str] = {
    **dict.fromkeys(w.OTHER_FUNCTION, "x"),
    **dict.fromkeys(w.PREPOSITIONS, "i"),
    **dict.fromkeys(("in", "at", "from"), "n"),
    **dict.fromkeys(w.CONJUNCTIONS, "a"),
    **dict.fromkeys(w.QUANTIFIERS, "Q"),
    **dict.fromkeys(w.DETERMINERS, "D"),
    **dict.fromkeys(w.PRONOUNS, "R"),
    **dict.fromkeys(w.POSSESSIVE_PRONOUNS, "V"),
    **dict.fromkeys(w.MONTHS_AND_DAYS - {"may", "march", "august"}, "x"),
    "of": "o",
    "’s": "p",
    "'s": "p",
    "'": "p",
    "’": "p",
    "-": "h",
    "–": ".",
    "—": ".",
    ",": ",",
}
_MINISTERIAL = frozenset("minister ministry secretary department tribunal inspector".split())
"""After these a common noun is a portfolio: "the Labour Minister" is of no party."""
_AMBIGUOUS_MONTHS = frozenset(("May", "March", "August"))


@dataclass(slots=True)
class Marks:
    """A document's words with their marks and what the lexicon knows of them.

    Attributes:
        codes: one letter a word.
        lower: the words in lower case.
        senses: the readings of the names that begin at a word.
        nouns: the readings of the nouns and modifiers that begin at a word.
        sentence_of: index of the sentence of each word.
        sentences: word ranges of the sentences.
        proper: words capitalised inside ordinary sentences, so certainly names.
        quoted: whether each word stands in quotation marks.
    """

    document: Document
    codes: list[str]
    lower: list[str]
    senses: dict[int, Sequence[NameSense]] = field(default_factory=dict)
    nouns: dict[int, Sequence[Noun]] = field(default_factory=dict)
    sentence_of: list[int] = field(default_factory=list)
    sentences: list[tuple[int, int]] = field(default_factory=list)
    proper: set[str] = field(default_factory=set)
    quoted: list[bool] = field(default_factory=list)

    def span_end(self, at: int) -> int:
        """The word index after the unit that begins at ``at``."""
        end = at + 1
        while end < len(self.codes) and self.codes[end] == "_":
            end += 1
        return end


def mark(document: Document, knowledge: Knowledge) -> Marks:
    """Marks every word of ``document``."""
    words = document.words
    lower = [word.lower() for word in words]
    marks = Marks(document, ["x"] * len(words), lower)
    marks.quoted = _quoted(document)
    straight = [word.replace("’", "'") for word in words] if "’" in document.text else words
    at = 0
    doubtful: list[tuple[int, int]] = []
    for number, (start, end) in enumerate(document.sentences):
        span = document.words_in(start, end)
        first, last = span.start, span.stop
        marks.sentences.append((first, last))
        marks.sentence_of.extend([number] * (last - len(marks.sentence_of)))
        exact = straight
        capitals = _capitals(words[first:last])
        if capitals == "all":
            exact = _calmed(straight, first, last, knowledge)
        elif capitals == "few":
            marks.proper.update(word for word in words[first + 1 : last] if word[0].isupper())
        at = max(at, first)
        while at < last:
            at = _mark_word(marks, knowledge, exact, at, first)
        if capitals != "few":
            doubtful.append((first, last))
        _towns_in_names(marks, first, last)
    _settle_homonyms(marks, knowledge)
    for first, last in doubtful:
        _doubt_capitals(marks, first, last)
    marks.sentence_of.extend(
        [max(0, len(marks.sentences) - 1)] * (len(words) - len(marks.sentence_of))
    )
    return marks


def _mark_word(
    marks: Marks, knowledge: Knowledge, exact: Sequence[str], at: int, first: int
) -> int:
    """Marks the unit at ``at``; returns the index after it."""
    codes, lower = marks.codes, marks.lower
    word = exact[at]
    initial = word[:1]
    capital = initial.isupper()
    name_length: int = 0
    senses: Sequence[NameSense] = ()
    if (capital or not initial.isascii() or word in knowledge.names) and word in knowledge.names:
        name_length, senses = knowledge.names.longest(exact, at)
    elif capital and len(word) > 3 and word.isupper() and word.title() in knowledge.names:
        calm = [one.title() if one.isupper() else one for one in exact[at : at + 6]]
        name_length, senses = knowledge.names.longest(calm, 0)
    noun_length: int = 0
    nouns: Sequence[Noun] = ()
    if lower[at] in knowledge.nouns:
        noun_length, nouns = knowledge.nouns.longest(lower, at)
    portfolio = noun_length == 1 and lower[at + 1 : at + 2] and lower[at + 1] in _MINISTERIAL
    if name_length and name_length >= noun_length and not (name_length == 1 and portfolio):
        return _mark_name(marks, exact, at, name_length, senses)
    if noun_length:
        return _mark_noun(marks, at, noun_length, nouns)
    code = _FUNCTION.get(lower[at])
    if code is not None and not (
        capital
        and at > first
        and code in "xin"
        and lower[at] not in w.MONTHS_AND_DAYS
        and lower[at] != "i"
    ):
        codes[at] = code
    elif capital:
        if word in _AMBIGUOUS_MONTHS and at + 1 < len(lower) and lower[at + 1][:1].isdigit():
            codes[at] = "x"
        else:
            codes[at] = "I" if _begins(marks, at, first) else "C"
        if len(word) == 1 and at + 1 < len(lower) and lower[at + 1] == ".":
            codes[at + 1] = "_"
            return at + 2
    elif initial.isdigit():
        codes[at] = "Q"
    elif initial.isalpha():
        codes[at] = _lower_case_mark(lower[at])
    elif word in w.NAME_PARTICLES:
        codes[at] = "d"
    else:
        codes[at] = "."
    return at + 1


def _quoted(document: Document) -> list[bool]:
    """Whether each word is inside double quotation marks; a paragraph's end closes them."""
    words, inside = document.words, False
    quoted = [False] * len(words)
    if not any(mark in document.text for mark in '"“”'):
        return quoted
    for start, end in document.paragraphs:
        inside = False
        for index in document.words_in(start, end):
            word = words[index]
            if word == "“":
                inside = True
            elif word == "”":
                inside = False
            elif word == '"':
                inside = not inside
            else:
                quoted[index] = inside
    return quoted


def _begins(marks: Marks, at: int, first: int) -> bool:
    """Whether the word begins a sentence or a quotation, where capitals say nothing."""
    if at == first:
        return True
    before = marks.lower[at - 1]
    return before in "\"“‘'(«—:" and len(before) == 1


def _lower_case_mark(word: str) -> str:
    if word in w.NAME_PARTICLES:
        return "d"
    if len(word) < 3 or word.endswith(("s", "ed", "ing", "ly")):
        return "x"
    return "l"


def _mark_name(
    marks: Marks, exact: Sequence[str], at: int, length: int, senses: Sequence[NameSense]
) -> int:
    codes = marks.codes
    ordered = sorted(senses, key=lambda sense: _FORM_ORDER.index(sense.form))
    form = ordered[0].form
    if form == "nothing":
        codes[at] = "x"
        codes[at + 1 : at + length] = ["_"] * (length - 1)
        return at + length
    marks.senses[at] = tuple(ordered)
    code = _FORM_MARKS[form]
    if exact[at] in _ATTRIBUTIVE and length == 1:
        code = "A"
    codes[at] = code
    if length > 1:
        codes[at + 1 : at + length] = ["_"] * (length - 1)
        if exact[at + length - 1] == "-":
            codes[at + length - 1] = "h"
    return at + length


def _mark_noun(marks: Marks, at: int, length: int, nouns: Sequence[Noun]) -> int:
    codes = marks.codes
    marks.nouns[at] = nouns
    head = next((noun for noun in nouns if noun.sort != "modifier"), nouns[0])
    code = _NOUN_MARKS[head.sort]
    if head.plural and code == "T":
        code = "U"
    elif code == "B" and head.kind == "state":
        code = "Z"
    codes[at] = code
    end = at + length
    codes[at + 1 : end] = ["_"] * (length - 1)
    if (
        code in "HT"
        and end < len(codes)
        and marks.lower[end] == "."
        and _abbreviates(marks.lower[end - 1])
    ):
        codes[end] = "_"
        end += 1
    return end


def _settle_homonyms(marks: Marks, knowledge: Knowledge) -> None:
    """Takes "Georgia" for the region of the other country where more speaks for that one."""
    words = marks.document.words
    for name, homonym in knowledge.homonyms.items():
        places = [index for index in marks.senses if words[index] == name]
        if not places:
            continue
        against = sum(word in homonym.cues for word in words)
        own = sum(
            senses[0].key == homonym.state and words[index] != name
            for index, senses in marks.senses.items()
        )
        for index in places:
            town = marks.senses.get(index - 2, ())
            in_town = words[index - 1] == "," and town and town[0].key == homonym.region_of
            if in_town or against > own:
                marks.codes[index] = "G"
                marks.senses[index] = (NameSense("city", homonym.region_of),)


def _towns_in_names(marks: Marks, first: int, last: int) -> None:
    """A town's name right beside an unknown capitalised word is part of that name."""
    codes = marks.codes
    for index in range(first, last):
        if codes[index] == "G" and (
            (index > first and codes[index - 1] in "CH")
            or (index + 1 < last and codes[index + 1] == "C")
        ):
            codes[index] = "C"


def _abbreviates(word: str) -> bool:
    return len(word) <= 4 and word not in ("king", "head", "aide", "emir", "pope", "shah", "monk")


def _capitals(words: Sequence[str]) -> str:
    """How a sentence is capitalised: "all" letters, "most" words (as in titles), or "few"."""
    letters = [word for word in words if word.isalpha()]
    if len(letters) >= 4 and words[-1] != ".":
        if sum(map(str.isupper, letters)) > 0.8 * len(letters):
            return "all"
        long = [word for word in letters if len(word) > 3]
        if len(long) >= 3 and sum(map(str.istitle, long)) > 0.8 * len(long):
            return "most"
    return "few"


def _doubt_capitals(marks: Marks, first: int, last: int) -> None:
    """In a title, an unknown capitalised word is a name only if the text elsewhere has it so."""
    for index in range(first, last):
        word = marks.document.words[index]
        if marks.codes[index] not in "CI" or len(word) == 1:
            continue
        if word not in marks.proper and word.title() not in marks.proper:
            marks.codes[index] = _lower_case_mark(marks.lower[index])


def _calmed(words: Sequence[str], first: int, last: int, knowledge: Knowledge) -> list[str]:
    """The words with this sentence's capitals reduced: "CHINA" to "China", but "NATO" as it is."""
    calm = list(words)
    for index in range(first, last):
        word = words[index]
        titled = word.title()
        keeps = titled not in knowledge.names and word in knowledge.names
        if len(word) > 1 and not keeps:
            calm[index] = titled if unaccented(word).isalpha() else word
    return calm
