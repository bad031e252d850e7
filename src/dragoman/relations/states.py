"""ISO 3166-1 codes and the codes of the Correlates of War project, side by side.

Source of the COW numbers and abbreviations: Correlates of War Project, *State System Membership
List*, as kept in ``actors/data/states.csv``. A COW number follows the present state; who needs
Germany before 1990 (255 and 260) or Yemen takes the year into account.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

_WITH_ARTICLE = {"Bahamas", "Comoros", "Gambia", "Maldives", "Netherlands", "Philippines"}


@dataclass(frozen=True, slots=True)
class StateCodes:
    """One state by its codes.

    Attributes:
        iso3: ISO 3166-1 alpha-3, Kosovo ``XKX``.
        cow: number in the Correlates of War list; None for what is no member of its system.
        cow_abb: three-letter abbreviation there.
        name: the usual English name.
    """

    iso3: str
    cow: int | None
    cow_abb: str | None
    name: str


@lru_cache(maxsize=1)
def state_codes() -> dict[str, StateCodes]:
    """The codes of every state, by ``iso3``."""
    path = files("dragoman.actors") / "data" / "states.csv"
    rows = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    return {
        row["iso3"]: StateCodes(
            row["iso3"],
            int(row["cow"]) if row["cow"] else None,
            row["cow_abb"] or None,
            row["name"],
        )
        for row in rows
    }


def party_name(code: str) -> str:
    """The usual name of a state; an organisation's acronym as it is."""
    known = state_codes().get(code)
    return known.name if known else code


def in_a_sentence(code: str) -> str:
    """The usual name as it stands in a sentence: "the United States", "China"."""
    name = party_name(code)
    article = name.startswith("United ") or name.endswith((" Islands", " Republic"))
    return f"the {name}" if article or name in _WITH_ARTICLE else name
