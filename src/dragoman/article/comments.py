"""Readers' comments below a pasted article: found, cut off from the text and taken apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from dragoman.article.boilerplate import is_boilerplate
from dragoman.record import Comment

_STAMP = r"""
    (?:on\s|at\s)?(?:
        (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s\d{4}
      | \d{1,2}\s(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?\s\d{4}
      | \d{4}-\d{2}-\d{2} | \d{1,2}[/.]\d{1,2}[/.]\d{2,4}
      | (?:yesterday|today)
      | (?:a|an|\d{1,2})\s(?:second|minute|min|hour|hr|day|week|month|year)s?\sago
      | \d{1,2}\s?[hdmw]\sago
    )
    (?:,?\s?(?:at\s)?\d{1,2}[:.]\d{2}(?::\d{2})?\s?(?:[ap]\.?m\.?)?)?
"""
_NAME = r"[^\W_][^:|\n]{0,39}?"


def split_comments(lines: Sequence[str]) -> tuple[int, tuple[Comment, ...]]:
    """Where the readers' comments begin in ``lines`` (their number when there are none), and they.

    Comments begin at a heading ("3 comments", "Comments") with a commenter's line soon below it
    or with nothing but short text after a long article, or at a commenter's line with a time
    stamp ("Ann says:" above "January 21, 2023 at 3:15 pm"). Never in the first line.
    """
    start = _start(lines)
    if start == len(lines):
        return start, ()
    return start, _taken_apart([line.strip() for line in lines[start:]])


def _start(lines: Sequence[str]) -> int:
    filled = [number for number, line in enumerate(lines) if line.strip()]
    words = 0
    total = sum(len(line) for line in lines)
    for place, number in enumerate(filled):
        line = lines[number].strip()
        below = [lines[n].strip() for n in filled[place + 1 : place + 6]]
        if place and len(line) <= 80:
            signed = any(_signature().fullmatch(text) or _stamped(text) for text in below[:4])
            if _heading().fullmatch(line) and below:
                promised = re.search(r"[1-9]", line) is not None
                if signed or (promised and words > 400 and words > 0.6 * total):
                    return number
            if _author(line) and below and _stamp().fullmatch(below[0]) and words > 200:
                return number
        words += len(line)
    return len(lines)


def _taken_apart(lines: Sequence[str]) -> tuple[Comment, ...]:
    comments: list[Comment] = []
    author: str | None = None
    parts: list[str] = []

    def finish() -> None:
        nonlocal author, parts
        text = re.sub(r"\n{3,}", "\n\n", "\n".join(parts)).strip()
        if text:
            comments.append(Comment(author=author, text=text))
        author, parts = None, []

    unsigned = not any(_author(line) for line in lines)
    for place, line in enumerate(lines):
        below = next((text for text in lines[place + 1 :] if text), "")
        if _heading().fullmatch(line):
            continue
        name = _author(line)
        if name is None and _stamp().fullmatch(below) and _is_name(line):
            name = line
        if name is not None:
            finish()
            author = name
        elif not line:
            if unsigned:
                finish()
            else:
                parts.append("")
        elif _stamp().fullmatch(line) or is_boilerplate(line):
            continue
        else:
            parts.append(line)
    finish()
    return tuple(comments)


def _author(line: str) -> str | None:
    found = _signature().fullmatch(line)
    if not found:
        return None
    name = found["says"] or found["on"]
    return name.strip() if _is_name(name) else None


def _is_name(text: str) -> bool:
    return 0 < len(text) <= 40 and len(text.split()) <= 4 and text[-1] not in ".!?:;,"


def _stamped(line: str) -> bool:
    return bool(_stamp().fullmatch(line))


@cache
def _heading() -> re.Pattern[str]:
    return re.compile(
        r"(?:\d{1,5}\s)?(?:readers?['’]?s?['’]?\s)?(?:comments?|responses?|replies|thoughts)"
        r"(?:\s?\(\d{1,5}\)|\s?:?\s\d{1,5}|\son\s.{1,120}|\sto\s.{1,120})?\s?:?",
        re.IGNORECASE,
    )


@cache
def _signature() -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?P<says>{_NAME})\s(?:says|said|wrote|writes|commented|replied)\s?:?(?:\s{_STAMP})?:?"
        rf"|(?P<on>{_NAME})\s?[|•·,-]?\s(?:{_STAMP})(?:\s?(?:said|says|wrote))?:?)",
        re.IGNORECASE | re.VERBOSE,
    )


@cache
def _stamp() -> re.Pattern[str]:
    return re.compile(rf"(?:posted\s)?{_STAMP}(?:\s(?:reply|permalink))?", re.I | re.X)
