"""Root types on PETRARCH's own unit tests: the sentences that name real parties only.

    python -m benchmarks.petrarch          # the row
    python -m benchmarks.petrarch --list   # what was missed, too

Most of these tests play in Middle-earth: sentences with an invented name are left out, because no
reader of news knows those. A CAMEO coding counts by the PLOVER type that its code stands for
(``dragoman.events.cameo``); several codings of one sentence with the same type (both directions
of an agreement) count once; codes without a PLOVER type (comments) are left out. A coding is right
when the record of the sentence has an event of its type, one to one.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from benchmarks.common import DATA, Counts, Missing, accuracy, need, row
from dragoman.article import article_from_text
from dragoman.coder import default_coder
from dragoman.events import cameo_codes

PUBLIC = "github.com/openeventdata/petrarch, data/text"
INVENTED = re.compile(
    r"G[ox]ndor|Arnor|Osgiliath|\bBree\b|Eriador|C[ax]lenardhon|Ithil|Mordor|Gollum|Ungol|Romend"
    r"|Fornost|Gamgee|\bSam\b|Dagolath|Tirith|Amroth|Hamfast|Delving|Slinker|Stinker|Gryffindor"
    r"|Dumbledore|Lovegood|Calimehtar|Rohan|Lorien|Morgul|Orcs|Entwash|Umbardacil|Douzu|Silly|Muil"
    r"|Shire|Nasgul|Belfalas|Downs|Smeagol|Radagast|Galadh|Falastur|Telemar|Gonzo|Galadriel"
    r"|Frodo|Elrond|Quibbler|\bEnt\b|Bilbo|Ministry of Magic|\bElves\b|Blackacre|Grimmauld"
)
"""Names of Middle-earth and Hogwarts, and test words that are no names at all."""
_SENTENCE = re.compile(r"<Sentence (.*?)>(.*?)</Sentence>", re.S)
_FIELD = re.compile(r'(\w+)\s*=\s*"([^"]*)"')
_CODE = re.compile(r'eventcode\s*=\s*"(\d+)"')


def plover_type(code: str) -> str | None:
    """The PLOVER type of a code; a made-up code of the tests stands for the code it refines."""
    known = cameo_codes()
    named = next((code[:size] for size in range(len(code), 1, -1) if code[:size] in known), None)
    return known[named].type if named else None


def tests(path: Path) -> list[tuple[str, str, str, tuple[str, ...]]]:
    """(id, date, text, PLOVER types) of the sentences with real parties and a codable event."""
    found = []
    for head, body in _SENTENCE.findall(path.read_text(encoding="utf-8")):
        text = re.search(r"<Text>(.*?)</Text>", body, re.S)
        if text is None or INVENTED.search(text[1]):
            continue
        types = {plover_type(code) for code in _CODE.findall(body)}
        named = tuple(sorted(one for one in types if one))
        if named:
            fields = dict(_FIELD.findall(head))
            found.append((fields["id"], fields["date"], " ".join(text[1].split()), named))
    return found


def main(arguments: list[str] | None = None) -> int:
    """Prints the row; with ``--list`` the sentences whose types were missed."""
    try:
        path = need(DATA / "events/petrarch/PETR.UnitTest.records.xml", PUBLIC)
    except Missing as missing:
        print(f"skipped: {missing}")
        return 0
    cases = tests(path)
    coder = default_coder()
    articles = (article_from_text(text, published=day) for _, day, text, _ in cases)
    records = coder.code_many(articles)
    counts = []
    for (name, _, text, gold), record in zip(cases, records, strict=True):
        said = {one.type for one in record.events}
        counts.append(Counts(len(said & set(gold)), len(said), len(gold)))
        if "--list" in (arguments or []) and not said >= set(gold):
            print(f"{name}: {', '.join(gold)}; found {', '.join(sorted(said)) or 'none'}: {text}")
    data = f"{len(cases)} sentences with real parties"
    rule = "an event of the type in the sentence"
    print(row("PETRARCH unit tests, root type", data, counts, accuracy, "codings", rule).line())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
