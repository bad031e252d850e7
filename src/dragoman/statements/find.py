"""According to whom: who is cited for what, by which words, one inside another.

The model tags sources, cues and contents and links them; quotation marks settle where a content
begins and ends, whether it is direct, and which quoted paragraphs go on without a new cue.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dragoman.language import Document
from dragoman.model import Signals, Tagged, bio_spans
from dragoman.record import Content, Mention, Span, Statement, StatementKind
from dragoman.statements.bounds import from_boundary, one_sentence, to_boundary
from dragoman.statements.direct import Quoted, direct_quotes
from dragoman.statements.passive import passive_attributions
from dragoman.statements.quotes import find_quotes

LINKED = 0.4
"""A cue's source or content is linked at this probability."""
OUTSIDE = 0.5
RULED = 0.7
"""Confidence of a quotation found by its marks and a verb of saying."""
AUXILIARIES = frozenset(
    "may might will would can could shall should must has have had is are was were be been do does "
    "did not to".split()
)
"""A cue of nothing but these cites nobody."""
QUOTED = 60
"""Characters that a quotation without cue and speaker has at least."""
GAP = 3
"""Words between two pieces of one inner content, at most."""
SHORTEST = 4
"""Words of an inner content, at least."""
NEAR = 40
"""Words between a cue and a content that no link joins, at most."""


@dataclass
class _Draft:
    """A statement in the making: spans of words."""

    cue: Tagged | None
    source: Tagged | None
    contents: list[tuple[int, int]] = field(default_factory=list)
    score: float = 0.5


def find_statements(
    document: Document, signals: Signals, mentions: Sequence[Mention]
) -> tuple[Statement, ...]:
    """The statements of the article in text order (ids ``s1``, ``s2`` …)."""
    quotes = find_quotes(document.text, document.paragraphs)
    contents = bio_spans(signals, "content", OUTSIDE) + _inner(signals)
    drafts = _drafts(document, signals, contents, quotes)
    for draft in drafts:
        draft.score = signals.labels.confidence("statement", draft.score)
    ruled = [*direct_quotes(document, quotes, mentions), *passive_attributions(document, mentions)]
    drafts += _untagged(document, drafts, ruled)
    _continue_quotes(document, drafts, quotes)
    _embrace(drafts)
    made = []
    for draft in drafts:
        statement = _statement(document, draft, mentions, quotes)
        if statement is not None:
            made.append(statement)
    made.sort(key=lambda one: (one.content.start, -one.content.end))
    return _with_ids_and_parents([one for one in made if not _is_echo(one, made)])


def _inner(signals: Signals) -> list[Tagged]:
    """Contents inside contents: the head saw few, so its pieces are joined and scraps dropped."""
    joined: list[Tagged] = []
    for one in bio_spans(signals, "inner", OUTSIDE):
        if joined and one.first - joined[-1].last <= GAP:
            score = min(joined[-1].score, one.score)
            joined[-1] = joined[-1]._replace(last=one.last, score=score)
        else:
            joined.append(one)
    return [one for one in joined if one.last - one.first >= SHORTEST]


def _untagged(
    document: Document, drafts: Sequence[_Draft], found: Sequence[Quoted]
) -> list[_Draft]:
    """Contents given away by marks or word order that no tagged content with a cue covers."""
    covered = {i for one in drafts if one.cue for a, b in one.contents for i in range(a, b)}
    made: list[_Draft] = []
    for quote in found:
        first, last = quote.content
        if sum(i in covered for i in range(first, last)) > (last - first) / 2:
            continue
        cue = Tagged(*quote.cue, "cue", RULED)
        if made and made[-1].cue == cue:
            made[-1].contents.append(quote.content)  # "…," she said, "…": one statement
            continue
        source = Tagged(*quote.source, "source", RULED) if quote.source else None
        made.append(_Draft(cue, source, [quote.content], RULED))
    return made


