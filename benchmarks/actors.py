"""How well actors are found, described and kept apart.

    python -m benchmarks.actors                     # everything
    python -m benchmarks.actors --held-out          # only what no rule was written on

Data:

- *The corpus* (``training/corpus``): the articles in ``test`` are held out, those in ``articles``
  are what the rules were developed on. Scored by rules and lexicon alone, and once more with the
  corpus' own spans as candidates, which is what a perfect tagger would propose. Spans must agree
  exactly, except for a leading article.
- *Country names* (mledoze/countries, ODbL: https://github.com/mledoze/countries), from
  ``DRAGOMAN_DATA`` (default ``../shared/data`` beside the repository): the share of common and
  official names and of English demonyms of independent states that the lexicon gives the right
  state. The lexicon was not made from this list.
- *GUM news* (https://github.com/amir-zeldes/gum, CC BY 4.0): coreference in 24 Wikinews
  articles; the half in even places of the sorted list is held out. Mentions are aligned by their
  head word with GUM's mentions of people, organisations and places; B-cubed and links are over
  aligned mentions, pronouns over all third-person pronouns that GUM gives a named antecedent.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from time import process_time

from training.markup import MarkedArticle, MarkupError, read_file

from dragoman.actors import Candidate, Found, find_actors, load_knowledge
from dragoman.actors.words import PRONOUNS
from dragoman.language.document import Document, read_document

ROOT = Path(__file__).parents[1]
DATA = Path(os.environ.get("DRAGOMAN_DATA", ROOT / "../shared/data"))
CORPUS = ROOT / "training/corpus"
_ARTICLE = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)
_THIRD = ("he", "she", "it", "they")


@dataclass(frozen=True)
class Row:
    """One number: what was measured, right ones, out of how many."""

    data: str
    measure: str
    score: float
    denominator: int

    def __str__(self) -> str:
        return f"{self.data:34s} {self.measure:38s} {self.score:7.3f}   n={self.denominator}"


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _f1(right: int, found: int, wanted: int) -> float:
    return _ratio(2 * right, found + wanted)


def corpus_articles(*, held_out: bool) -> list[MarkedArticle]:
    """The corpus' articles; a file that is being mended is left out and named."""
    articles: list[MarkedArticle] = []
    for path in sorted((CORPUS / "test" if held_out else CORPUS / "articles").glob("*.dgm")):
        try:
            articles.extend(read_file(path))
        except MarkupError as error:
            print(f"left out: {error}", file=sys.stderr)
    return articles


def gold_mentions(article: MarkedArticle) -> dict[tuple[int, int], tuple[str, ...]]:
    """Span (leading article left out) to the keys of the actors that it names."""
    found: dict[tuple[int, int], tuple[str, ...]] = {}
    for tag, spans in article.spans.items():
        if tag[0] == "a":
            for start, end in spans:
                lead = _ARTICLE.match(article.text, start, end)
                found[lead.end() if lead else start, end] = tuple(tag.split("+"))
    return found


def found_mentions(found: Found) -> dict[tuple[int, int], tuple[str, ...]]:
    """Span to the ids of the actors that it names."""
    spans: dict[tuple[int, int], list[str]] = defaultdict(list)
    for mention in found.mentions:
        spans[mention.start, mention.end].append(mention.actor)
    return {span: tuple(ids) for span, ids in spans.items()}


def score_corpus(
    name: str, articles: Sequence[MarkedArticle], *, given_spans: bool, tell: bool = False
) -> list[Row]:
    """Mentions, attributes and links on the corpus, by rules alone or with its spans given."""
    knowledge = load_knowledge()
    counts: Counter[str] = Counter()
    words = 0
    seconds = 0.0
    for article in articles:
        document = read_document(article.text, has_headline=article.headline)
        candidates: list[Candidate] = []
        if given_spans:
            for tag, spans in article.spans.items():
                if tag[0] == "a":
                    kind = article.actors[tag.split("+")[0]].kind
                    candidates.extend(
                        Candidate(start, end, _tagger_kind(article.text[start:end], kind), 1.0)
                        for start, end in spans
                    )
        day = date.fromisoformat(article.meta["date"])
        began = process_time()
        found = find_actors(document, candidates, day, knowledge, article.meta.get("byline"))
        seconds += process_time() - began
        words += len(document.words)
        _count(counts, article, found, tell=tell)
    rows = [
        Row(
            name,
            "mentions F1",
            _f1(counts["both"], counts["found"], counts["gold"]),
            counts["gold"],
        ),
        Row(name, "mentions precision", _ratio(counts["both"], counts["found"]), counts["found"]),
        Row(name, "mentions recall", _ratio(counts["both"], counts["gold"]), counts["gold"]),
        Row(
            name,
            "named mentions recall",
            _ratio(counts["named both"], counts["named"]),
            counts["named"],
        ),
    ]
    for what in ("kind", "country", "sector"):
        rows.append(
            Row(name, f"{what} right", _ratio(counts[what], counts["single"]), counts["single"])
        )
    rows.append(
        Row(
            name,
            "sector right (among those listed)",
            _ratio(counts["sectors"], counts["single"]),
            counts["single"],
        )
    )
    precision = _ratio(counts["b3 p"] / 1000, counts["aligned"])
    recall = _ratio(counts["b3 r"] / 1000, counts["aligned"])
    rows.append(
        Row(
            name,
            "coreference B-cubed F1, same spans",
            _ratio(2 * precision * recall, precision + recall),
            counts["aligned"],
        )
    )
    rows.append(
        Row(
            name,
            "pronouns right",
            _ratio(counts["pronoun right"], counts["pronoun"]),
            counts["pronoun"],
        )
    )
    rows.append(
        Row(
            name,
            "group mentions right",
            _ratio(counts["group right"], counts["group"]),
            counts["group"],
        )
    )
    rows.append(Row(name, "CPU microseconds per word", 1e6 * _ratio(seconds, words), words))
    return rows


