"""The gazetteer: what is called so, where, and how large.

Built by ``training/gazetteer.py`` from GeoNames (CC BY 4.0) and tables made by hand; the data
files name their columns. Rows are parsed when they are looked up, so that loading is quick.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import cast

from dragoman.record import PlacePrecision

_STOPS = str.maketrans("", "", "’'ʼ`´ʻ.")
_LETTERS = str.maketrans("łŁøıđ", "lLoid")
_GAPS = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """One place of the gazetteer.

    Attributes:
        name: its name in GeoNames, or the usual English one.
        country: ISO 3166-1 alpha-3, or None for what lies in no one country.
        lat: degrees north, WGS 84.
        lon: degrees east.
        population: people; 0 when not known.
        fame: how many other names GeoNames knows, in all languages.
        division: code of the first-level division (the postal code for states of the US).
        capital: whether it is the capital of its country.
        geonameid: GeoNames' number, or None for places put down by hand.
        precision: what kind of place it is.
    """

    name: str
    country: str | None
    lat: float
    lon: float
    population: int
    fame: int
    division: str
    capital: bool
    geonameid: int | None
    precision: PlacePrecision


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may stand for; ``main`` when the name is its own and no other one."""

    entry: Entry
    main: bool


def key_of(name: str) -> str:
    """A name without accents, case, hyphens and stops: how names are looked up."""
    if not name.isascii():
        name = unicodedata.normalize("NFKD", name)
        name = "".join(character for character in name if not unicodedata.combining(character))
        name = name.translate(_LETTERS)
    return _GAPS.sub(" ", name.translate(_STOPS)).strip().casefold()


class Gazetteer:
    """Names and the places that bear them."""

    def __init__(
        self, places: list[str], names: dict[str, str], adjectives: dict[str, str]
    ) -> None:
        self._places = places
        self._names = names
        self._adjectives = adjectives
        self._entries: dict[int, Entry] = {}

    def __contains__(self, key: str) -> bool:
        return key in self._names

    def candidates(self, key: str) -> list[Candidate]:
        """The places called so, those with the name as their main one and the largest first."""
        references = self._names.get(key, "").lstrip("!")
        return [
            Candidate(self._entry(int(reference.lstrip("~"))), not reference.startswith("~"))
            for reference in references.split()
        ]

    def doubtful(self, key: str) -> bool:
        """Whether the name is a word or people's name as well ("reading", "sullivan")."""
        return self._names.get(key, "").startswith("!")

    def adjective(self, word: str) -> str | None:
        """The country that an adjective or a word for inhabitants belongs to ("Syrian")."""
        return self._adjectives.get(word.casefold())

    def _entry(self, number: int) -> Entry:
        entry = self._entries.get(number)
        if entry is None:
            row = self._places[number].split("\t")
            id, name, country, lat, lon, size, division, precision = row
            population, _, fame = size.partition("/")
            entry = self._entries[number] = Entry(
                name=name,
                country=country or None,
                lat=float(lat),
                lon=float(lon),
                population=int(population),
                fame=int(fame or 0),
                division=division.rstrip("*"),
                capital=division.endswith("*"),
                geonameid=int(id) if id else None,
                precision=cast(PlacePrecision, precision),
            )
        return entry


def _lines(name: str) -> list[str]:
    text = files(__package__).joinpath(f"data/{name}").read_text("utf-8")
    while text.startswith("#"):
        text = text.partition("\n")[2]
    return text.splitlines()


@cache
def load_gazetteer() -> Gazetteer:
    """The gazetteer that ships with the package, read on first use."""
    return Gazetteer(
        _lines("places.tsv"),
        dict(line.split("\t") for line in _lines("names.tsv")),
        dict(line.split("\t") for line in _lines("adjectives.tsv")),
    )
