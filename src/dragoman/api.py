"""What users call: each command of the line is one of these functions.

``read`` takes one article, ``read_many`` any number of inputs, ``code`` a corpus into an archive,
``classify`` a given pair; ``match`` finds a user's own event types. The model and the lexicon load
on first use and stay loaded.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman.article import article_from_text, read_articles
from dragoman.coder import BATCH, Coder, default_coder
from dragoman.errors import InputError, UsageError
from dragoman.events import Classification, Match, Matcher, OwnType, Question, load_types
from dragoman.events import classify as _classify
from dragoman.record import Article, Record

if TYPE_CHECKING:
    from dragoman.archive import Summary
    from dragoman.exchange import Imported

Source = str | Path


def read(source: Source, *, published: str | None = None, coder: Coder | None = None) -> Record:
    """The record of one article.

    Args:
        source: a file, an ``http(s)`` address, or the text itself (a string that has a blank or
            a line break in it and names no file).
        published: publication date ``YYYY-MM-DD``; wins over any date found in the text.
        coder: a coder with the user's own actors; the package's by default.

    Raises:
        InputError: nothing can be read there.
        UsageError: the source holds several articles (use ``read_many``), or a bad date.
    """
    if isinstance(source, str) and _is_text(source):
        article = article_from_text(source, published=published)
        return (coder or default_coder()).code(article)
    found = list(islice(read_articles(source, published=published), 2))
    if not found:
        raise InputError("no article in it", source=str(source))
    if isinstance(found[0], InputError):
        raise found[0]
    if len(found) > 1:
        raise UsageError(f"{source} holds more than one article; use read_many")
    return (coder or default_coder()).code(found[0])


def _is_text(source: str) -> bool:
    if source == "-" or source.startswith(("http://", "https://")):
        return False
    if "\n" in source:
        return True
    return " " in source and not os.path.exists(source)  # noqa: PTH110 - any string may come


def read_many(
    sources: Source | Iterable[Source],
    *,
    published: str | None = None,
    coder: Coder | None = None,
) -> Iterator[Record | InputError]:
    """The record of every article in the sources, in order; what cannot be read as ``InputError``.

    ``sources`` are files, addresses or ``-``; each may hold many articles (JSON lines, CSV, WARC,
    feeds). A bad input or row never stops the rest.
    """
    if isinstance(sources, str | Path):
        sources = [sources]
    coder = coder or default_coder()
    items = (item for source in sources for item in read_articles(source, published=published))
    yield from code_items(items, coder)


def code_items(
    items: Iterable[Article | InputError], coder: Coder
) -> Iterator[Record | InputError]:
    """Codes articles in batches; errors keep their place in the order."""
    rest = iter(items)
    while batch := list(islice(rest, BATCH)):
        records = coder.code_many(item for item in batch if isinstance(item, Article))
        for item in batch:
            yield item if isinstance(item, InputError) else next(records)


def code(
    sources: Source | Iterable[Source],
    archive: str | Path,
    *,
    published: str | None = None,
    actors: Path | None = None,
    progress: Callable[[int], None] | None = None,
) -> Summary:
    """Codes a corpus into an archive and says what became of every input.

    Articles that the archive already holds from the same version, model and lexicon are passed
    over, so that an interrupted run goes on where it stopped. ``progress`` is called with the
    number of inputs done.
    """
    from dragoman.archive import code_corpus

    if isinstance(sources, str | Path):
        sources = [sources]
    coder = default_coder() if actors is None else Coder(actors)
    return code_corpus(list(sources), Path(archive), coder, published=published, progress=progress)


def import_events(
    sources: Source | Iterable[Source],
    archive: str | Path,
    *,
    format: str | None = None,
    progress: Callable[[Imported | InputError], None] | None = None,
) -> list[Imported | InputError]:
    """Imports event data of others into an archive and says what became of every file.

    Args:
        sources: files of ICEWS, GDELT, POLECAT or PLOVER: plain, zip, gzip or zstd.
        archive: the DuckDB file; made where there is none.
        format: ``icews``, ``gdelt1``, ``gdelt2``, ``mentions``, ``polecat`` or ``plover``;
            recognised by the columns when left out.
        progress: called with what became of each file, as soon as it is done.

    Raises:
        UsageError: an unknown format.
        ArchiveError: the archive cannot be opened.
    """
    from dragoman.archive import open_archive
    from dragoman.exchange import import_files

    if isinstance(sources, str | Path):
        sources = [sources]
    with open_archive(archive, create=True) as opened:
        return import_files(opened, sources, format, progress)


def classify(
    text: str | Sequence[Question | dict[str, Any]],
    actor: tuple[int, int] | None = None,
    recipient: tuple[int, int] | None = None,
) -> Classification | list[Classification]:
    """The type between a given actor and recipient.

    Called with a text and two character spans it answers for that pair; called with a sequence
    of questions (``{"text", "actor", "recipient"}``) it answers for each, in order.

    Raises:
        UsageError: a span that is no span of its text.
    """
    model = default_coder().model
    if isinstance(text, str):
        return _classify([Question(text, actor, recipient)], model)[0]
    questions = [one if isinstance(one, Question) else Question(**one) for one in text]
    return _classify(questions, model)


def match(
    records: Record | Iterable[Record], types: str | Path | Sequence[OwnType]
) -> Iterator[Match]:
    """The sentences of records that are like the user's own event types.

    Args:
        records: one record or many (of ``read``, ``read_many``, an archive).
        types: a TOML file, or types read or made already.

    Raises:
        DataError: the file is malformed.
    """
    given = load_types(Path(types)) if isinstance(types, str | Path) else types
    matcher = Matcher(given, default_coder().model)
    yield from matcher.match([records] if isinstance(records, Record) else records)
