"""Does a sentence put an undated expression ("on Friday", "in March") before or after publication?

The nearest verb that shows tense decides, looked for to the left first, as English puts the time
after its verb ("will meet on Friday"); words that plan ("scheduled", "due") count as future.
"""

from __future__ import annotations

from dragoman.times.grammar import Context
from dragoman.times.words import hints

_REACH = 12
"""How many words to each side are looked at."""


def direction(context: Context, start: int, end: int) -> int:
    """-1 when the expression at words ``[start, end)`` lies in the past, +1 future, 0 unclear."""
    for index in range(start - 1, max(context.sentence, start - _REACH) - 1, -1):
        found = _cue(context, index)
        if found:
            return found
    for index in range(end, min(context.sentence_end, end + _REACH)):
        found = _cue(context, index)
        if found:
            return found
    return 0


def _cue(context: Context, index: int) -> int:
    word = context.word(index)
    if word in hints("future"):
        if word in ("expected", "planned", "proposed", "scheduled", "set", "due") or True:
            before = context.word(index - 1)
            if word == "would" or (before in ("had",) and word in ("planned", "expected")):
                return 1 if word == "would" else -1
        return 1
    if (
        word == "to"
        and context.word(index + 1).isalpha()
        and context.word(index - 1) in ("is", "are", "be")
    ):
        return 1
    if word in hints("past") or (
        len(word) > 3 and word.endswith("ed") and word not in hints("not_past")
    ):
        return -1
    return 0
