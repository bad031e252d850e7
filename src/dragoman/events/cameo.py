"""CAMEO: the older code of event data, its Goldstein scores, and the way back to PLOVER.

The codes are the 312 of the ICEWS codebook with their names and scores, and one that only the
conversion table has; types and modes follow Schrodt's table CAMEO2PLOVER (2021), brought up to
PLOVER 2.0 where a ``note`` says so. Sources and licences: ``data/README.md``.

A code is a string of digits in which every zero counts: ``"010"`` is a statement, ``"10"`` the
root of all demands, and the number 10 no code at all.
"""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib.resources import files

import msgspec

from dragoman.errors import UsageError


class CameoCode(msgspec.Struct, frozen=True):
    """One code of the ICEWS codebook.

    Attributes:
        code: two digits (a root), three or four.
        name: as the codebook prints it; the roots' capitals are set down.
        goldstein: intensity, -10 (conflict) to +10 (cooperation).
        type: the PLOVER type that it stands for; None where PLOVER has none.
        mode: mode of that type, where the code tells it.
        contexts: PLOVER contexts that the code implies.
        note: where and why type or mode differ from the conversion table.
    """

    code: str
    name: str
    goldstein: float
    type: str | None
    mode: str | None
    contexts: tuple[str, ...]
    note: str | None

    @property
    def root(self) -> str:
        """The first two digits: one of CAMEO's twenty classes."""
        return self.code[:2]


def cameo_code(code: object) -> CameoCode:
    """The entry of a CAMEO code.

    Raises ``UsageError`` for a number, for a code that lost its leading zero, and for one that is
    not in the ICEWS codebook.
    """
    if not isinstance(code, str):
        raise UsageError(
            f"a CAMEO code is a string, because '010' and '10' are two codes; got {code!r}: "
            "read the column as text"
        )
    found = cameo_codes().get(code)
    if found is not None:
        return found
    if f"0{code}" in cameo_codes():
        raise UsageError(
            f"'{code}' is no CAMEO code; it has lost its leading zero: '0{code}' is meant. "
            "Read the column as text"
        )
    raise UsageError(
        f"'{code}' is no CAMEO code of the ICEWS codebook; codes have two to four digits, "
        "'01' to '2042'"
    )


def cameo_to_plover(code: object) -> tuple[str, str | None] | None:
    """PLOVER type and mode that a CAMEO code stands for.

    None where PLOVER has no type for it (comments and statements, root 01). CAMEO's YIELD is
    split: what is only said or granted is CONCEDE, what is done (prisoners freed, access given,
    weapons laid down, ground or office left) is RETREAT. Raises ``UsageError`` as ``cameo_code``
    does.
    """
    found = cameo_code(code)
    return None if found.type is None else (found.type, found.mode)


@lru_cache(maxsize=1)
def cameo_codes() -> dict[str, CameoCode]:
    """Every code by itself, in the codebook's order."""
    path = files("dragoman.events") / "data" / "cameo.csv"
    rows = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    return {
        row["code"]: CameoCode(
            row["code"],
            row["name"],
            float(row["goldstein"]),
            row["type"] or None,
            row["mode"] or None,
            tuple(row["contexts"].split()),
            row["note"] or None,
        )
        for row in rows
    }
