"""How right the coding is: a sample to judge by hand, and the precision that follows from it.

The sample is stratified by type and status, because in a simple one the rare types would not be
seen. Each stratum gets its share of the sample, and every stratum at least a few. The sheet keeps
how many events each stratum has in the archive, so that precision can be weighted back to it.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import NormalDist
from typing import IO

from dragoman.archive import Archive
from dragoman.errors import DataError, UsageError
from dragoman.views.table import safe

COLUMNS = (
    "item", "stratum", "in_archive", "article", "outlet", "published", "event", "sentence",
    "evidence", "type", "status", "actors", "recipients", "start", "end",
)  # fmt: skip
"""What the sheet says; ``in_archive`` is how many events the stratum has."""
JUDGED = ("type_right", "status_right", "actors_right", "recipients_right", "date_right")
"""What a coder fills with y or n; empty: not judged."""
YES = frozenset("y yes 1 true x".split())
NO = frozenset("n no 0 false".split())
FEWEST = 2
"""Events drawn from a stratum at least, where it has so many."""


@dataclass(frozen=True)
class Precision:
    """How often one judgement was right in one type.

    Attributes:
        judged: what was judged: type, status, actors, recipients, date, or ``all`` of them.
        type: the PLOVER type; ``overall`` for all, weighted to the archive.
        right: right ones; ``count`` the judged ones.
        share: right of judged, weighted by stratum.
        low, high: 95 % interval.
    """

    judged: str
    type: str
    right: int
    count: int
    share: float
    low: float
    high: float


def sample_sheet(archive: Archive, target: IO[str], *, size: int = 200, seed: int = 0) -> int:
    """Writes a coding sheet as CSV and returns its number of rows.

    The same archive, size and seed give the same sheet. Rows are in random order, so that a coder
    does not learn what to expect.

    Raises ``UsageError`` when there are no events, or fewer rows are asked for than strata.
    """
    rows = archive.connection.execute(
        """
        SELECT
            e.type || ' ' || e.status AS stratum, a.id, a.outlet, a.published, e.event,
            e.sentence, e.evidence, e.type, e.status, e.actors, e.recipients, e.start, e."end"
        FROM events e JOIN articles a USING (article)
        WHERE a.article IN (SELECT max(article) FROM articles GROUP BY id, sha256)
        ORDER BY a.id, a.sha256, e.event
        """
    ).fetchall()
    if not rows:
        raise UsageError(f"{archive.path}: no events to draw a sample from")
    strata: dict[str, list[tuple[object, ...]]] = {}
    for row in rows:
        strata.setdefault(row[0], []).append(row)
    shares = _allocate({name: len(members) for name, members in strata.items()}, size)
    rng = random.Random(seed)
    drawn = []
    for name in sorted(strata):
        members = strata[name]
        for row in rng.sample(members, shares[name]):
            drawn.append([name, len(members), *(_plain(value) for value in row[1:])])
    rng.shuffle(drawn)
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow([*COLUMNS, *JUDGED, "note"])
    for number, cells in enumerate(drawn, 1):
        writer.writerow([number, *(safe(cell) for cell in cells), *[""] * (len(JUDGED) + 1)])
    return len(drawn)


def _allocate(members: dict[str, int], size: int) -> dict[str, int]:
    """How many to draw from each stratum: ``FEWEST`` of each, and the rest by their sizes."""
    least = {name: min(FEWEST, number) for name, number in members.items()}
    wanted = min(size, sum(members.values()))
    if sum(least.values()) > wanted:
        raise UsageError(
            f"{len(members)} strata (types by status) need a sample of at least "
            f"{sum(least.values())}; {size} is too small"
        )
    rest = wanted - sum(least.values())
    left = {name: members[name] - least[name] for name in members}
    total = sum(left.values()) or 1
    exact = {name: rest * left[name] / total for name in members}
    shares = {name: least[name] + int(exact[name]) for name in members}
    missing = wanted - sum(shares.values())
    for name in sorted(members, key=lambda one: (int(exact[one]) - exact[one], one)):
        if missing and shares[name] < members[name]:
            shares[name] += 1
            missing -= 1
    return shares


def _plain(value: object) -> object:
    return "; ".join(map(str, value)) if isinstance(value, list) else value


def wilson(right: float, count: float, level: float = 0.95) -> tuple[float, float]:
    """Wilson's interval of a share (E. B. Wilson, *JASA* 22, 1927)."""
    z = NormalDist().inv_cdf(0.5 + level / 2)
    share = right / count
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z / (1 + z * z / count) * (share * (1 - share) / count + z * z / (4 * count**2)) ** 0.5
    return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True)
