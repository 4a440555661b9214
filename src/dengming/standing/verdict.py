"""The second half of a duty's SELECT: from owed rows and hits to measured values, needs met, and the state.

Owed rows add zeros to the hits and are grouped with them: joining the two went quadratic on SQLite.
"""

from typing import Final

from dengming.rulebook.terms import PlainNeed

DATES: Final = ("first", "last", "due", "grace")
DAY_BASE: Final = 1_000_000_000
"""`last` is read off the greatest of day × base + quantity, so that one MAX finds the newest check's quantity."""

_TIMELY = "AND happened <= grace"
_PROMPT = _TIMELY + " AND entered < (CAST(grace AS bigint) - 719162) * 86400 - 28800"
"""Entered by the close of the last day of grace, in Beijing time (day 719163 is 1970-01-01)."""


def threshold(need: PlainNeed) -> int:
    """The integer that the measured value must reach: hundredths for sums and checks."""
    return round(need.at_least * (100 if need.measure in ("sum", "last") else 1))


def measured(need: PlainNeed, only: str) -> str:
    """The need's measure over hits, restricted further by `only`."""
    hit = f"base = 0 AND owes = 0 {only}"
    match need.measure:
        case "count":
            return f"SUM(CASE WHEN {hit} THEN 1 ELSE 0 END)"
        case "sum":
            return f"SUM(CASE WHEN {hit} THEN quantity ELSE 0 END)"
        case "last":
            return f"MAX(CASE WHEN {hit} THEN happened * CAST({DAY_BASE} AS bigint) + quantity ELSE 0 END) % {DAY_BASE}"
        case "percent":
            share = f"SUM(CASE WHEN {hit} THEN 100 ELSE 0 END) / SUM(base)"
            return f"CASE WHEN SUM(base) = 0 THEN 0 WHEN {share} > 100 THEN 100 ELSE {share} END"


def tally(number: int, need: PlainNeed, hits: list[str]) -> str:
    """Per slot and subject: what the need measures, and whether that meets it: promptly entered, in time, at all."""
    least = threshold(need)
    dates = ", ".join(DATES)
    zero = f"SELECT i, subject, 0 AS base, 1 AS owes, {dates}, 0 AS happened, 0 AS quantity, 0 AS entered FROM owed"
    values = {"prompt": _PROMPT, "timely": _TIMELY, "total": ""}
    sums = ", ".join(f"{measured(need, only)} AS {name}" for name, only in values.items())
    met = ", ".join(f"CASE WHEN {name} >= {least} OR empty = 1 THEN 1 ELSE 0 END AS met_{name}" for name in values)
    empty = "CASE WHEN SUM(base) = 0 THEN 1 ELSE 0 END" if need.of is not None else "0"
    latest = ", ".join(f"MAX({name}) AS {name}" for name in DATES)
    inner = (
        f"SELECT i, subject, {latest}, {sums}, SUM(base) AS base, {empty} AS empty "
        f"FROM ({' UNION ALL '.join([zero, *hits])}) u GROUP BY i, subject HAVING SUM(owes) > 0"
    )
    return f"SELECT i, subject, {dates}, {number} AS need, 0 AS waived, total, base, empty, {met} FROM ({inner}) t"


def waived_rows(source: str) -> str:
    """Rows of the tally's shape that say only that the duty is waived."""
    dates = ", ".join(f"0 AS {name}" for name in DATES)
    return (
        f"SELECT p.i, f.subject_id AS subject, {dates}, -1 AS need, 1 AS waived, 0 AS total, 0 AS base, 0 AS empty, "
        f"0 AS met_prompt, 0 AS met_timely, 0 AS met_total {source}"
    )


def result(needs: tuple[PlainNeed, ...], on: int) -> str:
    """Per slot and subject: dates, state, whether entered late, and each need's value."""
    wanted = len(needs)
    values = ", ".join(
        f"MAX(CASE WHEN need = {number} THEN total END), MAX(CASE WHEN need = {number} THEN met_total END)"
        for number in range(wanted)
    )
    entered_late = f"CASE WHEN SUM(met_timely) = {wanted} AND SUM(met_prompt) < {wanted} THEN 1 ELSE 0 END"
    return (
        f"SELECT i, subject, MAX(first) AS first, MAX(due) AS due, MAX(grace) AS grace, {state(needs, on)} AS state, "
        f"{entered_late} AS entered_late, {values} "
        "FROM tally GROUP BY i, subject HAVING MAX(need) >= 0"
    )


def state(needs: tuple[PlainNeed, ...], on: int) -> str:
    """waived > open (a rate before the end) > met > late > upcoming > open > grace > overdue."""
    wanted = len(needs)
    cases = ["WHEN MAX(waived) = 1 THEN 'waived'"]
    if any(need.measure == "percent" for need in needs):
        cases += [f"WHEN {on} < MAX(first) THEN 'upcoming'", f"WHEN {on} <= MAX(last) THEN 'open'"]
        cases += [f"WHEN SUM(empty) = {wanted} THEN 'waived'"]
    cases += [
        f"WHEN SUM(met_timely) = {wanted} THEN 'met'",
        f"WHEN SUM(met_total) = {wanted} THEN 'late'",
        f"WHEN {on} < MAX(first) THEN 'upcoming'",
        f"WHEN {on} <= MAX(due) THEN 'open'",
        f"WHEN {on} <= MAX(grace) THEN 'grace'",
    ]
    return f"CASE {' '.join(cases)} ELSE 'overdue' END"
