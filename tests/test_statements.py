"""Quotation marks of many kinds, and statements of real articles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dragoman
from dragoman.statements import find_quotes


def quoted(text: str) -> list[str]:
    return [text[a:b] for a, b in find_quotes(text, [(0, len(text))])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said: “We agree.” Then he left.", ["We agree."]),
        ('"No," she said. "Never."', ["No,", "Never."]),
        ("Der Minister: „Das geht nicht“, sagte er.", ["Das geht nicht"]),
        ("Le ministre: «Jamais», dit-il.", ["Jamais"]),
        ("It's the '90s and the ministers' cars.", []),
        ("“An unclosed quotation that runs on", ["An unclosed quotation that runs on"]),
        ("“He told me ‘Never’ and left,” she said.", ["He told me ‘Never’ and left,", "Never"]),
    ],
)
def test_quotation_marks(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


@given(st.text(alphabet="ab .\"“”‘’«»„'", max_size=120))
def test_odd_marks_never_raise_and_stay_inside(text: str) -> None:
    for start, end in find_quotes(text, [(0, len(text))]):
        assert 0 <= start <= end <= len(text)


def test_a_plain_quotation_has_its_speaker_cue_and_words() -> None:
    record = dragoman.read(
        "French Foreign Minister Jeanne Lavigne said on Monday that Mali had broken its word.\n\n"
        "“We will not send the trainers back,” Lavigne told reporters.",
        published="2022-02-01",
    )
    names = {actor.id: actor.name for actor in record.actors}
    by_content = {one.content.text: one for one in record.statements}
    direct = by_content["We will not send the trainers back"]
    assert direct.kind == "direct"
    assert [names[one] for one in direct.speakers] == ["Jeanne Lavigne"]
    indirect = next(one for one in record.statements if "Mali had broken" in one.content.text)
    assert indirect.kind == "indirect" and indirect.cue is not None
    assert indirect.cue.text.startswith("said")
