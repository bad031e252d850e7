"""Which lines of a pasted page are the article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.article.boilerplate import boilerplate_family, heads_links, is_boilerplate
from dragoman.article.comments import split_comments
from dragoman.record import Comment

_LONGEST_LIST = 12
# At the top of a page these are more likely a headline ("Watch: minister storms out of talks").
_HEADLINE_LIKE = {"picture", "player", "read more", "navigation"}
_HEADLINE_WORDS = 5


@dataclass(frozen=True, slots=True)
class Kept:
    """The kept lines, unchanged and in order, and the comments that stood below them."""

    lines: list[str]
    comments: tuple[Comment, ...]


def article_lines(text: str) -> Kept:
    """The lines of ``text`` that are the article, none of their characters changed.

    Left out: page furniture, lists of links to other articles, comment forms, readers' comments
    (returned apart), blank lines at both ends, and blank lines doubled by what was left out.
    """
    lines = text.split("\n")
    end, comments = split_comments(lines)
    kept: list[str] = []
    started = gap = False
    place = 0
    while place < end:
        line = lines[place]
        if not line.strip():
            if started and not (gap and not kept[-1].strip()):
                kept.append(line)
            place += 1
            continue
        if started and heads_links(line) and (after := _after_links(lines, place + 1, end)):
            place, gap = after, True
            continue
        if is_boilerplate(line) and not (not started and _may_be_headline(line)):
            gap = True
        else:
            kept.append(line)
            started, gap = True, False
        place += 1
    while kept and not kept[-1].strip():
        kept.pop()
    return Kept(kept, comments)


def _may_be_headline(line: str) -> bool:
    return len(line.split()) > _HEADLINE_WORDS and boilerplate_family(line) in _HEADLINE_LIKE


def _after_links(lines: Sequence[str], start: int, end: int) -> int | None:
    """Where the article goes on below a list of links; ``None`` when prose follows at once.

    A link is a short line that does not end a sentence; the list ends at the first other line.
    """
    place = start
    links = 0
    for place in range(start, end):
        line = lines[place].strip()
        if not line:
            continue
        if is_boilerplate(line):
            continue
        if len(line) > 140 or line[-1] in '.!"”:;,' or links == _LONGEST_LIST:
            return place if links else None
        links += 1
    return end if links else None
