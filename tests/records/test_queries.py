"""Lists of records: within reach, narrowed by filters; a draft is for those who may record."""

from datetime import date

import pytest

from dengming.accounts.scope import NotVisible
from dengming.records import queries
from dengming.records.queries import Filters
from tests.cast import Cast, set_clock
from tests.records import writing


def test_reach_decides(cast: Cast) -> None:
    record = writing.filed(cast)
    for who in ("ann", "di", "eve", "wu"):
        assert list(queries.visible(cast.scope(who))) == [record]
    for who in ("yi", "charlie", "bo", "lin"):
        assert not queries.visible(cast.scope(who)).exists()
        with pytest.raises(NotVisible):
            queries.get_visible(cast.scope(who), record.uid)


def test_a_co_host_sees_the_record(cast: Cast) -> None:
    record = writing.save(cast, writing.filed(cast, writing.THEME), hosts=["A", "B"])
    assert list(queries.visible(cast.scope("yi"))) == [record]
    both = queries.visible(cast.scope("di"))
    assert list(both) == [record]


def test_nobody_reads_a_draft_over_the_shoulder(cast: Cast) -> None:
    draft = writing.draft(cast)
    assert list(queries.visible(cast.scope("ann"))) == [draft]
    assert not queries.visible(cast.scope("wu")).exists()
    assert list(queries.drafts_of(cast.scope("ann"))) == [draft]
    assert not queries.drafts_of(cast.scope("di")).exists()


def test_work_lists(cast: Cast) -> None:
    record = writing.filed(cast)
    assert list(queries.to_confirm(cast.scope("ann"))) == [record]
    assert not queries.to_confirm(cast.scope("di")).exists()
    writing.step(cast, "return_", record, reason="补记录")
    assert not queries.to_confirm(cast.scope("ann")).exists()
    assert list(queries.returned_to(cast.scope("ann"))) == [record]
    assert not queries.returned_to(cast.scope("charlie")).exists()


def test_filters(cast: Cast) -> None:
    august = writing.filed(cast, writing.THEME, on=date(2020, 8, 11))
    september = writing.save(cast, writing.filed(cast), words={"title": "学习党章"})

    def found(**filters: object) -> list[object]:
        return list(queries.visible(cast.scope("eve"), Filters(**filters)))  # type: ignore[arg-type]

    assert found() == [september, august]
    assert found(kind=writing.THEME) == [august]
    assert found(month=date(2020, 9, 30)) == [september]
    assert found(status="filed") == [september, august]
    assert found(text="党章 甲支部") == [september]
    assert found(text="党章 乙支部") == []
    assert found(text="学习讨论") == [september, august]
    assert found(organisation=cast.org["COMM"]) == []
    assert found(organisation=cast.org["COMM"], subtree=True) == [september, august]
    assert found(organisation=cast.org["C"], subtree=True) == []
    assert list(queries.month_of(cast.scope("eve"), date(2020, 8, 1))) == [august]
    assert queries.last_like(cast.scope("ann"), cast.org["A"], writing.THEME, date(2020, 9, 1)) == august
    assert queries.last_like(cast.scope("ann"), cast.org["A"], writing.THEME, date(2020, 8, 11)) is None


def test_entered_late_is_a_mark(cast: Cast) -> None:
    assert not queries.is_entered_late(writing.filed(cast, on=date(2020, 9, 3)))
    assert queries.is_entered_late(writing.filed(cast, writing.THEME, on=date(2020, 9, 2)))
    set_clock(date(2020, 12, 1))
    assert not queries.is_entered_late(writing.draft(cast))


def test_a_record_is_read_whole_in_a_fixed_number_of_queries(cast: Cast, django_assert_max_num_queries: object) -> None:
    record = writing.filed(cast)
    scope = cast.scope("ann")
    with django_assert_max_num_queries(7):  # type: ignore[operator]
        found = queries.get_visible(scope, record.uid)
        assert [one.person.name for one in found.participations.all()]
        assert [host.name for host in found.hosts.all()] == ["甲支部"]
        assert not list(found.evidence.all())
        assert list(found.texts.all())
