"""The type between a given actor and recipient in a text, without finding them first.

Three heads answer: one trained on PLV's fifteen types (where planned cooperation is AGREE and
YIELD stands for CONCEDE and RETREAT), one on the sixteen underlying types with status, one on
cooperation or conflict. Their answers are put on one scale, the types that PLOVER prescribes, and
multiplied.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
import numpy as np

from dragoman.errors import UsageError
from dragoman.events.ontology import load_ontology
from dragoman.model import Model
from dragoman.model.arrays import Floats
from dragoman.record import STATUSES, Status

PLV_WEIGHT = 0.7
"""Weight of the head trained on PLV in the weighted geometric mean of both."""
BINARY_WEIGHT = 4
"""Weight of the head for cooperation or conflict: it saw the most, and both answers agree with it
almost always; chosen on the tenth of the pairs that training held back."""

Party = tuple[int, int] | None


class Question(msgspec.Struct, frozen=True):
    """A text with the character spans of actor and recipient (None: not named in it)."""

    text: str
    actor: Party = None
    recipient: Party = None


class Classification(msgspec.Struct, frozen=True):
    """``type`` as PLOVER prescribes, ``underlying`` type, quad, status, and scores by type."""

    type: str
    underlying: str
    quad: str
    status: Status
    scores: dict[str, float]


def classify(questions: Sequence[Question], model: Model) -> list[Classification]:
    """One answer a question, in their order; raises ``UsageError`` for a span outside its text."""
    for number, question in enumerate(questions, 1):
        for name, span in (("actor", question.actor), ("recipient", question.recipient)):
            if span is not None and not 0 <= span[0] < span[1] <= len(question.text):
                raise UsageError(
                    f"question {number}: {name} {list(span)} is no span of its text of "
                    f"{len(question.text)} characters; give [start, end) in code points"
                )
    answers = model.pairs([(one.text, one.actor, one.recipient) for one in questions])
    return [decide(answer, model.labels.pairs) for answer in answers]


def decide(answer: Mapping[str, Floats], labels: Mapping[str, Sequence[str]]) -> Classification:
    """One classification from the probabilities of each pair head, whose labels are given."""
    ontology = load_ontology()
    types = labels["pair_type"]
    by_type = dict(zip(types, answer["pair_type"].tolist(), strict=True))
    by_status = dict(zip(labels["pair_status"], answer["pair_status"].tolist(), strict=True))
    plv = dict(zip(labels["pair_plv"], answer["pair_plv"].tolist(), strict=True))
    planned = float(by_status["planned"])
    promised = ontology.planned_as_agree
    own = {name: by_type[name] * (1 - planned * (name in promised)) for name in types}
    own["AGREE"] += sum(by_type[name] * planned for name in promised)
    yielded = by_type["CONCEDE"] + by_type["RETREAT"]
    share = by_type["CONCEDE"] / yielded if yielded > 0 else 0.5
    outside = {name: plv.get(name, 0.0) for name in types}
    outside["CONCEDE"] = plv["YIELD"] * share
    outside["RETREAT"] = plv["YIELD"] * (1 - share)
    binary = dict(zip(labels["pair_binary"], answer["pair_binary"].tolist(), strict=True))
    logs = np.array(
        [
            PLV_WEIGHT * np.log(outside[name] + 1e-6)
            + (1 - PLV_WEIGHT) * np.log(own[name] + 1e-6)
            + BINARY_WEIGHT * np.log(binary[ontology.types[name].quad.split()[1]] + 1e-6)
            for name in types
        ]
    )
    values = np.exp(logs - logs.max())
    scores = dict(zip(types, (values / values.sum()).tolist(), strict=True))
    best = max(scores, key=scores.__getitem__)
    status = STATUSES[int(np.argmax([by_status[name] for name in STATUSES]))]
    underlying = best
    if best == "AGREE" and status == "planned":
        underlying = max(("AGREE", *promised), key=by_type.__getitem__)
    return Classification(
        type=best,
        underlying=underlying,
        quad=ontology.types[best].quad,
        status=status,
        scores={name: round(value, 4) for name, value in scores.items()},
    )
