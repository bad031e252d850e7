"""A record as one self-contained HTML page: the text with underlines, the record beside it.

Everything is in the page: no request leaves it, and its content policy forbids any. Text of
articles is escaped by the template; script and style are the package's own, allowed by hash.
"""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from dragoman.record import Forecast, Record, Time
from dragoman.views.marks import paragraphs_of
from dragoman.views.sentences import (
    according_to,
    actor_name,
    chance,
    describe,
    due,
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

LEGEND = {
    "mention": "who",
    "time": "when",
    "place": "where",
    "event": "did what",
    "statement": "says who",
    "forecast": "what next",
}
"""The layers that can be switched off, by the question that each answers."""


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
            layers=LEGEND,
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
    paragraphs = paragraphs_of(record)
    # The headline stands once: as the text's own first line where the text has it.
    in_text = bool(article.title) and article.text.lstrip().startswith(article.title or "\0")
    return {
        "prefix": prefix,
        "title": article.title or article.id,
        "headline": paragraphs[0] if in_text else None,
        "paragraphs": paragraphs[1:] if in_text else paragraphs,
        "above": _filled(
            article.outlet,
            in_words(article.published, article.published) if article.published else "no date",
            article.kind if article.kind != "unknown" else None,
        ),
        "byline": article.byline,
        "url": article.url if (article.url or "").startswith(("http://", "https://")) else None,
        "events": _events(record),
        "statements": _statements(record),
        "forecasts": [_forecast(one, record) for one in record.forecasts],
        "actors": _actors(record),
        "times": [(one.id, one.text, _days(one)) for one in record.times],
        "places": [
            (one.id, one.text, ", ".join(_filled(one.name, one.country))) for one in record.places
        ],
        "notes": [_capital(note.message) for note in record.notes],
        "made": record.dragoman,
    }


def _filled(*facts: str | None) -> list[str]:
    return [fact for fact in facts if fact]


def _events(record: Record) -> list[dict[str, Any]]:
    places = {one.id: one.name for one in record.places}
    return [
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
    ]


def _statements(record: Record) -> list[dict[str, Any]]:
    depth: dict[str, int] = {}
    for one in record.statements:
        depth[one.id] = min(3, depth.get(one.parent or "", -1) + 1)
    return [
        {
            "id": one.id,
            "depth": depth[one.id],
            "speaker": _capital(speaker_of(one, record)),
            "cue": one.cue.text if one.cue else "",
            "content": " ".join(one.content.text.split()),
            "direct": one.kind == "direct",
        }
        for one in record.statements
    ]


def _forecast(forecast: Forecast, record: Record) -> dict[str, Any]:
    low, high = forecast.probability.low, forecast.probability.high
    return {
        "id": forecast.id,
        "claim": _capital(" ".join(forecast.claim.text.split())),
        "chance": chance(forecast),
        "low": round(low * 100),
        "width": max(2, round((high - low) * 100)),
        "by": forecaster_of(forecast, record),
        "wording": forecast.wording,
        "condition": forecast.condition.text if forecast.condition else None,
        "due": due(forecast),
    }


def _actors(record: Record) -> list[dict[str, Any]]:
    """Actors with what is known of them, those of most mentions first."""
    counts = Counter(mention.actor for mention in record.mentions)
    return [
        {
            "id": actor.id,
            "name": actor_name(actor),
            "facts": ", ".join(_filled(actor.role, actor.kind, actor.organization, actor.sector)),
            "mentions": counts[actor.id],
        }
        for actor in sorted(record.actors, key=lambda one: -counts[one.id])
    ]


def _days(time: Time) -> str:
    return in_words(time.from_, time.to) if time.from_ and time.to else time.value


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
