"""发展党员 in the demo district: people at different steps, most by the book, a few with what 四查 then finds."""

from datetime import date, timedelta
from typing import Final

from dengming.accounts.scope import Scope
from dengming.demo.accounts import Cast
from dengming.demo.founded import Branch, District
from dengming.editions.clock import standing_still, start_of
from dengming.editions.queries import rules
from dengming.ledgers.actions import file_entry
from dengming.ledgers.demands.roster import rostered_counts
from dengming.ledgers.materials import keep_original, remove
from dengming.ledgers.models import Entry
from dengming.ledgers.moving import Step, take
from dengming.ledgers.newcomers import register_newcomer
from dengming.orgs import kinds, spans
from dengming.orgs.models import Organisation
from dengming.orgs.particulars import Particulars

REGISTER: Final = "member-development"
CABINET: Final = "党员档案柜2号，第{}卷"
PEOPLE: Final = (
    # name, gender, born, education, days ago of the application, the last step that was taken
    ("罗雨桐", "2", date(1996, 3, 12), "大学", 20, "applied"),
    ("韩子轩", "1", date(1994, 7, 2), "大学", 75, "talked"),
    ("冯思远", "1", date(1993, 11, 20), "研究生", 420, "contacts"),
    ("邓雅文", "2", date(1991, 1, 8), "大学", 560, "contacts"),
    ("彭嘉怡", "2", date(1990, 9, 30), "大学", 690, "trained"),
    ("曾国栋", "1", date(1989, 4, 17), "研究生", 720, "voted"),
    ("萧晓峰", "1", date(1988, 12, 5), "大学", 800, "sworn"),
    ("田慧敏", "2", date(1987, 6, 23), "研究生", 1180, "conversion-applied"),
)
FEWEST: Final = 3
"""Full members without whom a branch develops nobody here: who talks, and two who vouch."""

REVIEWED: Final = (270, 455)
"""The half-yearly reviews, each with how many days after the application it was held."""
UNREVIEWED: Final = "冯思远"
"""Whose review of the last half-year is missing."""
AFTER: Final[tuple[tuple[str, int], ...]] = (
    ("talked", 15), ("recommended", 100), ("activist-filed", 110), ("contacts", 115), ("cultivated", 475),
    ("candidate", 500), ("candidate-filed", 508), ("introducers", 512), ("reviewed", 545), ("trained", 580),
    ("examined", 592), ("prereviewed", 605), ("form-filled", 609), ("voted", 622), ("interviewed", 640),
    ("admitted", 660), ("recorded", 668), ("grouped", 672), ("sworn", 690), ("watched", 970),
    ("conversion-applied", 980),
)  # fmt: skip
"""The steps, each with how many days after the application it is taken."""
LATE: Final = {"韩子轩": ("talked", 40), "萧晓峰": ("admitted", 730)}
"""Whose step came later than the 细则 gives time: told, and not refused."""


