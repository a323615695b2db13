"""Every figure in one run: ``python -m benchmarks`` or ``make bench``."""

import sys

from benchmarks import board_counts, certificate_pdf, lesson_page, nomination_import, roster_import

FIGURES = (lesson_page, certificate_pdf, nomination_import, roster_import, board_counts)


def main() -> int:
    """Print a line a figure; exit with 1 when a limit is passed."""
    passed = True
    for figure in FIGURES:
        name, ratio, limit = figure.measure()
        within = limit is None or ratio <= limit
        passed &= within
        told = "no limit set" if limit is None else f"at most {limit:g} ×"
        print(f"{'ok ' if within else 'OVER'} {name}: {ratio:.2f} × ({told})", flush=True)
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
