"""How organisations come to stand: their place in the tree, their first name, the spans of their kind and conditions.

Asks no permission and leaves no journal line: `orgs.actions.organisations` does.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dengming.editions.queries import rules
from dengming.orgs import kinds, spans
from dengming.orgs.models import Organisation, OrganisationName, Subject, Unit
from dengming.orgs.spans import NewSpan
from dengming.orgs.tree import reach_of
from dengming.refusal import Refusal
from dengming.rulebook.blocks import Role


@dataclass(frozen=True)
class NewOrganisation:
    """An organisation to be founded. `parent` and `seat` are codes, also of organisations earlier in the same batch."""

    code: str
    name: str
    kind: str
    founded: date
    parent: str = ""
    seat: str = ""
    unit: Unit | None = None
    conditions: tuple[str, ...] = ()
    approval: str = ""
    paper: str = ""
    ordinal: int = 0


def build(news: Iterable[NewOrganisation], entered: int | None = None) -> list[Organisation]:
    """Store organisations in the given order. Raises Refusal for the first that may not stand so."""
    batch = list(news)
    roles = rules().rulebook.roles
    known = _known(batch)
    for new in batch:
        _check(new, known, roles)
        known[new.code] = _plant(new, known)
    organisations = [known[new.code] for new in batch]
    Organisation.objects.bulk_update(organisations, ["reach"], batch_size=500)
    OrganisationName.objects.bulk_create(
        OrganisationName(organisation=known[new.code], name=new.name, since=new.founded, paper=new.paper)
        for new in batch
    )
    spans.add_many([span for new in batch for span in _spans(new, known)], entered)
    return organisations


def check_parent(kind: str, parent: Organisation | None, roles: dict[str, Role]) -> None:
    """Raise Refusal where a kind may not stand under this parent (None: under nothing)."""
    name = roles[kind].name
    if parent is None:
        if kind in kinds.PARENTS and kind not in kinds.ROOTS:
            raise Refusal(f"{name}必须有上级党组织，请选择它的上级。")
    elif parent.kind not in kinds.PARENTS.get(kind, (parent.kind,)):
        raise Refusal(f"{name}不能设在“{parent.name}”（{roles[parent.kind].name}）之下，请另选上级党组织。")
    elif parent.ended is not None:
        raise Refusal(f"“{parent.name}”已于 {parent.ended} 撤销，请另选上级党组织。")


def _known(batch: list[NewOrganisation]) -> dict[str, Organisation]:
    """The organisations that the batch names and that exist already."""
    codes = {code for new in batch for code in (new.code, new.parent, new.seat) if code}
    found = Organisation.objects.select_related("subject", "seat").filter(subject__code__in=codes)
    return {organisation.code: organisation for organisation in found}


def _check(new: NewOrganisation, known: dict[str, Organisation], roles: dict[str, Role]) -> None:
    if not new.code.strip() or not new.name.strip():
        raise Refusal("组织的编号和名称都要填写。")
    if new.code in known or Subject.objects.filter(code=new.code).exists():
        raise Refusal(f"编号“{new.code}”已被使用，请换一个。")
    if new.kind not in roles or roles[new.kind].sort != "kind":
        raise Refusal(f"没有组织类别“{new.kind}”，请从制度中登记的类别里选择。")
    for condition in new.conditions:
        if condition not in roles or (roles[condition].of, roles[condition].sort) != ("org", "condition"):
            raise Refusal(f"没有组织条件“{condition}”，请从制度中登记的条件里选择。")
    for code in filter(None, (new.parent, new.seat)):
        if code not in known:
            raise Refusal(f"没有编号为“{code}”的组织，请先建立它。")
    check_parent(new.kind, known.get(new.parent), roles)
    if new.kind == kinds.LEADING_BODY and (not new.seat or new.unit is None):
        raise Refusal(f"领导班子“{new.name}”须写明所在单位和该单位的机关党组织。")


def _plant(new: NewOrganisation, known: dict[str, Organisation]) -> Organisation:
    subject = Subject.objects.create(sort=Subject.Sort.ORG, code=new.code, name=new.name)
    organisation = Organisation(
        subject=subject,
        kind=new.kind,
        unit=new.unit,
        seat=known.get(new.seat),
        founded=new.founded,
        approval=new.approval,
        ordinal=new.ordinal,
    )
    if new.parent:
        Organisation.objects.add_child(known[new.parent], instance=organisation)
    else:
        Organisation.objects.add_root(instance=organisation)
    organisation.reach = reach_of(organisation)
    return organisation


def _spans(new: NewOrganisation, known: dict[str, Organisation]) -> Iterable[NewSpan]:
    subject = known[new.code].pk
    for role in dict.fromkeys((new.kind, *new.conditions)):
        if role != kinds.DIRECT:
            yield NewSpan(subject, role, new.founded, paper=new.paper)
    if new.parent:
        yield from standing_spans(subject, known[new.parent], new.founded, new.paper)


def standing_spans(subject: int, parent: Organisation, since: date, paper: str) -> Iterable[NewSpan]:
    """That the subject stands under `parent`; directly subordinate organisations owe duties of their own."""
    yield NewSpan(subject, kinds.UNDER, since, at=parent.pk, paper=paper)
    if parent.kind == kinds.WORK_COMMITTEE:
        yield NewSpan(subject, kinds.DIRECT, since, paper=paper)
