"""Records in sentences, on the screen and in tables."""

from __future__ import annotations

import io
import re
from typing import Any

import msgspec
import pytest
from rich.console import Console

from dragoman.events import load_ontology
from dragoman.record import STATUSES, Actor, Event, Plover, Record, Report, Span
from dragoman.views.sentences import according_to, describe, in_words, when
from dragoman.views.table import safe
from dragoman.views.terminal import render, roster


def _event(record: Record, type_: str, **facts: Any) -> Event:
    span = Span(0, 1, "x")
    return Event(
        id="e1",
        type=type_,
        plover=Plover(type=type_, quad="", score=0.0),
        trigger=span,
        evidence=facts.pop("evidence", span),
        confidence=0.5,
        reports=facts.pop("reports", (Report(trigger=span, evidence=span),)),
        **{"status": "happened", **facts},
    )


@pytest.fixture
def record(records: list[Record]) -> Record:
    """A record with four actors of our own."""
    actors = (
        Actor(id="a1", name="France", kind="state", country="FRA"),
        Actor(id="a2", name="Mali", kind="state", country="MLI"),
        Actor(id="a3", name="Emmanuel Macron", kind="person", country="FRA"),
        Actor(id="a4", name="Niger", kind="state", country="NER"),
    )
    return msgspec.structs.replace(records[0], actors=actors, statements=())


@pytest.mark.parametrize(
    ("type_", "facts", "sentence"),
    [
        ("ACCUSE", {"actors": ("a1",), "recipients": ("a2",)}, "France accused Mali"),
        ("ACCUSE", {"actors": ("a1",)}, "France made an accusation"),
        ("ACCUSE", {"recipients": ("a2", "a4")}, "Mali and Niger were accused"),
        ("PROTEST", {}, "somebody protested"),
        (
            "CONSULT",
            {"actors": ("a1", "a2"), "status": "planned"},
            "France and Mali are to hold talks with each other",
        ),
        (
            "CONSULT",
            {"mode": "visit", "actors": ("a3",), "recipients": ("a2",), "status": "negated"},
            "Emmanuel Macron (FRA) did not visit Mali",
        ),
        ("AID", {"actors": ("a1",), "recipients": ("a2",), "status": "ongoing"},
         "France is giving aid to Mali"),
        ("ASSAULT", {"recipients": ("a2",), "status": "hypothetical"}, "Mali may be attacked"),
    ],
)  # fmt: skip
def test_an_event_is_a_sentence(
    record: Record, type_: str, facts: dict[str, Any], sentence: str
) -> None:
    assert describe(_event(record, type_, **facts), record) == sentence


def test_every_type_mode_and_status_has_its_words(record: Record) -> None:
    for type_ in load_ontology().types.values():
        for mode in (None, *type_.modes):
            for status in STATUSES:
                for parties in ({"actors": ("a1",)}, {"recipients": ("a2", "a4")}, {}):
                    event = _event(record, type_.name, mode=mode, status=status, **parties)
                    said = describe(event, record)
                    assert said == " ".join(said.split())
                    assert not said.endswith((" by", " of", " on", " with", " against", " to"))


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2023-02-05", "2023-02-05", "5 February 2023"),
        ("2023-02-05", "2023-02-06", "5–6 February 2023"),
        ("2022-11-01", "2022-11-30", "November 2022"),
        ("2023-03-01", "2023-05-31", "March–May 2023"),
        ("2023-01-01", "2023-12-31", "2023"),
        ("2023-02-27", "2023-03-01", "27 February – 1 March 2023"),
        ("2022-12-31", "2023-01-01", "31 December 2022 – 1 January 2023"),
        ("9999-12-01", "9999-12-31", "December 9999"),
    ],
)
def test_days_are_said_as_people_say_them(start: str, end: str, words: str) -> None:
    assert in_words(start, end) == words


def test_an_event_without_date_and_source_says_so(record: Record) -> None:
    event = _event(record, "ACCUSE")
    assert when(event) == "date unknown"
    assert according_to(event, record) == "the author"


def test_the_screen_shows_brackets_of_the_text_as_they_are(record: Record) -> None:
    evidence = Span(0, 22, "[red]Mali[/] [/nothing]")
    event = _event(record, "ACCUSE", actors=("a1",))
    event = msgspec.structs.replace(event, evidence=evidence)
    out = io.StringIO()
    Console(file=out, width=100).print(render(msgspec.structs.replace(record, events=(event,))))
    assert "[red]Mali[/] [/nothing]" in out.getvalue()


def test_a_page_cannot_command_the_terminal(record: Record) -> None:
    commands = "\x1b]0;title\x07 \x9b31m \x1b[2J \x08\r \u202eturned\u202c"
    article = msgspec.structs.replace(record.article, title=commands, outlet=commands)
    event = _event(record, "ACCUSE", evidence=Span(0, 5, commands))
    actors = (Actor(id="a1", name=commands, kind="state"),)
    odd = msgspec.structs.replace(record, article=article, events=(event,), actors=actors)
    out = io.StringIO()
    console = Console(file=out, width=100, force_terminal=True, color_system=None)
    console.print(render(odd))
    console.print(roster(odd))
    shown = re.sub(r"\x1b\[[0-9;]*m", "", out.getvalue())
    assert "title" in shown and "turned" in shown
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", shown)


def test_formulas_are_made_harmless_and_numbers_left_alone() -> None:
    assert [safe(one) for one in ("=A1", "@x", "+1", "-1", "France", -1.5, None)] == [
        "'=A1", "'@x", "'+1", "'-1", "France", -1.5, None,
    ]  # fmt: skip