def _drafts(
    document: Document,
    signals: Signals,
    contents: list[Tagged],
    quotes: Sequence[tuple[int, int]],
) -> list[_Draft]:
    """One draft a cue with the contents linked to it; contents nobody claims stay alone."""
    cues = [
        cue
        for cue in bio_spans(signals, "cue", OUTSIDE)
        if any(word.lower() not in AUXILIARIES for word in document.words[cue.first : cue.last])
    ]
    sources = bio_spans(signals, "source", OUTSIDE)
    drafts = []
    claimed: dict[int, tuple[float, int]] = {}
    for number, cue in enumerate(cues):
        draft = _Draft(cue, _best_source(document, signals, cue, sources), score=cue.score)
        drafts.append(draft)
        scores = signals.link("content", cue.first, [one.first for one in contents])
        for i, content in enumerate(contents):
            if content.first <= cue.first < content.last:
                continue  # a cue does not introduce what it stands in
            if scores[i] >= LINKED and scores[i] > claimed.get(i, (0.0, 0))[0]:
                claimed[i] = (float(scores[i]), number)
    for i, content in enumerate(contents):
        if i not in claimed:
            near = [
                (abs(cue.first - content.first), n)
                for n, cue in enumerate(cues)
                if not content.first <= cue.first < content.last
                and document.sentence_at(document.starts[cue.first])
                == document.sentence_at(document.starts[content.first])
                and not any(n == other for _, other in claimed.values())
            ]
            if near and min(near)[0] <= NEAR:
                claimed[i] = (0.4, min(near)[1])
    for i, (score, number) in sorted(claimed.items(), key=lambda item: -item[1][0]):
        end = to_boundary(document, contents[i].first, contents[i].last, cues, sources)
        begin = from_boundary(document, contents[i].first, [*cues, *sources])
        end = one_sentence(document, begin, end, quotes)
        draft = drafts[number]
        if draft.contents and not _goes_on(document, draft, begin, quotes):
            continue
        draft.contents.append((begin, end))
        drafts[number].score = min(drafts[number].score, max(score, contents[i].score * 0.9))
    for draft in drafts:
        draft.contents.sort()
    alone = [
        _Draft(None, None, [(one.first, one.last)], one.score * 0.8)
        for i, one in enumerate(contents)
        if i not in claimed
    ]
    return [draft for draft in drafts if draft.contents] + alone


def _goes_on(
    document: Document, draft: _Draft, first: int, quotes: Sequence[tuple[int, int]]
) -> bool:
    """Whether a further part can belong to it: in the same sentence, or in quotation marks."""
    start = document.starts[first]
    if any(a - 1 <= start < b for a, b in quotes):
        return True
    sentence = document.sentence_at(start)
    return any(document.sentence_at(document.starts[a]) == sentence for a, _ in draft.contents)


def _best_source(
    document: Document, signals: Signals, cue: Tagged, sources: list[Tagged]
) -> Tagged | None:
    scores = signals.link("source", cue.first, [one.first for one in sources])
    ranked = sorted(
        (
            (float(scores[i]), -abs(one.first - cue.first), one)
            for i, one in enumerate(sources)
            if scores[i] >= LINKED
        ),
        reverse=True,
    )
    if ranked:
        return ranked[0][2]
    sentence = document.sentence_at(document.starts[cue.first])
    near = [
        (abs(one.first - cue.first), one)
        for one in sources
        if document.sentence_at(document.starts[one.first]) == sentence
    ]
    return min(near)[1] if near and min(near)[0] <= 12 else None


def _continue_quotes(
    document: Document, drafts: list[_Draft], quotes: list[tuple[int, int]]
) -> None:
    """A quoted paragraph without a cue belongs to the speaker of the quotation before it."""
    cited = [draft for draft in drafts if draft.cue is not None]
    for draft in drafts:
        if draft.cue is not None:
            continue
        first, _ = draft.contents[0]
        start = document.starts[first]
        paragraph = document.paragraph_at(start)
        if not any(a - 1 <= start < b and b - a > 20 for a, b in quotes):
            continue
        if any(a <= first < b for one in cited for a, b in one.contents):
            continue  # a quotation inside a statement is part of it
        before = [
            one
            for one in cited
            if one.contents[-1][1] <= first
            and 0 <= paragraph - document.paragraph_at(document.starts[one.contents[-1][0]]) <= 1
        ]
        if before:
            draft.source = before[-1].source
            draft.score = max(0.3, draft.score)


def _embrace(drafts: list[_Draft]) -> None:
    """What a cited person is said to say belongs whole to the one who cites it.

    "According to X, Y believes that Z": the tagger may end X's content at "believes"; where Y's
    cue stands in it and Y's content begins where it ends, it goes on to the end of that.
    """
    for outer in drafts:
        first, last = outer.contents[-1]
        for inner in drafts:
            if inner is outer or inner.cue is None or not first <= inner.cue.first < last:
                continue
            begin, end = inner.contents[0]
            if inner.cue.first < begin <= last + 2 and end > last:
                outer.contents[-1] = (first, end)
                last = end


def _statement(
    document: Document,
    draft: _Draft,
    mentions: Sequence[Mention],
    quotes: list[tuple[int, int]],
) -> Statement | None:
    """The finished statement; None when nothing shows that somebody is cited.

    A content without cue needs quotation marks, and without a speaker the length of a sentence:
    a word or two in quotation marks is the author's irony, or a name.
    """
    parts = _parts(document, draft, quotes)
    if not parts:
        return None
    kind = _kind(parts, quotes)
    if draft.cue is None and (
        kind == "indirect" or (draft.source is None and parts[-1][1] - parts[0][0] < QUOTED)
    ):
        return None
    start, end = parts[0][0], parts[-1][1]
    text = document.text
    source = draft.source
    span = (
        Span.of(text, document.starts[source.first], document.ends[source.last - 1])
        if source
        else None
    )
    cue = draft.cue
    return Statement(
        id="",
        speakers=_speakers(span, mentions),
        speaker=span,
        cue=Span.of(text, document.starts[cue.first], document.ends[cue.last - 1]) if cue else None,
        content=Content(
            start=start,
            end=end,
            text=text[start:end],
            parts=tuple(Span.of(text, a, b) for a, b in parts) if len(parts) > 1 else (),
        ),
        kind=kind,
        confidence=draft.score,
    )


