"""Other people's event data: is every cell kept, and how fast does a month of GDELT come in?

    python -m benchmarks.exchange [ROWS]

First the real files that are at hand are imported and written back, and the bytes compared. Then
a file of ROWS lines (default 500,000; a month of GDELT has about 10,000,000) is made of the real
GDELT file, with ids, days and actors varied, imported by ``dragoman import`` in a process of its
own with two threads, and asked for a series of months by dyads.

Public sources: ICEWS (doi 10.7910/DVN/28075), GDELT 2.0 (gdeltproject.org).
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.common import DATA, Missing, need
from dragoman.archive import open_archive
from dragoman.exchange import FORMATS, Imported, export_imported, import_files

ROWS = 500_000
GDELT = "formats/gdelt2/20191024143000.export.CSV"
REAL = (
    ("formats/icews/events.2018.sample.tab", "ICEWS, doi 10.7910/DVN/28075"),
    (GDELT, "GDELT 2.0 events, gdeltproject.org"),
    ("formats/plover_json/sample_output.jsonl", "PLOVER, github.com/openeventdata"),
)
SERIES = {
    "all dyads by month": (
        "SELECT actor, recipient, date_trunc('month', date) AS month, count(*), avg(score), "
        "sum(goldstein) FROM imported_dyads GROUP BY ALL ORDER BY ALL"
    ),
    "one dyad by month": (
        "SELECT date_trunc('month', date) AS month, count(*), avg(score) FROM imported_dyads "
        "WHERE actor = 'USA' AND recipient = 'RUS' GROUP BY ALL ORDER BY ALL"
    ),
}


def main(arguments: list[str] | None = None) -> int:
    """Prints what came back of the real files, rows a second, peak memory and query times."""
    words = sys.argv[1:] if arguments is None else arguments
    with TemporaryDirectory() as folder:
        for name, public in REAL:
            try:
                _round_trip(need(DATA / name, public), Path(folder))
            except Missing as missing:
                print(f"skipped: {missing}")
        try:
            real = need(DATA / GDELT, "GDELT 2.0 events, gdeltproject.org")
        except Missing as missing:
            print(f"skipped: {missing}")
            return 0
        _speed(real, Path(folder), int(words[0]) if words else ROWS)
    return 0


def _round_trip(path: Path, folder: Path) -> None:
    """Imports one real file, writes it back and compares the bytes."""
    back = folder / "back"
    with open_archive(folder / f"{path.name}.duckdb", create=True) as archive:
        (done,) = import_files(archive, [path])
        assert isinstance(done, Imported), done
        export_imported(archive, done.format, back)
        both = "actor_country IS NOT NULL AND recipient_country IS NOT NULL"
        ((typed, located, paired),) = archive.connection.execute(
            f"SELECT count(type), count(lat), count(*) FILTER ({both}) FROM imported"
        ).fetchall()
    same = "same bytes" if back.read_bytes() == path.read_bytes() else "OTHER BYTES"
    print(
        f"{done.format}: {done.rows} rows of {path.name} in and out: {same}; "
        f"{len(done.rejects)} lines set aside, unreadable cells {done.unread or 'none'}; "
        f"{typed} with a PLOVER type, {located} with a place, {paired} with countries on both sides"
    )


def _speed(real: Path, folder: Path, rows: int) -> None:
    """Makes the large file, imports it in a process of its own and asks for series."""
    large, path = folder / "month.export.CSV", folder / "month.duckdb"
    size = _repeat(real, large, rows)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    command = [sys.executable, "-m", "dragoman", "import", str(large), "--archive", str(path)]
    ran = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds = time.perf_counter() - began
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime
    print(ran.stdout.splitlines()[0].replace(str(folder), "…"))
    print(
        f"import: {rows / seconds:,.0f} rows/s ({rows:,} rows, {size / 1e9:.2f} GB, "
        f"{seconds:.1f} s, {processor:.1f} s of processor time on {os.cpu_count()} cores, load "
        f"{os.getloadavg()[0]:.1f}); peak memory {used.ru_maxrss / 1024:.0f} MiB; "
        f"archive {path.stat().st_size / 1e9:.2f} GB"
    )
    with open_archive(path, read_only=True) as archive:
        for what, query in SERIES.items():
            began = time.perf_counter()
            found = archive.connection.execute(query).fetchall()
            print(f"{what}: {len(found):,} rows in {time.perf_counter() - began:.2f} s")


def _repeat(real: Path, target: Path, rows: int) -> int:
    """Writes ``rows`` lines with ids, days and actors varied; returns their bytes."""
    columns = FORMATS["gdelt2"].columns
    first, last = columns.index("Actor1Code"), columns.index("IsRootEvent")
    middle = (first + last) // 2
    cells = [line.split("\t") for line in real.read_text("utf-8").splitlines()]
    sides = [["\t".join(one[a:b]) for one in cells] for a, b in ((first, middle), (middle, last))]
    rest = ["\t".join(one[last:]) for one in cells]
    days = [f"201910{day:02}\t201910\t2019\t{2019 + (270 + day) / 365:.4f}" for day in range(1, 31)]
    number = len(cells)
    with target.open("w", encoding="utf-8") as lines:
        for start in range(0, rows, number):
            turn = start // number
            lines.writelines(
                f"{900_000_000 + start + at}\t{days[(turn + at) % 30]}\t"
                f"{sides[0][(at + 7 * turn) % number]}\t{sides[1][(at + 13 * turn) % number]}\t"
                f"{rest[at]}\n"
                for at in range(min(number, rows - start))
            )
    return target.stat().st_size


if __name__ == "__main__":
    sys.exit(main())
