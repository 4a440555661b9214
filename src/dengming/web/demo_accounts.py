"""The demo's accounts: kept beside the data, shown on the console and, in demo mode only, on the sign-in page."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings

from dengming.editions.clock import demo_date


@dataclass(frozen=True)
class DemoAccount:
    """One account of the demo with its generated password."""

    label: str
    username: str
    password: str


def _path() -> Path:
    return Path(settings.DENGMING_HOME) / "demo-accounts.json"


def save(accounts: Iterable[DemoAccount]) -> None:
    """Keep the accounts, readable by the owner of the data directory only."""
    path = _path()
    path.touch(mode=0o600)
    path.write_text(json.dumps([asdict(account) for account in accounts], ensure_ascii=False), encoding="utf-8")


def accounts() -> list[DemoAccount]:
    """The accounts to show; none outside demo mode."""
    if demo_date() is None or not _path().exists():
        return []
    return [DemoAccount(**account) for account in json.loads(_path().read_text(encoding="utf-8"))]
