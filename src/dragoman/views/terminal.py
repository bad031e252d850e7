"""A record on the screen: a title line, then what happened, who said what, what is foreseen."""

from __future__ import annotations

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

from dragoman.record import Event, Record, Statement
from dragoman.views.sentences import (
    according_to,
    actor_name,
    chance,
    counted,
    describe,
    due,
    forecaster_of,
    harmless,
    in_words,
    speaker_of,
    when,
)

STATUS_MARKS = {
    "happened": ("●", "green"),
    "ongoing": ("◐", "cyan"),
    "planned": ("○", "blue"),
    "hypothetical": ("◇", "yellow"),
    "negated": ("✕", "red"),
}
"""Shape and colour of each status; the shape alone tells them apart."""


class Harmless:
    """Shows what it holds without the commands that texts of pages may have for a terminal."""

    def __init__(self, shown: RenderableType) -> None:
        self.shown = shown

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for segment in console.render(self.shown, options):
            yield Segment(harmless(segment.text), segment.style, segment.control)


def render(record: Record) -> RenderableType:
    """The whole record for a Rich console."""
    parts: list[RenderableType] = [_head(record)]
    if record.events:
        parts += [
            _section("What happened, or may"),
            *(_event(one, record) for one in record.events),
        ]
    if record.statements:
        parts += [_section("Who said so"), *_statements(record)]
    if record.forecasts:
        parts += [_section("What they expect"), *_forecasts(record)]
    parts += [Text(f"\nNote: {note.message}", style="dim") for note in record.notes]
    return Harmless(Group(*parts))


def show(record: Record, console: Console) -> None:
    """Prints the record."""
    console.print(render(record))


def _head(record: Record) -> RenderableType:
    article = record.article
    title = Text(article.title or article.text.split("\n", 1)[0][:100] or article.id, style="bold")
    facts = [
        article.outlet,
        article.byline,
        in_words(article.published, article.published) if article.published else "no date",
        article.kind if article.kind != "unknown" else None,
        ", ".join(
            counted(len(found), name)
            for found, name in (
                (record.events, "event"),
                (record.statements, "statement"),
                (record.forecasts, "forecast"),
            )
        ),
    ]
    return Group(title, Text(" · ".join(fact for fact in facts if fact), style="dim"))


def _section(name: str) -> RenderableType:
    return Text(f"\n{name}", style="bold underline")


def _event(event: Event, record: Record) -> RenderableType:
    mark, colour = STATUS_MARKS[event.status]
    clause = describe(event, record)
    line = Text.assemble((f"{mark} ", colour), clause[:1].upper() + clause[1:])
    places = {one.id: one.name for one in record.places}
    where = f" in {places[event.place]}" if event.place in places else ""
    code = f"{event.type}/{event.mode}" if event.mode else event.type
    status = f"{event.status}, background" if event.historical else event.status
    detail = Text(
        f"{status} · {when(event)}{where} · {code} · {according_to(event, record)} "
        f"· {event.confidence * 100:.0f} %",
        style="dim",
    )
    quote = Text(
        f"“{_short(event.evidence.text, event.trigger.start - event.evidence.start)}”",
        style="italic dim",
    )
    return Group(line, Padding(Group(detail, quote), (0, 0, 0, 4), expand=False))


def _short(text: str, at: int, width: int = 140) -> str:
    """The sentence, or the part of it around the trigger."""
    text = " ".join(text.split())
    if len(text) <= width:
        return text
    begin = max(0, min(at - width // 2, len(text) - width))
    cut = text[begin : begin + width]
    return ("…" if begin else "") + cut + ("…" if begin + width < len(text) else "")


def _statements(record: Record) -> list[RenderableType]:
    depth: dict[str, int] = {}
    lines: list[RenderableType] = []
    for one in record.statements:
        depth[one.id] = depth.get(one.parent or "", -1) + 1
        lines.append(
            Padding(_statement(one, record), (0, 0, 0, 4 * min(depth[one.id], 4)), expand=False)
        )
    return lines


def _statement(one: Statement, record: Record) -> RenderableType:
    marks = ("“", "”") if one.kind == "direct" else ("", "")
    content = _short(one.content.text, 0, 160)
    cue = f" {one.cue.text}:" if one.cue else ":"
    return Text.assemble(
        (speaker_of(one, record), "bold"), (cue + " ", "dim"), f"{marks[0]}{content}{marks[1]}"
    )


def _forecasts(record: Record) -> list[RenderableType]:
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(ratio=1)
    for one in record.forecasts:
        condition = f" · {one.condition.text}" if one.condition else ""
        claim = " ".join(one.claim.text.split())
        table.add_row(
            Text(chance(one), style="magenta"),
            Text.assemble(
                claim,
                (
                    f"\n{forecaster_of(one, record)} · “{one.wording}”{condition} · {due(one)}",
                    "dim",
                ),
            ),
        )
    return [table]


def roster(record: Record) -> RenderableType:
    """The actors of the article as a table, those of most mentions first."""
    counts = {one.id: 0 for one in record.actors}
    for mention in record.mentions:
        counts[mention.actor] = counts.get(mention.actor, 0) + 1
    table = Table("actor", "kind", "country", "sector", "role", "mentions", box=None)
    for actor in sorted(record.actors, key=lambda one: -counts[one.id]):
        table.add_row(
            actor_name(actor),
            actor.kind,
            actor.country or actor.organization or "",
            actor.sector or "",
            actor.role or "",
            str(counts[actor.id]),
        )
    return Harmless(table)
