"""佐证材料 of a case: a record or line that exists already is linked, so that nothing is typed or uploaded twice.

What no record holds is uploaded as a file, and opened only by whoever sees the case.
"""

from collections.abc import Collection, Sequence
from typing import IO, Any, Final
from uuid import UUID

from dengming.accounts.actions import Done, action
from dengming.accounts.scope import NotVisible, Scope
from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.facts import actions as facts
from dengming.facts.models import Fact
from dengming.files import storage
from dengming.files.inspection import FILES_AT_MOST, Inspected, inspect
from dengming.ledgers.emission import rows_of
from dengming.ledgers.fields import FieldRefusal
from dengming.ledgers.links import source_at
from dengming.ledgers.models import Entry, Material
from dengming.ledgers.places import doer_subject, line_reach
from dengming.ledgers.queries import get_entry, is_near
from dengming.ledgers.steps import ahead_of, is_done, is_over, proofs_there, register_of
from dengming.ledgers.way import way_of
from dengming.ledgers.writing import note_of, told
from dengming.refusal import Refusal
from dengming.secrecy import refuse_marked

PLACE_AT_MOST: Final = 80
"""Signs by which the place of an original is said."""


def _material_reach(material: Material, **_: Any) -> str:
    return line_reach(material.entry)


@action("material.linked", label="关联佐证", needs="record", at=line_reach)
def link(scope: Scope, entry: Entry, *, proof: str, source: str) -> Done[Material]:
    """Link a confirmed record or a line of the organisation by its uid. Raises Refusal where it is none of it."""
    return _link(scope, entry, proof, source)


@action("material.linked-by-doer", label="关联本人承办的佐证", needs="self", at=doer_subject)
def link_own(scope: Scope, entry: Entry, *, proof: str, source: str) -> Done[Material]:
    """The same by the person to whom the work came, who may hold no post."""
    return _link(scope, entry, proof, source)


def _link(scope: Scope, entry: Entry, proof: str, source: str) -> Done[Material]:
    check_taken(entry, proof)
    found = source_at(source, line_reach(entry))
    if entry.materials.filter(proof=proof, source=found, removed_at=None).exists():
        raise Refusal("这条记录已经关联过了。")
    made = Material.objects.create(
        entry=entry, proof=proof, source=found, added_at=clock.moment(), added_by=scope.actor
    )
    return Done(made, about=told(entry), note=emitted(entry) | {"proof": proof, "source": str(found.uid)})


@action("material.uploaded", label="上传佐证", needs="record", at=line_reach)
def upload(scope: Scope, entry: Entry, *, proof: str, name: str, data: bytes) -> Done[Material]:
    """Keep a file as a proof of the case. Raises Refusal for one that does not pass; nothing is kept then."""
    return _upload(scope, entry, proof, name, data)


@action("material.uploaded-by-doer", label="上传本人承办的佐证", needs="self", at=doer_subject)
def upload_own(scope: Scope, entry: Entry, *, proof: str, name: str, data: bytes) -> Done[Material]:
    """The same by the person to whom the work came."""
    return _upload(scope, entry, proof, name, data)


def _upload(scope: Scope, entry: Entry, proof: str, name: str, data: bytes) -> Done[Material]:
    check_taken(entry, proof)
    passed = _passed(entry, proof, name, data)
    digest = storage.put_surely(passed.data)
    if entry.materials.filter(proof=proof, digest=digest, removed_at=None).exists():
        raise FieldRefusal({"file": f"“{passed.name}”已经上传过了，不用再传。"})
    made = Material.objects.create(
        entry=entry,
        proof=proof,
        name=passed.name,
        media_type=passed.kind.media_type,
        size=len(passed.data),
        digest=digest,
        added_at=clock.moment(),
        added_by=scope.actor,
    )
    return Done(made, about=told(entry), note=emitted(entry) | {"proof": proof, "digest": digest, "size": made.size})


@action("material.kept", label="登记原件存放处", needs="record", at=line_reach)
def keep_original(scope: Scope, entry: Entry, *, proof: str, place: str) -> Done[Material]:
    """Say where the paper original lies, so that nothing has to be scanned. The journal has no word of the place."""
    check_taken(entry, proof)
    if proof not in originals_of(entry):
        raise Refusal(f"“{rules().rulebook.proofs[proof].name}”要关联记录或上传文件，不能只写存放处。")
    kept = place.strip()
    if not kept or len(kept) > PLACE_AT_MOST:
        raise FieldRefusal({"place": f"请写原件存放在哪里，如“党员档案柜3号，第12卷”，不超过{PLACE_AT_MOST}字。"})
    refuse_marked(kept, "存放处")
    made = Material.objects.create(entry=entry, proof=proof, name=kept, added_at=clock.moment(), added_by=scope.actor)
    return Done(made, about=told(entry), note=emitted(entry) | {"proof": proof})


