"""Registers: only declared fields, one line becomes facts, taking back ends them."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from dengming.accounts.models import Line
from dengming.accounts.scope import NotVisible
from dengming.editions.models import FAR_MOMENT
from dengming.facts.models import Fact
from dengming.ledgers import queries
from dengming.ledgers.actions import file_entry, withdraw_entry
from dengming.ledgers.fields import FieldRefusal
from dengming.ledgers.models import Entry
from dengming.orgs.spans import NewSpan, add
from dengming.refusal import Refusal
from tests.cast import SINCE, Cast, set_clock

APRIL, MAY = date(2020, 4, 30), date(2020, 5, 15)
FIELDS = {"state": "已报告", "received-by": "ann"}


@pytest.fixture
def cadre(cast: Cast) -> Cast:
    """Bo is a leading cadre."""
    add(NewSpan(cast.person["bo"].pk, "leading-cadre", SINCE), entered=0)
    return cast


def report(cast: Cast, who: str = "ann", whom: str = "bo", **more: Any) -> Entry:
    said: dict[str, Any] = {
        "register": "monthly-report",
        "part": "work",
        "happened": MAY,
        "about": APRIL,
        "fields": FIELDS,
        **more,
    }
    return file_entry(cast.scope(who), cast.person[whom].subject, **said)


def alive(entry: Entry) -> set[tuple[str, int, int]]:
    facts = Fact.objects.filter(source=entry.source_id, withdrawn=FAR_MOMENT).select_related("kind")
    return {(fact.kind.name, fact.about, fact.happened) for fact in facts}


def test_a_report_becomes_facts_about_its_month(cadre: Cast) -> None:
    entry = report(cadre)
    about, happened = APRIL.toordinal(), MAY.toordinal()
    assert alive(entry) == {
        ("entry:monthly-report#filed", about, happened),
        ("entry:monthly-report/work#filed", about, happened),
    }
    line = Line.objects.get(action="entry.filed")
    assert line.about == "bo 两报告"


def test_taking_back_ends_the_facts_once(cadre: Cast) -> None:
    entry = report(cadre)
    set_clock(hour=10)
    with pytest.raises(Refusal, match="撤回要写明原因"):
        withdraw_entry(cadre.scope("ann"), entry, reason=" ")
    entry = withdraw_entry(cadre.scope("ann"), entry, reason="登错人")
    assert (alive(entry), entry.withdrawn_reason) == (set(), "登错人")
    with pytest.raises(Refusal, match="已经撤回过"):
        withdraw_entry(cadre.scope("ann"), entry, reason="x")
    assert report(cadre).pk != entry.pk


@pytest.mark.parametrize(
    ("changes", "field", "says"),
    [
        ({"part": ""}, "part", "请选登记的是哪一项"),
        ({"part": "secret"}, "part", "请选登记的是哪一项"),
        ({"happened": date(2020, 9, 11)}, "happened", "还没到"),
        ({"about": date(2020, 5, 31)}, "about", "所属月份晚于办理日期"),
        ({"whom": "ben"}, "subject", "不在“两报告”的登记范围内"),
        ({"fields": {"state": "已报告"}}, "received-by", "“受理人”还没有填"),
        ({"fields": {**FIELDS, "state": "买了一套房"}}, "state", "请从“已报告”“无事项”里选"),
        ({"fields": {**FIELDS, "content": "……"}}, "content", "没有“content”这一栏"),
        ({"fields": {**FIELDS, "received-by": "长" * 201}}, "received-by", "太长"),
    ],
)
def test_each_field_has_its_sentence(cadre: Cast, changes: dict[str, Any], field: str, says: str) -> None:
    who = changes.pop("whom", "bo")
    with pytest.raises(FieldRefusal, match=says) as caught:
        report(cadre, whom=who, **changes)
    assert list(caught.value.problems) == [field]
    assert not Entry.objects.exists()


def test_twice_the_same_is_refused(cadre: Cast) -> None:
    report(cadre)
    with pytest.raises(FieldRefusal, match="这一天已经登记过"):
        report(cadre)
    report(cadre, part="matters", fields={**FIELDS, "state": "无事项"})


def test_unknown_registers_and_marks_of_secrecy_are_refused(cadre: Cast) -> None:
    with pytest.raises(Refusal, match="没有名为“no-such”的台账"):
        report(cadre, register="no-such")
    with pytest.raises(Refusal, match="密级标志"):
        report(cadre, fields={**FIELDS, "received-by": "机密★"})


def test_only_within_reach(cadre: Cast) -> None:
    entry = report(cadre, who="di")
    for who in ("charlie", "yi", "bo"):
        with pytest.raises(NotVisible):
            report(cadre, who=who)
        with pytest.raises(NotVisible):
            withdraw_entry(cadre.scope(who), entry, reason="x")
    with pytest.raises(PermissionDenied):
        report(cadre, who="wu")
    for who in ("ann", "di", "wu", "bo"):
        assert list(queries.entries(cadre.scope(who), register="monthly-report")) == [entry]
        assert queries.get_entry(cadre.scope(who), entry.uid) == entry
    for who in ("charlie", "yi", "ben"):
        with pytest.raises(NotVisible):
            queries.get_entry(cadre.scope(who), entry.uid)
