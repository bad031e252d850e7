"""The type of a given pair: ``dragoman classify`` on pairs that were not trained on.

    python -m benchmarks.pairs

Data: PLV train and A/W train (snowood1/Zero-Shot-PLOVER), twice: the tenth that the shipped model
was not trained on, as the product answers it; and all of it in five folds (PLV by sentence, A/W by
``doc_id``), as networks of the same build answered that had not seen the fold
(``training/folds.py``; the answers are in ``benchmarks/gold/folds.jsonl``). PLV counts CONCEDE and
RETREAT as YIELD; its quads follow from its types. Their test parts are reserved for others and
never opened.
"""

from __future__ import annotations

import json
import random
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from training.markup import held_out
from training.pairsets import Pair, aw_pairs, binary, plv_pairs

from benchmarks.common import DATA, DRAWS, Counts, Missing, Row, accuracy, need, row
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
FOLDS = Path(__file__).parent / "gold" / "folds.jsonl"
"""Answers out of fold, a line a pair in the order of PLV train, then A/W train."""


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
    name: str, data: str, gold: Sequence[str], said: Sequence[str], groups: Sequence[str]
) -> list[Row]:
    """Accuracy and macro-F1, with intervals over groups."""
    by_group: dict[str, Counts] = defaultdict(Counts)
    members: dict[str, list[int]] = defaultdict(list)
    for number, (group, a, b) in enumerate(zip(groups, gold, said, strict=True)):
        by_group[group].right += a == b
        by_group[group].gold += 1
        members[group].append(number)
    first = row(f"{name}: accuracy", data, list(by_group.values()), accuracy, "pairs")
    rng = random.Random(7)
    drawn = []
    for _ in range(DRAWS):
        some = [n for group in rng.choices(list(members), k=len(members)) for n in members[group]]
        drawn.append(macro_f1([gold[n] for n in some], [said[n] for n in some]))
    drawn.sort()
    low, high = drawn[int(DRAWS * 0.025)], drawn[int(DRAWS * 0.975)]
    macro = macro_f1(gold, said)
    return [first, Row(f"{name}: macro-F1", data, macro, len(gold), "pairs", low, high)]


def rows_for(data: str, pairs: Sequence[Pair], types: Sequence[str]) -> list[Row]:
    """Every row of answered pairs: type and quad for PLV, cooperation or conflict for both."""
    rows: list[Row] = []
    plv = [(pair, as_plv(said)) for pair, said in zip(pairs, types, strict=True) if pair.plv]
    groups = [pair.group for pair, _ in plv]
    gold, answered = [pair.plv or "" for pair, _ in plv], [said for _, said in plv]
    rows += rows_of("PLV type (15)", data, gold, answered, groups)
    quads = [str(QUADS[one]) for one in gold], [str(QUADS[one]) for one in answered]
    rows += rows_of("PLV quad", data, *quads, groups)
    for name, source in (("PLV", "plv"), ("A/W", "aw")):
        mine = [(p, said) for p, said in zip(pairs, types, strict=True) if p.source == source]
        rows += rows_of(
            f"{name} cooperation or conflict",
            data,
            [str(pair.cooperative) for pair, _ in mine],
            [str(binary(as_plv(said))) for _, said in mine],
            [pair.group for pair, _ in mine],
        )
    return rows


def main(arguments: list[str] | None = None) -> int:
    """Prints every row."""
    try:
        pairs = plv_pairs(need(DATA / "events/plv/PLV_train.tsv", PUBLIC))
        pairs += aw_pairs(need(DATA / "events/aw/AW_train.tsv", PUBLIC))
    except Missing as missing:
        print(f"skipped: {missing}")
        return 0
    kept = [one for one in pairs if held_out(one.source + one.group)]
    rows = rows_for("held-back tenth", kept, [one.type for one in answers(kept)])
    folded = [json.loads(line) for line in FOLDS.read_text("utf-8").splitlines()]
    if [(one["set"], one["group"]) for one in folded] != [(one.source, one.group) for one in pairs]:
        print(f"skipped: {FOLDS.name} was made from other versions of the sets")
    else:
        rows += rows_for("out of fold", pairs, [one["type"] for one in folded])
    for one in rows:
        print(one.line())
    return 0


if __name__ == "__main__":
    sys.exit(main())
