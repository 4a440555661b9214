"""The rows of 整改任务 in the demo: each brought as far as the story says, with proofs that exist."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from dengming.accounts.scope import Scope
from dengming.demo.accounts import Cast
from dengming.demo.desk import Days, Desk, Person
from dengming.ledgers.actions import file_entry
from dengming.ledgers.issuing import send
from dengming.ledgers.materials import link
from dengming.ledgers.models import Entry
from dengming.ledgers.moving import Step, send_back, take

REGISTER: Final = "rectification-task"
DRAFTED, APPROVED, EFFECTIVE, LINKED, CHECKED, CLOSED, RECHECKED, REOPENED, SENT = 50, 44, 20, 14, 13, 9, 4, 3, 8
"""Days before the demo day; a row is a day or two later than the one before it."""
DUE: Final = {"immediate": -15, "long": -100}
DUE_BEFORE: Final = {"late": 15, "closed": 6, "rechecked": 6}
"""How many days before the demo day a row is due: most after it, what was closed in time and what is late before."""
ON_THE_WAY: Final = {
    "drafted": (),
    "approved": ("approved",),
    "late": ("approved",),
    "effective": ("approved", "effective"),
    "checked": ("approved", "checked"),
    "closed": ("approved", "checked", "closed"),
    "rechecked": ("approved", "checked", "closed", "rechecked"),
    "reopened": ("approved", "checked", "closed"),
}  # fmt: skip
DUTIES: Final = (
    "牵头制定具体做法，每月末核对一次进展，向党组织报告。",
    "按时限组织落实，收集佐证，自查后提出销号申请。",
    "对措施落实负直接责任，遇到困难当周报告，不拖到期限。",
    "督促有关支部逐条落实，整改后三个月内再看一次。",
)


@dataclass(frozen=True)
class Rows:
    """The rows of the story, in the organisations that claimed."""

    days: Days
    committee: Scope
    desks: Sequence[Desk]
    cast: Cast
    story: dict[str, Any]

    def of(self, problem: dict[str, Any], claims: Iterable[tuple[Desk, Entry]]) -> None:
        """Every claim gets its rows."""
        for number, ((desk, claim), rows) in enumerate(zip(claims, _together(problem["row"]), strict=False)):
            for row in rows:
                entry = self._filed(desk, claim, row, number)
                self._brought(desk, entry, row, problem["proofs"], number)
                if row.get("send"):
                    self._send(entry)

    def _filed(self, desk: Desk, parent: Entry, row: dict[str, Any], number: int) -> Entry:
        who = desk.own_branch(self.cast) if row["post"] == "shuji" else desk.person(row["post"], number)
        with self.days.on(DRAFTED - number % 3) as day:
            entry: Entry = file_entry(
                desk.office,
                desk.subject,
                register=REGISTER,
                part=row["part"],
                happened=day,
                parent=parent,
                fields=self._fields(desk, row, who, number),
            )
        return entry

    def _fields(self, desk: Desk, row: dict[str, Any], who: Person, number: int) -> dict[str, str]:
        due = DUE_BEFORE.get(row["stage"], DUE[row["part"]]) - number % 4
        head = desk.person("head", 0)
        source = ("上年述职", "自查", "区反馈", "自查", "市反馈")[number % 5]
        return {
            **{name: row[name] for name in ("shown", "root", "content", "level", "measure", "goal")},
            "source": source,
            "due": self.days.ago(due).isoformat(),
            "lead": f"{head.name}（{head.post}）",
            "post": who.post,
            "responsible": who.code,
            "duties": DUTIES[(number + len(row["shown"])) % len(DUTIES)],
        }

    def _brought(self, desk: Desk, entry: Entry, row: dict[str, Any], proofs: Sequence[str], number: int) -> None:
        """Step by step; without a record to prove it by, a row stays where it is."""
        for stage in ON_THE_WAY[row["stage"]]:
            if stage == "checked" and not self._linked(desk, entry, proofs, number):
                return
            entry = self._step(desk, entry, stage, row, number)
        if row["stage"] == "reopened":
            with self.days.on(REOPENED):
                send_back(self.committee, entry, to="approved", reason=row["reason"], seen=entry.step)

    def _step(self, desk: Desk, entry: Entry, stage: str, row: dict[str, Any], number: int) -> Entry:
        who, ago, said = {
            "approved": (desk.head, APPROVED, _approved(entry)),
            "effective": (desk.office, EFFECTIVE, {"effect": row.get("effect", "")}),
            "checked": (desk.office, CHECKED, {"self-check": row.get("check", "")}),
            "closed": (self.committee, CLOSED, {"verdict": row.get("verdict", "")}),
            "rechecked": (self.committee, RECHECKED, {"recheck": row.get("recheck", "")}),
        }[stage]
        with self.days.on(ago - number % 3) as day:
            moved: Entry = take(who, entry, step=Step(stage, day, said), seen=entry.step)
        return moved

    def _linked(self, desk: Desk, entry: Entry, proofs: Sequence[str], number: int) -> bool:
        ago = LINKED - number % 3
        uid = desk.record(proofs, self.days.ago(APPROVED), self.days.ago(ago))
        if uid:
            with self.days.on(ago):
                link(desk.office, entry, proof="rectified", source=uid)
        return bool(uid)

    def _send(self, entry: Entry) -> None:
        """举一反三: some have found the same, some have not, the demo accounts' organisation and others still look."""
        if len(self.desks) < 2:
            return
        with self.days.on(SENT):
            send(self.committee, entry, register="self-check", seen=entry.step)
        asked = {it.subject_id: it for it in entry.children.select_related("subject", "parent")}
        answers = [("found", {"found": words}) for words in self.story["found"]]
        answers += [("none", {"looked": words}) for words in self.story["none"]]
        waiting = [desk for desk in self.desks[1:] if desk.subject.pk in asked]
        for number, (desk, (stage, said)) in enumerate(zip(waiting, answers, strict=False)):
            with self.days.on(SENT - 3 - number % 3) as day:
                take(desk.office, asked[desk.subject.pk], step=Step(stage, day, said), seen=0)


def _approved(entry: Entry) -> dict[str, str]:
    """What was drafted is approved as it stands."""
    names = ("content", "measure", "due", "responsible", "duties", "level", "goal", "lead", "post")
    return {name: entry.fields[name] for name in names}


def _together(rows: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """The rows of each claim."""
    found: list[list[dict[str, Any]]] = []
    for row in rows:
        if row.get("beside"):
            found[-1].append(row)
        else:
            found.append([row])
    return found
