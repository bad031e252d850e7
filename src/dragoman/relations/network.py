"""The network of a window: who stands with whom and against whom.

An edge joins two parties between which enough was reported. Its weight is the sum of the scores
of all that was reported between them, both ways; its sign is that sum's. Measures of position are
networkx's; each is named with what it is computed on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import duckdb

from dragoman.relations.balance import Balance, balance
from dragoman.relations.dyads import EVERY_DYAD, Panel, dyads, periods, window
from dragoman.relations.extras import extra
from dragoman.relations.source import Source
from dragoman.relations.states import party_name

LEAST = 1
"""Reports between two parties that make an edge."""


@dataclass(frozen=True)
class Tie:
    """An edge: all that was reported between two parties, both ways.

    Attributes:
        one, other: the parties, in the order of the alphabet.
        count: reports or events.
        cooperation, conflict: how many of them are of either sort.
        weight: sum of their PLOVER scores.
        sign: +1 or -1 as the weight; 0 where it is nought.
    """

    one: str
    other: str
    count: int
    cooperation: int
    conflict: int
    weight: float
    sign: int


@dataclass(frozen=True)
class Member:
    """A party in the network.

    Attributes:
        party: ISO alpha-3 or acronym; ``name`` the usual name.
        ties: edges; ``friends`` those with a positive sign, ``foes`` with a negative.
        strength: sum of the weights of its edges.
        betweenness: share of shortest paths between others that pass through it, each edge one
            step whatever its sign (Freeman 1977).
        pagerank: PageRank on how much was reported between two parties, signs aside.
        community: number of its community, 1 the largest; communities are found on the friendly
            edges alone.
        camp: 1 or 2: its camp in the division that breaks fewest edges; None when
            none of its edges has a sign.
    """

    party: str
    name: str
    ties: int
    friends: int
    foes: int
    strength: float
    betweenness: float
    pagerank: float
    community: int
    camp: int | None


@dataclass(frozen=True)
class Network:
    """The signed network of a window.

    Attributes:
        since, until: its first and last day.
        read: articles read in it (or what the source's denominator counts).
        counted: reports or events.
        least: how many of these made an edge.
        members: most edges first.
        ties: most reports first.
        density: edges among all pairs of members.
        modularity: how clearly the communities are set apart, on friendly edges (Newman 2006).
        balance: structural balance of what has a sign.
    """

    since: str
    until: str
    read: int
    counted: str
    least: int
    members: tuple[Member, ...]
    ties: tuple[Tie, ...]
    density: float
    modularity: float | None
    balance: Balance

    def summary(self) -> dict[str, Any]:
        """The network in one row, for a table over time."""
        balanced = self.balance
        return {
            "since": self.since,
            "until": self.until,
            "read": self.read,
            "members": len(self.members),
            "ties": len(self.ties),
            "hostile": sum(tie.sign < 0 for tie in self.ties),
            "density": self.density,
            "communities": len({one.community for one in self.members}),
            "modularity": self.modularity,
            "triads": sum(balanced.triads),
            "balanced": balanced.balanced,
            "by_chance": balanced.by_chance,
            "p_value": balanced.p_value,
            "frustration": balanced.frustration,
            "frustrated": balanced.frustrated,
            "exact": balanced.exact,
        }

    def graphml(self, path: str | Path) -> None:
        """Writes it for Gephi, igraph, Cytoscape and others; an edge's ``weight`` is signed."""
        networkx = extra("networkx")
        graph = networkx.Graph(since=self.since, until=self.until, read=self.read)
        for member in self.members:
            # GraphML has no null: what is not known is left out.
            values = {k: v for k, v in asdict(member).items() if k != "party" and v is not None}
            graph.add_node(member.party, **values)
        for tie in self.ties:
            values = {k: v for k, v in asdict(tie).items() if k not in ("one", "other")}
            graph.add_edge(tie.one, tie.other, **values)
        networkx.write_graphml(graph, str(path))


def network(
    source: Source, panel: Panel = EVERY_DYAD, *, least: int = LEAST, seed: int = 0
) -> Network:
    """The network of a panel's window, whatever the panel's periods.

    Args:
        source: where events come from.
        panel: which parties, statuses, types and days; ``by`` and ``directed`` do not matter.
        least: reports that make an edge.
        seed: of communities, of shuffled signs, and of the search for camps.

    Raises:
        DragomanError: networkx is not installed.
        UsageError: nothing was read that has a date.
    """
    whole = replace(panel, by="all", directed=False)
    since, until = window(source, whole)
    ties = _ties(dyads(source, whole), source.counted, least)
    (read,) = source.one(
        "SELECT coalesce(sum(articles), 0) FROM articles_read "
        "WHERE date BETWEEN CAST(? AS DATE) AND CAST(? AS DATE)",
        [since, until],
    )
    members, density, modularity, balanced = _measured(ties, seed)
    return Network(
        since=since,
        until=until,
        read=int(read),
        counted=source.counted,
        least=least,
        members=tuple(members),
        ties=tuple(ties),
        density=density,
        modularity=modularity,
        balance=balanced,
    )


def network_over_time(
    source: Source, panel: Panel = EVERY_DYAD, *, least: int = LEAST, seed: int = 0
) -> list[Network]:
    """A network for each of the panel's periods, in order; raises as ``network`` does."""
    steps, values = periods(panel.by, *window(source, panel))
    found = source.connection.execute(f"SELECT low, high FROM ({steps}) ORDER BY low", values)
    return [
        network(
            source,
            replace(panel, since=low.isoformat(), until=high.isoformat()),
            least=least,
            seed=seed,
        )
        for low, high in found.fetchall()
    ]


def _ties(relation: duckdb.DuckDBPyRelation, counted: str, least: int) -> list[Tie]:
    names = relation.columns
    ties = []
    for values in relation.fetchall():
        row = dict(zip(names, values, strict=True))
        if row[counted] >= least:
            weight = float(row["score_sum"])
            ties.append(
                Tie(
                    one=row["actor"],
                    other=row["recipient"],
                    count=row[counted],
                    cooperation=row["verbal_cooperation"] + row["material_cooperation"],
                    conflict=row["verbal_conflict"] + row["material_conflict"],
                    weight=weight,
                    sign=(weight > 0) - (weight < 0),
                )
            )
    return sorted(ties, key=lambda tie: (-tie.count, tie.one, tie.other))


def _measured(ties: Sequence[Tie], seed: int) -> tuple[list[Member], float, float | None, Balance]:
    """Members with their position, density, modularity and balance of a network."""
    networkx = extra("networkx")
    graph = networkx.Graph()
    friendly = networkx.Graph()
    for tie in ties:
        graph.add_edge(tie.one, tie.other, reports=tie.count)
        friendly.add_nodes_from((tie.one, tie.other))
        if tie.sign > 0:
            friendly.add_edge(tie.one, tie.other, weight=tie.weight)
    communities: list[set[str]] = []
    modularity = None
    if friendly.number_of_edges():
        found = networkx.community.louvain_communities(friendly, weight="weight", seed=seed)
        communities = sorted(found, key=lambda one: (-len(one), min(one)))
        modularity = float(networkx.community.modularity(friendly, communities, weight="weight"))
    else:
        communities = [{name} for name in sorted(graph)]
    number = {name: i for i, group in enumerate(communities, 1) for name in group}
    balanced = balance({(tie.one, tie.other): tie.sign for tie in ties if tie.sign}, seed=seed)
    between = networkx.betweenness_centrality(graph)
    rank = networkx.pagerank(graph, weight="reports") if ties else {}
    beside: dict[str, list[Tie]] = {name: [] for name in graph}
    for tie in ties:
        beside[tie.one].append(tie)
        beside[tie.other].append(tie)
    members = [
        Member(
            party=name,
            name=party_name(name),
            ties=len(own),
            friends=sum(tie.sign > 0 for tie in own),
            foes=sum(tie.sign < 0 for tie in own),
            strength=sum(tie.weight for tie in own),
            betweenness=float(between[name]),
            pagerank=float(rank[name]),
            community=number[name],
            camp=2 if name in balanced.camps[1] else 1 if name in balanced.camps[0] else None,
        )
        for name, own in beside.items()
    ]
    members.sort(key=lambda one: (-one.ties, -one.pagerank, one.party))
    return members, float(networkx.density(graph)), modularity, balanced


def balance_sentence(net: Network) -> str:
    """What the network's balance is, in words."""
    found = net.balance
    start = (
        f"{len(net.members)} parties, {len(net.ties)} edges ({net.least} "
        f"{net.counted} or more each), {net.since} to {net.until}, {net.read:,} read. "
    )
    if found.balanced is None:
        return start + "No triad: nothing to be balanced."
    least = "" if found.exact else "at most "
    stand = "edge stands" if found.frustration == 1 else "edges stand"
    return (
        start + f"{sum(found.triads)} triads, {found.balanced:.0%} balanced (by chance "
        f"{found.by_chance:.0%}, p = {found.p_value:.3f}); {least}{found.frustration} {stand} "
        "in the way of two camps."
    )
