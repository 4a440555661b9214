"""What somebody above decided is undone by who decides it; nobody's membership goes with a whole case at once."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from dengming.ledgers.actions import withdraw_entry
from dengming.ledgers.models import Entry
from dengming.ledgers.moving import send_back
from dengming.ledgers.undone import may_withdraw, returns_of
from dengming.orgs import spans
from dengming.orgs.posting import NewPost, give
from tests.cast import SINCE, SYSTEM, TODAY, Cast, set_clock
from tests.ledgers.developing import applied, stepped, walked

pytestmark = [pytest.mark.whole, pytest.mark.once]  # whole ways, step by step

LATER = date(2022, 3, 1)


@pytest.fixture(autouse=True)
def _later(cast: Cast) -> None:
    """Lin is the secretary of the committee above."""
    set_clock(LATER)
    give([NewPost(cast.person["lin"].pk, "committee-secretary", cast.org["COMM"].pk, SINCE)], entered=0)


def is_there(entry: Entry, role: str) -> bool:
    return spans.holders(role, LATER).filter(subject=entry.subject_id).exists()


def test_whoever_filed_an_applicant_by_mistake_takes_it_back(cast: Cast) -> None:
    entry = walked(applied(cast), "talked")
    withdraw_entry(cast.scope("ann"), entry, reason="登错了人")
    assert not is_there(entry, "applicant")


@pytest.mark.parametrize("who", ["ann", "di", "lin", "eve", "wu"])
@pytest.mark.parametrize("until", ["activist-filed", "admitted", "archived"])
def test_nobody_withdraws_what_was_decided_above_or_what_the_roster_has_followed(
    cast: Cast, until: str, who: str
) -> None:
    entry = walked(applied(cast), until)
    assert not may_withdraw(cast.scope(who), entry)
    with pytest.raises(PermissionDenied):
        withdraw_entry(cast.scope(who), entry, reason="误登")
    assert Entry.objects.get(pk=entry.pk).withdrawn_at is None


def test_the_sentence_says_what_to_do(cast: Cast) -> None:
    entry = walked(applied(cast), "archived")
    with pytest.raises(
        PermissionDenied, match="名册已随“第24步 党委审批转正”改过，不能整件撤回：请由办过各步的人逐步退回"
    ):
        withdraw_entry(SYSTEM, entry, reason="误登")


def test_what_the_committee_approved_is_sent_back_by_the_committee(cast: Cast) -> None:
    entry = walked(applied(cast), "confirmed")
    assert returns_of(cast.scope("ann"), entry) == []
    with pytest.raises(PermissionDenied, match="退回会撤销“第24步 党委审批转正”：要由上级党组织的机关党委书记"):
        send_back(cast.scope("ann"), entry, to="conversion-voted", reason="再议", seen=entry.step)
    entry = send_back(cast.scope("lin"), entry, to="conversion-voted", reason="日期错了", seen=entry.step)
    assert is_there(entry, "probationary")


def test_an_ended_case_is_not_opened_again_past_what_was_decided_above(cast: Cast) -> None:
    entry = stepped(walked(applied(cast), "contacts"), "stopped", TODAY, {"reason": "本人不再申请"})
    assert returns_of(cast.scope("ann"), entry) == ["activist-filed", "contacts"]