def store(scope: Scope, district: District, cast: Cast, until: date) -> None:
    """One after another in branches of the demo accounts' organisation, the secretary's own first."""
    branches = [cast.branch, *(it for it in cast.direct.branches if it is not cast.branch)]
    for number, person in enumerate(PEOPLE):
        _develop(scope, branches[(number // 3) % len(branches)], person, until, number)


def _develop(
    scope: Scope, branch: Branch, person: tuple[str, str, date, str, int, str], until: date, number: int
) -> None:
    name, gender, born, education, ago, last = person
    on = until - timedelta(days=ago)
    people = _people(branch, on)
    if len(people) < FEWEST:
        return
    place = Organisation.objects.get(pk=branch.organisation.pk)
    who = Particulars(name, gender=gender, born=born, education=education, ethnicity="汉族", job="工作人员")
    with standing_still(start_of(on)):
        entry: Entry = register_newcomer(scope, place, register=REGISTER, person=who, happened=on, fields={})
    if last == "applied":
        return
    before = on
    for stage, days in AFTER:
        late, after = LATE.get(name, ("", 0))
        day = before = min(max(before, on + timedelta(days=after if late == stage else days)), until)
        with standing_still(start_of(day)):
            _papers(scope, entry, stage, number)
            said = _said(stage, people, day) | _vote(entry, stage, day)
            entry = take(scope, entry, step=Step(stage, day, said), seen=entry.step)
            if (name, stage) == ("邓雅文", "contacts"):
                remove(scope, entry.materials.get(proof="dev-recommendation"))
        if stage == "contacts" and name != UNREVIEWED:
            _review(scope, entry, on, until)
        if stage == last:
            return


def _review(scope: Scope, entry: Entry, applied: date, until: date) -> None:
    said = {"reviewer": "培养联系人", "opinion": "学习主动，工作踏实，能完成支部交办的任务。"}
    for on in (applied + timedelta(days=it) for it in REVIEWED):
        if on <= until:
            with standing_still(start_of(on)):
                file_entry(scope, entry.subject, register="cultivation-review", happened=on, fields=said, parent=entry)


def _vote(entry: Entry, stage: str, day: date) -> dict[str, str]:
    """All but one of those on the roster were there, and agreed."""
    if stage != "voted":
        return {}
    (entitled,) = rostered_counts(rules().rulebook.entries[REGISTER].stage_of(stage), entry.subject, day, {}).values()
    there = dict.fromkeys(("present", "sent", "collected", "for"), entitled - 1)
    counted = {"entitled": entitled, **there, "against": 0, "abstain": 0, "invalid": 0}
    return {"vote-secret": "无记名投票"} | {f"vote-{name}": str(number) for name, number in counted.items()}


def _papers(scope: Scope, entry: Entry, stage: str, number: int) -> None:
    """The papers that the step asks for lie in the cabinet."""
    for proof in rules().rulebook.entries[REGISTER].stage_of(stage).takes:
        keep_original(scope, entry, proof=proof, place=CABINET.format(number + 11))


def _people(branch: Branch, on: date) -> list[str]:
    """Codes of the longest full members of the branch on that day."""
    held = spans.holders(kinds.MEMBER, on, at=branch.organisation.pk).order_by("since", "subject__code")
    return list(held.values_list("subject__code", flat=True)[:FEWEST])


def _said(stage: str, people: list[str], day: date) -> dict[str, str]:
    talker, first, second = people
    told: dict[str, dict[str, str]] = {
        "talked": {"talker": talker},
        "recommended": {"way": "党员推荐", "activist-meeting": str(day)},
        "activist-filed": {"activist-paper": f"机党备〔{day.year}〕6号"},
        "contacts": {"contact-1": first},
        "candidate": {
            "opinions": "党小组、培养联系人和群众一致认为表现好。",
            "candidate-meeting": str(day - timedelta(days=12)),
            "publicised-from": str(day - timedelta(days=10)),
            "publicised-until": str(day - timedelta(days=2)),
            "publicity": "不影响",
        },
        "candidate-filed": {"reply": "备案", "reply-paper": f"机党备〔{day.year}〕9号"},
        "introducers": {"introducer-1": first, "introducer-2": second},
        "reviewed": {"political": "合格"},
        "trained": {"days": "3", "hours": "24"},
        "examined": {"examined": str(day)},
        "prereviewed": {"prereview": "合格", "prereview-paper": f"机党预〔{day.year}〕3号"},
        "interviewed": {"interviewer": "机关党委组织委员"},
        "admitted": {"decision": "批准", "decision-paper": f"机党〔{day.year}〕15号", "late-reason": ""},
        "recorded": {"record-paper": f"组备〔{day.year}〕21号"},
        "grouped": {"group": "第一党小组"},
        "sworn": {"oath": "机关党委，区委党校报告厅"},
        "watched": {"watch": "按时参加组织生活，作用发挥好。"},
    }
    return told.get(stage, {})
