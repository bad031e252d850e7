"""A record as one self-contained HTML page: the text with underlines, the record beside it.

Everything is in the page: no request leaves it, and its content policy forbids any. Text of
articles is escaped by the template; script and style are the package's own, allowed by hash.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from dragoman.record import Record
from dragoman.views.marks import paragraphs_of
from dragoman.views.sentences import (
    according_to,
    actor_name,
    chance,
    describe,
    forecaster_of,
    in_words,
    speaker_of,
    when,
)

SHAPES = {
    "happened": "●",
    "ongoing": "◐",
    "planned": "○",
    "hypothetical": "◇",
    "negated": "✕",
}
"""The shape of each status: told apart without colour."""


def page(records: Sequence[Record]) -> str:
    """The whole page for one record or several."""
    style, script = _asset("report.css"), _asset("report.js")
    return (
        _environment()
        .get_template("report.html")
        .render(
            articles=[_view(record, f"r{i}-") for i, record in enumerate(records, 1)],
            style=Markup(style),
            script=Markup(script),
            policy=(
                f"default-src 'none'; style-src '{_digest(style)}'; "
                f"script-src '{_digest(script)}'; "
                "base-uri 'none'; form-action 'none'"
            ),
            shapes=SHAPES,
        )
    )


def fragment(record: Record) -> str:
    """The record as notebooks show it: an isolated frame that holds the page."""
    from html import escape

    height = min(900, 300 + 12 * len(record.article.text) // 100 * 3)
    return (
        f'<iframe sandbox="allow-scripts" style="width:100%;height:{height}px;border:0" '
        f'title="Dragoman record" srcdoc="{escape(page([record]), quote=True)}"></iframe>'
    )


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FunctionLoader(_asset),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@lru_cache(maxsize=8)
def _asset(name: str) -> str:
    return (files("dragoman.views") / "templates" / name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(sha256(text.encode()).digest()).decode()


def _view(record: Record, prefix: str) -> dict[str, Any]:
    """What the template shows of one record, in words."""
    article = record.article
    depth: dict[str, int] = {}
    for one in record.statements:
        depth[one.id] = min(4, depth.get(one.parent or "", -1) + 1)
    places = {one.id: one.name for one in record.places}
    counts: dict[str, int] = {}
    for mention in record.mentions:
        counts[mention.actor] = counts.get(mention.actor, 0) + 1
    return {
        "prefix": prefix,
        "title": article.title or article.id,
        "facts": [
            fact
            for fact in (
                article.outlet,
                article.byline,
                in_words(article.published, article.published) if article.published else "no date",
                article.kind if article.kind != "unknown" else None,
            )
            if fact
        ],
        "url": article.url if (article.url or "").startswith(("http://", "https://")) else None,
        "paragraphs": paragraphs_of(record),
        "has_title_line": bool(article.title)
        and article.text.lstrip().startswith(article.title or "\0"),
        "events": [
            {
                "id": event.id,
                "status": event.status,
                "historical": event.historical,
                "sentence": _capital(describe(event, record)),
                "when": when(event),
                "where": places.get(event.place or ""),
                "code": f"{event.type}/{event.mode}" if event.mode else event.type,
                "source": according_to(event, record),
                "reports": len(event.reports),
                "confidence": round(event.confidence * 100),
            }
            for event in record.events
        ],
        "statements": [
            {
                "id": one.id,
                "depth": depth[one.id],
                "speaker": speaker_of(one, record),
                "cue": one.cue.text if one.cue else "",
                "content": one.content.text,
                "direct": one.kind == "direct",
                "kind": one.kind,
            }
            for one in record.statements
        ],
        "forecasts": [
            {
                "id": one.id,
                "claim": one.claim.text,
                "chance": chance(one),
                "low": round(one.probability.low * 100),
                "width": max(2, round((one.probability.high - one.probability.low) * 100)),
                "by": forecaster_of(one, record),
                "wording": one.wording,
                "condition": one.condition.text if one.condition else None,
                "until": one.window.end,
                "basis": one.window.basis,
            }
            for one in record.forecasts
        ],
        "actors": [
            {
                "id": actor.id,
                "name": actor_name(actor),
                "facts": ", ".join(
                    fact
                    for fact in (actor.role, actor.kind, actor.organization, actor.sector)
                    if fact
                ),
                "mentions": counts.get(actor.id, 0),
            }
            for actor in sorted(record.actors, key=lambda one: -counts.get(one.id, 0))
        ],
        "notes": [note.message for note in record.notes],
        "made": record.dragoman,
    }


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
