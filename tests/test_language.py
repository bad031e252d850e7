"""Paragraphs, sentences and words keep their places in the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.language import read_document


def sentences(text: str) -> list[str]:
    return [text[a:b] for a, b in read_document(text).sentences]


def words(text: str) -> list[str]:
    return read_document(text).words


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Gen. J. R. Okafor met Sen. Hale on Jan. 5 in the U.S. capital. They talked.", 2),
        ("The U.S. State Department declined to comment. It rarely does.", 2),
        ("He works for the U.N. The agency is in Geneva.", 2),
        ("Prices rose 3.5 percent. Wages did not.", 2),
        ('"We will not yield." The minister left.', 2),
        ("Talks ended at 5 p.m. Officials said little.", 2),
        ("Did he go? Nobody knows! We asked.", 3),
        ("No. 10 denied it. The prime minister's office said so.", 2),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, count: int) -> None:
    assert len(sentences(text)) == count


def test_words_split_where_names_must_be_found() -> None:
    assert words("Russian-Chinese") == ["Russian", "-", "Chinese"]
    assert words("China's and China’s") == ["China", "'s", "and", "China", "’s"]
    assert words("the U.S. spent $1,200.5m") == ["the", "U.S.", "spent", "$", "1,200.5m"]
    assert words("O'Brien didn't") == ["O'Brien", "didn't"]


def test_hard_wrapped_text_is_joined_to_paragraphs() -> None:
    wrapped = (
        "Headline of the day\n\n"
        "The president of the republic said on Monday that his country\n"
        "would not sign the treaty before the end of the year, and that\n"
        "the talks in Geneva had brought nothing new to the table of the\n"
        "ministers, who will meet again.\n\n"
        "His guest disagreed with him in every point and left the hall\n"
        "before dinner was served to the delegates of the two countries,\n"
        "as had been agreed by the staff.\n"
    )
    assert len(read_document(wrapped).paragraphs) == 3


def test_lines_of_ordinary_text_stay_paragraphs() -> None:
    assert len(read_document("One paragraph.\nAnother one.\n\nA third.").paragraphs) == 3


@given(st.text(max_size=400))
def test_every_word_and_sentence_slices_to_its_text(text: str) -> None:
    document = read_document(text)
    for word, start, end in zip(document.words, document.starts, document.ends, strict=True):
        assert text[start:end] == word
    last = 0
    for start, end in document.sentences:
        assert last <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip() or not text[start:end].strip()
        last = end
    for i, start in enumerate(document.starts):
        first, after = document.sentences[document.sentence_at(start)]
        assert first <= start < after, (document.words[i], text)
