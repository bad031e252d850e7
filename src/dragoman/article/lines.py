"""Which lines of a pasted page are the article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.article.boilerplate import (
    boilerplate_family,
    heads_links,
    is_boilerplate,
    is_section_name,
)
from dragoman.article.comments import split_comments
from dragoman.article.masthead import looks_like_headline, names_its_makers
from dragoman.record import Comment

_LONGEST_LIST = 12
_MENU_WORDS = 4
_LONGEST_MENU = 200
_PROSE_WORDS = 4
_LONG = 120
# At the top of a page these are more likely a headline ("Watch: minister storms out of talks").
_HEADLINE_LIKE = {"picture", "player", "read more"}
_HEADLINE_WORDS = 5
_SENTENCE_ENDS = (".", "!", "?", '."', ".”", "”", '"', "’", ".)", "…")


@dataclass(frozen=True, slots=True)
class Kept:
    """The kept lines, unchanged and in order, and the comments that stood below them."""

    lines: list[str]
    comments: tuple[Comment, ...]


def article_lines(text: str) -> Kept:
    """The lines of ``text`` that are the article, none of their characters changed.

    Left out: page furniture, the menu above the headline, lists of links to other articles,
    what follows the last sentence among furniture, comment forms, readers' comments (returned
    apart), blank lines at both ends, and blank lines doubled by what was left out.
    """
    lines = text.split("\n")
    end, comments = split_comments(lines)
    furniture = [is_boilerplate(line) for line in lines[:end]]
    begin = _after_menu(lines, furniture)
    end = _before_tail(lines, furniture)
    kept: list[str] = []
    started = prose = gap = False
    place = begin
    while place < end:
        line = lines[place]
        if not line.strip():
            if started and not (gap and not kept[-1].strip()):
                kept.append(line)
        elif prose and heads_links(line) and (after := _after_links(lines, furniture, place, end)):
            place, gap = after, True
            continue
        elif _is_left_out(line, furniture[place], started):
            gap = True
        else:
            kept.append(line)
            started, gap = True, False
            prose = prose or _is_prose(line)
        place += 1
    while kept and not kept[-1].strip():
        kept.pop()
    return Kept(kept, comments)


def _is_left_out(line: str, furniture: bool, started: bool) -> bool:
    if started:
        return furniture
    if furniture:
        headline = len(line.split()) > _HEADLINE_WORDS
        return not (headline and boilerplate_family(line) in _HEADLINE_LIKE)
    return is_section_name(line)


def _is_prose(line: str) -> bool:
    line = line.strip()
    return (
        len(line) > _LONG
        or bool(names_its_makers(line))
        or (line.endswith(_SENTENCE_ENDS) and line.count(" ") >= _PROSE_WORDS - 1)
    )


def _after_menu(lines: Sequence[str], furniture: Sequence[bool]) -> int:
    """Where the page goes on below a menu at its top: 0 when it has none.

    A menu is a run of short lines, two of them at least names of sections or for moving about,
    above a longer line that may be a headline. The site's name and the like go with it.
    """
    last = menu = 0
    for place, line in enumerate(lines[: min(len(furniture), _LONGEST_MENU)]):
        line = line.strip()
        if not line:
            continue
        if is_section_name(line) or boilerplate_family(line) == "navigation":
            menu += 1
            last = place + 1
        elif not furniture[place] and line.count(" ") >= _MENU_WORDS:
            return last if menu >= 2 and looks_like_headline(line, "below") else 0
    return 0


def _before_tail(lines: Sequence[str], furniture: Sequence[bool]) -> int:
    """Where the page's tail begins: the furniture below the last sentence of the article.

    Between two lines of furniture and after them stand titles of other articles, names of
    topics and the like, which no pattern knows.
    """
    end = len(furniture)
    found = []
    for place in range(end - 1, -1, -1):
        if furniture[place]:
            if any(map(str.isalnum, lines[place])):
                found.append(place)
        elif _is_prose(lines[place]):
            break
    return found[-1] if len(found) >= 2 else end


def _after_links(
    lines: Sequence[str], furniture: Sequence[bool], heading: int, end: int
) -> int | None:
    """Where the article goes on below a list of links; ``None`` when prose follows at once.

    A link is a short line that does not end a sentence; the list ends at the first other line.
    """
    links = 0
    for place in range(heading + 1, end):
        line = lines[place].strip()
        if not line:
            continue
        if furniture[place]:
            links += 1
        elif len(line) > 140 or line[-1] in '.!"”:;,' or links == _LONGEST_LIST:
            return place if links else None
        else:
            links += 1
    return end if links else None
