"""The PLOVER ontology: types, modes, quads, scores and CAMEO codes, read from one data file.

``prescribe`` applies the manual's rules for an event's type and status together: planned acts of
cooperation are agreements, an announced retreat is a concession. CAMEO codes are strings, always.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from dragoman.record import Plover, Status

PLANNED_IS_AGREE = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID"})
"""Planned, these count as AGREE (PLOVER manual 2.0, AGREE)."""


@dataclass(frozen=True)
class Mode:
    """A mode of a type: score on PLOVER's -10 to +10 scale, CAMEO code."""

    name: str
    score: float
    cameo: str


@dataclass(frozen=True)
class EventType:
    """A type: quad class, score, whether a recipient is required, CAMEO codes, modes."""

    name: str
    quad: str
    score: float
    needs_recipient: bool
    cameo: str
    planned_cameo: str | None
    modes: dict[str, Mode]


@dataclass(frozen=True)
class Ontology:
    """All sixteen types by name, and Goldstein scores by CAMEO code."""

    types: dict[str, EventType]
    goldstein: dict[str, float]

    def prescribe(self, type_: str, mode: str | None, status: Status) -> Plover:
        """Type, mode, quad and score that the manual prescribes for type and status."""
        if status == "planned" and type_ in PLANNED_IS_AGREE:
            type_, mode = "AGREE", None
        elif status == "planned" and type_ == "RETREAT":
            type_, mode = "CONCEDE", None
        event_type = self.types[type_]
        known = event_type.modes.get(mode) if mode else None
        score = known.score if known else event_type.score
        return Plover(
            type=type_, mode=known.name if known else None, quad=event_type.quad, score=score
        )

    def cameo(self, type_: str, mode: str | None, status: Status) -> tuple[str, float] | None:
        """CAMEO code and Goldstein score; None for what is only feared or did not happen.

        CAMEO codes deeds and words that occurred, and intentions; it has no code for the rest.
        """
        if status in ("hypothetical", "negated"):
            return None
        event_type = self.types[type_]
        code = event_type.cameo
        if mode in event_type.modes:
            code = event_type.modes[mode].cameo
        if status == "planned" and event_type.planned_cameo:
            code = event_type.planned_cameo
        return code, self.goldstein[code]


@lru_cache(maxsize=1)
def load_ontology() -> Ontology:
    """The ontology of the package."""
    path = files("dragoman.events") / "data" / "plover.toml"
    raw: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    goldstein = raw.pop("goldstein")
    types = {}
    for name, row in raw.items():
        modes = {
            mode: Mode(mode, values["score"], values["cameo"])
            for mode, values in row.get("modes", {}).items()
        }
        types[name] = EventType(
            name,
            row["quad"],
            row["score"],
            row["needs_recipient"],
            row["cameo"],
            row.get("planned_cameo"),
            modes,
        )
    return Ontology(types, goldstein)
