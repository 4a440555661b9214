"""One form sent twice, by a second click or over a connection that broke off, makes one entry.

A form carries a token of its own. Token, account and all that was sent give the entry's uid, which is unique in the
database: what is sent again finds what the first has made. The same form with something else in it makes another entry:
somebody went back to it to file the next one.
"""

from typing import Any, Final
from uuid import UUID, uuid5

from django.db import transaction

from dengming.accounts.journal import canonical
from dengming.accounts.scope import Scope
from dengming.ledgers.actions import file_entry
from dengming.ledgers.models import Entry
from dengming.ledgers.queries import get_entry
from dengming.orgs.models import Subject
from dengming.refusal import Refusal

_FORMS: Final = UUID("6f0c1f5e-8a53-4f0e-9a64-3f3c0f7f5d21")
"""Under which the uids of entries are named by the forms that made them."""


def file_once(scope: Scope, subject: Subject, *, token: str, **sent: Any) -> Entry:
    """File an entry with what `file_entry` takes, or give back the one that the same form has made: nothing is written
    then, no journal line either. Without a token everything sent is filed.

    Raises what `file_entry` raises; Refusal where the first was withdrawn, NotVisible where it is out of reach now.
    """
    if not token:
        return file_entry(scope, subject, **sent)
    parent = sent.get("parent")
    # what the system suggested it by is left out: it is gone once the entry is there
    uid = uid_of(scope, subject.code, token, {**sent, "parent": parent.uid if parent else None, "grounds": None})
    with transaction.atomic():
        Subject.objects.select_for_update().get(pk=subject.pk)  # of two at once the second waits for the first
        return made_before(scope, uid) or file_entry(scope, subject, uid=uid, **sent)


def uid_of(scope: Scope, code: str, token: str, said: dict[str, Any]) -> UUID:
    """The uid of what the form makes for that subject with all that was said: nobody's but the account's."""
    account = scope.actor.pk if scope.actor else None
    return uuid5(_FORMS, canonical([token, account, code, said]))


def made_before(scope: Scope, uid: UUID) -> Entry | None:
    """What the same form has made. Raises Refusal where that was withdrawn, NotVisible where it is out of reach now."""
    found = Entry.objects.filter(uid=uid).first()
    if found is not None and found.withdrawn_at is not None:
        raise Refusal("这一张表登记过，登记的已经撤回：要再登记，请重新打开登记表填写。")
    return get_entry(scope, uid) if found else None
