"""Pasted pages of many makes: the article's lines stay, the page's go, comments stand apart."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.article import Page, lines_left_out, pages

from dragoman.article import article_from_text, has_headline

DATA = Path(__file__).parent / "data" / "pages"
PAGES = [*pages("dev"), *pages("held")]
NAMES = [page.name for page in PAGES]


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_no_line_of_an_article_is_lost(page: Page) -> None:
    kept = article_from_text(page.text).text.split("\n")
    wanted = [line for label, line in page.labels if label == "+" and any(map(str.isalnum, line))]
    assert [line for line in wanted if line not in kept] == []


def test_most_of_the_furniture_goes() -> None:
    counts = [lines_left_out(page) for page in PAGES]
    furniture = sum(count["furniture"] for count in counts)
    assert sum(count["both"] for count in counts) > 0.8 * furniture


@pytest.mark.parametrize(
    ("name", "title", "byline", "published", "comments"),
    [
        (
            "dev_broadcaster",
            "Examplia recalls envoy from Samplestan over canal seizure",
            "Jane Roe",
            "2022-03-04",
            0,
        ),
        ("dev_blog_comments", "Why the canal will not be the end of it", "Petra Muster", None, 3),
        ("dev_forum_blog", "The delta war nobody wants", None, "2022-03-22", 2),
        (
            "dev_us_cable",
            "US imposes sanctions on Samplestani generals over delta attack",
            "Jane Roe and Max Muster",
            "2022-03-25",
            0,
        ),
        ("dev_release", "Joint Statement on the Delta Ceasefire", None, "2022-04-01", 0),
    ],
)
def test_what_the_pages_say_of_themselves(
    name: str, title: str, byline: str | None, published: str | None, comments: int
) -> None:
    page = next(page for page in PAGES if page.name == name)
    article = article_from_text(page.text)
    assert article.title == title and has_headline(article)
    assert (article.byline, article.published) == (byline, published)
    assert len(article.comments) == comments


@pytest.mark.parametrize(
    "text",
    [
        "“Share this burden with us,” she said.\n\nRead more than one report before you judge him.",
        "He would not comment.\n\nWang says:\n\n“We will reply in kind.”\n\nThen he left.",
        "The print edition of Pravda carried the letter.\n\nIt was a promotion for the general.",
        "MR SAMPLE: Good morning.\n\nQUESTION: Thank you.\n\nMR SAMPLE: Yes.\n\nGo ahead.",
        "Ministers met at 10.\n\n2023\n\nThe year of the accord began with a strike.",
    ],
)
def test_sentences_that_only_sound_like_furniture_stay(text: str) -> None:
    assert article_from_text(text).text == text


def test_a_date_below_a_byline_is_no_comment() -> None:
    text = (
        "Talks resume\n\nPublished On 18 Mar 2022\n18 Mar 2022\n\n12 comments\n\nJane Roe\n"
        "18 Mar 2022 10:15\n\nThe ministers of both states met on Friday and will meet again."
    )
    article = article_from_text(text)
    assert article.comments == () and article.text.endswith("meet again.")
