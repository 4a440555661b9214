"""What befalls a record after it was entered: corrected, withdrawn, handed back, disputed, agreed to."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from dengming.demo.founded import Branch
from dengming.demo.happening import Answer, Happening, Mark, Status
from dengming.demo.layout import Habit
from dengming.demo.making import Maker

CORRECTED, DOUBLED, MISTAKEN, HANDED_BACK = 0.012, 0.004, 0.01, 0.15
"""How likely a record is corrected later; entered twice and once withdrawn; withdrawn for never having been held (slack
branches); handed back for mending (fresh records of all but good branches)."""
ANSWERED, DISPUTED = 0.5, 0.5
"""How likely members of a good branch agree to what is said of them; somebody marked as absent does not."""
RECENT: Final = timedelta(days=45)
DISPUTES: Final = ("当天到会，签到表有签名。", "当天公务出差，已向支部请假。", "列席了会议，未登记。")


@dataclass(frozen=True)
class Aftermath:
    """Chance, and the last day by which everything has happened."""

    maker: Maker

    def of(self, happening: Happening, branch: Branch) -> Iterator[Happening]:
        """The happening as it ended, and its double where it was entered twice."""
        if happening.status(self.maker.until) is not Status.CONFIRMED:
            yield self._maybe_handed_back(happening, branch)
            return
        chance = self.maker.random.random
        if chance() < DOUBLED:
            yield self._withdrawn(replace(happening), "与另一条纪实重复登记。")
        if branch.plan.habit is Habit.SLACK and chance() < MISTAKEN:
            yield self._withdrawn(happening, "核查发现当天没有开成，误登记。")
            return
        if chance() < CORRECTED:
            self._correct(happening)
        self._answer(happening, branch)
        yield happening

    def _maybe_handed_back(self, happening: Happening, branch: Branch) -> Happening:
        is_filed = happening.status(self.maker.until) is Status.FILED and happening.stage is None
        if not is_filed or branch.plan.habit is Habit.GOOD or self.maker.random.random() > HANDED_BACK:
            return happening
        reason = "缺会议记录正文，只有提纲，请补充。"
        return replace(happening, stage=Status.RETURNED, reason=reason, ended=self.maker.until - timedelta(days=1))

    def _withdrawn(self, happening: Happening, reason: str) -> Happening:
        ended = happening.entered + timedelta(days=self.maker.random.randrange(4, 40))
        if ended >= self.maker.until:
            return happening
        return replace(happening, stage=Status.WITHDRAWN, reason=reason, ended=ended)

    def _correct(self, happening: Happening) -> None:
        """Somebody was marked as absent who was there; the record says so since a few days later."""
        there = [
            person for person, mark in happening.marks.items() if mark is Mark.ATTEND and person not in _busy(happening)
        ]
        day = happening.entered + timedelta(days=self.maker.random.randrange(3, 15))
        if there and day < self.maker.until:
            person = self.maker.random.choice(there)
            happening.before, happening.corrected = {**happening.marks, person: Mark.ABSENT}, day

    def _answer(self, happening: Happening, branch: Branch) -> None:
        """In good branches some members agree to what is said of them; everywhere now and then one does not."""
        if self.maker.until - happening.on > RECENT or "heart-talk" in happening.kinds:
            return
        random = self.maker.random
        if branch.plan.habit is Habit.GOOD and random.random() < ANSWERED:
            for person in random.sample(list(happening.marks), len(happening.marks) // 3):
                happening.answers[person] = (Answer.CONFIRMED, "")
        missed = [person for person, mark in happening.marks.items() if mark is Mark.ABSENT]
        if missed and random.random() < DISPUTED:
            settled = random.random() < 0.4
            note = random.choice(DISPUTES) + ("（已当面核实，签到表无签名）" if settled else "")
            happening.answers[random.choice(missed)] = (Answer.SETTLED if settled else Answer.DISPUTED, note)


def _busy(happening: Happening) -> set[int]:
    """Those who did something there: a wrong mark of theirs would have been seen at once."""
    return {person for person, roles in happening.roles.items() if roles} | set(happening.reports)
