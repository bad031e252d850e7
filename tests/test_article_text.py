"""Plain text and pasted pages become articles; no character of a kept line changes."""

from __future__ import annotations

import hashlib
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.article import article_from_text, has_headline, read_articles, reads_as_english
from dragoman.errors import EmptyInputError, FormatError, TooLargeError, UsageError
from dragoman.record import Article

BODY = (
    "The foreign minister of Examplia said on Monday that the talks would go on in March.\n\n"
    "“We will not leave the table,” she told reporters after the meeting with her counterpart."
)
PASTED = f"""Home > World > Asia

Minister vows to continue talks

0

Writes Jane Roe

20 January 2023

{BODY}

Share on Facebook

LEAVE A REPLY

Please enter your comment!
Please enter your name here
"""

# Lines of all sorts, page furniture among them, so that leaving out and keeping both happen.
LINES = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r\n\ufffd")),
    st.sampled_from(["0", "LEAVE A REPLY", "Share", "3 comments", "Ann says:", "", "  ", "a b. "]),
    st.sampled_from(["January 21, 2023 at 3:15 pm", "Related articles", "Minister vows talks"]),
)


def one(source: object, **options: str) -> Article:
    (article,) = read_articles(source, **options)  # type: ignore[arg-type]
    assert isinstance(article, Article), article
    return article


def test_pasted_page_loses_its_furniture_and_nothing_else() -> None:
    article = article_from_text(PASTED)
    assert article.text.startswith("Minister vows to continue talks\n\nWrites Jane Roe")
    assert article.text.endswith(BODY)
    assert article.title == "Minister vows to continue talks"
    assert article.byline == "Jane Roe"
    assert (article.published, article.published_from) == ("2023-01-20", "text")
    assert article.language == "en"
    assert has_headline(article)


@settings(deadline=None)  # the first foreign text loads the language model
@given(st.lists(LINES, max_size=30))
def test_kept_lines_are_a_subsequence_of_the_input_and_unchanged(lines: list[str]) -> None:
    try:
        article = article_from_text("\n".join(lines))
    except EmptyInputError:
        return
    rest = iter(lines)
    assert all(any(kept == line for line in rest) for kept in article.text.split("\n"))
    assert article.sha256 == hashlib.sha256(article.text.encode()).hexdigest()
    assert article_from_text(article.text, title=article.title).text == article.text


def test_line_endings_become_newlines_and_trailing_blanks_stay() -> None:
    article = article_from_text("Ministers meet \r\n\r\nThey met.\xa0 \rThey left.")
    assert article.text == "Ministers meet \n\nThey met.\xa0 \nThey left."


def test_a_given_id_is_kept_and_a_missing_one_comes_from_the_content() -> None:
    assert article_from_text(BODY, id=" 42/α ").id == " 42/α "
    first, again = article_from_text(BODY), article_from_text(BODY + "\n")
    assert first.id == again.id
    assert first.id != article_from_text(BODY + " More.").id


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", EmptyInputError),
        (" \n\t\n", EmptyInputError),
        ("LEAVE A REPLY\n0\n", EmptyInputError),
        ("word " * 500_000, TooLargeError),
        ("A text\0 with a NUL in it.", FormatError),
        ("The minister\ufffds visit to Beijing\ufffds leaders. " * 9, FormatError),
        ("Half a pair \ud83d here.", FormatError),
    ],
)
def test_unusable_text_is_refused_with_a_reason(text: str, error: type[Exception]) -> None:
    with pytest.raises(error, match=r"\w+ \w+"):
        article_from_text(text)


def test_a_given_date_wins_and_an_unknown_one_stays_unknown() -> None:
    stream = io.BytesIO(PASTED.encode())
    article = one(stream, published="2024-05-01")
    assert (article.published, article.published_from) == ("2024-05-01", "given")
    undated = article_from_text("On 5 January 2023 the two ministers met for the first time.")
    assert (undated.published, undated.published_from) == (None, "none")


def test_a_date_that_is_none_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="YYYY-MM-DD"):
        read_articles("-", published="20/01/2023")


@pytest.mark.parametrize(
    ("lines", "date"),
    [
        ("Published: January 20, 2023 10:15 GMT", "2023-01-20"),
        ("First published on 20 Jan. 2023", "2023-01-20"),
        ("Friday, January 20, 2023 ", "2023-01-20"),
        ("2023-01-20T09:30:00Z", "2023-01-20"),
        ("By Jane Roe | January 20, 2023", "2023-01-20"),
        ("Brussels, 20 January 2023", "2023-01-20"),
        ("20/1/2023", "2023-01-20"),
        ("3/4/2023", None),
        (
            "GENEVA, Jan. 20, 2023 (AP) — Talks began on Friday between the two states.",
            "2023-01-20",
        ),
        ("GENEVA, Jan. 20 (AP) — Talks began on Friday between the two states.", None),
        ("Talks that began on January 20, 2023 are to go on.", None),
        ("February 30, 2023", None),
    ],
)
def test_dates_are_read_from_lines_of_their_own_only(lines: str, date: str | None) -> None:
    assert article_from_text(f"Talks begin in Geneva\n\n{lines}\n\n{BODY}").published == date


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("By Jane Roe", "Jane Roe"),
        ("By Jane Roe and Juan de la Cruz, Diplomatic Editor", "Jane Roe and Juan de la Cruz"),
        ("Talks will go on in March. Writes Ahmed Example", "Ahmed Example"),
        ("Opinion by Ólafur Dæmi | 20 January 2023", "Ólafur Dæmi"),
        ("By March the talks will be over and the ministers will have left for home.", None),
        ("By Friday Examplia had withdrawn.", None),
    ],
)
def test_bylines(line: str, byline: str | None) -> None:
    assert article_from_text(f"Talks begin in Geneva\n\n{line}\n\n{BODY}").byline == byline


def test_readers_comments_are_kept_apart() -> None:
    text = f"""Talks begin in Geneva

{BODY}

2 comments

Ann Example says:
January 21, 2023 at 3:15 pm
They will fail again.

And again.
Reply

Bob says:
January 22, 2023 at 9:01 am
Let us hope not.

Leave a Reply
Your email address will not be published.
"""
    article = article_from_text(text)
    assert article.text.endswith(BODY)
    assert [(c.author, c.text) for c in article.comments] == [
        ("Ann Example", "They will fail again.\n\nAnd again."),
        ("Bob", "Let us hope not."),
    ]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (BODY, "en"),
        ("Der Außenminister sagte am Montag, dass die Gespräche im März fortgesetzt würden.", "de"),
        (
            "Le ministre a déclaré lundi que les pourparlers se poursuivraient en mars à Genève.",
            "fr",
        ),
        ("Министр заявил в понедельник, что переговоры продолжатся в марте этого года.", "ru"),
        (
            "外交部长星期一表示，谈判将于三月继续进行，双方将在日内瓦再次会晤并讨论贸易问题以及地区安全局势和其他共同关心的问题。",
            "zh",
        ),
        ("El presidente dijo que las conversaciones con el país vecino seguirán en marzo.", "es"),
        ("قال وزير الخارجية يوم الاثنين إن المحادثات ستستمر في مارس رغم العقوبات المفروضة", "ar"),
        ("Iowa: Tim Albrecht, Brad Anderson, Rob Barron, Jeff Boeyink, Bonnie Campbell.", None),
        ("Biden Putin Xi NATO", None),
    ],
)
def test_language(text: str, language: str | None) -> None:
    found = article_from_text(text).language
    assert found == language
    assert reads_as_english(found) == (language in ("en", None))