def _tagger_kind(text: str, kind: str) -> str:
    return "pronoun" if text.lower() in PRONOUNS else kind


def _count(counts: Counter[str], article: MarkedArticle, found: Found, *, tell: bool) -> None:
    gold = gold_mentions(article)
    ours = found_mentions(found)
    actors = {actor.id: actor for actor in found.actors}
    counts["gold"] += len(gold)
    counts["found"] += len(ours)
    same = [span for span in gold if span in ours]
    counts["both"] += len(same)
    for span, keys in gold.items():
        text = article.text[slice(*span)]
        if text[:1].isupper() and text.lower() not in PRONOUNS:
            counts["named"] += 1
            counts["named both"] += span in ours
        if tell and span not in ours:
            print(f"MISSED {article.id} {'+'.join(keys)} {text!r}")
    if tell:
        for span in ours:
            if span not in gold:
                around = article.text[max(0, span[0] - 30) : span[1] + 30]
                print(f"EXTRA {article.id} {article.text[slice(*span)]!r} in {around!r}")
    singles = [span for span in same if len(gold[span]) == len(ours[span]) == 1]
    for span in singles:
        wanted, actor = article.actors[gold[span][0]], actors[ours[span][0]]
        counts["single"] += 1
        right = {
            "kind": actor.kind == wanted.kind,
            "country": actor.country == wanted.country,
            "sector": actor.sector == (wanted.sectors[0] if wanted.sectors else None)
            or (not wanted.sectors and actor.kind == "intergovernmental"),
            "sectors": bool(set(actor.sectors) & set(wanted.sectors))
            or (not wanted.sectors and (not actor.sectors or actor.kind == "intergovernmental")),
        }
        for what, is_right in right.items():
            counts[what] += is_right
            if tell and not is_right:
                print(
                    f"{what.upper()} {article.id} {article.text[slice(*span)]!r}: "
                    f"{actor.kind} {actor.country} {actor.sectors} for "
                    f"{wanted.kind} {wanted.country} {wanted.sectors}"
                )
    clusters = {span: gold[span][0] for span in singles}
    _b_cubed(counts, clusters, {span: ours[span][0] for span in singles})
    names = _named_gold(article, gold)
    for span, keys in gold.items():
        text = article.text[slice(*span)].lower()
        if len(keys) > 1:
            counts["group"] += 1
            wanted_names = {names.get(key, key) for key in keys}
            got = {_gold_of(id, ours, gold) for id in ours.get(span, ())}
            counts["group right"] += set(keys) == got or wanted_names == got
        elif PRONOUNS.get(text) in _THIRD:
            counts["pronoun"] += 1
            ids = ours.get(span, ())
            right_one = len(ids) == 1 and _gold_of(ids[0], ours, gold) == keys[0]
            counts["pronoun right"] += right_one
            if tell and not right_one:
                before = article.text[max(0, span[0] - 60) : span[1]]
                print(f"PRONOUN {article.id} {text!r} {ids} for {keys}: {before!r}")


def _named_gold(
    article: MarkedArticle, gold: dict[tuple[int, int], tuple[str, ...]]
) -> dict[str, str]:
    return {key: key for keys in gold.values() for key in keys}


def _gold_of(
    id: str,
    ours: dict[tuple[int, int], tuple[str, ...]],
    gold: dict[tuple[int, int], tuple[str, ...]],
) -> str | None:
    """The corpus' actor that most of the single mentions of our actor ``id`` name."""
    votes = Counter(
        gold[span][0] for span, ids in ours.items() if ids == (id,) and len(gold.get(span, ())) == 1
    )
    return votes.most_common(1)[0][0] if votes else None


