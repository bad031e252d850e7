"""Who acts and who is acted on: a small second network that reads one trigger at a time.

The encoder's links answer for a pair of words without knowing what else could fill the role. This
network sees the trigger, the words beside it and every party near it together, so that a visitor
makes the next name a host; it reads the encoder's states, and runs only where an event is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np

from dragoman.errors import ModelError
from dragoman.model.arrays import Floats, Ints
from dragoman.model.encoder import Signals, one_thread
from dragoman.record import ACTOR_KINDS

REACH = 64
"""Words on each side of a trigger where its parties are looked for."""
BESIDE = 3
"""Words on each side of a trigger that are read whatever they are: "by", "against", "visit to"."""
HOST = "host"
"""Kind of an anchor that names a state as a place: "flew to Beijing"."""
HOSTED = frozenset({"CONSULT"})
"""Types whose place may be a party: who flies to Beijing visits China; others happen there."""
KINDS = ("", *ACTOR_KINDS, HOST)
ROLES = ("actor", "recipient")
SHARE = 0.5
"""Weight of this network's answer against the encoder's links. It was fitted on the same articles
as the encoder and is too sure on others; half of each was best on the held-back part."""
FAR = 12.0
"""Log-odds are kept within this of zero."""


class Anchor(NamedTuple):
    """The first word of something that may be a party: the actor it stands for and its kind."""

    word: int
    actor: str
    kind: str


@dataclass(frozen=True)
class Around:
    """What is read of one trigger, a column for each word: rows of the signals, signed distance
    to the trigger in words, index in ``KINDS`` (0: no anchor), and the two links' log-odds.

    ``anchors`` gives the column and the number of every anchor within reach.
    """

    type: int
    rows: Ints
    apart: Ints
    kinds: Ints
    links: Floats
    anchors: tuple[tuple[int, int], ...]


def around(signals: Signals, word: int, type_: str, anchors: Sequence[Anchor]) -> Around:
    """The words that tell who takes part in the event of this type named at ``word``."""
    trigger = signals.row_of[word]
    first, last = max(0, trigger - REACH), min(len(signals.words), trigger + REACH + 1)
    kinds = np.zeros(last - first, dtype=np.int64)
    near = [
        (row - first, number)
        for number, one in enumerate(anchors)
        if first <= (row := signals.row_of.get(one.word, -1)) < last
    ]
    for at, number in near:
        kinds[at] = KINDS.index(anchors[number].kind)
    apart = np.arange(first, last) - trigger
    kept = np.flatnonzero((kinds > 0) | (np.abs(apart) <= BESIDE))
    column = {int(at): number for number, at in enumerate(kept)}
    rows = kept + first
    links = np.stack([signals.link_odds(role, trigger, rows) for role in ROLES], axis=1)
    return Around(
        signals.labels.tokens["trigger"].index(type_),
        rows,
        apart[kept],
        kinds[kept],
        np.clip(links, -FAR, FAR).astype(np.float32),
        tuple((column[at], number) for at, number in near),
    )


class PartyReader:
    """The network of the package, on ONNX Runtime."""

    def __init__(self, weights: bytes) -> None:
        import onnxruntime

        self._session = onnxruntime.InferenceSession(
            weights, one_thread(), providers=["CPUExecutionProvider"]
        )

    def read(
        self, signals: Signals, triggers: Sequence[tuple[int, str]], anchors: Sequence[Anchor]
    ) -> list[dict[str, tuple[float, float]]]:
        """For each trigger (first word, type): how likely each actor acts, and is acted on.

        Actors without a mention within ``REACH`` are left out.
        """
        seen = [around(signals, word, type_, anchors) for word, type_ in triggers]
        asked = [one for one in seen if one.anchors]
        answers = iter(self._run(signals.states, asked) if asked else ())
        types = [type_ for _, type_ in triggers]
        return [
            _by_actor(one, next(answers), anchors, hosted=type_ in HOSTED) if one.anchors else {}
            for one, type_ in zip(seen, types, strict=True)
        ]

    def _run(self, states: Floats, asked: Sequence[Around]) -> Floats:
        """Log-odds (triggers, words, roles) of padded triggers."""
        shape = (len(asked), max(len(one.rows) for one in asked))
        rows, apart, kinds = (np.zeros(shape, dtype=np.int64) for _ in range(3))
        links = np.zeros((*shape, len(ROLES)), dtype=np.float32)
        mask = np.zeros(shape, dtype=np.float32)
        for number, one in enumerate(asked):
            size = len(one.rows)
            rows[number, :size], apart[number, :size] = one.rows, one.apart
            kinds[number, :size], links[number, :size] = one.kinds, one.links
            mask[number, :size] = 1.0
        feed = {
            "states": states[rows],
            "types": np.array([one.type for one in asked], dtype=np.int64),
            "places": apart + REACH,
            "kinds": kinds,
            "links": links,
            "mask": mask,
        }
        odds: Floats = self._session.run(["odds"], feed)[0]
        return odds


def _by_actor(
    one: Around, odds: Floats, anchors: Sequence[Anchor], *, hosted: bool
) -> dict[str, tuple[float, float]]:
    """Both roles' probabilities for each actor; several mentions speak for it together."""
    columns: dict[str, list[int]] = {}
    for column, number in one.anchors:
        if hosted or anchors[number].kind != HOST:
            columns.setdefault(anchors[number].actor, []).append(column)
    found = {}
    for actor, at in columns.items():
        read = np.logaddexp.reduce(odds[at], axis=0)
        linked = one.links[at].max(axis=0)
        values = SHARE * _probability(read) + (1 - SHARE) * _probability(linked)
        found[actor] = (float(values[0]), float(values[1]))
    return found


def _probability(odds: Floats) -> Floats:
    result: Floats = (1.0 / (1.0 + np.exp(-odds))).astype(np.float32)
    return result


@lru_cache(maxsize=1)
def load_party_reader(expected: str) -> PartyReader:
    """The reader that ships in the package.

    Raises ``ModelError`` when its file is missing or not the one with the ``expected`` sha256.
    """
    from hashlib import sha256

    try:
        weights = (files("dragoman.model") / "data" / "parties.onnx").read_bytes()
    except OSError as error:
        raise ModelError(
            f"the model in the package cannot be read ({error}); install dragoman again"
        ) from error
    if sha256(weights).hexdigest() != expected:
        raise ModelError(
            "parties.onnx is not the file that labels.json names; install dragoman again"
        )
    return PartyReader(weights)
