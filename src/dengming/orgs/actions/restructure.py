"""Move, end, merge and split organisations: the tree is that of today, the spans keep what was."""

from collections.abc import Sequence
from datetime import date

from dengming.accounts.actions import Done, action
from dengming.accounts.scope import Scope
from dengming.editions.queries import rules
from dengming.orgs import kinds, spans
from dengming.orgs.actions.organisations import dated, founding_places
from dengming.orgs.founding import NewOrganisation, build, check_parent, standing_spans
from dengming.orgs.models import Organisation
from dengming.orgs.moving import DAY, check_day, close_organisation, cut, lasting, transfer_all
from dengming.orgs.tree import children_of, fresh, put_under
from dengming.refusal import Refusal


@action("organisation.moved", label="调整隶属", needs="appoint", at=lambda it, *, parent, **_: [it.reach, parent.reach])
def move(scope: Scope, it: Organisation, *, parent: Organisation, on: date, paper: str = "") -> Done[Organisation]:
    """Put the organisation and all below it under another parent from a day on (not after today)."""
    check_day(it, on, "调整")
    it, parent = fresh(it), fresh(parent)
    if it.kind == kinds.LEADING_BODY or parent.path.startswith(it.path):
        raise Refusal(f"“{it.name}”不能隶属于“{parent.name}”，请另选上级党组织。")
    if it.path[: -it.steplen] == parent.path:
        raise Refusal(f"“{it.name}”已隶属于“{parent.name}”，不用调整。")
    check_parent(it.kind, parent, rules().rulebook.roles)
    _check_last_move(it, on)
    old, kept = cut(lasting(on, (kinds.UNDER, kinds.DIRECT)).filter(subject=it.pk), on - DAY)
    spans.replace(old, [*kept, *standing_spans(it.pk, parent, on, paper)])
    put_under(it, parent)
    return Done(fresh(it), about=f"{it.code} {it.name} → {parent.name}", note=dated(on, paper))


def _check_last_move(it: Organisation, on: date) -> None:
    """The tree is that of today, so moves are entered in their order."""
    later = lasting(on, [kinds.UNDER]).filter(subject=it.pk, since__gt=on.toordinal())
    if later.exists():
        raise Refusal(f"“{it.name}”在 {on} 之后已登记过隶属调整，请先核对那次调整。")


@action("organisation.ended", label="撤销组织", needs="appoint", at=lambda it, **_: it.reach)
def end(scope: Scope, it: Organisation, *, on: date, paper: str = "") -> Done[Organisation]:
    """End an organisation; `on` is its last day. Refused while members belong to it or organisations stand under it."""
    close_organisation(it, on)
    return Done(it, about=f"{it.code} {it.name}", note=dated(on, paper))


@action(
    "organisation.merged",
    label="合并组织",
    needs="appoint",
    at=lambda into, *, sources, **_: [into.reach, *(source.reach for source in sources)],
)
def merge(
    scope: Scope, into: Organisation, *, sources: Sequence[Organisation], on: date, paper: str = ""
) -> Done[Organisation]:
    """Merge branches into another from a day on: the members go over, the merged ones end on the day before.

    A merged branch owes nothing for the period it did not live through; open cases are handed over (转办).
    """
    check_day(into, on, "合并")
    for source in sources:
        if source.pk == into.pk or (source.kind, into.kind) != (kinds.BRANCH, kinds.BRANCH):
            raise Refusal(f"“{source.name}”不能并入“{into.name}”：合并的两方要是不同的党支部。")
        members = lasting(on, kinds.STATUSES).filter(at=source.pk).values_list("subject", flat=True)
        transfer_all(list(members), into, on, paper)
        for group in children_of(source).filter(ended=None):
            close_organisation(group, on - DAY)
        close_organisation(source, on - DAY)
    names = "、".join(source.name for source in sources)
    return Done(into, about=f"{names} → {into.name}", note=dated(on, paper))


@action(
    "organisation.split",
    label="分设组织",
    needs="appoint",
    at=lambda source, *, new, **_: [source.reach, *founding_places([new])],
)
def split(
    scope: Scope, source: Organisation, *, new: NewOrganisation, people: Sequence[int], paper: str = ""
) -> Done[Organisation]:
    """Found a branch and take these members (subject ids) of `source` over into it on its first day."""
    on = new.founded
    check_day(source, on, "分设")
    belonging = set(spans.holders(kinds.STATUSES, on, at=source.pk).values_list("subject_id", flat=True))
    if strangers := set(people) - belonging:
        raise Refusal(f"有 {len(strangers)} 人在 {on} 不属于“{source.name}”，不能随它分设，请核对名单。")
    (organisation,) = build([new])
    transfer_all(people, organisation, on, paper or new.paper)
    about = f"{source.name} → {new.name}"
    return Done(organisation, about=about, note=dated(on, paper or new.paper, people=len(people)))