def _b_cubed(
    counts: Counter[str], gold: dict[tuple[int, int], str], ours: dict[tuple[int, int], str]
) -> None:
    """Adds the B-cubed precision and recall of each mention, in thousandths."""
    by_gold: dict[str, set[tuple[int, int]]] = defaultdict(set)
    by_ours: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for span, key in gold.items():
        by_gold[key].add(span)
        by_ours[ours[span]].add(span)
    for span, key in gold.items():
        one, two = by_gold[key], by_ours[ours[span]]
        counts["aligned"] += 1
        counts["b3 p"] += round(1000 * len(one & two) / len(two))
        counts["b3 r"] += round(1000 * len(one & two) / len(one))


def score_countries() -> list[Row]:
    """The share of mledoze's names and demonyms of independent states that the lexicon knows."""
    path = DATA / "actors/countries_mledoze.json"
    if not path.exists():
        print(f"skipped: {path} is not there (set DRAGOMAN_DATA)", file=sys.stderr)
        return []
    names = load_knowledge().names
    tried: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for one in json.loads(path.read_text(encoding="utf-8")):
        iso3 = {"UNK": "XKX"}.get(one["cca3"], one["cca3"])
        if not one["independent"] and iso3 != "XKX":
            continue
        demonyms = {demonym for demonym in one["demonyms"]["eng"].values() if demonym}
        for what, spellings in (
            ("common names", {one["name"]["common"]}),
            ("official names", {one["name"]["official"]}),
            ("demonyms", demonyms),
        ):
            for spelling in spellings:
                tried[what] += 1
                right[what] += any(sense.key == iso3 for sense in names.find(spelling))
    return [
        Row("mledoze countries", f"{what} known", right[what] / tried[what], tried[what])
        for what in tried
    ]


@dataclass
class GumMention:
    """A mention as GUM has it: cluster, entity type, word range and head word."""

    cluster: str
    type: str
    start: int
    end: int = 0
    head: int = 0


@dataclass
class GumDocument:
    """A GUM document with its text put together from its words."""

    name: str
    text: str
    published: date | None
    starts: list[int] = field(default_factory=list)
    mentions: list[GumMention] = field(default_factory=list)
    pronouns: set[int] = field(default_factory=set)
    proper: set[int] = field(default_factory=set)


def read_gum(path: Path) -> GumDocument:
    """One document from its CoNLL-U file."""
    text = ""
    day: date | None = None
    document = GumDocument(path.stem, "", None)
    open_mentions: list[GumMention] = []
    heads: list[int] = []
    first = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# meta::dateCreated = ") and re.fullmatch(
            r"\d{4}-\d\d-\d\d", line[22:]
        ):
            day = date.fromisoformat(line[22:])
        elif line.startswith("# newpar"):
            text = text.rstrip() + "\n\n" if text else ""
        elif line.startswith("# sent_id"):
            first = len(document.starts)
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if not cells[0].isdigit():
            continue
        index = len(document.starts)
        document.starts.append(len(text))
        heads.append(first + int(cells[6]) - 1 if cells[6] != "0" else -1)
        if cells[4].startswith("PRP"):
            document.pronouns.add(index)
        if cells[3] == "PROPN":
            document.proper.add(index)
        misc = dict(part.split("=", 1) for part in cells[9].split("|") if "=" in part)
        for mark in re.findall(r"\([^()]+\)?|[^()]+\)", misc.get("Entity", "")):
            if mark.startswith("("):
                parts = mark.strip("()").split("-")
                mention = GumMention(parts[0], parts[1] if len(parts) > 1 else "", index)
                document.mentions.append(mention)
                open_mentions.append(mention)
            if mark.endswith(")"):
                key = mark.strip("()").split("-")[0]
                for mention in reversed(open_mentions):
                    if mention.cluster == key:
                        mention.end = index + 1
                        open_mentions.remove(mention)
                        break
        text += cells[1] + ("" if misc.get("SpaceAfter") == "No" else " ")
    for mention in document.mentions:
        inside = range(mention.start, mention.end)
        mention.head = next((i for i in inside if heads[i] not in inside), mention.end - 1)
    document.text, document.published = text, day
    return document


