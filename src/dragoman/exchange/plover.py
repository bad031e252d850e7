"""PLOVER's JSON: one object an event, as lines, as a list, or one after the other.

An object is kept whole, whatever its keys. The shared columns are read from the keys that PLOVER
files have in common: ``id``, ``date``, ``event`` (a PLOVER type or a CAMEO code), ``mode``,
``source`` and ``target`` (a party or a list of parties), ``location``. Files that code protests
name the protesters in ``protesteridentity`` ("name: sectors: country") and their country in
``ccode``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from dragoman.events import load_ontology
from dragoman.events.cameo import cameo_codes
from dragoman.exchange.codes import countries, sectors
from dragoman.exchange.files import Reject
from dragoman.exchange.mapping import SHARED

BATCH = 5_000
_NOTHING = (None, "", "NULL", "None", "NA")
_BLANK = re.compile(r"[\s,\[\]]*")


def objects(path: Path) -> Iterator[tuple[str, dict[str, Any]] | Reject]:
    """Each object of the file, as it is written and as it is read.

    What is no object is passed over to the next line that begins with ``{`` and comes as a
    ``Reject``.
    """
    text = path.read_text("utf-8-sig", errors="surrogateescape")
    decoder = json.JSONDecoder(parse_constant=_no_number)
    at, line = 0, 1
    while True:
        start = _BLANK.match(text, at).end()  # type: ignore[union-attr]
        line += text.count("\n", at, start)
        if start == len(text):
            return
        try:
            found, at = decoder.raw_decode(text, start)
            if not isinstance(found, dict):
                raise ValueError("an event is an object in braces")
            if any("\udc80" <= one <= "\udcff" for one in text[start:at]):
                raise ValueError("not UTF-8")
            if "\\u" in text[start:at]:
                json.dumps(found, ensure_ascii=False).encode()  # half of a character is no JSON
        except (ValueError, RecursionError) as error:
            following = text.find("\n{", start)
            at = len(text) if following < 0 else following
            shown = text[start:at].encode("utf-8", "replace").decode()
            yield Reject(line, f"no JSON object: {getattr(error, 'msg', error)}", shown)
        else:
            yield text[start:at], found
        line += text.count("\n", start, at)


def _no_number(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON")


def insert(connection: duckdb.DuckDBPyConnection, number: int, path: Path) -> list[Reject]:
    """Inserts the objects of a file into table ``plover`` and returns what is none."""
    rejects: list[Reject] = []
    rows: list[list[Any]] = []
    for found in objects(path):
        if isinstance(found, Reject):
            rejects.append(found)
            continue
        shared = _shared(found[1])
        rows.append([*(shared.get(column) for column in SHARED), found[0]])
        if len(rows) == BATCH:
            _insert(connection, number, rows)
            rows = []
    if rows:
        _insert(connection, number, rows)
    return rejects


def _insert(connection: duckdb.DuckDBPyConnection, number: int, rows: list[list[Any]]) -> None:
    lists = ", ".join(["unnest(?)"] * (len(SHARED) + 1))
    connection.execute(
        f"INSERT INTO plover SELECT ?, {lists}", [number, *map(list, zip(*rows, strict=True))]
    )


def _shared(found: dict[str, Any]) -> dict[str, Any]:
    """The shared columns of an object; what it does not say, or not readably, is missing."""
    where = _one(found.get("location"))
    kind = _kind(_text(found.get("event")), _text(found.get("mode")))
    return {
        "source_id": _text(found.get("id")),
        "date": _day(_text(found.get("date"))),
        **_party(found.get("source"), found, "actor"),
        **_party(found.get("target"), {}, "recipient"),
        **kind,
        "goldstein": _number(found.get("goldstein"), 10) if "goldstein" in found else None,
        "place": _text(where.get("placename"))
        or _text(where.get("city"))
        or _text(where.get("province"))
        or _text(where.get("country")),
        "place_country": _country(where.get("country")) or _country(found.get("ccode")),
        "lat": _number(where.get("lat"), 90),
        "lon": _number(where.get("long", where.get("lon")), 180),
        "url": _text(found.get("url")),
    }


def _kind(event: str | None, mode: str | None) -> dict[str, Any]:
    """Type and what hangs on it, from a PLOVER type or a CAMEO code."""
    ontology = load_ontology()
    code = cameo_codes().get(event or "")
    type_ = code.type if code else (event or "").upper()
    if type_ not in ontology.types:
        return {"cameo": code.code if code else None}
    plover = ontology.prescribe(type_, code.mode if code else mode, "happened")
    return {
        "cameo": code.code if code else None,
        "type": plover.type,
        "mode": plover.mode,
        "quad": plover.quad,
        "score": plover.score,
    }


def _party(party: Any, found: dict[str, Any], side: str) -> dict[str, Any]:
    """The first party of a side; for protests, the protesters."""
    one = _one(party)
    if not one and _text(found.get("protesteridentity")):
        name, _, rest = str(found["protesteridentity"]).partition(": ")
        groups, _, country = rest.rpartition(": ")
        known = sectors()["icews"]
        named = [known[part] for part in groups.split(",") if part in known]
        one = {"name": name, "country": country, "sector": named[0] if named else None}
    iso3 = _country(one.get("country"))
    return {
        f"{side}_name": _text(one.get("name")),
        f"{side}_country": countries()[iso3].party if iso3 else None,
        f"{side}_sector": _text(one.get("sector")),
        f"{side}_code": _text(one.get("code")),
    }


def _one(value: Any) -> dict[str, Any]:
    """The first of several, or the one; empty for what is no object."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, str):
        return {"name": value}
    return value if isinstance(value, dict) else {}


def _text(value: Any) -> str | None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) and value not in _NOTHING else None


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


def _number(value: Any, limit: float) -> float | None:
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return number if abs(number) <= limit else None


def _country(value: Any) -> str | None:
    """ISO code of a country that is named by its code or its name."""
    text = _text(value)
    known = countries()
    if text is None or text in known:
        return text
    return next((one.iso3 for one in known.values() if text in one.names), None)
