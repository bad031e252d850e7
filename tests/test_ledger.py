"""The ledger: what later articles say of earlier forecasts, rule by rule, in a real archive."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from msgspec.structs import replace

from checks import check_record
from dragoman import Archive, open_archive
from dragoman.errors import UsageError
from dragoman.ledger import Wanted, entries, overrule, resolve
from dragoman.record import Forecast, Probability, Record, Report, Span, Window
from news import MADE, Foreseen, Told, article

Fill = Callable[..., Archive]

VISIT = Told(
    "CONSULT", "Luc Roy (FRA)", "Mali", mode="visit", status="hypothetical", trigger="visits"
)
"""What the forecasts of these tests are about: a minister's visit to a state."""
LIKELY = Foreseen(0.6, 0.8, "2024-03-10", "2024-03-12", VISIT)


@pytest.fixture
def fill(tmp_path: Path) -> Iterator[Fill]:
    """Makes an archive of the records and resolves it."""
    opened: list[Archive] = []

    def make(*records: Record, **options: date) -> Archive:
        archive = open_archive(tmp_path / f"{len(opened)}.duckdb", create=True)
        opened.append(archive)
        archive.add(archive.begin_run(MADE, {}, []), records)
        resolve(archive, **options)
        return archive

    yield make
    for archive in opened:
        archive.close()


def became(archive: Archive, item: str = "first:f1") -> tuple[str, str | None, str]:
    """Outcome, evidence and basis of an entry."""
    rows = entries(archive, Wanted(kind=None)).filter(f"item = '{item}'").fetchall()
    names = entries(archive, Wanted(kind=None)).columns
    (row,) = rows
    entry = dict(zip(names, row, strict=True))
    assert (entry["state"] == "resolved") == (entry["outcome"] != "unresolved")
    return entry["outcome"], entry["evidence"], entry["basis"]


def went(day: str, *, by: str = "Luc Roy (FRA)", to: str = "Mali", **more: str) -> Told:
    return Told("CONSULT", by, to, day, mode="visit", trigger="visited", **more)  # type: ignore[arg-type]


def talk(days: int, start: str = "2024-03-10") -> list[Record]:
    """An article a day about France and Mali that tells of no visit."""
    first = date.fromisoformat(start)
    return [
        article(
            f"talk{n}",
            (day := (first + timedelta(n)).isoformat()),
            Told("ACCUSE", "Mali", "France", day, trigger="accused"),
            outlet=f"Outlet {n % 3}",
        )
        for n in range(days)
    ]


def test_hand_made_records_are_records() -> None:
    check_record(article("first", "2024-03-01", LIKELY, went("2024-02-27", place="Mali")))


def test_a_visit_inside_the_window_came_about(fill: Fill) -> None:
    archive = fill(
        article("first", "2024-03-01", LIKELY), article("later", "2024-03-13", went("2024-03-12"))
    )
    outcome, evidence, basis = became(archive)
    assert (outcome, evidence) == ("happened", "later:e1")
    assert "Northern Courier of 2024-03-13" in basis and "visited" in basis


@pytest.mark.parametrize(
    "told",
    [
        went("2024-03-13"),
        went("2024-03-09"),
        went("2024-03-11", to="Niger"),
        went("2024-03-11", by="Max Blanc (FRA)"),
        went("2024-03-11", by="Minister Max Blanc (FRA)"),
        went("2024-03-11", by="Luc Roy (FRA)", status="planned"),
        went("2024-03-11", by="Luc Roy (FRA)", status="hypothetical"),
        Told("CONSULT", "Luc Roy (FRA)", "Mali", "2024-03-11", mode="phone", trigger="called"),
        Told("ACCUSE", "Luc Roy (FRA)", "Mali", "2024-03-11", trigger="accused"),
        Told("CONSULT", "Mali", "Luc Roy (FRA)", "2024-03-11", mode="visit", trigger="visited"),
    ],
    ids=[
        "a day late", "a day early", "another host", "another visitor", "a colleague",
        "only planned", "only possible", "a call", "another kind", "the other way round",
    ],
)  # fmt: skip
def test_another_thing_resolves_nothing(fill: Fill, told: Told) -> None:
    archive = fill(article("first", "2024-03-01", LIKELY), article("later", "2024-03-14", told))
    assert became(archive)[:2] == ("unresolved", None)


def test_a_meeting_is_the_visit_only_in_the_hosts_country(fill: Fill) -> None:
    def met(place: str) -> Archive:
        meeting = Told("CONSULT", "Luc Roy (FRA), Mali", "", "2024-03-11", place=place)
        return fill(article("first", "2024-03-01", LIKELY), article("b", "2024-03-12", meeting))

    assert became(met("Mali"))[0] == "happened"
    assert became(met("Niger"))[0] == "unresolved"