@action("material.removed", label="取下佐证", needs="record", at=_material_reach)
def remove(scope: Scope, material: Material) -> Done[None]:
    """Take a proof away; the line stays with who and when, a file's bytes go when nothing rests on them any more."""
    _check_among(loose_now(material.entry), material.entry, material.proof)
    gone = Material.objects.filter(pk=material.pk, removed_at=None)
    if not gone.update(removed_at=clock.moment(), removed_by=scope.actor):
        raise Refusal("这份材料已经取下了。")
    if material.digest:
        storage.release_later([material.digest])
    return Done(None, about=told(material.entry), note=emitted(material.entry) | {"proof": material.proof})


def open_for(scope: Scope, uid: UUID, material: UUID) -> tuple[Material, IO[bytes]]:
    """A file of the case and its bytes for whoever the case concerns; that it is public does not open its proofs.

    Raises NotVisible (404) for everybody else.
    """
    entry = get_entry(scope, uid)
    found = entry.materials.filter(uid=material, removed_at=None).exclude(digest="").first()
    if found is None or not is_near(scope, entry):
        raise NotVisible("没有找到。")
    return found, storage.stream(found.digest)


def needs(digest: str) -> bool:
    """Whether the bytes must be kept: those taken away too while facts of the time before that rest on them."""
    return any(it.removed_at is None or _rested_on(it) for it in Material.objects.filter(digest=digest))


def proofs_of(entry: Entry) -> list[str]:
    """The kinds of proof that the steps of its register ask for or take, each once, in the order of the file."""
    return list(dict.fromkeys(name for it in register_of(entry).stage for name in (*it.materials, *it.takes)))


def proofs_now(entry: Entry) -> list[str]:
    """Those that matter now, what the next steps still lack first: of a long way not what is far ahead. Of what is
    done only what is still to come."""
    block, there = register_of(entry), proofs_there(entry)
    if _is_past(entry):
        return [name for name in taken_now(entry) if name not in there]
    ahead = [name for it in ahead_of(entry) for name in (*it.materials, *it.takes)]
    behind = [
        name for it in way_of(entry) for name in (*block.stage_of(it.stage).materials, *block.stage_of(it.stage).takes)
    ]
    wanted = sorted(dict.fromkeys((*ahead, *behind)), key=lambda name: name in there)
    return wanted or proofs_of(entry)


def files_of(entry: Entry) -> list[str]:
    """Those of them that may be a file."""
    known = rules().rulebook.proofs
    return [name for name in proofs_of(entry) if name in known and "file" in known[name].by]


def originals_of(entry: Entry) -> list[str]:
    """Those of them of which it is enough to say where the original lies."""
    known = rules().rulebook.proofs
    return [name for name in proofs_of(entry) if name in known and "original" in known[name].by]


def takes_proofs(entry: Entry) -> bool:
    """Whether its proofs may still change: not once it is over, nor once what they prove is done."""
    return bool(taken_now(entry))


def taken_now(entry: Entry) -> Sequence[str]:
    """The kinds of proof that it takes as it stands; of what is done those of its stage, such as a copy that is sealed
    afterwards."""
    if entry.withdrawn_at is not None:
        return ()
    return register_of(entry).stage_of(entry.stage).takes if _is_past(entry) else proofs_of(entry)


def loose_now(entry: Entry) -> set[str]:
    """Those of them that may be taken away: what the last step was asked for stays with what is done."""
    asked = register_of(entry).stage_of(entry.stage).demand if _is_past(entry) else ()
    return set(taken_now(entry)) - {name for it in asked for name in it.materials or ()}


def check_taken(entry: Entry, proof: str) -> None:
    """Raise Refusal where the case takes no such proof, or nothing any more."""
    _check_among(taken_now(entry), entry, proof)


def _check_among(those: Collection[str], entry: Entry, proof: str) -> None:
    if proof in those:
        return
    if _is_past(entry):
        raise Refusal("这一件已经办结，不能再改材料：要改的，先重新打开。")
    known = rules().rulebook.proofs
    raise Refusal(f"“{register_of(entry).name}”不收“{known[proof].name if proof in known else proof}”。")


def _is_past(entry: Entry) -> bool:
    return is_over(entry) or is_done(entry)


def emitted(entry: Entry) -> dict[str, str | int]:
    """Let the facts follow; the journal's note."""
    facts.replace(entry.source, rows_of(entry), clock.moment())
    return note_of(entry)


def _passed(entry: Entry, proof: str, name: str, data: bytes) -> Inspected:
    """The file after inspection; what is wrong with it is said beside its field."""
    if proof not in files_of(entry):
        raise Refusal(f"“{rules().rulebook.proofs[proof].name}”不收文件：请关联已有的记录。")
    if entry.materials.filter(removed_at=None).exclude(digest="").count() >= FILES_AT_MOST:
        raise FieldRefusal({"file": f"一件最多 {FILES_AT_MOST} 个文件：请合并后再上传。"})
    try:
        return inspect(name, data)
    except Refusal as refusal:
        raise FieldRefusal({"file": str(refusal)}) from refusal


def _rested_on(material: Material) -> bool:
    """Whether the case had a fact with this proof while the material was there."""
    known = rules().rulebook.proofs.get(material.proof)
    there = Fact.objects.filter(
        source=material.entry.source_id, entered__lte=material.removed_at, withdrawn__gte=material.added_at
    )
    return known is None or any(mask & known.mask for mask in there.values_list("proofs", flat=True))
