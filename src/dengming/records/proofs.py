"""Which proofs a record shows. A plan is proved by its time, attendance by people, the rest by a text or a file.

Photos are a proof like any other and never a condition of their own.
"""

from collections.abc import Iterable
from datetime import datetime

from dengming.editions.clock import ZONE, date_at
from dengming.editions.rules import Rules
from dengming.records.models import Record, RecordKind
from dengming.records.sheet import Mark, files_of, marked, texts_of
from dengming.rulebook.blocks import Proof
from dengming.rulebook.duties import Match


def planned_before(record: Record, planned_at: int | None) -> bool:
    """Whether a plan entered at this moment was there before the activity.

    It was if its day in Beijing is before the day held; on the same day only if the start time is known and later.
    """
    if planned_at is None or record.on is None:
        return False
    planned_on = date_at(planned_at)
    if planned_on != record.on:
        return planned_on < record.on
    if record.starts is None:
        return False
    return planned_at < datetime.combine(record.on, record.starts, tzinfo=ZONE).timestamp()


def shown_by(record: Record, kind: RecordKind, rules: Rules) -> list[str]:
    """The proofs that the record shows for one of its kinds.

    Only the plan can differ between kinds: each was planned when it entered the plan, what was added later was not.
    """
    shown = _apart_from_the_plan(record, rules)
    planned = planned_before(record, kind.planned_at)
    return [
        proof.id for proof in rules.rulebook.proofs.values() if proof.id in shown or ("plan" in proof.by and planned)
    ]


def shown_at_all(record: Record, rules: Rules) -> list[str]:
    """The proofs that the record shows for at least one of its kinds."""
    kinds = list(record.kinds.all())
    return sorted({name for kind in kinds for name in shown_by(record, kind, rules)})


def missing_for(record: Record, match: Match, rules: Rules) -> list[str]:
    """The proofs that the match asks for and the record lacks, by the kind of the record that lacks fewest.

    All of them where the record is of none of the kinds that the match names.
    """
    shown = [shown_by(record, kind, rules) for kind in record.kinds.all() if kind.activity in match.activity]
    lacking = [[name for name in match.proofs if name not in names] for names in shown]
    return min(lacking, key=len, default=list(match.proofs))


def names_in_chinese(names: Iterable[str], rules: Rules) -> str:
    """Proofs as people call them, joined: 会议记录、签到."""
    return "、".join(rules.rulebook.proofs[name].name for name in names)


def _apart_from_the_plan(record: Record, rules: Rules) -> set[str]:
    texts, filed = texts_of(record), {file.proof for file in files_of(record)}
    anyone = bool(marked(record, Mark.ATTEND))

    def shows(proof: Proof) -> bool:
        by_text, by_file = "text" in proof.by and proof.id in texts, "file" in proof.by and proof.id in filed
        return by_text or by_file or ("people" in proof.by and anyone)

    return {proof.id for proof in rules.rulebook.proofs.values() if shows(proof)}
