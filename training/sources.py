"""The annotated sources as labelled documents: the own corpus, and PolNeAR's attributions."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from dragoman.actors import load_knowledge
from dragoman.actors.belonging import REACH, country_words
from dragoman.actors.marks import mark
from dragoman.language import Document
from training.examples import IGNORED, Labelled, SpanLabel, bio, document_of, empty_layers
from training.labels import SOMEWHERE, TOKEN_HEADS
from training.markup import MarkedArticle

PRONOUNS = frozenset(
    "he she it they we i you him her them us me his its their our my your hers theirs ours himself "
    "herself itself themselves who whom whose which both each".split()
)
OWN_LAYERS = tuple(name for name in TOKEN_HEADS if not name.startswith("polnear"))
POLNEAR_LAYERS = ("polnear_source", "polnear_cue", "polnear_content")
Words = tuple[int, int]


def _words(document: Document, span: tuple[int, int]) -> Words | None:
    """The words of a character span; None when it covers none whole."""
    found = document.words_in(*span)
    return (found.start, found.stop) if len(found) else None


def mention_kind(article: MarkedArticle, tag: str, text: str) -> str:
    """What the mention head calls it: the actor's kind, ``pronoun`` or ``group``."""
    if text.lower() in PRONOUNS:
        return "pronoun"
    return "group" if "+" in tag else article.actors[tag].kind


def label_article(article: MarkedArticle) -> Labelled:
    """Labels of all own heads for one article of the corpus."""
    document = document_of(article.text, article.headline)
    size = len(document.words)
    layers = empty_layers(size, OWN_LAYERS)
    spans: dict[str, list[Words]] = {}
    for tag, found in article.spans.items():
        spans[tag] = [words for span in found if (words := _words(document, span)) is not None]
    labelled = Labelled(document, layers)
    mentions = _label_mentions(article, labelled, spans)
    _label_events(article, labelled, spans, mentions)
    _label_statements(article, labelled, spans)
    claims = [(*w, "forecast") for t in article.forecasts for w in spans[t]]
    claims += [(*w, "near-miss") for t in article.near_misses for w in spans.get(t, [])]
    layers["claim"] = bio(size, claims, TOKEN_HEADS["claim"])
    for letter, name in (("w", "wording"), ("k", "condition")):
        found_spans = [(*w, name) for tag, ws in spans.items() if tag[0] == letter for w in ws]
        layers[name] = bio(size, found_spans, TOKEN_HEADS[name])
    return labelled


def _label_mentions(
    article: MarkedArticle, labelled: Labelled, spans: dict[str, list[Words]]
) -> dict[str, list[Words]]:
    """Labels the mention head and links coreferent mentions; returns mentions by actor."""
    by_actor: dict[str, list[Words]] = defaultdict(list)
    labels: list[SpanLabel] = []
    names: list[tuple[Words, str]] = []
    for tag, found in spans.items():
        if tag[0] != "a":
            continue
        for words in found:
            text = " ".join(labelled.document.words[words[0] : words[1]])
            labels.append((*words, mention_kind(article, tag, text)))
            names.append((words, tag))
            if "+" not in tag:
                sector = (*article.actors[tag].sectors, "-")[0]
                labelled.layers["sector"][words[0]] = TOKEN_HEADS["sector"].index(sector)
            for actor in tag.split("+"):
                by_actor[actor].append(words)
    size = len(labelled.document.words)
    labelled.layers["mention"] = bio(size, labels, TOKEN_HEADS["mention"])
    names.sort()
    for later, (words, tag) in enumerate(names):
        for earlier in range(max(0, later - 12), later):
            other, other_tag = names[earlier]
            same = bool(set(tag.split("+")) & set(other_tag.split("+")))
            labelled.links.append(("coreference", words[0], other[0], int(same)))
    _link_countries(article, labelled, names)
    for found in by_actor.values():
        found.sort()
    return by_actor


