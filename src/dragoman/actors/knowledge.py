"""What Dragoman knows of the world's parties: states, organisations, offices, nouns for people.

The facts are CSV files in ``data/`` that anybody can read and mend (``data/README.md`` says what
the columns mean and where the facts come from). A user adds rows with files of the same columns.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias, get_args

from dragoman.actors.lexicon import Lexicon, tokens
from dragoman.actors.offices import OFFICES, Office, Offices
from dragoman.actors.tables import Row, header, read_rows
from dragoman.errors import DataError
from dragoman.record import ACTOR_KINDS, ActorKind

DATA = Path(__file__).parent / "data"
SECTORS = frozenset(
    "GOV LEG JUD MIL COP SPY PRM REB UAF PTY UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE "
    "REL SOC".split()
)
"""The sectors of the PLOVER manual."""

Form: TypeAlias = Literal[
    "name", "adjective", "people", "capital", "seat", "city", "organization", "person", "nothing"
]
Sort: TypeAlias = Literal[
    "office",
    "honorific",
    "person",
    "person-plural",
    "body",
    "body-plural",
    "group",
    "org",
    "land",
    "asset",
    "asset-plural",
    "modifier",
]
SORTS: tuple[Sort, ...] = get_args(Sort)

_OWN = ("not_actors", "nouns", "given_names", "cities", "homonyms")
"""The files of the project's own that users do not add to."""
_STATE_COLUMNS = (
    "iso3 iso2 cow cow_abb name official names adjectives people capital seats regions leader "
    "claimant sector since until source"
).split()
_ORGANIZATION_COLUMNS = "id name names kind country part_of plover sectors seat source".split()
_OFFICE_COLUMNS = "person aliases country office title start end gender source".split()
_NOUN_COLUMNS = "noun plural sort kind sector gender".split()


@dataclass(frozen=True, slots=True)
class State:
    """A state, or an entity that is recognised by some only or belongs to a state.

    Attributes:
        iso3: ISO 3166-1 alpha-3, or a code beginning with X for what has none there.
        country: the code that an actor of it carries: the claimant's for partially recognised
            entities and the state's own for dependencies.
        name: the usual English name; ``official`` the long one.
        regions: adjectives of the regions it lies in ("Asian", "Gulf").
        leader: the office of whoever leads it: head_of_state or head_of_government.
        sector: GOV, or PRE for partially recognised entities.
        since, until: when it began and ceased to exist, where that matters.
    """

    iso3: str
    country: str
    name: str
    official: str
    cow: int | None
    regions: frozenset[str]
    leader: str
    sector: str
    since: date | None
    until: date | None

    @property
    def sovereign(self) -> bool:
        """Whether it is a state in its own right."""
        return self.country == self.iso3


@dataclass(frozen=True, slots=True)
class Organization:
    """An organisation, body, armed group or outlet with a name of its own.

    Attributes:
        id: acronym or short name, unique in the table.
        kind: as ``record.ActorKind``.
        country: ISO alpha-3, or ``None`` for what belongs to no state.
        acronym: what an actor's ``organization`` says: the acronym of the organisation, or of
            the one that it is an organ of; ``None`` when it has none in use.
        plover: PLOVER's code for organisations above states (UNO, EUR, IGO, NGO, MNC, ISM, IMG).
        sectors: PLOVER sectors, the primary one first.
    """

    id: str
    name: str
    kind: ActorKind
    country: str | None
    acronym: str | None
    plover: str | None
    sectors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun for parties or a modifier of one: "spokesman", "ministry", "rebels", "military"."""

    noun: str
    plural: bool
    sort: Sort
    kind: ActorKind
    sectors: tuple[str, ...]
    gender: str


class Homonym(NamedTuple):
    """A state's name that a region of another country bears too ("Georgia").

    ``cues`` are words that show an article to be about the other country.
    """

    state: str
    region_of: str
    cues: frozenset[str]


class NameSense(NamedTuple):
    """One reading of a name: its form, and the key in the table that it belongs to."""

    form: Form
    key: str


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything above, indexed. Made by ``load_knowledge``; never changed afterwards.

    Attributes:
        states: by ``iso3``; organizations: by ``id``.
        names: every name, adjective, capital, seat and full name of a person, as written.
        nouns: nouns and modifiers in lower case.
        given_names: given name to gender (m, f, or empty when both).
        homonyms: by the name.
        lexicon_hash: first 16 hex digits of the SHA-256 of all files read.
    """

    states: dict[str, State]
    organizations: dict[str, Organization]
    offices: Offices
    names: Lexicon[NameSense]
    nouns: Lexicon[Noun]
    given_names: dict[str, str]
    homonyms: dict[str, Homonym]
    lexicon_hash: str

    def state_on(self, iso3: str, day: date | None) -> str:
        """The state that ``iso3`` belonged to on ``day`` ("Russia" in 1985 was the USSR's)."""
        if day is not None and iso3 in _FORERUNNERS:
            since = self.states[iso3].since
            if since is not None and day < since:
                return _FORERUNNERS[iso3]
        return iso3