def test_a_round_of_many_or_another_official_is_not_the_meeting(fill: Fill) -> None:
    meeting = Told("CONSULT", "Luc Roy (FRA), Mali", "", "2024-03-11", status="planned")

    def after(parties: str) -> str:
        done = Told("CONSULT", parties, "", "2024-03-11", confidence=1)
        plan = article("first", "2024-03-01", meeting)
        return became(fill(plan, article("b", "2024-03-12", done)), "first:e1")[0]

    assert after("France, Mali") == "happened", "a state stands for its official"
    assert after("France, Max Blanc (FRA), Mali") == "unresolved", "unless it names another"
    assert after("Luc Roy (FRA), Mali, Niger") == "happened"
    assert after("Luc Roy (FRA), Mali, Niger, Chad, Ann (GBR), Bob (USA)") == "unresolved"


def test_a_journey_has_begun_when_one_host_is_reached(fill: Fill) -> None:
    plan = went("2024-03-11", to="Mali, Niger", status="planned")
    for host, outcome in (("Niger", "happened"), ("Chad", "unresolved")):
        later = article("b", "2024-03-12", went("2024-03-11", to=host))
        archive = fill(article("first", "2024-03-01", plan), later)
        assert became(archive, "first:e1")[0] == outcome


def test_a_denial_before_the_day_has_come_denies_something_else(fill: Fill) -> None:
    denied = Told("CONSULT", "Luc Roy (FRA)", "Mali", mode="visit", status="negated")
    for day, outcome in (("2024-03-05", "unresolved"), ("2024-03-13", "not-happened")):
        archive = fill(article("first", "2024-03-01", LIKELY), article("b", day, denied))
        assert became(archive)[0] == outcome


def test_a_plan_for_a_day_gone_by_is_no_announcement(fill: Fill) -> None:
    archive = fill(article("first", "2024-03-01", went("2024-02-11", status="planned")), *talk(30))
    assert entries(archive, Wanted(kind=None)).fetchall() == []


def test_what_was_reported_before_or_in_the_same_article_is_no_evidence(fill: Fill) -> None:
    archive = fill(
        article("early", "2024-02-28", went("2024-03-11")),
        article("first", "2024-03-01", LIKELY, went("2024-03-11")),
    )
    assert became(archive)[0] == "unresolved"


def test_a_forecast_of_the_same_thing_is_no_evidence(fill: Fill) -> None:
    denied = Told(**{**vars(VISIT), "status": "negated", "day": "2024-03-10"})
    archive = fill(
        article("first", "2024-03-01", LIKELY),
        article("other", "2024-03-02", Foreseen(0, 0.1, "2024-03-10", "2024-03-12", denied)),
    )
    assert became(archive)[:2] == ("unresolved", None)


def test_a_visit_called_off_or_put_off_did_not_happen(fill: Fill) -> None:
    def called(trigger: str) -> Archive:
        off = Told("REJECT", "Luc Roy (FRA)", "Mali", "2024-03-08", mode="meet", trigger=trigger)
        return fill(article("first", "2024-03-01", LIKELY), article("b", "2024-03-09", off))

    assert became(called("cancelled"))[:2] == ("not-happened", "b:e1")
    assert became(called("postponed"))[:2] == ("postponed", "b:e1")


def test_what_was_called_off_and_took_place_after_all_took_place(fill: Fill) -> None:
    off = Told("REJECT", "Luc Roy (FRA)", "Mali", "2024-03-08", mode="meet", trigger="cancelled")
    archive = fill(
        article("first", "2024-03-01", LIKELY),
        article("off", "2024-03-09", off),
        article("on", "2024-03-12", went("2024-03-11"), outlet="Meridian Wire"),
    )
    assert became(archive)[:2] == ("happened", "on:e1")


def test_a_denial_settles_a_short_window_and_not_a_long_one(fill: Fill) -> None:
    denied = Told("CONSULT", "Luc Roy (FRA)", "Mali", "2024-03-11", mode="visit", status="negated")
    late = article("later", "2024-03-12", denied)
    assert became(fill(article("first", "2024-03-01", LIKELY), late))[0] == "not-happened"
    year = Foreseen(0.6, 0.8, "2024-03-01", "2025-03-01", VISIT)
    outcome, _, basis = became(fill(article("first", "2024-03-01", year), late))
    assert outcome == "unresolved" and "may still come" in basis


