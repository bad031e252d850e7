"""An article's framing on the screen: whose words, which words, the headline, who is heard."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dragoman.framing import CATEGORIES, Framing, HeadlineClaim, LoadedWord, Shares, Source
from dragoman.record import Record
from dragoman.views.sentences import counted, describe, speaker_of
from dragoman.views.terminal import Harmless

BAR = 40
"""Characters of the bar of voices."""
AROUND = 27
"""Characters of the text shown on either side of a loaded word, at most."""
CATEGORY_NAMES = {
    "evaluative": "judging",
    "emotive": "stirring",
    "dehumanising": "dehumanising",
    "mind_reading": "mind-reading",
    "intensifier": "insisting",
    "delegitimising": "belittling",
    "scare_quotes": "in distancing marks",
}
FINDINGS = {
    "carried": ("●", "green", "the body tells it"),
    "only_claimed": ("◐", "yellow", "stated as a fact; in the body only by"),
    "not_as_fact": ("◇", "yellow", "told as a fact; in the body only planned, possible or denied"),
    "not_in_body": ("✕", "red", "no event of like type and parties in the body"),
}


def render_framing(framing: Framing, record: Record) -> RenderableType:
    """The framing for a Rich console, to stand below its record."""
    parts: list[RenderableType] = [Text("\nHow it is told", style="bold underline")]
    if framing.shares is None or not framing.shares.words:
        parts.append(Text("not counted: no English text", style="dim"))
        return Harmless(Group(*parts))
    parts.append(_shares(framing.shares))
    parts += _headline(framing.headline, record)
    parts += _loaded(framing, record)
    parts += _sources(framing)
    parts += _hedges(framing)
    parts.append(
        Text("\nCounts of words and of who is cited; none says what is true.", style="dim italic")
    )
    return Harmless(Group(*parts))


def _title(name: str, count: str = "") -> Text:
    return Text.assemble((f"\n{name}", "bold"), (f"  {count}" if count else "", "dim"))


def _shares(parts: Shares) -> RenderableType:
    own = round(BAR * parts.author / parts.words)
    cited = round(BAR * parts.cited / parts.words)
    rest = max(0, BAR - own - cited)

    def percent(number: int) -> str:
        return f"{100 * number / parts.words:.0f} %"

    said = f"{percent(parts.author)} the author’s own voice · {percent(parts.cited)} cited"
    said += f" ({percent(parts.verbatim)} in quotation marks)" if parts.verbatim else ""
    if parts.unattributed:
        said += f" · {percent(parts.unattributed)} quoted without a source"
    return Group(
        Text.assemble(("█" * own, "cyan"), ("▓" * cited, "magenta"), ("░" * rest, "dim")),
        Text(f"{said} · of {parts.words} words", style="dim"),
    )


def _headline(claims: Sequence[HeadlineClaim], record: Record) -> Iterator[RenderableType]:
    if not claims:
        return
    yield _title("What the headline tells", counted(len(claims), "event"))
    events = {one.id: one for one in record.events}
    statements = {one.id: one for one in record.statements}
    for claim in claims:
        mark, colour, words = FINDINGS[claim.finding]
        if claim.finding == "only_claimed":
            speakers = [
                speaker_of(statements[one], record) for one in claim.statements if one in statements
            ]
            words = f"{words} {', '.join(dict.fromkeys(speakers))}"
        clause = describe(events[claim.event], record) if claim.event in events else ""
        yield Text.assemble((f"{mark} ", colour), clause[:1].upper() + clause[1:])
        yield Padding(Text(f"“{claim.trigger.text}”: {words}", style="dim"), (0, 0, 0, 4))


def _loaded(framing: Framing, record: Record) -> Iterator[RenderableType]:
    own = [one for one in framing.loaded if one.voice == "author"]
    others = [one for one in framing.loaded if one.voice != "author"]
    assert framing.shares is not None
    rate = 1000 * len(own) / framing.shares.author if framing.shares.author else 0
    yield _title(
        "Loaded words in the author’s voice",
        f"{len(own)}, {rate:.1f} for every thousand of the author’s words" if own else "none",
    )
    for category in CATEGORIES:
        found = [one for one in own if one.category == category]
        if found:
            yield Text(f"{CATEGORY_NAMES[category]}: {len(found)}", style="cyan")
            yield from (_in_context(one, record) for one in found)
    if others:
        yield _title("Loaded words of others", f"{len(others)}, not counted as the author’s")
        for one in others:
            yield _in_context(one, record)


def _in_context(one: LoadedWord, record: Record) -> RenderableType:
    text = record.article.text
    before = text[max(0, one.start - AROUND) : one.start].rpartition("\n")[2]
    after = text[one.end : one.end + AROUND].partition("\n")[0]
    if len(before) == AROUND:
        before = "…" + before.partition(" ")[2]
    if len(after) == AROUND:
        after = after.rpartition(" ")[0] + "…"
    label = "headline" if one.headline else ""
    if one.voice != "author":
        cited = {s.id: speaker_of(s, record) for s in record.statements}
        label = f"{cited.get(one.statement or '', 'no source named')}, {one.voice}"
    return Padding(
        Text.assemble(
            (before, "dim"),
            (" ".join(one.text.split()), "bold"),
            (after, "dim"),
            (f"  ({label})" if label else "", "dim italic"),
        ),
        (0, 0, 0, 4),
        expand=False,
    )


def _sources(framing: Framing) -> Iterator[RenderableType]:
    if not framing.sources:
        yield _title("Sources", "nobody is cited")
        return
    naming = Counter(one.naming for one in framing.sources)
    without = sum(len(one.statements) for one in framing.sources if one.naming == "unstated")
    yield _title(
        "Sources",
        f"{naming['named']} named, {naming['unnamed']} unnamed; "
        f"{counted(without, 'statement')} with none",
    )
    table = Table("", "country", "kind", "cited", "words", "in marks", box=None, pad_edge=False)
    for one in framing.sources:
        table.add_row(
            _source_name(one),
            one.country or "",
            one.kind or "",
            f"{len(one.statements)}×",
            str(one.words),
            str(one.verbatim),
        )
    yield table
    sides = [one for one in framing.sides if one.country]
    if sides:
        total = sum(one.words for one in framing.sides) or 1
        yield _title("Whose side is heard")
        for side in sides:
            outlets = f", {counted(side.outlets, 'outlet')} among them" if side.outlets else ""
            yield Text.assemble(
                (f"{side.country}  ", "bold"),
                f"{100 * side.words / total:.0f} % of the cited words",
                (
                    f"  {counted(side.named, 'named source')}, {side.unnamed} unnamed{outlets}",
                    "dim",
                ),
            )


def _source_name(one: Source) -> Text:
    if one.naming == "unstated":
        return Text("no source named", style="dim italic")
    return Text(one.name, style="bold" if one.naming == "named" else "italic")


def _hedges(framing: Framing) -> Iterator[RenderableType]:
    own = Counter(one.text.lower() for one in framing.hedges if one.voice == "author")
    others = sum(one.voice != "author" for one in framing.hedges)
    yield _title("Hedges", f"{own.total()} of the author’s, {others} of those cited")
    if own:
        words = (f"{word} {n}×" if n > 1 else word for word, n in own.most_common())
        yield Padding(Text(", ".join(words)), (0, 0, 0, 4))
