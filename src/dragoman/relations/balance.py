"""Structural balance of a signed network.

A triad is balanced when the product of its signs is positive: my friend's friend is my friend, my
enemy's enemy is my friend (D. Cartwright and F. Harary, "Structural balance: a generalization of
Heider's theory", *Psychological Review* 63, 1956). A network is balanced when its members fall
into two camps, friendly inside and hostile across. The frustration index is how many edges must
change sign (or go) until it is: how far from balance it is (F. Harary, "On the measurement of
structural balance", *Behavioral Science* 4, 1959).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from dragoman.relations.extras import extra

EXACT = 18
"""Members of a block up to which every division into two camps is tried."""
STARTS = 200
"""Random divisions from which larger blocks are improved."""
SHUFFLES = 1000
"""Random reassignments of the signs that the share of balanced triads is compared with."""

Pair = tuple[str, str]


@dataclass(frozen=True)
class Balance:
    """How balanced a signed network is.

    Attributes:
        triads: triads by the number of hostile edges in them, none to three.
        balanced: share of triads that are balanced (none or two hostile); None without triads.
        by_chance: the same on average, when the same signs are dealt out at random over the same
            edges.
        p_value: how often chance gives at least that share, in a seeded sample; None without
            triads.
        frustration: fewest edges that must change for balance.
        frustrated: share of all edges that this is; None without edges.
        exact: whether ``frustration`` is the least number, or only one that was reached (a block
            of the network is too large to try every division).
        camps: the two camps of that division.
    """

    triads: tuple[int, int, int, int]
    balanced: float | None
    by_chance: float | None
    p_value: float | None
    frustration: int
    frustrated: float | None
    exact: bool
    camps: tuple[tuple[str, ...], tuple[str, ...]]


def balance(signs: Mapping[Pair, int], *, seed: int = 0) -> Balance:
    """The balance of a network, of which ``signs`` gives each edge's sign, +1 or -1."""
    names = sorted({name for pair in signs for name in pair})
    edges = [(names.index(one), names.index(other)) for one, other in signs]
    values = np.array(list(signs.values()), dtype=np.int8)
    triads = _triads(edges, len(names))
    counts = np.bincount((values[triads] < 0).sum(axis=1), minlength=4) if len(triads) else [0] * 4
    share, by_chance, p_value = _against_chance(values, triads, seed)
    broken, exact, camps = _frustration(names, signs, seed)
    return Balance(
        triads=(int(counts[0]), int(counts[1]), int(counts[2]), int(counts[3])),
        balanced=share,
        by_chance=by_chance,
        p_value=p_value,
        frustration=broken,
        frustrated=broken / len(edges) if edges else None,
        exact=exact,
        camps=camps,
    )


def _triads(edges: Sequence[tuple[int, int]], members: int) -> NDArray[np.intp]:
    """The edges of each triad: three indices a row."""
    number = {frozenset(edge): index for index, edge in enumerate(edges)}
    beside: list[set[int]] = [set() for _ in range(members)]
    for one, other in edges:
        beside[one].add(other)
        beside[other].add(one)
    found = [
        (number[frozenset((a, b))], number[frozenset((a, c))], number[frozenset((b, c))])
        for a in range(members)
        for b, c in combinations(sorted(x for x in beside[a] if x > a), 2)
        if c in beside[b]
    ]
    return np.array(found, dtype=np.intp).reshape(-1, 3)


def _against_chance(
    values: NDArray[np.int8], triads: NDArray[np.intp], seed: int
) -> tuple[float | None, float | None, float | None]:
    if not len(triads):
        return None, None, None
    share = float((values[triads].prod(axis=1) > 0).mean())
    rng = np.random.default_rng(seed)
    drawn = np.array(
        [(rng.permutation(values)[triads].prod(axis=1) > 0).mean() for _ in range(SHUFFLES)]
    )
    # A hair's breadth for sums of floats; the observed dealing is one of those possible.
    p_value = (1 + int((drawn >= share - 1e-12).sum())) / (1 + SHUFFLES)
    return share, float(drawn.mean()), p_value


def _frustration(
    names: Sequence[str], signs: Mapping[Pair, int], seed: int
) -> tuple[int, bool, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Broken edges of the best division, whether it is the best of all, and its camps.

    Blocks (parts that no single member holds together) do not touch each other's count, so each
    is solved by itself and turned to fit the rest.
    """
    networkx = extra("networkx")
    graph = networkx.Graph()
    graph.add_nodes_from(names)
    for (one, other), sign in signs.items():
        graph.add_edge(one, other, sign=sign)
    broken, exact = 0, True
    rng = np.random.default_rng(seed)
    side: dict[str, int] = {}
    for component in sorted(map(sorted, networkx.connected_components(graph))):
        side[component[0]] = 1
        blocks = [
            sorted(block) for block in networkx.biconnected_components(graph.subgraph(component))
        ]
        # Outwards from what is placed: a block shares exactly one member with those before it.
        while blocks:
            block = next(one for one in sorted(blocks) if any(name in side for name in one))
            blocks.remove(block)
            signed = np.zeros((len(block), len(block)))
            for one, other, data in graph.subgraph(block).edges(data=True):
                i, j = block.index(one), block.index(other)
                signed[i, j] = signed[j, i] = data["sign"]
            best, least = _divide(signed, rng)
            broken += least
            exact = exact and len(block) <= EXACT
            joint = next(index for index, name in enumerate(block) if name in side)
            turn = side[block[joint]] * best[joint]
            side.update({name: int(turn * best[i]) for i, name in enumerate(block)})
    camps = (
        tuple(name for name in names if side[name] > 0),
        tuple(name for name in names if side[name] < 0),
    )
    return broken, exact, camps


def _divide(signed: NDArray[np.float64], rng: np.random.Generator) -> tuple[NDArray[np.int8], int]:
    """The division into two camps (+1, -1) that breaks fewest edges, and how many it breaks.

    Every division up to ``EXACT`` members; beyond that the best of ``STARTS`` random ones, each
    improved by moving one member at a time as long as that helps.
    """
    size = len(signed)
    edges = int(np.count_nonzero(signed)) // 2
    if size <= EXACT:
        numbers = np.arange(2 ** (size - 1))
        sides = 1 - 2 * ((numbers[:, None] >> np.arange(size)) & 1).astype(np.float64)
    else:
        sides = rng.choice([-1.0, 1.0], size=(STARTS, size))
        for row in sides:
            _improve(row, signed)
    agreement = np.einsum("si,ij,sj->s", sides, signed, sides, optimize=True) / 2
    best = int(agreement.argmax())
    return sides[best].astype(np.int8), round((edges - agreement[best]) / 2)


def _improve(side: NDArray[np.float64], signed: NDArray[np.float64]) -> None:
    while True:
        gain = -side * (signed @ side)
        move = int(gain.argmax())
        if gain[move] <= 0:
            return
        side[move] *= -1
