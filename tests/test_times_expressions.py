import tomllib
from datetime import date
from importlib.resources import files
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.language.document import read_document
from dragoman.times import date_event, find_times, resolve_phrase

PUBLISHED = date(2023, 1, 20)  # a Friday


Row = tuple[str, str, str | None, str | None]


def read(text: str, published: date | None = PUBLISHED) -> list[Row]:
    times = find_times(read_document(text), published)
    return [(time.text, time.value, time.from_, time.to) for time in times]


@pytest.mark.parametrize(
    ("text", "expression", "first", "last"),
    [
        ("He will visit China on February 5-6.", "February 5-6", "2023-02-05", "2023-02-06"),
        ("She said on January 17 that talks failed.", "January 17", "2023-01-17", "2023-01-17"),
        ("They met in Bali in November 2022.", "November 2022", "2022-11-01", "2022-11-30"),
        ("They won in November's midterm elections.", "November", "2022-11-01", "2022-11-30"),
        ("The visit is expected in March.", "March", "2023-03-01", "2023-03-31"),
        ("Police said on Tuesday that he fled.", "Tuesday", "2023-01-17", "2023-01-17"),
        ("The council will vote on Tuesday.", "Tuesday", "2023-01-24", "2023-01-24"),
        ("He resigned last week.", "last week", "2023-01-09", "2023-01-15"),
        ("Talks resume next month.", "next month", "2023-02-01", "2023-02-28"),
        ("The pact was signed two years ago.", "two years ago", "2021-01-01", "2021-12-31"),
        ("It was built in the 1990s.", "the 1990s", "1990-01-01", "1999-12-31"),
        ("It rose in the third quarter.", "the third quarter", "2022-07-01", "2022-09-30"),
    ],
)
def test_expressions_cover_the_days_they_mean(
    text: str, expression: str, first: str, last: str
) -> None:
    assert [(one, start, end) for one, _, start, end in read(text)] == [(expression, first, last)]


def test_an_expression_is_read_against_the_date_before_it() -> None:
    made = read(
        "The blast was on March 3, 2015. A day earlier, troops had left. "
        "Talks began the following Friday."
    )
    assert [value for _, value, _, _ in made] == ["2015-03-03", "2015-03-02", "2015-03-06"]


def test_without_publication_the_unknown_stays_open() -> None:
    made = read("He said on Tuesday that talks begin in March. The war began in 2014.", None)
    assert made == [
        ("Tuesday", "XXXX-WXX-2", None, None),
        ("March", "XXXX-03", None, None),
        ("2014", "2014", "2014-01-01", "2014-12-31"),
    ]


def test_numbers_beyond_every_calendar_do_no_harm() -> None:
    read(f"The tribe settled {'9' * 400} years ago, and 999,999,999 weeks later it left.")
    assert read("It ends in 90000 years.")[0][2] is None


def test_a_time_of_day_takes_the_day_beside_it() -> None:
    made = read("Polls closed at noon on Tuesday. Votes were counted on Wednesday at 5 p.m.")
    assert [value for _, value, _, _ in made] == ["2023-01-17T12:00", "2023-01-18T17:00"]


def test_parts_of_a_unit_narrow_its_days() -> None:
    made = read("The pact expires at the end of February. It was signed in early 2020.")
    assert [(value, first, last) for _, value, first, last in made] == [
        ("2023-02", "2023-02-22", "2023-02-28"),
        ("2020", "2020-01-01", "2020-04-30"),
    ]


def test_vague_expressions_have_an_honest_width() -> None:
    (text, value, first, last), *_ = read("Talks resume in the coming days.")
    assert (text, value, first, last) == (
        "the coming days",
        "FUTURE_REF",
        "2023-01-20",
        "2023-01-27",
    )


def test_a_phrase_alone_is_read_against_its_anchor() -> None:
    time = resolve_phrase("two weeks later", PUBLISHED)
    assert time is not None
    assert (time.type, time.from_, time.to) == ("DATE", "2023-01-30", "2023-02-05")
    assert resolve_phrase("the minister", PUBLISHED) is None


LEXICON = tomllib.loads(files("dragoman.times").joinpath("data/words.toml").read_text("utf-8"))
WORDS = st.sampled_from(sorted({word for table in LEXICON.values() for word in table}))
PIECES = WORDS | st.sampled_from(
    """on|in|the|last|next|March|May|5|-|6|2023|1998|Tuesday|two|weeks|ago|years|,|.|'s|year-end|10:30|
    a.m.|third|/|quarter|of|early|mid-1990s|noon|daily|each|past|few|days|0|Christmas|’90s|until|half|
    century|weekend|earlier|same|

""".split("|")
)


