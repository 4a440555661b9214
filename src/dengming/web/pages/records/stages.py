"""How far a record is: 计划 → 通知 → 纪实 → 书记确认, with the day of each step; and what may be done now."""

from dataclasses import dataclass
from typing import Final

from dengming.accounts.scope import Scope
from dengming.editions import clock
from dengming.records.drafts import EDITABLE
from dengming.records.models import Record
from dengming.records.queries import is_entered_late
from dengming.records.sheet import hosts_of
from dengming.web.wording import moment

Status = Record.Status
_FILED: Final = (Status.FILED, Status.CONFIRMED, Status.WITHDRAWN)


@dataclass(frozen=True)
class May:
    """What the actor may do with the record as it stands."""

    edit: bool
    confirm: bool
    decide: bool
    send_back: bool
    withdraw: bool
    correct: bool
    copy: bool
    discard: bool


def may(scope: Scope, record: Record) -> May:
    """By capability at the lead host and by status."""
    reach = record.organisation.reach
    record_, confirm, urge = (scope.may(name, reach) for name in ("record", "confirm", "urge"))
    status = record.status
    return May(
        edit=record_ and status in EDITABLE,
        confirm=confirm,
        decide=confirm and status == Status.FILED,
        send_back=urge and status in (Status.FILED, Status.CONFIRMED),
        withdraw=confirm and record.confirmed_at is not None,
        correct=record_ and status in (Status.CONFIRMED, Status.WITHDRAWN),
        copy=record_,
        discard=record_ and status in (Status.DRAFT, Status.PLANNED),
    )


def steps(record: Record) -> list[dict[str, str]]:
    """For `_stepper.html`. A step that was passed over, such as a notice never printed, is no fault."""
    filed, confirmed = record.status in _FILED, record.status == Status.CONFIRMED
    written = "done" if filed else "returned" if record.status == Status.RETURNED else ""
    held = record.on is not None and record.on < clock.today()  # what is over is neither planned nor announced any more
    passed = filed or held or record.status == Status.RETURNED
    found = [
        _step("计划", record.planned_at, passed=passed),
        _step("通知", record.notified_at, passed=passed),
        {"label": "纪实", "state": written or "todo", "note": moment(record.entered_at) if filed else ""},
        {"label": "书记确认", "state": "done" if confirmed else "todo", "note": moment(record.confirmed_at)},
    ]
    if record.status == Status.RETURNED:
        found[2]["note"] = "已退回，请修改后再报"
        return found
    for step in found:
        if step["state"] == "todo":
            step["state"] = "current"
            break
    return found


def _step(label: str, at: int | None, *, passed: bool) -> dict[str, str]:
    if at is not None:
        return {"label": label, "state": "done", "note": moment(at)}
    return {"label": label, "state": "skipped" if passed else "todo", "note": "未登记" if passed else ""}


def marks(record: Record) -> list[str]:
    """补录, 代录 and joint records, as marks beside the title."""
    found = ["entered-late"] if is_entered_late(record) else []
    return found + (["on-behalf"] if record.by_proxy else [])


def is_joint(record: Record) -> bool:
    """Whether several organisations hosted it."""
    return len(hosts_of(record)) > 1