def _link_countries(
    article: MarkedArticle, labelled: Labelled, names: list[tuple[Words, str]]
) -> None:
    """Links every mention of one actor to the words near that show its country, and not others."""
    knowledge = load_knowledge()
    shown = country_words(mark(labelled.document, knowledge), knowledge)
    for words, tag in names:
        if "+" in tag or any(word in shown for word in range(*words)):
            continue  # of several countries, or its country stands in it
        country = article.actors[tag].country
        for other, code in shown.items():
            if abs(other - words[0]) <= REACH:
                labelled.links.append(("country", words[0], other, int(code == country)))


def _label_events(
    article: MarkedArticle,
    labelled: Labelled,
    spans: dict[str, list[Words]],
    mentions: dict[str, list[Words]],
) -> None:
    size = len(labelled.document.words)
    layers = labelled.layers
    triggers: list[SpanLabel] = []
    heads: list[tuple[int, str]] = []
    all_mentions = sorted({words for found in mentions.values() for words in found})
    named = {words[0] for words in all_mentions}
    only_places = sorted(
        {w for tag, found in spans.items() if tag[0] == "l" for w in found if w[0] not in named}
    )
    for key, event in article.events.items():
        for number, words in enumerate(spans[key]):
            triggers.append((*words, event.type))
            heads.append((words[0], key))
            mode = f"{event.type}/{event.mode or '-'}"
            stance = event.stances[number] if event.stances else "reports"
            for name, label in (
                ("mode", mode),
                ("status", event.status),
                ("historical", "yes" if event.historical else "no"),
                ("stance", stance),
            ):
                layers[name][words[0]] = TOKEN_HEADS[name].index(label)
            labelled.contexts[words[0]] = event.contexts
            for relation, actors in (("actor", event.actors), ("recipient", event.recipients)):
                _link_arguments(labelled, relation, words, actors, mentions, all_mentions)
                if event.type != "CONSULT":  # whose host a place may show
                    for place in only_places:
                        labelled.links.append((relation, words[0], place[0], 0))
            for relation, letter, target in (
                ("time", "t", event.time),
                ("place", "l", event.place),
            ):
                _link_nearest(labelled, relation, words, letter, target, spans)
    # The trigger head carries plain types, so neighbouring triggers of one type run together:
    # rare, and settled by the status and mode of the first word.
    trigger = np.zeros(size, dtype=np.int64)
    for first, last, type_ in sorted(triggers, key=lambda t: t[0] - t[1]):
        trigger[first:last] = TOKEN_HEADS["trigger"].index(type_)
    layers["trigger"] = trigger
    heads.sort()
    for later, (word, key) in enumerate(heads):
        for other, other_key in heads[max(0, later - 10) : later]:
            if word != other:
                labelled.links.append(("same", word, other, int(key == other_key)))


def _link_arguments(
    labelled: Labelled,
    relation: str,
    trigger: Words,
    actors: tuple[str, ...],
    mentions: dict[str, list[Words]],
    all_mentions: list[Words],
) -> None:
    """Positive: each party's nearest mention, its own sentence first. Others of it: not judged."""
    document = labelled.document
    sentence = document.sentence_at(document.starts[trigger[0]])
    parties: set[Words] = set()
    for actor in actors:
        found = mentions.get(actor, [])
        parties.update(found)
        if found:
            best = min(
                found,
                key=lambda words: (
                    document.sentence_at(document.starts[words[0]]) != sentence,
                    abs(words[0] - trigger[0]) + (5 if words[0] > trigger[0] + 25 else 0),
                ),
            )
            labelled.links.append((relation, trigger[0], best[0], 1))
    for words in all_mentions:
        if words not in parties:
            labelled.links.append((relation, trigger[0], words[0], 0))


def _link_nearest(
    labelled: Labelled,
    relation: str,
    trigger: Words,
    letter: str,
    target: str | None,
    spans: dict[str, list[Words]],
) -> None:
    for tag, found in spans.items():
        if tag[0] == letter and "+" not in tag:
            for words in found:
                if tag != target:
                    labelled.links.append((relation, trigger[0], words[0], 0))
    if target and spans.get(target):
        best = min(spans[target], key=lambda words: abs(words[0] - trigger[0]))
        labelled.links.append((relation, trigger[0], best[0], 1))


