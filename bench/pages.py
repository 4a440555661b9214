"""What large pages cost in parts and whole, as ratios within one run: `.venv/bin/python -m bench.pages --members 4000`.

The same pages of the same district, once as they are and once with the limits lifted that make them come in parts.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any, Final
from unittest.mock import patch

from bench.judge import temporary_home

ROUNDS: Final = 3
NO_LIMIT: Final = 10**6
PAGES: Final = {"看板": "desk", "催办": "desk-urge", "总览表": "overview", "组织": "org-tree"}


@dataclass(frozen=True)
class Cost:
    """Of one page: seconds of the fastest round, and bytes."""

    seconds: float
    size: int


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.pages", description=__doc__)
    parser.add_argument("--members", type=int, default=4000, help="members of the district")
    parser.add_argument("--months", type=int, default=6, help="months of records")
    args = parser.parse_args()
    with temporary_home() as home:
        from bench.districts import use_new_district  # models can be imported only now

        use_new_district(home, args.members, args.months)
        sys.stdout.write("| 整页 ÷ 分开 | 用时之比 | 字节之比 |\n|---|---|---|\n")
        for name, whole, part in compare():
            sys.stdout.write(f"| {name} | {whole.seconds / part.seconds:.1f} | {whole.size / part.size:.1f} |\n")
            sys.stdout.flush()
    return 0


def compare() -> Iterator[tuple[str, Cost, Cost]]:
    """Each page whole and in parts, as the work committee's officer opens it; the rounds take turns."""
    from django.conf import settings
    from django.test import Client

    from dengming.accounts.models import User

    settings.ALLOWED_HOSTS = ["testserver"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    client = Client()
    client.force_login(User.objects.get(username="gongwei"))
    for name, address in PAGES.items():
        rounds = [(_whole(client, address), _cost(client, address)) for _ in range(ROUNDS)]
        yield name, min((it for it, _ in rounds), key=_seconds), min((it for _, it in rounds), key=_seconds)


def _seconds(cost: Cost) -> float:
    return cost.seconds


def _whole(client: Any, address: str) -> Cost:
    with _without_limits():
        return _cost(client, address)


@contextmanager
def _without_limits() -> Iterator[None]:
    """As the pages were: everything on one page."""
    with ExitStack() as lifted:
        for limit in ("desk.place.MOST_LINES", "overview.ROWS_A_PAGE", "orgs.tree.MOST_NESTED"):
            lifted.enter_context(patch(f"dengming.web.pages.{limit}", NO_LIMIT))
        yield


def _cost(client: Any, address: str) -> Cost:
    from django.urls import reverse

    started = time.perf_counter()
    answer = client.get(reverse(address))
    if answer.status_code != 200:
        sys.exit(f"{reverse(address)}：{answer.status_code}")
    return Cost(time.perf_counter() - started, len(answer.content))


if __name__ == "__main__":
    sys.exit(main())
