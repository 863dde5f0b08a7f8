"""`python -m tests.bench [--quick] [--json FILE] [NAME…]`: what the kiosk does, beside a baseline that does the least.

One table, a row a figure. Without names all are measured, which takes a while on a machine that does nothing else.
Exit 1 if a bound is not held.
"""

import argparse
import json
import sys
from pathlib import Path

from tests.bench import chart, count, hq, letters, night, pages, record, screen
from tests.bench.figure import FULL, QUICK, Figure, Measure
from tests.bench.table import HEAD, row

SUBJECTS = (screen, letters, count, chart, record, hq, night, pages)
MEASURES: dict[str, Measure] = {
    measure.__name__.replace("_", "-"): measure for subject in SUBJECTS for measure in subject.MEASURES
}


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="less of everything, in about six minutes")
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep the figures with all samples in FILE")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(MEASURES))
    options = parser.parse_args()
    if unknown := set(options.names) - set(MEASURES):
        parser.error(f"there is no {', '.join(sorted(unknown))}; use some of {', '.join(MEASURES)}")
    figures: list[Figure] = []
    print(HEAD, flush=True)
    for name in options.names or MEASURES:
        for figure in MEASURES[name](QUICK if options.quick else FULL):
            print(row(figure), flush=True)
            figures.append(figure)
    if options.json:
        options.json.write_text(json.dumps([figure.as_json() for figure in figures], indent=1), "utf-8")
    return int(any(figure.held is False for figure in figures))


if __name__ == "__main__":
    sys.exit(main())
