"""A page becomes an Article: whatever the format, its text, its date and where both came from."""

from dragoman.article.build import article_from_text
from dragoman.article.fetch import FetchPolicy
from dragoman.article.identify import reads_as_english
from dragoman.article.limits import Limits
from dragoman.article.masthead import has_headline
from dragoman.article.read import read_articles

__all__ = [
    "FetchPolicy",
    "Limits",
    "article_from_text",
    "has_headline",
    "read_articles",
    "reads_as_english",
]
