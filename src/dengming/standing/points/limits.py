"""The pieces of a score's SELECT that count and limit: amounts in hundredths, running sums, what a cap leaves."""

from typing import Final

from dengming.rulebook.scores import PointRule, PointTerm

COLUMNS: Final = "rule, term, subject, source, slot, about, happened, quantity"


def hundredths(points: float | None) -> int:
    """Points as the integer that SQL sums."""
    return round((points or 0) * 100)


def gains(rule: PointRule) -> bool:
    """Whether the rule gives points (a rule gives or takes, never both)."""
    return any(term.points and term.points > 0 for term in rule.term)


def amount_of(cap: float | None) -> str:
    """A cap as SQL: NULL where there is none."""
    return "CAST(NULL AS bigint)" if cap is None else str(hundredths(cap))


def head(number: int, place: int, term: PointTerm) -> str:
    """The first columns of a row: which rule, which dated term of it, and whether it gives or takes."""
    return f"{number} AS rule, {place} AS term, {1 if (term.points or 0) > 0 else -1} AS sign"


def running(amount: str, by: str) -> str:
    """The sum up to and with this row, in the order of days."""
    return (
        f"SUM({amount}) OVER (PARTITION BY {by}, subject ORDER BY about, rule, source, slot "
        "ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)"
    )


def within(cap: str, run: str, one: str) -> str:
    """What of the row's amount is left under the cap, given the sum up to it."""
    return (
        f"CASE WHEN {cap} IS NULL OR {run} <= {cap} THEN {one} WHEN {run} - {one} >= {cap} THEN 0 "
        f"ELSE {cap} - ({run} - {one}) END"
    )


def nothing() -> str:
    """The relation `earned` where no rule is in force."""
    columns = f"{COLUMNS}, sign, raw, pool, bucket, cap, pool_group, group_cap".split(", ")
    return f"SELECT {', '.join(f'0 AS {name}' for name in columns)} WHERE 1 = 0"