def test_silence_counts_where_the_archive_would_have_reported(fill: Fill) -> None:
    first = article("first", "2024-03-01", LIKELY)
    outcome, evidence, basis = became(fill(first, *talk(30)))
    assert (outcome, evidence) == ("not-happened", None)
    assert "30 articles about FRA and MLI" in basis
    outcome, _, basis = became(fill(first, *talk(5)))
    assert outcome == "unresolved"
    assert "too little of FRA and MLI: 5 articles" in basis
    others = article("x", "2024-04-30", Told("ACCUSE", "Niger", "Chad", "2024-04-30"))
    outcome, _, basis = became(fill(first, others))
    assert outcome == "unresolved" and "0 articles" in basis


def test_articles_before_the_window_ends_cannot_speak_for_its_last_days(fill: Fill) -> None:
    year = Foreseen(0.6, 0.8, "2024-03-01", "2025-02-28", VISIT)
    later = article("x", "2025-06-01", Told("ACCUSE", "Niger", "Chad", "2025-06-01"))
    archive = fill(article("first", "2024-03-01", year), *talk(30), later)
    assert became(archive)[0] == "unresolved"


def test_an_open_window_stays_open(fill: Fill) -> None:
    archive = fill(
        article("first", "2024-03-01", LIKELY),
        *talk(30),
        today=date(2024, 3, 12),
    )
    outcome, _, basis = became(archive)
    assert outcome == "unresolved" and "runs until 2024-03-12" in basis


def test_what_no_report_can_settle_is_left_to_a_person(fill: Fill) -> None:
    alone = Told("CONSULT", "Mali", "", status="hypothetical", trigger="meets")
    archive = fill(
        article(
            "first",
            "2024-03-01",
            Foreseen(0, 0.1, "2024-03-01", "2024-04-01", wording="unlikely"),
            Foreseen(0.6, 0.8, "2024-03-10", "2024-03-12", VISIT, condition="if it rains"),
            Foreseen(0.6, 0.8, "2024-03-10", "2024-03-12", alone),
        ),
        article("later", "2024-03-13", went("2024-03-11")),
    )
    for number, word in enumerate(("no coded event", "condition", "too few parties"), 1):
        outcome, _, basis = became(archive, f"first:f{number}")
        assert outcome == "unresolved" and word in basis and "a person decides" in basis


def test_an_announced_visit_is_held_to_its_days(fill: Fill) -> None:
    plan = went("2024-03-11", status="planned")
    for day, outcome in (("2024-03-11", "happened"), ("2024-03-15", "unresolved")):
        archive = fill(
            article("first", "2024-03-01", plan), article("later", "2024-03-15", went(day))
        )
        assert became(archive, "first:e1")[0] == outcome
    assert entries(archive).fetchall() == [], "an announcement is no forecast"


def test_confidence_grows_with_outlets_and_not_with_reprints(fill: Fill) -> None:
    def sure(*outlets: str, copy: bool = False) -> float:
        weak = Told(**{**vars(went("2024-03-11")), "confidence": 0.6})
        later = [article(f"l{n}", "2024-03-12", weak, outlet=o) for n, o in enumerate(outlets)]
        archive = fill(article("first", "2024-03-01", LIKELY), *later)
        if copy:
            archive.connection.execute("INSERT INTO copies VALUES (3, 2, 'copy', 1)")
            resolve(archive)
        (row,) = entries(archive).project("outcome_confidence").fetchall()
        return float(row[0])

    one = sure("A")
    assert one == pytest.approx(0.9 * 0.6)
    assert sure("A", "A") == one
    assert sure("A", "B") == pytest.approx(0.9 * (1 - 0.4**2))
    assert sure("A", "B", copy=True) == one


def test_an_act_of_a_wide_type_is_known_by_its_words(fill: Fill) -> None:
    def after(trigger: str) -> str:
        deal = Told("SUPPORT", "France", "Mali", status="hypothetical", trigger="reopens")
        first = article("first", "2024-03-01", Foreseen(0, 0.3, "2024-03-01", "2024-03-30", deal))
        done = Told("SUPPORT", "France", "Mali", "2024-03-05", trigger=trigger)
        others = [article(o, "2024-03-06", done, outlet=o) for o in ("A", "B", "C")]
        return became(fill(first, *others))[0]

    assert after("reopened") == "happened"
    assert after("praised") == "unresolved", "however many outlets report another thing"


