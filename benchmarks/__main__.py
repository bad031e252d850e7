"""Every measure, one after the other.

    python -m benchmarks              # all
    python -m benchmarks corpus speed # some
    python -m benchmarks linking --scale

What begins with "--" goes to the measures that are named. Each prints score, interval where it has
one, denominator and data, and skips with a clear word what needs data that is not here
(``DRAGOMAN_DATA``).
"""

from __future__ import annotations

import sys
from importlib import import_module

MEASURES = (
    "article",
    "language",
    "actors",
    "times",
    "places",
    "pairs",
    "petrarch",
    "factuality",
    "statements",
    "framing",
    "corpus",
    "calibration",
    "contract",
    "linking",
    "ledger",
    "speed",
    "search",
    "exchange",
)


def main(arguments: list[str]) -> int:
    """Runs the named measures, or all; returns 2 for a name that is none."""
    options = [one for one in arguments if one.startswith("--")]
    names = [one for one in arguments if one not in options]
    unknown = set(names) - set(MEASURES)
    if unknown:
        print(f"no measure {', '.join(sorted(unknown))}; there are {', '.join(MEASURES)}")
        return 2
    for name in names or MEASURES:
        print(f"\n== {name}", flush=True)
        import_module(f"benchmarks.{name}").main(options)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
