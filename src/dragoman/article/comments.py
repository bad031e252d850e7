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
# Comments stand below an article: so many characters of prose, or so much of the page.
_ENOUGH_PROSE = 150
_LATE = 0.6
_LONGEST_SIGNATURE = 80
_LABELS = {"published", "posted", "updated", "modified", "last", "first", "edited", "created"}
_NAME = r"[^\W_][^:|\n]{0,39}?"


def split_comments(lines: Sequence[str]) -> tuple[int, tuple[Comment, ...]]:
    """Where the readers' comments begin in ``lines`` (their number when there are none), and they.

    Comments begin below some prose, at a heading ("3 comments", "Comments") with a commenter's
    line soon below it or near the end of the page, or at a commenter's line with a time stamp
    below it ("Ann says:" above "January 21, 2023 at 3:15 pm").
    """
    start = _start(lines)
    if start == len(lines):
        return start, ()
    return start, _taken_apart([line.strip() for line in lines[start:]])


def _start(lines: Sequence[str]) -> int:
    filled = [number for number, line in enumerate(lines) if line.strip()]
    prose = read = 0
    total = sum(map(len, lines))
    for place, number in enumerate(filled):
        line = lines[number].strip()
        if prose >= _ENOUGH_PROSE and len(line) <= _LONGEST_SIGNATURE:
            below = [lines[n].strip() for n in filled[place + 1 : place + 5]]
            if below and _begins(line, below, late=read > _LATE * total):
                return number
        read += len(line)
        prose += len(line) if len(line) > _LONGEST_SIGNATURE or line[-1] in '.”"' else 0
    return len(lines)


def _begins(line: str, below: Sequence[str], late: bool) -> bool:
    if _heading().fullmatch(line):
        signed = any(_author(text) or _stamp().fullmatch(text) for text in below)
        return signed or (late and re.search(r"[1-9]", line) is not None)
    return _author(line) is not None and _stamp().fullmatch(below[0]) is not None


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
    for line, below in zip(lines, _next_filled(lines), strict=True):
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


def _next_filled(lines: Sequence[str]) -> list[str]:
    """For each line the next one with text, "" where there is none."""
    following = [""] * len(lines)
    for place in range(len(lines) - 2, -1, -1):
        following[place] = lines[place + 1] or following[place + 1]
    return following


def _author(line: str) -> str | None:
    found = _signature().fullmatch(line)
    if not found:
        return None
    name = (found["says"] or found["on"]).strip()
    return name if _is_name(name) else None


def _is_name(text: str) -> bool:
    """Up to four words that end no sentence ("Ann B." does not) and label no date."""
    words = text.split()
    ends = text[-1] in "!?:;," or (text[-1] == "." and len(words[-1]) > 3)
    return len(text) <= 40 and len(words) <= 4 and not ends and words[0].lower() not in _LABELS


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
