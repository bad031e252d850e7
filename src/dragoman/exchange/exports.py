"""The archive's events in other formats, and imported events as they came.

Tab-separated formats have no quoting: tabs and line breaks inside a cell become a blank.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from dragoman.archive import Archive
from dragoman.errors import UsageError
from dragoman.exchange.formats import FORMATS, Format
from dragoman.exchange.graphml import write_graphml
from dragoman.exchange.rows import NEEDS_CAMEO, TABULAR, Told
from dragoman.record import Actor, Record
from dragoman.views.table import write_csv

UNREAL = ("hypothetical", "negated")
"""Statuses that no other format can express: a line of theirs would read as if it happened."""
_BREAKS = str.maketrans("\t\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029", " " * 11)


@dataclass(frozen=True)
class Exported:
    """What an export wrote.

    Attributes:
        rows: lines, objects or edges.
        events: events of the archive that they stand for.
        left_out: why other events were not written, and how many for each reason.
    """

    rows: int
    events: int
    left_out: Counter[str] = field(default_factory=Counter)


def export_events(archive: Archive, format: str, path: str | Path) -> Exported:
    """Writes the archive's own events to a file; an article coded again counts once.

    Args:
        format: ``icews``, ``gdelt1``, ``gdelt2``, ``mentions``, ``polecat``, ``plover``, ``csv``
            or ``graphml``.

    Raises:
        UsageError: an unknown format.
    """
    writers: dict[str, Callable[[Archive, IO[str]], Exported]] = {
        **{name: _tabular(name) for name in TABULAR},
        "plover": _plover,
        "csv": _csv,
        "graphml": _graphml,
    }
    if format not in writers:
        raise UsageError(f"unknown format {format!r}; one of {', '.join(writers)}")
    with Path(path).open("w", encoding="utf-8", newline="") as target:
        return writers[format](archive, target)


def export_imported(archive: Archive, format: str, path: str | Path) -> int:
    """Writes back every imported row of a format, cell by cell as it came; returns their number.

    Lines are those of the files in the order of import; a header, where the format has one,
    stands once. Raises ``UsageError`` for an unknown format and where nothing of it was imported.
    """
    if format not in FORMATS and format != "plover":
        raise UsageError(f"unknown format {format!r}; one of {', '.join([*FORMATS, 'plover'])}")
    if not _imported(archive, format):
        raise UsageError(f"{archive.path}: nothing of format {format} was imported")
    if format == "plover":
        found = archive.connection.execute("SELECT object FROM plover ORDER BY rowid")
        rows = 0
        with Path(path).open("w", encoding="utf-8", newline="") as target:
            while part := found.fetchmany(10_000):
                target.writelines(f"{line}\n" for (line,) in part)
                rows += len(part)
        return rows
    one = FORMATS[format]
    columns = ", ".join(f'"{column}"' for column in one.columns)
    relation = archive.connection.sql(f"SELECT {columns} FROM {one.table} ORDER BY rowid")
    relation.write_csv(str(path), sep="\t", header=one.header, quotechar="", escapechar="")
    ((rows,),) = archive.connection.execute(f"SELECT count(*) FROM {one.table}").fetchall()
    return int(rows)


def _imported(archive: Archive, format: str) -> bool:
    tables = {name for (name,) in archive.connection.execute("SHOW TABLES").fetchall()}
    return "imports" in tables and bool(
        archive.connection.execute(
            "SELECT 1 FROM imports WHERE format = ? LIMIT 1", [format]
        ).fetchall()
    )


def write_lines(format: Format, lines: Iterator[dict[str, object]], target: IO[str]) -> int:
    """Writes lines of a tabular format, with its header where it has one; returns their number."""
    if format.header:
        target.write("\t".join(format.columns) + "\n")
    rows = 0
    for line in lines:
        target.write("\t".join(_cell(line.get(one), format) for one in format.columns) + "\n")
        rows += 1
    return rows


def _cell(value: object, format: Format) -> str:
    text = "" if value is None else str(value).translate(_BREAKS)
    return text or format.missing


def _records(archive: Archive) -> Iterator[tuple[int, Record]]:
    """The newest record of each article with its number."""
    cursor = archive.connection.cursor().execute(
        "SELECT article, record FROM articles "
        "WHERE article IN (SELECT max(article) FROM articles GROUP BY id, sha256) ORDER BY article"
    )
    while part := cursor.fetchmany(200):
        for number, line in part:
            yield number, Record.from_json(line)


def _told(archive: Archive, format: Format, left_out: Counter[str]) -> Iterator[Told]:
    """The events that the format can hold, their lines numbered on from 1."""
    line = 1
    for number, record in _records(archive):
        for event in record.events:
            if event.status in UNREAL:
                left_out[f"{event.status}: the format has no word for it"] += 1
            elif event.cameo is None and format in NEEDS_CAMEO:
                left_out["no CAMEO code"] += 1
            else:
                told = Told(number, line, record, event)
                yield told
                line += len(told.pairs())


def _tabular(name: str) -> Callable[[Archive, IO[str]], Exported]:
    format, lines_of = TABULAR[name]

    def write(archive: Archive, target: IO[str]) -> Exported:
        left_out: Counter[str] = Counter()
        events: Counter[str] = Counter()

        def lines() -> Iterator[dict[str, object]]:
            for told in _told(archive, format, left_out):
                events["written"] += 1
                yield from lines_of(told)

        rows = write_lines(format, lines(), target)
        return Exported(rows, events["written"], left_out)

    return write


def _plover(archive: Archive, target: IO[str]) -> Exported:
    """One object an event, a line each; status and evidence are there as well."""
    rows = 0
    for number, record in _records(archive):
        for event in record.events:
            told = Told(number, rows + 1, record, event)
            target.write(json.dumps(_object(told), ensure_ascii=False) + "\n")
            rows += 1
    return Exported(rows, rows)


def _object(told: Told) -> dict[str, Any]:
    event, article, place = told.event, told.record.article, told.place
    day = told.day
    where = (
        {
            "placename": place.name,
            "country": place.country,
            "lat": place.lat,
            "long": place.lon,
            "geonameid": place.geonameid,
        }
        if place
        else None
    )
    return {
        "id": f"{told.article}-{event.id}",
        "date": day,
        "enddate": event.date.end if event.date else day,
        "year": day[:4] if day else None,
        "event": event.plover.type,
        "mode": event.plover.mode,
        "context": list(event.contexts),
        "quad": event.plover.quad,
        "score": event.plover.score,
        "cameo": event.cameo,
        "goldstein": event.goldstein,
        "underlying": event.type,
        "status": event.status,
        "historical": event.historical,
        "source": [_party(one) for one in told.members(event.actors)],
        "target": [_party(one) for one in told.members(event.recipients)],
        "location": [where] if where else [],
        "ccode": place.country if place else None,
        "eventText": event.trigger.text,
        "text": event.evidence.text,
        "headline": article.title,
        "publication": article.outlet,
        "url": article.url,
        "language": [article.language] if article.language else [],
        "coder": f"dragoman {told.record.dragoman.version}",
        "version": "PLOVER 2.0",
        "confidence": event.confidence,
    }  # fmt: skip


def _party(actor: Actor) -> dict[str, Any]:
    return {
        "name": actor.name,
        "country": actor.country,
        "organization": actor.organization,
        "sector": actor.sector,
        "sectors": list(actor.sectors),
        "role": actor.role,
    }


def _csv(archive: Archive, target: IO[str]) -> Exported:
    """The event table that ``dragoman read --format csv`` writes: a line an event, all columns."""
    counted: Counter[str] = Counter()

    def records() -> Iterator[Record]:
        for _, record in _records(archive):
            counted["events"] += len(record.events)
            yield record

    write_csv(records(), target)
    return Exported(counted["events"], counted["events"])


def _graphml(archive: Archive, target: IO[str]) -> Exported:
    edges, events, alone = write_graphml(
        (
            Told(number, 0, record, event)
            for number, record in _records(archive)
            for event in record.events
        ),
        target,
    )
    return Exported(edges, events, Counter({"nobody on the other side": alone} if alone else {}))
