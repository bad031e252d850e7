"""How well places are found and told apart.

    python -m benchmarks.places

Data, from ``DRAGOMAN_DATA`` (default ``../shared/data`` beside the repository):

- *GUM news* (https://github.com/amir-zeldes/gum, CC BY 4.0): 24 Wikinews articles whose entities
  carry Wikipedia titles. The country of each title that is a settlement, region or country was
  put down by hand (``gold/places_gum.tsv``); buildings and constituencies are left out. Scored:
  how many of those mentions by name are found, and how many of the found have the right country.
- *judged sample* (``gold/places_judged.tsv``): place names that the room resolved in texts not
  used while its rules were written; a person read each in its sentence and wrote down the right
  country, or ``x`` when it is no place. Scored: the share of resolved names that are right, all
  and without countries named outright. A name that is no longer found leaves the denominator.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from dragoman.language.document import read_document
from dragoman.places import find_places, load_gazetteer
from dragoman.record import Place

DATA = Path(os.environ.get("DRAGOMAN_DATA", Path(__file__).parents[1] / "../shared/data"))
GOLD = Path(__file__).parent / "gold"
_LABEL = re.compile(r"([^\[|]+)(?:\[(\d+)\])?$")


def table(name: str) -> list[list[str]]:
    """The rows of one of the tables of gold."""
    lines = (GOLD / name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def gum_mentions(file: Path) -> tuple[str, list[tuple[int, int, str]]]:
    """A GUM document as running text, and (start, end, Wikipedia title) of its linked places."""
    text = ""
    spans: dict[tuple[str, str], list[int]] = {}
    for line in file.read_text("utf-8").splitlines():
        if line.startswith("#Text="):
            text += "\n\n" if text else ""
        if line.startswith("#") or "\t" not in line:
            continue
        row = line.split("\t")
        text += "" if not text or text.endswith("\n") or row[2] == "'s" else " "
        start = len(text)
        text += row[2]
        titles = _labels(row[6])
        for kind, number in _labels(row[3]):
            title = next((one for one, other in titles if other == number), "")
            if kind == "place" and title:
                key = (title, number or str(start))
                spans.setdefault(key, [start, 0])[1] = len(text)
    return text, sorted((start, end, title) for (title, _), (start, end) in spans.items())


def _labels(cell: str) -> list[tuple[str, str]]:
    """``place[4]|event[5]`` as (label, number) pairs."""
    found = [match for part in cell.split("|") if (match := _LABEL.match(part))]
    return [(match[1], match[2] or "") for match in found if match[1] not in ("_", "*")]


def score_gum() -> tuple[int, int, int]:
    """Mentions by name with the right country, found, and all."""
    countries = dict(table("places_gum.tsv"))
    gazetteer = load_gazetteer()
    right = found = total = 0
    for file in sorted((DATA / "statements/gum_news/tsv").glob("*.tsv")):
        text, mentions = gum_mentions(file)
        places = find_places(read_document(text), [], gazetteer)
        for start, end, title in mentions:
            head = re.split(r"%2C|_%28", title)[0].replace("_", " ")
            at = text.find(head, start, end)
            if title not in countries or at < 0:
                continue
            total += 1
            here = [place for place in places if place.start < at + len(head) and at < place.end]
            found += bool(here)
            right += bool(here) and (here[0].country or "-") == countries[title]
    return right, found, total


def documents() -> Iterator[tuple[str, str]]:
    """The texts of the judged sample: (name of the document, text)."""
    for file in sorted((DATA / "statements/polnear/train").rglob("*.txt"))[::8]:
        yield f"polnear/{file.stem}", file.read_text("utf-8")
    for name in ("state_releases_2021-05_2022-01", "white_house_releases_2021-05_2022-07"):
        with gzip.open(DATA / f"text/{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                if number % 10 == 5:
                    yield f"{name.split('_')[0]}/{number}", json.loads(line)["text"]


def score_judged() -> dict[str, tuple[int, int]]:
    """Right and all of the judged names that are still resolved, by group."""
    gold = {(row[0], int(row[1])): row[3] for row in table("places_judged.tsv")}
    wanted = {name for name, _ in gold}
    scores = {"all": (0, 0), "cities": (0, 0), "not countries": (0, 0)}
    for name, text in documents():
        if name not in wanted:
            continue
        for place in find_places(read_document(text), [], load_gazetteer()):
            country = gold.get((name, place.start))
            if country is None:
                continue
            groups = ["all", *_groups(place)]
            for group in groups:
                right, total = scores[group]
                scores[group] = right + ((place.country or "-") == country), total + 1
    return scores


def _groups(place: Place) -> list[str]:
    groups = ["not countries"] if place.precision != "country" else []
    return [*groups, "cities"] if place.precision == "city" else groups


def speed() -> float:
    """Microseconds a word over the texts of the judged sample, the gazetteer loaded."""
    gazetteer = load_gazetteer()
    parsed = [read_document(text) for _, text in documents()]
    begun = time.perf_counter()
    for document in parsed:
        find_places(document, [], gazetteer)
    return 1e6 * (time.perf_counter() - begun) / sum(len(document.words) for document in parsed)


def main(arguments: list[str] | None = None) -> int:
    """Prints every score with its denominator and data."""
    if not (DATA / "statements/gum_news").is_dir():
        print(f"skipped: no GUM news under {DATA}/statements (set DRAGOMAN_DATA)")
        return 0
    right, found, total = score_gum()
    print(f"GUM news, linked places: found {found} of {total} = {found / total:.3f}")
    print(f"  country right: {right} of {found} found = {right / found:.3f}")
    for group, (right, total) in score_judged().items():
        print(f"judged sample, {group}: country right {right} of {total} = {right / total:.3f}")
    print(f"speed: {speed():.2f} microseconds a word")
    return 0


if __name__ == "__main__":
    sys.exit(main())
