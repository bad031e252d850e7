"""The cheap look: which paragraphs may hold something political, so that only they are encoded.

A paragraph is read when it names a state, a people, a capital, an organisation or an office, or
uses a word of politics or of citing. It errs on the side of reading: what it leaves out is box
scores, recipes, share prices, and lines without a verb's worth of words.
"""

from __future__ import annotations

import re
from functools import lru_cache

from dragoman.language import Document

_STEMS = """
accord accus agree aid air-strike airstrike alli ally ambassad ambush amnest annex appeal armed
arms army arrest assassin attack ban barricad base battl believ blast blockad bomb border
boycott breach brigad bullet cabinet campaign captur cease chancellor chief civil claim clash
coalition colonel command commission condemn conflict congress consul could coup court crackdown
crime crisis curfew cyber deal defen delegat demand demonstrat deni denounc deny deploy deport
detain detent dialog diplomat dispute dissident dron election embargo embass emissar envoy evict
exile expect expel explos expuls extradit fight fire force forecast foreign freed freedom gas
general genocid govern guerrilla gunm hope hostag humanitarian immigra independen inspect insurg
intelligence intervention invad invasion invit jail journalist judge junta kidnap kill king law
lawmak leader likely loan maritime massacr may mediat meet might military militi minist missil
mission monitor mortar navy negotiat nuclear occup offensive official opposition pact parliament
party peac pledg polic police politic poll port premier presid pressur prime prison prosecut
protest province quit raid rally ratif rebel refer refuge regime relation release report request
resign resolution riot rocket rule said sanction say secretar security sentenc separat settler
shell shoot shot siege sign slam soldier sovereign spoke spokes spy state statement strike
suggest suicid summit summon support suspend talks tariff tell tension territor terror threat
ties told torture trade treaty trial tribunal troop truce union unrest urge veto vice victim
violen visit vote vow war warn warship weapon will withdr would
""".split()
_STEM = re.compile("|".join(sorted(_STEMS, key=len, reverse=True)))


@lru_cache(maxsize=50_000)
def _political(word: str) -> bool:
    return _STEM.match(word) is not None


def worth_reading(document: Document, named: set[int]) -> list[int]:
    """Indices of the paragraphs to encode; ``named`` holds those where a lexicon name stands.

    A paragraph is left out when no name stands in it and fewer than two of its words, or none of
    a short one's, look political.
    """
    chosen = []
    for index, (start, end) in enumerate(document.paragraphs):
        words = document.words_in(start, end)
        if len(words) < 3:
            continue
        if index in named or sum(1 for i in words if _political(document.words[i].lower())) >= (
            1 if len(words) < 25 else 2
        ):
            chosen.append(index)
    return chosen
