"""A person developed step by step: what each of the 25 steps says, with the papers that it asks for."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from dengming.ledgers.actions import file_entry
from dengming.ledgers.materials import keep_original
from dengming.ledgers.models import Entry
from dengming.ledgers.moving import Step, take
from dengming.ledgers.newcomers import register_newcomer
from dengming.orgs.particulars import Particulars
from tests.cast import SYSTEM, Cast
from tests.shipped import rulebook

REGISTER: Final = "member-development"
BORN: Final = date(1990, 5, 4)

VOTE: Final = {
    "secret": "无记名投票", "entitled": "9", "present": "7", "sent": "7", "collected": "7",
    "for": "6", "against": "1", "abstain": "0", "invalid": "0",
    "roster": "名册比这个例子小。",
}  # fmt: skip


def vote(prefix: str, **changes: str) -> dict[str, str]:
    """The fields of a vote that passes, but for `changes`."""
    return {f"{prefix}-{name.replace('_', '-')}": value for name, value in {**VOTE, **changes}.items()}


WAY: Final[tuple[tuple[str, date, Mapping[str, str]], ...]] = (
    ("talked", date(2018, 3, 20), {"talker": "ANN"}),
    ("recommended", date(2018, 9, 10), {"way": "党员推荐", "activist-meeting": "2018-09-10"}),
    ("activist-filed", date(2018, 9, 20), {"activist-paper": "机党备〔2018〕3号"}),
    ("contacts", date(2018, 9, 25), {"contact-1": "BO"}),
    ("cultivated", date(2019, 10, 10), {}),
    (
        "candidate",
        date(2019, 11, 8),
        {
            "opinions": "党员和群众反映好。",
            "candidate-meeting": "2019-10-28",
            "publicised-from": "2019-10-30",
            "publicised-until": "2019-11-05",
            "publicity": "不影响",
        },
    ),
    ("candidate-filed", date(2019, 11, 15), {"reply": "备案", "reply-paper": "机党备〔2019〕5号"}),
    ("introducers", date(2019, 11, 20), {"introducer-1": "BO", "introducer-2": "BEN"}),
    ("reviewed", date(2020, 1, 10), {"political": "合格"}),
    ("trained", date(2020, 4, 3), {"days": "3"}),
    ("examined", date(2020, 4, 20), {"examined": "2020-04-20"}),
    ("prereviewed", date(2020, 5, 8), {"prereview": "合格", "prereview-paper": "机党预〔2020〕2号"}),
    ("form-filled", date(2020, 5, 12), {}),
    ("voted", date(2020, 5, 29), vote("vote")),
    ("interviewed", date(2020, 6, 10), {"interviewer": "机关党委委员"}),
    ("admitted", date(2020, 7, 1), {"decision": "批准", "decision-paper": "机党〔2020〕8号"}),
    ("recorded", date(2020, 7, 10), {"record-paper": "组备〔2020〕12号"}),
    ("grouped", date(2020, 7, 15), {"group": "甲一小组"}),
    ("sworn", date(2020, 7, 31), {"oath": "机关党委，会议室"}),
    ("watched", date(2021, 5, 20), {"watch": "表现合格。"}),
    ("conversion-applied", date(2021, 5, 25), {}),
    ("conversion-voted", date(2021, 5, 31), vote("conversion")),
    (
        "confirmed",
        date(2021, 6, 20),
        {"conversion-decision": "批准", "conversion-paper": "机党〔2021〕9号", "full-since": "2021-05-29"},
    ),
    ("archived", date(2021, 7, 10), {"archive": "党员档案柜3号"}),
)
"""The steps after the application of 5 March 2018: (stage, day, fields)."""

STEPS: Final = tuple(stage for stage, _, _ in WAY)


def applied(cast: Cast, born: date = BORN, on: date = date(2018, 3, 5)) -> Entry:
    """Xin turns to branch A."""
    person = Particulars("xin", born=born)
    entry: Entry = register_newcomer(
        cast.scope("ann"), cast.org["A"], register=REGISTER, person=person, happened=on, fields={}
    )
    return entry


def papers(entry: Entry, stage: str) -> None:
    """Say where the papers lie that the step asks for."""
    there = set(entry.materials.values_list("proof", flat=True))
    for proof in set(rulebook().entries[REGISTER].stage_of(stage).takes) - there:
        keep_original(SYSTEM, entry, proof=proof, place="党员档案柜3号")


def reviewed(entry: Entry, *days: date) -> None:
    """The half-yearly reviews."""
    said = {"reviewer": "BO", "opinion": "积极靠拢组织。"}
    for day in days:
        file_entry(SYSTEM, entry.subject, register="cultivation-review", happened=day, fields=said, parent=entry)


def walked(entry: Entry, until: str, changes: Mapping[str, Mapping[str, str]] | None = None) -> Entry:
    """Take the steps up to one, that one too; `changes` are other fields of some, by stage."""
    here = "cultivated" if entry.stage == "publicised" else entry.stage
    for stage, on, fields in WAY[STEPS.index(here) + 1 if here in STEPS else 0 :]:
        if stage == "cultivated":
            reviewed(entry, date(2019, 3, 1), date(2019, 9, 1))
        papers(entry, stage)
        entry = stepped(entry, stage, on, {**fields, **(changes or {}).get(stage, {})})
        if stage == until:
            return entry
    return entry


def stepped(entry: Entry, stage: str, on: date, fields: Mapping[str, str]) -> Entry:
    """One step."""
    found: Entry = take(SYSTEM, entry, step=Step(stage, on, fields), seen=entry.step)
    return found


def extension(until: str, begins: str = "2021-05-29") -> dict[str, str]:
    """What the meeting says that lets the probation go on until that day, which is its last."""
    return {"extended-from": begins, "extended-until": until, "reason": "大会决议", **vote("extension")}


def extended(entry: Entry, until: str, on: date = date(2021, 5, 31)) -> Entry:
    """The probation goes on until that day: voted and approved on one."""
    entry = stepped(entry, "extension-voted", on, extension(until))
    return stepped(entry, "extended", on, {"extension-decision": "批准", "extension-paper": "机党〔2021〕12号"})
