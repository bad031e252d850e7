"""Numbers in words and figures, as they stand in time expressions."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.times.words import vocabulary

_TOO_LARGE = 1e6
"""Numbers from here on are no counts of days or years; they would leave every calendar."""
_SMALL = {"a": 1.0, "an": 1.0, "one": 1.0}


def read_number(words: Sequence[str]) -> float | None:
    """The number that words say ("2 1/2", "twenty four", "a hundred"); None for a vague one."""
    plain = [word.lower() for word in words if word not in ("-", "–", "and")]
    if "/" in plain:
        return _fraction(plain)
    if sum(word[0].isdigit() for word in plain) > 1:
        return None  # "10-15": between the two
    total = part = 0.0
    seen = False
    table = vocabulary().tables["CARD"]
    for word in plain:
        if word[0].isdigit():
            try:
                part, seen = part + float(word.replace(",", "")), True
            except ValueError:
                return None
        elif word in _SMALL:
            part, seen = part + 1.0, True
        elif word == "dozen":
            part, seen = (part or 1.0) * 12, True
        elif word == "couple":
            return 2.0
        elif word == "half":
            part, seen = part + 0.5, True
        elif word in table:
            number = float(table[word])
            if number >= 100:
                part = (part or 1.0) * number
                if number >= 1000:
                    total, part = total + part, 0.0
            else:
                part += number
            seen = True
        elif word in ("of", "the"):
            continue
        else:
            return None
    return total + part if seen and total + part < _TOO_LARGE else None


def read_year(words: Sequence[str]) -> int | None:
    """A year in figures or words ("1998", "nineteen ninety-six", "two thousand and six")."""
    plain = [word.lower() for word in words if word not in ("-", "–", "and")]
    if len(plain) == 1 and plain[0].isdigit():
        return int(plain[0])
    table = vocabulary().tables["CARD"]
    if (
        plain
        and plain[0] in ("eighteen", "nineteen", "twenty")
        and len(plain) > 1
        and "thousand" not in plain
    ):
        rest = sum(table.get(word, 0) for word in plain[1:])
        return int(table[plain[0]]) * 100 + rest if 10 <= rest < 100 else None
    if plain[:2] == ["two", "thousand"]:
        return 2000 + int(sum(table.get(word, 0) for word in plain[2:]))
    return None


def _fraction(words: Sequence[str]) -> float | None:
    """``2 1 / 2`` or ``1 / 2``."""
    at = words.index("/")
    try:
        share = float(words[at - 1]) / float(words[at + 1])
        return share + (float(words[0]) if at > 1 else 0.0)
    except (ValueError, ZeroDivisionError, IndexError):
        return None
