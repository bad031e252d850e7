"""How an article is told: loaded words by voice, headline claims, sources and sides, hedges."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from rich.console import Console

import dragoman
from checks import check_spans
from dragoman.cli import dragoman as command
from dragoman.framing import CATEGORIES, Framing, framing_of, framing_schema
from dragoman.record import (
    Actor,
    Article,
    Content,
    Event,
    Mention,
    Plover,
    Provenance,
    Record,
    Report,
    Span,
    Statement,
)
from dragoman.schema import schema
from dragoman.views.framing import render_framing


def _record(text: str, *, title: str | None = None, **layers: Any) -> Record:
    return Record(
        dragoman=Provenance(version="0", model="m", lexicon="l"),
        article=Article(id="x", title=title, text=text, language="en", sha256="0" * 64),
        **layers,
    )


def _span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words), words)


def _statement(
    text: str, content: str, *, id: str = "s1", speaker: str | None = None, ids: Any = ()
) -> Statement:
    span = _span(text, content)
    return Statement(
        id=id,
        speakers=ids,
        speaker=_span(text, speaker) if speaker else None,
        content=Content(start=span.start, end=span.end, text=span.text),
        kind="indirect",
        confidence=0.9,
    )


def _found(text: str, **layers: Any) -> list[tuple[str, str, str]]:
    framing = framing_of(_record(text, **layers))
    return [(one.text, one.category, one.voice) for one in framing.loaded]


def _check(framing: Framing, record: Record) -> None:
    """Spans slice, counts are those of the entries, and the JSON follows its schema."""
    plain = framing.to_dict()
    check_spans({**plain, "article": {"text": record.article.text}})
    Draft202012Validator(framing_schema()).validate(plain)
    for count in framing.counts:
        entries: list[Any] = [
            one
            for one in (framing.loaded if count.what == "loaded" else framing.hedges)
            if (one.category if count.what == "loaded" else one.kind) == count.category
        ]
        for voice in ("author", "paraphrased", "quoted"):
            assert getattr(count, voice) == sum(one.voice == voice for one in entries)
    shares = framing.shares
    assert shares is not None
    assert shares.words == shares.author + shares.cited + shares.unattributed
    assert shares.verbatim <= shares.cited


def test_a_loaded_word_is_whose_voice_it_is_in() -> None:
    text = (
        "The offer was ridiculous. Mali said the plan was a shameful betrayal of its people. "
        '"It is an absurd and cruel idea," nobody knows who wrote.'
    )
    statement = _statement(text, "the plan was a shameful betrayal of its people", speaker="Mali")
    assert _found(text, statements=(statement,)) == [
        ("ridiculous", "evaluative", "author"),
        ("shameful", "evaluative", "paraphrased"),
        ("betrayal", "emotive", "paraphrased"),
        ("absurd", "evaluative", "quoted"),
        ("cruel", "evaluative", "quoted"),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Blinken is desperate to meet him.", ["desperate to"]),
        ("Paris wants to humiliate its old ally.", ["wants to humiliate"]),
        ("They are hell-bent on war.", ["hell-bent on"]),
        ("The so-called republic has a puppet government.", ["so-called", "puppet"]),
        ("The Assad regime fell; a change of the sanctions regime followed.", ["regime"]),
        ("A flood of migrants came.", ["flood of migrants"]),
        ("There are fears of famine in the north.", []),
        ("Forty people were killed and a brigade was destroyed.", []),
        ("Parliament held an extraordinary session on the debt outstanding.", []),
        ("The truck slammed into a wall.", []),
        ("He was awarded the Nobel Prize, and the Heroes Act passed.", []),
        ("They hope for regime change.", []),
    ],
)
def test_ordinary_news_words_are_not_loaded(text: str, words: list[str]) -> None:
    assert [word for word, _, _ in _found(text)] == words


def test_fears_are_read_into_an_actor_and_not_into_a_noun() -> None:
    text = "Moscow fears that Baku may turn away. I fear that it will."
    mentions = (Mention(id="m1", actor="a1", start=0, end=6, text="Moscow"),)
    assert _found(text, mentions=mentions) == [("fears that", "mind_reading", "author")]


def test_marks_around_a_word_distance_unless_somebody_is_quoted() -> None:
    assert _found("The “moderate” opposition met in Doha.") == [
        ("moderate", "scare_quotes", "author")
    ]
    assert not _found("The minister called the offer “unacceptable”.")
    assert not _found("A “tropical depression” is a form of storm.")
    text = "Ankara describes it as a “moderate” force."
    assert not _found(text, statements=(_statement(text, "a “moderate” force"),))


def test_shares_are_of_all_words_and_add_up() -> None:
    text = 'One two three. He said four five. "Six seven eight nine ten" it went.'
    record = _record(text, statements=(_statement(text, "four five", speaker="He"),))
    shares = framing_of(record).shares
    assert shares is not None
    assert (shares.words, shares.author, shares.cited, shares.unattributed) == (14, 7, 2, 5)
    assert shares.share == 0.5


def _event(text: str, id: str, words: list[str], statement: str | None = None, **facts: Any) -> Any:
    reports = tuple(
        Report(trigger=_span(text, word), evidence=_span(text, word), statement=statement)
        for word in words
    )
    given: dict[str, Any] = {"type": "ASSAULT", "status": "happened", "actors": ("a1",), **facts}
    return Event(
        id=id,
        plover=Plover(type=given["type"], quad="material conflict", score=-9.0),
        trigger=reports[0].trigger,
        evidence=reports[0].evidence,
        confidence=0.9,
        reports=reports,
        **given,
    )


HEADLINE = "Ruritania shells port"
BODY = f"{HEADLINE}\n\nGuns opened fire at noon. They talk. One may attack again, they believe."


@pytest.mark.parametrize(
    ("events", "finding"),
    [
        ([("e1", ["shells", "opened fire"], {})], "carried"),
        ([("e1", ["shells"], {}), ("e2", ["opened fire"], {})], "carried"),
        ([("e1", ["shells"], {})], "not_in_body"),
        ([("e1", ["shells"], {}), ("e2", ["talk"], {"type": "CONSULT"})], "not_in_body"),
        ([("e1", ["shells"], {}), ("e2", ["attack"], {"status": "hypothetical"})], "not_as_fact"),
        ([("e1", ["shells"], {}), ("e2", ["attack"], {"statement": "s1"})], "only_claimed"),
    ],
)
def test_what_the_headline_tells_is_looked_for_in_the_body(events: Any, finding: str) -> None:
    actors = (Actor(id="a1", name="Ruritania", kind="state", country="RUR"),)
    made = []
    for id, words, facts in events:
        one = _event(BODY, id, words, **facts)
        if one.type == "CONSULT":
            plover = Plover(type="CONSULT", quad="verbal cooperation", score=1.0)
            one = msgspec.structs.replace(one, plover=plover)
        made.append(one)
    record = _record(BODY, title=HEADLINE, actors=actors, events=tuple(made))
    (claim,) = framing_of(record).headline
    assert (claim.event, claim.trigger.text, claim.finding) == ("e1", "shells", finding)


def test_a_headline_that_names_its_source_claims_nothing_itself() -> None:
    text = "Army: Ruritania shells port\n\nGuns opened fire at noon, the army said."
    event = _event(text, "e1", ["shells", "opened fire"])
    body = msgspec.structs.replace(event.reports[1], statement="s1")
    event = msgspec.structs.replace(event, reports=(event.reports[0], body))
    record = _record(text, title="Army: Ruritania shells port", events=(event,))
    assert framing_of(record).headline[0].finding == "carried"


def test_sources_are_named_unnamed_or_unstated_and_speak_for_countries() -> None:
    text = (
        "France said that all was well. Officials in Paris said it was not quite so. "
        "It is speculated that talks failed. Le Jour reported that “nobody came”."
    )
    actors = (
        Actor(id="a1", name="France", kind="state", country="FRA"),
        Actor(id="a2", name="Officials", kind="government", country="FRA"),
        Actor(id="a3", name="Le Jour", kind="outlet", country="MLI"),
    )
    statements = (
        _statement(text, "all was well", id="s1", speaker="France", ids=("a1",)),
        _statement(text, "it was not quite so", id="s2", speaker="Officials in Paris", ids=("a2",)),
        _statement(text, "talks failed", id="s3"),
        _statement(text, "“nobody came”", id="s4", speaker="Le Jour", ids=("a3",)),
    )
    framing = framing_of(_record(text, actors=actors, statements=statements))
    assert {(one.name, one.naming, one.words, one.verbatim) for one in framing.sources} == {
        ("France", "named", 3, 0),
        ("Officials", "unnamed", 5, 0),
        ("", "unstated", 2, 0),
        ("Le Jour", "named", 2, 2),
    }
    france, mali, nowhere = framing.sides
    assert (france.country, france.named, france.unnamed, france.words) == ("FRA", 1, 1, 8)
    assert (mali.country, mali.outlets, mali.verbatim) == ("MLI", 1, 2)
    assert (nowhere.country, nowhere.statements) == (None, 1)


def test_a_word_cited_twice_over_counts_for_the_inner_source_only() -> None:
    text = "Le Jour wrote that Mali says that it will wait."
    outer = _statement(text, "Mali says that it will wait", id="s1", speaker="Le Jour")
    inner = _statement(text, "it will wait", id="s2", speaker="Mali")
    framing = framing_of(_record(text, statements=(outer, inner)))
    assert {(one.name, one.words) for one in framing.sources} == {("Le Jour", 3), ("Mali", 3)}


def test_hedges_are_counted_and_the_month_is_none() -> None:
    text = "In May it may rain, perhaps. On 3 May 2020 the alleged thief reportedly fled."
    framing = framing_of(_record(text))
    assert [(one.text, one.kind) for one in framing.hedges] == [
        ("may", "modal"),
        ("perhaps", "adverb"),
        ("alleged", "hearsay"),
        ("reportedly", "hearsay"),
    ]


def test_every_sample_is_framed_and_shown(records: list[Record]) -> None:
    for record in records:
        framing = framing_of(record)
        console = Console(file=io.StringIO(), width=90)
        console.print(render_framing(framing, record))
        shown = console.file.getvalue()  # type: ignore[attr-defined]
        if record.article.language == "en":
            _check(framing, record)
            assert "none says what is true" in shown
            assert f"of {framing.shares.words} words" in shown  # type: ignore[union-attr]
        else:
            assert framing.shares is None
            assert not framing.loaded
            assert "not counted" in shown


WORDS = [
    "Blinken", "is desperate to", "ridiculous", "“moderate”", '"', "“", "”", "«", "‘", "’", "fears",
    "that", "Moscow", "said", ".", "\n\n", "so-called", "may", "regime", "flood of migrants", "😀",
]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=40), st.randoms(use_true_random=False))
def test_any_text_is_counted_with_spans_that_slice(pieces: list[str], chance: Any) -> None:
    text = "A " + " ".join(pieces)
    cut = sorted(chance.randrange(len(text)) for _ in range(2))
    statements = (
        Statement(
            id="s1",
            content=Content(start=cut[0], end=cut[1] + 1, text=text[cut[0] : cut[1] + 1]),
            kind="mixed",
            confidence=0.5,
        ),
    )
    record = _record(text, title=text.partition("\n")[0], statements=statements)
    _check(framing_of(record), record)


def test_the_command_adds_one_field_and_changes_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_text(
        "France condemned Mali’s ridiculous junta on Monday, officials said.\n", "utf-8"
    )
    plain = json.loads(CliRunner().invoke(command, ["read", str(path), "--format", "json"]).output)
    ran = CliRunner().invoke(command, ["read", str(path), "--format", "json", "--framing"])
    framed = json.loads(ran.output)
    Draft202012Validator(schema()).validate(framed)
    Draft202012Validator(framing_schema()).validate(framed["framing"])
    assert {key: value for key, value in framed.items() if key != "framing"} == plain
    assert [one["text"] for one in framed["framing"]["loaded"]] == ["ridiculous"]
    assert {one["category"] for one in framed["framing"]["counts"]} >= set(CATEGORIES)
    line = CliRunner().invoke(command, ["read", str(path), "--format", "jsonl", "--framing"])
    assert json.loads(line.output) == framed
    assert Record.from_json(line.output) == dragoman.read(path)
    shown = CliRunner().invoke(command, ["read", str(path), "--framing"]).output
    assert "Loaded words in the author’s voice" in shown
    wrong = CliRunner().invoke(command, ["read", str(path), "--format", "csv", "--framing"])
    assert isinstance(wrong.exception, dragoman.errors.UsageError)
