"""What each head of the model can say, in a fixed order; saved beside the weights."""

from __future__ import annotations

from typing import Any

from dragoman.record import ACTOR_KINDS, STATUSES
from training.markup import CONTEXTS, MODES, SECTORS

TYPES = tuple(MODES)
MODE_LABELS = tuple(f"{type_}/{mode}" for type_ in TYPES for mode in ("-", *sorted(MODES[type_])))
PLV_TYPES = (
    "AGREE CONSULT SUPPORT COOPERATE AID YIELD REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION "
    "MOBILIZE COERCE ASSAULT"
).split()
"""PLV's fifteen: YIELD is CONCEDE and RETREAT together."""


def _bio(*kinds: str) -> tuple[str, ...]:
    return ("O", *(f"{prefix}-{kind}" for kind in kinds for prefix in "BI"))


TOKEN_HEADS: dict[str, tuple[str, ...]] = {
    "mention": _bio(*ACTOR_KINDS, "pronoun", "group"),
    "trigger": ("O", *TYPES),
    "sector": ("-", *sorted(SECTORS)),
    "mode": MODE_LABELS,
    "status": tuple(STATUSES),
    "historical": ("no", "yes"),
    "stance": ("reports", "confirms", "denies"),
    "source": _bio("source"),
    "cue": _bio("cue"),
    "content": _bio("content"),
    "inner": _bio("content"),
    "claim": _bio("forecast", "near-miss"),
    "wording": _bio("wording"),
    "condition": _bio("condition"),
    "polnear_source": _bio("source"),
    "polnear_cue": _bio("cue"),
    "polnear_content": _bio("content"),
}
"""One label a word; ``sector`` where a mention begins, ``mode`` to ``stance`` at triggers."""

AT_TRIGGER = ("mode", "status", "historical", "stance")
SOMEWHERE = ("sector", *AT_TRIGGER)
"""Heads that are not read at every word."""

CONTEXT_LABELS = tuple(sorted(CONTEXTS))
"""Several labels a trigger word: scored one by one."""

PAIR_HEADS: dict[str, tuple[str, ...]] = {
    "pair_plv": tuple(PLV_TYPES),
    "pair_type": TYPES,
    "pair_status": tuple(STATUSES),
    "pair_binary": ("conflict", "cooperation"),
}
"""One label a marked pair (actor, recipient) in a sentence."""

RELATIONS = (
    "actor",
    "recipient",
    "time",
    "place",
    "source",
    "content",
    "coreference",
    "same",
    "country",
)
"""Links scored between two words: trigger to argument, cue to source and content, later mention
to earlier mention of one actor, later trigger to earlier trigger of one event, mention to the
words that show its country."""


def inventory() -> dict[str, Any]:
    """The labels as they are saved beside the weights."""
    return {
        "tokens": {name: list(labels) for name, labels in TOKEN_HEADS.items()},
        "contexts": list(CONTEXT_LABELS),
        "pairs": {name: list(labels) for name, labels in PAIR_HEADS.items()},
        "relations": list(RELATIONS),
    }
