"""When a register takes nothing: without issuer and paper where it needs them, or for a period that is over."""

from datetime import date

from dengming.calendar.periods import chinese_label, period_of
from dengming.editions import clock
from dengming.editions.permits import Permit
from dengming.editions.queries import rules
from dengming.refusal import Refusal
from dengming.rulebook.registers import Entry


def permit_of(block: Entry) -> Permit | None:
    """What opens the register, whether or not it is in force; None where nothing was set or nothing is needed."""
    return rules().parameters.permits.get(block.id)


def is_open(block: Entry, on: date | None = None) -> bool:
    """Whether lines and steps are taken on a day."""
    if not_yet(block, on or clock.today()):
        return False
    if not block.permit:
        return True
    given = permit_of(block)
    return given is not None and given.holds(on or clock.today())


def not_yet(block: Entry, on: date) -> str:
    """What is wrong with a day before the regulation is in force; "" for any other."""
    return f"“{block.name}”自 {block.from_} 起施行，以前的不登记。" if block.from_ and on < block.from_ else ""


def not_permitted(block: Entry, on: date) -> str:
    """What is wrong with a day on which the paper that opens the register was not in force; "" where nothing is."""
    given = permit_of(block) if block.permit else None
    if given is None or given.holds(on):
        return ""
    until = f"，到 {given.until} 为止" if given.until else ""
    return f"“{block.name}”的依据《{given.document}》自 {given.since} 起{until}：请核对日期。"


def closed_period(block: Entry, about: date) -> str:
    """What is wrong where lines are only taken while their period runs; "" where nothing is."""
    if block.within is None:
        return ""
    present = period_of(block.within, clock.today())
    if period_of(block.within, about) == present:
        return ""
    return f"“{block.name}”只登记{chinese_label(present.label)}的，以前各期已经截止。"


def check_open(block: Entry) -> None:
    """Raise Refusal where the register is closed."""
    if is_open(block):
        return
    if early := not_yet(block, clock.today()):
        raise Refusal(early)
    given = permit_of(block)
    if given is None:
        raise Refusal(f"“{block.name}”还没有启用：请先在“本地参数”里写明有权办理的机关和依据文件。")
    raise Refusal(f"“{block.name}”的依据《{given.document}》今天不在执行期内：请在“本地参数”里核对起止日期。")
