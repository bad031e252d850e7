"""Where sentences end, within one paragraph of news prose.

A rule, because the cases are few and known: a stop, question or exclamation mark (with closing
quotes or brackets after it) ends a sentence when what follows can begin one and what precedes it
is no abbreviation, initial or ordinal. Scored in ``benchmarks/language.py``.
"""

from __future__ import annotations

import re

_CANDIDATE = re.compile(
    r"(?:[.!?…]+|(?<=[^\s\d])\.{2,})[\"'”’»)\]]*"  # the end
    r"(?=\s+[\"'“‘«(\[—–-]*\s?[A-ZÀ-ÖØ-ÞĀ-Ž0-9])"  # what can begin a sentence
)
_BEFORE = re.compile(r"([\w’'.-]+)$")
_NEVER_LAST = frozenset(
    """mr mrs ms mx dr prof rev fr sr st sen rep gov gen lt col maj capt cmdr adm sgt cpl pvt brig
    hon amb pres vs v no nos art arts sec fig figs vol ed eds approx est cf al jan feb mar apr jun
    jul aug sept sep oct nov dec mt ft supt det messrs mmes dir min fed op ca""".split()
)
"""Abbreviations that stand before a name or number, so that no sentence ends with them."""
_MAY_BE_LAST = frozenset(
    "inc corp co ltd bros jr u.s u.k u.n e.u u.s.a a.m p.m d.c etc i.e e.g".split()
)
"""Abbreviations after which a sentence goes on unless a sentence opener follows."""
_OPENERS = frozenset(
    """the a an he she it they we i you his her its their our in on at for from by with but and
    this that these those there what when where who how why if as after before while although
    however meanwhile no not some many most both all under since during earlier later last
    according officials asked mr mrs ms dr""".split()
)
"""Words that begin a sentence far more often than they follow an abbreviation in capitals."""
_NEXT = re.compile(r"\s+[\"'“‘«(\[—–-]*\s?([\w’'.]+)")


def split_sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences of the paragraph ``text[start:end]`` as character spans of ``text``."""
    spans: list[tuple[int, int]] = []
    begin = start
    for match in _CANDIDATE.finditer(text, start, end):
        if not _ends_here(text, begin, match.start(), match.end(), end):
            continue
        spans.append((begin, match.end()))
        begin = match.end()
        while begin < end and text[begin].isspace():
            begin += 1
    if begin < end:
        spans.append((begin, end))
    return spans


def _ends_here(text: str, begin: int, stop: int, after: int, end: int) -> bool:
    """Whether the mark at ``stop`` ends the sentence that began at ``begin``."""
    following = _NEXT.match(text, after, end)
    opener = following[1] if following else ""
    if text[stop] in "!?…" or text[stop : stop + 2] == "..":
        # A quotation may go on after its mark: «"Why?" He left» splits, «"Why?" Smith asked» not.
        return True
    before = _BEFORE.search(text, max(begin, stop - 25), stop)
    if before is None:
        return True
    word = before[1].lower().strip(".'’-")
    if after - stop > 1 and text[after - 1] in '"”’»':
        return True  # a closing quote after the stop: the quoted sentence is over
    if word in _NEVER_LAST:
        return word in {
            "no",
            "min",
            "dir",
            "fed",
            "mar",
            "dec",
            "art",
            "est",
            "ed",
            "op",
            "fig",
        } and (opener[:1].isalpha() and before[1].islower())
    if len(word) == 1 and before[1][:1].isupper():
        # An initial ("J. Smith", "Vitamin C. The …"): ends only before a clear opener.
        return opener.lower() in _OPENERS and word != "i"
    if word in _MAY_BE_LAST or re.fullmatch(r"(?:[a-z]\.)+[a-z]", word):
        return opener.lower() in _OPENERS
    return not (word.isdigit() and opener[:1].isdigit())
