"""The type of a given pair: ``dragoman classify`` on pairs that were not trained on.

    python -m benchmarks.pairs

Data: the tenth of PLV train and of A/W train (by ``doc_id``) that the shipped model was not
trained on (snowood1/Zero-Shot-PLOVER). PLV counts CONCEDE and RETREAT as YIELD; its quads follow
from its types. Their test parts are reserved for others and never opened.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Sequence

from training.markup import held_out
from training.pairsets import Pair, aw_pairs, binary, plv_pairs

from benchmarks.common import DATA, Counts, Missing, Row, accuracy, need, row
from dragoman.coder import default_coder
from dragoman.events import Classification, Question, classify

PUBLIC = "github.com/snowood1/Zero-Shot-PLOVER"
QUADS = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT"), 1),
    **dict.fromkeys(("COOPERATE", "AID", "YIELD"), 2),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), 3),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), 4),
}
"""PLV's quad of each of its types."""


def as_plv(type_: str) -> str:
    """The type under PLV's name."""
    return "YIELD" if type_ in ("CONCEDE", "RETREAT") else type_


def macro_f1(gold: Sequence[str], said: Sequence[str]) -> float:
    """Mean F1 over the classes that occur in ``gold``."""
    scores = []
    for label in sorted(set(gold)):
        right = sum(g == s == label for g, s in zip(gold, said, strict=True))
        total = sum(s == label for s in said) + sum(g == label for g in gold)
        scores.append(2 * right / total)
    return sum(scores) / len(scores)


def answers(pairs: Sequence[Pair]) -> list[Classification]:
    """What the product says of the pairs."""
    questions = [Question(one.text, one.actor, one.recipient) for one in pairs]
    return classify(questions, default_coder().model)


def rows_of(
    name: str, gold: Sequence[str], said: Sequence[str], groups: Sequence[str]
) -> list[Row]:
    """Accuracy with an interval over groups, and macro-F1."""
    by_group: dict[str, Counts] = defaultdict(Counts)
    for group, a, b in zip(groups, gold, said, strict=True):
        by_group[group].right += a == b
        by_group[group].gold += 1
    first = row(f"{name}: accuracy", "held-back tenth", list(by_group.values()), accuracy, "pairs")
    macro = Row(f"{name}: macro-F1", "held-back tenth", macro_f1(gold, said), len(gold), "pairs")
    return [first, macro]


def main(arguments: list[str] | None = None) -> int:
    """Prints every row."""
    try:
        plv = plv_pairs(need(DATA / "events/plv/PLV_train.tsv", PUBLIC))
        aw = aw_pairs(need(DATA / "events/aw/AW_train.tsv", PUBLIC))
    except Missing as missing:
        print(f"skipped: {missing}")
        return 0
    plv = [one for one in plv if held_out(one.source + one.group)]
    aw = [one for one in aw if held_out(one.source + one.group)]
    said = [as_plv(one.type) for one in answers(plv)]
    gold = [one.plv or "" for one in plv]
    groups = [one.group for one in plv]
    rows = rows_of("PLV type (15)", gold, said, groups)
    quads = [str(QUADS[one]) for one in gold], [str(QUADS[one]) for one in said]
    rows += rows_of("PLV quad", *quads, groups)
    rows += rows_of(
        "PLV cooperation or conflict",
        [str(binary(one)) for one in gold],
        [str(binary(one)) for one in said],
        groups,
    )
    rows += rows_of(
        "A/W cooperation or conflict",
        [str(one.cooperative) for one in aw],
        [str(binary(as_plv(one.type))) for one in answers(aw)],
        [one.group for one in aw],
    )
    for one in rows:
        print(one.line())
    return 0


if __name__ == "__main__":
    sys.exit(main())