@given(st.lists(PIECES | st.text(max_size=4), max_size=25), st.booleans())
def test_spans_slice_to_their_text_and_never_overlap(words: list[str], dated: bool) -> None:
    text = " ".join(words)
    times = find_times(read_document(text), PUBLISHED if dated else None)
    assert [time.id for time in times] == [f"t{number}" for number in range(1, len(times) + 1)]
    for time in times:
        assert text[time.start : time.end] == time.text
        assert time.from_ is None or time.to is None or time.from_ <= time.to
    assert all(one.end <= two.start for one, two in pairwise(times))


@given(st.dates(), st.lists(PIECES, max_size=12))
def test_any_day_of_publication_can_be_reckoned_with(day: date, words: list[str]) -> None:
    document = read_document(" ".join(words))
    times = find_times(document, day)
    planned = date_event(document, times, (0, 1), day, "planned", None)
    happened = date_event(document, times, (0, 1), day, "happened", None)
    assert planned is not None and day.isoformat() <= planned.start <= planned.end
    assert happened is not None and happened.start <= happened.end <= day.isoformat()


@pytest.mark.parametrize(
    ("text", "expression", "value", "days"),
    [
        ("Talks open on February 30.", "February 30", "2023-02", ("2023-02-01", "2023-02-28")),
        ("He died on 31 June 2019.", "31 June 2019", "2019-06", ("2019-06-01", "2019-06-30")),
        ("He left on 29 February.", "29 February", "2020-02-29", ("2020-02-29", "2020-02-29")),
        ("It ends on January 1, 9999.", "January 1", "9999-01-01", ("9999-01-01", "9999-01-01")),
        ("It began on January 1, 0000.", "January 1", "0000-01", (None, None)),
        ("It was 99999999999 years ago.", "99999999999 years ago", "PAST_REF", (None, None)),
    ],
)
def test_impossible_dates_say_what_is_left_of_them(
    text: str, expression: str, value: str, days: tuple[str | None, str | None]
) -> None:
    assert read(text) == [(expression, value, *days)]


def test_a_year_that_is_none_is_no_date() -> None:
    assert read("In the year 0 nothing happened, and by 0000 nobody cared.") == []


@pytest.mark.parametrize(
    ("text", "expression", "first", "last"),
    [
        ("She visits on May 17 and 18, 2023.", "May 17 and 18, 2023", "2023-05-17", "2023-05-18"),
        ("They will meet Monday to Wednesday.", "Monday to Wednesday", "2023-01-23", "2023-01-25"),
        (
            "They set off on the third of this month.",
            "the third of this month",
            "2023-01-03",
            "2023-01-03",
        ),
        ("It began in mid-February 2021.", "mid-February 2021", "2021-02-11", "2021-02-20"),
        ("It was signed in the early 1980s.", "the early 1980s", "1980-01-01", "1983-12-31"),
        ("He resigned a week ago.", "a week ago", "2023-01-13", "2023-01-13"),
        (
            "The session was to have opened in Osh on Tuesday.",
            "Tuesday",
            "2023-01-24",
            "2023-01-24",
        ),
        ("They agreed to speak again on Sunday.", "Sunday", "2023-01-22", "2023-01-22"),
        ("Elections will not be held before May.", "May", "2023-05-01", "2023-05-31"),
        ("Shares fell on Friday the 13th.", "Friday the 13th", "2023-01-13", "2023-01-13"),
        ("They will meet a week from Tuesday.", "a week from Tuesday", "2023-01-31", "2023-01-31"),
        ("She visits in the week of Feb. 6.", "the week of Feb. 6", "2023-02-06", "2023-02-12"),
        ("Exports fell last quarter.", "last quarter", "2022-10-01", "2022-12-31"),
        ("It is due in the 2023 fiscal year.", "the 2023 fiscal year", "2023-01-01", "2023-12-31"),
        ("They meet at 3pm on Tuesday.", "3pm on Tuesday", "2023-01-24", "2023-01-24"),
        ("It threatened to hold a vote within a year.", "a year", "2023-01-20", "2024-01-20"),
    ],
)
def test_plans_put_their_days_ahead_and_ranges_are_one_expression(
    text: str, expression: str, first: str, last: str
) -> None:
    assert [(one, start, end) for one, _, start, end in read(text)] == [(expression, first, last)]
