"""党员示范岗 and 党建品牌 in the demo district: an approved drive, posts and brands on every step of the way."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from dengming.accounts.scope import Everywhere, Scope
from dengming.calendar.days import day_of
from dengming.demo.accounts import Cast, scope_of
from dengming.demo.desk import Days
from dengming.demo.founded import District
from dengming.editions.actions import permit
from dengming.editions.clock import start_of
from dengming.editions.models import FAR_MOMENT
from dengming.editions.permits import Permit
from dengming.facts.models import Fact
from dengming.ledgers.actions import file_entry
from dengming.ledgers.materials import link
from dengming.ledgers.models import Entry
from dengming.ledgers.moving import Step, take
from dengming.orgs.models import Subject

PAPER: Final = "区委发〔{year}〕11号"
POSTS: Final = (
    ("政务大厅3号窗口", "首问负责、一次告知、限时办结", "来办事的人只跑一趟；办不了的当场说清缺什么。"),
    ("信访接待岗", "热情接待、件件登记、按期答复", "来访当日登记，15日内回访一次。"),
    ("项目审批岗", "并联审批、全程代办", "重点项目两个工作日出意见。"),
    ("财务结算岗", "公开流程、不压单据", "手续齐全的当天办结。"),
    ("驻村帮扶岗", "吃住在村、户户走到", "每月走访帮扶户一遍，记录存村委会。"),
    ("便民热线岗", "接线有礼、转办有回音", "转办的事三个工作日内回复来电人。"),
)
BRANDS: Final = (
    (
        "party-building",
        "红色代办",
        "每个支部选两名党员为老年人代办社保、医保业务，每周三上门。",
        "半年代办217件，投诉比上年少6件。",
    ),
    ("battle-service", "项目管家", "一个重点项目配一名党员管家，从立项跟到开工。", "跟办的9个项目平均提前12天开工。"),
)
WORDS: Final = {
    "solid": "有记录可查",
    "learnable": "两个支部照着做",
    "exemplary": "区级简报介绍过",
    "recognised": "服务对象评议满意",
}
ENDS: Final = ("awarded", "publicised", "met", "applied", "awarded", "short")
"""Where the posts stand, one after another; the secretary's own branch is left to whoever tries it."""
APPROVED, APPLIED, LASTS = 120, 90, 110
"""Days: how long ago the drive was approved and all applied, and for how long it goes on."""
AGO: Final = {"met": 60, "short": 60, "chosen": 60, "publicised": 50, "awarded": 35}
RECENT: Final = 3
"""How many days ago the publicity began of what is still publicised."""

Way = list[tuple[str, dict[str, str]]]
"""The steps of a case, each with what is said."""


def store(scope: Scope, district: District, cast: Cast, until: date) -> None:
    """Nothing in a district without a committee of two: who files does not judge."""
    if cast.head == cast.officer:
        return
    days, officer = Days(until), scope_of(cast.officer)
    with days.on(APPROVED) as since:
        given = Permit("区委", PAPER.format(year=since.year), since, until + timedelta(days=LASTS))
        for register in ("model-post", "brand"):
            permit(scope, register=register, given=given)
    branches = [it for direct in district.directs for it in direct.branches if it is not cast.branch]
    for number, (branch, post) in enumerate(zip(branches, POSTS, strict=False)):
        fields = dict(zip(("post", "standard", "promise"), post, strict=True))
        entry = _filed(days, branch.organisation.subject, "model-post", "", fields)
        _judged(days, entry, officer, _post_way(ENDS[number], number, until))
    for number, (branch, (part, *brand)) in enumerate(zip(reversed(branches), BRANDS, strict=False)):
        fields = dict(zip(("name", "practice", "result"), brand, strict=True))
        entry = _filed(days, branch.organisation.subject, "brand", part, fields)
        _judged(days, entry, officer, [("chosen", WORDS), *_named(number, until)][: 3 - number])


def _post_way(end: str, number: int, until: date) -> Way:
    """The steps as far as the post has come."""
    if end == "short":
        return [("short", {"verdict": "承诺没有公开，请补齐后重新申报。"})]
    steps: Way = [("met", {"verdict": "现场看了两次，对照标准逐条达到。"}), *_named(number, until)]
    names = ["applied", *(name for name, _ in steps)]
    return steps[: names.index(end)]


def _named(number: int, until: date) -> Way:
    """The publicity and the name."""
    paper, last = f"区直工委发〔{until.year}〕{20 + number}号", date(until.year + 1, 12, 31)
    return [
        ("publicised", {"where": "机关公示栏、本系统"}),
        ("awarded", {"feedback": "无", "paper": paper, "until": last.isoformat()}),
    ]


def _filed(days: Days, subject: Subject, register: str, part: str, fields: Mapping[str, str]) -> Entry:
    """The application, with the newest record of the branch as its proof."""
    scope = Everywhere(reason="建立演示区")
    with days.on(APPLIED) as on:
        entry: Entry = file_entry(scope, subject, register=register, part=part, happened=on, fields=fields)
        facts = Fact.objects.filter(subject=subject, source__sort="record", withdrawn=FAR_MOMENT, about__lte=day_of(on))
        newest = facts.filter(entered__lte=start_of(on)).order_by("-about", "source").first()
        if newest is not None:
            link(scope, entry, proof="model-evidence", source=str(newest.source.uid))
    return entry


def _judged(days: Days, entry: Entry, officer: Scope, way: Way) -> None:
    if way and way[0][0] != "short" and not entry.materials.exists():
        return  # a demo of no months has no records to prove anything by
    for stage, fields in way:
        is_running = stage == "publicised" and way[-1][0] == stage
        with days.on(RECENT if is_running else AGO[stage]) as on:
            entry = take(officer, entry, step=Step(stage, on, fields), seen=entry.step)
