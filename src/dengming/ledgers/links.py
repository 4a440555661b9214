"""What a field points at: a member of the organisation, one of its records, any organisation; and that what must be
one of a kind is."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from dengming.editions.models import FAR_MOMENT
from dengming.facts.models import Fact, Source
from dengming.ledgers.fields import FieldRefusal
from dengming.ledgers.models import Entry
from dengming.ledgers.places import is_of, subject_reach
from dengming.orgs.models import Member, Organisation, Subject
from dengming.orgs.relocating import check_branch
from dengming.refusal import Refusal
from dengming.rulebook import registers
from dengming.rulebook.register_fields import EntryField


def check_links(
    block: registers.Entry,
    fields: Iterable[EntryField],
    said: Mapping[str, str],
    subject: Subject,
    entry: Entry | None = None,
) -> None:
    """Raise FieldRefusal where a field names nobody of the organisation, none of its records, or what is taken."""
    problems = {}
    for field in fields:
        value = said.get(field.id, "")
        if value and (fault := _fault(block, field, value, subject, entry)):
            problems[field.id] = fault
    if problems:
        raise FieldRefusal(problems)


def doer_of(code: str) -> Subject | None:
    """The person of this code; None for an empty one."""
    return Subject.objects.filter(code=code, sort=Subject.Sort.PERSON).first() if code else None


def source_at(uid: str, place: str) -> Source:
    """A record or line that concerns an organisation or member at the place. Raises Refusal where there is none."""
    try:
        found = Source.objects.filter(uid=UUID(uid)).first()
    except ValueError:
        found = None
    alive = Fact.objects.filter(source=found, withdrawn=FAR_MOMENT) if found else Fact.objects.none()
    if found is None or not alive.filter(subject__in=_organisations(place)).exists():
        raise Refusal("没有找到这条记录，或不是本组织已确认的记录：请从列表里选。")
    return found


def _fault(block: registers.Entry, field: EntryField, value: str, subject: Subject, entry: Entry | None) -> str:
    if field.type == "member":
        return _fault_of_member(field, value, subject)
    if field.type == "organisation" and (fault := _fault_of_organisation(block, field, value)):
        return fault
    if field.type == "record":
        try:
            source_at(value, subject_reach(subject))
        except Refusal as refusal:
            return f"“{field.name}”{refusal}"
    if field.unique:
        same = Entry.objects.filter(register=block.id, withdrawn_at=None, **{f"fields__{field.id}": value})
        same = same.exclude(stage__in=block.annulled)
        if same.exclude(pk=entry.pk if entry else None).exists():
            return f"“{field.name}”已经登记过“{value}”：请核对。"
    return ""


def _fault_of_organisation(block: registers.Entry, field: EntryField, value: str) -> str:
    found = Organisation.objects.filter(subject__code=value).select_related("subject").first()
    if found is None:
        return f"“{field.name}”没有找到编号“{value}”的组织：请从列表里选。"
    try:
        if field.id in block.destinations:
            check_branch(found)
    except Refusal as refusal:
        return str(refusal)
    return ""


def _fault_of_member(field: EntryField, value: str, subject: Subject) -> str:
    member = Member.objects.filter(subject__code=value).select_related("subject").first()
    if member is None:
        return f"“{field.name}”没有找到编号“{value}”的党员：请从名单里选。"
    if not is_of(member, subject_reach(subject)):
        return f"“{field.name}”{member.name}不是{subject.name}的党员：请从名单里选。"
    return ""


def _organisations(place: str) -> Iterable[int]:
    return Organisation.objects.filter(reach__startswith=place).values_list("pk", flat=True)
