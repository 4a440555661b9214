"""整改 up to the point where a test begins: a problem published, claimed, planned, and a row of it approved."""

from collections.abc import Mapping
from datetime import date

from dengming.ledgers.actions import file_entry
from dengming.ledgers.models import Entry
from dengming.ledgers.moving import Step, take
from dengming.orgs.posting import NewPost, give
from tests.cast import TODAY, Cast
from tests.shipped import rulebook

ROW = {"shown": "二季度没有听取汇报", "source": "自查", "root": "责任意识不强"}
FOUR = {
    "content": "补听汇报",
    "measure": "列入议事日程",
    "due": "2020-09-25",
    "responsible": "ANN",
    "duties": "督促落实",
}


def secretary(cast: Cast) -> None:
    """Di is the secretary of the Party committee, who takes its steps."""
    give([NewPost(cast.person["di"].pk, "committee-secretary", cast.org["COMM"].pk, date(2020, 1, 1))], entered=0)


def secretaries(cast: Cast) -> None:
    """The same, and Charlie at the other Party committee."""
    secretary(cast)
    post = NewPost(cast.person["charlie"].pk, "committee-secretary", cast.org["ELSE"].pk, date(2020, 1, 1))
    give([post], entered=0)


def move(cast: Cast, who: str, entry: Entry, stage: str, **fields: str) -> Entry:
    """A step taken today."""
    return take(cast.scope(who), entry, step=Step(stage, TODAY, fields), seen=entry.step)


def published(cast: Cast) -> Entry:
    """Problem 4 of the speech, published by the committee."""
    preset = next(it for it in rulebook().entries["problem"].preset if it.clause == "A04")
    subject, eve = cast.org["WORK"].subject, cast.scope("eve")
    problem = file_entry(eve, subject, register="problem", happened=TODAY, fields=preset.fields)
    return move(cast, "eve", problem, "published", paper="整改工作方案")


def claimed(cast: Cast) -> Entry:
    """The committee's claim of it."""
    claim = published(cast).children.get(subject=cast.org["COMM"].subject)
    return move(cast, "di", claim, "claimed", shown="两个支部会议记录不全")


def row(
    cast: Cast, part: str = "immediate", parent: Entry | None = None, fields: Mapping[str, str] | None = None
) -> Entry:
    """A row of one of its three lists."""
    subject = cast.org["COMM"].subject
    found = parent or claimed(cast)
    return file_entry(
        cast.scope("di"),
        subject,
        register="rectification-task",
        part=part,
        happened=TODAY,
        fields=fields or ROW,
        parent=found,
    )


def planned(cast: Cast) -> Entry:
    """Its plan, reviewed."""
    subject, fields = cast.org["COMM"].subject, {"name": "2020年整改方案"}
    plan = file_entry(cast.scope("di"), subject, register="rectification-plan", happened=TODAY, fields=fields)
    return move(cast, "di", plan, "reviewed", meeting="机关党委会9月9日")


def approved(cast: Cast, part: str = "immediate") -> Entry:
    """A row that the plan covers, approved with who does what by when."""
    planned(cast)
    return move(cast, "di", row(cast, part), "approved", **FOUR)