def score_gum(name: str, paths: Iterable[Path], *, tell: bool = False) -> list[Row]:
    """Coreference on GUM's news articles."""
    knowledge = load_knowledge()
    counts: Counter[str] = Counter()
    for path in paths:
        gum = read_gum(path)
        document = read_document(gum.text)
        found = find_actors(document, (), gum.published, knowledge)
        _score_gum_document(counts, gum, document, found, tell=tell)
    precision = _ratio(counts["b3 p"] / 1000, counts["aligned"])
    recall = _ratio(counts["b3 r"] / 1000, counts["aligned"])
    resolved = counts["pronoun right"] + counts["pronoun wrong"]
    return [
        Row(name, "B-cubed precision", precision, counts["aligned"]),
        Row(name, "B-cubed recall", recall, counts["aligned"]),
        Row(
            name,
            "B-cubed F1",
            _ratio(2 * precision * recall, precision + recall),
            counts["aligned"],
        ),
        Row(
            name, "links right (precision)", _ratio(counts["tp"], counts["links"]), counts["links"]
        ),
        Row(
            name,
            "links found (recall)",
            _ratio(counts["tp"], counts["gold links"]),
            counts["gold links"],
        ),
        Row(
            name,
            "pronouns: resolved ones right",
            _ratio(counts["pronoun right"], resolved),
            resolved,
        ),
        Row(
            name,
            "pronouns: right of all",
            _ratio(counts["pronoun right"], counts["pronoun"]),
            counts["pronoun"],
        ),
    ]


def _score_gum_document(
    counts: Counter[str], gum: GumDocument, document: Document, found: Found, *, tell: bool
) -> None:
    at = {start: index for index, start in enumerate(gum.starts)}
    wanted: dict[int, str] = {}
    for mention in sorted(gum.mentions, key=lambda one: one.end - one.start):
        if mention.type in ("person", "organization", "place"):
            wanted.setdefault(mention.head, mention.cluster)
    ours: dict[int, str] = {}
    by_span = Counter((one.start, one.end) for one in found.mentions)
    for mention_, detail in zip(found.mentions, found.details, strict=True):
        head = at.get(document.starts[detail.head])
        if head is not None and by_span[mention_.start, mention_.end] == 1:
            ours[head] = mention_.actor
    both = [head for head in ours if head in wanted]
    _b_cubed(
        counts,
        {(head, head): wanted[head] for head in both},
        {(head, head): ours[head] for head in both},
    )
    for place, one in enumerate(both):
        for two in both[place + 1 :]:
            linked, gold = ours[one] == ours[two], wanted[one] == wanted[two]
            counts["links"] += linked
            counts["gold links"] += gold
            counts["tp"] += linked and gold
    named = {wanted[head] for head in wanted if head in gum.proper}
    for head in gum.pronouns:
        word = gum.text[gum.starts[head] :].split()[0].lower()
        word = re.sub(r"\W.*", "", word)
        if head not in wanted or wanted[head] not in named or PRONOUNS.get(word) not in _THIRD:
            continue
        counts["pronoun"] += 1
        before = gum.text[max(0, gum.starts[head] - 150) : gum.starts[head] + 12]
        if head in ours:
            votes = Counter(
                wanted[other]
                for other in both
                if ours[other] == ours[head] and other not in gum.pronouns
            )
            right = bool(votes) and votes.most_common(1)[0][0] == wanted[head]
            counts["pronoun right" if right else "pronoun wrong"] += 1
            if tell and not right:
                print(f"WRONG {gum.name} {before!r}")
        elif tell:
            print(f"OPEN {gum.name} {before!r}")


def run(*, held_out_only: bool = False, tell: bool = False) -> list[Row]:
    """Every measure; what lacks its data is skipped with a word on the error stream."""
    rows: list[Row] = []
    parts = (
        [("corpus test", True)] if held_out_only else [("corpus dev", False), ("corpus test", True)]
    )
    for name, held_out in parts:
        articles = corpus_articles(held_out=held_out)
        if articles:
            rows += score_corpus(f"{name}, rules alone", articles, given_spans=False, tell=tell)
            rows += score_corpus(f"{name}, spans given", articles, given_spans=True)
        else:
            print(f"skipped: no articles for {name}", file=sys.stderr)
    rows += score_countries()
    paths = sorted((DATA / "statements/gum_news/dep").glob("*.conllu"))
    if not paths:
        print("skipped: GUM news is not there (set DRAGOMAN_DATA)", file=sys.stderr)
    elif not held_out_only:
        rows += score_gum("GUM news, development half", paths[0::2], tell=tell)
    if paths:
        rows += score_gum("GUM news, held-out half", paths[1::2])
    return rows


def main(arguments: list[str] | None = None) -> int:
    """Prints every row."""
    words = sys.argv[1:] if arguments is None else arguments
    for row in run(held_out_only="--held-out" in words, tell="--tell" in words):
        print(row)
    return 0


if __name__ == "__main__":
    sys.exit(main())
