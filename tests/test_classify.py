"""``classify``: an answer a question, in order, whatever else is in the file."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

import dragoman
from conftest import Ran
from dragoman.errors import UsageError
from dragoman.events import Classification, load_ontology
from dragoman.record import STATUSES

QUESTIONS = [
    {"text": "France accused Mali.", "actor": [0, 6], "recipient": [15, 19]},
    {"text": "China welcomed Egypt's president.", "actor": [0, 5], "recipient": [15, 20]},
    {"text": "Troops shelled the town.", "actor": [0, 6], "recipient": None},
    {"text": "Rain fell.", "actor": None, "recipient": None},
]


def _piped(lines: list[str]) -> bytes:
    return "".join(line + "\n" for line in lines).encode()


def test_answers_come_in_the_order_of_the_questions(cli: Callable[..., Ran]) -> None:
    ran = cli("classify", "--jsonl", "-", stdin=_piped([json.dumps(q) for q in QUESTIONS]))
    assert (ran.code, ran.err) == (0, "")
    answers = [json.loads(line) for line in ran.out.splitlines()]
    assert len(answers) == len(QUESTIONS)
    assert [one["type"] for one in answers[:3]] == ["ACCUSE", "SUPPORT", "ASSAULT"]
    ontology = load_ontology()
    for one in answers:
        assert set(one) == {"type", "underlying", "quad", "status", "scores"}
        assert one["quad"] == ontology.types[one["type"]].quad
        assert one["status"] in STATUSES
        assert set(one["scores"]) == set(ontology.types)
        assert max(one["scores"], key=one["scores"].__getitem__) == one["type"]
        assert sum(one["scores"].values()) == pytest.approx(1, abs=0.01)


def test_a_line_that_is_no_question_keeps_its_place(cli: Callable[..., Ran]) -> None:
    good = json.dumps(QUESTIONS[0])
    bad = [
        "{",
        '{"actor": [0, 1]}',
        '{"text": "France", "actor": [0, 99]}',
        '{"text": "France", "actor": [3, 3]}',
        '{"text": "France", "actor": [-1, 3]}',
        '{"text": 7}',
        "[" * 5000,
    ]
    lines = [line for one in bad for line in (good, one)]
    stdin = _piped([*lines, ""]) + b'{"text": "\xff"}\n' + good.encode()
    ran = cli("classify", "--jsonl", "-", stdin=stdin)
    assert ran.code == 1
    assert "8 lines are no question" in ran.err
    answers = [json.loads(line) for line in ran.out.splitlines()]
    assert len(answers) == 16, "blank lines ask nothing"
    assert ["error" in one for one in answers] == [False, True] * 7 + [True, False]
    assert answers[1]["error"].startswith("line 2: ")
    assert answers[5]["error"] == "line 6: actor [0, 99] is no span of the text"


def test_a_file_of_questions_and_a_missing_one(cli: Callable[..., Ran], tmp_path: object) -> None:
    from pathlib import Path

    file = Path(str(tmp_path)) / "q.jsonl"
    file.write_text("\n".join(json.dumps(q) for q in QUESTIONS * 100), "utf-8")
    ran = cli("classify", "--jsonl", file)
    assert len(ran.out.splitlines()) == 400
    assert cli("classify", "--jsonl", file.with_name("none.jsonl")).code == 2


def test_one_question_in_python_and_several() -> None:
    one = dragoman.classify("France accused Mali.", (0, 6), (15, 19))
    assert isinstance(one, Classification)
    assert (one.type, one.quad) == ("ACCUSE", "verbal conflict")
    several = dragoman.classify(QUESTIONS)
    assert isinstance(several, list)
    assert [answer.type for answer in several[:3]] == ["ACCUSE", "SUPPORT", "ASSAULT"]
    with pytest.raises(UsageError, match="no span of its text"):
        dragoman.classify("France accused Mali.", (0, 60), None)


def test_offsets_count_code_points_not_bytes() -> None:
    text = "🇫🇷🇫🇷 «Élysée» — France accused Mali."
    start = text.index("France")
    answer = dragoman.classify(text, (start, start + 6), (start + 15, start + 19))
    assert isinstance(answer, Classification)
    assert answer.type == "ACCUSE"
