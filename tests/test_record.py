"""Every record: what its contract promises, on the samples and on any text whatever."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import dragoman
from checks import check_record
from dragoman.errors import InputError
from dragoman.record import Record

PIECES = [
    "France condemned Mali's junta on Monday.",
    "“We will not talk,” said Sergei Lavrov, “as long as they shell us.”",
    "The UN secretary-general said that China had told him ‘yes’.",
    "He will probably visit Kyiv by 5 March 2024.",
    'Mr. Xi told the BBC: "No.',
    "THE U.S. DENIES IT",
    "sanctions, sanctions; SANCTIONS",
    "Ένα κείμενο 中国 Россия 🇫🇷 é e\u0301 \u200b\u202e",
    "$1,200.50 — 14:30 GMT (Reuters) - ",
    "if, unless, until 2019-02-30",
    "",
    " ",
    "\t",
    "'\"“”‘’«»",
    "Comments (12)",
    "<p>&amp; <b>bold</b></p>",
]
TEXTS = st.one_of(
    st.lists(
        st.one_of(st.sampled_from(PIECES), st.text(max_size=40)), min_size=1, max_size=9
    ).flatmap(
        lambda parts: st.sampled_from([" ", "\n", "\n\n", "\r\n"]).map(lambda j: j.join(parts))
    ),
    st.text(max_size=300),
    st.text(st.characters(exclude_categories=()), max_size=80),
)


def test_every_sample_gives_a_record_that_keeps_the_contract(records: list[Record]) -> None:
    for record in records:
        check_record(record)


def test_an_article_reads_the_same_alone_and_in_a_batch(
    records: list[Record], rows: list[dict[str, Any]], tmp_path: Path
) -> None:
    for together, row in zip(records, rows, strict=True):
        file = tmp_path / f"{row['id']}.jsonl"
        file.write_bytes(msgspec.json.encode(row))
        assert dragoman.read(file) == together


def test_what_the_input_says_of_an_article_is_kept(
    records: list[Record], rows: list[dict[str, Any]]
) -> None:
    for record, row in zip(records, rows, strict=True):
        article = record.article
        assert (article.id, article.outlet, article.title) == (
            row["id"],
            row["outlet"],
            row["title"],
        )
        assert (article.published, article.published_from) == (row["date"], "given")
        assert article.text == row["text"]


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=TEXTS, published=st.none() | st.dates().map(lambda day: day.isoformat()))
def test_no_text_is_too_odd(text: str, published: str | None) -> None:
    try:
        # The line break says that this is a text and no file's name.
        record = dragoman.read(text + "\n", published=published)
    except InputError as error:
        assert not text.strip() or error.code != "unreadable", error
    else:
        check_record(record)


def test_an_article_that_yields_nothing_says_why() -> None:
    recipe = dragoman.read("Peel the apples.\nBake them for an hour with butter and sugar.\n")
    assert not recipe.events
    assert recipe.notes
    french = dragoman.read(
        "Le président de la République a reçu hier son homologue allemand à l'Élysée.\n"
        "Les deux chefs d'État ont parlé de la guerre et de la paix pendant deux heures.\n"
    )
    assert [note.code for note in french.notes] == ["not-english"]
    assert french.article.language == "fr"


def test_a_date_given_wins_and_a_missing_one_is_said() -> None:
    text = "Germany and Poland signed a treaty on Tuesday.\n"
    assert "no-date" in [note.code for note in dragoman.read(text).notes]
    dated = dragoman.read(text, published="2024-05-08")
    assert dated.article.published == "2024-05-08"
    assert "no-date" not in [note.code for note in dated.notes]
    assert [time.from_ for time in dated.times] == ["2024-05-07"]


def test_what_is_no_record_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError):
        Record.from_dict({"dragoman": {}})
    with pytest.raises(msgspec.DecodeError):
        Record.from_json("{")


def test_a_record_as_data_frame_and_in_a_notebook(records: list[Record]) -> None:
    record = max(records, key=lambda one: len(one.events))
    frame = record.events_frame()
    assert list(frame["event_id"]) == [event.id for event in record.events]
    assert "<iframe" in record._repr_html_()
