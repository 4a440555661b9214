"""整改 in the demo district: the nine problems published, claimed by every direct organisation or not, and planned."""

import tomllib
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from dengming.accounts.scope import Scope
from dengming.demo.accounts import Cast, scope_of
from dengming.demo.desk import Days, Desk, desks
from dengming.demo.founded import District
from dengming.demo.rectification_rows import Rows
from dengming.ledgers import presets
from dengming.ledgers.actions import file_entry
from dengming.ledgers.handling import urge
from dengming.ledgers.models import Entry
from dengming.ledgers.moving import Step, send_back, take

STORY: Final[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "rectification.toml").read_text("utf-8"))
AT_MOST: Final = 60
"""Directs up to which the story is told: a demo for measuring has hundreds, and a claim for each would tell no more."""
PUBLISHED, CLAIMED, DRAFTED, REVIEWED, FILED = 62, 53, 52, 47, 41
"""Days before the demo day; with it in September the problems are published in July."""
ROW, CLAIM, ISSUED, RETURNED = "R", "C", "I", "B"
STUDIED: Final = ("party-building-study", "committee-meeting", "cadre-assembly")
ASKED: Final = ("hear-reports", "committee-business-day", "branch-committee-meeting")
WITHOUT_PLAN: Final = 11
NOT_FILED: Final = 9
"""The organisations, by their place in the story, that have no plan, or one that is not filed yet."""


def store(district: District, cast: Cast, until: date) -> None:
    """Tell the story of the nine problems, in as many organisations as there are."""
    if len(district.directs) > AT_MOST:
        return
    days, committee = Days(until), scope_of(cast.officer)
    all_desks = desks(district, cast)
    published = _publish(days, committee, district)
    for number, desk in enumerate(all_desks):
        _plan(days, desk, number)
    rows = Rows(days, committee, all_desks, cast, STORY)
    for problem, story in zip(published, STORY["problem"], strict=True):
        rows.of(story, _claims(days, committee, all_desks, problem, story))


def _publish(days: Days, committee: Scope, district: District) -> list[Entry]:
    """The problems of the speech, in their order."""
    with days.on(PUBLISHED):
        presets.file_missing(committee, district.committee.subject, register="problem")
    return [_published(days, committee, it) for it in Entry.objects.filter(register="problem").order_by("pk")]


def _published(days: Days, committee: Scope, problem: Entry) -> Entry:
    with days.on(PUBLISHED) as day:
        said = {"paper": problem.fields["paper"]}
        moved: Entry = take(committee, problem, step=Step("published", day, said), seen=problem.step)
    return moved


def _claims(
    days: Days, committee: Scope, all_desks: Sequence[Desk], problem: Entry, story: dict[str, Any]
) -> Iterator[tuple[Desk, Entry]]:
    """Answer every claim as the story says; those that get rows are given."""
    issued = {it.subject_id: it for it in problem.children.select_related("subject", "parent")}
    rows = (row["shown"] for row in story["row"] if not row.get("beside"))
    for number, desk in enumerate(all_desks):
        claim, letter = issued[desk.subject.pk], _letter(story, number, desk)
        shown = next(rows, "") if letter == ROW else ""
        if letter in (ROW, CLAIM):
            with days.on(CLAIMED - number % 4) as day:
                said = {"shown": shown or STORY["claimed"][number % len(STORY["claimed"])]}
                claim = take(desk.office, claim, step=Step("claimed", day, said), seen=0)
        elif letter == ISSUED:
            _remind(days, committee, claim, number)
        else:
            _not_concerned(days, committee, desk, claim, story, letter, number)
        if shown:
            yield desk, claim


def _letter(story: dict[str, Any], number: int, desk: Desk) -> str:
    """What the story says; where the problem cannot be there, that it is not."""
    letters = story["claims"]
    letter = str(letters[number % len(letters)])
    possible = {"above": not desk.is_alone, "across": desk.is_across}.get(story.get("of", ""), True)
    return letter if possible or letter in "WI" else "N"


def _remind(days: Days, committee: Scope, claim: Entry, number: int) -> None:
    """Who has not answered was urged, every second one."""
    if number % 2 == 0:
        with days.on(13):
            urge(committee, claim, note=STORY["urged"])


def _not_concerned(
    days: Days, committee: Scope, desk: Desk, claim: Entry, story: dict[str, Any], letter: str, number: int
) -> None:
    told = STORY["weak"] if letter == RETURNED else story["reason"] + STORY["seen"][number % len(STORY["seen"])]
    with days.on(5 if letter == "W" else CLAIMED - 1 - number % 5) as day:
        claim = take(desk.office, claim, step=Step("not-concerned", day, {"reason": told}), seen=0)
    if letter == RETURNED:
        with days.on(3):
            send_back(committee, claim, to="issued", reason=STORY["returned"], seen=1)
    elif letter == "N":
        with days.on(44) as day:
            verdict = STORY["accepted"][number % len(STORY["accepted"])]
            take(committee, claim, step=Step("accepted", day, {"verdict": verdict}), seen=1)


def _plan(days: Days, desk: Desk, number: int) -> None:
    """Drafted by the office, reviewed by the secretary's committee, filed with the work committee."""
    if number % 12 == WITHOUT_PLAN:
        return
    name = desk.subject.name
    with days.on(DRAFTED) as day:
        fields = {"name": f"{name}关于基层党建问题的整改方案"}
        plan: Entry = file_entry(desk.office, desk.subject, register="rectification-plan", happened=day, fields=fields)
    with days.on(REVIEWED) as day:
        meeting = f"{day.month}月{day.day}日{name}会议"
        said = {"meeting": meeting, "revised": f"修改稿存{name}，书记改过3处"} | _own_acts(desk, day)
        plan = take(desk.head, plan, step=Step("reviewed", day, said), seen=0)
    if number % 12 != NOT_FILED:
        with days.on(FILED) as day:
            filed = {"number": f"{name[:2]}党〔{day.year}〕{number + 11}号", "scan": f"{name}档案柜，整改卷第1件"}
            take(desk.office, plan, step=Step("filed", day, filed), seen=1)


def _own_acts(desk: Desk, day: date) -> dict[str, str]:
    """The secretary's own acts are recorded meetings: where it was set to work, and where it was asked about."""
    found = {
        name: desk.record(kinds, day - timedelta(days=back), day)
        for name, kinds, back in (("deployed", STUDIED, 200), ("asked", ASKED, 100))
    }
    return {name: uid for name, uid in found.items() if uid}
