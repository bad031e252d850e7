"""``dragoman doctor``: is this installation sound, is this archive?"""

from __future__ import annotations

import platform
import time
from collections.abc import Callable
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import click

from dragoman import __version__
from dragoman.errors import DragomanError, UsageError
from dragoman.record import Record

PACKAGES = ("onnxruntime", "tokenizers", "duckdb", "trafilatura", "msgspec", "numpy")
PROBE = "France condemned the attack in Mali on Monday, Foreign Minister Jean Dupont said."


@click.command("doctor")
@click.argument("archive", required=False, type=click.Path(path_type=Path))
@click.option(
    "--migrate",
    is_flag=True,
    help="Bring an ARCHIVE of an older schema up to date first; nothing is coded anew.",
)
def command(archive: Path | None, migrate: bool) -> None:
    """Check that model, lexicon, gazetteer and line work here; with ARCHIVE, check that file too.

    \b
    Examples:
      dragoman doctor
      dragoman doctor news.duckdb
      dragoman doctor news.duckdb --migrate
    """
    if migrate:
        if archive is None:
            raise UsageError("--migrate needs an archive: dragoman doctor news.duckdb --migrate")
        from dragoman.archive import open_archive

        open_archive(archive).close()
    click.echo(f"dragoman {__version__}, Python {platform.python_version()}, {platform.machine()}")
    click.echo("  " + ", ".join(f"{name} {version(name)}" for name in PACKAGES))
    checks: list[tuple[str, Callable[[], str]]] = [
        ("model", _model),
        ("lexicon", _lexicon),
        ("gazetteer", _gazetteer),
        ("line", _line),
    ]
    if archive is not None:
        checks.append((f"archive {archive}", lambda: _archive(archive)))
    failed = False
    for name, check in checks:
        began = time.perf_counter()
        try:
            said = check()
        except (DragomanError, OSError, AssertionError) as error:
            failed = True
            click.echo(f"✕ {name}: {error}")
        else:
            click.echo(f"✓ {name}: {said} ({time.perf_counter() - began:.2f} s)")
    if failed:
        raise click.exceptions.Exit(1)


def _model() -> str:
    from dragoman.model import load_model, load_party_reader

    labels = load_model().labels
    load_party_reader(labels.parties_sha256)
    return f"{labels.name}, both files as labels.json names them"


def _lexicon() -> str:
    from dragoman.actors import load_knowledge

    return f"hash {load_knowledge(None).lexicon_hash[:12]}"


def _gazetteer() -> str:
    from dragoman.language import read_document
    from dragoman.places import find_places, load_gazetteer

    found = find_places(read_document("They met in Bamako."), [], load_gazetteer())
    if [place.country for place in found] != ["MLI"]:
        raise DragomanError("it does not know Bamako; install dragoman again")
    return f"knows Bamako, in {found[0].country}"


def _line() -> str:
    from dragoman.api import read

    record = read(PROBE, published="2024-05-07")
    if not record.actors:
        raise DragomanError("the probe sentence gave no actors; install dragoman again")
    return f"{len(record.actors)} actors, {len(record.events)} events in the probe sentence"


def _archive(path: Path) -> str:
    from dragoman.archive import open_archive

    with open_archive(path, read_only=True) as archive:
        broken = [record.article.id for record in archive.records() if not _sound(record)]
        if broken:
            raise DragomanError(
                f"{len(broken)} records do not fit their text, the first {broken[0]}: "
                "the file is damaged or was edited; code these articles into a new archive"
            )
        return ", ".join(f"{number} {name}" for name, number in archive.counts().items())


def _sound(record: Record) -> bool:
    """Whether the text is that of its hash and every span of the record slices to it."""
    text = record.article.text

    def fits(value: object) -> bool:
        if isinstance(value, dict):
            start, end, said = value.get("start"), value.get("end"), value.get("text")
            spans = isinstance(start, int) and isinstance(end, int) and isinstance(said, str)
            if spans and text[start:end] != said:
                return False
            return all(map(fits, value.values()))
        return all(map(fits, value)) if isinstance(value, list) else True

    hashed = sha256(text.encode()).hexdigest() == record.article.sha256
    return hashed and fits(record.to_dict())
