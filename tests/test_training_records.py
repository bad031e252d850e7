"""The corpus as JSON lines: what is annotated stands in the record, and the contract holds."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from training.markup import read_article, read_file
from training.records import main, to_record

from checks import check_record
from dragoman.record import Record

CORPUS = Path(__file__).parent.parent / "training" / "corpus"
SAMPLE = r"""=== sample-1 | date=2009-04-02 | outlet=Levant Courier | story=spy | byline=Rana Shadid
# <a1>Jordan</a1> <e1>expels</e1> <a2>Syrian attaché</a2>
<l1>AMMAN</l1>, <t1>April 2</t1> — <a1>Jordan</a1> on <t1>Thursday</t1> <e1>expelled</e1> \
<a2>Syria's attaché</a2>, a diplomat said.
"<s1><a1>We</a1> were patient</s1>," <c1>said</c1> \
<q1><a3>Foreign Minister Tareq Halloum</a3></q1>, \
"<s1>and <q2><a4>Damascus</a4></q2> <e3><c2>denied</c2></e3> \
<s2>that the <e1>expulsion</e1> was \
<f1><w1>likely</w1> to <e4>harm</e4> trade <t2>in May</t2> <k1>if both agreed</k1></f1></s2>.</s1>"
<a1+a4>Both sides</a1+a4> <e5>will meet</e5> in <l1>Amman</l1> after <t3>two weeks</t3> of \
quarrel, and <n1>the king hopes for calm</n1>.
<f2>That <w2>will not</w2> last</f2>.
---
a1 state JOR GOV name="Jordan"
a2 person SYR MIL,SPY name="Syrian attaché"
a3 person JOR GOV name="Tareq Halloum" role="foreign minister"
a4 state SYR GOV name="Syria"
t1 2009-04-02
t2 2009-05-01..2009-05-31 month
t3 - duration
e1 SANCTION/expel happened a1 > a2 @t1 ctx=diplomatic stance=r,r,d
e3 REJECT happened a4 > a1
e4 SANCTION/discontinue hypothetical a4 > a1 @t2
e5 CONSULT/visit planned a1,a4 > @t3 in=l1
f1 p=0.60-0.85 by=a4 window=2009-05-01..2009-05-31 of=e4
f2 p=0-0.10
n1 wish
"""


@pytest.fixture(scope="module")
def record() -> Record:
    return to_record(read_article(SAMPLE))


def test_the_record_of_an_annotated_article_keeps_the_contract(record: Record) -> None:
    check_record(record)
    assert record.article.title == "Jordan expels Syrian attaché"
    assert (record.article.published, record.article.outlet) == ("2009-04-02", "Levant Courier")
    assert {record.dragoman.model, record.dragoman.lexicon} == {"annotation"}
    layers = (record.events, record.statements, record.forecasts)
    assert all(one.confidence == 1 for layer in layers for one in layer)


def test_a_groups_mention_stands_for_each_of_its_actors(record: Record) -> None:
    both = [one.actor for one in record.mentions if one.text == "Both sides"]
    assert both == ["a1", "a4"]
    attache = record.actor("a2")
    assert (attache.kind, attache.country, attache.sectors) == ("person", "SYR", ("MIL", "SPY"))


def test_an_event_has_its_parties_date_place_and_every_report(record: Record) -> None:
    expulsion, denial, _, visit = record.events
    assert (expulsion.actors, expulsion.recipients) == (("a1",), ("a2",))
    assert [one.trigger.text for one in expulsion.reports] == ["expels", "expelled", "expulsion"]
    assert [one.stance for one in expulsion.reports] == ["reports", "reports", "denies"]
    assert [one.statement for one in expulsion.reports] == [None, None, "s2"]
    assert expulsion.trigger.text == "expelled", "the fullest report is not the headline"
    assert expulsion.evidence.text.startswith("AMMAN, April 2")
    assert expulsion.date is not None
    assert (expulsion.date.start, expulsion.date.basis) == ("2009-04-02", "text")
    dating = next(one for one in record.times if one.id == expulsion.date.time)
    assert dating.text == "Thursday", "the expression next to the trigger"
    assert (denial.statement, denial.date) == ("s1", None)
    # The manual counts a planned visit as AGREE, and CAMEO as an intention.
    assert (visit.type, visit.plover.type, (visit.cameo or "")[:2]) == ("CONSULT", "AGREE", "03")
    assert visit.date is None, "two weeks name no day"
    host = next(one for one in record.places if one.id == visit.place)
    assert host.text == "Amman"


def test_times_have_days_and_timex3_values(record: Record) -> None:
    found = {one.text: (one.type, one.value, one.from_, one.to) for one in record.times}
    assert found["Thursday"] == ("DATE", "2009-04-02", "2009-04-02", "2009-04-02")
    assert found["two weeks"] == ("DURATION", "P2W", None, None)
    assert [one.granularity for one in record.times] == ["day", "day", "month", "week"]


@pytest.mark.parametrize(
    ("days", "words", "type_", "value"),
    [
        ("2020-01-01..2020-12-31 year", "the year of the plague", "DATE", "2020"),
        ("2020-02-03..2020-02-05", "the feast", "DATE", "2020-02-03/2020-02-05"),
        ("2020-02-03..2020-02-09 week", "the carnival", "DATE", "2020-W06"),
        ("2020-02-02", "Monday at 5 p.m.", "TIME", "2020-02-02T17:00"),
        ("- duration", "two generations", "DURATION", "PX"),
        ("- set", "every year", "SET", "P1Y"),
    ],
)
def test_what_the_grammar_misreads_gets_its_value_from_the_annotated_days(
    days: str, words: str, type_: str, value: str
) -> None:
    block = f"=== t | date=2020-02-14\nNothing came of it <t1>{words}</t1>.\n---\nt1 {days}\n"
    (time,) = to_record(read_article(block)).times
    assert (time.type, time.value) == (type_, value)


def test_a_statement_has_speaker_cue_parts_and_parent(record: Record) -> None:
    outer, inner = record.statements
    assert (outer.kind, outer.speakers, outer.parent) == ("direct", ("a3",), None)
    assert [part.text[:8] for part in outer.content.parts] == ["We were ", "and Dama"]
    assert outer.speaker is not None and outer.speaker.text.endswith("Halloum")
    assert outer.cue is not None and outer.cue.text == "said"
    assert (inner.speakers, inner.parent, inner.content.parts) == (("a4",), "s1", ())


def test_a_forecast_has_its_maker_range_window_and_events(record: Record) -> None:
    cited, own = record.forecasts
    assert (cited.forecasters, cited.statement, cited.events) == (("a4",), "s2", ("e4",))
    assert (cited.wording, cited.condition and cited.condition.text) == ("likely", "if both agreed")
    assert (cited.window.start, cited.window.basis) == ("2009-05-01", "text")
    assert (own.probability.low, own.probability.high, own.statement) == (0, 0.1, None)
    assert [record.actor(one).name for one in own.forecasters] == ["Rana Shadid"]
    assert (own.window.start, own.window.end) == ("2009-04-02", "2010-04-02")
    assert own.window.basis.startswith("default")


def test_notes_tell_what_the_record_has_no_field_for(record: Record) -> None:
    notes = {note.code: note for note in record.notes}
    near = notes["near-miss"]
    assert record.article.text[near.start : near.end] == "the king hopes for calm"
    assert near.message.endswith("wish")
    assert notes["story"].message.startswith("spy:")
    assert "places-not-resolved" in notes


@pytest.mark.parametrize("name", ["articles/a01", "articles/c02", "articles/m01", "test/own-5"])
def test_articles_of_the_corpus_become_records(name: str) -> None:
    for article in islice(read_file(CORPUS / f"{name}.dgm"), 3):
        record = to_record(article)
        check_record(record)
        assert {one.id for one in record.events} == set(article.events)
        assert {one.id for one in record.statements} == set(article.statements)
        assert {one.id for one in record.forecasts} == set(article.forecasts)
        assert len(record.times) == sum(len(article.spans[tag]) for tag in article.times)


WORDS = 'the Both — “yes” "no" Köln 🇫🇷 e\u0301 talks, on. 中国 U.S. may 1990'.split()
TAGS = "a1 a2 a1+a2 e1 t1 l1 s1 q1 c1 s2 f1 w1 k1 n1".split()
ROWS = """a1 state FRA GOV
a2 person - -
e1 AID planned a1 > a2 @t1 in=l1
t1 1990-01-01..1990-03-31 quarter
f1 p=0.2-0.6 of=e1
n1 plan"""


@st.composite
def articles(draw: st.DrawFn) -> str:
    """Markup with spans of every kind anywhere, apart, nested and crossing."""
    words = draw(st.lists(st.sampled_from(WORDS), min_size=4, max_size=30))
    marks: list[set[str]] = [set() for _ in range(len(words) + 1)]
    for tag in TAGS:
        for _ in range(draw(st.integers(1, 2))):
            first = draw(st.integers(0, len(words) - 1))
            last = draw(st.integers(first, min(first + 3, len(words) - 1)))
            # A trigger has four words at most: two of them never touch.
            near = marks[max(0, first - 1) : last + 2]
            if tag[0] != "e" or not any(tag in one for one in near):
                for one in marks[first : last + 1]:
                    one.add(tag)
    text, opened = "# ", set[str]()
    for word, here, after in zip(words, marks, marks[1:], strict=False):
        text += "".join(f"<{tag}>" for tag in sorted(here - opened)) + word
        text += "".join(f"</{tag}>" for tag in sorted(here - after))
        opened = here & after
        text += " " if opened else draw(st.sampled_from(" \n"))
    return f"=== x-1 | date=1990-02-01 | byline=A. Nonym\n{text}\n---\n{ROWS}"


@settings(max_examples=60, deadline=None)
@given(block=articles())
def test_whatever_is_marked_stands_in_the_record(block: str) -> None:
    article = read_article(block)
    record = to_record(article)
    check_record(record)
    spans = {(one.actor, one.start, one.end) for one in record.mentions}
    marked = {
        (actor, *span)
        for tag, found in article.spans.items()
        if tag[0] == "a"
        for actor in tag.split("+")
        for span in found
    }
    assert spans == marked
    (event,) = record.events
    assert [(one.trigger.start, one.trigger.end) for one in event.reports] == article.spans["e1"]


def test_the_command_writes_a_line_an_article(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], record: Record
) -> None:
    source, target = tmp_path / "sample.dgm", tmp_path / "made" / "own.jsonl"
    source.write_text(SAMPLE + "\n" + SAMPLE.replace("sample-1", "sample-2"), "utf-8")
    assert main([str(target), str(source)]) == 0
    first, second = target.read_text("utf-8").splitlines()
    assert Record.from_json(first) == record
    assert Record.from_json(second).article.id == "sample-2"
    assert "2 articles" in capsys.readouterr().out


def test_wrong_markup_is_named_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, target = tmp_path / "sample.dgm", tmp_path / "own.jsonl"
    source.write_text(SAMPLE.replace("<e1>expelled</e1>", "<e1>expelled"), "utf-8")
    assert main([str(target), str(source)]) == 1
    assert "sample-1" in capsys.readouterr().err
    assert not target.exists()


def test_real_text_is_skipped_where_it_is_not_at_hand(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("training.records.DATA", tmp_path)
    target = tmp_path / "real.jsonl"
    assert main([str(target), str(CORPUS / "real" / "train-wikinews.jsonl")]) == 0
    assert "skipped" in capsys.readouterr().out
    assert not target.exists()
