"""One event, many reports: near-duplicates and joins, in a real archive."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman import Archive, open_archive
from dragoman.errors import UsageError
from dragoman.linking import (
    Chosen,
    Text,
    find_copies,
    happenings,
    link,
    reports_of,
    story,
    unlink,
)
from dragoman.record import Record
from news import MADE, Told, article

Fill = Callable[..., Archive]

DISPATCH = """PARIS, March 3 (Meridian) - France and Mali agreed on Monday to reopen the border
bridge at Tamba, closed since a clash between herders killed nine people in January, the foreign
ministry said. Lorries will cross from Thursday under the eyes of forty observers of the African
Union. Traders in the town, where the price of rice had doubled, lit fires to celebrate, and the
prefect promised that customs officers would not work at night. The opposition called the accord
"a bridge to the next quarrel" and asked why parliament had learnt of it from the radio."""
OTHER = """GENEVA, March 3 - Delegates from eleven states failed once more to settle who should pay
for clearing mines along the northern frontier, diplomats said after a session of nine hours. A
draft that circulated at noon had put the cost at four hundred million francs; by evening nobody
would own it. The chairman, a retired judge, spoke of progress in atmosphere and asked delegations
to return in autumn with cheque books. Two of them had left for the airport before he finished."""


def visit(day: str, status: str = "happened", **more: Any) -> Told:
    return Told(
        "CONSULT",
        "Luc Roy (FRA)",
        "Mali",
        day,
        mode="visit",
        status=status,
        **more,  # type: ignore[arg-type]
    )


def strike(day: str, trigger: str = "bombed", place: str = "Tamba") -> Told:
    return Told("ASSAULT", "Mali", "Niger", day, mode="aerial", trigger=trigger, place=place)


@pytest.fixture
def fill(tmp_path: Path) -> Iterator[Fill]:
    """Makes an archive of the records and links it."""
    opened: list[Archive] = []

    def make(*records: Record) -> Archive:
        archive = open_archive(tmp_path / f"{len(opened)}.duckdb", create=True)
        opened.append(archive)
        archive.add(archive.begin_run(MADE, {}, []), records)
        link(archive)
        return archive

    yield make
    for archive in opened:
        archive.close()


def groups(archive: Archive) -> set[frozenset[str]]:
    """The events as sets of their reports' names."""
    rows = archive.connection.execute(
        "SELECT list(a.id || ':' || j.event) FROM joins j JOIN articles a USING (article) "
        "GROUP BY j.happening"
    ).fetchall()
    return {frozenset(row[0]) for row in rows}


NEWS = [
    article("one", "2024-03-01", visit("2024-03-10", "planned", trigger="visits")),
    article("two", "2024-03-05", visit("2024-03-10", "negated", trigger="visits"), outlet="B"),
    article("three", "2024-03-11", visit("2024-03-10", trigger="visits"), outlet="C"),
    article("four", "2024-03-12", strike("2024-03-11")),
    article("five", "2024-03-12", strike("2024-03-11"), outlet="B"),
    article("six", "2024-03-16", strike("2024-03-15")),
    article("seven", "2024-03-16", strike("2024-03-15"), strike("2024-03-11"), outlet="B"),
]


def test_a_visit_planned_put_off_and_made_is_one_event(fill: Fill) -> None:
    archive = fill(*NEWS)
    assert frozenset({"one:e1", "two:e1", "three:e1"}) in groups(archive)
    (number,) = archive.connection.execute(
        "SELECT happening FROM joins JOIN articles USING (article) WHERE id = 'one'"
    ).fetchall()[0]
    told = story(archive, number)
    assert [status for _, status, _ in told.course] == ["planned", "negated", "happened"]
    assert told.course[0][0] == date(2024, 3, 1)
    assert told.outlets == ("Northern Courier", "B", "C")


def test_two_strikes_in_one_week_are_two(fill: Fill) -> None:
    found = groups(fill(*NEWS))
    assert frozenset({"four:e1", "five:e1", "seven:e2"}) in found
    assert frozenset({"six:e1", "seven:e1"}) in found


def test_every_join_has_a_reason_in_words(fill: Fill) -> None:
    archive = fill(*NEWS)
    number = happenings(archive, Chosen(type="consult")).fetchall()[0][0]
    rows = reports_of(archive, number).project("report, score, reason").fetchall()
    assert rows[0] == ("one:e1", None, "the first report")
    for _, score, reason in rows[1:]:
        assert 0 < score <= 1
        assert "one:e1" in reason or "two:e1" in reason
        assert "CONSULT/visit" in reason and "FRA, MLI" in reason


