"""A pass over the archive: which articles are copies, which reports are one event. Reversible.

What is found stands in the tables ``copies``, ``happenings`` and ``joins``, and nowhere else: a new
pass replaces it, ``unlink`` removes it, the records and their rows stay as they are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from dragoman.archive import Archive
from dragoman.archive.loading import Row, load
from dragoman.linking.accounts import NEWEST, Corpus, read_corpus
from dragoman.linking.candidates import candidates
from dragoman.linking.clusters import LEAST, SAMPLE, cluster, contradict
from dragoman.linking.copies import Copy, CopyKind, Text, find_copies
from dragoman.linking.likeness import compare, probability, reason

MARGIN = 0.1
"""By how much a pair must be likelier than another event of the type in either article."""
_TABLES = ("copies", "joins", "happenings")
_PAIRS = 100_000
"""Probabilities that are remembered."""
_BATCH = 50_000


@dataclass
class Linked:
    """What a pass found.

    Attributes:
        articles: articles that were looked at, the newest run of each.
        reports: reports of events in them.
        events: things reported.
        shared: those of them with several reports.
        copies: near-duplicate articles by kind.
    """

    articles: int = 0
    reports: int = 0
    events: int = 0
    shared: int = 0
    copies: Counter[CopyKind] = field(default_factory=Counter)


def link(archive: Archive) -> Linked:
    """Finds near-duplicate articles and gathers the reports of each event; stores both.

    The order in which articles were coded does not matter. ``archive`` is open for writing; a pass
    that is interrupted leaves the archive as it was.
    """
    copies = _copies(archive)
    corpus = read_corpus(archive)
    events = gather(corpus)
    made = Linked(reports=len(corpus.accounts), events=len(events))
    made.shared = sum(len(one) > 1 for one in events)
    made.copies.update(copy.kind for _, _, copy in copies)
    (row,) = archive.connection.execute(f"SELECT count(*) FROM ({NEWEST})").fetchall()
    made.articles = row[0]
    joins = [
        row for number, members in enumerate(events, 1) for row in _joins(number, members, corpus)
    ]
    connection = archive.connection
    connection.execute("BEGIN")
    try:
        _clear(archive)
        load(connection, "copies", [_copy(*one) for one in copies])
        load(connection, "happenings", [{"happening": n} for n in range(1, len(events) + 1)])
        for start in range(0, len(joins), _BATCH):
            load(connection, "joins", joins[start : start + _BATCH])
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    return made


def unlink(archive: Archive) -> int:
    """Takes back what ``link`` stored; returns how many reports had been linked."""
    (row,) = archive.connection.execute("SELECT count(*) FROM joins").fetchall()
    _clear(archive)
    return int(row[0])


def gather(corpus: Corpus) -> list[list[int]]:
    """The events of a corpus, each as the places of its accounts in order of publication."""
    accounts = corpus.accounts

    @lru_cache(maxsize=_PAIRS)
    def chance(first: int, second: int) -> float:
        return probability(compare(accounts[first], accounts[second], corpus))

    rivals: dict[tuple[int, str], list[int]] = defaultdict(list)
    for number, one in enumerate(accounts):
        rivals[one.key.article, one.type].append(number)

    def margin(first: int, second: int, sure: float) -> float:
        """By how much a pair is likelier than the next with one of both and the same articles."""
        one, other = (rivals[accounts[n].key.article, accounts[n].type] for n in (first, second))
        pairs = [(first, n) for n in other if n != second]
        pairs += [(n, second) for n in one if n != first]
        others = (chance(*pair) for pair in pairs if not contradict(*(accounts[n] for n in pair)))
        return sure - max(others, default=0.0)

    likely = (
        (sure, first, second)
        for first, second in candidates(corpus)
        if (sure := chance(first, second)) >= LEAST and margin(first, second, sure) >= MARGIN
    )
    return cluster(accounts, likely, chance)


def _clear(archive: Archive) -> None:
    for table in _TABLES:
        archive.connection.execute(f"DELETE FROM {table}")


def _copies(archive: Archive) -> list[tuple[int, int, Copy]]:
    rows = archive.connection.execute(
        f"""
        SELECT article, id, record->>'$.article.text', published, outlet
        FROM articles WHERE article IN ({NEWEST})
        """
    ).fetchall()
    # The article's own id orders texts of one day, so that the order of coding does not matter.
    numbers = {f"{id_} {number}": number for number, id_, *_ in rows}
    texts = [Text(f"{id_} {number}", *rest) for number, id_, *rest in rows]
    return [(numbers[one.key], numbers[one.origin], one) for one in find_copies(texts)]


def _copy(article: int, origin: int, copy: Copy) -> Row:
    return {
        "article": article,
        "origin": origin,
        "kind": copy.kind,
        "similarity": copy.similarity,
    }


def _joins(happening: int, members: Sequence[int], corpus: Corpus) -> list[Row]:
    """The rows of one event: each report with the earlier one that it is most like, and why."""
    rows = []
    for place, number in enumerate(members):
        account = corpus.accounts[number]
        score, why = None, "the first report" if len(members) > 1 else "the only report"
        if place:
            earlier = [corpus.accounts[one] for one in members[: min(place, SAMPLE)]]
            marks = [compare(one, account, corpus) for one in earlier]
            score, best = max((probability(one), -index) for index, one in enumerate(marks))
            why = f"{earlier[-best].name}: {reason(marks[-best], earlier[-best], account)}"
        rows.append(
            {
                "article": account.key.article,
                "event": account.key.event,
                "happening": happening,
                "score": score,
                "reason": why,
            }
        )
    return rows
