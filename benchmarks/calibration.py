"""Does confidence mean what it says? Events of 70 % should be right seven times in ten.

    python -m benchmarks.calibration                      # the errors
    python -m benchmarks.calibration --picture FILE.svg   # and the reliability as a picture

Measured on the frozen test part, which calibration (``training.calibrate``) never saw. An event is
right when its type stands in that sentence, a statement when content and source are, a forecast
when its claim is (the rules of ``benchmarks.corpus``).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

from benchmarks.common import Row
from benchmarks.corpus import frozen_part, judged, read_all

BINS = 10
Judged = Sequence[tuple[float, bool]]


def bins(entries: Judged) -> list[tuple[float, float, int]]:
    """Mean confidence, share right, and number of entries in each bin of equal width."""
    found = []
    for one in range(BINS):
        inside = [e for e in entries if min(int(e[0] * BINS), BINS - 1) == one]
        if inside:
            mean = sum(score for score, _ in inside) / len(inside)
            found.append((mean, sum(right for _, right in inside) / len(inside), len(inside)))
    return found


def expected_error(entries: Judged) -> float:
    """Expected calibration error (Naeini et al. 2015): mean gap over bins, by their size."""
    return sum(abs(mean - right) * size for mean, right, size in bins(entries)) / len(entries)


def measured() -> dict[str, Judged]:
    """Events, statements and forecasts of the frozen part, own and real text together."""
    articles = list(chain.from_iterable(frozen_part().values()))
    return dict(judged(articles, read_all(articles)))


def run() -> list[Row]:
    """An error for each kind of entry."""
    return [
        Row(
            f"expected calibration error, {kind}s",
            "frozen test part",
            expected_error(entries),
            len(entries),
            f"{kind}s",
            rule=f"{BINS} bins of equal width; lower is better",
        )
        for kind, entries in measured().items()
        if entries
    ]


def picture(entries: Judged) -> str:
    """The reliability of one kind of entry as SVG: a dot a bin, its area the bin's size."""
    side, edge = 320, 40

    def at(value: float) -> float:
        return edge + value * side

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side + 2 * edge} {side + 2 * edge}"'
        ' font-family="sans-serif" font-size="12" fill="#555">',
        f'<rect x="{edge}" y="{edge}" width="{side}" height="{side}" fill="none" stroke="#999"/>',
        f'<path d="M{edge} {edge + side}l{side} -{side}" stroke="#999" stroke-dasharray="4"/>',
    ]
    for tick in range(0, 11, 2):
        parts.append(
            f'<text x="{at(tick / 10):.0f}" y="{edge + side + 16}" text-anchor="middle">'
            f'{tick * 10}</text><text x="{edge - 6}" y="{at(1 - tick / 10) + 4:.0f}" '
            f'text-anchor="end">{tick * 10}</text>'
        )
    most = max(size for _, _, size in bins(entries))
    for mean, right, size in bins(entries):
        radius = 3 + 11 * (size / most) ** 0.5
        parts.append(
            f'<circle cx="{at(mean):.1f}" cy="{at(1 - right):.1f}" r="{radius:.1f}" '
            f'fill="#2b6cb0" fill-opacity="0.75"><title>{size} entries: confidence '
            f"{mean:.2f}, right {right:.2f}</title></circle>"
        )
    middle = edge + side / 2
    parts.append(
        f'<text x="{middle}" y="{edge + side + 34}" text-anchor="middle">confidence, %</text>'
        f'<text x="12" y="{middle}" text-anchor="middle" transform="rotate(-90 12 {middle})">'
        "right, %</text></svg>"
    )
    return "\n".join(parts) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the errors; draws the events' reliability when asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--picture", type=Path, help="where to write the picture")
    options = parser.parse_args(arguments)
    if options.picture:
        options.picture.write_text(picture(measured()["event"]), encoding="utf-8")
    for one in run():
        print(one.line())
    return 0


if __name__ == "__main__":
    sys.exit(main())