def test_an_outlet_that_denies_and_facts_told_in_two_ways(fill: Fill) -> None:
    archive = fill(
        article("one", "2024-03-12", strike("2024-03-11", "bombed")),
        article("two", "2024-03-12", strike("2024-03-11", "bombed", "Sikka"), outlet="B"),
    )
    (number,) = {row[0] for row in happenings(archive).fetchall()}
    (one,) = story(archive, number).contradictions
    assert one.about == "place"
    assert one.versions == (("Tamba", ("one:e1",)), ("Sikka", ("two:e1",)))


def test_what_was_linked_can_be_taken_back(fill: Fill) -> None:
    archive = fill(*NEWS)
    before = groups(archive)
    rows = archive.counts()
    assert unlink(archive) == rows["joins"] == 8
    left = archive.counts()
    assert left["joins"] == left["happenings"] == left["copies"] == 0
    assert {k: v for k, v in left.items() if k not in ("joins", "happenings", "copies")} == {
        k: v for k, v in rows.items() if k not in ("joins", "happenings", "copies")
    }
    with pytest.raises(UsageError, match="dragoman link"):
        happenings(archive)
    link(archive)
    assert groups(archive) == before


@settings(max_examples=8, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_articles_does_not_matter(
    tmp_path_factory: pytest.TempPathFactory, rng: random.Random
) -> None:
    def linked(records: list[Record]) -> set[frozenset[str]]:
        path = tmp_path_factory.mktemp("order") / "a.duckdb"
        with open_archive(path, create=True) as archive:
            archive.add(archive.begin_run(MADE, {}, []), records)
            link(archive)
            return groups(archive)

    shuffled = list(NEWS)
    rng.shuffle(shuffled)
    assert linked(shuffled) == linked(NEWS)


@settings(max_examples=10, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(1, 9), st.booleans(), st.sampled_from(["visits", "meets", "sees"])),
        min_size=1,
        max_size=7,
    )
)
def test_joining_is_an_equivalence(
    tmp_path_factory: pytest.TempPathFactory, told: list[tuple[int, bool, str]]
) -> None:
    records = [
        article(
            f"n{number}",
            f"2024-03-{day + 1:02}",
            visit(f"2024-03-{day:02}", trigger=trigger),
            *([strike(f"2024-03-{day:02}")] if twice else []),
        )
        for number, (day, twice, trigger) in enumerate(told)
    ]
    path = tmp_path_factory.mktemp("joins") / "a.duckdb"
    with open_archive(path, create=True) as archive:
        archive.add(archive.begin_run(MADE, {}, []), records)
        link(archive)
        found = groups(archive)
        # Each report is in exactly one event, and no article tells one event twice.
        assert sum(map(len, found)) == archive.counts()["events"] == len(set().union(*found))
        for one in found:
            assert len({key.split(":")[0] for key in one}) == len(one)


def test_a_reprint_is_no_second_origin(fill: Fill) -> None:
    from hashlib import sha256

    from msgspec.structs import replace

    def printed(id: str, outlet: str, more: str = "") -> Record:
        made = article(id, "2024-03-12", strike("2024-03-11"), outlet=outlet)
        text = made.article.text.replace(f"Article {id}.", "Article about it.")
        text = f"{text}\n{DISPATCH}\n{more}"
        head = replace(made.article, text=text, sha256=sha256(text.encode()).hexdigest())
        shift = len("about it") - len(id)
        return Record.from_json(_moved(replace(made, article=head), shift).to_json())

    archive = fill(
        printed("one", "A"), printed("two", "B"), printed("three", "C", "By our own reporters."),
        article("own", "2024-03-12", strike("2024-03-11"), outlet="D"),
    )  # fmt: skip
    (row,) = happenings(archive).project("reports, outlets, origins").fetchall()
    assert row == (4, 4, 2)


def _moved(record: Record, shift: int) -> Record:
    """The record with every offset moved, for a text whose first line grew."""

    def move(value: Any) -> Any:
        if isinstance(value, dict):
            return {
                key: one + shift if key in ("start", "end") and isinstance(one, int) else move(one)
                for key, one in value.items()
            }
        return [move(one) for one in value] if isinstance(value, list) else value

    plain = record.to_dict()
    plain["events"], plain["places"] = move(plain["events"]), move(plain["places"])
    return Record.from_dict(plain)


