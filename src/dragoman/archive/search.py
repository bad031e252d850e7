"""Full text: which articles of an archive say something, with the words marked.

An index of SQLite's FTS5 lies beside the archive (``news.duckdb.search``). It holds nothing that
the archive does not: it is brought up to date before it is asked, and made anew when it is missing
or belongs to another archive.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.archive.store import Archive
from dragoman.errors import ArchiveError, UsageError
from dragoman.events import load_ontology
from dragoman.record import STATUSES

FORMAT = "1"
"""Of the index: another one is made anew."""
OPENS, CLOSES = "\x02", "\x03"
"""Around a word that was found, inside SQLite only: no text has them (they are left out)."""
EXCERPT = 28
"""Words of an excerpt."""
WORDS = 64
"""Words of a question at most."""
# A word in the headline weighs four times what it weighs in the text.
_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE articles (
    article INTEGER PRIMARY KEY, id TEXT NOT NULL, sha256 TEXT NOT NULL, outlet TEXT,
    published TEXT
);
CREATE INDEX same ON articles (id, sha256);
CREATE TABLE events (
    article INTEGER NOT NULL, type TEXT NOT NULL, status TEXT NOT NULL, actors TEXT NOT NULL,
    countries TEXT NOT NULL
);
CREATE INDEX told ON events (article);
CREATE VIRTUAL TABLE texts USING fts5 (
    title, body, tokenize = 'porter unicode61 remove_diacritics 2'
);
INSERT INTO texts (texts, rank) VALUES ('rank', 'bm25(4.0, 1.0)');
"""
_TERM = re.compile(r'(-?)(?:"([^"]*)"?|([^\s"]+))')


@dataclass(frozen=True)
class Sought:
    """Articles to keep; ``None`` means all.

    ``actor``, ``country``, ``type`` and ``status`` hold of one event that the article tells.

    Attributes:
        actor: part of the name of a party, case ignored.
        country: ISO alpha-3 of a party.
        type: underlying PLOVER type.
        status: one of the five statuses.
        outlet: the outlet's name, case ignored.
        since: first day of publication, ISO.
        until: last day of publication, ISO.
        limit: articles at most.
    """

    actor: str | None = None
    country: str | None = None
    type: str | None = None
    status: str | None = None
    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    limit: int = 20


@dataclass(frozen=True)
class Hit:
    """An article that was found.

    Attributes:
        article: its number in the archive.
        id: its id.
        title, outlet, published: as the archive has them.
        excerpt: words around what was found, or the text's beginning.
        marks: spans of ``excerpt`` that were asked for.
    """

    article: int
    id: str
    title: str | None
    outlet: str | None
    published: str | None
    excerpt: str
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Hits:
    """The best articles, best first (the newest first when nothing was asked), and how many there
    are in all.
    """

    articles: tuple[Hit, ...]
    total: int


def search(archive: Archive, question: str = "", wanted: Sought = Sought()) -> Hits:
    """The articles that say what is asked; of an article coded twice the newest record counts.

    Args:
        archive: an open archive.
        question: words that all must occur, in any form ("negotiates" finds "negotiations"),
            ``"a phrase"``, ``nego*`` for a beginning, ``-word`` for what must not, ``OR`` between
            alternatives. Empty: every article that ``wanted`` keeps.
        wanted: what else must hold.

    Raises:
        UsageError: only excluded words, an unknown type or status.
        ArchiveError: the index cannot be written beside the archive.
    """
    match = _question(question)
    where, values = _conditions(wanted)
    with closing(_up_to_date(archive)) as index:
        if match is None:
            kept, best = "articles a WHERE 1", "a.published DESC"
        else:
            kept, best = (
                "texts JOIN articles a ON a.article = texts.rowid WHERE texts MATCH ?",
                "rank",
            )
            values = [match, *values]
        # Excerpts are made of the best only: they cost far more than finding them.
        rows = index.execute(
            "SELECT a.article, a.id, a.outlet, a.published, count(*) OVER () "
            f"FROM {kept} {where} ORDER BY {best}, a.article DESC LIMIT ?",
            [*values, wanted.limit],
        ).fetchall()
        hits = tuple(
            Hit(article, id_, title or None, outlet, published, *_marked(words))
            for article, id_, outlet, published, _ in rows
            for title, words in [_excerpt(index, article, match)]
        )
    return Hits(hits, int(rows[0][4]) if rows else 0)