class _Judged:
    """One row of a filled sheet."""

    stratum: str
    type: str
    in_archive: int
    answers: dict[str, bool]


def precision(sheet: Path) -> list[Precision]:
    """Precision of each judged column, overall and per type, from a filled sheet.

    Within a type and overall, strata count as they do in the archive. ``all`` is right when
    everything that was judged of a row is. Intervals are Wilson's on the effective size of the
    weighted sample (Kish 1965), so that a few rows from a large stratum do not look sure.

    Raises:
        DataError: a cell is neither yes nor no, or a column is missing; names file and line.
        UsageError: nothing in the sheet is judged.
    """
    rows = _read(sheet)
    found = []
    for judged in ("all", *(name.removesuffix("_right") for name in JUDGED)):
        answered = [row for row in rows if judged in row.answers]
        if not answered:
            continue
        found.append(_precision(judged, "overall", answered))
        for type_ in sorted({row.type for row in answered}):
            own = [row for row in answered if row.type == type_]
            found.append(_precision(judged, type_, own))
    if not found:
        raise UsageError(f"{sheet}: nothing is judged yet; fill {', '.join(JUDGED)} with y or n")
    return found


def _precision(judged: str, type_: str, rows: Sequence[_Judged]) -> Precision:
    sizes = {row.stratum: row.in_archive for row in rows}
    drawn: dict[str, int] = dict.fromkeys(sizes, 0)
    for row in rows:
        drawn[row.stratum] += 1
    weights = [sizes[row.stratum] / drawn[row.stratum] for row in rows]
    right = [row.answers[judged] for row in rows]
    share = sum(w for w, one in zip(weights, right, strict=True) if one) / sum(weights)
    effective = sum(weights) ** 2 / sum(weight**2 for weight in weights)
    low, high = wilson(share * effective, effective)
    return Precision(judged, type_, sum(right), len(rows), share, low, high)


def _read(sheet: Path) -> list[_Judged]:
    try:
        with sheet.open(encoding="utf-8-sig", newline="") as lines:
            # Spreadsheets of many countries separate by semicolon.
            first = lines.readline()
            lines.seek(0)
            mark = ";" if first.count(";") > first.count(",") else ","
            reader = csv.DictReader(lines, delimiter=mark)
            missing = {"stratum", "type", "in_archive", *JUDGED} - set(reader.fieldnames or ())
            if missing:
                raise DataError(f"{sheet}, line 1: no column {', '.join(sorted(missing))}")
            return [_row(sheet, number, row) for number, row in enumerate(reader, 2)]
    except (UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"{sheet}: no CSV file in UTF-8: {error}") from error


def _row(sheet: Path, line: int, row: dict[str, str | None]) -> _Judged:
    answers = {}
    for column in JUDGED:
        cell = (row[column] or "").strip().lower()
        if cell and cell not in YES | NO:
            raise DataError(
                f"{sheet}, line {line}, column {column!r}: {cell!r} is neither y nor n; "
                "leave empty what was not judged"
            )
        if cell:
            answers[column.removesuffix("_right")] = cell in YES
    if answers:
        answers["all"] = all(answers.values())
    count = (row["in_archive"] or "").strip()
    if not count.isdigit() or int(count) == 0:
        raise DataError(f"{sheet}, line {line}, column 'in_archive': {count!r} is no number")
    return _Judged(row["stratum"] or "", row["type"] or "", int(count), answers)


def methods_sentence(found: Iterable[Precision]) -> str:
    """The overall precision in words for the methods section of a paper."""
    overall = {one.judged: one for one in found if one.type == "overall"}
    whole = overall["all"]
    parts = [
        f"{one.share:.0%} for {name} [{one.low:.0%}, {one.high:.0%}]"
        for name, one in overall.items()
        if name != "all"
    ]
    return (
        f"We judged a sample of {whole.count} coded events, stratified by type and status, by "
        f"hand. Weighted to the archive, precision is {', '.join(parts)}; {whole.share:.0%} "
        f"[{whole.low:.0%}, {whole.high:.0%}] are right in all that was judged (95 % Wilson "
        "intervals on the effective sample size)."
    )
