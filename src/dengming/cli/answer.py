"""How commands answer: JSON on standard output, or a plain table that a terminal and a file both take."""

import json
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, TypeVar

from rich.console import Console
from rich.progress import track
from rich.table import Table

from dengming.calendar.limits import DayError, read_day
from dengming.refusal import Refusal

T = TypeVar("T")


def print_json(value: Any) -> None:
    """One JSON value, Chinese as it is, dates as 2020-03-31."""
    print(json.dumps(value, ensure_ascii=False, indent=1, default=_plain))


def print_rows(rows: Iterable[dict[str, Any]]) -> int:
    """A JSON array, written row by row so that a district of any size fits; gives back how many rows there were."""
    count = 0
    for count, row in enumerate(rows, 1):
        print("[" if count == 1 else ",", json.dumps(row, ensure_ascii=False, default=_plain), sep="\n")
    print("]" if count else "[]")
    return count


def print_table(heads: Sequence[str], rows: Iterable[Sequence[str]], caption: str = "") -> None:
    """Aligned columns on a terminal; one tab-separated line a row where the output goes into a file or a pipe."""
    if not sys.stdout.isatty():
        print("\n".join("\t".join(row) for row in [heads, *rows]))
        return
    table = Table(*heads, title=caption or None, title_justify="left", box=None, pad_edge=False)
    for row in rows:
        table.add_row(*row)
    Console(highlight=False, markup=False).print(table)


def tracked(steps: Sequence[T], label: str) -> Iterable[T]:
    """The steps, with a progress bar on the console while they are taken; none where nobody watches."""
    screen = Console(stderr=True)
    return track(steps, label, console=screen, disable=not screen.is_terminal, transient=True)


def read_date(text: str | None, flag: str) -> date | None:
    """A date given on the command line. Raises Refusal with the accepted form and range."""
    if text is None:
        return None
    try:
        return read_day(text)
    except DayError as error:
        raise Refusal(f"{flag} 的{error}") from None


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no JSON form for {type(value).__name__}")
