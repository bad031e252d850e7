"""What kind of piece an article is: a report, an opinion, an official statement.

A piece that calls itself one (a rubric, a section in its address, "For immediate release") is
believed. All others are told by their voice: how often, outside quotation, the author says "I"
or "we", judges, argues, asks and demands; how often others are cited; how often an institution
speaks ("The United States condemns", speakers' labels of a transcript).
"""

from __future__ import annotations

import math
import re
from functools import cache

from dragoman.record import ArticleKind

_SAMPLE = 8000
_ENOUGH_WORDS = 40
_HEAD_LINES = 6
_TAIL_LINES = 3
# A title like "Remarks by …" heads the remarks themselves or a report of them: odds, no proof.
_TITLE_HINT = 2.5

# Where no institution speaks, a statement is told by what is missing; then it must be clear.
_OFFICIAL = ("institution", "transcript")
_CLEAR = 1.0

#: What the voice of a text is measured by: marks per 100 words outside quotation.
FEATURES = (
    "first person",
    "judgement",
    "argument",
    "demand",
    "question",
    "citation",
    "weekday",
    "institution",
    "transcript",
    "agency",
    "quotation",
)
# Bias, then a weight for each feature: `python -m training.article_kind` fits and prints them.
_WEIGHTS: dict[ArticleKind, tuple[float, ...]] = {
    "report": (-2.18, -1.49, -0.95, -0.17, -1.36, 0.08, 2.57, 2.08, -0.27, 0.06, 1.66, 1.43),
    "opinion": (-0.38, 0.53, 0.79, 1.36, 0.83, 1.73, -0.82, 0.00, -0.69, -4.53, -1.79, 0.13),
    "statement": (2.56, 0.97, 0.17, -1.19, 0.53, -1.81, -1.75, -2.08, 0.96, 4.47, 0.13, -1.55),
}


