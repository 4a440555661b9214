"""Evidence files: taken in after inspection, taken away with a trace, opened only through the record's access."""

from typing import IO, Any
from uuid import UUID

from django.db.models import F, Q

from dengming.accounts.actions import Done, action
from dengming.accounts.scope import NotVisible, Scope
from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.files import storage
from dengming.files.inspection import FILES_AT_MOST, Inspected, inspect
from dengming.records.drafts import check_editable, claim
from dengming.records.models import Evidence, Record
from dengming.records.queries import get_visible
from dengming.records.sheet import activities_of, proofs_taken
from dengming.records.telling import lead_reach, told
from dengming.refusal import Refusal


def _reach_of_evidence(evidence: Evidence, **_: Any) -> str:
    return lead_reach(evidence.record)


@action("evidence.added", label="上传佐证", needs="record", at=lead_reach)
def add(scope: Scope, record: Record, *, version: int, proof: str, name: str, data: bytes) -> Done[Evidence]:
    """Keep a file as a proof of the record. Raises Refusal for a file that does not pass; nothing is kept then.

    The same file for the same proof is kept once.
    """
    record = claim(record, version, clock.moment())
    check_editable(record)
    _check_wanted(record, proof)
    passed = inspect(name, data)
    evidence = _kept(scope, record, proof, passed)
    note = {"record": str(record.uid), "proof": proof, "digest": evidence.digest, "size": evidence.size}
    return Done(evidence, about=told(record), note=note)


@action("evidence.removed", label="移除佐证", needs="record", at=_reach_of_evidence)
def remove(scope: Scope, evidence: Evidence, *, version: int) -> Done[None]:
    """Take a file away. The line stays; the bytes go when no record and no fact rests on them any more."""
    now = clock.moment()
    record = claim(evidence.record, version, now)
    check_editable(record)
    if not Evidence.objects.filter(pk=evidence.pk, removed_at=None).update(removed_at=now):
        raise Refusal("这个文件已经移除过了。")
    storage.release_later([evidence.digest])
    return Done(None, about=told(record), note={"record": str(record.uid), "digest": evidence.digest})


def open_for(scope: Scope, uid: UUID) -> tuple[Evidence, IO[bytes]]:
    """The file and its bytes for whoever may see the record. Raises NotVisible (404) for everybody else."""
    evidence = Evidence.objects.filter(uid=uid, removed_at=None).select_related("record").first()
    if evidence is None:
        raise NotVisible("没有找到。")
    get_visible(scope, evidence.record.uid)
    return evidence, storage.stream(evidence.digest)


def needs(digest: str) -> bool:
    """Whether the bytes must be kept: removed evidence too while the record's facts rest on the time before that."""
    still_resting = Q(record__confirmed_at__isnull=False, removed_at__gte=F("record__confirmed_at"))
    return Evidence.objects.filter(Q(removed_at=None) | still_resting, digest=digest).exists()


def _check_wanted(record: Record, proof: str) -> None:
    """Only files that a kind of the record asks for: 谈心谈话 asks for none."""
    rulebook = rules().rulebook
    wanted = proofs_taken(activities_of(record, rulebook), rulebook, "file")
    if proof not in wanted:
        name = rulebook.proofs[proof].name if proof in rulebook.proofs else proof
        raise Refusal(f"所选类别不收“{name}”文件：请核对材料类别。")
    if record.evidence.filter(removed_at=None).count() >= FILES_AT_MOST:
        raise Refusal(f"一条纪实最多 {FILES_AT_MOST} 个文件：请合并后再上传。")


def _kept(scope: Scope, record: Record, proof: str, passed: Inspected) -> Evidence:
    digest = storage.put_surely(passed.data)
    there = record.evidence.filter(digest=digest, proof=proof, removed_at=None).first()
    return there or Evidence.objects.create(
        record=record,
        proof=proof,
        name=passed.name,
        media_type=passed.kind.media_type,
        size=len(passed.data),
        digest=digest,
        uploaded_at=clock.moment(),
        uploaded_by=scope.actor,
    )
