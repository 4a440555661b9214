"""Settling what the committee says of dues: how sums are rounded, how much goes up."""

from dataclasses import replace

from dengming.accounts.actions import Done, action
from dengming.accounts.scope import Scope
from dengming.editions.actions import document_of, settle
from dengming.editions.dues import DuesSettings
from dengming.editions.models import Edition
from dengming.editions.queries import rules
from dengming.refusal import Refusal
from dengming.rulebook.dues_amounts import ROUNDING_LABELS


@action("dues.settled", label="确定党费参数", needs="settle")
def settle_dues(scope: Scope, *, dues: str, settings: DuesSettings) -> Done[Edition]:
    """Say how sums are rounded from now on, and how many percent go up, by a paper. What is assessed stays.

    Raises Refusal on an unknown way to round, a share out of range, and where no paper is named.
    """
    now = rules()
    found = now.rulebook.dues.get(dues)
    if found is None or settings.rounding not in ROUNDING_LABELS:
        raise Refusal("没有这种党费或取整办法：请从“本地参数”的列表里选择。")
    if settings.share is not None and not 0 <= settings.share <= 100:
        raise Refusal("上缴比例要在 0 和 100 之间；没有规定的留空。")
    kept = replace(settings, document=document_of(settings.document))
    edition = settle(now, replace(now.parameters, dues=now.parameters.dues | {dues: kept}), f"确定参数：{found.name}")
    return Done(edition, about=found.name, note=kept.dump())
