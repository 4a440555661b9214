"""退回 of many: the organisation above hands back several records for one reason, all of them or none."""

from collections.abc import Iterable

from dengming.accounts.journal import transaction_with_lines
from dengming.accounts.scope import Scope
from dengming.records.actions.confirming import send_back
from dengming.records.drafts import StaleVersion
from dengming.records.models import Record
from dengming.refusal import Refusal


def send_back_all(scope: Scope, picked: Iterable[tuple[Record, int]], *, reason: str) -> list[Record]:
    """Hand back each record as the page showed it (its version). One journal line a record, one transaction.

    Raises Refusal where nothing is picked, and where one of them cannot be handed back: then none is.
    """
    chosen = list(picked)
    if not chosen:
        raise Refusal("还没有勾选：请先勾选要退回的纪实。")
    with transaction_with_lines():
        return [_sent_back(scope, record, version, reason) for record, version in chosen]


def _sent_back(scope: Scope, record: Record, version: int, reason: str) -> Record:
    try:
        return send_back(scope, record, version=version, reason=reason)
    except StaleVersion as stale:
        raise Refusal(
            f"“{record.title or record.organisation.name}”在您打开之后被改过，勾选的都没有退回：请看过新的内容再退回。"
        ) from stale
