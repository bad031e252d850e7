"""Reads the room's CSV files, the project's own and those of a user.

A fault in a file is a ``DataError`` that names file, line and column, so that it can be mended
without reading code.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from dragoman.errors import DataError

Choice = TypeVar("Choice", bound=str)
_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: its cells by column name, and where it stands."""

    cells: dict[str, str]
    file: Path
    line: int

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def fault(self, column: str, what: str) -> DataError:
        """The error to raise for this row's ``column``."""
        return DataError(f"{self.file}, line {self.line}, column {column!r}: {what}")

    def needed(self, column: str) -> str:
        """The cell, which must not be empty; raises ``DataError``."""
        if not self.cells[column]:
            raise self.fault(column, "must not be empty")
        return self.cells[column]

    def several(self, column: str) -> tuple[str, ...]:
        """The cell's values, which are separated by ``|``."""
        return tuple(part for part in map(str.strip, self.cells[column].split("|")) if part)

    def choice(self, column: str, allowed: Sequence[Choice]) -> Choice:
        """The cell, which must be one of ``allowed``; raises ``DataError``."""
        for one in allowed:
            if one == self.cells[column]:
                return one
        raise self.fault(column, f"{self.cells[column]!r} is none of {', '.join(allowed)}")

    def day(self, column: str, *, last: bool = False) -> date | None:
        """The cell as a day, or ``None`` when empty; raises ``DataError``.

        ``2005-10`` and ``2005`` are the first day of that month or year, or with ``last`` the
        last one.
        """
        cell = self.cells[column]
        if not cell:
            return None
        parts = _DAY.fullmatch(cell)
        if parts is None:
            raise self.fault(column, f"{cell!r} is no date: write YYYY-MM-DD, YYYY-MM or YYYY")
        year, month, day = (int(part) if part else None for part in parts.groups())
        assert year is not None
        month = month or (12 if last else 1)
        try:
            if day is None:
                leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
                day = (_MONTH_DAYS[month - 1] + leap) if last else 1
            return date(year, month, day)
        except (ValueError, IndexError):
            raise self.fault(column, f"{cell!r} is no date of the calendar") from None


def header(path: Path) -> tuple[str, ...]:
    """The column names of a CSV file; raises ``DataError`` when it cannot be read."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            return tuple(next(csv.reader(lines), ()))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"{path}: cannot be read as a CSV file in UTF-8: {error}") from None


def read_rows(path: Path, columns: Sequence[str]) -> Iterator[Row]:
    """The rows of ``path``, which must have ``columns`` (others are ignored).

    Raises ``DataError`` when the file cannot be read, lacks a column or has a row of another
    length than its header.
    """
    names = header(path)
    for column in columns:
        if column not in names:
            raise DataError(
                f"{path}, line 1: there is no column {column!r}; the columns of this table are "
                + ", ".join(columns)
            )
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.reader(lines)
            next(reader)
            for cells in reader:
                if not cells:
                    continue
                if len(cells) != len(names):
                    raise DataError(
                        f"{path}, line {reader.line_num}, column {names[-1]!r}: "
                        f"{len(cells)} cells where the header has {len(names)}; put cells that "
                        "hold a comma in double quotes"
                    )
                yield Row(dict(zip(names, cells, strict=True)), path, reader.line_num)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"{path}: cannot be read as a CSV file in UTF-8: {error}") from None
