"""The archive as a folder of Parquet files, for DuckDB, Spark, Arrow and R.

A folder for each table, and in it one for each year and month of publication (Hive's layout:
``events/year=2023/month=1/…``), so that a reader opens only what it asks for. Without text, every
column that repeats an article's words is left out: offsets and the text's hash stay, with which
whoever has the articles finds the words again.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from dragoman import __version__
from dragoman.archive import Archive
from dragoman.errors import UsageError

_TEXT = "record->>'$.article.text' AS text"
_NEWEST = "SELECT max(article) FROM articles GROUP BY id, sha256"
_WORDS = {
    "articles": ("title",),
    "events": ("sentence", "trigger", "evidence"),
    "reports": ("trigger", "evidence"),
    "statements": ("speaker", "cue", "content"),
    "forecasts": ("claim", "wording", "condition"),
    "joins": ("reason",),
    "outcomes": ("note",),
}
"""Columns that repeat words of the articles (``sentence`` and ``reason`` are made of them)."""
TABLES = (
    *("articles", "actors", "events", "reports", "statements", "forecasts"),
    *("copies", "joins", "outcomes"),
)
"""Tables with an article in every row; ``runs`` is written beside them."""
_ABOUT = "about.json"


def export_parquet(archive: Archive, folder: str | Path, *, text: bool = True) -> dict[str, int]:
    """Writes the newest record of each article as Parquet; returns the rows of each table.

    The folder appears when everything is in it. ``about.json`` there says the versions of the
    program and the schema, whether text is in it, and the rows of each table.

    Args:
        archive: an open archive.
        folder: where to; must not exist.
        text: whether the articles' texts and the words of the entries are written.

    Raises:
        UsageError: the folder exists.
        OSError: it cannot be written.
    """
    folder = Path(folder)
    if folder.exists():
        raise UsageError(f"{folder} exists; name a folder that does not, or remove it")
    unfinished = folder.with_name(f"{folder.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    here = archive.connection.cursor()
    rows = {}
    for table in TABLES:
        left_out = ["record"] * (table == "articles")
        left_out += [] if text else _WORDS.get(table, ())
        kept = f"t.* EXCLUDE ({', '.join(left_out)})" if left_out else "t.*"
        more = f", t.{_TEXT}" if text and table == "articles" else ""
        # The target of COPY cannot be a parameter.
        here.execute(
            f"COPY (SELECT {kept}{more}, year(a.published) AS year, month(a.published) AS month "
            f"FROM {table} t JOIN articles a USING (article) WHERE article IN ({_NEWEST})) "
            f"TO {_quoted(unfinished / table)} (FORMAT parquet, PARTITION_BY (year, month))"
        )
        counted = f"SELECT count(*) FROM {table} WHERE article IN ({_NEWEST})"
        ((number,),) = here.execute(counted).fetchall()
        rows[table] = int(number)
    here.execute(f"COPY runs TO {_quoted(unfinished / 'runs.parquet')} (FORMAT parquet)")
    ((schema,),) = here.execute("SELECT value FROM meta WHERE key = 'schema'").fetchall()
    about = {"dragoman": __version__, "schema": int(schema), "text": text, "rows": rows}
    (unfinished / _ABOUT).write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
    unfinished.rename(folder)
    return rows


def _quoted(path: Path) -> str:
    """A path as a string of SQL."""
    return "'" + str(path).replace("'", "''") + "'"