def _excerpt(index: sqlite3.Connection, article: int, match: str | None) -> tuple[str, str]:
    """Headline of an article, and its words around what was found."""
    if match is None:
        asked = f"SELECT title, substr(body, 1, {EXCERPT * 7}) FROM texts WHERE rowid = ?"
        found = index.execute(asked, [article]).fetchone()
    else:
        found = index.execute(
            f"SELECT title, snippet(texts, -1, '{OPENS}', '{CLOSES}', '…', {EXCERPT}) FROM texts "
            "WHERE texts MATCH ? AND rowid = ?",
            [match, article],
        ).fetchone()
    return found[0], found[1]


def _question(asked: str) -> str | None:
    """The question in FTS5's own words; every term is quoted, so that none is taken for syntax."""
    wanted: list[str] = []
    unwanted: list[str] = []
    either = False
    # What a terminal or a page may hand over and SQLite does not take: NUL, half characters.
    sound = asked.encode("utf-8", "replace").decode().replace("\0", " ")
    for minus, phrase, word in _TERM.findall(sound)[:WORDS]:
        if word == "OR" and not minus:
            either = bool(wanted)
            continue
        said = phrase or word
        if not re.search(r"\w", said):
            continue
        term = '"' + said.rstrip("*").replace('"', "") + '"' + "*" * said.endswith("*")
        if minus:
            unwanted.append(term)
        elif either:
            wanted[-1] += f" OR {term}"
        else:
            wanted.append(term)
        either = False
    if unwanted and not wanted:
        raise UsageError("only words to leave out: say as well what to look for")
    if not wanted:
        return None
    match = " AND ".join(f"({one})" for one in wanted)
    return f"({match})" + "".join(f" NOT {one}" for one in unwanted)


def _conditions(wanted: Sought) -> tuple[str, list[Any]]:
    """What else must hold of article ``a``, and the parameters."""
    if wanted.status is not None and wanted.status not in STATUSES:
        raise UsageError(f"unknown status {wanted.status!r}; one of {', '.join(STATUSES)}")
    types = load_ontology().types
    if wanted.type is not None and wanted.type.upper() not in types:
        raise UsageError(f"unknown type {wanted.type!r}; one of {', '.join(types)}")
    told = {
        "e.type = ?": wanted.type and wanted.type.upper(),
        "e.status = ?": wanted.status,
        "instr(e.countries, ?)": wanted.country and wanted.country.upper(),
        "instr(e.actors, ?)": wanted.actor and wanted.actor.casefold(),
    }
    told = {condition: value for condition, value in told.items() if value}
    said = {
        "a.outlet = ? COLLATE NOCASE": wanted.outlet,
        "a.published >= ?": wanted.since,
        "a.published <= ?": wanted.until,
    }
    said = {condition: value for condition, value in said.items() if value}
    where = list(said)
    if told:
        where.append(
            f"EXISTS (SELECT 1 FROM events e WHERE e.article = a.article AND {' AND '.join(told)})"
        )
    return "".join(f"AND {one} " for one in where), [*said.values(), *told.values()]


def _marked(words: str | None) -> tuple[str, tuple[tuple[int, int], ...]]:
    """An excerpt without SQLite's marks, and where they were."""
    plain = ""
    marks = []
    for piece in re.split(f"({OPENS}[^{CLOSES}]*{CLOSES}?)", words or ""):
        text = re.sub(r"\s+", " ", piece.strip(OPENS + CLOSES))
        if piece.startswith(OPENS):
            marks.append((len(plain), len(plain) + len(text)))
        plain += text
    return plain, tuple(marks)


