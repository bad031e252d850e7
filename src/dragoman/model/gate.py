"""The cheap look: which paragraphs may hold something political, so that only they are encoded.

A paragraph is read when it names a state, a people, a capital, an organisation or somebody in
office, or uses words of politics or of citing. It errs on the side of reading: what it leaves out
is box scores, recipes, share prices, and lines without a sentence in them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Protocol

from dragoman.language import Document

_STEMS = """
accord accus agree aid airstrike ally alli ambassad ambush amnest annex appeal armed arms army
arrest assassin attack ban barricad battl blast blockad bomb border boycott breach brigad bullet
cabinet campaign captur cease chancellor chief civil clash coalition colonel command condemn
conflict congress consul coup court crackdown crime crisis curfew cyber deal defen delegat demand
demonstrat denounc deni deny deploy deport detain detent dialog diplomat dispute dissident dron
election embargo embass emissar envoy evict exile expel expuls explos extradit fight force foreign
freed freedom genocid govern guerrilla gunm hostag humanitarian immigra independen inspect insurg
intelligence intervention invad invasion invit jail journalist judge junta kidnap kill law lawmak
leader maritime massacr mediat meet militar militi minist missil mission mortar navy negotiat
nuclear occup offensive official opposition pact parliament party peac pledg polic politic poll
premier presid pressur prime prison prosecut protest province raid rally ratif rebel refer refuge
regime request resign resolution riot rocket rule said sanction say secretar security sentenc
separat shell shoot shot siege sign soldier sovereign spokes spy statement strike suicid summit
support suspend talks tariff tension territor terror threat told torture treaty trial tribunal
troop truce union unrest urge veto victim violen visit vote vow war warn warship weapon withdr
""".split()
_STEM = re.compile("|".join(sorted(_STEMS, key=len, reverse=True)))


class FirstWords(Protocol):
    """What answers whether some name of the lexicon begins with a word."""

    def __contains__(self, word: str, /) -> bool:
        """Whether some name begins with ``word``."""
        ...


@lru_cache(maxsize=50_000)
def _political(word: str) -> bool:
    return _STEM.match(word) is not None


def worth_reading(document: Document, names: FirstWords) -> list[int]:
    """Indices of the paragraphs to encode.

    ``names`` holds the first words of all names of the lexicon. A paragraph is left out when it
    has no such word in capitals and fewer than two words that look political, or when it is no
    sentence at all (fewer than three words).
    """
    chosen = []
    for index, (start, end) in enumerate(document.paragraphs):
        inside = document.words_in(start, end)
        if len(inside) < 3:
            continue
        words = document.words[inside.start : inside.stop]
        if any(word[0].isupper() and word in names for word in words) or (
            sum(_political(word.lower()) for word in words) >= 2
        ):
            chosen.append(index)
    return chosen