def _parts(
    document: Document, draft: _Draft, quotes: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """The characters of the content: parts that overlap are one, none holds the cue itself."""
    cue = document.starts[draft.cue.first] if draft.cue else -1
    parts: list[tuple[int, int]] = []
    for first, last in draft.contents:
        plain = document.starts[first], document.ends[last - 1]
        start, end = _snap(document, plain, quotes)
        if start <= cue < end and not plain[0] <= cue < plain[1]:
            # "It is hoped that …" in quotation marks: what is hoped is not the whole quotation.
            start, end = plain
        parts.append((start, end))
    whole: list[tuple[int, int]] = []
    for start, end in sorted(part for part in parts if part[0] < part[1]):
        if whole and start < whole[-1][1]:
            whole[-1] = whole[-1][0], max(end, whole[-1][1])
        else:
            whole.append((start, end))
    return whole


def _speakers(source: Span | None, mentions: Sequence[Mention]) -> tuple[str, ...]:
    """Actors named in the source: the longest mention first; several when they are listed."""
    if source is None:
        return ()
    inside = [one for one in mentions if one.start < source.end and source.start < one.end]
    if not inside:
        return ()
    inside.sort(key=lambda one: (one.start - one.end, one.start))
    longest = inside[0]
    listed = " and " in source.text or "," in source.text
    chosen = [
        one
        for one in inside
        if (one.start, one.end) == (longest.start, longest.end)
        or (
            listed
            and (one.start >= longest.end or one.end <= longest.start)
            and source.text[max(0, one.start - source.start - 5) : one.start - source.start]
            .strip()
            .endswith("and")
        )
    ]
    return tuple(dict.fromkeys(one.actor for one in chosen))


def _snap(
    document: Document, span: tuple[int, int], quotes: list[tuple[int, int]]
) -> tuple[int, int]:
    """Ends that fall near a quotation's ends move there; stray marks and stops are dropped."""
    start, end = span
    for a, b in quotes:
        if a < end and start < b:
            overlap = min(b, end) - max(a, start)
            if overlap > 0.6 * (b - a) or overlap > 0.8 * (end - start):
                if abs(start - a) <= 30 and start > a:
                    start = a
                if abs(end - b) <= 30 and end < b:
                    end = b
    text = document.text
    while start < end and text[start] in ' ,;:\n"“”«»‘—–':
        start += 1
    while end > start and text[end - 1] in ' ,;:\n"“”«».!?—–':
        if text[end - 1] == "." and text[end - 3 : end - 2] == ".":
            break  # the stop of an abbreviation ("U.S.")
        end -= 1
    return start, end


def _kind(parts: list[tuple[int, int]], quotes: list[tuple[int, int]]) -> StatementKind:
    total = sum(b - a for a, b in parts)
    quoted = sum(max(0, min(b, end) - max(a, start)) for a, b in parts for start, end in quotes)
    if quoted >= 0.9 * total:
        return "direct"
    return "mixed" if quoted > 0.02 * total and quoted >= 3 else "indirect"


def _is_echo(one: Statement, made: Sequence[Statement]) -> bool:
    """Whether it lies inside another statement without a cue of its own there."""
    for other in made:
        outer, inner = other.content, one.content
        if other is one or not (outer.start <= inner.start and inner.end <= outer.end):
            continue
        if (outer.start, outer.end) == (inner.start, inner.end):
            if made.index(other) < made.index(one):
                return True
        elif one.cue is None or not (outer.start <= one.cue.start and one.cue.end <= outer.end):
            return True
    return False


def _with_ids_and_parents(made: list[Statement]) -> tuple[Statement, ...]:
    """Ids in text order; a statement's parent is the smallest content that holds it."""
    import msgspec

    numbered = [msgspec.structs.replace(one, id=f"s{i}") for i, one in enumerate(made, 1)]
    result = []
    for one in numbered:
        holders = [
            other
            for other in numbered
            if other.id != one.id
            and other.content.start <= one.content.start
            and one.content.end <= other.content.end
            and other.content.end - other.content.start > one.content.end - one.content.start
        ]
        parent = min(holders, key=lambda h: h.content.end - h.content.start).id if holders else None
        result.append(msgspec.structs.replace(one, parent=parent))
    return tuple(result)