def test_what_is_foreseen_stands_after_the_words_of_likelihood(fill: Fill) -> None:
    def subject(rest: str) -> str:
        talks = Told("CONSULT", "France, Mali", "", "2024-03-11", status="planned", trigger="talks")
        foreseen = article("first", "2024-03-01", talks)
        said = f"The talks are likely to {rest}"
        text = f"{foreseen.article.text}\n{said}."
        span = Span.of(text, len(text) - len(said) - 1, len(text) - 1)
        report = Report(
            trigger=Span.of(text, span.start + 4, span.start + 9),
            evidence=foreseen.events[0].evidence,
        )
        event = replace(foreseen.events[0], reports=(*foreseen.events[0].reports, report))
        forecast = Forecast(
            id="f1",
            claim=span,
            wording="likely",
            probability=Probability(low=0.6, high=0.8),
            window=Window(start="2024-03-01", end="2024-04-01", basis="text"),
            events=("e1",),
            confidence=0.9,
        )
        first = replace(
            foreseen,
            article=replace(foreseen.article, text=text, sha256=sha256(text.encode()).hexdigest()),
            events=(event,),
            forecasts=(forecast,),
        )
        met = Told("CONSULT", "France, Mali", "", "2024-03-11", trigger="met")
        return became(fill(first, article("later", "2024-03-12", met)))[0]

    assert subject("take place") == "happened"
    assert subject("touch on trade") == "unresolved"


def test_linked_reports_resolve_whatever_their_parties_are_called(fill: Fill) -> None:
    later = article("later", "2024-03-12", went("2024-03-11", by="Niger", to="Chad"))
    archive = fill(article("first", "2024-03-01", LIKELY), later)
    assert became(archive)[0] == "unresolved"
    archive.connection.execute(
        "INSERT INTO joins VALUES (1, 'e1', 1, 0.9, 'same'), (2, 'e1', 1, 0.9, 'same')"
    )
    resolve(archive)
    assert became(archive)[:2] == ("happened", "later:e1")


def test_resolving_again_changes_nothing(fill: Fill) -> None:
    archive = fill(
        article("first", "2024-03-01", LIKELY), article("later", "2024-03-13", went("2024-03-12"))
    )
    before = archive.connection.execute("SELECT * FROM outcomes").fetchall()
    assert resolve(archive).changed == 0
    assert archive.connection.execute("SELECT * FROM outcomes").fetchall() == before


def test_a_persons_decision_stands(fill: Fill) -> None:
    first = article("first", "2024-03-01", LIKELY)
    archive = fill(first, article("later", "2024-03-13", went("2024-03-12")))
    overrule(archive, "first:f1", "not-happened", by="R. Reader", note="it was his double")
    resolve(archive)
    assert became(archive)[0] == "not-happened"
    overrule(archive, "first:f1", "void", by="R. Reader", note="nobody can know")
    assert became(archive)[0] == "void"
    # Coded again by a newer model: the words are the same, and so is the decision.
    newer = MADE.__class__(version="0.2.0", model="new", lexicon="by-hand")
    archive.add(archive.begin_run(newer, {}, []), [first])
    resolve(archive)
    assert became(archive)[0] == "void"


@pytest.mark.parametrize(
    ("item", "outcome", "by", "note", "said"),
    [
        ("first:f9", "happened", "R", "x", "no such forecast"),
        ("first:f1", "perhaps", "R", "x", "one of happened"),
        ("first:f1", "happened", " ", "x", "--by"),
        ("first:f1", "happened", "R", "", "--note"),
    ],
)
def test_a_decision_that_makes_no_sense_is_refused(
    fill: Fill, item: str, outcome: str, by: str, note: str, said: str
) -> None:
    archive = fill(article("first", "2024-03-01", LIKELY))
    with pytest.raises(UsageError, match=said):
        overrule(archive, item, outcome, by=by, note=note)


def test_open_due_and_resolved(fill: Fill) -> None:
    year = Foreseen(0.6, 0.8, "2024-03-01", "2025-03-01", VISIT, by="Bo Seer")
    archive = fill(
        article("first", "2024-03-01", LIKELY),
        article("second", "2024-03-01", Foreseen(0.6, 0.8, "2024-03-01", "2024-03-05", VISIT)),
        article("third", "2024-03-13", year, went("2024-03-12")),
    )

    def items(today: str = "2024-04-01", **wanted: str) -> list[str]:
        found = entries(archive, Wanted(**wanted), date.fromisoformat(today))  # type: ignore[arg-type]
        return [row[0] for row in found.project("item").fetchall()]

    assert items(state="resolved") == ["first:f1"]
    assert items(state="due") == ["second:f1"]
    assert items(state="due", today="2025-04-01") == ["second:f1", "third:f1"]
    assert items(state="open") == ["second:f1", "third:f1"]
    assert items(by="seer") == ["third:f1"]
    assert items(outlet="nobody") == []
