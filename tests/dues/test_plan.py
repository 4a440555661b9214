"""How PostgreSQL goes about the month: the same whether the tables were ever analysed or not."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dengming.dues import queries
from dengming.dues.monthly import lines
from tests.cast import Cast
from tests.dues.collecting import dues, month


@pytest.mark.postgres
def test_nothing_is_joined_whose_size_would_have_to_be_guessed(cast: Cast) -> None:
    """Members × months is the one join; all else is looked up by an index. Joined, a branch of 18 took ten seconds."""
    with CaptureQueriesContext(connection) as asked:
        lines(queries.asked_now(dues()), month(2020, 9), prefix=cast.org["A"].reach)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {asked[-1]['sql']}")
        plan = [str(row[0]) for row in cursor.fetchall()]
    assert len([step for step in plan if "Join" in step or "Nested Loop" in step]) == 1, "\n".join(plan)
