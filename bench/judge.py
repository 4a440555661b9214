"""How judging scales, as ratios within one run: `.venv/bin/python -m bench.judge` (under two minutes).

Seconds differ from machine to machine and from hour to hour; how many times longer one question takes than another on
the same machine in the same minute is worth writing down (docs/performance.md).
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def temporary_home() -> Iterator[Path]:
    """Set Django up on an empty data directory that goes away afterwards."""
    with tempfile.TemporaryDirectory(prefix="dengming-bench-") as folder:
        os.environ["DENGMING_HOME"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "dengming.config.settings"
        os.environ.pop("DATABASE_URL", None)  # the ratios are of SQLite, which `make run` uses
        import django

        django.setup()
        yield Path(folder)


def main() -> int:
    """Print the table; exit 1 where SQL and reference disagree."""
    parser = argparse.ArgumentParser(prog="python -m bench.judge", description=__doc__)
    parser.add_argument("--members", type=int, default=400, help="members of the larger district")
    parser.add_argument("--months", type=int, default=6, help="months of records")
    args = parser.parse_args()
    with temporary_home() as home:
        from bench.comparisons import compare  # models can be imported only now

        sys.stdout.write("| 比较 | 用时之比 | 答案之比 |\n|---|---|---|\n")
        for row in compare(home, args.members, args.months):
            sys.stdout.write(f"| {row.longer} ÷ {row.shorter} | {row.times:.1f} | {row.more:.1f} |\n")
            sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
