"""Two runs compared: what a person who changed model or lexicon wants to know."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from conftest import Ran
from dragoman.archive import Archive, diff, open_archive
from dragoman.errors import UsageError
from dragoman.record import Record
from news import MADE, Foreseen, Told, article

TALKS = Told("CONSULT", "France", "Niger", day="2024-03-04", trigger="negotiated with")
STRIKE = Told("ASSAULT", "Chad", "Mali", day="2024-03-05", trigger="shelled")
HOPE = Foreseen(0.6, 0.9, "2024-04-01", "2024-04-30")


def filled(path: Path, *runs: list[Record]) -> Archive:
    archive = open_archive(path, create=True)
    for records in runs:
        archive.add(archive.begin_run(MADE, {}, []), records)
    return archive


def test_a_run_is_like_itself(tmp_path: Path) -> None:
    records = [article("one", "2024-03-06", TALKS, STRIKE, HOPE), article("two", "2024-03-06")]
    with filled(tmp_path / "news.duckdb", records, records) as archive:
        found = diff(archive, 1, 2)
    assert (found.articles, found.only) == (2, (0, 0))
    assert not found.changes
    assert found.same == {"events": 2, "forecasts": 1}


def test_changes_are_named_with_their_words(tmp_path: Path) -> None:
    old = article("one", "2024-03-06", TALKS, STRIKE)
    talks, strike = old.events
    changed = replace(talks, status="planned", recipients=())
    new = replace(old, events=(changed,))
    extra = article("two", "2024-03-06", TALKS)
    with filled(tmp_path / "news.duckdb", [old], [new, extra]) as archive:
        found = diff(archive, 1, 2)
        back = diff(archive, 2, 1)
        with pytest.raises(UsageError, match="no run 7; the archive has 1, 2"):
            diff(archive, 1, 7)
    assert found.only == (0, 1)
    assert dict(found.changes) == {
        ("events", "status"): 1,
        ("events", "recipients"): 1,
        ("events", "vanished"): 1,
    }
    by_part = {one.what: one for one in found.examples}
    assert (by_part["status"].before, by_part["status"].after) == ("happened", "planned")
    assert (by_part["recipients"].before, by_part["recipients"].after) == ("Niger", "nobody")
    assert by_part["vanished"].before == "ASSAULT"
    assert strike.trigger.text in by_part["vanished"].words
    assert back.changes["events", "appeared"] == 1


def test_the_command_tells_and_gives_json(tmp_path: Path, cli: Callable[..., Ran]) -> None:
    old = article("one", "2024-03-06", TALKS)
    new = replace(old, events=(replace(old.events[0], type="ACCUSE", mode=None),))
    path = tmp_path / "news.duckdb"
    filled(path, [old], [new]).close()
    said = cli("diff", "1", "2", "--archive", path)
    assert said.code == 0
    assert "1 articles in both runs, 0 only in run 1, 0 only in run 2" in said.out
    assert "type: 1" in said.out
    assert "CONSULT → ACCUSE" in said.out
    made = json.loads(cli("diff", "1", "2", "--archive", path, "--format", "json").out)
    assert {"layer": "events", "what": "type", "count": 1} in made["changes"]
    assert cli("diff", "1", "3", "--archive", path).code == 2
