"""The PLOVER ontology, read from one data file: what can be coded, what it weighs, what it means.

``data/plover.toml`` holds types, modes, contexts, sectors, quads, statuses and scores with
definitions and examples; ``docs/codebook.md`` prints it. Two questions are answered here for every
event: what the manual prescribes for its type and status together (``Ontology.prescribe``), and
which CAMEO code it has (``Ontology.cameo``).
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from functools import lru_cache
from importlib.resources import files
from typing import Any

import msgspec

from dragoman.errors import UsageError
from dragoman.events.cameo import cameo_code
from dragoman.record import Plover, Status


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A fictional sentence and how it is coded.

    Attributes:
        text: the sentence with *stars* around the trigger.
        type: None when the sentence tells no event.
        mode: mode of that type, when it has one.
        status: None when the sentence tells no event.
        because: why it is not what it looks like (counter-examples).
    """

    text: str
    type: str | None = None
    mode: str | None = None
    status: Status | None = None
    because: str | None = None

    @property
    def sentence(self) -> str:
        """The sentence without the stars."""
        return self.text.replace("*", "")

    @property
    def trigger(self) -> tuple[int, int]:
        """Where in ``sentence`` the trigger stands: start and end in code points."""
        start = self.text.index("*")
        return start, self.text.index("*", start + 1) - 1


class CameoRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A CAMEO code, and finer ones by context; ``a+b`` stands for both contexts together."""

    code: str
    contexts: dict[str, str] = {}

    def pick(self, contexts: Collection[str]) -> str:
        """The first finer code whose contexts are all given, else the general one."""
        for wanted, code in self.contexts.items():
            if all(name in contexts for name in wanted.split("+")):
                return code
        return self.code


class Mode(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How something is done (or what is asked or threatened); score from -10 to +10.

    ``resolved`` says how a defect of the manual's score was mended.
    """

    name: str
    score: float
    definition: str
    example: Example
    cameo: CameoRule
    planned_cameo: CameoRule | None = None
    resolved: str | None = None


class Exclusion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a type does not cover, and what to code instead (``TYPE`` or ``TYPE/mode``).

    An empty ``use`` means that there is nothing to code.
    """

    what: str
    use: tuple[str, ...]


class EventType(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One of the sixteen types.

    Attributes:
        quad: name of its quad.
        score: conflict to cooperation, -10 to +10, when no mode is known.
        needs_recipient: whether an event without recipient makes no sense.
        includes: what counts as this type.
        excludes: what does not.
        counter_examples: sentences that look like this type and are another, or none.
        cameo: code of what happened.
        planned_cameo: code of what is announced; None: CAMEO has none.
        planned_as: the type that the manual prescribes when it is planned; None: itself.
        resolved: how a defect of the manual's score was mended.
    """

    name: str
    quad: str
    score: float
    needs_recipient: bool
    definition: str
    includes: tuple[str, ...]
    excludes: tuple[Exclusion, ...]
    examples: tuple[Example, ...]
    counter_examples: tuple[Example, ...]
    cameo: CameoRule
    planned_cameo: CameoRule | None = None
    planned_as: str | None = None
    resolved: str | None = None
    modes: dict[str, Mode] = {}


class Quad(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Verbal or material, cooperation or conflict; ``number`` as in GDELT's QuadClass."""

    number: int
    definition: str


class StatusEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a status means, and what it does to ``plover`` and ``cameo``."""

    definition: str
    plover: str
    cameo: str
    examples: tuple[Example, ...]


class Mark(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a mark beside the status means."""

    definition: str
    examples: tuple[Example, ...]


class Sector(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sector of society, by its three-letter code; ``nouns`` are typical of its members."""

    name: str
    group: str
    definition: str
    nouns: tuple[str, ...]


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A convention of coding."""

    about: str
    rule: str


class Defect(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something wrong or missing in a source, and what is done about it."""

    about: str
    found: str
    resolved: str


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"origin": "from"}):
    """Where facts of the file come from."""

    what: str
    origin: str
    licence: str


class About(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Name, licence and sources of the file."""

    name: str
    follows: str
    licence: str
    sources: tuple[Source, ...]


class Ontology(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole data file; dictionaries are in the file's order."""

    about: About
    quads: dict[str, Quad]
    statuses: dict[Status, StatusEntry]
    historical: Mark
    conventions: tuple[Rule, ...]
    defects: tuple[Defect, ...]
    limits: tuple[Rule, ...]
    types: dict[str, EventType]
    contexts: dict[str, str]
    sectors: dict[str, Sector]

    @property
    def planned_as_agree(self) -> tuple[str, ...]:
        """The types that count as AGREE when they are planned."""
        return tuple(one.name for one in self.types.values() if one.planned_as == "AGREE")

    def prescribe(self, type_: str, mode: str | None, status: Status) -> Plover:
        """Type, mode, quad and score that the manual prescribes for type and status.

        A planned CONSULT, SUPPORT, COOPERATE or AID is AGREE, a planned RETREAT is CONCEDE.
        A mode that the type does not have is left out. Raises ``UsageError`` for an unknown type.
        """
        event_type = self._type(type_)
        if status == "planned" and event_type.planned_as:
            event_type, mode = self._type(event_type.planned_as), None
        known = event_type.modes.get(mode) if mode else None
        return Plover(
            type=event_type.name,
            mode=known.name if known else None,
            quad=event_type.quad,
            score=known.score if known else event_type.score,
        )

    def cameo(
        self, type_: str, mode: str | None, status: Status, contexts: Collection[str] = ()
    ) -> tuple[str, float] | None:
        """CAMEO code and its Goldstein score; None where CAMEO has no code.

        What is announced has a code of intention (03x) or of threat (13x), where there is one;
        what is only possible or did not happen has none. Raises ``UsageError`` for an unknown
        type.
        """
        if status in ("hypothetical", "negated"):
            return None
        event_type = self._type(type_)
        entry = event_type.modes.get(mode, event_type) if mode else event_type
        rule = entry.planned_cameo if status == "planned" else entry.cameo
        if rule is None:
            return None
        found = cameo_code(rule.pick(contexts))
        return found.code, found.goldstein

    def _type(self, name: str) -> EventType:
        try:
            return self.types[name]
        except KeyError:
            known = ", ".join(self.types)
            raise UsageError(f"{name!r} is no PLOVER type; the types are {known}") from None


@lru_cache(maxsize=1)
def load_ontology() -> Ontology:
    """The ontology of the package."""
    path = files("dragoman.events") / "data" / "plover.toml"
    raw: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    for status, entry in raw["statuses"].items():
        for example in entry["examples"]:
            example["status"] = status
    for name, row in raw["types"].items():
        row["name"] = name
        for example in row["examples"]:
            example["type"] = name
        for mode, values in row.get("modes", {}).items():
            values["name"] = mode
            values["example"] |= {"type": name, "mode": mode}
    return msgspec.convert(raw, Ontology)
