"""A user's own event types: found by likeness, refused when they make no sense."""

from __future__ import annotations

from pathlib import Path

import pytest

import dragoman
from dragoman.coder import default_coder
from dragoman.errors import DataError
from dragoman.events import Matcher, OwnType, load_types

RELEASE = OwnType(
    name="hostage release",
    definition="Captives, hostages or prisoners are let go, freed or exchanged.",
    examples=(
        "The rebels freed nine fishermen on Friday after a month in the hills.",
        "Two engineers held since March were released unharmed, the company said.",
        "Both armies exchanged forty prisoners at the bridge.",
        "Kidnappers let the consul go in return for a ransom.",
        "Tehran released the dual national after six years in prison.",
    ),
    counterexamples=("Gunmen seized four aid workers on the road.",),
)
TEXT = (
    "Gunmen free two nurses\n\n"
    "A militia in eastern Congo released two Kenyan nurses on Sunday, their hospital said. "
    "Kenya thanked Congo for its help. "
    "The foreign ministers of both countries meet in Nairobi on Thursday to discuss trade."
)


def test_a_sentence_of_the_type_is_found_with_the_events_it_tells() -> None:
    record = dragoman.read(TEXT, published="2024-05-06")
    found = list(dragoman.match(record, [RELEASE]))
    assert any("released two Kenyan nurses" in one.sentence.text for one in found)
    assert not any("discuss trade" in one.sentence.text for one in found)
    known = {event.id for event in record.events}
    for one in found:
        assert record.article.text[one.sentence.start : one.sentence.end] == one.sentence.text
        assert set(one.events) <= known
        assert one.type == "hostage release" and 0 < one.score <= 1


def test_within_leaves_only_sentences_with_an_event_of_these_types() -> None:
    record = dragoman.read(TEXT, published="2024-05-06")
    nowhere = OwnType(RELEASE.name, RELEASE.definition, RELEASE.examples, within=("AID",))
    assert not list(dragoman.match(record, [nowhere]))


def test_the_fit_counts_examples_left_out_and_sentences_taken_wrongly() -> None:
    (fit,) = Matcher([RELEASE], default_coder().model).fits
    assert fit.examples == 5
    assert fit.found >= 3
    assert fit.others > 100
    assert fit.wrong < fit.others / 10
    assert fit.recall == fit.found / 5
    assert 0 < fit.f1 <= 1


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ("type = 3", "type"),
        ("[[type]\n", "own.toml"),
        ("", r"no \[\[type\]\]"),
        ('[[type]]\nname = "a"\ndefinition = "b c"\nexamples = ["one two"]', "at least 3"),
        (
            '[[type]]\nname = "a"\ndefinition = "b c"\nexamples = ["x y", "x z", "x w"]\n'
            'within = ["WAR"]',
            "WAR",
        ),
        ('[[type]]\nname = "a"\ndefinition = "b c"\nexamples = ["x y", "", "x w"]', "no sentence"),
        ('[[type]]\nname = "a"\nexamples = ["x y", "x z", "x w"]', "definition"),
        (
            2 * '[[type]]\nname = "a"\ndefinition = "b c"\nexamples = ["x y", "x z", "x w"]\n',
            "twice",
        ),
    ],
)
def test_a_file_that_makes_no_sense_is_refused_with_the_reason(
    tmp_path: Path, toml: str, said: str
) -> None:
    path = tmp_path / "own.toml"
    path.write_text(toml, "utf-8")
    with pytest.raises(DataError, match=said):
        load_types(path)