_FORERUNNERS = {"RUS": "SUN"}


def load_knowledge(extra: Path | None = None) -> Knowledge:
    """The knowledge base; with ``extra``, a user's rows added to the project's own.

    Args:
        extra: a CSV file with the columns of ``states.csv``, ``organizations.csv`` or
            ``offices.csv`` (the header decides which it is), or a folder of such files. A state
            or organisation with a known key replaces the project's row.

    Raises:
        DataError: a file is malformed; the message names file, line and column.
    """
    if extra is None:
        return _load(())
    files = sorted(extra.glob("*.csv")) if extra.is_dir() else [extra]
    if not files:
        raise DataError(f"{extra}: no CSV file in this folder")
    return _load(tuple((path, path.stat().st_mtime_ns if path.exists() else 0) for path in files))


@lru_cache(maxsize=4)
def _load(extra: tuple[tuple[Path, int], ...]) -> Knowledge:
    """Loads and indexes; modification times are in the key so that an edited file is reread."""
    tables: dict[str, list[Path]] = {
        "states": [DATA / "states.csv"],
        "organizations": [DATA / "organizations.csv"],
        "offices": [DATA / "offices.csv"],
    }
    for path, _ in extra:
        tables[_table_of(path)].append(path)
    names: Lexicon[NameSense] = Lexicon()
    for row in read_rows(DATA / "not_actors.csv", ("phrase",)):
        names.add(row["phrase"], NameSense("nothing", ""))
    states = _states(tables["states"], names)
    for row in read_rows(DATA / "cities.csv", ("name", "country")):
        names.add(row["name"], NameSense("city", row["country"]))
    organizations = _organizations(tables["organizations"], names)
    offices = _offices(tables["offices"], names)
    nouns = _nouns(DATA / "nouns.csv")
    given = {row["name"]: row["gender"] for row in _rows([DATA / "given_names.csv"], ("name",))}
    homonyms = {
        row["name"]: Homonym(row["state"], row["region_of"], frozenset(row.several("cues")))
        for row in read_rows(DATA / "homonyms.csv", ("name", "state", "region_of", "cues"))
    }
    digest = hashlib.sha256()
    for path in [*chain(*tables.values()), *(DATA / f"{name}.csv" for name in _OWN)]:
        digest.update(path.read_bytes())
    return Knowledge(
        states,
        organizations,
        offices,
        names,
        nouns,
        given,
        homonyms,
        digest.hexdigest()[:16],
    )


def _table_of(path: Path) -> str:
    columns = set(header(path))
    for table, needed in (
        ("states", _STATE_COLUMNS),
        ("organizations", _ORGANIZATION_COLUMNS),
        ("offices", _OFFICE_COLUMNS),
    ):
        if columns.issuperset(needed[:1]) and columns & set(needed[3:]):
            return table
    raise DataError(
        f"{path}, line 1: the columns are of no table that Dragoman knows; wanted are those of "
        f"states ({', '.join(_STATE_COLUMNS)}), organizations ({', '.join(_ORGANIZATION_COLUMNS)}) "
        f"or offices ({', '.join(_OFFICE_COLUMNS)})"
    )


