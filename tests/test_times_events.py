from datetime import date

import pytest

from dragoman.language.document import read_document
from dragoman.record import EventDate, Status
from dragoman.times import date_event, find_times

PUBLISHED = date(2023, 1, 20)


def dated(
    text: str,
    word: str,
    status: Status = "happened",
    published: date | None = PUBLISHED,
    linked: str | None = None,
) -> EventDate | None:
    document = read_document(text)
    start = text.index(word)
    times = find_times(document, published)
    return date_event(document, times, (start, start + len(word)), published, status, linked)


@pytest.mark.parametrize(
    ("text", "word", "status", "start", "end"),
    [
        ("Troops shelled the town on Tuesday.", "shelled", "happened", "2023-01-17", "2023-01-17"),
        ("He will visit China on February 5-6.", "visit", "planned", "2023-02-05", "2023-02-06"),
        ("In 2014 it seized Crimea.", "seized", "happened", "2014-01-01", "2014-12-31"),
        ("They met this week.", "met", "happened", "2023-01-16", "2023-01-20"),
        ("They will meet this week.", "meet", "planned", "2023-01-20", "2023-01-22"),
    ],
)
def test_an_event_has_the_date_of_its_clause(
    text: str, word: str, status: Status, start: str, end: str
) -> None:
    made = dated(text, word, status)
    assert made is not None
    assert (made.start, made.end, made.basis) == (start, end, "text")


def test_each_of_two_clauses_keeps_its_own_date() -> None:
    text = "On Monday rebels freed the hostages, and on Wednesday the army bombed their camp."
    freed, bombed = dated(text, "freed"), dated(text, "bombed")
    assert freed is not None and bombed is not None
    assert (freed.start, bombed.start) == ("2023-01-16", "2023-01-18")


def test_the_linked_expression_comes_first() -> None:
    text = "On Monday he said that the army had left on January 5."
    made = dated(text, "left", linked="t1")
    assert made is not None and made.start == "2023-01-16"


def test_without_an_expression_publication_dates_what_happened() -> None:
    made = dated("Troops shelled the town.", "shelled")
    assert made is not None
    assert (made.start, made.basis, made.time) == ("2023-01-20", "publication", None)


def test_a_plan_is_never_dated_before_publication() -> None:
    made = dated("After talks on Tuesday he will visit Beijing.", "visit", "planned")
    assert made is not None
    assert made.start >= "2023-01-20"


def test_a_dateline_stands_in_for_publication() -> None:
    text = "SANAA, 6 August 2013 — A drone killed five men.\n\nThe tribe blamed Washington."
    made = dated(text, "blamed", published=None)
    assert made is not None
    assert (made.start, made.basis) == ("2013-08-06", "publication")


def test_nothing_known_is_nothing_said() -> None:
    assert dated("A drone killed five men.", "killed", published=None) is None
    assert dated("He might resign.", "resign", "hypothetical") is None


def test_what_goes_on_from_a_dated_sentence_has_its_day() -> None:
    text = "The minister flew to Tunis on Wednesday. He met the president. They signed a pact."
    for word in ("met", "signed"):
        made = dated(text, word)
        assert made is not None
        assert (made.start, made.basis) == ("2023-01-18", "inferred")


def test_a_programme_lends_its_days_to_its_stops() -> None:
    text = "She will visit three states on January 24-29. In Algeria she will meet the president."
    made = dated(text, "meet", "planned")
    assert made is not None
    assert (made.start, made.end, made.basis) == ("2023-01-24", "2023-01-29", "inferred")


def test_an_old_date_or_a_dateline_is_not_the_day_of_the_news() -> None:
    text = "PARIS, Jan 18 — The war began on March 3, 2015. Troops shelled the town."
    made = dated(text, "shelled")
    assert made is not None and made.basis == "publication"


def test_a_plan_reads_its_weekday_ahead() -> None:
    text = "Ankara consented, the visit to begin on Thursday."
    made = dated(text, "visit", "planned", linked="t1")
    assert made is not None
    assert (made.start, made.basis, made.time) == ("2023-01-26", "inferred", "t1")


def test_a_plan_for_some_future_day_is_a_window_and_no_day() -> None:
    made = dated("They will meet in the near future.", "meet", "planned")
    assert made is not None
    assert (made.start, made.end, made.granularity) == ("2023-01-21", "2024-01-20", "vague")
