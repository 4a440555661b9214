"""Before and after a case of its own: the term that nobody has registered, the posts that nobody has been given yet."""

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from dengming.accounts.scope import Scope
from dengming.editions.queries import rules
from dengming.ledgers.permits import is_open
from dengming.ledgers.renewing import said_of_next
from dengming.ledgers.seating import waiting_for_posts
from dengming.ledgers.steps import may_at
from dengming.ledgers.titles import title_of, words_of
from dengming.ledgers.unregistered import unregistered
from dengming.standing.case_rows import SINGLY, TITLE_AT_MOST, row, whose
from dengming.standing.own_posts import organisations
from dengming.standing.queries import AsOf
from dengming.standing.required_tasks import CAPABILITIES, to_begin
from dengming.standing.task import Target, Task

_FILL: Final = "新一届班子任职"


def unregistered_tasks(scope: Scope, as_of: AsOf) -> Iterator[Task]:
    """One for each own organisation that has none of a register of which each has one."""
    here = {it.pk for may in CAPABILITIES for it in organisations(scope, may, as_of.on)}
    for block in rules(as_of.known).rulebook.entries.values() if here else ():
        if block.missing and is_open(block):
            mine = [it for it in unregistered(scope, block) if it.pk in here]
            asked = [it for it in mine if may_at(scope, block.stage[0], it.reach)]
            yield from (to_begin(it, block, as_of, block.missing.name, "missing") for it in asked)


def posts_tasks(scope: Scope, as_of: AsOf) -> Iterator[Task]:
    """Committees that are approved and not on the roster yet, for whoever may give the posts; of many one row."""
    books = rules(as_of.known).rulebook.entries
    for name, group in groupby(waiting_for_posts(scope), key=lambda it: it.register):
        found, block = list(group), books[name]
        if len(found) > SINGLY:
            target = Target("entry-list", {"register": name}, {"view": "list"})
            title = f"{block.name}：{len(found)}件待办（{_FILL}）"
            yield row(found[0], whose(found), title, None, target, as_of, "")
            continue
        for entry in found:
            following = words_of(block, said_of_next(entry, block.stage_of(entry.stage)))
            words = following[:TITLE_AT_MOST] or title_of(entry, TITLE_AT_MOST)
            title = f"{block.name}：{_FILL}" + (f"（{words}）" if words else "")
            yield row(entry, entry.subject.name, title, None, Target("case", {"uid": str(entry.uid)}), as_of, "")