def _rows(paths: Iterable[Path], columns: Iterable[str]) -> Iterable[Row]:
    for path in paths:
        yield from read_rows(path, tuple(columns))


def _sectors(row: Row, column: str) -> tuple[str, ...]:
    found = row.several(column)
    for sector in found:
        if sector not in SECTORS:
            raise row.fault(column, f"{sector!r} is none of PLOVER's sectors")
    return found


def _states(paths: list[Path], names: Lexicon[NameSense]) -> dict[str, State]:
    states: dict[str, State] = {}
    for row in _rows(paths, _STATE_COLUMNS):
        iso3 = row.needed("iso3")
        cow = row["cow"]
        if cow and not cow.isdigit():
            raise row.fault("cow", f"{cow!r} is no number")
        states[iso3] = State(
            iso3,
            row["claimant"] or iso3,
            row.needed("name"),
            row["official"] or row["name"],
            int(cow) if cow else None,
            frozenset(region.lower() for region in row.several("regions")),
            row.choice("leader", OFFICES[:2]),
            (_sectors(row, "sector") or ("GOV",))[0],
            row.day("since"),
            row.day("until", last=True),
        )
        for name in (row["name"], row["official"], *row.several("names")):
            if name:
                names.add(name.removeprefix("The "), NameSense("name", iso3))
        forms: tuple[tuple[str, Form], ...] = (
            ("adjectives", "adjective"),
            ("people", "people"),
            ("capital", "capital"),
            ("seats", "seat"),
        )
        for column, form in forms:
            for name in row.several(column):
                names.add(name, NameSense(form, iso3))
    return states


def _organizations(paths: list[Path], names: Lexicon[NameSense]) -> dict[str, Organization]:
    rows: dict[str, Row] = {}
    for row in _rows(paths, _ORGANIZATION_COLUMNS):
        rows[row.needed("id")] = row
    organizations: dict[str, Organization] = {}
    for id, row in rows.items():
        kind = row.choice("kind", ACTOR_KINDS)
        if row["part_of"] and row["part_of"] not in rows:
            raise row.fault("part_of", f"there is no organisation {row['part_of']!r}")
        spellings = (row.needed("name"), *row.several("names"))
        whole = rows[row["part_of"]] if row["part_of"] and kind == "intergovernmental" else row
        in_use = id in spellings or kind == "intergovernmental"
        organizations[id] = Organization(
            id,
            row["name"],
            kind,
            row["country"] or None,
            whole["id"] if in_use else None,
            row["plover"] or None,
            _sectors(row, "sectors"),
        )
        for name in spellings:
            names.add(name, NameSense("organization", id))
    return organizations


def _offices(paths: list[Path], names: Lexicon[NameSense]) -> Offices:
    offices = []
    named: set[tuple[str, str]] = set()
    for row in _rows(paths, _OFFICE_COLUMNS):
        start, end = row.day("start"), row.day("end", last=True)
        if start and end and end < start:
            raise row.fault("end", "before the start")
        one = Office(
            row.needed("person"),
            row.several("aliases"),
            row.needed("country"),
            row.choice("office", OFFICES),
            row.needed("title"),
            start,
            end,
            row["gender"],
        )
        offices.append(one)
        for name in (one.person, *one.aliases):
            if (name, one.person) in named:
                continue
            named.add((name, one.person))
            # A lone surname is a name of that person only in context: see people.py.
            if len(tokens(name)) > 1:
                names.add(name, NameSense("person", one.person))
    return Offices(offices)


def _nouns(path: Path) -> Lexicon[Noun]:
    nouns: Lexicon[Noun] = Lexicon()
    for row in _rows([path], _NOUN_COLUMNS):
        sort = row.choice("sort", SORTS)
        kind: ActorKind = row.choice("kind", ACTOR_KINDS) if row["kind"] else "unnamed"
        sectors = _sectors(row, "sector")
        for spelling, plural in ((row["noun"], sort.endswith("-plural")), (row["plural"], True)):
            if spelling:
                noun = Noun(row["noun"], plural, sort, kind, sectors, row["gender"])
                nouns.add(spelling, noun)
    return nouns
