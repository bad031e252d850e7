"""Which language a text is in.

English is told by its function words alone, in microseconds. Only a text that these leave in
doubt goes to py3langid, whose model (4.6 MB packed) is loaded then: about a second, 120 MB.
"""

from __future__ import annotations

import re
from functools import cache

_SAMPLE = 4000
# UTF-8 bytes: too little to name a language that is not English.
_ENOUGH = 60
# Between two languages, how much likelier the first must be, in nats over the square root of the
# sample's bytes (py3langid's own scale for comparing texts of different lengths). English lists
# of names came out below 3 (924 news articles, a line each), foreign headlines above 8.
_MARGIN = 5.0

_ENGLISH_WORDS = """
    the of and to in that is for on with as was at by it from his has be an are were this which
    its have not but he she they their will would been said who had after over about into than
    more when could should may can if there between against during also what we our you her him
    no or all out up one two new first last other some so do did does how why where before
    because while under says say
"""
# Of these, words that hardly any other language shares.
_STRONG_WORDS = "the of and to that with was by from has have were this which would"


def identify(text: str) -> str | None:
    """The ISO 639-1 code of the language of ``text``, or ``None`` where there is too little.

    ``None`` is what a short headline without function words gets; later rooms treat it as
    English (see ``reads_as_english``).
    """
    sample = _sample(text)
    words = _words().findall(sample.lower())
    if not words:
        return None
    english, strong_ones = _function_words()
    common = sum(word in english for word in words)
    strong = len(strong_ones.intersection(words))
    if len(words) >= 20:
        if common >= 0.25 * len(words) and strong >= 3:
            return "en"
    elif strong and common >= 0.3 * len(words):
        return "en"
    return _ranked(sample) if len(sample.encode("utf-8", "replace")) >= _ENOUGH else None


def reads_as_english(language: str | None) -> bool:
    """Whether a text in ``language`` is coded: English, or too short to be told."""
    return language in ("en", None)


def _sample(text: str) -> str:
    """The middle of a long text, where mastheads and forms are fewest; all of a short one."""
    if len(text) <= _SAMPLE:
        return text
    start = (len(text) - _SAMPLE) // 3
    return text[start : start + _SAMPLE]


def _ranked(sample: str) -> str | None:
    import py3langid

    ranks = py3langid.rank(sample)
    best, score = ranks[0]
    english = dict(ranks).get("en", score)
    margin = (score - english) / len(sample.encode("utf-8", "replace")) ** 0.5
    if best != "en" and margin < _MARGIN:
        return "en" if margin == 0 else None
    return str(best)


@cache
def _function_words() -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(_ENGLISH_WORDS.split()), frozenset(_STRONG_WORDS.split())


@cache
def _words() -> re.Pattern[str]:
    return re.compile(r"[^\W\d_]+")
