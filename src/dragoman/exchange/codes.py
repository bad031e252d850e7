"""What codes of other data sets mean here: countries, sectors, CAMEO's kinds of event.

A country's code becomes the ISO code that Dragoman's own actors of it carry: dependencies and
partially recognised entities count with the state that PLOVER puts them under. A code that is no
country (``EUR``, ``AFR``, ``IGO``) becomes nothing; it stays in the format's own column.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import duckdb

from dragoman.actors import load_knowledge
from dragoman.events import load_ontology
from dragoman.events.cameo import cameo_codes


@dataclass(frozen=True)
class Country:
    """A country or territory in the codes of several data sets.

    Attributes:
        iso3: ISO 3166-1 alpha-3 (Kosovo ``XKX``).
        party: the code that its actors carry.
        name: as ICEWS spells it, or Dragoman.
        fips: FIPS 10-4, the code in use first.
        cameo: CAMEO country codes, the code in use first.
        cow: Correlates of War number.
        names: every spelling that is read.
    """

    iso3: str
    party: str
    name: str
    fips: tuple[str, ...]
    cameo: tuple[str, ...]
    cow: int | None
    names: frozenset[str]


@lru_cache(maxsize=1)
def countries() -> dict[str, Country]:
    """Every country by its ISO code."""
    states = load_knowledge().states
    found = {}
    for row in _rows("countries.csv"):
        iso3, state = row["iso3"], states.get(row["iso3"])
        spellings = _several(row["names"])
        name = spellings[0] if spellings else (state.name if state else iso3)
        own = {state.name, state.official} if state else set()
        found[iso3] = Country(
            iso3,
            state.country if state else iso3,
            name,
            _several(row["fips"]),
            _several(row["cameo"]),
            state.cow if state else None,
            frozenset({*spellings, *own}),
        )
    return found


@lru_cache(maxsize=1)
def sectors() -> dict[str, dict[str, str]]:
    """PLOVER's sector for each role of CAMEO ("cameo") and each sector of ICEWS ("icews")."""
    found: dict[str, dict[str, str]] = {"cameo": {}, "icews": {}}
    for row in _rows("sectors.csv"):
        found[row["scheme"]][row["code"]] = row["sector"]
    return found


def lay_out(connection: duckdb.DuckDBPyConnection) -> None:
    """Writes the codes as temporary tables that the mappings join.

    ``code_countries`` and ``code_sectors`` have (scheme, code, value); schemes of countries are
    ``iso3``, ``cameo`` and ``name`` for parties, ``place_iso3``, ``place_fips`` and
    ``place_name`` for places. ``code_events`` has CAMEO's codes with type, mode, quad and score,
    ``code_types`` PLOVER's types alone.
    """
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE code_countries (scheme VARCHAR, code VARCHAR, value VARCHAR);"
        "CREATE OR REPLACE TEMP TABLE code_sectors (scheme VARCHAR, code VARCHAR, value VARCHAR);"
        "CREATE OR REPLACE TEMP TABLE code_events (code VARCHAR, type VARCHAR, mode VARCHAR, "
        "quad VARCHAR, score DOUBLE);"
        "CREATE OR REPLACE TEMP TABLE code_types (type VARCHAR, quad VARCHAR, score DOUBLE);"
    )
    for table, rows in (
        ("code_countries", list(_countries())),
        ("code_sectors", [(s, *pair) for s, pairs in sectors().items() for pair in pairs.items()]),
        ("code_events", list(_events())),
        ("code_types", [(o.name, o.quad, o.score) for o in load_ontology().types.values()]),
    ):
        marks = ", ".join("?" * len(rows[0]))
        connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)


def _countries() -> Iterator[tuple[str, str, str]]:
    for one in countries().values():
        yield "iso3", one.iso3, one.party
        yield "place_iso3", one.iso3, one.iso3
        yield from (("cameo", code, one.party) for code in one.cameo)
        yield from (("place_fips", code, one.iso3) for code in one.fips)
        for name in one.names:
            yield "name", name, one.party
            yield "place_name", name, one.iso3


def _events() -> Iterator[tuple[str, str | None, str | None, str | None, float | None]]:
    ontology = load_ontology()
    for one in cameo_codes().values():
        if one.type is None:
            yield one.code, None, None, None, None
        else:
            plover = ontology.prescribe(one.type, one.mode, "happened")
            yield one.code, plover.type, plover.mode, plover.quad, plover.score


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (files("dragoman.exchange") / "data" / name).open(encoding="utf-8") as lines:
        yield from csv.DictReader(lines)


def _several(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()