def kind_of(text: str, *, title: str | None = None, url: str | None = None) -> ArticleKind:
    """The kind of ``text``; ``unknown`` when it is too short, or nothing in its voice decides."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    head = [*([title] if title else []), *lines[:_HEAD_LINES]]
    if _opinion_path().search(url or "") or any(_opinion_line().match(line) for line in head):
        return "opinion"
    if _official_path().search(url or "") or any(_official_line().match(line) for line in head):
        return "statement"
    if any(_author_note().search(line) for line in lines[-_TAIL_LINES:]):
        return "opinion"
    if any(_dateline().match(line) for line in lines[:_HEAD_LINES]):
        return "report"
    hinted = any(_official_title().match(line) for line in head)
    voice = voice_of(text)
    if voice is None:
        return "statement" if hinted else "unknown"
    scores = {kind: _score(weights, voice) for kind, weights in _WEIGHTS.items()}
    scores["statement"] += _TITLE_HINT * hinted
    second, best = sorted(scores, key=lambda kind: scores[kind])[-2:]
    spoken = hinted or any(voice[FEATURES.index(name)] for name in _OFFICIAL)
    if best == "statement" and not spoken and scores[best] - scores[second] < _CLEAR:
        return "unknown"
    return best


def voice_of(text: str) -> tuple[float, ...] | None:
    """``FEATURES`` of a text, square roots of densities; ``None`` when it is too short."""
    sample = text[:_SAMPLE]
    own = _quoted().sub(" “” ", sample)
    words = own.count(" ") + own.count("\n") + 1
    if words < _ENOUGH_WORDS:
        return None
    counts = dict.fromkeys(FEATURES, 0)
    for found in _markers().finditer(own):
        counts[_NAMES[found.lastgroup or ""]] += 1
    counts["quotation"] = own.count("“”")
    counts["transcript"] = len(_label().findall(sample))
    counts["agency"] = len(_agency().findall(sample[:600])) * words // 100
    return tuple(math.sqrt(100 * count / words) for count in counts.values())


def _score(weights: tuple[float, ...], voice: tuple[float, ...]) -> float:
    return weights[0] + sum(w * v for w, v in zip(weights[1:], voice, strict=True))


_NAMES = {name.replace(" ", "_"): name for name in FEATURES}
_WHO = (
    r"(?:(?:[Tt]he )?(?:United States|Secretary|President|Vice President|Minister|Ministry"
    r"|Government|Department|Commission|Council|European Union|EU|leaders|sides|parties"
    r"|[Mm]inisters|Foreign Ministry|Spokesperson|High Representative)|[Ww]e|I)"
)
_MARKERS = {
    "institution": _WHO + r" (?:also |today |strongly |further |again |jointly |deeply |fully )?"
    r"(?:condemns?|welcomes?|congratulates?|reaffirm(?:s|ed)?|urges?|commends?|extends?"
    r"|express(?:es|ed)?|thank(?:s|ed)?|underscor(?:es?|ed)|discussed|reiterat(?:es?|ed)"
    r"|emphasi[sz](?:es?|ed)|stands? (?:with|by|ready)|remains? committed|looks? forward"
    r"|calls? (?:on|upon|for)|appreciat(?:es?|ed)|commit(?:s|ted)? to|honou?rs?|mourns?"
    r"|applauds?|recogni[sz]es?|regrets?|spoke (?:today|with|by)|met (?:today )?with)\b"
    r"|\bhereby\b|\bon behalf of\b|\bpursuant to\b",
    "citation": r"\b(?:said|says|told|according to|reported|added|announced|stated|declined to"
    r"|confirmed|reporters|spokes(?:man|woman|person)|in a statement|officials?)\b",
    "weekday": r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b",
    "demand": r"\b(?:must|should|ought to|needs? to|has to|have to|cannot|can['’]t|let us"
    r"|let['’]s|it(?: is|['’]s) time|time to|had better)\b",
    "judgement": r"\b(?:clearly|obviously|undoubtedly|of course|surely|frankly|ridiculous(?:ly)?"
    r"|absurd(?:ly|ity)?|shameful(?:ly)?|dangerous(?:ly)?|foolish(?:ly)?|naive|hypocri\w+"
    r"|cynical(?:ly)?|disastrous|reckless(?:ly|ness)?|tragic(?:ally)?|wrong(?:ly)?|right(?:ly)?"
    r"|wise(?:ly)?|sensible|folly|myth|nonsense|truth|lesson|mistake|illusion|hardly|merely"
    r"|simply|indeed|perhaps|in fact|in reality|desperate(?:ly)?|stubborn|unfortunate(?:ly)?"
    r"|sadly|notorious|so-called|supposed(?:ly)?|worse|worst|better|best"
    r"|too (?:much|many|little|late|often|long))\b",
    "argument": r"\b(?:[Hh]owever|[Yy]et|But|And|[Tt]herefore|[Tt]hus|[Nn]or|[Ii]nstead"
    r"|[Rr]ather|[Aa]fter all|[Oo]therwise|[Nn]evertheless|[Nn]onetheless|[Oo]n the contrary"
    r"|[Ff]or (?:example|instance)|why|if|because|n?either"
    r"|[Tt]he (?:problem|question|point|answer|danger|reality|fact) is)\b",
    "first_person": r"\b(?:I|me|my|mine|myself|we|us|our|ours|ourselves|you|your)\b",
    "question": r"\?",
}


@cache
def _markers() -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _MARKERS.items()))


@cache
def _quoted() -> re.Pattern[str]:
    return re.compile(r"“[^”\n]{1,600}[”\n]|\"[^\"\n]{1,600}\"|''[^'\n]{1,600}''")


@cache
def _label() -> re.Pattern[str]:
    return re.compile(r"^(?:[A-Z][A-Z.’' -]{2,40}:\s|Q\s|QUESTION:)", re.MULTILINE)


@cache
def _agency() -> re.Pattern[str]:
    return re.compile(
        r"\((?:AP|AFP|UPI|Reuters|Xinhua|TASS)\)\s?(?:[-–—]|--)"
        r"|^[A-Z]{4,}[^.\n]{0,40} (?:[-–—―]|--) ",
        re.MULTILINE,
    )


@cache
def _opinion_path() -> re.Pattern[str]:
    return re.compile(
        r"/(?:opinions?|op-?eds?|editorials?|commentary|commentisfree|columnists?|columns?|views?"
        r"|viewpoints?|perspectives?|letters)(?:[/_-]|$)",
        re.IGNORECASE,
    )


@cache
def _official_path() -> re.Pattern[str]:
    return re.compile(
        r"/(?:press-?releases?|statements?(?:-releases|-and-releases)?|speeches?(?:-remarks)?"
        r"|readouts?|press-briefings?|presidential-actions|communiques?|remarks)(?:[/_-]|$)",
        re.IGNORECASE,
    )


@cache
def _dateline() -> re.Pattern[str]:
    """A city in capitals, maybe region and date, and a dash: the opening of a wire report."""
    return re.compile(r"[A-Z][A-Z.'’ -]{2,30}(?:,\s[^—–]{2,40})?\s?(?:[—–]|--)\s?\S")


@cache
def _opinion_line() -> re.Pattern[str]:
    return re.compile(
        r"(?:opinion|op-?ed|commentary|comment|editorial|viewpoint|guest (?:essay|column|post)"
        r"|perspective|the editorial board|letters? to the editor|letters|column|first person"
        r"|point of view)s?\.?(?:\s*[:|]\s.*|\s(?:by|from)\s.*)?$"
        r"|.{5,150}\s[|]\s(?:opinion|commentary|editorial|column)$",
        re.IGNORECASE,
    )


@cache
def _official_line() -> re.Pattern[str]:
    return re.compile(
        r"(?:for immediate release|embargoed (?:until|for)|media (?:note|advisory|release)\b"
        r"|press (?:statement|release|communiqu[eé])$|fact ?sheet\s?:|official statement$"
        r"|readout (?:of|from)\b|a proclamation on\b|executive order on\b|memorandum for\b"
        r"|(?:the )?(?:below|following)(?: statement)? is attributable to\b"
        r"|office of the (?:spokesperson|press secretary)\b|begin text\b)",
        re.IGNORECASE,
    )


@cache
def _official_title() -> re.Pattern[str]:
    return re.compile(
        r"(?:(?:joint |press )?(?:statement|readout|communiqu[eé]|declaration|release)"
        r"|(?:opening |joint |closing )?remarks|press (?:briefing|gaggle|conference)"
        r"|background press|on-the-record|transcript|(?:a )?(?:message|letter|notice|memorandum))"
        r"(?:\s?:| (?:by|of|from|on|to|with|as|at|for|call|briefing)\b)|fact ?sheet\b",
        re.IGNORECASE,
    )


@cache
def _author_note() -> re.Pattern[str]:
    return re.compile(
        r"(?i:views|opinions) (?:expressed|in this)|reflect the (?:views|opinions|position)"
        r"|^\W?[A-Z][\w.’'-]+ [^.]{0,60}\bis (?:an?|the)\b[^.]{0,80}\b(?:columnist|fellow"
        r"|professor|author of|lecturer|contributor|commentator|scholar)\b[^.]{0,120}\.?$"
    )