def test_copies_edited_copies_and_updates_are_told_apart() -> None:
    day = date(2024, 3, 3)
    sentences = DISPATCH.replace("\n", " ").split(". ")
    texts = [
        Text("wire", DISPATCH, day, "Meridian"),
        Text("copy", DISPATCH.replace("PARIS, March 3 (Meridian) - ", ""), day, "B"),
        Text("cut", ". ".join(sentences[:3]) + ".", date(2024, 3, 4), "C"),
        Text("later", f"{DISPATCH} {OTHER}", date(2024, 3, 4), "Meridian"),
        Text("other", OTHER, day, "D"),
        Text("short", "France agreed.", day, "E"),
        Text("too", "France agreed.", day, "F"),
    ]
    # The copy stands before the wire by its key: the earliest of one day is the first by name.
    found = {one.key: (one.origin, one.kind) for one in find_copies(texts)}
    assert found["cut"][1] == "edited"
    assert found["later"][1] == "update"
    assert found["wire"] == ("copy", "copy")
    assert {one for one, _ in found.values()} == {"copy", "other"} or "other" not in found
    assert "short" not in found and "too" not in found


def test_a_form_letter_is_no_copy() -> None:
    def letter(country: str, capital: str, number: int) -> Text:
        body = f"""On behalf of the Government, I congratulate the people of {country} on their
        national day. Our two nations share values and a long friendship, and we look forward to
        working together in the year ahead on trade, on health and on the security of the region.
        The embassy in {capital} will be closed on that day, and the Secretary sends his regards."""
        return Text(f"letter{number}", body, date(2024, 3, 1 + number), "Ministry")

    letters = [
        letter(*names, number)
        for number, names in enumerate(
            [("France", "Paris"), ("Mali", "Bamako"), ("Chad", "Ndjamena"), ("Niger", "Niamey")]
        )
    ]
    assert find_copies(letters) == []


@settings(max_examples=20, deadline=None)
@given(st.permutations(range(5)), st.integers(0, 6))
def test_copies_do_not_depend_on_the_order(order: list[int], cut: int) -> None:
    words = DISPATCH.split()
    texts = [
        Text("a", DISPATCH, date(2024, 3, 3)),
        Text("b", " ".join(words[cut:]), date(2024, 3, 4)),
        Text("c", OTHER, date(2024, 3, 3)),
        Text("d", f"{OTHER} {DISPATCH}", date(2024, 3, 5)),
        Text("e", " ".join(words[: 60 + cut]), date(2024, 3, 6)),
    ]
    assert find_copies(texts[number] for number in order) == find_copies(texts)


def test_the_commands(cli: Callable[..., Any], tmp_path: Path) -> None:
    path = tmp_path / "news.duckdb"
    with open_archive(path, create=True) as archive:
        archive.add(archive.begin_run(MADE, {}, []), NEWS)
    assert cli("happenings", "--archive", path).code == 2
    ran = cli("link", "--archive", path)
    assert ran.code == 0 and "8 reports of 3 events, 3 of them" in ran.out
    ran = cli("happenings", "--archive", path, "--reports", "3", "--format", "csv")
    assert len(ran.out.splitlines()) == 3
    ran = cli("happenings", "1", "--archive", path)
    assert "planned (2024-03-01) → negated (2024-03-05) → happened (2024-03-11)" in ran.out
    assert cli("happenings", "99", "--archive", path).code == 2
    assert cli("happenings", "1", "--archive", path, "--format", "json").code == 0
    assert "8 reports" in cli("link", "--archive", path, "--undo").out


def test_a_picture_of_the_reports_over_time(fill: Fill) -> None:
    pytest.importorskip("altair")
    from dragoman.linking import story_chart

    archive = fill(*NEWS)
    number = happenings(archive, Chosen(type="CONSULT")).fetchall()[0][0]
    drawn = story_chart(story(archive, number)).to_dict()
    (points,) = drawn["datasets"].values()
    assert [(one["published"], one["status"]) for one in points] == [
        ("2024-03-01", "planned"), ("2024-03-05", "negated"), ("2024-03-11", "happened"),
    ]  # fmt: skip


def test_relations_count_an_event_once(fill: Fill) -> None:
    from dragoman.relations import archive_events

    archive = fill(*NEWS)
    reports = archive_events(archive).one("SELECT count(DISTINCT report) FROM dyad_events")
    events = archive_events(archive, "events").one("SELECT count(DISTINCT report) FROM dyad_events")
    assert (reports, events) == ((8,), (3,))


def test_no_two_reports_of_one_article_are_joined(fill: Fill) -> None:
    archive = fill(article("one", "2024-03-12", strike("2024-03-11"), strike("2024-03-11")))
    assert all(one.isdisjoint(other) for one, other in combinations(groups(archive), 2))
    assert len(groups(archive)) == 2
