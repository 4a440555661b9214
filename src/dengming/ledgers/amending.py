"""更正: what a case's first stage asks for is corrected while the case stands there, for the first time or again."""

from collections.abc import Mapping

from dengming.accounts.actions import Done, action, authorise
from dengming.accounts.scope import Scope
from dengming.editions import clock
from dengming.ledgers.agreements import check_years_below
from dengming.ledgers.fields import FieldRefusal
from dengming.ledgers.first_step import First, fault_of_part, read_first
from dengming.ledgers.models import Entry, Move
from dengming.ledgers.one_per import about_of, other_in_period, too_early
from dengming.ledgers.permits import check_open, closed_period, is_open
from dengming.ledgers.places import line_reach
from dengming.ledgers.steps import is_over, register_of
from dengming.ledgers.writing import Act, check_fresh, note_of, told, write
from dengming.orgs.models import Subject
from dengming.refusal import Refusal


@action("entry.amended", label="更正台账", needs="read", at=line_reach)
def amend(scope: Scope, entry: Entry, *, fields: Mapping[str, str], part: str = "", seen: int) -> Done[Entry]:
    """Say anew what was said when it was filed: all that filing checks holds again, by the day of filing.

    Raises PermissionDenied for who may not take the first step, FieldRefusal for what does not agree, Refusal where the
    case has gone on, nothing is changed, or somebody was faster.
    """
    block = register_of(entry)
    authorise(scope, block.stage[0].may, line_reach(entry))
    check_fresh(entry, seen)
    if not _is_amendable(entry):
        raise Refusal(
            "这一件不能更正：只有逐件登记、还在第一步的才能；已经往下办的，请先退回第一步；日期、人员登错的，请撤回后重新登记。"
        )
    check_open(block)
    if closed := closed_period(block, entry.about):
        raise Refusal(closed)
    Subject.objects.select_for_update().get(pk=entry.subject_id)  # as filing does
    if wrong := fault_of_part(block, part):
        raise FieldRefusal({"part": wrong})
    kept = read_first(block, First(entry.subject, part, entry.parent, entry.happened, entry, scope), fields)
    check_years_below(entry, kept)
    _check_period(entry, kept)
    changed = _changed(entry, kept)
    if not changed and part == entry.part:
        raise Refusal("和原来登记的一样，没有要更正的。")
    of_another = part if part != entry.part else ""
    write(scope, entry, Act(Move.Way.AMENDED, entry.stage, clock.today(), changed, part=of_another))
    return Done(entry, about=told(entry), note=note_of(entry) | {"amended": sorted(changed)})


def may_amend(scope: Scope, entry: Entry) -> bool:
    """Whether the actor may correct what was filed."""
    block = register_of(entry)
    return _is_amendable(entry) and is_open(block) and scope.may(block.stage[0].may, line_reach(entry))


def _is_amendable(entry: Entry) -> bool:
    """Whether it is a case begun by hand that stands at its first stage and says something there; a role given there is
    not rewritten. Where only the day or the person is wrong, it is withdrawn and filed again."""
    block = register_of(entry)
    first, says = block.stage[0], bool(block.first_fields or block.parts)
    begun = block.is_case and block.by_hand and first.gives is None
    return begun and says and entry.stage == first.id and not is_over(entry)


def _check_period(entry: Entry, kept: Mapping[str, str]) -> None:
    """Of another year than before there is none yet. Raises FieldRefusal."""
    block = register_of(entry)
    about = about_of(block, kept, entry.happened)
    there = other_in_period(block, entry.subject, about, entry)
    told = closed_period(block, about) or too_early(block, about, entry.happened) or there
    if block.of_year and told:
        raise FieldRefusal({block.of_year: told})


def _changed(entry: Entry, kept: Mapping[str, str]) -> dict[str, str]:
    """What is said now of the fields that said something else; a browser's line ends are no change."""
    names = [field.id for field in register_of(entry).first_fields]
    pairs = {name: (entry.fields.get(name, ""), kept.get(name, "")) for name in names}
    return {name: now for name, (was, now) in pairs.items() if was.splitlines() != now.splitlines()}
