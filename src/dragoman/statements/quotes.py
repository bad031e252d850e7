"""Quotation marks of many kinds, opened and closed, and not closed.

Found by paragraph: a mark that is never closed holds to the paragraph's end (news style opens
each paragraph of a long quotation anew and closes only the last), and never raises.
"""

from __future__ import annotations

from collections.abc import Sequence

_CLOSERS = {"“": "”", "„": "“”", "«": "»", "»": "«", "‘": "’", "‹": "›", "「": "」"}


def find_quotes(text: str, paragraphs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans between quotation marks, marks excluded, in order; inner ones included.

    Straight marks (``"``) open and close in turn; single ones count as quotation marks only
    where they cannot be apostrophes.
    """
    found: list[tuple[int, int]] = []
    for start, end in paragraphs:
        stack: list[tuple[str, int]] = []
        for at in range(start, end):
            mark = text[at]
            if mark not in '"“”„«»‘’‹›「」':
                continue
            if stack and _closes(text, at, end, stack[-1][0]):
                opened = stack.pop()[1]
                if at > opened + 1:
                    found.append((opened + 1, at))
            elif _opens(text, at, start, end):
                stack.append((mark, at))
        found += [(opened + 1, end) for mark, opened in stack if mark != "‘" and end > opened + 2]
    return sorted(found)


def _opens(text: str, at: int, start: int, end: int) -> bool:
    mark = text[at]
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    if mark == '"':
        return not after.isspace()
    if mark in "“„«‹「":
        return True
    if mark == "‘":
        # ‘em, ’90s and the like: an apostrophe; a quotation follows a blank or a bracket.
        return (before.isspace() or before in '("“—–') and after.isupper()
    return mark == "»" and before.isspace() and not after.isspace()


def _closes(text: str, at: int, end: int, opener: str) -> bool:
    mark = text[at]
    if opener == '"':
        return mark == '"'
    if opener == "‘":
        after = text[at + 1] if at + 1 < end else " "
        return mark == "’" and not after.isalnum()
    return mark in _CLOSERS.get(opener, "")
