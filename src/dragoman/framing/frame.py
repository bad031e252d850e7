"""A record's framing: the four questions put to it, one after the other."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from dragoman.article import reads_as_english
from dragoman.framing.headline import headline_claims
from dragoman.framing.lexicon import load_lexicon
from dragoman.framing.marked import counts, hedges, loaded_words
from dragoman.framing.result import Framing
from dragoman.framing.sources import sides, sources
from dragoman.framing.voice import read_voices, shares
from dragoman.record import Record
from dragoman.schema import schema_of

FRAMING_VERSION = "1.0"
"""Version of the contract of a framing as JSON."""


def framing_of(record: Record) -> Framing:
    """How the article of a record tells its story: counts, and the words they rest on.

    Loaded words and hedges by whose voice they are in, whose words the text is made of, who is
    cited with and without a name and for which countries, and what the headline tells that the
    body does not. Nothing of it is a verdict on truth. A text that is not English has no
    ``shares`` and no entries; the record's notes say so.
    """
    hashes = "".join(load_lexicon(name).sha256 for name in ("loaded", "contested", "hedges"))
    bare = Framing(
        article=record.article.id,
        sha256=record.article.sha256,
        lexicon=sha256(hashes.encode()).hexdigest()[:12],
    )
    if not reads_as_english(record.article.language):
        return bare
    reading = read_voices(record)
    parts = shares(reading)
    loaded, doubts = loaded_words(reading), hedges(reading)
    cited = sources(reading)
    return Framing(
        article=bare.article,
        sha256=bare.sha256,
        lexicon=bare.lexicon,
        shares=parts,
        counts=counts(loaded, doubts, parts),
        loaded=loaded,
        headline=headline_claims(record, reading.headline),
        sources=cited,
        sides=sides(cited),
        hedges=doubts,
    )


def framing_schema() -> dict[str, Any]:
    """The JSON schema (draft 2020-12) of a framing as it is written."""
    return schema_of(Framing, f"Dragoman framing {FRAMING_VERSION}")
