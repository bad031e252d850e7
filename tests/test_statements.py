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


def test_who_confirms_in_the_passive_is_cited_and_confirms_the_event() -> None:
    record = dragoman.read(
        "Peru's foreign minister will visit Oslo on May 3, the newspaper Dagbladet reported. "
        "The visit was later confirmed by the Norwegian foreign ministry.",
        published="2024-04-20",
    )
    said = {one.id: one for one in record.statements}
    confirming = [
        said[report.statement]
        for event in record.events
        for report in event.reports
        if report.stance == "confirms" and report.statement
    ]
    assert [one.content.text for one in confirming] == ["The visit"]
    assert confirming[0].speaker is not None
    assert "Norwegian foreign ministry" in confirming[0].speaker.text


def test_a_hope_inside_a_quotation_leaves_the_quotation_to_its_speaker() -> None:
    record = dragoman.read(
        "“It is hoped that both states can fully carry out what their leaders agreed on, and bring "
        "trade back to steady growth,” spokeswoman Ana Prado of Brazil stressed on Monday.",
        published="2024-04-20",
    )
    quoted = [one for one in record.statements if one.kind == "direct" and one.speaker]
    assert any(one.content.text.startswith("It is hoped that both") for one in quoted)
    for one in record.statements:
        for part in one.content.parts:
            assert record.article.text[part.start : part.end] == part.text