def _up_to_date(archive: Archive) -> sqlite3.Connection:
    """The index, with every article of the archive in it."""
    path = archive.path.with_name(archive.path.name + ".search")
    here = archive.connection.cursor()
    stamp, newest = here.execute(
        "SELECT (SELECT coalesce(min(started)::VARCHAR, '') FROM runs), "
        "(SELECT coalesce(max(article), 0) FROM articles)"
    ).fetchall()[0]
    try:
        index = _opened(path, stamp, newest)
        if index is None:
            fresh = path.with_name(f"{path.name}.{os.getpid()}")
            fresh.unlink(missing_ok=True)
            with closing(sqlite3.connect(fresh)) as made, made:
                made.executescript(_TABLES)
                made.execute("INSERT INTO meta VALUES ('format', ?)", [FORMAT])
                made.execute("INSERT INTO meta VALUES ('archive', ?)", [stamp])
                _add(made, archive, 0)
            fresh.replace(path)
            index = sqlite3.connect(path)
        (known,) = index.execute("SELECT coalesce(max(article), 0) FROM articles").fetchone()
        if known < newest:
            with index:
                _add(index, archive, known)
    except (sqlite3.Error, OSError) as error:
        raise ArchiveError(
            f"{path}: the index for searching cannot be made or read ({error}); the folder must be "
            "one that you can write to"
        ) from error
    return index


def _opened(path: Path, stamp: str, newest: int) -> sqlite3.Connection | None:
    """The index that is there, when it is one of this archive and format."""
    if not path.exists():
        return None
    index = sqlite3.connect(path)
    try:
        meta = dict(index.execute("SELECT key, value FROM meta").fetchall())
        (known,) = index.execute("SELECT coalesce(max(article), 0) FROM articles").fetchone()
    except sqlite3.DatabaseError:
        meta, known = {}, 0
    if meta != {"format": FORMAT, "archive": stamp} or known > newest:
        index.close()
        return None
    return index


def _add(index: sqlite3.Connection, archive: Archive, known: int) -> None:
    """Adds the articles after number ``known``, and takes out what they replace."""
    for article, id_, sha256, outlet, published, title, text in _texts(archive, known):
        old = index.execute(
            "SELECT article FROM articles WHERE id = ? AND sha256 = ?", [id_, sha256]
        ).fetchall()
        for table, key in (("articles", "article"), ("events", "article"), ("texts", "rowid")):
            index.executemany(f"DELETE FROM {table} WHERE {key} = ?", old)
        index.execute(
            "INSERT INTO articles VALUES (?, ?, ?, ?, ?)", [article, id_, sha256, outlet, published]
        )
        clean = {ord(OPENS): None, ord(CLOSES): None}
        index.execute(
            "INSERT INTO texts (rowid, title, body) VALUES (?, ?, ?)",
            [article, (title or "").translate(clean), text.translate(clean)],
        )
    cursor = archive.connection.cursor().execute(
        "SELECT article, type, status, list_concat(actors, recipients), "
        "list_concat(actor_countries, recipient_countries) FROM events WHERE article > ? AND "
        "article IN (SELECT max(article) FROM articles GROUP BY id, sha256)",
        [known],
    )
    while rows := cursor.fetchmany(5000):
        index.executemany(
            "INSERT INTO events VALUES (?, ?, ?, ?, ?)",
            [
                (article, type_, status, "\n".join(actors).casefold(), " ".join(filter(None, iso)))
                for article, type_, status, actors, iso in rows
            ],
        )


def _texts(archive: Archive, known: int) -> Iterator[tuple[Any, ...]]:
    cursor = archive.connection.cursor().execute(
        "SELECT article, id, sha256, outlet, published::VARCHAR, title, "
        "record->>'$.article.text' FROM articles WHERE article > ? AND article IN "
        "(SELECT max(article) FROM articles GROUP BY id, sha256) ORDER BY article",
        [known],
    )
    while rows := cursor.fetchmany(500):
        yield from rows