def _label_statements(
    article: MarkedArticle, labelled: Labelled, spans: dict[str, list[Words]]
) -> None:
    size = len(labelled.document.words)
    outer: list[SpanLabel] = []
    inner: list[SpanLabel] = []
    contents: list[tuple[str, Words]] = []
    cues: list[tuple[str, Words]] = []
    sources: list[tuple[str, Words]] = []
    for key, statement in article.statements.items():
        number = key[1:]
        for words in spans.get(key, []):
            (inner if statement.parent else outer).append((*words, "content"))
            contents.append((number, words))
        cues += [(number, words) for words in spans.get("c" + number, [])]
        sources += [(number, words) for words in spans.get("q" + number, [])]
    labelled.layers["content"] = bio(size, outer, TOKEN_HEADS["content"])
    labelled.layers["inner"] = bio(size, inner, TOKEN_HEADS["inner"])
    labelled.layers["cue"] = bio(size, [(*w, "cue") for _, w in cues], TOKEN_HEADS["cue"])
    labelled.layers["source"] = bio(
        size, [(*w, "source") for _, w in sources], TOKEN_HEADS["source"]
    )
    for number, cue in cues:
        for relation, others in (("source", sources), ("content", contents)):
            for other, words in others:
                labelled.links.append((relation, cue[0], words[0], int(other == number)))


_ANNOTATION = re.compile(r"^(T\d+)\t(Source|Cue|Content) ([\d; ]+)\t")
_EVENT = re.compile(r"^E\d+\t(.*)$")


def polnear_documents(folder: Path) -> Iterator[Labelled]:
    """PolNeAR (train or dev): text, and its own convention for source, cue and content."""
    for path in sorted((folder / "attributions").iterdir()):
        # An annotation is named after its text and its annotator's key.
        text_path = folder / "text" / (path.stem.rsplit("_", 1)[0] + ".txt")
        if not text_path.exists():
            continue
        text = text_path.read_text(encoding="utf-8")
        labelled = _polnear_document(text, path.read_text(encoding="utf-8"))
        if labelled is not None:
            yield labelled


def _polnear_document(text: str, annotation: str) -> Labelled | None:
    document = document_of(text)
    size = len(document.words)
    spans: dict[str, tuple[str, list[Words]]] = {}
    links: list[tuple[str, int, int, int]] = []
    for line in annotation.splitlines():
        if match := _ANNOTATION.match(line):
            parts = []
            for part in match[3].split(";"):
                start, end = map(int, part.split())
                if (words := _words(document, (start, end))) is not None:
                    parts.append(words)
            if parts:
                spans[match[1]] = (match[2], parts)
    for line in annotation.splitlines():
        if match := _EVENT.match(line):
            roles: dict[str, list[str]] = defaultdict(list)
            for pair in match[1].split():
                role, _, key = pair.partition(":")
                if key in spans:
                    roles[role.rstrip("0123456789")].append(key)
            for cue in roles["Cue"]:
                query = spans[cue][1][0][0]
                for relation, role in (("source", "Source"), ("content", "Content")):
                    mine = {words[0] for key in roles[role] for words in spans[key][1]}
                    for kind, parts in spans.values():
                        if kind == role:
                            links += [
                                (relation, query, words[0], int(words[0] in mine))
                                for words in parts
                                if abs(words[0] - query) < 120
                            ]
    layers = empty_layers(size, POLNEAR_LAYERS)
    for name, kind in zip(POLNEAR_LAYERS, ("Source", "Cue", "Content"), strict=True):
        found = [(*w, kind.lower()) for k, parts in spans.values() if k == kind for w in parts]
        layers[name] = bio(size, found, TOKEN_HEADS[name])
    return Labelled(document, layers, links)


def mask_of(labelled: Labelled) -> dict[str, int]:
    """How many words each head is trained on in this document, for the log."""
    return {
        name: int((values != IGNORED).sum())
        for name, values in labelled.layers.items()
        if name not in SOMEWHERE
    }
