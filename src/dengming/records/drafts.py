"""What a form holds, put onto the record as far as it can be read. Nothing is required here: that is `validation`."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import F

from dengming.editions.rules import Rules
from dengming.orgs.models import Organisation, Subject
from dengming.records import reading
from dengming.records.models import Record, RecordKind, RecordText
from dengming.refusal import Refusal
from dengming.secrecy import refuse_marked

Status = Record.Status
EDITABLE = (Status.DRAFT, Status.PLANNED, Status.FILED, Status.RETURNED)
_TEXT_AT_MOST = 200_000


class StaleVersion(Refusal):
    """The record was changed elsewhere since the page was opened. `current` is the version that is stored."""

    def __init__(self, current: int) -> None:
        self.current = current
        super().__init__(
            "这条纪实在您打开之后被别处改过，本页内容没有保存，也没有覆盖别处的改动："
            "请把本页新填的内容复制下来，刷新页面后再填。"
        )


@dataclass(frozen=True)
class PersonDraft:
    """What a form says of one person. None stays as it is. `reports`: register → part → 已报告 or 无事项."""

    mark: str | None = None
    reason: str | None = None
    roles: Collection[str] | None = None
    reports: Mapping[str, Mapping[str, str]] | None = None


@dataclass(frozen=True)
class Draft:
    """What a form holds. What is None, or a name that is left out, is not on the form and stays as it is.

    `words` are fields of `reading.LABELS` as typed; `kinds` maps activities to their parts; `hosts` are codes, the lead
    host first; `recorder` is a person's code, "" for nobody; `texts` maps proofs to what was typed; `people` are by
    code.
    """

    words: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, Collection[str]] | None = None
    hosts: Sequence[str] | None = None
    recorder: str | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, PersonDraft] = field(default_factory=dict)

    @property
    def fields(self) -> list[str]:
        """The names of what is on the form, for the journal: names only, never contents."""
        whole = [name for name in ("kinds", "hosts", "recorder") if getattr(self, name) is not None]
        people = ["people"] if self.people else []
        return sorted([*self.words, *whole, *(f"text:{proof}" for proof in self.texts), *people])


def claim(record: Record, version: int, at: int) -> Record:
    """The record as stored, locked and one version further. Raises StaleVersion where it was changed meanwhile."""
    mine = Record.objects.filter(pk=record.pk, version=version)
    if not mine.update(version=F("version") + 1, changed_at=at):
        raise StaleVersion(Record.objects.values_list("version", flat=True).get(pk=record.pk))
    return Record.objects.select_related("organisation__subject").get(pk=record.pk)


def check_editable(record: Record) -> None:
    """Refuse to change what is confirmed or withdrawn."""
    if record.status not in EDITABLE:
        raise Refusal(f"这条纪实{record.get_status_display()}，不能直接修改：请先点“更正”并写明原因。")


def apply_words(record: Record, words: Mapping[str, str]) -> None:
    """Set the fields that can be read and keep the others as typed."""
    for name, typed in words.items():
        refuse_marked(typed, reading.LABELS[name])
    read = reading.read(words)
    for column, value in read.values.items():
        setattr(record, column, value)
    kept = {name: typed for name, typed in record.unread.items() if name not in read.fields}
    record.unread = kept | read.unread
    record.save()


def apply_kinds(record: Record, kinds: Mapping[str, Collection[str]], rules: Rules, at: int) -> None:
    """Make these the kinds. One that is new on a planned record enters the plan now, and not before."""
    blocks = rules.rulebook.activities
    if unknown := [name for name in kinds if name not in blocks]:
        raise Refusal(f"没有名为“{unknown[0]}”的活动类别：请从列表里选。")
    record.kinds.exclude(activity__in=list(kinds)).delete()
    kept = {kind.activity: kind for kind in record.kinds.all()}
    for name, parts in kinds.items():
        known = [part.id for part in blocks[name].parts if part.id in parts]
        if name not in kept:
            planned_at = None if record.planned_at is None else at
            RecordKind.objects.create(record=record, activity=name, parts=known, planned_at=planned_at)
        elif kept[name].parts != known:
            RecordKind.objects.filter(pk=kept[name].pk).update(parts=known)


def apply_hosts(record: Record, codes: Sequence[str]) -> None:
    """Make these the hosts, the first of them the one under which the record is filed."""
    found = {organisation.code: organisation for organisation in _organisations(codes)}
    if unknown := [code for code in codes if code not in found]:
        raise Refusal(f"没有编号为“{unknown[0]}”的组织：请从列表里选主办组织。")
    if not codes:
        raise Refusal("至少要有一个主办组织。")
    record.organisation = found[codes[0]]
    record.save(update_fields=["organisation"])
    record.hosts.set(found.values())


def _organisations(codes: Sequence[str]) -> list[Organisation]:
    return list(Organisation.objects.filter(subject__code__in=list(codes)).select_related("subject"))


def apply_texts(record: Record, texts: Mapping[str, str], rules: Rules) -> None:
    """Keep the typed proofs; a blank one is taken away."""
    for proof, text in texts.items():
        block = rules.rulebook.proofs.get(proof)
        if block is None or "text" not in block.by:
            raise Refusal(f"“{block.name if block else proof}”不能录入文字：请核对材料类别。")
        refuse_marked(text, block.name)
        if len(text) > _TEXT_AT_MOST:
            raise Refusal(f"“{block.name}”超过 {_TEXT_AT_MOST // 10_000} 万字：请改为上传文件。")
        if text.strip():
            RecordText.objects.update_or_create(record=record, proof=proof, defaults={"text": text})
        else:
            record.texts.filter(proof=proof).delete()


def apply_recorder(record: Record, code: str) -> None:
    """Name who took the minutes; they must be on the list of people."""
    if code and not record.participations.filter(person__code=code).exists():
        raise Refusal("记录人不在参加人员名单里：请先把记录人加入名单。")
    record.recorder = Subject.objects.get(code=code) if code else None
    record.save(update_fields=["recorder"])
