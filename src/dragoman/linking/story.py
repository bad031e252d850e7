"""One event in full: how its status went, who stands behind it, and what is told in two ways."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from dragoman.archive import Archive
from dragoman.linking.clusters import TOOK_PLACE
from dragoman.linking.happenings import as_dicts, reports_of
from dragoman.linking.words import COMMON, stem
from dragoman.times.numbers import read_number

_COUNTED = re.compile(
    r"\b((?:\d+(?:[.,]\d+)*|[a-z]+(?:-[a-z]+)?))\s+((?:[a-z]+\s+)?[a-z]{3,})", re.IGNORECASE
)
"""A number and the word or two after it: "14 bodies", "two young policemen"."""
_UNITS = frozenset(
    "day days week weeks month months year years hour hours minute minutes time times "
    "january february march april may june july august september october november december "
    "per percent point points".split()
)
"""What numbers of two reports may well count differently without contradicting."""


@dataclass(frozen=True)
class Contradiction:
    """What reports of one event tell in two ways.

    Attributes:
        about: ``status``, ``day``, ``place`` or ``number``.
        versions: each version in words with the reports that have it, the earliest first.
    """

    about: str
    versions: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Voice:
    """Who confirms or denies an event.

    Attributes:
        who: the speaker, or the outlet in its own voice.
        stance: ``confirms`` or ``denies``.
        report: where.
        published: day of that article.
    """

    who: str
    stance: str
    report: str
    published: date | None


@dataclass(frozen=True)
class Story:
    """An event and everything that is reported of it.

    Attributes:
        happening: its number.
        reports: rows of ``reports_of``, in order of publication.
        outlets: everybody who printed it, the first in front.
        origins: independent origins: articles that are no copies of one another.
        course: status over time: (day, status, report) wherever it changes.
        voices: who confirms, who denies.
        contradictions: what is told in two ways.
    """

    happening: int
    reports: tuple[dict[str, Any], ...]
    outlets: tuple[str, ...]
    origins: int
    course: tuple[tuple[date | None, str, str], ...]
    voices: tuple[Voice, ...]
    contradictions: tuple[Contradiction, ...]


def story(archive: Archive, happening: int) -> Story:
    """Everything that is reported of an event; raises ``UsageError`` where there is none such."""
    reports = as_dicts(reports_of(archive, happening))
    changes = [
        next(rows) for _, rows in groupby(reports, key=lambda row: _stage(str(row["status"])))
    ]
    return Story(
        happening=happening,
        reports=tuple(reports),
        outlets=tuple(dict.fromkeys(row["outlet"] for row in reports if row["outlet"])),
        origins=_origins(archive, happening),
        course=tuple((row["published"], row["status"], row["report"]) for row in changes),
        voices=tuple(_voices(archive, happening)),
        contradictions=tuple(_contradictions(reports)),
    )


def _stage(status: str) -> str:
    """What goes on and what happened are one stage: a report of the first day and of the last."""
    return "happened" if status in TOOK_PLACE else status


def _origins(archive: Archive, happening: int) -> int:
    (row,) = archive.connection.execute(
        "SELECT count(DISTINCT coalesce(c.origin, j.article)) FROM joins j "
        "LEFT JOIN copies c USING (article) WHERE j.happening = ?",
        [happening],
    ).fetchall()
    return int(row[0])


def _voices(archive: Archive, happening: int) -> list[Voice]:
    rows = archive.connection.execute(
        """
        SELECT CASE WHEN len(r.speakers) > 0 THEN array_to_string(r.speakers, ', ')
                    ELSE coalesce(a.outlet, a.id) END AS who,
               r.stance, a.id || ':' || r.event, a.published
        FROM joins j JOIN reports r ON r.article = j.article AND r.event = j.event
        JOIN articles a ON a.article = j.article
        WHERE j.happening = ? AND r.stance <> 'reports'
        ORDER BY a.published NULLS LAST, a.id, r.number
        """,
        [happening],
    ).fetchall()
    return list(dict.fromkeys(Voice(*row) for row in rows))


def _contradictions(reports: list[dict[str, Any]]) -> list[Contradiction]:
    took_place = [row for row in reports if row["status"] in TOOK_PLACE]
    told: dict[tuple[str, str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    if took_place:
        since = took_place[0]["published"]
        for row in reports:
            # What was planned before is no contradiction; what is denied afterwards is one.
            later = since is None or row["published"] is None or row["published"] >= since
            if row["status"] in TOOK_PLACE or (row["status"] == "negated" and later):
                told["status", ""][_stage(row["status"])].append(row["report"])
    for row in took_place:
        if row["start"] is not None and row["granularity"] == "day":
            told["day", ""][str(row["start"])].append(row["report"])
        for counted, number in _numbers(row["evidence"]).items():
            told["number", counted][number].append(row["report"])
    for row in reports:
        if row["place"]:
            told["place", ""][row["place"]].append(row["report"])
    return [
        Contradiction(about, tuple((version, tuple(where)) for version, where in versions.items()))
        for (about, _), versions in sorted(told.items())
        if len(versions) > 1
    ]


def _numbers(sentence: str) -> dict[str, str]:
    """What a sentence counts: the stem of the thing, and the number with its words."""
    found: dict[str, str] = {}
    for number, things in _COUNTED.findall(sentence):
        value = read_number(number.replace("-", " - ").split())
        noun = things.split()[-1].casefold()
        if value is None or noun in _UNITS or noun in COMMON or number.casefold() in ("a", "an"):
            continue
        found.setdefault(str(stem(noun)), f"{value:g} {noun}")
    return found
