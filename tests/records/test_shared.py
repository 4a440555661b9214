"""A confirmed record is shared with those whom it names: the branch's log and the booklet are views of one record."""

import pytest

from dengming.accounts.scope import NotVisible
from dengming.records.queries import get_shared, links_of
from tests.cast import Cast
from tests.records import writing

pytestmark = pytest.mark.django_db


def test_a_member_reads_the_confirmed_records_that_name_them(cast: Cast) -> None:
    record = writing.confirmed(cast)
    assert get_shared(cast.scope("bo"), record.uid) == record
    assert links_of(cast.scope("bo"), [record.source_id])[record.source_id]["uid"] == str(record.uid)


@pytest.mark.parametrize("who", ["charlie", "yi"])
def test_others_do_not(cast: Cast, who: str) -> None:
    record = writing.confirmed(cast)
    with pytest.raises(NotVisible):
        get_shared(cast.scope(who), record.uid)
    assert not links_of(cast.scope(who), [record.source_id])


def test_nothing_is_shared_before_it_is_confirmed_or_after_it_is_withdrawn(cast: Cast) -> None:
    filed, withdrawn = writing.filed(cast), writing.confirmed(cast)
    writing.step(cast, "withdraw", withdrawn, reason="重复录入。")
    for record in (filed, withdrawn):
        with pytest.raises(NotVisible):
            get_shared(cast.scope("bo"), record.uid)
