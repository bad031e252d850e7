"""Does a sentence put an undated expression ("on Friday", "in March") before or after publication?

The nearest verb that shows tense decides, looked for to the left first, as English puts the time
after its verb ("will meet on Friday"). Words that plan ("scheduled", "due") count as future.
"""

from __future__ import annotations

from dragoman.times.grammar import Context
from dragoman.times.words import hints, vocabulary

_LEFT = 14
"""How many words to the left are looked at."""
_RIGHT = 20
"""How many words to the right are looked at when the left shows nothing."""
_PLUPERFECT = 5
"""How many words before a verb of planning a "had" puts it into the past."""
_BOUND = 5
"""How many words before "to" a verb that binds somebody to it may stand."""
_NEAR = 7
"""How many words to the right a possessive ("Tuesday's vote will …") is looked at."""


def direction(context: Context, start: int, end: int) -> int:
    """Where the expression at words ``[start, end)`` lies: -2 past, 2 future, 0 unclear.

    ±1 stands for a weak sign.
    """
    while start > context.sentence and _is_clock(context.word(start - 1)):
        start -= 1  # "until 9 a.m. Tuesday": what stands before the time of day counts
    before = context.word(start - 1)
    if before == "since":
        return -2
    if before == "of":
        return -1
    if context.word(end) in ("'s", "’s"):
        return max(-1, _right(context, end, _NEAR))
    if (found := _sign(context, end)) < 0:
        return found
    inside = start - 1 > context.sentence
    if inside and before in ("until", "till") and not _had(context, start):
        return 2
    if before == "for" and _is_past_form(context.word(start - 2)) and not _had(context, start):
        return 2
    for index in range(start - 1, max(context.sentence, start - _LEFT) - 1, -1):
        if found := _sign(context, index):
            return found
    return 2 if inside and before in ("by", "before") else _right(context, end, _RIGHT)


def _is_clock(word: str) -> bool:
    tables = vocabulary().tables
    return word in tables["MERIDIEM"] or word in tables["NOON"] or word[:1].isdigit()


def _right(context: Context, end: int, reach: int) -> int:
    """What the nearest sign to the right shows."""
    for index in range(end, min(context.sentence_end, end + reach)):
        if found := _sign(context, index):
            return found
    return 0


def _had(context: Context, start: int) -> bool:
    """Whether a pluperfect stands shortly before."""
    return any(context.word(index) == "had" for index in range(start - 7, start))


def _sign(context: Context, index: int) -> int:
    """What one word shows."""
    word = context.word(index)
    if not word or not (word[0].isalpha() or word[0] in "'’"):
        return 0
    before = context.word(index - 1)
    if word in hints("future"):
        return 2
    if word in hints("happens"):
        return 2
    if word in ("plan", "plans") and context.word(index + 1) != "to":
        return 0
    if word in hints("plans"):
        earlier = {context.word(at) for at in range(index - _PLUPERFECT, index)}
        return -2 if "had" in earlier or "previously" in earlier else 2
    if word == "set":
        ahead = context.word(index + 1) in ("for", "to")
        return 2 if ahead and "had" not in (before, context.word(index - 2)) else -1
    if word == "to" and (before in ("is", "are") or _is_bound(context, index)):
        return 2 if context.word(index + 1).isalpha() else 0
    if word in hints("weak_future"):
        return 1
    if word == "have" and before == "to" and context.word(index - 2) in ("was", "were"):
        return 2
    if _is_participle(word) and _lies_ahead(context, index):
        return 2
    if word in hints("same_past"):
        return 0 if before in hints("before_plain") else -2
    if word in hints("past") or _is_past_form(word):
        return 0 if before in ("is", "are", "being", "be") and _is_past_form(word) else -2
    return 0


def _is_participle(word: str) -> bool:
    return word in hints("past") or word in hints("same_past") or _is_past_form(word)


def _lies_ahead(context: Context, index: int) -> bool:
    """Whether a participle is of a future passive or plan: "will be held", "was to have met"."""
    before = context.word(index - 1)
    if before == "be":
        return any(context.word(index - back) in hints("before_be") for back in (2, 3))
    planned = before == "have" and context.word(index - 2) == "to"
    return planned and context.word(index - 3) in ("was", "were")


def _is_bound(context: Context, index: int) -> bool:
    """Whether "to" at ``index`` opens what somebody agreed, threatened, asked … to do."""
    return any(context.word(at) in hints("binding") for at in range(index - _BOUND, index))


def _is_past_form(word: str) -> bool:
    return len(word) > 3 and word.endswith("ed") and word not in hints("not_past")
