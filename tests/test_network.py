"""Networks of a window: position, camps, balance."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from itertools import combinations, product
from pathlib import Path

import networkx
import polars
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Ran
from dragoman.relations import Panel, Source, balance, network, network_over_time, table_events
from dragoman.relations.balance import EXACT

WEST, EAST = ("DEU", "FRA", "GBR", "USA"), ("BLR", "CHN", "IRN", "RUS")


def _events(hostile: dict[tuple[str, str], bool], day: str = "2020-01-15") -> list[tuple[str, ...]]:
    """Two events for each pair: friendly (040) or hostile (112)."""
    return [
        (day, *pair, "112" if foes else "040") for pair, foes in hostile.items() for _ in range(2)
    ]


def _table(rows: list[tuple[str, ...]]) -> polars.DataFrame:
    return polars.DataFrame(rows, schema=["date", "actor", "recipient", "cameo"], orient="row")


def _two_camps() -> dict[tuple[str, str], bool]:
    pairs = combinations(sorted(WEST + EAST), 2)
    return {pair: (pair[0] in WEST) != (pair[1] in WEST) for pair in pairs}


@pytest.fixture
def two_camps() -> Source:
    return table_events(_table(_events(_two_camps())))


def test_two_hostile_camps_are_found_and_balanced(two_camps: Source) -> None:
    net = network(two_camps)
    assert {frozenset(camp) for camp in net.balance.camps} == {frozenset(WEST), frozenset(EAST)}
    assert (net.balance.balanced, net.balance.frustration, net.balance.exact) == (1.0, 0, True)
    # Two camps of four have four triads each inside, and 4 x 6 x 2 across with two foes.
    assert net.balance.triads == (8, 0, 48, 0)
    assert net.balance.by_chance is not None and net.balance.by_chance < 0.7
    assert net.balance.p_value is not None and net.balance.p_value < 0.01
    groups = {}
    for member in net.members:
        groups.setdefault(member.community, set()).add(member.party)
        assert (member.ties, member.friends, member.foes) == (7, 3, 4)
    assert sorted(map(sorted, groups.values())) == sorted(map(sorted, (EAST, WEST)))
    assert net.read == 56


def test_an_edge_adds_up_both_directions_and_needs_enough() -> None:
    rows = [("2020-01-01", "USA", "CHN", "040")] * 3 + [("2020-01-02", "CHN", "USA", "190")]
    source = table_events(_table(rows))
    (tie,) = network(source).ties
    assert (tie.one, tie.other, tie.count) == ("CHN", "USA", 4)
    assert (tie.cooperation, tie.conflict, tie.sign) == (3, 1, -1)
    assert network(source, least=5).ties == ()
    assert network(source, least=5).balance.balanced is None


def test_who_stands_between_is_seen() -> None:
    star = [("2020-01-01", "USA", other, "040") for other in ("FRA", "CHN", "RUS", "IRN")]
    first = network(table_events(_table(star))).members[0]
    assert (first.party, first.ties, first.betweenness) == ("USA", 4, 1.0)


def test_a_network_for_each_period() -> None:
    friends = dict.fromkeys(combinations(("CHN", "RUS", "USA"), 2), False)
    source = table_events(
        _table(_events(friends) + _events({**friends, ("CHN", "USA"): True}, "2021-02-01"))
    )
    first, second = network_over_time(source, Panel(by="year"))
    assert (first.since, first.until) == ("2020-01-01", "2020-12-31")
    assert (first.balance.balanced, second.balance.balanced) == (1.0, 0.0)
    assert (first.balance.frustration, second.balance.frustration) == (0, 1)


def _least_by_trying(signs: dict[tuple[str, str], int]) -> int:
    names = sorted({name for pair in signs for name in pair})
    return min(
        sum(
            sign * sides[names.index(one)] * sides[names.index(other)] < 0
            for (one, other), sign in signs.items()
        )
        for sides in product((1, -1), repeat=len(names))
    )


@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(list(combinations("ABCDEFGH", 2))), st.sampled_from([1, -1]), min_size=1
    )
)
def test_frustration_is_the_least_number_of_edges_that_break(
    signs: dict[tuple[str, str], int],
) -> None:
    found = balance(signs)
    assert found.exact and found.frustration == _least_by_trying(signs)
    camp = {name: side for side, names in enumerate(found.camps) for name in names}
    broken = sum(sign != (1 if camp[a] == camp[b] else -1) for (a, b), sign in signs.items())
    assert broken == found.frustration


def test_a_large_block_is_said_to_be_searched_and_not_solved() -> None:
    names = [f"P{number:02d}" for number in range(EXACT + 6)]
    signs = {pair: 1 if hash_side(pair) else -1 for pair in combinations(names, 2)}
    broken = ("P00", "P02")
    signs[broken] = -signs[broken]
    found = balance(signs)
    assert not found.exact
    assert found.frustration == 1, "the one edge that was turned"


def hash_side(pair: tuple[str, str]) -> bool:
    """Whether both are odd or both even."""
    return int(pair[0][1:]) % 2 == int(pair[1][1:]) % 2


def test_the_command_writes_parties_edges_periods_and_graphml(
    cli: Callable[..., Ran], tmp_path: Path
) -> None:
    file = tmp_path / "events.csv"
    _table(_events(_two_camps())).write_csv(file)
    call = ("network", "--events", file)
    shown = cli(*call, "--graphml", tmp_path / "a.graphml")
    assert shown.code == 0, shown.err
    assert "56 triads, 100% balanced" in shown.out
    graph = networkx.read_graphml(tmp_path / "a.graphml")
    assert graph.number_of_edges() == 28
    assert graph.nodes["USA"]["name"] == "United States"
    assert graph.edges["USA", "CHN"]["weight"] < 0 < graph.edges["USA", "FRA"]["weight"]
    edges = list(csv.DictReader(io.StringIO(cli(*call, "--edges", "--format", "csv").out)))
    assert len(edges) == 28 and {edge["count"] for edge in edges} == {"2"}
    over_time = list(csv.DictReader(io.StringIO(cli(*call, "--by", "year", "--format", "csv").out)))
    assert [row["frustration"] for row in over_time] == ["0"]
    assert cli(*call, "--by", "year", "--edges").code == 2
