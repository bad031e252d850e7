"""Full-text search: what a person types finds the article, whatever they type."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import Ran
from dragoman.archive import Archive, Sought, open_archive, search
from dragoman.errors import ArchiveError, UsageError
from news import MADE, Told, article

TALKS = Told("CONSULT", "France", "Niger", day="2024-03-04", trigger="negotiated")
STRIKE = Told("ASSAULT", "Chad", "Mali", day="2024-03-05", status="planned", trigger="shelling")


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with open_archive(tmp_path / "news.duckdb", create=True) as opened:
        run = opened.begin_run(MADE, {}, [])
        opened.add(
            run,
            [
                article("one", "2024-03-04", TALKS, outlet="Northern Courier"),
                article("two", "2024-03-05", STRIKE, outlet="The Ledger"),
                article("three", "2024-03-06", TALKS, STRIKE, outlet="The Ledger"),
            ],
        )
        yield opened


def found(archive: Archive, question: str = "", **wanted: object) -> list[str]:
    return [one.id for one in search(archive, question, Sought(**wanted)).articles]  # type: ignore[arg-type]


def test_words_are_found_in_any_form_and_marked(archive: Archive) -> None:
    hits = search(archive, "negotiating")
    assert {one.id for one in hits.articles} == {"one", "three"}
    assert hits.total == 2
    for one in hits.articles:
        assert {one.excerpt[a:b] for a, b in one.marks} == {"negotiated"}


def test_phrases_alternatives_beginnings_and_exclusions(archive: Archive) -> None:
    assert set(found(archive, "negotiated OR shelling")) == {"one", "two", "three"}
    assert found(archive, "negotiated shelling") == ["three"]
    assert found(archive, "nego* -shelling") == ["one"]
    assert found(archive, '"no such phrase"') == []
    with pytest.raises(UsageError, match="what to look for"):
        search(archive, "-shelling")


def test_facets_hold_of_one_event(archive: Archive) -> None:
    assert found(archive, type="CONSULT", status="happened") == ["three", "one"]
    assert found(archive, type="consult", status="planned") == []
    assert set(found(archive, "shelling", country="mli", outlet="the ledger")) == {"two", "three"}
    assert found(archive, actor="FRANCE", since="2024-03-05") == ["three"]
    assert found(archive, until="2024-03-04") == ["one"]
    with pytest.raises(UsageError, match="unknown type"):
        search(archive, wanted=Sought(type="HUG"))


def test_the_index_follows_the_archive(archive: Archive) -> None:
    assert found(archive, "negotiated", until="2024-03-04") == ["one"]
    run = archive.begin_run(MADE, {}, [])
    again = article("one", "2024-03-04", TALKS, outlet="Northern Courier")
    archive.add(run, [again, article("four", "2024-03-07", TALKS)])
    assert sorted(found(archive, "negotiated")) == ["four", "one", "three"]
    index = archive.path.with_name("news.duckdb.search")
    index.write_bytes(b"no database at all, but as long as one of its pages would be" * 20)
    assert sorted(found(archive, "negotiated")) == ["four", "one", "three"]
    with sqlite3.connect(index) as opened:
        opened.execute("UPDATE meta SET value = 'of another archive' WHERE key = 'archive'")
    assert sorted(found(archive, "negotiated")) == ["four", "one", "three"]


def test_where_nothing_can_be_written_it_is_said(archive: Archive) -> None:
    archive.path.with_name("news.duckdb.search").mkdir()
    with pytest.raises(ArchiveError, match="index for searching"):
        search(archive, "negotiated")


@given(question=st.text(max_size=40) | st.text('"*-() OR:^{}+NEAR\\', max_size=20))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_question_breaks_it(archive: Archive, question: str) -> None:
    try:
        assert len(search(archive, question).articles) <= 3
    except UsageError as error:
        assert "what to look for" in str(error)


def test_the_command_prints_hits_and_the_denominator(
    archive: Archive, cli: Callable[..., Ran]
) -> None:
    path = archive.path
    archive.close()
    said = cli("search", "negotiated", "--archive", path)
    assert said.code == 0
    assert "Northern Courier" in said.out
    assert "2 of 2 articles; 3 articles read" in said.out
    listed = json.loads(cli("search", "negotiated", "--archive", path, "--format", "json").out)
    assert listed["total"] == 2
    assert len(listed["articles"]) == 2
